/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-remark-marker.h"
#include "canvas/dect-zone-marker.h"
#include "model/dect-wall-edit.h"

/* How near to a wall or its end a press must be, pixels. */
#define HIT_PX 6.0
#define END_PX 9.0
/* The frame of the keyboard stands off by this, pixels. */
#define FRAME_PX 8

static const DectKind kinds[DECT_N_SHAPES] = { DECT_KIND_WALL, DECT_KIND_OPENING };

static DectWallLayer *
get_layer (DectCanvas *self)
{
  return DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
}

static DectSegment
to_widget (DectCanvas *self, const DectSegment *place)
{
  return (DectSegment){ dect_view_transform_to_widget (&self->view, place->a),
                        dect_view_transform_to_widget (&self->view, place->b) };
}

gboolean
dect_canvas_find_place (DectCanvas *self, const DectRecord *record, DectSegment *place)
{
  if (record == NULL)
    return FALSE;
  switch (record->kind)
    {
    case DECT_KIND_RFP:
      place->a = place->b = (DectPoint){ DECT_RFP (record)->x_m, DECT_RFP (record)->y_m };
      return dect_rfp_is_placed (DECT_RFP (record)) && DECT_RFP (record)->floor == self->floor;
    case DECT_KIND_ZONE:
      place->a = (DectPoint){ DECT_ZONE (record)->x1_m, DECT_ZONE (record)->y1_m };
      place->b = (DectPoint){ DECT_ZONE (record)->x2_m, DECT_ZONE (record)->y2_m };
      return DECT_ZONE (record)->floor == self->floor;
    case DECT_KIND_REMARK:
      place->a = place->b = (DectPoint){ DECT_REMARK (record)->x_m, DECT_REMARK (record)->y_m };
      return isfinite (place->a.x) && isfinite (place->a.y)
             && DECT_REMARK (record)->floor == self->floor;
    case DECT_KIND_SURVEY:
      place->a = place->b = (DectPoint){ DECT_SURVEY (record)->x_m, DECT_SURVEY (record)->y_m };
      return isfinite (place->a.x) && isfinite (place->a.y)
             && DECT_SURVEY (record)->floor == self->floor;
    case DECT_KIND_WALL:
      *place = dect_wall_segment (DECT_WALL (record));
      return DECT_WALL (record)->floor == self->floor;
    case DECT_KIND_OPENING:
      *place = dect_opening_segment (DECT_OPENING (record));
      return DECT_OPENING (record)->floor == self->floor;
    case DECT_KIND_SITE:
    case DECT_KIND_BUILDING:
    case DECT_KIND_FLOOR:
    case DECT_KIND_SWITCH:
    case DECT_KIND_HANDSET:
    case DECT_KIND_LINK:
    case DECT_N_KINDS:
    default:
      return FALSE;
    }
}

/* --- Where the pointer is ------------------------------------------------------------------------
 */

static gboolean
is_in_well (DectCanvas *self, guint i, DectPoint at)
{
  DectWallLayer *layer = get_layer (self);
  const DectSegment *place
      = dect_segment_index_get (dect_wall_layer_get_index (layer, DECT_KIND_OPENING), i);
  guint32 id = dect_wall_layer_get_id (layer, DECT_KIND_OPENING, i);
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);

  return record != NULL && dect_opening_in_slab (DECT_OPENING (record)->kind)
         && at.x >= fmin (place->a.x, place->b.x) && at.x <= fmax (place->a.x, place->b.x)
         && at.y >= fmin (place->a.y, place->b.y) && at.y <= fmax (place->a.y, place->b.y);
}

