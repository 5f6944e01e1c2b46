/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-chain-layer.h"

#include <glib/gi18n.h>
#include <math.h>

/* Most walls of a link that are listed; the others are counted. */
#define MAX_CROSSINGS 6

struct _DectChainLayer
{
  DectLayer parent_instance;
  GHashTable *singles;       /* index of a link in the list, of those that nothing replaces */
  const DectRadioLink *told; /* nullable; link that @words are about */
  char *words;
};

G_DEFINE_FINAL_TYPE (DectChainLayer, dect_chain_layer, DECT_TYPE_LAYER)

typedef enum
{
  LINK_HIDDEN, /* usable, but one of too many to be drawn */
  LINK_OTHER,  /* a second way, or a link of what is selected */
  LINK_LOST,   /* between base stations that would not be reached */
  LINK_TREE,
  LINK_WEAK,   /* of the tree, little margin */
  LINK_SINGLE, /* of the tree, nothing replaces it */
} LinkStyle;

static DectAnalysis *
get_analysis (DectChainLayer *self)
{
  return dect_document_get_analysis (dect_layer_get_document (DECT_LAYER (self)));
}

/* The record as it stands now, so that links follow a base station that is being dragged. */
static const DectRfp *
rfp_now (DectChainLayer *self, DectAnalysis *analysis, guint index)
{
  DectSite *site = dect_document_get_site (dect_layer_get_document (DECT_LAYER (self)));
  guint32 id = dect_snapshot_rfp (analysis->snapshot, index)->head.id;
  const DectRecord *record = dect_site_find_record (site, id);

  return record != NULL && dect_rfp_is_placed (DECT_RFP (record)) ? DECT_RFP (record) : NULL;
}

static gboolean
link_ends (DectChainLayer *self,
           DectAnalysis *analysis,
           const DectRadioLink *link,
           const DectViewTransform *view,
           DectPoint *a,
           DectPoint *b)
{
  guint32 floor = dect_layer_get_floor (DECT_LAYER (self))->head.id;
  const DectRfp *rfp_a = rfp_now (self, analysis, link->a);
  const DectRfp *rfp_b = rfp_now (self, analysis, link->b);

  if (rfp_a == NULL || rfp_b == NULL || rfp_a->floor != floor || rfp_b->floor != floor)
    return FALSE;
  *a = dect_view_transform_to_widget (view, (DectPoint){ rfp_a->x_m, rfp_a->y_m });
  *b = dect_view_transform_to_widget (view, (DectPoint){ rfp_b->x_m, rfp_b->y_m });
  return TRUE;
}

static gboolean
is_selected (DectChainLayer *self, DectAnalysis *analysis, guint index)
{
  return dect_document_is_selected (dect_layer_get_document (DECT_LAYER (self)),
                                    dect_snapshot_rfp (analysis->snapshot, index)->head.id);
}

/* The link @child would hang on when its parent is taken for broken. */
static gboolean
is_way_around (DectAnalysis *analysis, DectPreview *preview, guint child, guint parent)
{
  const DectChainNode *node = dect_chain_get_node (analysis->chain, child);

  return node->second == (gint) parent && node->parent >= 0
         && dect_preview_is_failed (
             preview, dect_snapshot_rfp (analysis->snapshot, (guint) node->parent)->head.id);
}

/* What becomes of a link when some base stations fail; %FALSE: nothing. */
static gboolean
style_then (DectChainLayer *self,
            DectAnalysis *analysis,
            const DectRadioLink *link,
            LinkStyle *style)
{
  DectPreview *preview = dect_document_get_preview (dect_layer_get_document (DECT_LAYER (self)));
  guint32 a = dect_snapshot_rfp (analysis->snapshot, link->a)->head.id;
  guint32 b = dect_snapshot_rfp (analysis->snapshot, link->b)->head.id;

  if (preview == NULL || preview->failed->len == 0)
    return FALSE;
  if (dect_preview_is_failed (preview, a) || dect_preview_is_failed (preview, b))
    *style = LINK_HIDDEN;
  else if (dect_preview_is_lost (preview, a) && dect_preview_is_lost (preview, b))
    *style = LINK_LOST;
  else if (is_way_around (analysis, preview, link->a, link->b)
           || is_way_around (analysis, preview, link->b, link->a))
    *style = LINK_TREE;
  else
    return FALSE;
  return TRUE;
}

