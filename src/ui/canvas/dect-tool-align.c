/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A floor is put above the one below it: two places, each shown on both. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-wall-layer.h"
#include "dect-dialogs.h"
#include "model/dect-wall-edit.h"

/* Both plans fit when length and direction differ by no more than this. */
#define LENGTH_SHARE 0.01
#define TURN_DEG 0.5
/* Two places that are nearer than this tell no direction, metres. */
#define APART_M 1.0

/* Here, there, here, there. */
#define N_POINTS 4

static const DectFloor *
get_below (DectCanvas *self)
{
  return dect_layer_get_floor (self->layers[LAYER_BELOW_WALLS]);
}

/* What must be added to a point of this floor's frame to have it in that of the floor below. */
static DectPoint
get_shift (DectCanvas *self)
{
  const DectFloor *floor = dect_canvas_get_floor (self), *below = get_below (self);

  return (DectPoint){ floor->offset_x_m - below->offset_x_m,
                      floor->offset_y_m - below->offset_y_m };
}

/* The second point of each pair is drawn to the walls of the floor below. */
static DectPoint
find_point (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectPoint shift;
  DectSnapper snapper = { 0 };

  if (self->sketch->len % 2 == 0)
    return dect_canvas_snap (self, at, state, NULL);
  shift = get_shift (self);
  snapper.walls = dect_wall_layer_get_index (DECT_WALL_LAYER (self->layers[LAYER_BELOW_WALLS]),
                                             DECT_KIND_WALL);
  snapper.reach_m = (state & GDK_ALT_MASK) != 0 || self->crosshair ? 0 : 8 / self->view.scale;
  self->snap = dect_snap (&snapper, (DectPoint){ at.x + shift.x, at.y + shift.y });
  self->snap.point.x -= shift.x;
  self->snap.point.y -= shift.y;
  self->snapped = TRUE;
  return self->snap.point;
}

static DectPoint
scaled (DectPoint point, const DectFloor *floor, double factor)
{
  return (DectPoint){ floor->plan_x_m + (point.x - floor->plan_x_m) * factor,
                      floor->plan_y_m + (point.y - floor->plan_y_m) * factor };
}

static void
tell (DectCanvas *self, double scale, double turn_deg)
{
  if (!isnan (scale) && fabs (scale - 1) > LENGTH_SHARE)
    dect_toast_undo (
        GTK_WIDGET (self),
        _("Aligned, but the two lines differ by %.0f %%: check the scale of both floors"),
        fabs (scale - 1) * 100);
  else if (!isnan (turn_deg) && fabs (turn_deg) > TURN_DEG)
    dect_toast_undo (GTK_WIDGET (self),
                     _("Aligned, but this plan is turned by %.1f° against the one below"),
                     fabs (turn_deg));
  else
    dect_toast_undo (GTK_WIDGET (self), "%s", _("The floor lies above the one below"));
}

/* A plan without a scale takes it from the floor below. */
static void
apply (DectCanvas *self)
{
  const DectFloor *below = get_below (self);
  const DectFloor *before = dect_canvas_get_floor (self);
  DectHistory *history = dect_document_get_history (self->document);
  DectPoint shift = get_shift (self), here[2], there[2], offset;
  double scale, turn_deg;
  DectFloor *floor;

  for (guint i = 0; i < 2; i++)
    {
      here[i] = dect_canvas_sketch_point (self, 2 * i);
      there[i] = dect_canvas_sketch_point (self, 2 * i + 1);
      there[i] = (DectPoint){ there[i].x + shift.x, there[i].y + shift.y };
    }
  dect_floor_align_offset (before, below, here, there, &offset, &scale, &turn_deg);
  dect_history_begin (history, _("Align the floor to the one below"), NULL);
  if (before->plan != NULL && isnan (before->plan_scale_m) && scale > 0)
    {
      for (guint i = 0; i < 2; i++)
        here[i] = scaled (here[i], before, scale);
      dect_history_set_floor_scale (history, self->floor, dect_floor_plan_scale (before) * scale);
      before = dect_canvas_get_floor (self);
      dect_floor_align_offset (before, below, here, there, &offset, &scale, &turn_deg);
    }
  floor = dect_floor_copy (before);
  floor->offset_x_m = offset.x;
  floor->offset_y_m = offset.y;
  dect_history_put (history, DECT_RECORD (floor));
  dect_history_commit (history);
  tell (self, scale, turn_deg);
  dect_canvas_set_tool (self, DECT_TOOL_SELECT);
}

static void
press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectPoint point;

  if (get_below (self) == NULL)
    return;
  point = find_point (self, at, state);
  if (self->sketch->len == 2
      && hypot (point.x - dect_canvas_sketch_point (self, 0).x,
                point.y - dect_canvas_sketch_point (self, 0).y)
             < APART_M)
    return;
  g_array_append_val (self->sketch, point);
  if (self->sketch->len == N_POINTS)
    apply (self);
}

static void
motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  if (get_below (self) != NULL)
    find_point (self, at, state);
}

static gboolean
key (DectCanvas *self, guint keyval, GdkModifierType state)
{
  if (keyval != GDK_KEY_BackSpace || self->sketch->len == 0)
    return FALSE;
  g_array_set_size (self->sketch, self->sketch->len - 1);
  return TRUE;
}

static char *
hint (DectCanvas *self)
{
  static const char *const hints[N_POINTS + 1]
      = { N_("Click a corner of this floor."),
          N_("Click the same corner on the floor below, shown faintly."),
          N_("Click a second corner of this floor, far from the first."),
          N_("Click that corner on the floor below."), "" };

  if (get_below (self) == NULL)
    return g_strdup (_("There is no floor below this one."));
  return g_strdup (_(hints[MIN (self->sketch->len, N_POINTS)]));
}

static void
draw (DectCanvas *self, cairo_t *cr)
{
  for (guint i = 0; i < self->sketch->len; i++)
    {
      DectPoint at
          = dect_view_transform_to_widget (&self->view, dect_canvas_sketch_point (self, i));

      if (i % 2 == 1)
        dect_canvas_draw_line (
            self, cr,
            dect_view_transform_to_widget (&self->view, dect_canvas_sketch_point (self, i - 1)), at,
            FALSE);
      cairo_arc (cr, at.x, at.y, i % 2 == 0 ? 5 : 7, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
      cairo_set_line_width (cr, 2);
      if (i % 2 == 0)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
}

const DectToolClass dect_tool_align = {
  .name = "align",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = hint,
  .press = press,
  .motion = motion,
  .key = key,
  .draw = draw,
};
