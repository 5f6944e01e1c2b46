/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-note.h"

#include <glib/gi18n.h>

#include "dect-text-label.h"

struct _DectNote
{
  GtkWidget parent_instance;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (DectNote, dect_note, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *style;
  const char *spoken;
} kinds[] = {
  [DECT_NOTE_INFO] = { "dialog-information-symbolic", "info", N_("Information") },
  [DECT_NOTE_GOOD] = { "object-select-symbolic", "good", N_("Done") },
  [DECT_NOTE_WARNING] = { "dialog-warning-symbolic", "warn", N_("Warning") },
  [DECT_NOTE_ERROR] = { "dialog-error-symbolic", "bad", N_("Error") },
};

static void
dect_note_dispose (GObject *object)
{
  DectNote *self = DECT_NOTE (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (dect_note_parent_class)->dispose (object);
}

static void
dect_note_class_init (DectNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_note_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "note");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
dect_note_init (DectNote *self)
{
  self->icon = gtk_image_new ();
  self->label = dect_text_label_new (NULL, NULL);
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
dect_note_set (DectNote *self, DectNoteKind kind, const char *text)
{
  gboolean shown = text != NULL && *text != '\0';

  g_return_if_fail (DECT_IS_NOTE (self));
  g_return_if_fail ((guint) kind < G_N_ELEMENTS (kinds));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (i == kind)
      gtk_widget_add_css_class (GTK_WIDGET (self), kinds[i].style);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i].style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), kinds[kind].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(kinds[kind].spoken), -1);
  gtk_label_set_text (GTK_LABEL (self->label), shown ? text : "");
  /* A label without words must not take the focus. */
  gtk_label_set_selectable (GTK_LABEL (self->label), shown);
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

const char *
dect_note_get_text (DectNote *self)
{
  g_return_val_if_fail (DECT_IS_NOTE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (GTK_LABEL (self->label))
                                                    : NULL;
}