static LinkStyle
link_style (DectChainLayer *self, DectAnalysis *analysis, guint index, const DectRadioLink *link)
{
  const DectChainNode *a = dect_chain_get_node (analysis->chain, link->a);
  const DectChainNode *b = dect_chain_get_node (analysis->chain, link->b);
  LinkStyle then;

  if (style_then (self, analysis, link, &then))
    return then;
  if (a->parent != (gint) link->b && b->parent != (gint) link->a)
    {
      if (a->second == (gint) link->b || b->second == (gint) link->a
          || is_selected (self, analysis, link->a) || is_selected (self, analysis, link->b))
        return LINK_OTHER;
      return LINK_HIDDEN;
    }
  if (g_hash_table_contains (self->singles, GUINT_TO_POINTER (index + 1)))
    return LINK_SINGLE;
  return dect_margin_of (link->margin_db) == DECT_MARGIN_WEAK ? LINK_WEAK : LINK_TREE;
}

void
dect_chain_style (DectMargin margin, DectCanvasColor *color, double *width_px)
{
  static const struct
  {
    DectCanvasColor color;
    double width_px;
  } styles[DECT_N_MARGINS] = {
    [DECT_MARGIN_WEAK] = { DECT_COLOR_WEAK, 2 },
    [DECT_MARGIN_FAIR] = { DECT_COLOR_FAIR, 3 },
    [DECT_MARGIN_STRONG] = { DECT_COLOR_CHAIN, 4.5 },
  };

  g_return_if_fail (margin < DECT_N_MARGINS);

  *color = styles[margin].color;
  *width_px = styles[margin].width_px;
}

static void
draw_link (cairo_t *cr, LinkStyle style, DectMargin margin, DectPoint a, DectPoint b)
{
  static const double dashes[] = { 7, 5 };
  gboolean broken = style == LINK_SINGLE || style == LINK_LOST;
  DectCanvasColor index;
  GdkRGBA color;
  double width_px;

  dect_chain_style (margin, &index, &width_px);
  color = *dect_canvas_color (broken ? DECT_COLOR_BROKEN : index);
  if (style == LINK_OTHER)
    color.alpha *= margin == DECT_MARGIN_WEAK ? 0.7f : 0.45f;
  if (style == LINK_OTHER || style == LINK_LOST)
    width_px = 1.2;
  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, width_px);
  cairo_set_dash (cr, dashes, broken ? 2 : 0, 0);
  cairo_stroke (cr);
}

