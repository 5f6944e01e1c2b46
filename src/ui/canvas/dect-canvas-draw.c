/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"

/* Pixels that a square of the grid is wide at least. */
#define GRID_PX 24.0

/* A floor without a plan image is squared paper, in metres. */
void
dect_canvas_draw_ground (DectCanvas *self, GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  const GdkRGBA *color = dect_canvas_color (DECT_COLOR_GRID);
  double step;

  if (dect_canvas_get_floor (self)->plan != NULL)
    return;
  step = dect_view_nice_length (GRID_PX / self->view.scale * 2.5) * self->view.scale;
  gtk_snapshot_append_color (snapshot, dect_canvas_color (DECT_COLOR_PAPER),
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (double x = fmod (self->view.x0, step) - step; x < width; x += step)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) floor (x), 0, 1, (float) height));
  for (double y = fmod (self->view.y0, step) - step; y < height; y += step)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (0, (float) floor (y), (float) width, 1));
}

static void
draw_band (DectCanvas *self, cairo_t *cr)
{
  GdkRGBA color = *dect_canvas_color (DECT_COLOR_ACCENT);

  cairo_rectangle (cr, floor (self->drag_start.x) + 0.5, floor (self->drag_start.y) + 0.5,
                   round (self->drag_now.x - self->drag_start.x),
                   round (self->drag_now.y - self->drag_start.y));
  color.alpha = 0.15f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_scale_line (DectCanvas *self, cairo_t *cr)
{
  DectPoint a = self->drag_start, b = self->drag_now;
  double length = hypot (b.x - a.x, b.y - a.y);
  double nx = length > 0 ? -(b.y - a.y) / length * 7 : 0,
         ny = length > 0 ? (b.x - a.x) / length * 7 : 0;

  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
  cairo_move_to (cr, a.x - nx, a.y - ny);
  cairo_line_to (cr, a.x + nx, a.y + ny);
  cairo_move_to (cr, b.x - nx, b.y - ny);
  cairo_line_to (cr, b.x + nx, b.y + ny);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_ghost (DectCanvas *self, cairo_t *cr)
{
  GdkRGBA color = *dect_canvas_color (DECT_COLOR_CHAIN);

  color.alpha = 0.5f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, self->pointer.x, self->pointer.y, 14, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

void
dect_canvas_draw_preview (DectCanvas *self, GtkSnapshot *snapshot)
{
  gboolean band = (self->drag == DRAG_BAND || self->drag == DRAG_ZONE) && self->drag_moved;
  gboolean line = self->scale_popover != NULL || (self->drag == DRAG_SCALE && self->drag_moved);
  gboolean ghost = self->tool == DECT_TOOL_RFP && self->pointer_inside && !self->space;
  cairo_t *cr;

  if (!band && !line && !ghost)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                     (float) gtk_widget_get_height (GTK_WIDGET (self))));
  if (band)
    draw_band (self, cr);
  if (line)
    draw_scale_line (self, cr);
  if (ghost)
    draw_ghost (self, cr);
  cairo_destroy (cr);
}
