/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"

/* Metres that an arrow key moves the cross, and with Shift. */
#define STEP_M 0.1
#define STEP_FAR_M 1.0
/* The cross does not come nearer to the edge than this, pixels. */
#define EDGE_PX 60

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

/* The picture follows the cross. */
static void
reveal_cross (DectCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  DectPoint at = dect_view_transform_to_widget (&self->view, self->cross);
  double dx = fmax (0, EDGE_PX - at.x) - fmax (0, at.x - (width - EDGE_PX));
  double dy = fmax (0, EDGE_PX - at.y) - fmax (0, at.y - (height - EDGE_PX));

  if (dx == 0 && dy == 0)
    return;
  dect_canvas_stop_fitting (self);
  dect_view_transform_pan (&self->view, dx, dy);
  dect_canvas_view_changed (self);
}

/* The cross begins where the last point is, else in the middle of the view, on a round place. */
static void
begin_cross (DectCanvas *self)
{
  DectPoint middle = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };

  if (self->crosshair)
    return;
  self->crosshair = TRUE;
  if (self->sketch->len > 0)
    {
      self->cross = dect_canvas_sketch_point (self, self->sketch->len - 1);
      return;
    }
  self->cross = dect_view_transform_to_plan (&self->view, middle);
  self->cross.x = round (self->cross.x / STEP_M) * STEP_M;
  self->cross.y = round (self->cross.y / STEP_M) * STEP_M;
}

static gboolean
find_arrow (guint keyval, DectPoint *direction)
{
  static const struct
  {
    guint key, keypad;
    DectPoint direction;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, { -1, 0 } },
    { GDK_KEY_Right, GDK_KEY_KP_Right, { 1, 0 } },
    { GDK_KEY_Up, GDK_KEY_KP_Up, { 0, -1 } },
    { GDK_KEY_Down, GDK_KEY_KP_Down, { 0, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if (keyval == arrows[i].key || keyval == arrows[i].keypad)
      {
        *direction = arrows[i].direction;
        return TRUE;
      }
  return FALSE;
}

gboolean
dect_canvas_tool_key (DectCanvas *self, guint keyval, GdkModifierType state)
{
  const DectToolClass *tool = dect_tool_class (self->tool);
  double step = (state & GDK_SHIFT_MASK) != 0 ? STEP_FAR_M : STEP_M;
  DectPoint direction;

  if (tool == NULL || self->document == NULL || self->floor == 0
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (tool->key != NULL && tool->key (self, keyval, state))
    {
      dect_canvas_notify_hint (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return TRUE;
    }
  if (!tool->by_points)
    return FALSE;
  if (find_arrow (keyval, &direction))
    {
      begin_cross (self);
      self->cross.x += direction.x * step;
      self->cross.y += direction.y * step;
      reveal_cross (self);
      dect_canvas_tool_motion (self, self->cross, 0);
      dect_canvas_notify_hint (self);
      return TRUE;
    }
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return FALSE;
  begin_cross (self);
  dect_canvas_tool_press (self, self->cross, 0);
  dect_canvas_tool_release (self, self->cross, 0, FALSE);
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
