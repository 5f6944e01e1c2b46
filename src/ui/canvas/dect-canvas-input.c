/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <math.h>

/* A press that moves less than this is a click, pixels. */
#define CLICK_PX 4
/* How near to the middle of a base station a press must be, pixels. */
#define HIT_PX 20

static GdkModifierType
get_state (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
}

static gboolean
has_shift (GtkGesture *gesture)
{
  return (get_state (gesture) & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
}

/* No words over what is being moved. */
static void
set_tooltips (DectCanvas *self, gboolean shown)
{
  GtkWidget *marker = g_hash_table_lookup (self->markers, GUINT_TO_POINTER (self->drag_hit));

  if (marker != NULL)
    gtk_widget_set_has_tooltip (marker, shown);
}

/* --- Dragging ------------------------------------------------------------------------------------
 */

/* The press goes to @marker, of the thing drag_hit. */
static void
press_thing (DectCanvas *self, GtkWidget *marker, gboolean shift)
{
  self->drag = DRAG_MOVE;
  if (shift)
    dect_document_select_toggle (self->document, self->drag_hit);
  else if (!dect_document_is_selected (self->document, self->drag_hit))
    dect_document_select_one (self->document, self->drag_hit);
  if (dect_document_is_selected (self->document, self->drag_hit))
    gtk_widget_grab_focus (marker);
  set_tooltips (self, FALSE);
  dect_canvas_begin_move (self);
}

/* A zone is taken by its edge; by its inside only once it is selected, so that a rubber band can be
 * drawn within it. */
static void
press_zone (DectCanvas *self, ZoneHit hit, gboolean shift)
{
  GtkWidget *marker = g_hash_table_lookup (self->zones, GUINT_TO_POINTER (self->drag_hit));
  gboolean selected = dect_document_is_selected (self->document, self->drag_hit);

  if (hit == ZONE_HIT_CORNER && selected && !shift)
    {
      self->drag = DRAG_RESIZE;
      dect_history_seal (dect_document_get_history (self->document));
    }
  else if (hit != ZONE_HIT_INSIDE || selected)
    press_thing (self, marker, shift);
}

/* A wall or an opening, or the end of the one that is selected. */
static gboolean
press_shape (DectCanvas *self, gboolean shift)
{
  gint end = shift ? -1 : dect_canvas_wall_end_at (self, self->drag_start);
  guint32 id = end >= 0 ? dect_item_get_id (dect_document_get_selected (self->document))
                        : dect_canvas_shape_at (self, self->drag_start);
  GtkWidget *cursor = id != 0 ? dect_canvas_shape_cursor (self, id) : NULL;

  if (cursor == NULL)
    return FALSE;
  self->drag_hit = id;
  press_thing (self, cursor, shift);
  if (end >= 0)
    {
      self->drag = DRAG_WALL_END;
      self->drag_corner = (guint) end;
    }
  return TRUE;
}

static void
begin_band (DectCanvas *self, gboolean shift)
{
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  g_array_set_size (self->band_base, 0);
  if (shift && n_ids > 0)
    g_array_append_vals (self->band_base, ids, n_ids);
  self->drag = DRAG_BAND;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!shift)
    dect_document_select (self->document, NULL, 0);
}

/* Chosen with all its readings, and not moved. */
static gboolean
press_survey (DectCanvas *self)
{
  GtkWidget *marker = dect_canvas_survey_at (self, self->drag_start);

  if (marker == NULL)
    return FALSE;
  DECT_MARKER_GET_CLASS (marker)->select (DECT_MARKER (marker));
  gtk_widget_grab_focus (marker);
  return TRUE;
}