/* The opening before the wall that it is in, a well last: it is the largest. */
guint32
dect_canvas_shape_at (DectCanvas *self, DectPoint point)
{
  DectWallLayer *layer = get_layer (self);
  DectSegmentIndex *openings = dect_wall_layer_get_index (layer, DECT_KIND_OPENING);
  double half_m = MAX (HIT_PX / self->view.scale, 0.1);
  DectPoint at = dect_view_transform_to_plan (&self->view, point);
  gint i;

  if (!dect_layer_get_visible (DECT_LAYER (layer)))
    return 0;
  i = dect_segment_index_nearest (openings, at, half_m, NULL);
  if (i >= 0)
    return dect_wall_layer_get_id (layer, DECT_KIND_OPENING, (guint) i);
  i = dect_segment_index_nearest (dect_wall_layer_get_index (layer, DECT_KIND_WALL), at, half_m,
                                  NULL);
  if (i >= 0)
    return dect_wall_layer_get_id (layer, DECT_KIND_WALL, (guint) i);
  for (guint k = 0; k < dect_segment_index_count (openings); k++)
    if (is_in_well (self, k, at))
      return dect_wall_layer_get_id (layer, DECT_KIND_OPENING, k);
  return 0;
}

/* Whether @point is on the first (0) or second (1) end of the one selected wall or opening in the
 * slab; -1: on none. */
gint
dect_canvas_wall_end_at (DectCanvas *self, DectPoint point)
{
  DectItem *item = dect_document_get_selected (self->document);
  DectSegment place;

  if (item == NULL
      || (dect_item_get_kind (item) != DECT_KIND_WALL
          && dect_item_get_kind (item) != DECT_KIND_OPENING)
      || !dect_canvas_find_place (self, dect_item_get_record (item), &place)
      || !dect_layer_get_visible (self->layers[LAYER_WALLS]))
    return -1;
  place = to_widget (self, &place);
  if (hypot (place.b.x - point.x, place.b.y - point.y) <= END_PX)
    return 1;
  return hypot (place.a.x - point.x, place.a.y - point.y) <= END_PX ? 0 : -1;
}

