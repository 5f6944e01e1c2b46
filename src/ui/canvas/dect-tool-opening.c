/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Doors, windows and gaps by a click on a wall; holes and stairs by a rectangle in the slab. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-wall-layer.h"
#include "model/dect-wall-edit.h"

/* How far from a wall a click may be, pixels and metres. */
#define REACH_PX 16
#define REACH_M 0.5
/* Smallest edge of a hole, metres. */
#define MIN_M 0.3

static gboolean
in_slab (DectCanvas *self)
{
  return dect_opening_in_slab (self->opening_kind);
}

/* Where an opening would go. */
static gboolean
find_wall (DectCanvas *self, DectPoint at, DectSegment *place)
{
  DectSegmentIndex *walls
      = dect_wall_layer_get_index (DECT_WALL_LAYER (self->layers[LAYER_WALLS]), DECT_KIND_WALL);
  double reach = fmax (REACH_PX / self->view.scale, self->crosshair ? REACH_M : 0);
  gint wall = dect_segment_index_nearest (walls, at, reach, NULL);

  if (wall < 0)
    return FALSE;
  *place
      = dect_wall_place_opening (dect_segment_index_get (walls, (guint) wall), at, self->opening_m);
  return TRUE;
}

static void
add_opening (DectCanvas *self, const DectSegment *place)
{
  DectOpening *opening = dect_opening_new ();
  g_autofree char *label = NULL;
  guint32 id;

  opening->floor = self->floor;
  opening->kind = (gint) self->opening_kind;
  opening->x1_m = place->a.x;
  opening->y1_m = place->a.y;
  opening->x2_m = place->b.x;
  opening->y2_m = place->b.y;
  /* Translators: name of a step, %s is a kind of opening: "Add: Door" */
  label = g_strdup_printf (_("Add: %s"), dect_opening_label (self->opening_kind));
  id = dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (opening),
                             label, NULL);
  dect_document_select_one (self->document, id);
}

static void
end_well (DectCanvas *self, DectPoint end)
{
  DectPoint start = dect_canvas_sketch_point (self, 0);
  DectSegment place = { { fmin (start.x, end.x), fmin (start.y, end.y) },
                        { fmax (start.x, end.x), fmax (start.y, end.y) } };

  if (place.b.x - place.a.x < MIN_M || place.b.y - place.a.y < MIN_M)
    return;
  add_opening (self, &place);
  dect_canvas_sketch_done (self);
}

static void
press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectSegment place;
  DectPoint corner;

  if (!in_slab (self))
    {
      if (find_wall (self, at, &place))
        add_opening (self, &place);
      return;
    }
  corner = dect_canvas_snap (self, at, state, NULL);
  if (self->sketch->len == 0)
    g_array_append_val (self->sketch, corner);
  else
    end_well (self, corner);
}

static void
motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  if (in_slab (self))
    {
      dect_canvas_snap (self, at, state, NULL);
      return;
    }
  self->snap = (DectSnap){ .point = at };
  self->snapped = TRUE;
}

static void
release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  if (in_slab (self) && moved && self->sketch->len > 0)
    end_well (self, dect_canvas_snap (self, at, state, NULL));
}

static char *
hint (DectCanvas *self)
{
  DectSegment place;

  if (in_slab (self))
    return g_strdup (self->sketch->len == 0 ? _("Drag a rectangle over the opening in the floor.")
                                            : _("Click the opposite corner."));
  if (self->crosshair && !find_wall (self, self->cross, &place))
    return g_strdup (_("No wall is near: move the cross to one with the arrow keys."));
  return g_strdup (_("Click on a wall."));
}

static void
draw (DectCanvas *self, cairo_t *cr)
{
  DectSegment place;
  DectPoint a, b;

  if (!self->snapped)
    return;
  if (!in_slab (self))
    {
      if (!find_wall (self, self->snap.point, &place))
        return;
      dect_canvas_draw_line (self, cr, dect_view_transform_to_widget (&self->view, place.a),
                             dect_view_transform_to_widget (&self->view, place.b), TRUE);
      return;
    }
  if (self->sketch->len == 0)
    return;
  a = dect_view_transform_to_widget (&self->view, dect_canvas_sketch_point (self, 0));
  b = dect_view_transform_to_widget (&self->view, self->snap.point);
  cairo_rectangle (cr, a.x, a.y, b.x - a.x, b.y - a.y);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

const DectToolClass dect_tool_opening = {
  .name = "opening",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = hint,
  .press = press,
  .motion = motion,
  .release = release,
  .draw = draw,
};
