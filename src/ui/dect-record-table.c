/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-record-table.h"

#include <glib/gi18n.h>
#include <string.h>

#include "dect-accessible.h"
#include "dect-dialogs.h"
#include "dect-field-cell.h"

struct _DectRecordTable
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkColumnView *view;
  AdwStatusPage *empty;
  GtkLabel *count;

  DectKind kind;
  DectDocument *document;
  GtkFilter *filter;
  GtkFilterListModel *filtered;
  GtkMultiSelection *selection;
  GPtrArray *fields; /* const DectField *, in the order of the columns */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (DectRecordTable, dect_record_table, GTK_TYPE_WIDGET)

/* --- Search and order ----------------------------------------------------------------------------
 */

static gboolean
matches (gpointer object, gpointer user_data)
{
  DectRecordTable *self = user_data;
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (wanted, -1);

  if (*folded == '\0' || self->document == NULL)
    return TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *text = dect_field_dup_shown (dect_document_get_site (self->document),
                                                    g_ptr_array_index (self->fields, i),
                                                    dect_item_get_record (object));
      g_autofree char *candidate = g_utf8_casefold (text, -1);

      if (strstr (candidate, folded) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
search_changed_cb (DectRecordTable *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectField *field = user_data;
  const DectRecord *x = dect_item_get_record (DECT_ITEM ((gpointer) a));
  const DectRecord *y = dect_item_get_record (DECT_ITEM ((gpointer) b));
  g_autofree char *left = NULL, *right = NULL;

  /* What is not set comes last, as it is what still has to be done. */
  if (dect_field_is_set (field, x) != dect_field_is_set (field, y))
    return dect_field_is_set (field, x) ? -1 : 1;
  if (field->type == DECT_FIELD_NUMBER)
    return (dect_field_get_number (field, x) > dect_field_get_number (field, y))
           - (dect_field_get_number (field, x) < dect_field_get_number (field, y));
  if (!dect_field_is_text (field) && field->type != DECT_FIELD_REFERENCE)
    return (dect_field_get_int (field, x) > dect_field_get_int (field, y))
           - (dect_field_get_int (field, x) < dect_field_get_int (field, y));
  left = dect_field_dup_text (field, x);
  right = dect_field_dup_text (field, y);
  return g_utf8_collate (left, right);
}

/* --- Cells ---------------------------------------------------------------------------------------
 */

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer field)
{
  gtk_list_item_set_child (list_item, dect_field_cell_new (field));
}

static void
cell_bind_cb (DectRecordTable *self, GtkListItem *list_item)
{
  dect_field_cell_set_item (DECT_FIELD_CELL (gtk_list_item_get_child (list_item)), self->document,
                            gtk_list_item_get_item (list_item));
}

static void
cell_unbind_cb (DectRecordTable *self, GtkListItem *list_item)
{
  dect_field_cell_set_item (DECT_FIELD_CELL (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
add_column (DectRecordTable *self, const DectTableColumn *column)
{
  const DectField *field = dect_kind_field (self->kind, column->field);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  g_autoptr (GtkSorter) sorter
      = GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer) field, NULL));

  g_assert (field != NULL);
  g_ptr_array_add (self->fields, (gpointer) field);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), (gpointer) field);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (cell_unbind_cb), self, G_CONNECT_SWAPPED);
  view_column = gtk_column_view_column_new (_(field->label), factory);
  gtk_column_view_column_set_fixed_width (view_column, column->width);
  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_append_column (self->view, view_column);
}

/* --- Selection -----------------------------------------------------------------------------------
 */

static void
selection_changed_cb (DectRecordTable *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  GtkBitsetIter iter;
  guint position;

  if (self->syncing || self->document == NULL)
    return;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      guint32 id = dect_item_get_id (item);

      g_array_append_val (ids, id);
    }
  self->syncing = TRUE;
  dect_document_select (self->document, (const guint32 *) (gpointer) ids->data, ids->len);
  self->syncing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.remove", ids->len > 0);
}

static void
document_selection_cb (DectRecordTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (self->syncing)
    return;
  self->syncing = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (dect_document_is_selected (self->document, dect_item_get_id (item)))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, FALSE);
    }
  self->syncing = FALSE;
}

static void
activate_cb (DectRecordTable *self, guint position)
{
  g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-object", "u", dect_item_get_id (item));
}

/* --- Actions -------------------------------------------------------------------------------------
 */

