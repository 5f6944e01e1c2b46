/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-legend.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-text-label.h"

#include "canvas/dect-chain-layer.h"
#include "radio/dect-fit.h"
#include "radio/dect-radio-data.h"

/* Most base stations that are named in the map of the strongest; the others are counted. */
#define MAX_SERVERS 6
/* From so many base stations on the colour stays the same. */
#define MAX_COUNT 5

struct _DectLegend
{
  AdwBin parent_instance;
  GtkWidget *coverage; /* heading, rows, sources and footer */
  GtkLabel *heading;
  GtkWidget *rows;
  GtkLabel *sources;
  GtkLabel *footer;
  GtkWidget *chain;
  DectCoverageView view;
  char *shown; /* what the rows were made from */
};

G_DEFINE_FINAL_TYPE (DectLegend, dect_legend, ADW_TYPE_BIN)

typedef struct
{
  double rgba[4];
  char *text;
  char *tooltip; /* nullable */
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->text);
  g_free (row->tooltip);
}

static Row *
add_row (GArray *rows, char *text, const char *tooltip)
{
  Row row = { { 0 }, text, g_strdup (tooltip) };

  g_array_append_val (rows, row);
  return &g_array_index (rows, Row, rows->len - 1);
}

/* --- What is in it -------------------------------------------------------------------------------
 */

static void
add_levels (GArray *rows)
{
  static const struct
  {
    const char *limit;
    const char *words;
  } steps[] = {
    /* Translators: %.0f is a level; the minus sign stands before it; “one” is a base station */
    { "scale-top", N_("−%.0f dBm or better, near one") },
    { "good", N_("−%.0f dBm or better, good") },
    { "design", N_("−%.0f dBm, wanted at a handset") },
    { "weak", N_("−%.0f dBm, weak") },
    { "none", N_("−%.0f dBm, hardly anything") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const DectLimit *limit = dect_limit_find (steps[i].limit);

      if (limit != NULL)
        dect_coverage_color (limit->value,
                             add_row (rows, g_strdup_printf (_(steps[i].words), -limit->value),
                                      dect_limit_get_source (limit))
                                 ->rgba);
    }
}

static void
add_counts (GArray *rows)
{
  const DectLimit *limit = dect_limit_find ("design");

  for (guint i = 1; i <= MAX_COUNT; i++)
    {
      char *text = i == 1          ? g_strdup (_("1, no handover from there"))
                   : i < MAX_COUNT ? g_strdup_printf ("%u", i)
                                   /* Translators: number of base stations that are heard */
                                   : g_strdup_printf (_("%u or more"), i);

      dect_coverage_count_color (
          i, add_row (rows, text, limit != NULL ? dect_limit_get_source (limit) : NULL)->rgba);
    }
}

static void
add_bands (GArray *rows, DectCoverage *coverage)
{
  const DectLimit *limit = dect_limit_find ("sigma-walls");
  double sigma_db = coverage != NULL ? dect_coverage_get_sigma (coverage) : 0;
  const char *const words[DECT_COVERAGE_N_BANDS] = {
    [DECT_COVERAGE_BAND_SURE] = _("5 times in 6, or better"),
    [DECT_COVERAGE_BAND_LIKELY] = _("more likely than not"),
    [DECT_COVERAGE_BAND_UNLIKELY] = _("rather not"),
  };
  g_autofree char *scatter
      /* Translators: how far measured levels scatter around predicted ones, and where that is from
       */
      = g_strdup_printf (_("Levels scatter by ±%.1f dB around the prediction. %s"), sigma_db,
                         limit != NULL ? dect_limit_get_source (limit) : "");

  for (guint i = DECT_COVERAGE_N_BANDS - 1; i > DECT_COVERAGE_BAND_NO; i--)
    dect_coverage_band_color (i, add_row (rows, g_strdup (words[i]), scatter)->rgba);
}

typedef struct
{
  guint rfp;
  guint n_cells;
} Server;

static gint
compare_servers (gconstpointer a, gconstpointer b)
{
  const Server *server_a = a, *server_b = b;

  if (server_a->n_cells != server_b->n_cells)
    return server_a->n_cells > server_b->n_cells ? -1 : 1;
  return server_a->rfp < server_b->rfp ? -1 : 1;
}

static GArray *
count_servers (DectCoverage *coverage, guint n_rfps, guint *n_served)
{
  const gint16 *server = dect_coverage_get_server (coverage);
  gsize n_cells
      = (gsize) dect_coverage_get_n_columns (coverage) * dect_coverage_get_n_rows (coverage);
  g_autofree guint *counts = g_new0 (guint, n_rfps + 1);
  GArray *servers = g_array_new (FALSE, FALSE, sizeof (Server));

  *n_served = 0;
  for (gsize i = 0; i < n_cells; i++)
    if (server[i] >= 0 && (guint) server[i] < n_rfps)
      counts[server[i]]++;
  for (guint i = 0; i < n_rfps; i++)
    {
      Server entry = { i, counts[i] };

      *n_served += counts[i];
      if (counts[i] > 0)
        g_array_append_val (servers, entry);
    }
  g_array_sort (servers, compare_servers);
  return servers;
}

static void
add_servers (GArray *rows, DectCoverage *coverage, DectSnapshot *snapshot)
{
  g_autoptr (GArray) servers = NULL;
  guint n_served;

  if (coverage == NULL)
    return;
  servers = count_servers (coverage, dect_snapshot_count (snapshot, DECT_KIND_RFP), &n_served);
  for (guint i = 0; i < MIN (servers->len, MAX_SERVERS); i++)
    {
      const Server *server = &g_array_index (servers, Server, i);
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, server->rfp);
      g_autofree char *number
          = rfp->number != DECT_UNSET ? g_strdup_printf ("%d ", rfp->number) : g_strdup ("");
      double share = 100.0 * server->n_cells / n_served;
      /* Translators: a base station and its share of the area: "3 Canteen, 24 %" */
      char *text = g_strdup_printf (_("%s%s, %.0f %%"), number, rfp->name != NULL ? rfp->name : "",
                                    share);

      dect_coverage_server_color ((gint) server->rfp, add_row (rows, text, NULL)->rgba);
    }
  if (servers->len > MAX_SERVERS)
    add_row (rows,
             g_strdup_printf (ngettext ("and %u more", "and %u more", servers->len - MAX_SERVERS),
                              servers->len - MAX_SERVERS),
             NULL);
}

