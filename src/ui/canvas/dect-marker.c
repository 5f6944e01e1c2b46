/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-marker.h"

typedef struct
{
  DectDocument *document;
  DectItem *item;
  gboolean selected;
} DectMarkerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DectMarker, dect_marker, GTK_TYPE_WIDGET)

static DectMarkerPrivate *
get_private (DectMarker *self)
{
  return dect_marker_get_instance_private (self);
}

static void
tell_selected (DectMarker *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               get_private (self)->selected, -1);
}

static void
record_cb (DectMarker *self)
{
  DECT_MARKER_GET_CLASS (self)->record_changed (self);
}

static void
focus_cb (DectMarker *self)
{
  DectMarkerPrivate *private = get_private (self);
  guint32 id = dect_item_get_id (private->item);

  if (!dect_document_is_selected (private->document, id))
    DECT_MARKER_GET_CLASS (self)->select (self);
}

static void
select_thing (DectMarker *self)
{
  DectMarkerPrivate *private = get_private (self);

  dect_document_select_one (private->document, dect_item_get_id (private->item));
}

static void
dect_marker_dispose (GObject *object)
{
  DectMarkerPrivate *private = get_private (DECT_MARKER (object));

  g_clear_object (&private->item);
  g_clear_object (&private->document);
  G_OBJECT_CLASS (dect_marker_parent_class)->dispose (object);
}

/* The focus changes nothing that CSS knows of, so nobody else asks for a new drawing. */
static void
dect_marker_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (dect_marker_parent_class)->state_flags_changed (widget, before);
  gtk_widget_queue_draw (widget);
}

static void
dect_marker_class_init (DectMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_marker_dispose;
  klass->select = select_thing;
  widget_class->state_flags_changed = dect_marker_state_flags_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
dect_marker_init (DectMarker *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
dect_marker_new (GType type, DectDocument *document, DectItem *item)
{
  g_return_val_if_fail (g_type_is_a (type, DECT_TYPE_MARKER), NULL);
  g_return_val_if_fail (DECT_IS_DOCUMENT (document) && DECT_IS_ITEM (item), NULL);

  DectMarker *self = g_object_new (type, NULL);
  DectMarkerPrivate *private = get_private (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  private->document = g_object_ref (document);
  private->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  tell_selected (self);
  record_cb (self);
  return GTK_WIDGET (self);
}

DectItem *
dect_marker_get_item (DectMarker *self)
{
  g_return_val_if_fail (DECT_IS_MARKER (self), NULL);

  return get_private (self)->item;
}

DectDocument *
dect_marker_get_document (DectMarker *self)
{
  g_return_val_if_fail (DECT_IS_MARKER (self), NULL);

  return get_private (self)->document;
}

void
dect_marker_set_selected (DectMarker *self, gboolean selected)
{
  DectMarkerPrivate *private;

  g_return_if_fail (DECT_IS_MARKER (self));

  private = get_private (self);
  if (private->selected == selected)
    return;
  private->selected = selected;
  tell_selected (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
dect_marker_is_selected (DectMarker *self)
{
  g_return_val_if_fail (DECT_IS_MARKER (self), FALSE);

  return get_private (self)->selected;
}

gboolean
dect_marker_is_marked (DectMarker *self)
{
  return dect_marker_is_selected (self) || gtk_widget_has_visible_focus (GTK_WIDGET (self));
}
