/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-dialogs.h"
#include "dect-paste-dialog.h"
#include "dect-record-table-private.h"
#include "dect-set-dialog.h"
#include "dect-set-field.h"
#include "model/dect-edit.h"
#include "model/dect-hardware.h"
#include "model/dect-scan.h"
#include "store/dect-csv.h"

/* --- What is selected ---------------------------------------------------------------------------- */

static DectSite *
get_site (DectRecordTable *self)
{
  return dect_document_get_site (self->document);
}

GArray *
dect_record_table_selected (DectRecordTable *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      guint32 id = dect_item_get_id (item);

      g_array_append_val (ids, id);
    }
  return ids;
}

GArray *
dect_record_table_shown (DectRecordTable *self)
{
  GListModel *rows = G_LIST_MODEL (self->selection);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rows, i);
      guint32 id = dect_item_get_id (item);

      g_array_append_val (ids, id);
    }
  return ids;
}

GPtrArray *
dect_record_table_visible_fields (DectRecordTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_ptr_array_add (fields, g_object_get_data (G_OBJECT (column), "dect-field"));
    }
  return fields;
}

/* The field that keys and menus speak of. */
static const DectField *
current_field (DectRecordTable *self)
{
  g_autoptr (GPtrArray) visible = dect_record_table_visible_fields (self);

  if (self->current != NULL && g_ptr_array_find (visible, self->current, NULL))
    return self->current;
  return visible->len > 0 ? visible->pdata[0] : NULL;
}

static void
focus_thing (DectRecordTable *self, guint32 id, const DectField *field)
{
  guint position = dect_record_table_find_position (self, id);

  if (position != GTK_INVALID_LIST_POSITION && field != NULL)
    dect_record_table_go_to (self, position, field, TRUE, FALSE);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  DectRecord *record = dect_record_new (self->kind);
  g_autoptr (GPtrArray) visible = NULL;
  g_autofree char *label = NULL;
  guint32 id;

  if (self->kind == DECT_KIND_RFP)
    DECT_RFP (record)->number = dect_edit_next_number (get_site (self));
  dect_record_table_clear_filters (self);
  /* Translators: a step to undo: "Add base station" */
  label = g_strdup_printf (_("Add %s"), dect_kind_label (self->kind));
  id = dect_history_put_one (dect_document_get_history (self->document), record, label, NULL);
  dect_document_select_one (self->document, id);
  visible = dect_record_table_visible_fields (self);
  if (visible->len > 0)
    focus_thing (self, id, visible->pdata[self->kind == DECT_KIND_RFP && visible->len > 1 ? 1 : 0]);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (DECT_RECORD_TABLE (widget)->search));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);
  const DectField *field = current_field (self);
  guint position;
  guint n;

  if (ids->len == 0)
    return;
  position = dect_record_table_find_position (self, g_array_index (ids, guint32, 0));
  dect_edit_remove (get_site (self), (const guint32 *) (gpointer) ids->data, ids->len);
  dect_toast_undo (widget, ngettext ("%u row removed", "%u rows removed", ids->len), ids->len);
  /* The keyboard stays where it was. */
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (n > 0 && field != NULL)
    dect_record_table_go_to (self, MIN (position, n - 1), field, FALSE, FALSE);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);
  g_autoptr (GArray) copies = NULL;

  if (ids->len == 0)
    return;
  copies = dect_edit_duplicate (get_site (self), (const guint32 *) (gpointer) ids->data, ids->len);
  dect_document_select (self->document, (const guint32 *) (gpointer) copies->data, copies->len);
  if (copies->len > 0)
    focus_thing (self, g_array_index (copies, guint32, 0), current_field (self));
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);

  if (ids->len > 0)
    gtk_widget_activate_action (widget, "win.show-object", "u", g_array_index (ids, guint32, 0));
}

