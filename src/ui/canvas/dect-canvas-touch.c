/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Wheel, touchpad and two fingers. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

/* Zoom of one click of the wheel, and of one pixel of a touchpad with Control. */
#define WHEEL_ZOOM 1.2
#define TOUCHPAD_ZOOM 1.01
/* X tells the way of a touchpad in clicks of a wheel: pixels of one. */
#define CLICK_PX 30

/* --- What they do --------------------------------------------------------------------------------
 */

/* A wheel zooms at the pointer; two fingers on a touchpad move the picture, with Control they zoom.
 */
void
dect_canvas_scroll (DectCanvas *self, double dx, double dy, gboolean touchpad, gboolean control)
{
  if (dx == 0 && dy == 0)
    return;
  dect_canvas_stop_fitting (self);
  if (touchpad && !control)
    dect_view_transform_pan (&self->view, -dx, -dy);
  else
    dect_view_transform_zoom_at (&self->view, self->pointer,
                                 pow (touchpad ? TOUCHPAD_ZOOM : WHEEL_ZOOM, -dy));
  dect_canvas_view_changed (self);
}

/* @middle: between the fingers, canvas pixels */
void
dect_canvas_begin_pinch (DectCanvas *self, DectPoint middle)
{
  self->pinch_scale = 1;
  self->pinch_middle = middle;
}

/* What was between the fingers at the start stays between them, and as much larger as they are
 * farther apart: @scale is of the start. */
void
dect_canvas_pinch (DectCanvas *self, DectPoint middle, double scale)
{
  if (!(scale > 0) || !isfinite (scale))
    return;
  dect_canvas_stop_fitting (self);
  dect_view_transform_pan (&self->view, middle.x - self->pinch_middle.x,
                           middle.y - self->pinch_middle.y);
  dect_view_transform_zoom_at (&self->view, middle, scale / self->pinch_scale);
  self->pinch_scale = scale;
  self->pinch_middle = middle;
  dect_canvas_view_changed (self);
}

/* --- Where it comes from -------------------------------------------------------------------------
 */

static gboolean
is_touchpad (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHPAD;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, DectCanvas *self)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  gboolean pixels = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  gboolean touchpad = pixels || is_touchpad (base);
  double unit = touchpad && !pixels ? CLICK_PX : 1;

  dect_canvas_scroll (self, dx * unit, dy * unit, touchpad,
                      (gtk_event_controller_get_current_event_state (base) & GDK_CONTROL_MASK)
                          != 0);
  return TRUE;
}

static DectPoint
get_middle (DectCanvas *self, GtkGesture *gesture)
{
  DectPoint middle = self->pointer;

  if (gtk_gesture_is_active (gesture))
    gtk_gesture_get_bounding_box_center (gesture, &middle.x, &middle.y);
  return middle;
}

/* The first finger has begun a drag. */
static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, DectCanvas *self)
{
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->finger));
  dect_canvas_begin_pinch (self, get_middle (self, gesture));
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, DectCanvas *self)
{
  dect_canvas_pinch (self, get_middle (self, GTK_GESTURE (gesture)), scale);
}

/* @drag: what one finger does; it ends when a second one comes */
void
dect_canvas_add_touch (DectCanvas *self, GtkGesture *drag)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->finger = drag;
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_gesture_group (drag, pinch);
}
