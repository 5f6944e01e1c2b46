/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-preview-layer.h"

#include <math.h>

#include "canvas/dect-canvas-style.h"

#define RADIUS 15.0

struct _DectPreviewLayer
{
  DectLayer parent_instance;
};

G_DEFINE_FINAL_TYPE (DectPreviewLayer, dect_preview_layer, DECT_TYPE_LAYER)

static const double dashes[] = { 5, 4 };

/* An arrow from the edge of the base station to the edge of its ghost. */
static void
draw_arrow (cairo_t *cr, DectPoint from, DectPoint to)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  double ux, uy, x, y;

  if (length < 2 * RADIUS + 8)
    return;
  ux = (to.x - from.x) / length;
  uy = (to.y - from.y) / length;
  x = to.x - ux * (RADIUS + 3);
  y = to.y - uy * (RADIUS + 3);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 2.5);
  cairo_move_to (cr, from.x + ux * (RADIUS + 3), from.y + uy * (RADIUS + 3));
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - ux * 10 - uy * 5, y - uy * 10 + ux * 5);
  cairo_line_to (cr, x - ux * 10 + uy * 5, y - uy * 10 - ux * 5);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_ghost (cairo_t *cr, DectPoint at)
{
  GdkRGBA ground = *dect_canvas_color (DECT_COLOR_PAPER);

  ground.alpha = 0.9f;
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2.5);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
}

static void
draw_word (GtkSnapshot *snapshot, const DectGhost *ghost, DectPoint at)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold 10");
  g_autofree char *number = ghost->rfp != 0 && ghost->number != DECT_UNSET
                                ? g_strdup_printf ("%d", ghost->number)
                                : g_strdup (ghost->rfp != 0 ? "?" : "+");
  PangoRectangle ink;

  g_object_unref (context);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, number, -1);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (at.x - ink.width / 2.0 - ink.x),
                                                (float) (at.y - ink.height / 2.0 - ink.y)));
  gtk_snapshot_append_layout (snapshot, layout, dect_canvas_color (DECT_COLOR_ACCENT));
  gtk_snapshot_restore (snapshot);
}

static void
draw_links (DectPreviewLayer *self,
            cairo_t *cr,
            DectPreview *preview,
            const DectViewTransform *view,
            guint32 floor)
{
  DectSite *site = dect_document_get_site (dect_layer_get_document (DECT_LAYER (self)));

  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < preview->links->len; i++)
    {
      const DectGhostLink *link = &g_array_index (preview->links, DectGhostLink, i);
      const DectGhost *ghost = &g_array_index (preview->ghosts, DectGhost, link->ghost);
      const DectRecord *record = dect_site_find_record (site, link->to);
      DectPoint a = dect_view_transform_to_widget (view, ghost->to), b;

      if (ghost->floor != floor || record == NULL || DECT_RFP (record)->floor != floor)
        continue;
      b = dect_view_transform_to_widget (
          view, (DectPoint){ DECT_RFP (record)->x_m, DECT_RFP (record)->y_m });
      cairo_move_to (cr, a.x, a.y);
      cairo_line_to (cr, b.x, b.y);
    }
  cairo_stroke (cr);
}

static void
dect_preview_layer_snapshot (DectLayer *layer,
                             GtkSnapshot *snapshot,
                             const DectViewTransform *view,
                             const graphene_rect_t *clip)
{
  DectPreview *preview = dect_document_get_preview (dect_layer_get_document (layer));
  guint32 floor = dect_layer_get_floor (layer)->head.id;
  cairo_t *cr;

  if (preview == NULL || preview->ghosts->len == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  draw_links (DECT_PREVIEW_LAYER (layer), cr, preview, view, floor);
  for (guint i = 0; i < preview->ghosts->len; i++)
    {
      const DectGhost *ghost = &g_array_index (preview->ghosts, DectGhost, i);
      DectPoint to = dect_view_transform_to_widget (view, ghost->to);

      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
      if (ghost->floor == floor && ghost->from_floor == floor && !isnan (ghost->from.x))
        draw_arrow (cr, dect_view_transform_to_widget (view, ghost->from), to);
      if (ghost->floor == floor)
        draw_ghost (cr, to);
    }
  cairo_destroy (cr);
  for (guint i = 0; i < preview->ghosts->len; i++)
    {
      const DectGhost *ghost = &g_array_index (preview->ghosts, DectGhost, i);

      if (ghost->floor == floor)
        draw_word (snapshot, ghost, dect_view_transform_to_widget (view, ghost->to));
    }
}

static void
dect_preview_layer_class_init (DectPreviewLayerClass *klass)
{
  DECT_LAYER_CLASS (klass)->snapshot = dect_preview_layer_snapshot;
}

static void
dect_preview_layer_init (DectPreviewLayer *self)
{
}

DectLayer *
dect_preview_layer_new (void)
{
  return g_object_new (DECT_TYPE_PREVIEW_LAYER, NULL);
}