static gint
next_number (GListModel *items)
{
  gint number = 1;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (items, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (rfp->number != DECT_UNSET)
        number = MAX (number, rfp->number + 1);
    }
  return number;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  GListModel *items = dect_site_list (dect_document_get_site (self->document), self->kind);
  DectRecord *record = dect_record_new (self->kind);
  g_autofree char *label = NULL;
  guint32 id;

  if (self->kind == DECT_KIND_RFP)
    DECT_RFP (record)->number = next_number (items);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  /* Translators: a step to undo: "Add base station" */
  label = g_strdup_printf (_("Add %s"), dect_kind_label (self->kind));
  id = dect_history_put_one (dect_document_get_history (self->document), record, label, NULL);
  dect_document_select_one (self->document, id);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectRecordTable *self = DECT_RECORD_TABLE (widget);
  DectHistory *history = dect_document_get_history (self->document);
  g_autofree char *label = NULL;
  guint n;
  const guint32 *selected = dect_document_get_selection (self->document, &n);
  /* The selection shrinks while things go. */
  g_autofree guint32 *ids = g_memdup2 (selected, n * sizeof *selected);

  if (n == 0)
    return;
  label = g_strdup_printf (ngettext ("Remove %u %s", "Remove %u × %s", n), n,
                           dect_kind_label (self->kind));
  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < n; i++)
    if (dect_site_find (dect_document_get_site (self->document), ids[i]) != NULL)
      dect_history_remove (history, ids[i]);
  dect_history_commit (history);
  dect_toast_undo (widget, ngettext ("%u row removed", "%u rows removed", n), n);
}

/* --- The widget ----------------------------------------------------------------------------------
 */

static void
items_changed_cb (DectRecordTable *self)
{
  guint shown = dect_record_table_get_n_rows (self);
  guint all = self->document != NULL ? g_list_model_get_n_items (
                  dect_site_list (dect_document_get_site (self->document), self->kind))
                                     : 0;
  g_autofree char *text = shown == all ? g_strdup_printf ("%u", all)
                                       /* Translators: rows shown of all rows */
                                       : g_strdup_printf (_("%u of %u"), shown, all);

  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, all > 0 ? "table" : "empty");
}

static void
dect_record_table_dispose (GObject *object)
{
  DectRecordTable *self = DECT_RECORD_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  dect_record_table_set_document (self, NULL);
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_RECORD_TABLE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_record_table_parent_class)->dispose (object);
}

static void
dect_record_table_class_init (DectRecordTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_record_table_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, stack);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, search);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, view);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, empty);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, count);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "table.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "table.remove", NULL, remove_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dect_record_table_init (DectRecordTable *self)
{
  GtkSortListModel *sorted;

  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, self->filter);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (self->filtered),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.remove", FALSE);
}

void
dect_record_table_setup (DectRecordTable *self,
                         DectKind kind,
                         const DectTableColumn *columns,
                         const char *empty_title,
                         const char *empty_description,
                         const char *icon_name)
{
  g_return_if_fail (DECT_IS_RECORD_TABLE (self));
  g_return_if_fail (columns != NULL);

  GtkColumnViewColumn *first;
  g_autoptr (GListModel) all = NULL;

  self->kind = kind;
  for (const DectTableColumn *column = columns; column->field != NULL; column++)
    add_column (self, column);
  all = g_object_ref (gtk_column_view_get_columns (self->view));
  first = g_list_model_get_item (all, 0);
  gtk_column_view_sort_by_column (self->view, first, GTK_SORT_ASCENDING);
  g_object_unref (first);
  adw_status_page_set_title (self->empty, empty_title);
  adw_status_page_set_description (self->empty, empty_description);
  adw_status_page_set_icon_name (self->empty, icon_name);
  dect_accessible_name_list (GTK_WIDGET (self->view),
                             kind == DECT_KIND_RFP ? _("Base stations") : _("Handsets"));
}

void
dect_record_table_set_document (DectRecordTable *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_RECORD_TABLE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, document_selection_cb, self);
  g_set_object (&self->document, document);
  if (self->filtered == NULL)
    return;
  if (document == NULL)
    {
      gtk_filter_list_model_set_model (self->filtered, NULL);
      return;
    }
  gtk_filter_list_model_set_model (self->filtered,
                                   dect_site_list (dect_document_get_site (document), self->kind));
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (document_selection_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
  document_selection_cb (self);
}

guint
dect_record_table_get_n_rows (DectRecordTable *self)
{
  g_return_val_if_fail (DECT_IS_RECORD_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}
