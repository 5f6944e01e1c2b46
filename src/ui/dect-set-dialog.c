/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-set-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-field-editor.h"
#include "dect-note.h"
#include "dect-set-field.h"
#include "model/dect-edit.h"
#include "model/dect-hardware.h"

struct _DectSetDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  AdwComboRow *fields_row;
  GtkStringList *names;
  AdwBin *editor_bin;
  GtkLabel *editor_label;
  DectNote *note;

  DectDocument *document;
  DectKind kind;
  GArray *ids;
  GPtrArray *fields;
  GtkWidget *editor;
};

G_DEFINE_FINAL_TYPE (DectSetDialog, dect_set_dialog, ADW_TYPE_WINDOW)

static const DectField *
chosen_field (DectSetDialog *self)
{
  guint i = adw_combo_row_get_selected (self->fields_row);

  return i < self->fields->len ? self->fields->pdata[i] : NULL;
}

static void
changed_cb (DectSetDialog *self)
{
  g_autofree char *text = dect_field_editor_dup_text (self->editor);
  g_autoptr (GError) error = NULL;
  const DectField *field = chosen_field (self);
  gboolean right
      = field->type == DECT_FIELD_REFERENCE || dect_field_validate_shown (field, text, &error);

  dect_note_set (self->note, DECT_NOTE_ERROR, right ? NULL : error->message);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "set.apply", right);
}

/* What all have in common stands there at first. */
static void
show_common (DectSetDialog *self, const DectField *field)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    {
      const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document),
                                                        g_array_index (self->ids, guint32, i));
      g_autofree char *text = record != NULL ? dect_field_dup_text (field, record) : g_strdup ("");

      if (common == NULL)
        common = g_steal_pointer (&text);
      else if (!g_str_equal (common, text))
        return;
    }
  dect_field_editor_set_text (self->editor, common != NULL ? common : "");
}

static void
field_chosen_cb (DectSetDialog *self)
{
  const DectField *field = self->fields != NULL ? chosen_field (self) : NULL;
  g_autofree char *title = NULL;

  if (field == NULL)
    return;
  self->editor = dect_field_editor_new (self->kind, field);
  if (field->type == DECT_FIELD_REFERENCE)
    dect_field_editor_set_targets (self->editor, dect_document_get_site (self->document),
                                   field->target);
  if (GTK_IS_ENTRY (self->editor))
    {
      gtk_entry_set_has_frame (GTK_ENTRY (self->editor), TRUE);
      gtk_entry_set_activates_default (GTK_ENTRY (self->editor), TRUE);
    }
  else if (GTK_IS_SWITCH (self->editor))
    gtk_widget_set_halign (self->editor, GTK_ALIGN_START);
  title = dect_field_dup_title (field);
  gtk_label_set_text (self->editor_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  adw_bin_set_child (self->editor_bin, self->editor);
  show_common (self, field);
  dect_field_editor_connect (self->editor, G_CALLBACK (changed_cb), self);
  changed_cb (self);
  gtk_widget_grab_focus (self->editor);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectSetDialog *self = DECT_SET_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GtkWidget *teller = ADW_IS_APPLICATION_WINDOW (parent)
                          ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent))
                          : widget;
  g_autofree char *text = dect_field_editor_dup_text (self->editor);
  g_autoptr (GError) error = NULL;

  if (!dect_set_field (teller, dect_document_get_site (self->document),
                       (const guint32 *) (gpointer) self->ids->data, self->ids->len,
                       chosen_field (self), text, &error))
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      return;
    }
  if (self->ids->len > 1)
    dect_toast_undo (teller, ngettext ("%u row changed", "%u rows changed", self->ids->len),
                     self->ids->len);
  gtk_window_close (GTK_WINDOW (self));
}

static void
dect_set_dialog_dispose (GObject *object)
{
  DectSetDialog *self = DECT_SET_DIALOG (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->document);
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_SET_DIALOG);
  G_OBJECT_CLASS (dect_set_dialog_parent_class)->dispose (object);
}

static void
dect_set_dialog_class_init (DectSetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_set_dialog_dispose;
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-set-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, fields_row);
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, names);
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, editor_bin);
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, editor_label);
  gtk_widget_class_bind_template_child (widget_class, DectSetDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_install_action (widget_class, "set.apply", NULL, apply_action);
}

static void
dect_set_dialog_init (DectSetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_lists (GTK_WIDGET (self), _("Field"));
}

DectSetDialog *
dect_set_dialog_open (GtkWindow *parent,
                      DectDocument *document,
                      const GArray *ids,
                      const DectField *field)
{
  DectSetDialog *self;
  DectItem *item;
  const DectField *all;
  g_autofree char *subtitle = NULL;
  guint n_fields;
  guint chosen = 0;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (ids != NULL && ids->len > 0, NULL);

  item = dect_site_find (dect_document_get_site (document), g_array_index (ids, guint32, 0));
  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (DECT_TYPE_SET_DIALOG, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  self->kind = dect_item_get_kind (item);
  self->ids = g_array_copy ((GArray *) ids);
  all = dect_kind_fields (self->kind, &n_fields);
  subtitle = g_strdup_printf (ngettext ("%u row", "%u rows", ids->len), ids->len);
  dect_dialog_title_set_subtitle (self->title, subtitle);
  {
    g_autoptr (GPtrArray) fields = g_ptr_array_new ();

    for (guint i = 0; i < n_fields; i++)
      {
        /* What only one can have is not for many. */
        if ((all[i].flags & DECT_FIELD_FIXED) != 0
            || (ids->len > 1 && &all[i] == dect_hardware_field (self->kind)))
          continue;
        if (&all[i] == field)
          chosen = fields->len;
        g_ptr_array_add (fields, (gpointer) &all[i]);
        gtk_string_list_append (self->names, _(all[i].label));
      }
    self->fields = g_steal_pointer (&fields);
  }
  adw_combo_row_set_selected (self->fields_row, chosen);
  field_chosen_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