static void
press_select (DectCanvas *self, gboolean shift, gboolean touch)
{
  DectRfpMarker *marker = dect_canvas_marker_at (self, self->drag_start, HIT_PX);
  ZoneHit hit = ZONE_HIT_NONE;

  if (marker != NULL)
    {
      self->drag_hit = dect_item_get_id (dect_marker_get_item (DECT_MARKER (marker)));
      press_thing (self, GTK_WIDGET (marker), shift);
      return;
    }
  self->drag_hit = dect_canvas_remark_at (self, self->drag_start);
  if (self->drag_hit != 0)
    {
      press_thing (self, g_hash_table_lookup (self->remarks, GUINT_TO_POINTER (self->drag_hit)),
                   shift);
      return;
    }
  if (press_survey (self))
    return;
  self->drag_hit = dect_canvas_zone_at (self, self->drag_start, &hit, &self->drag_corner);
  if (hit <= ZONE_HIT_INSIDE && press_shape (self, shift))
    return;
  if (self->drag_hit != 0)
    press_zone (self, hit, shift);
  if (self->drag != DRAG_NONE)
    return;
  /* One finger moves the picture; it has no other hand for that. */
  if (touch)
    self->drag = DRAG_PAN;
  else
    begin_band (self, shift);
}

/* A click inside a zone that is not selected. */
static void
click_zone (DectCanvas *self, gboolean shift)
{
  GtkWidget *marker = g_hash_table_lookup (self->zones, GUINT_TO_POINTER (self->drag_hit));

  if (marker == NULL)
    return;
  if (shift)
    dect_document_select_toggle (self->document, self->drag_hit);
  else
    dect_document_select_one (self->document, self->drag_hit);
  if (dect_document_is_selected (self->document, self->drag_hit))
    gtk_widget_grab_focus (marker);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, DectCanvas *self)
{
  self->drag = DRAG_NONE;
  self->drag_moved = FALSE;
  self->menu_left = FALSE;
  self->drag_start = self->drag_now = (DectPoint){ x, y };
  if (self->document == NULL || dect_canvas_get_floor (self) == NULL)
    return;
  if (self->space || self->tool == DECT_TOOL_PAN)
    self->drag = DRAG_PAN;
  else if (self->tool == DECT_TOOL_SELECT)
    press_select (self, has_shift (GTK_GESTURE (gesture)),
                  gtk_gesture_single_get_current_sequence (GTK_GESTURE_SINGLE (gesture)) != NULL);
  else
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      self->drag = DRAG_TOOL;
      self->crosshair = FALSE;
      dect_canvas_tool_press (self, dect_view_transform_to_plan (&self->view, self->drag_start),
                              get_state (gesture));
    }
  dect_canvas_update_cursor (self);
}

