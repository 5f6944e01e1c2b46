/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-field-editor.h"
#include "dect-record-table-private.h"
#include "dect-settings.h"
#include "dect-settled-list.h"
#include "dect-table-columns.h"
#include "model/dect-natural.h"

/* Of columns that are not shown at first. */
#define OTHER_WIDTH 120

/* Ten figures of the usual size, pixels. */
#define LETTERS_PX 90
/* How a column is sorted. */
typedef struct
{
  DectRecordTable *self;
  const DectField *field;
} Order;

G_DEFINE_FINAL_TYPE (DectRecordTable, dect_record_table, GTK_TYPE_WIDGET)

/* --- Order ---------------------------------------------------------------------------------------
 */

/* References are sorted by what they name. */
static int
compare_references (DectSite *site,
                    const DectField *field,
                    const DectRecord *a,
                    const DectRecord *b)
{
  const DectRecord *left = dect_site_find_record (site, dect_field_get_ref (field, a));
  const DectRecord *right = dect_site_find_record (site, dect_field_get_ref (field, b));

  if (left == NULL || right == NULL || left == right)
    return (left == NULL) - (right == NULL);
  return dect_field_compare (dect_kind_field (field->target, "name"), left, right);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const DectRecord *x = dect_item_get_record (DECT_ITEM ((gpointer) a));
  const DectRecord *y = dect_item_get_record (DECT_ITEM ((gpointer) b));

  if (order->field->type == DECT_FIELD_REFERENCE && order->self->document != NULL)
    return compare_references (dect_document_get_site (order->self->document), order->field, x, y);
  return dect_field_compare (order->field, x, y);
}

static GtkSorter *
make_sorter (DectRecordTable *self, const DectField *field)
{
  Order *order = g_new0 (Order, 1);

  order->self = self;
  order->field = field;
  return GTK_SORTER (gtk_custom_sorter_new (compare, order, g_free));
}

/* --- Cells ---------------------------------------------------------------------------------------
 */

static void
mark_cell (DectRecordTable *self, DectFieldCell *cell)
{
  DectItem *item = dect_field_cell_get_item (cell);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (cell));

  if (parent == NULL)
    return;
  if (item != NULL && self->marked != 0 && dect_item_get_id (item) == self->marked)
    gtk_widget_add_css_class (parent, "next");
  else
    gtk_widget_remove_css_class (parent, "next");
}

static void
cell_destroyed_cb (DectRecordTable *self, GtkWidget *cell)
{
  if (self->cells != NULL)
    g_ptr_array_remove_fast (self->cells, cell);
}

static void
cell_entered_cb (DectFieldCell *cell, DectRecordTable *self)
{
  self->current = dect_field_cell_get_field (cell);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, DectRecordTable *self)
{
  const DectField *field = g_object_get_data (G_OBJECT (factory), "dect-field");
  GtkWidget *cell = dect_field_cell_new (self->kind, field, self->drafts);

  g_signal_connect_object (cell, "done", G_CALLBACK (dect_record_table_cell_done), self, 0);
  g_signal_connect_object (cell, "entered", G_CALLBACK (cell_entered_cb), self, 0);
  g_signal_connect_object (cell, "destroy", G_CALLBACK (cell_destroyed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, cell);
  g_ptr_array_add (self->cells, cell);
}

static void
cell_bind_cb (DectRecordTable *self, GtkListItem *list_item)
{
  DectFieldCell *cell = DECT_FIELD_CELL (gtk_list_item_get_child (list_item));

  dect_field_cell_set_item (cell, self->document, gtk_list_item_get_item (list_item));
  mark_cell (self, cell);
}

static void
cell_unbind_cb (DectRecordTable *self, GtkListItem *list_item)
{
  dect_field_cell_set_item (DECT_FIELD_CELL (gtk_list_item_get_child (list_item)), NULL, NULL);
}

/* Widths are given for the usual size of letters; large ones get more. */
static gint
scaled_width (DectRecordTable *self, gint width)
{
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), "0000000000");
  gint letters;

  pango_layout_get_pixel_size (layout, &letters, NULL);
  return MAX (width, width * letters / LETTERS_PX);
}

/* --- Columns -------------------------------------------------------------------------------------
 */

