/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-wall-layer.h"

/* A point is drawn to what is nearer than this, pixels. */
#define REACH_PX 8.0
/* Pixels that a square of the grid is wide at least. */
#define GRID_PX 24.0

/* Metres between two lines of the squared paper; 0: there is none under a plan image. */
double
dect_canvas_grid (DectCanvas *self)
{
  const DectFloor *floor = dect_canvas_get_floor (self);

  if (floor == NULL || floor->plan != NULL)
    return 0;
  return dect_view_nice_length (GRID_PX / self->view.scale * 2.5);
}

static gboolean
is_dragged (DectCanvas *self, guint32 id)
{
  for (guint i = 0; i < self->drag_items->len; i++)
    if (g_array_index (self->drag_items, DragItem, i).id == id)
      return TRUE;
  return FALSE;
}

/* @points: filled with what a point may be in line with: base stations that do not move, and what
 * is being drawn. */
DectSnapper
dect_canvas_get_snapper (DectCanvas *self, GArray *points)
{
  DectWallLayer *layer = DECT_WALL_LAYER (self->layers[LAYER_WALLS]);
  gboolean moving = self->drag == DRAG_MOVE || self->drag == DRAG_WALL_END;
  GHashTableIter iter;
  gpointer id, marker;

  g_hash_table_iter_init (&iter, self->markers);
  while (g_hash_table_iter_next (&iter, &id, &marker))
    {
      const DectRfp *rfp
          = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));
      DectPoint at = { rfp->x_m, rfp->y_m };

      if (!moving || !is_dragged (self, GPOINTER_TO_UINT (id)))
        g_array_append_val (points, at);
    }
  g_array_append_vals (points, self->sketch->data, self->sketch->len);
  return (DectSnapper){
    .walls = !dect_layer_get_visible (DECT_LAYER (layer)) ? NULL
             : self->drag_walls != NULL                   ? self->drag_walls
                                        : dect_wall_layer_get_index (layer, DECT_KIND_WALL),
    .points = (const DectPoint *) (gpointer) points->data,
    .n_points = points->len,
    .grid_m = dect_canvas_grid (self),
    .reach_m = REACH_PX / self->view.scale,
  };
}

/* Where @at is drawn to. Alt: nowhere. With @from, Shift keeps the line from there level or
 * upright. */
DectPoint
dect_canvas_snap (DectCanvas *self, DectPoint at, GdkModifierType state, const DectPoint *from)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (DectPoint));
  DectSnapper snapper = dect_canvas_get_snapper (self, points);

  /* What the keys have set stays where it was set. */
  if ((state & GDK_ALT_MASK) != 0 || self->crosshair)
    snapper.reach_m = 0;
  if (from != NULL && (state & GDK_SHIFT_MASK) != 0)
    self->snap = dect_snap_straight (&snapper, *from, at);
  else
    self->snap = dect_snap (&snapper, at);
  self->snapped = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->snap.point;
}

void
dect_canvas_end_snap (DectCanvas *self)
{
  self->snapped = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_mark (DectCanvas *self, cairo_t *cr, DectPoint at)
{
  if (self->snap.kind == DECT_SNAP_END)
    cairo_rectangle (cr, at.x - 5, at.y - 5, 10, 10);
  else if (self->snap.kind == DECT_SNAP_WALL)
    {
      cairo_move_to (cr, at.x, at.y - 7);
      cairo_line_to (cr, at.x + 7, at.y);
      cairo_line_to (cr, at.x, at.y + 7);
      cairo_line_to (cr, at.x - 7, at.y);
      cairo_close_path (cr);
    }
  else
    return;
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/* The lines that a point is drawn to, and what kind of place it has found: a square on an end, a
 * diamond on a wall. */
void
dect_canvas_draw_guides (DectCanvas *self, cairo_t *cr)
{
  static const double dashes[] = { 4, 4 };

  if (!self->snapped)
    return;
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, 2, 0);
  for (guint i = 0; i < self->snap.n_guides; i++)
    {
      DectPoint a = dect_view_transform_to_widget (&self->view, self->snap.guides[i].a);
      DectPoint b = dect_view_transform_to_widget (&self->view, self->snap.guides[i].b);

      cairo_move_to (cr, a.x, a.y);
      cairo_line_to (cr, b.x, b.y);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_mark (self, cr, dect_view_transform_to_widget (&self->view, self->snap.point));
}
