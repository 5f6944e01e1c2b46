/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The cross: the point of a tool while the keyboard has it. It never leaves what is seen of the
 * plan, so that Enter puts nothing where nobody looks. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-plan-layer.h"

/* It stands on whole steps of this when it comes, metres: one arrow key. */
#define STEP_M 0.1
/* It does not come nearer to the edge of the canvas than this, pixels. */
#define EDGE_PX 60
/* Another one hangs no farther beside the one that is there, metres. */
#define BESIDE_M 2.0

/* On the plan image; squared paper has no end. */
static DectPoint
clamp_to_plan (DectCanvas *self, DectPoint at)
{
  DectArea area;

  if (!dect_plan_layer_get_area (DECT_PLAN_LAYER (self->layers[LAYER_PLAN]), &area))
    return at;
  return (DectPoint){ CLAMP (at.x, area.x1_m, area.x2_m), CLAMP (at.y, area.y1_m, area.y2_m) };
}

/* How far the picture must go for @at to be well inside, pixels. */
static DectPoint
missing_px (DectCanvas *self, DectPoint at)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  DectPoint on = dect_view_transform_to_widget (&self->view, at);
  double edge = fmin (EDGE_PX, fmin (width, height) / 4);

  return (DectPoint){ fmax (0, edge - on.x) - fmax (0, on.x - (width - edge)),
                      fmax (0, edge - on.y) - fmax (0, on.y - (height - edge)) };
}

/* The picture follows the cross. */
static void
reveal (DectCanvas *self)
{
  DectPoint by = missing_px (self, self->cross);

  if (by.x == 0 && by.y == 0)
    return;
  dect_canvas_stop_fitting (self);
  dect_view_transform_pan (&self->view, by.x, by.y);
  dect_canvas_view_changed (self);
}

/* The middle of what is seen of the plan, metres; its nearest point where none of it is. */
DectPoint
dect_canvas_middle (DectCanvas *self)
{
  DectPoint corners[] = {
    { 0, 0 },
    { gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    corners[i] = clamp_to_plan (self, dect_view_transform_to_plan (&self->view, corners[i]));
  return (DectPoint){ (corners[0].x + corners[1].x) / 2, (corners[0].y + corners[1].y) / 2 };
}

/* It comes where the last point is, else into the middle, on a round place. One that the picture
 * was moved away from comes anew. */
static void
begin (DectCanvas *self)
{
  DectPoint by = missing_px (self, self->cross);

  if (self->crosshair && by.x == 0 && by.y == 0)
    return;
  if (self->sketch->len > 0)
    self->cross = dect_canvas_sketch_point (self, self->sketch->len - 1);
  else
    {
      self->cross = dect_canvas_middle (self);
      self->cross.x = round (self->cross.x / STEP_M) * STEP_M;
      self->cross.y = round (self->cross.y / STEP_M) * STEP_M;
    }
  self->crosshair = TRUE;
  reveal (self);
}

static gboolean
has_cross (DectCanvas *self)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  return tool != NULL && tool->by_points && self->document != NULL && self->floor != 0;
}

gboolean
dect_canvas_move_cross (DectCanvas *self, double dx_m, double dy_m)
{
  if (!has_cross (self))
    return FALSE;
  begin (self);
  self->cross = clamp_to_plan (self, (DectPoint){ self->cross.x + dx_m, self->cross.y + dy_m });
  reveal (self);
  dect_canvas_tool_motion (self, self->cross, 0);
  dect_canvas_notify_hint (self);
  return TRUE;
}

gboolean
dect_canvas_press_cross (DectCanvas *self)
{
  if (!has_cross (self))
    return FALSE;
  begin (self);
  dect_canvas_tool_press (self, self->cross, 0);
  dect_canvas_tool_release (self, self->cross, 0, FALSE);
  return TRUE;
}

static gboolean
is_taken (DectCanvas *self, DectPoint at, double reach_m)
{
  GHashTableIter iter;
  gpointer marker;

  g_hash_table_iter_init (&iter, self->markers);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    {
      const DectRfp *rfp
          = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (marker))));

      if (hypot (rfp->x_m - at.x, rfp->y_m - at.y) < reach_m)
        return TRUE;
    }
  return FALSE;
}

/* To the right of what hangs at @at already, where the plan ends to the left of it; metres. */
DectPoint
dect_canvas_beside_markers (DectCanvas *self, DectPoint at)
{
  double step_m = fmin (2 * DECT_RFP_MARKER_REACH / self->view.scale, BESIDE_M);

  for (gint side = 1; side >= -1; side -= 2)
    {
      DectPoint to = at;

      while (is_taken (self, to, step_m * 0.75))
        to.x += side * step_m;
      if (clamp_to_plan (self, to).x == to.x)
        return to;
    }
  return at;
}
