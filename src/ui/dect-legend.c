/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-legend.h"

#include <glib/gi18n.h>

#include "radio/dect-coverage.h"
#include "radio/dect-radio-data.h"

struct _DectLegend
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (DectLegend, dect_legend, ADW_TYPE_BIN)

static const struct
{
  const char *limit;
  const char *words;
} steps[] = {
  /* Translators: %.0f is a level; the minus sign stands before it */
  { "good", N_("−%.0f dBm or better, good") },
  { "design", N_("−%.0f dBm, wanted at a handset") },
  { "weak", N_("−%.0f dBm, weak") },
  { "none", N_("−%.0f dBm, hardly anything") },
};

static void
swatch_draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const DectLimit *limit = user_data;
  double rgba[4];

  dect_coverage_color (limit->value, rgba);
  cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static GtkWidget *
make_row (const DectLimit *limit, const char *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *swatch = gtk_drawing_area_new ();
  g_autofree char *text = g_strdup_printf (words, -limit->value);
  GtkWidget *label = gtk_label_new (text);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 16);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 10);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), swatch_draw_cb, (gpointer) limit,
                                  NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (row, limit->source);
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static void
dect_legend_class_init (DectLegendClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "legend");
}

static void
dect_legend_init (DectLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (_("Best level"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const DectLimit *limit = dect_limit_find (steps[i].limit);

      if (limit != NULL)
        gtk_box_append (GTK_BOX (box), make_row (limit, _(steps[i].words)));
    }
  adw_bin_set_child (ADW_BIN (self), box);
}
