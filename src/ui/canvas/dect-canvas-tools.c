/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"

const DectToolClass *
dect_tool_class (DectTool tool)
{
  static const DectToolClass *const classes[] = {
    [DECT_TOOL_SELECT] = NULL,
    [DECT_TOOL_RFP] = &dect_tool_rfp,
    [DECT_TOOL_WALL] = &dect_tool_wall,
    [DECT_TOOL_OPENING] = &dect_tool_opening,
    [DECT_TOOL_ZONE] = &dect_tool_zone,
    [DECT_TOOL_NOTE] = &dect_tool_note,
    [DECT_TOOL_SCALE] = &dect_tool_scale,
    [DECT_TOOL_ALIGN] = &dect_tool_align,
    [DECT_TOOL_LINK] = &dect_tool_link,
    [DECT_TOOL_MEASURE] = &dect_tool_measure,
    [DECT_TOOL_PAN] = NULL,
  };

  g_return_val_if_fail ((guint) tool < G_N_ELEMENTS (classes), NULL);

  return classes[tool];
}

/* --- What is being drawn -------------------------------------------------------------------------
 */

DectPoint
dect_canvas_sketch_point (DectCanvas *self, guint i)
{
  return g_array_index (self->sketch, DectPoint, i);
}

void
dect_canvas_notify_hint (DectCanvas *self)
{
  g_object_notify (G_OBJECT (self), "hint");
}

/* Nothing is being drawn any more. */
void
dect_canvas_sketch_done (DectCanvas *self)
{
  g_array_set_size (self->sketch, 0);
  g_array_set_size (self->sketch_ids, 0);
  self->link_from = 0;
  dect_canvas_end_snap (self);
  dect_canvas_notify_hint (self);
}

void
dect_canvas_tool_changed (DectCanvas *self)
{
  self->crosshair = FALSE;
  dect_canvas_sketch_done (self);
}

/* --- Pointer -------------------------------------------------------------------------------------
 */

void
dect_canvas_tool_press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  if (tool != NULL && tool->press != NULL && self->floor != 0)
    tool->press (self, at, state);
  dect_canvas_notify_hint (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dect_canvas_tool_motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  if (tool != NULL && tool->motion != NULL && self->floor != 0)
    {
      tool->motion (self, at, state);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

void
dect_canvas_tool_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  if (tool != NULL && tool->release != NULL && self->floor != 0)
    tool->release (self, at, state, moved);
  dect_canvas_notify_hint (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Keyboard ------------------------------------------------------------------------------------
 */

/* The tool's own keys; the cross is moved by those of the canvas. */
gboolean
dect_canvas_tool_key (DectCanvas *self, guint keyval, GdkModifierType state)
{
  const DectToolClass *tool = dect_tool_class (self->tool);

  if (tool == NULL || tool->key == NULL || self->document == NULL || self->floor == 0
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || !tool->key (self, keyval, state))
    return FALSE;
  dect_canvas_notify_hint (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

/* A line of a tool, canvas pixels, with a light edge so that it is seen on any plan. */
void
dect_canvas_draw_line (DectCanvas *self, cairo_t *cr, DectPoint a, DectPoint b, gboolean ticks)
{
  double length = hypot (b.x - a.x, b.y - a.y);
  double nx = length > 0 ? -(b.y - a.y) / length * 7 : 0;
  double ny = length > 0 ? (b.x - a.x) / length * 7 : 0;

  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
  if (ticks)
    {
      cairo_move_to (cr, a.x - nx, a.y - ny);
      cairo_line_to (cr, a.x + nx, a.y + ny);
      cairo_move_to (cr, b.x - nx, b.y - ny);
      cairo_line_to (cr, b.x + nx, b.y + ny);
    }
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_ACCENT));
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/* Words on a plate, their middle at @at, canvas pixels. */
void
dect_canvas_draw_words (DectCanvas *self, cairo_t *cr, DectPoint at, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  gint width, height;

  pango_attr_list_insert (attributes, pango_attr_size_new (9 * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_rectangle (cr, floor (at.x - width / 2.0) - 5, floor (at.y - height / 2.0) - 1, width + 10,
                   height + 2);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_fill (cr);
  cairo_move_to (cr, floor (at.x - width / 2.0), floor (at.y - height / 2.0));
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_INK));
  pango_cairo_show_layout (cr, layout);
}