static void
add_column (
    DectRecordTable *self, const DectField *field, int width, gboolean expand, gboolean shown)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *title = dect_field_dup_title (field);
  g_autoptr (GtkColumnViewColumn) column = NULL;
  g_autoptr (GtkSorter) sorter = make_sorter (self, field);

  g_ptr_array_add (self->fields, (gpointer) field);
  g_object_set_data (G_OBJECT (factory), "dect-field", (gpointer) field);
  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (cell_unbind_cb), self, G_CONNECT_SWAPPED);
  column = gtk_column_view_column_new (title, factory);
  g_object_set_data (G_OBJECT (column), "dect-field", (gpointer) field);
  g_object_set_data (G_OBJECT (column), DECT_TABLE_COLUMN_ID, (gpointer) field->id);
  gtk_column_view_column_set_fixed_width (column, scaled_width (self, width));
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_visible (column, shown);
  gtk_column_view_append_column (self->view, column);
}

static void
add_columns (DectRecordTable *self, const DectTableColumn *columns)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (self->kind, &n_fields);

  for (const DectTableColumn *column = columns; column->field != NULL; column++)
    add_column (self, dect_kind_field (self->kind, column->field), column->width, column->expand,
                TRUE);
  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & DECT_FIELD_FIXED) == 0
        && !g_ptr_array_find (self->fields, &fields[i], NULL))
      add_column (self, &fields[i], OTHER_WIDTH, FALSE, FALSE);
}

/* One switch for each column: a property of the column itself. */
static void
make_column_menu (DectRecordTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const DectField *field = g_object_get_data (G_OBJECT (column), "dect-field");
      g_autoptr (GPropertyAction) action = g_property_action_new (field->id, column, "visible");
      g_autofree char *name = g_strconcat ("columns.", field->id, NULL);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_menu_append (menu, gtk_column_view_column_get_title (column), name);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (self->columns_button, G_MENU_MODEL (menu));
}

/* Titles say in which unit the values are. */
static void
unit_cb (DectRecordTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *title
          = dect_field_dup_title (g_object_get_data (G_OBJECT (column), "dect-field"));

      gtk_column_view_column_set_title (column, title);
    }
  make_column_menu (self);
}

/* From right to left the first column is at the far end of the adjustment. */
static gboolean
show_first_column_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (GTK_WIDGET (DECT_RECORD_TABLE (widget)->view),
                                               GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroll));

  if (gtk_adjustment_get_page_size (adjustment) <= 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/* --- Selection -----------------------------------------------------------------------------------
 */

static void
selection_changed_cb (DectRecordTable *self)
{
  g_autoptr (GArray) ids = NULL;

  dect_record_table_update_actions (self);
  if (self->syncing || self->document == NULL)
    return;
  ids = dect_record_table_selected (self);
  self->syncing = TRUE;
  dect_document_select (self->document, (const guint32 *) (gpointer) ids->data, ids->len);
  self->syncing = FALSE;
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
  dect_record_table_update_actions (self);
}

static void
search_changed_cb (DectRecordTable *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* From the search to what it found. */
static void
search_activate_cb (DectRecordTable *self)
{
  g_autoptr (GPtrArray) fields = dect_record_table_visible_fields (self);

  if (fields->len > 0)
    dect_record_table_go_to (self, 0, fields->pdata[0], FALSE, FALSE);
}

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
  /* The scanner needs the room on a small screen. */
  gtk_widget_set_visible (GTK_WIDGET (self->chips), all > 0 && !dect_scan_view_is_on (self->scan));
  /* What is scanned fills the table: it stands under the entry from the start. */
  gtk_stack_set_visible_child_name (
      self->stack, all > 0 || dect_scan_view_is_on (self->scan) ? "table" : "empty");
}

/* --- Scanning ------------------------------------------------------------------------------------
 */

static void
mark (DectRecordTable *self, guint32 id)
{
  self->marked = id;
  for (guint i = 0; i < self->cells->len; i++)
    mark_cell (self, self->cells->pdata[i]);
}

static void
scan_target_cb (DectRecordTable *self, guint id)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (id != 0 && dect_record_table_find_position (self, id) == GTK_INVALID_LIST_POSITION)
    dect_record_table_clear_filters (self);
  if (id != 0)
    position = dect_record_table_find_position (self, id);
  if (position != GTK_INVALID_LIST_POSITION)
    dect_record_table_reveal (self, position, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), FALSE);
  mark (self, id);
}

/* The keyboard goes on in the row that was next; when all were scanned, in the selected or the
 * first one: focus that is given to nothing goes to the header bar. */
