/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-field-cell.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "model/dect-catalogue.h"
#include "model/dect-ipei.h"

struct _DectFieldCell
{
  AdwBin parent_instance;
  const DectField *field;
  DectDocument *document;
  DectItem *item;
  GtkWidget *editor; /* GtkEntry, GtkDropDown, GtkCheckButton or GtkLabel */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectFieldCell, dect_field_cell, ADW_TYPE_BIN)

char *
dect_field_dup_shown (DectSite *site, const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (DECT_IS_SITE (site), NULL);
  g_return_val_if_fail (field != NULL && record != NULL, NULL);

  g_autofree char *text = dect_field_dup_text (field, record);
  const DectRfpModel *model;
  DectIpei ipei;

  if (field->type == DECT_FIELD_IPEI && dect_ipei_parse (text, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  if (field->type == DECT_FIELD_MODEL && (model = dect_catalogue_find (text)) != NULL)
    return g_strdup (model->name);
  if (field->type == DECT_FIELD_REFERENCE)
    {
      const DectRecord *target = dect_site_find_record (site, dect_field_get_ref (field, record));
      const DectField *name = dect_kind_field (field->target, "name");

      return target != NULL && name != NULL ? dect_field_dup_text (name, target) : g_strdup ("");
    }
  return g_steal_pointer (&text);
}

static void
set_problem (DectFieldCell *self, const char *problem)
{
  if (problem != NULL)
    gtk_widget_add_css_class (self->editor, "error");
  else
    gtk_widget_remove_css_class (self->editor, "error");
  gtk_widget_set_tooltip_text (self->editor, problem);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
validate (DectFieldCell *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (dect_field_validate (self->field, text, &error))
    set_problem (self, NULL);
  else
    set_problem (self, error->message);
}

/* Takes @text over; what the field cannot hold stays in the editor only. */
static void
commit (DectFieldCell *self, const char *text)
{
  DectRecord *record;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (self->updating || self->item == NULL)
    return;
  validate (self, text);
  record = dect_record_copy (dect_item_get_record (self->item));
  if (!dect_field_set_text (self->field, record, text, NULL))
    {
      dect_record_unref (record);
      return;
    }
  title = dect_record_title (record);
  label = g_strdup_printf (_("Change %s of %s"), _(self->field->label), title);
  dect_history_put_one (dect_document_get_history (self->document), record, label, NULL);
}

static void
show (DectFieldCell *self)
{
  const DectRecord *record = dect_item_get_record (self->item);
  g_autofree char *text
      = dect_field_dup_shown (dect_document_get_site (self->document), self->field, record);

  self->updating = TRUE;
  if (GTK_IS_ENTRY (self->editor))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
      validate (self, text);
    }
  else if (GTK_IS_DROP_DOWN (self->editor))
    {
      for (guint i = 0; self->field->choices[i].id != NULL; i++)
        if (self->field->choices[i].value == dect_field_get_int (self->field, record))
          gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), i);
    }
  else if (GTK_IS_CHECK_BUTTON (self->editor))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->editor),
                                 dect_field_get_int (self->field, record) == TRUE);
  else
    gtk_label_set_text (GTK_LABEL (self->editor), text);
  self->updating = FALSE;
  if (g_str_equal (self->field->id, "name"))
    {
      g_autofree char *title = dect_record_title (record);

      dect_accessible_name_row (GTK_WIDGET (self), title);
    }
}

static void
commit_entry (DectFieldCell *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->editor));
  g_autofree char *shown = NULL;

  if (self->item == NULL)
    return;
  shown = dect_field_dup_shown (dect_document_get_site (self->document), self->field,
                                dect_item_get_record (self->item));
  if (!g_str_equal (shown, text))
    commit (self, text);
}

static void
selected_cb (DectFieldCell *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));

  if (selected != GTK_INVALID_LIST_POSITION)
    commit (self, self->field->choices[selected].id);
}

static void
toggled_cb (DectFieldCell *self)
{
  commit (self, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->editor)) ? "yes" : "no");
}

static GtkWidget *
make_entry (DectFieldCell *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  if (self->field->type == DECT_FIELD_INTEGER || self->field->type == DECT_FIELD_NUMBER)
    gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (commit_entry), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (commit_entry), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
make_drop_down (DectFieldCell *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (const DectChoice *choice = self->field->choices; choice->id != NULL; choice++)
    gtk_string_list_append (words, _(choice->label));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkWidget *
make_editor (DectFieldCell *self)
{
  GtkWidget *widget;

  switch (self->field->type)
    {
    case DECT_FIELD_CHOICE:
      return make_drop_down (self);
    case DECT_FIELD_BOOL:
      widget = gtk_check_button_new ();
      gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
      g_signal_connect_object (widget, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      return widget;
    case DECT_FIELD_REFERENCE:
      widget = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      return widget;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_NOTE:
    case DECT_FIELD_NUMBER:
    case DECT_FIELD_INTEGER:
    case DECT_FIELD_MAC:
    case DECT_FIELD_IPEI:
    case DECT_FIELD_PARK:
    case DECT_FIELD_IPV4:
    case DECT_FIELD_NETMASK:
    case DECT_FIELD_MODEL:
    default:
      return make_entry (self);
    }
}

static void
dect_field_cell_dispose (GObject *object)
{
  DectFieldCell *self = DECT_FIELD_CELL (object);

  dect_field_cell_set_item (self, NULL, NULL);
  G_OBJECT_CLASS (dect_field_cell_parent_class)->dispose (object);
}

static void
dect_field_cell_class_init (DectFieldCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_field_cell_dispose;
}

static void
dect_field_cell_init (DectFieldCell *self)
{
}

GtkWidget *
dect_field_cell_new (const DectField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  DectFieldCell *self = g_object_new (DECT_TYPE_FIELD_CELL, NULL);

  self->field = field;
  self->editor = make_editor (self);
  gtk_widget_set_valign (self->editor, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(field->label), -1);
  adw_bin_set_child (ADW_BIN (self), self->editor);
  return GTK_WIDGET (self);
}

void
dect_field_cell_set_item (DectFieldCell *self, DectDocument *document, DectItem *item)
{
  g_return_if_fail (DECT_IS_FIELD_CELL (self));
  g_return_if_fail (item == NULL || DECT_IS_ITEM (item));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show, self);
  g_set_object (&self->document, document);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
