/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Base stations by a click, zones by a drag. With the keyboard Enter puts a base station where the
 * cross is, and a zone into the middle of the view (canvas.place-here). */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "model/dect-change.h"

/* --- Base station --------------------------------------------------------------------------------
 */

static void
rfp_motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  dect_canvas_snap (self, at, state, NULL);
}

static void
rfp_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  DectPoint to = dect_canvas_snap (self, at, state, NULL);

  /* A key pressed twice does not hang two of them in one place. */
  if (self->crosshair)
    to = self->cross = dect_canvas_beside_markers (self, to);
  dect_canvas_place_next (self, to);
}

/* Which one comes next. */
static char *
rfp_hint (DectCanvas *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_document_get_site (self->document));
  const DectRecord *placing = dect_snapshot_find (snapshot, self->placing);
  g_autoptr (DectRfp) proposed = placing == NULL ? dect_rfp_propose (snapshot, NULL, 0) : NULL;
  g_autofree char *title = dect_record_title (placing != NULL ? placing : DECT_RECORD (proposed));

  return g_strdup_printf (_("Click where %s hangs; Alt places freely."), title);
}

static void
rfp_draw (DectCanvas *self, cairo_t *cr)
{
  GdkRGBA color = *dect_canvas_color (DECT_COLOR_CHAIN);
  DectPoint at;

  if (!self->snapped || !self->pointer_inside || self->space)
    return;
  at = dect_view_transform_to_widget (&self->view, self->snap.point);
  color.alpha = 0.5f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, at.x, at.y, 14, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

const DectToolClass dect_tool_rfp = {
  .name = "rfp",
  .cursor = "crosshair",
  .by_points = TRUE,
  .hint = rfp_hint,
  .motion = rfp_motion,
  .release = rfp_release,
  .draw = rfp_draw,
};

/* --- Zone ----------------------------------------------------------------------------------------
 */

static void
zone_press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  DectPoint corner = dect_canvas_snap (self, at, state, NULL);

  g_array_set_size (self->sketch, 0);
  g_array_append_val (self->sketch, corner);
}

static void
zone_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  DectPoint start, end;

  if (self->sketch->len == 0)
    return;
  start = dect_canvas_sketch_point (self, 0);
  end = dect_canvas_snap (self, at, state, NULL);
  dect_canvas_sketch_done (self);
  dect_canvas_draw_zone (self, start, moved ? end : start);
}

static char *
zone_hint (DectCanvas *self)
{
  return g_strdup (_("Drag a rectangle over the area of the zone."));
}

static void
zone_draw (DectCanvas *self, cairo_t *cr)
{
  GdkRGBA color = *dect_canvas_color (DECT_COLOR_ACCENT);
  DectPoint a, b;

  if (self->sketch->len == 0)
    return;
  a = dect_view_transform_to_widget (&self->view, dect_canvas_sketch_point (self, 0));
  b = dect_view_transform_to_widget (&self->view, self->snap.point);
  cairo_rectangle (cr, floor (a.x) + 0.5, floor (a.y) + 0.5, round (b.x - a.x), round (b.y - a.y));
  color.alpha = 0.15f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

const DectToolClass dect_tool_zone = {
  .name = "zone",
  .cursor = "crosshair",
  .hint = zone_hint,
  .press = zone_press,
  .motion = rfp_motion,
  .release = zone_release,
  .draw = zone_draw,
};