static void
middle_begin_cb (GtkGestureDrag *gesture, double x, double y, DectCanvas *self)
{
  self->drag = DRAG_PAN;
  self->drag_start = self->drag_now = (DectPoint){ x, y };
  dect_canvas_update_cursor (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, DectCanvas *self)
{
  DectPoint before = self->drag_now;

  self->drag_now = (DectPoint){ self->drag_start.x + dx, self->drag_start.y + dy };
  if (!self->drag_moved && hypot (dx, dy) < CLICK_PX)
    return;
  self->drag_moved = TRUE;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  switch (self->drag)
    {
    case DRAG_PAN:
      dect_canvas_stop_fitting (self);
      dect_view_transform_pan (&self->view, self->drag_now.x - before.x,
                               self->drag_now.y - before.y);
      dect_canvas_view_changed (self);
      break;
    case DRAG_MOVE:
      dect_canvas_drag_by (self, dx / self->view.scale, dy / self->view.scale, get_state (gesture));
      break;
    case DRAG_WALL_END:
      dect_canvas_drag_end (self, dect_view_transform_to_plan (&self->view, self->drag_now),
                            get_state (gesture));
      break;
    case DRAG_BAND:
      dect_canvas_update_band (self);
      break;
    case DRAG_TOOL:
      dect_canvas_tool_motion (self, dect_view_transform_to_plan (&self->view, self->drag_now),
                               get_state (gesture));
      break;
    case DRAG_RESIZE:
      dect_canvas_resize_zone (self, self->drag_hit, self->drag_corner,
                               dect_view_transform_to_plan (&self->view, self->drag_now));
      break;
    case DRAG_NONE:
    default:
      break;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, DectCanvas *self)
{
  DragMode drag = self->drag;

  self->drag = DRAG_NONE;
  set_tooltips (self, TRUE);
  if (self->document == NULL)
    return;
  if (drag == DRAG_MOVE || drag == DRAG_RESIZE || drag == DRAG_WALL_END)
    dect_history_seal (dect_document_get_history (self->document));
  else if (drag == DRAG_TOOL)
    dect_canvas_tool_release (self, dect_view_transform_to_plan (&self->view, self->drag_now),
                              get_state (gesture), self->drag_moved);
  else if ((drag == DRAG_BAND || drag == DRAG_PAN) && !self->drag_moved && self->drag_hit != 0
           && self->tool == DECT_TOOL_SELECT)
    click_zone (self, has_shift (GTK_GESTURE (gesture)));
  else if (drag == DRAG_PAN && !self->drag_moved && !self->space && self->tool == DECT_TOOL_SELECT
           && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    dect_document_select (self->document, NULL, 0);
  if (drag != DRAG_TOOL)
    dect_canvas_end_move (self);
  dect_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Twice on a note: its words are changed where they stand. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectCanvas *self)
{
  guint32 id;

  if (n_press != 2 || self->document == NULL || self->tool != DECT_TOOL_SELECT)
    return;
  id = dect_canvas_remark_at (self, (DectPoint){ x, y });
  if (id != 0 && dect_canvas_marker_at (self, (DectPoint){ x, y }, HIT_PX) == NULL)
    dect_canvas_ask_note (self, id, (DectPoint){ 0, 0 });
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, DectCanvas *self)
{
  if (self->document != NULL)
    dect_history_seal (dect_document_get_history (self->document));
  self->drag = DRAG_NONE;
  set_tooltips (self, TRUE);
  dect_canvas_end_move (self);
  dect_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Pointer and space bar -----------------------------------------------------------------------
 */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, DectCanvas *self)
{
  DectPoint at = { x, y };
  gboolean moved = !self->pointer_inside || at.x != self->pointer.x || at.y != self->pointer.y;

  self->pointer = at;
  self->pointer_inside = TRUE;
  if (!moved || self->drag != DRAG_NONE || self->document == NULL || self->popover != NULL)
    return;
  /* The pointer takes the point from the keyboard. */
  self->crosshair = FALSE;
  if (self->tool == DECT_TOOL_SELECT)
    dect_canvas_set_hover (self, dect_canvas_marker_at (self, at, HIT_PX) != NULL
                                         || dect_canvas_remark_at (self, at) != 0
                                     ? 0
                                     : dect_canvas_shape_at (self, at));
  else
    {
      dect_canvas_tool_motion (self, dect_view_transform_to_plan (&self->view, at),
                               get_state (controller));
      dect_canvas_notify_hint (self);
    }
}

static void
leave_cb (GtkEventControllerMotion *controller, DectCanvas *self)
{
  self->pointer_inside = FALSE;
  dect_canvas_set_hover (self, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                DectCanvas *self)
{
  self->menu_left = FALSE;
  if (self->popover == NULL && dect_canvas_tool_key (self, keyval, state))
    return TRUE;
  if (keyval != GDK_KEY_space || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  self->space = TRUE;
  dect_canvas_update_cursor (self);
  return TRUE;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 DectCanvas *self)
{
  if (keyval != GDK_KEY_space)
    return;
  self->space = FALSE;
  dect_canvas_update_cursor (self);
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, DectCanvas *self)
{
  self->space = FALSE;
  dect_canvas_update_cursor (self);
}

static void
is_focus_cb (GtkEventControllerFocus *controller, GParamSpec *pspec, DectCanvas *self)
{
  if (gtk_event_controller_focus_is_focus (controller))
    dect_canvas_focus_came (self);
}

static GtkGesture *
add_drag (DectCanvas *self, guint button, GCallback begin)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", begin, self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  return drag;
}

/* The controllers belong to the canvas and go with it, so it may be their bare data. */
void
dect_canvas_add_controllers (DectCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  dect_canvas_add_touch (self, add_drag (self, GDK_BUTTON_PRIMARY, G_CALLBACK (drag_begin_cb)));
  add_drag (self, GDK_BUTTON_MIDDLE, G_CALLBACK (middle_begin_cb));
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (is_focus_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
}
