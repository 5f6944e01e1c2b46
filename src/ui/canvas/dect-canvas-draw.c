/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

#include "canvas/dect-canvas-style.h"

/* A floor without a plan image is squared paper. */
void
dect_canvas_draw_ground (DectCanvas *self, GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  const GdkRGBA *color = dect_canvas_color (DECT_COLOR_GRID);
  double step = dect_canvas_grid (self) * self->view.scale;

  if (step == 0)
    return;
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

/* Where the keys have the point of a tool. */
static void
draw_cross (DectCanvas *self, cairo_t *cr)
{
  DectPoint at = dect_view_transform_to_widget (&self->view, self->cross);

  for (guint pass = 0; pass < 2; pass++)
    {
      cairo_move_to (cr, at.x - 14, at.y);
      cairo_line_to (cr, at.x + 14, at.y);
      cairo_move_to (cr, at.x, at.y - 14);
      cairo_line_to (cr, at.x, at.y + 14);
      gdk_cairo_set_source_rgba (cr,
                                 dect_canvas_color (pass == 0 ? DECT_COLOR_PAPER : DECT_COLOR_INK));
      cairo_set_line_width (cr, pass == 0 ? 5 : 2);
      cairo_stroke (cr);
    }
}

/* What is being drawn: over everything else. */
void
dect_canvas_draw_preview (DectCanvas *self, GtkSnapshot *snapshot)
{
  const DectToolClass *tool = dect_tool_class (self->tool);
  cairo_t *cr;

  if (self->drag != DRAG_BAND && tool == NULL && !self->snapped)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                     (float) gtk_widget_get_height (GTK_WIDGET (self))));
  if (self->drag == DRAG_BAND && self->drag_moved)
    draw_band (self, cr);
  if (tool != NULL && tool->draw != NULL)
    tool->draw (self, cr);
  dect_canvas_draw_guides (self, cr);
  if (self->crosshair)
    draw_cross (self, cr);
  cairo_destroy (cr);
}