void
dect_canvas_set_hover (DectCanvas *self, guint32 id)
{
  if (self->hover == id)
    return;
  self->hover = id;
  dect_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint32
dect_canvas_child_id (GtkWidget *child)
{
  if (DECT_IS_MARKER (child))
    return dect_item_get_id (dect_marker_get_item (DECT_MARKER (child)));
  return DECT_IS_SHAPE_CURSOR (child) ? dect_shape_cursor_get_id (DECT_SHAPE_CURSOR (child)) : 0;
}

/* --- The keyboard's ------------------------------------------------------------------------------
 */

GtkWidget *
dect_canvas_shape_cursor (DectCanvas *self, guint32 id)
{
  for (guint i = 0; i < DECT_N_SHAPES; i++)
    if (dect_wall_layer_get_place (get_layer (self), kinds[i], id) >= 0)
      {
        dect_shape_cursor_set_id (DECT_SHAPE_CURSOR (self->cursors[i]), id);
        return self->cursors[i];
      }
  return NULL;
}

void
dect_canvas_sync_shapes (DectCanvas *self)
{
  gboolean shown = dect_layer_get_visible (self->layers[LAYER_WALLS]);

  for (guint i = 0; i < DECT_N_SHAPES; i++)
    {
      gboolean focus = gtk_widget_has_focus (self->cursors[i]);

      dect_shape_cursor_update (DECT_SHAPE_CURSOR (self->cursors[i]));
      if (!shown)
        gtk_widget_set_visible (self->cursors[i], FALSE);
      /* The focus stays on the canvas, or the window's first widget would get it. */
      if (focus && !gtk_widget_get_visible (self->cursors[i]))
        gtk_widget_grab_focus (GTK_WIDGET (self));
    }
  if (self->document == NULL
      || dect_site_find (dect_document_get_site (self->document), self->hover) == NULL)
    self->hover = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
dect_canvas_allocate_shapes (DectCanvas *self)
{
  for (guint i = 0; i < DECT_N_SHAPES; i++)
    {
      guint32 id = dect_shape_cursor_get_id (DECT_SHAPE_CURSOR (self->cursors[i]));
      gint place = dect_wall_layer_get_place (get_layer (self), kinds[i], id);
      DectSegment line = { { 0, 0 }, { 0, 0 } };
      graphene_point_t corner;

      if (!gtk_widget_get_visible (self->cursors[i]))
        continue;
      if (place >= 0)
        line = to_widget (
            self, dect_segment_index_get (dect_wall_layer_get_index (get_layer (self), kinds[i]),
                                          (guint) place));
      corner = GRAPHENE_POINT_INIT ((float) floor (fmin (line.a.x, line.b.x)) - FRAME_PX,
                                    (float) floor (fmin (line.a.y, line.b.y)) - FRAME_PX);
      gtk_widget_allocate (self->cursors[i], (int) ceil (fabs (line.b.x - line.a.x)) + 2 * FRAME_PX,
                           (int) ceil (fabs (line.b.y - line.a.y)) + 2 * FRAME_PX, -1,
                           gsk_transform_translate (NULL, &corner));
    }
}

static void
visible_cb (DectCanvas *self)
{
  dect_canvas_sync_shapes (self);
}

void
dect_canvas_add_shapes (DectCanvas *self)
{
  for (guint i = 0; i < DECT_N_SHAPES; i++)
    {
      self->cursors[i] = dect_shape_cursor_new (get_layer (self), i);
      gtk_widget_set_parent (self->cursors[i], GTK_WIDGET (self));
    }
  g_signal_connect_object (self->layers[LAYER_WALLS], "changed", G_CALLBACK (visible_cb), self,
                           G_CONNECT_SWAPPED);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

static void
trace (DectCanvas *self, cairo_t *cr, const DectRecord *record, DectSegment *line)
{
  DectSegment place;

  cairo_new_path (cr);
  if (!dect_canvas_find_place (self, record, &place))
    return;
  *line = to_widget (self, &place);
  if (record->kind == DECT_KIND_OPENING && dect_opening_in_slab (DECT_OPENING (record)->kind))
    {
      cairo_rectangle (cr, line->a.x, line->a.y, line->b.x - line->a.x, line->b.y - line->a.y);
      return;
    }
  cairo_move_to (cr, line->a.x, line->a.y);
  cairo_line_to (cr, line->b.x, line->b.y);
}

static void
draw_handle (cairo_t *cr, DectPoint at)
{
  cairo_rectangle (cr, at.x - 4.5, at.y - 4.5, 9, 9);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static gboolean
is_shape (const DectRecord *record)
{
  return record != NULL && (record->kind == DECT_KIND_WALL || record->kind == DECT_KIND_OPENING);
}

static void
draw_shapes (DectCanvas *self, cairo_t *cr)
{
  DectSite *site = dect_document_get_site (self->document);
  const DectRecord *record = dect_site_find_record (site, self->hover);
  GdkRGBA halo = *dect_canvas_color (DECT_COLOR_ACCENT);
  double width = MAX (3, 0.2 * self->view.scale);
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);
  DectSegment line;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (is_shape (record) && !dect_document_is_selected (self->document, self->hover))
    {
      halo.alpha = 0.45f;
      trace (self, cr, record, &line);
      gdk_cairo_set_source_rgba (cr, &halo);
      cairo_set_line_width (cr, width + 4);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < n_ids; i++)
    {
      record = dect_site_find_record (site, ids[i]);
      if (!is_shape (record) || !dect_canvas_find_place (self, record, &line))
        continue;
      trace (self, cr, record, &line);
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
      cairo_set_line_width (cr, width);
      cairo_stroke (cr);
      if (n_ids > 1)
        continue;
      draw_handle (cr, line.a);
      draw_handle (cr, line.b);
    }
}

static gboolean
has_shapes (DectCanvas *self)
{
  DectSite *site = dect_document_get_site (self->document);
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    if (is_shape (dect_site_find_record (site, ids[i])))
      return TRUE;
  return self->hover != 0;
}

/* What is selected, and what the pointer is on. */
void
dect_canvas_draw_shapes (DectCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *clip)
{
  cairo_t *cr;

  if (!has_shapes (self) || !dect_layer_get_visible (self->layers[LAYER_WALLS]))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, clip);
  draw_shapes (self, cr);
  cairo_destroy (cr);
}
