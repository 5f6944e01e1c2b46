/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-scan-capture.h"

#include "model/dect-hardware.h"
#include "model/dect-scan.h"

struct _DectScanCapture
{
  DectScanView *view; /* it owns the controller, and so this */
  GtkEditable *entry;
  GString *burst;       /* characters that came quickly */
  GtkWidget *field;     /* where they stand, watched by a weak pointer */
  char *before;         /* what stood there without them */
  guint32 last_time_ms; /* of the last of them */
};

static void
forget (DectScanCapture *self)
{
  g_clear_weak_pointer (&self->field);
  g_clear_pointer (&self->before, g_free);
  g_string_truncate (self->burst, 0);
}

static void
capture_free (gpointer data)
{
  DectScanCapture *self = data;

  forget (self);
  g_string_free (self->burst, TRUE);
  g_free (self);
}

/* Whether what was typed quickly is something to scan. */
static gboolean
is_scan (DectScanCapture *self)
{
  const DectField *field = dect_hardware_field (dect_scan_view_get_kind (self->view));
  g_autofree char *value = NULL;

  if (self->burst->len == 0 || field == NULL)
    return FALSE;
  value = dect_scan_read (field->type, self->burst->str, NULL, NULL);
  return value != NULL;
}

static void
note_character (DectScanCapture *self, GtkWidget *field, gunichar character, guint32 time_ms)
{
  gboolean goes_on = self->burst->len > 0 && self->field == field
                     && time_ms - self->last_time_ms <= DECT_SCAN_GAP_MS;

  if (!goes_on)
    {
      forget (self);
      g_set_weak_pointer (&self->field, field);
      self->before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
    }
  g_string_append_unichar (self->burst, character);
  self->last_time_ms = time_ms;
}

static gboolean
end_burst (DectScanCapture *self, GtkWidget *field, guint32 time_ms)
{
  g_autofree char *text = NULL;

  if (self->field != field || time_ms - self->last_time_ms > DECT_SCAN_GAP_MS || !is_scan (self))
    {
      forget (self);
      return FALSE;
    }
  text = g_strdup (self->burst->str);
  gtk_editable_set_text (GTK_EDITABLE (field), self->before);
  gtk_editable_set_position (GTK_EDITABLE (field), -1);
  forget (self);
  dect_scan_view_scan (self->view, text);
  return TRUE;
}

/* The entry may hold what was wrong before, selected to be overwritten. */
static void
type_into_entry (DectScanCapture *self, gunichar character)
{
  char text[6];
  gint length = g_unichar_to_utf8 (character, text);
  gint position;

  gtk_editable_delete_selection (self->entry);
  position = g_utf8_strlen (gtk_editable_get_text (self->entry), -1);
  gtk_editable_insert_text (self->entry, text, length, &position);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, position);
}

gboolean
dect_scan_capture_key (
    DectScanCapture *self, GtkWidget *focus, guint keyval, GdkModifierType state, guint32 time_ms)
{
  gunichar character = gdk_keyval_to_unicode (keyval);

  g_return_val_if_fail (self != NULL, FALSE);

  if (!dect_scan_view_is_on (self->view) || !gtk_widget_get_mapped (GTK_WIDGET (self->view))
      || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry)))
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    {
      forget (self);
      return FALSE;
    }
  /* A note of several lines has Enter for itself. */
  if (GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  if (GTK_IS_EDITABLE (focus))
    {
      if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
        return end_burst (self, focus, time_ms);
      if (g_unichar_isgraph (character))
        note_character (self, focus, character, time_ms);
      return FALSE;
    }
  if (!g_unichar_isgraph (character))
    return FALSE;
  type_into_entry (self, character);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                DectScanCapture *self)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (keys);
  GtkRoot *root = GTK_ROOT (gtk_event_controller_get_widget (controller));

  return dect_scan_capture_key (self, gtk_root_get_focus (root), keyval, state,
                                gtk_event_controller_get_current_event_time (controller));
}

DectScanCapture *
dect_scan_capture_new (DectScanView *view, GtkEditable *entry, GtkEventControllerKey *keys)
{
  DectScanCapture *self;

  g_return_val_if_fail (DECT_IS_SCAN_VIEW (view), NULL);
  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);
  g_return_val_if_fail (GTK_IS_EVENT_CONTROLLER_KEY (keys), NULL);

  self = g_new0 (DectScanCapture, 1);
  self->view = view;
  self->entry = entry;
  self->burst = g_string_new (NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_object_set_data_full (G_OBJECT (keys), "dect-capture", self, capture_free);
  return self;
}