/* Words on a small plate, their middle at @at. */
static void
draw_pill (
    GtkSnapshot *snapshot, PangoLayout *layout, LinkStyle style, const char *text, DectPoint at)
{
  const GdkRGBA *color = dect_canvas_color (style == LINK_SINGLE ? DECT_COLOR_BROKEN
                                            : style == LINK_WEAK ? DECT_COLOR_WEAK
                                                                 : DECT_COLOR_CHAIN);
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  const float border[4] = { 1, 1, 1, 1 };
  GskRoundedRect pill;
  gint width, height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT ((float) floor (at.x - width / 2.0 - 8),
                                                        (float) floor (at.y - height / 2.0 - 2),
                                                        (float) width + 16, (float) height + 4),
                                   ((float) height + 4) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_PAPER), &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &pill, border, colors);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (pill.bounds.origin.x + 8, pill.bounds.origin.y + 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* The level in the middle of a link that stands alone or has little left, where there is room. */
static void
draw_label (GtkSnapshot *snapshot,
            PangoLayout *layout,
            LinkStyle style,
            double level_dbm,
            DectPoint a,
            DectPoint b)
{
  g_autofree char *text = NULL;

  if (isnan (level_dbm))
    return;
  /* Translators: level of a radio link that nothing replaces, "−68 · only link" */
  text = style == LINK_SINGLE ? g_strdup_printf (_("−%.0f · only link"), -level_dbm)
                              : g_strdup_printf ("−%.0f", -level_dbm);
  if (hypot (b.x - a.x, b.y - a.y) > (style == LINK_SINGLE ? 150 : 80))
    draw_pill (snapshot, layout, style, text, (DectPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 });
}

/* Up, down or across: where the other end of a link is that leaves this floor. */
static const char *
direction (DectChainLayer *self, const DectFloor *here, const DectRfp *other)
{
  DectSite *site = dect_document_get_site (dect_layer_get_document (DECT_LAYER (self)));
  const DectRecord *record = dect_site_find_record (site, other->floor);

  if (record == NULL || DECT_FLOOR (record)->building != here->building)
    return "→";
  return DECT_FLOOR (record)->level > here->level ? "↑" : "↓";
}

/* A base station that synchronises from another floor says from whom. */
static void
draw_parent_elsewhere (DectChainLayer *self,
                       DectAnalysis *analysis,
                       GtkSnapshot *snapshot,
                       PangoLayout *layout,
                       const DectViewTransform *view,
                       guint index)
{
  const DectFloor *here = dect_layer_get_floor (DECT_LAYER (self));
  const DectChainNode *node = dect_chain_get_node (analysis->chain, index);
  const DectRfp *rfp = rfp_now (self, analysis, index);
  const DectRfp *parent = node->parent >= 0 ? rfp_now (self, analysis, node->parent) : NULL;
  const DectRadioLink *link;
  LinkStyle style;
  DectPoint at;
  g_autofree char *text = NULL;

  if (rfp == NULL || parent == NULL || rfp->floor != here->head.id
      || parent->floor == here->head.id)
    return;
  link = dect_links_find (analysis->links, index, node->parent);
  if (link == NULL)
    return;
  style
      = link_style (self, analysis, (guint) (link - dect_links_list (analysis->links, NULL)), link);
  at = dect_view_transform_to_widget (view, (DectPoint){ rfp->x_m, rfp->y_m });
  text = g_strdup_printf ("%s %d", direction (self, here, parent), parent->number);
  draw_pill (snapshot, layout, style, text, (DectPoint){ at.x - 30, at.y - 12 });
}

static void
draw_labels (DectChainLayer *self,
             DectAnalysis *analysis,
             GtkSnapshot *snapshot,
             const DectViewTransform *view)
{
  guint n_links;
  const DectRadioLink *links = dect_links_list (analysis->links, &n_links);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans 9");

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  g_object_unref (context);
  for (guint i = 0; i < n_links; i++)
    {
      LinkStyle style = links[i].usable ? link_style (self, analysis, i, &links[i]) : LINK_OTHER;
      DectPoint a, b;

      if ((style == LINK_SINGLE || style == LINK_WEAK)
          && link_ends (self, analysis, &links[i], view, &a, &b))
        draw_label (snapshot, layout, style, fmin (links[i].level_ab_dbm, links[i].level_ba_dbm), a,
                    b);
    }
  for (guint i = 0; i < dect_snapshot_count (analysis->snapshot, DECT_KIND_RFP); i++)
    draw_parent_elsewhere (self, analysis, snapshot, layout, view, i);
}

static void
dect_chain_layer_snapshot (DectLayer *layer,
                           GtkSnapshot *snapshot,
                           const DectViewTransform *view,
                           const graphene_rect_t *clip)
{
  DectChainLayer *self = DECT_CHAIN_LAYER (layer);
  DectAnalysis *analysis = get_analysis (self);
  g_autofree LinkStyle *styles = NULL;
  const DectRadioLink *links;
  guint n_links;
  cairo_t *cr;

  if (analysis == NULL)
    return;
  links = dect_links_list (analysis->links, &n_links);
  if (n_links == 0)
    return;
  styles = g_new (LinkStyle, n_links);
  for (guint i = 0; i < n_links; i++)
    styles[i] = links[i].usable ? link_style (self, analysis, i, &links[i]) : LINK_HIDDEN;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (LinkStyle pass = LINK_OTHER; pass <= LINK_SINGLE; pass++)
    for (guint i = 0; i < n_links; i++)
      {
        DectPoint a, b;

        if (styles[i] == pass && link_ends (self, analysis, &links[i], view, &a, &b))
          draw_link (cr, pass, dect_margin_of (links[i].margin_db), a, b);
      }
  cairo_destroy (cr);
  draw_labels (self, analysis, snapshot, view);
}

static void
dect_chain_layer_update (DectLayer *layer)
{
  DectChainLayer *self = DECT_CHAIN_LAYER (layer);
  DectAnalysis *analysis = dect_layer_get_document (layer) != NULL ? get_analysis (self) : NULL;
  const DectChainSingleLink *singles;
  const DectRadioLink *links;
  guint n_singles;

  self->told = NULL;
  g_hash_table_remove_all (self->singles);
  if (analysis != NULL)
    {
      links = dect_links_list (analysis->links, NULL);
      singles = dect_chain_get_single_links (analysis->chain, &n_singles);
      for (guint i = 0; i < n_singles; i++)
        {
          const DectRadioLink *link
              = dect_links_find (analysis->links, singles[i].from, singles[i].to);

          if (link != NULL)
            g_hash_table_add (self->singles, GUINT_TO_POINTER ((guint) (link - links) + 1));
        }
    }
  dect_layer_changed (layer);
}

static double
distance_to (DectPoint point, DectPoint a, DectPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0, 1) : 0;

  return hypot (point.x - a.x - t * dx, point.y - a.y - t * dy);
}

