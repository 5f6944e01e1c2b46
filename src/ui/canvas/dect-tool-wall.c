/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A row of walls, corner by corner. Each wall is in the site as soon as its second corner is; so
 * undo, coverage and chain follow while the person draws. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "model/dect-length.h"
#include "model/dect-wall-edit.h"

static double
distance (DectPoint a, DectPoint b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

/* Walls that undo took away take their corners with them. */
static void
forget_undone (DectCanvas *self)
{
  DectSite *site = dect_document_get_site (self->document);

  while (
      self->sketch_ids->len > 0
      && dect_site_find (site, g_array_index (self->sketch_ids, guint32, self->sketch_ids->len - 1))
             == NULL)
    {
      g_array_set_size (self->sketch_ids, self->sketch_ids->len - 1);
      g_array_set_size (self->sketch, self->sketch->len - 1);
    }
}

static const DectPoint *
last_corner (DectCanvas *self)
{
  return self->sketch->len > 0 ? &g_array_index (self->sketch, DectPoint, self->sketch->len - 1)
                               : NULL;
}

static void
add_wall (DectCanvas *self, DectPoint a, DectPoint b)
{
  DectWall *wall = dect_wall_new ();
  guint32 id;

  wall->floor = self->floor;
  wall->x1_m = a.x;
  wall->y1_m = a.y;
  wall->x2_m = b.x;
  wall->y2_m = b.y;
  dect_set_str (&wall->material, self->material);
  id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (wall),
                             _("Draw a wall"), NULL);
  g_array_append_val (self->sketch_ids, id);
}

/* On the first corner the row is closed, on the last one it has ended. */
static void
add_corner (DectCanvas *self, DectPoint at)
{
  const DectPoint *last = last_corner (self);

  if (last == NULL)
    {
      g_array_append_val (self->sketch, at);
      return;
    }
  if (distance (*last, at) < DECT_WALL_SHORTEST_M)
    {
      dect_canvas_sketch_done (self);
      return;
    }
  add_wall (self, *last, at);
  if (self->sketch->len > 2
      && distance (dect_canvas_sketch_point (self, 0), at) < DECT_WALL_SHORTEST_M)
    dect_canvas_sketch_done (self);
  else
    g_array_append_val (self->sketch, at);
}

static void
press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  forget_undone (self);
  add_corner (self, dect_canvas_snap (self, at, state, last_corner (self)));
}

static void
motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  forget_undone (self);
  dect_canvas_snap (self, at, state, last_corner (self));
}

/* Who drags draws one wall from press to release. */
static void
release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  DectPoint end;

  if (!moved || last_corner (self) == NULL)
    return;
  end = dect_canvas_snap (self, at, state, last_corner (self));
  if (distance (*last_corner (self), end) >= DECT_WALL_SHORTEST_M)
    add_corner (self, end);
}

static gboolean
take_back (DectCanvas *self)
{
  DectHistory *history = dect_document_get_history (self->document);

  if (self->sketch->len == 0)
    return FALSE;
  if (self->sketch_ids->len > 0)
    {
      dect_history_begin (history, _("Take back the last wall"), NULL);
      dect_history_remove (history,
                           g_array_index (self->sketch_ids, guint32, self->sketch_ids->len - 1));
      dect_history_commit (history);
      g_array_set_size (self->sketch_ids, self->sketch_ids->len - 1);
    }
  g_array_set_size (self->sketch, self->sketch->len - 1);
  if (self->crosshair && last_corner (self) != NULL)
    self->cross = *last_corner (self);
  return TRUE;
}

static gboolean
key (DectCanvas *self, guint keyval, GdkModifierType state)
{
  forget_undone (self);
  if (keyval == GDK_KEY_BackSpace)
    return take_back (self);
  if ((keyval != GDK_KEY_c && keyval != GDK_KEY_C) || self->sketch->len < 3)
    return FALSE;
  add_wall (self, *last_corner (self), dect_canvas_sketch_point (self, 0));
  dect_canvas_sketch_done (self);
  return TRUE;
}

static char *
hint (DectCanvas *self)
{
  if (self->sketch->len == 0)
    return g_strdup (_("Click where the wall begins."));
  if (self->snapped)
    {
      g_autofree char *length
          = dect_length_to_text (distance (*last_corner (self), self->snap.point), 2);

      return g_strdup_printf (
          _("%s. Click the next corner; C closes, Backspace takes back, a double click ends."),
          length);
    }
  return g_strdup (_("Click the next corner; Shift keeps it straight."));
}

static void
draw (DectCanvas *self, cairo_t *cr)
{
  DectPoint a, b;
  g_autofree char *words = NULL;

  forget_undone (self);
  if (last_corner (self) == NULL || !self->snapped)
    return;
  a = dect_view_transform_to_widget (&self->view, *last_corner (self));
  b = dect_view_transform_to_widget (&self->view, self->snap.point);
  dect_canvas_draw_line (self, cr, a, b, FALSE);
  words = dect_length_to_text (distance (*last_corner (self), self->snap.point), 2);
  if (distance (a, b) > 30)
    dect_canvas_draw_words (self, cr, (DectPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 }, words);
}

const DectToolClass dect_tool_wall = {
  .name = "wall",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = hint,
  .press = press,
  .motion = motion,
  .release = release,
  .key = key,
  .draw = draw,
};