static void
focus_after_scan (DectRecordTable *self, guint position)
{
  g_autoptr (GPtrArray) fields = dect_record_table_visible_fields (self);
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  const DectField *field = self->current;

  if (position == GTK_INVALID_LIST_POSITION)
    position = gtk_bitset_is_empty (selected) ? 0 : gtk_bitset_get_minimum (selected);
  if (field == NULL && fields->len > 0)
    field = fields->pdata[0];
  if (field == NULL || dect_record_table_go_to (self, position, field, TRUE, FALSE) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
scan_stopped_cb (DectRecordTable *self)
{
  guint position = dect_record_table_find_position (self, self->marked);

  mark (self, 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_after_scan (self, position);
  gtk_widget_set_visible (GTK_WIDGET (self->scan), FALSE);
  items_changed_cb (self);
}

/* --- The widget ----------------------------------------------------------------------------------
 */

static void
dect_record_table_dispose (GObject *object)
{
  DectRecordTable *self = DECT_RECORD_TABLE (object);
  GtkWidget *child;

  dect_record_table_set_document (self, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  child = gtk_widget_get_first_child (GTK_WIDGET (object));
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_RECORD_TABLE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_record_table_parent_class)->dispose (object);
}

static void
dect_record_table_finalize (GObject *object)
{
  DectRecordTable *self = DECT_RECORD_TABLE (object);

  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->drafts);
  g_hash_table_unref (self->with_findings);
  g_hash_table_unref (self->kept);
  G_OBJECT_CLASS (dect_record_table_parent_class)->finalize (object);
}

static void
dect_record_table_class_init (DectRecordTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_record_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_record_table_finalize;
  g_type_ensure (DECT_TYPE_SCAN_VIEW);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, stack);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, search);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, view);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, empty);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, count);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, chips);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, columns_button);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, scan);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, bar);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, bar_label);
  gtk_widget_class_bind_template_child (widget_class, DectRecordTable, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, scan_target_cb);
  gtk_widget_class_bind_template_callback (widget_class, scan_stopped_cb);
  dect_record_table_install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dect_record_table_init (DectRecordTable *self)
{
  GtkSortListModel *sorted;

  self->fields = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (dect_record_table_matches, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, self->filter);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (self->filtered),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (self->row_menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (dect_record_table_menu_closed), self,
                           G_CONNECT_SWAPPED);
  dect_record_table_init_filters (self);
  dect_record_table_init_keys (self);
  dect_record_table_update_actions (self);
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

  g_autoptr (GtkColumnViewColumn) first = NULL;

  self->kind = kind;
  add_columns (self, columns);
  make_column_menu (self);
  dect_settings_watch_unit (self, G_CALLBACK (unit_cb));
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), show_first_column_cb, NULL, NULL);
  first = g_list_model_get_item (gtk_column_view_get_columns (self->view), 0);
  dect_table_columns_remember (self->view,
                               kind == DECT_KIND_RFP ? "rfp-columns" : "handset-columns");
  gtk_column_view_sort_by_column (self->view, first, GTK_SORT_ASCENDING);
  adw_status_page_set_title (self->empty, empty_title);
  adw_status_page_set_description (self->empty, empty_description);
  adw_status_page_set_icon_name (self->empty, icon_name);
  dect_accessible_name_list (GTK_WIDGET (self->view),
                             kind == DECT_KIND_RFP ? _("Base stations") : _("Handsets"));
}

static void
disconnect_document (DectRecordTable *self)
{
  DectSite *site = dect_document_get_site (self->document);

  dect_scan_view_stop (self->scan);
  g_signal_handlers_disconnect_by_func (self->document, document_selection_cb, self);
  g_signal_handlers_disconnect_by_func (self->document, dect_record_table_update_filters, self);
  g_signal_handlers_disconnect_by_func (site, dect_record_table_update_filters, self);
  g_hash_table_remove_all (self->drafts);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
dect_record_table_set_document (DectRecordTable *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_RECORD_TABLE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_autoptr (DectSettledList) rows = NULL;
  DectSite *site;

  if (self->document == document)
    return;
  if (self->document != NULL)
    disconnect_document (self);
  g_set_object (&self->document, document);
  if (self->filtered == NULL)
    return;
  if (document == NULL)
    {
      gtk_filter_list_model_set_model (self->filtered, NULL);
      return;
    }
  site = dect_document_get_site (document);
  rows = dect_settled_list_new (site, self->kind);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (rows));
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (document_selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::analysis",
                           G_CALLBACK (dect_record_table_update_filters), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (site, "notify::generation",
                           G_CALLBACK (dect_record_table_update_filters), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
  dect_record_table_update_filters (self);
  document_selection_cb (self);
}

void
dect_record_table_add_button (DectRecordTable *self, GtkWidget *button)
{
  g_return_if_fail (DECT_IS_RECORD_TABLE (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_widget_insert_before (button, gtk_widget_get_parent (GTK_WIDGET (self->columns_button)),
                            GTK_WIDGET (self->columns_button));
}

guint
dect_record_table_get_n_rows (DectRecordTable *self)
{
  g_return_val_if_fail (DECT_IS_RECORD_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}