static char *
dup_heading (DectCoverageView view, DectCoverage *coverage)
{
  double limit_dbm
      = coverage != NULL ? dect_coverage_get_limit (coverage) : dect_limit_value ("design");

  if (view == DECT_COVERAGE_VIEW_COUNT)
    return g_strdup_printf (_("Base stations heard at −%.0f dBm"), -limit_dbm);
  if (view == DECT_COVERAGE_VIEW_BAND)
    return g_strdup_printf (_("−%.0f dBm is reached"), -limit_dbm);
  return g_strdup (dect_coverage_view_label (view));
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static void
swatch_draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const double *rgba = user_data;

  if (rgba[3] <= 0)
    return;
  /* As it looks on the plan: half transparent, on paper. */
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], rgba[3]);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static GtkWidget *
row_new (const Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = dect_text_label_new (row->text, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 16);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 10);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), swatch_draw_cb,
                                  g_memdup2 (row->rgba, sizeof row->rgba), g_free);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (box, row->tooltip);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* The works that the limits are from, each once; what a source says of its limit is in the tooltip
 * of the row. NULL when there are none. */
static char *
dup_sources (GArray *rows)
{
  g_autoptr (GPtrArray) works = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      const char *source = g_array_index (rows, Row, i).tooltip;
      const char *end = source != NULL ? strchr (source, ':') : NULL;
      g_autofree char *work = end != NULL ? g_strndup (source, (gsize) (end - source)) : NULL;

      /* What nobody has written down has its words in the tooltip. */
      if (work != NULL && !g_str_equal (work, "assumption")
          && !g_ptr_array_find_with_equal_func (works, work, g_str_equal, NULL))
        g_ptr_array_add (works, g_steal_pointer (&work));
    }
  if (works->len == 0)
    return NULL;
  g_ptr_array_add (works, NULL);
  return g_strjoinv ("; ", (char **) works->pdata);
}

static char *
describe (const char *heading, GArray *rows, const char *footer)
{
  GString *text = g_string_new (heading);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      g_string_append_printf (text, "\n%g %g %g %s %s", row->rgba[0], row->rgba[1], row->rgba[2],
                              row->text, row->tooltip != NULL ? row->tooltip : "");
    }
  g_string_append_printf (text, "\n%s", footer);
  return g_string_free (text, FALSE);
}

static void
show (DectLegend *self, const char *heading, GArray *rows, const char *footer)
{
  g_autofree char *shown = describe (heading, rows, footer);
  g_autofree char *sources = dup_sources (rows);
  GtkWidget *child;

  if (!dect_set_str (&self->shown, shown))
    return;
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < rows->len; i++)
    gtk_box_append (GTK_BOX (self->rows), row_new (&g_array_index (rows, Row, i)));
  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), dect_legend_view_hint (self->view));
  gtk_label_set_text (self->sources, sources != NULL ? sources : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sources), sources != NULL);
  gtk_label_set_text (self->footer, footer);
  gtk_widget_set_visible (GTK_WIDGET (self->footer), *footer != '\0');
}

/* --- The chain -----------------------------------------------------------------------------------
 */

typedef enum
{
  SIGN_WEAK, /* as DectMargin */
  SIGN_FAIR,
  SIGN_STRONG,
  SIGN_SINGLE,
  SIGN_CUT,
} Sign;

/* As DectChainLayer and DectRfpMarker draw it. */
static void
sign_draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  static const double dashes[] = { 5, 3 };
  Sign sign = GPOINTER_TO_UINT (user_data);
  double x = width / 2.0, y = height / 2.0;
  DectCanvasColor color = sign == SIGN_SINGLE ? DECT_COLOR_BROKEN : DECT_COLOR_CHAIN;
  double width_px = 3;

  if (sign <= SIGN_STRONG)
    dect_chain_style ((DectMargin) sign, &color, &width_px);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (color));
  if (sign == SIGN_CUT)
    {
      cairo_set_line_width (cr, 1.2);
      cairo_arc (cr, x, y, 2.8, 0, 2 * G_PI);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, 5.2, 0, 2 * G_PI);
    }
  else
    {
      cairo_set_line_width (cr, width_px);
      if (sign == SIGN_SINGLE)
        cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_move_to (cr, 0, y);
      cairo_line_to (cr, width, y);
    }
  cairo_stroke (cr);
}