static void
replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) ids = dect_record_table_selected (DECT_RECORD_TABLE (widget));

  if (ids->len == 1)
    gtk_widget_activate_action (widget, "win.replace-hardware", "u",
                                g_array_index (ids, guint32, 0));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);
  const DectField *field = current_field (self);
  DectFieldCell *cell;
  guint position;

  if (ids->len == 0 || field == NULL)
    return;
  position = dect_record_table_find_position (self, g_array_index (ids, guint32, 0));
  cell = dect_record_table_go_to (self, position, field, TRUE, FALSE);
  if (cell != NULL)
    dect_field_cell_edit (cell, NULL);
}

/* --- One field of many --------------------------------------------------------------------------- */

static void
set_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);

  if (ids->len > 0)
    dect_set_dialog_open (GTK_WINDOW (gtk_widget_get_root (widget)), self->document, ids,
                          current_field (self));
}

static void
set_selected (DectRecordTable *self, const char *text)
{
  g_autoptr (GArray) ids = dect_record_table_selected (self);
  const DectField *field = current_field (self);
  g_autoptr (GError) error = NULL;

  if (ids->len == 0 || field == NULL)
    return;
  if (!dect_set_field (GTK_WIDGET (self), get_site (self), (const guint32 *) (gpointer) ids->data,
                       ids->len, field, text, &error))
    dect_toast (GTK_WIDGET (self), "%s", error->message);
  else if (ids->len > 1)
    dect_toast_undo (GTK_WIDGET (self), ngettext ("%u row changed", "%u rows changed", ids->len),
                     ids->len);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_selected (DECT_RECORD_TABLE (widget), "");
}

/* --- Clipboard ----------------------------------------------------------------------------------- */

/* A field of a table as spreadsheets exchange it. */
static void
append_field (GString *out, const char *text)
{
  if (strpbrk (text, "\t\n\r\"") == NULL)
    g_string_append (out, text);
  else
    dect_csv_append_quoted (out, text);
}

/* Words that every language reads back; what is printed on a device as it is printed there. */
static char *
dup_exchanged (DectRecordTable *self, const DectField *field, const DectRecord *record)
{
  if (field->type == DECT_FIELD_REFERENCE || field->type == DECT_FIELD_IPEI)
    return dect_field_dup_shown (get_site (self), field, record);
  /* A spreadsheet that wants a comma would make a date of 2.5. */
  if (field->type == DECT_FIELD_NUMBER)
    return dect_number_to_entry (dect_field_get_number (field, record));
  return dect_field_dup_text (field, record);
}

static char *
dup_rows (DectRecordTable *self, const GArray *ids)
{
  g_autoptr (GPtrArray) fields = dect_record_table_visible_fields (self);
  GString *out = g_string_new (NULL);

  for (guint f = 0; f < fields->len; f++)
    {
      g_string_append (out, f > 0 ? "\t" : "");
      append_field (out, _(((const DectField *) fields->pdata[f])->label));
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const DectRecord *record
          = dect_site_find_record (get_site (self), g_array_index (ids, guint32, i));

      for (guint f = 0; f < fields->len; f++)
        {
          const DectField *field = fields->pdata[f];
          g_autofree char *text = dup_exchanged (self, field, record);
          /* A number is one, with either decimal sign. */
          g_autofree char *guarded
              = field->type == DECT_FIELD_NUMBER ? g_strdup (text) : dect_csv_guard (text);

          g_string_append_c (out, f > 0 ? '\t' : '\n');
          append_field (out, guarded);
        }
    }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* One row: the cell. More: a table with its headings. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) ids = dect_record_table_selected (self);
  const DectField *field = current_field (self);
  g_autofree char *text = NULL;

  if (ids->len == 0 || field == NULL)
    return;
  if (ids->len == 1 && g_str_equal (name, "table.copy"))
    text = dup_exchanged (self, field,
                          dect_site_find_record (get_site (self), g_array_index (ids, guint32, 0)));
  else
    text = dup_rows (self, ids);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectRecordTable) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_paste_read_finish (result, &error);
  g_autofree char *single = NULL;

  if (self->document == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      dect_toast (GTK_WIDGET (self), "%s", error->message);
      return;
    }
  single = dect_paste_dup_single (bytes);
  if (single != NULL)
    set_selected (self, single);
  else
    dect_record_table_paste (self, bytes);
}

