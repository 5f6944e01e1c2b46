/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Lines whose length is told (measure) or asked for (scale). */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/dect-length.h"

static const DectPoint *
get_start (DectCanvas *self)
{
  return self->sketch->len == 1 ? &g_array_index (self->sketch, DectPoint, 0) : NULL;
}

/* The two ends of the line, as far as they are known. */
static gboolean
get_line (DectCanvas *self, DectPoint *a, DectPoint *b)
{
  if (self->sketch->len == 0 || (self->sketch->len == 1 && !self->snapped))
    return FALSE;
  *a = dect_canvas_sketch_point (self, 0);
  *b = self->sketch->len > 1 ? dect_canvas_sketch_point (self, 1) : self->snap.point;
  return TRUE;
}

/* --- Distance ------------------------------------------------------------------------------------
 */

static void
measure_press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectPoint point = dect_canvas_snap (self, at, state, get_start (self));

  if (self->sketch->len > 1)
    g_array_set_size (self->sketch, 0);
  g_array_append_val (self->sketch, point);
}

static void
measure_motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  if (self->sketch->len < 2)
    dect_canvas_snap (self, at, state, get_start (self));
}

static void
measure_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  DectPoint end;

  if (!moved || self->sketch->len != 1)
    return;
  end = dect_canvas_snap (self, at, state, get_start (self));
  g_array_append_val (self->sketch, end);
}

static char *
dup_length (DectCanvas *self)
{
  g_autofree char *length = NULL;
  g_autofree char *across = NULL;
  g_autofree char *along = NULL;
  DectPoint a, b;

  if (!get_line (self, &a, &b))
    return NULL;
  length = dect_length_to_text (hypot (b.x - a.x, b.y - a.y), 2);
  across = dect_length_to_text (fabs (b.x - a.x), 2);
  along = dect_length_to_text (fabs (b.y - a.y), 2);
  /* Translators: a distance, and how far it goes across and up or down */
  return g_strdup_printf (_("%s (%s across, %s along)"), length, across, along);
}

static char *
measure_hint (DectCanvas *self)
{
  char *length = dup_length (self);

  return length != NULL ? length : g_strdup (_("Click or drag from one place to another."));
}

static void
measure_draw (DectCanvas *self, cairo_t *cr)
{
  g_autofree char *words = NULL;
  DectPoint a, b;

  if (!get_line (self, &a, &b))
    return;
  words = dect_length_to_text (hypot (b.x - a.x, b.y - a.y), 2);
  a = dect_view_transform_to_widget (&self->view, a);
  b = dect_view_transform_to_widget (&self->view, b);
  dect_canvas_draw_line (self, cr, a, b, TRUE);
  dect_canvas_draw_words (self, cr, (DectPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 - 14 }, words);
}

const DectToolClass dect_tool_measure = {
  .name = "measure",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = measure_hint,
  .press = measure_press,
  .motion = measure_motion,
  .release = measure_release,
  .draw = measure_draw,
};

/* --- Scale ---------------------------------------------------------------------------------------
 */

/* Drawn to nothing: what is there may be as wrong as the scale is. Shift keeps it straight. */
static DectPoint
scale_point (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  return dect_canvas_snap (self, at, state | GDK_ALT_MASK, get_start (self));
}

static void
ask (DectCanvas *self, DectPoint end)
{
  DectPoint start = dect_canvas_sketch_point (self, 0);

  if (hypot (end.x - start.x, end.y - start.y) * self->view.scale < 4)
    return;
  g_array_append_val (self->sketch, end);
  dect_canvas_ask_length (self, start, end);
}

static void
scale_press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectPoint point = scale_point (self, at, state);

  if (self->sketch->len > 1)
    g_array_set_size (self->sketch, 0);
  if (self->sketch->len == 0)
    g_array_append_val (self->sketch, point);
  else
    ask (self, point);
}

static void
scale_motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  if (self->sketch->len < 2)
    scale_point (self, at, state);
}

static void
scale_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  if (moved && self->sketch->len == 1)
    ask (self, scale_point (self, at, state));
}

static char *
scale_hint (DectCanvas *self)
{
  return g_strdup (self->sketch->len == 0
                       ? _("Draw a length you know, the longer the better; a door will do.")
                       : _("Click the other end of the length you know."));
}

static void
scale_draw (DectCanvas *self, cairo_t *cr)
{
  DectPoint a, b;

  if (get_line (self, &a, &b))
    dect_canvas_draw_line (self, cr, dect_view_transform_to_widget (&self->view, a),
                           dect_view_transform_to_widget (&self->view, b), TRUE);
}

const DectToolClass dect_tool_scale = {
  .name = "scale",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = scale_hint,
  .press = scale_press,
  .motion = scale_motion,
  .release = scale_release,
  .draw = scale_draw,
};