/* Every wall, opening and slab of the way. */
static void
describe_crossings (GString *text, DectPath *path)
{
  guint n, n_listed;
  const DectCrossing *crossings = dect_path_get_crossings (path, &n);

  n_listed = n > MAX_CROSSINGS + 1 ? MAX_CROSSINGS : n;
  for (guint i = 0; i < n_listed; i++)
    {
      g_autofree char *label = dect_crossing_dup_label (&crossings[i]);

      g_string_append_printf (text, "\n  %s", label);
    }
  if (n_listed < n)
    {
      g_string_append (text, "\n  ");
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - n_listed),
                              n - n_listed);
    }
}

static char *
describe_link (DectAnalysis *analysis, const DectRadioLink *link)
{
  GString *text = g_string_new (NULL);
  double level = fmin (link->level_ab_dbm, link->level_ba_dbm);
  g_autoptr (DectPath) path = NULL;
  g_autofree char *a
      = dect_record_title (DECT_RECORD (dect_snapshot_rfp (analysis->snapshot, link->a)));
  g_autofree char *b
      = dect_record_title (DECT_RECORD (dect_snapshot_rfp (analysis->snapshot, link->b)));

  a[0] = g_ascii_toupper (a[0]);
  g_string_append_printf (text, "%s – %s", a, b);
  if (!isnan (level))
    {
      /* Translators: level of a link, how it is known, and what is left: "−68 dBm, predicted, 2 dB
       * above the limit" */
      g_string_append (text, "\n");
      g_string_append_printf (text, _("−%.0f dBm, %s, %.0f dB above the limit"), -level,
                              dect_link_source_label (link->source), link->margin_db);
    }
  else
    g_string_append_printf (text, "\n%s", dect_link_source_label (link->source));
  if (link->n_walls > 0)
    {
      g_string_append (text, "\n");
      g_string_append_printf (text,
                              ngettext ("%u wall, %.0f dB", "%u walls, %.0f dB", link->n_walls),
                              link->n_walls, link->wall_db);
    }
  path = dect_links_trace (analysis->snapshot, link->a, link->b);
  if (path != NULL)
    describe_crossings (text, path);
  return g_string_free (text, FALSE);
}

static char *
dect_chain_layer_describe (DectLayer *layer, const DectViewTransform *view, DectPoint point)
{
  DectChainLayer *self = DECT_CHAIN_LAYER (layer);
  DectAnalysis *analysis = get_analysis (self);
  const DectRadioLink *links, *nearest = NULL;
  double best = 6;
  guint n_links;

  if (analysis == NULL)
    return NULL;
  links = dect_links_list (analysis->links, &n_links);
  for (guint i = 0; i < n_links; i++)
    {
      DectPoint a, b;

      if (!links[i].usable || link_style (self, analysis, i, &links[i]) == LINK_HIDDEN
          || !link_ends (self, analysis, &links[i], view, &a, &b))
        continue;
      if (distance_to (point, a, b) < best)
        {
          best = distance_to (point, a, b);
          nearest = &links[i];
        }
    }
  if (nearest == NULL)
    return NULL;
  /* Asked for with every movement of the mouse; the walls of a large site take a while. */
  if (self->told != nearest)
    {
      g_free (self->words);
      self->words = describe_link (analysis, nearest);
      self->told = nearest;
    }
  return g_strdup (self->words);
}

static void
dect_chain_layer_finalize (GObject *object)
{
  DectChainLayer *self = DECT_CHAIN_LAYER (object);

  g_clear_pointer (&self->singles, g_hash_table_unref);
  g_free (self->words);
  G_OBJECT_CLASS (dect_chain_layer_parent_class)->finalize (object);
}

static void
dect_chain_layer_class_init (DectChainLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_chain_layer_finalize;
  DECT_LAYER_CLASS (klass)->update = dect_chain_layer_update;
  DECT_LAYER_CLASS (klass)->snapshot = dect_chain_layer_snapshot;
  DECT_LAYER_CLASS (klass)->describe = dect_chain_layer_describe;
  DECT_LAYER_CLASS (klass)->cached = TRUE;
}

static void
dect_chain_layer_init (DectChainLayer *self)
{
  self->singles = g_hash_table_new (NULL, NULL);
}

DectLayer *
dect_chain_layer_new (void)
{
  return g_object_new (DECT_TYPE_CHAIN_LAYER, NULL);
}