void
dect_record_table_paste (DectRecordTable *self, GBytes *bytes)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) selected = NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (DECT_IS_RECORD_TABLE (self));
  g_return_if_fail (self->document != NULL && bytes != NULL);

  fields = dect_record_table_visible_fields (self);
  rows = dect_record_table_shown (self);
  selected = dect_record_table_selected (self);
  if (selected->len > 0)
    position = dect_record_table_find_position (self, g_array_index (selected, guint32, 0));
  if (position != GTK_INVALID_LIST_POSITION)
    g_array_remove_range (rows, 0, position);
  else
    g_array_set_size (rows, 0);
  dect_paste_dialog_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->document,
                          self->kind, bytes, fields, current_field (self), rows);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dect_paste_read_async (gtk_widget_get_clipboard (widget), self->cancellable, pasted_cb,
                         g_object_ref (self));
}

/* --- Scanning ------------------------------------------------------------------------------------ */

static void
scan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  g_autoptr (GArray) order = NULL;
  g_autoptr (GArray) selected = dect_record_table_selected (self);

  if (dect_scan_view_is_on (self->scan))
    {
      dect_scan_view_stop (self->scan);
      return;
    }
  /* From a row that was chosen on it goes as the table is sorted, else by the numbers on the plan.
   */
  order = selected->len == 1 ? dect_record_table_shown (self)
                             : dect_scan_order (get_site (self), self->kind);
  gtk_stack_set_visible_child_name (self->stack, "table");
  gtk_widget_set_visible (GTK_WIDGET (self->scan), TRUE);
  dect_scan_view_start (self->scan, self->document, self->kind, order,
                        selected->len == 1 ? g_array_index (selected, guint32, 0) : 0);
}

/* --- Class --------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc func;
  guint least; /* selected rows it needs */
  guint most;
} actions[] = {
  { "table.add", add_action, 0, G_MAXUINT },
  { "table.remove", remove_action, 1, G_MAXUINT },
  { "table.duplicate", duplicate_action, 1, G_MAXUINT },
  { "table.edit", edit_action, 1, 1 },
  { "table.clear", clear_action, 1, G_MAXUINT },
  { "table.set-field", set_field_action, 1, G_MAXUINT },
  { "table.copy", copy_action, 1, G_MAXUINT },
  { "table.copy-rows", copy_action, 1, G_MAXUINT },
  { "table.paste", paste_action, 0, G_MAXUINT },
  { "table.show", show_action, 1, 1 },
  { "table.replace", replace_action, 1, 1 },
  { "table.scan", scan_action, 0, G_MAXUINT },
  { "table.search", search_action, 0, G_MAXUINT },
};

void
dect_record_table_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

void
dect_record_table_update_actions (DectRecordTable *self)
{
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = (guint) gtk_bitset_get_size (selected);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   self->document != NULL && n >= actions[i].least
                                       && n <= actions[i].most);
  text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  gtk_label_set_text (self->bar_label, text);
  gtk_widget_set_visible (self->bar, n > 1);
}

/* The keyboard goes on where it was; an open menu has taken the focus from the cell. */
static void
menu_closed_idle (gpointer data)
{
  g_autoptr (DectRecordTable) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->document != NULL && self->menu_at != 0 && root != NULL
      && dect_record_table_focused_cell (self) == NULL)
    focus_thing (self, self->menu_at, current_field (self));
  self->menu_at = 0;
}

void
dect_record_table_menu_closed (DectRecordTable *self)
{
  g_idle_add_once (menu_closed_idle, g_object_ref (self));
}

void
dect_record_table_popup_menu (DectRecordTable *self, GtkWidget *at, double x, double y)
{
  DectFieldCell *cell = dect_record_table_focused_cell (self);
  DectItem *item = cell != NULL ? dect_field_cell_get_item (cell) : NULL;
  double left, top;

  self->menu_at = item != NULL ? dect_item_get_id (item) : 0;
  if (!gtk_widget_translate_coordinates (at, GTK_WIDGET (self), x, y, &left, &top))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) left, (int) top, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