static void
add_sign (DectLegend *self, Sign sign, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *picture = gtk_drawing_area_new ();
  GtkWidget *label = dect_text_label_new (text, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), 16);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), 13);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), sign_draw_cb, GUINT_TO_POINTER (sign),
                                  NULL);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->chain), box);
}

static void
add_chain (DectLegend *self)
{
  GtkWidget *heading = gtk_label_new (_("Chain"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (self->chain), heading);
  for (Sign sign = SIGN_STRONG + 1; sign > SIGN_WEAK; sign--)
    {
      g_autofree char *label = dect_margin_dup_label ((DectMargin) (sign - 1));

      add_sign (self, sign - 1, label);
    }
  add_sign (self, SIGN_SINGLE, _("The only link"));
  add_sign (self, SIGN_CUT, _("Others are lost when it fails"));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_legend_finalize (GObject *object)
{
  g_free (DECT_LEGEND (object)->shown);
  G_OBJECT_CLASS (dect_legend_parent_class)->finalize (object);
}

static void
dect_legend_class_init (DectLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_legend_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "legend");
}

static void
dect_legend_init (DectLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkLabel **labels[] = { &self->sources, &self->footer };

  self->coverage = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->chain = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->heading = GTK_LABEL (dect_text_label_new (NULL, "heading"));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (self->coverage), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self->coverage), self->rows);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      *labels[i] = GTK_LABEL (dect_text_label_new (NULL, "caption"));
      gtk_widget_add_css_class (GTK_WIDGET (*labels[i]), "dim-label");
      gtk_widget_set_visible (GTK_WIDGET (*labels[i]), FALSE);
      gtk_box_append (GTK_BOX (self->coverage), GTK_WIDGET (*labels[i]));
    }
  add_chain (self);
  gtk_box_append (GTK_BOX (box), self->coverage);
  gtk_box_append (GTK_BOX (box), self->chain);
  adw_bin_set_child (ADW_BIN (self), box);
  dect_legend_set_coverage (self, DECT_COVERAGE_VIEW_BEST, NULL, NULL);
}

void
dect_legend_set_coverage (DectLegend *self,
                          DectCoverageView view,
                          DectCoverage *coverage,
                          DectSnapshot *snapshot)
{
  g_autoptr (GArray) rows = NULL;
  g_autofree char *heading = NULL;

  g_return_if_fail (DECT_IS_LEGEND (self));
  g_return_if_fail (view < DECT_COVERAGE_N_VIEWS);
  g_return_if_fail (coverage == NULL || snapshot != NULL);

  rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (rows, row_clear);
  self->view = view;
  if (view == DECT_COVERAGE_VIEW_COUNT)
    add_counts (rows);
  else if (view == DECT_COVERAGE_VIEW_BAND)
    add_bands (rows, coverage);
  else if (view == DECT_COVERAGE_VIEW_SERVER)
    add_servers (rows, coverage, snapshot);
  else
    add_levels (rows);
  heading = dup_heading (view, coverage);
  show (self, heading, rows,
        snapshot != NULL && dect_fit_snapshot_is_fitted (snapshot) ? _("Fitted to measurements")
                                                                   : "");
}

void
dect_legend_set_shown (DectLegend *self, gboolean coverage, gboolean chain)
{
  g_return_if_fail (DECT_IS_LEGEND (self));

  gtk_widget_set_visible (self->coverage, coverage);
  gtk_widget_set_visible (self->chain, chain);
}

const char *
dect_legend_view_hint (DectCoverageView view)
{
  static const char *const hints[DECT_COVERAGE_N_VIEWS] = {
    [DECT_COVERAGE_VIEW_BEST]
    = N_("What a handset receives from the base station that serves it."),
    [DECT_COVERAGE_VIEW_SECOND]
    = N_("Where a call can go at a handover: both should be heard well."),
    [DECT_COVERAGE_VIEW_THIRD] = N_("What is left for a handover when a base station fails."),
    [DECT_COVERAGE_VIEW_COUNT] = N_("How many base stations reach the level that is wanted."),
    [DECT_COVERAGE_VIEW_SERVER]
    = N_("Which base station serves where, and how large its area is."),
    [DECT_COVERAGE_VIEW_BAND]
    = N_("How likely the level that is wanted is reached, by how far measured levels scatter."),
  };

  g_return_val_if_fail (view < DECT_COVERAGE_N_VIEWS, NULL);

  return _(hints[view]);
}

DectCoverageView
dect_legend_get_view (DectLegend *self)
{
  g_return_val_if_fail (DECT_IS_LEGEND (self), DECT_COVERAGE_VIEW_BEST);

  return self->view;
}
