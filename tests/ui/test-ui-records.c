/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-field-cell.h"
#include "dect-note.h"
#include "dect-paste-dialog.h"
#include "dect-record-table.h"
#include "dect-replace-dialog.h"
#include "dect-scan-capture.h"
#include "dect-scan-view.h"
#include "dect-set-dialog.h"
#include "dect-settled-list.h"
#include "dect-window.h"
#include "model/dect-hardware.h"
#include "support/test-site.h"
#include "support/ui-support.h"

typedef struct
{
  DectDocument *document;
  DectWindow *window;
  DectRecordTable *table;
  DectScanView *scan;
  DectHistory *history;
  guint32 rfps[4];
  guint32 handset;
  guint n_beeps;
  guint n_errors;
} Fixture;

static gpointer
find (GtkWidget *root, GType type)
{
  gpointer found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
settle (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* The window of a kind that is open; a dialog has no other handle. */
static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static void
beep_cb (Fixture *self, gboolean error)
{
  self->n_beeps++;
  self->n_errors += error;
}

static void
set_up (Fixture *self, gconstpointer page)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSite) site = NULL;

  self->rfps[0] = test_site_add (builder, DECT_KIND_RFP, "number=10|name=Lab 10");
  self->rfps[1] = test_site_add (builder, DECT_KIND_RFP, "number=2|name=Lab 9|room=E.1");
  self->rfps[2]
      = test_site_add (builder, DECT_KIND_RFP, "number=1|name=Hall|mac=00:30:42:00:00:01");
  self->rfps[3] = test_site_add (builder, DECT_KIND_RFP, "number=3|name=Yard");
  self->handset = test_site_add (builder, DECT_KIND_HANDSET, "number=20|ipei=0007701154842");
  test_site_add (builder, DECT_KIND_HANDSET, "number=21");
  snapshot = dect_snapshot_builder_end (builder);
  site = dect_site_new_from_snapshot (snapshot);
  self->document = dect_document_new_for_site (site);
  self->history = dect_document_get_history (self->document);
  while (dect_document_is_analysing (self->document))
    g_main_context_iteration (NULL, TRUE);
  self->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (self->window, self->document);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.page", "s", page);
  gtk_window_present (GTK_WINDOW (self->window));
  self->table = find (
      adw_view_stack_get_visible_child (find (GTK_WIDGET (self->window), ADW_TYPE_VIEW_STACK)),
      DECT_TYPE_RECORD_TABLE);
  self->scan = find (GTK_WIDGET (self->table), DECT_TYPE_SCAN_VIEW);
  g_signal_connect_swapped (self->scan, "beep", G_CALLBACK (beep_cb), self);
  settle ();
}

static void
tear_down (Fixture *self, gconstpointer page)
{
  while (dect_document_is_analysing (self->document))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (self->window));
  settle ();
  assert_finalized (self->window);
  assert_finalized (self->document);
}

static const DectRfp *
rfp (Fixture *self, guint i)
{
  return DECT_RFP (dect_site_find_record (dect_document_get_site (self->document), self->rfps[i]));
}

static GListModel *
rows (Fixture *self)
{
  GtkColumnView *view = find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW);

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static guint32
row_at (Fixture *self, guint i)
{
  g_autoptr (DectItem) item = g_list_model_get_item (rows (self), i);

  return dect_item_get_id (item);
}

static void
select_rows (Fixture *self, guint n, ...)
{
  g_autofree guint32 *ids = g_new (guint32, n);
  va_list args;

  va_start (args, n);
  for (guint i = 0; i < n; i++)
    ids[i] = va_arg (args, guint32);
  va_end (args);
  dect_document_select (self->document, ids, n);
}

static DectFieldCell *
find_cell (GtkWidget *root, guint32 id, const char *field)
{
  DectFieldCell *found = NULL;

  if (DECT_IS_FIELD_CELL (root) && dect_field_cell_get_item (DECT_FIELD_CELL (root)) != NULL
      && dect_item_get_id (dect_field_cell_get_item (DECT_FIELD_CELL (root))) == id
      && g_str_equal (dect_field_cell_get_field (DECT_FIELD_CELL (root))->id, field))
    return DECT_FIELD_CELL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_cell (child, id, field);
  return found;
}

static DectFieldCell *
cell_of (Fixture *self, guint i, const char *field)
{
  DectFieldCell *cell = find_cell (GTK_WIDGET (self->table), self->rfps[i], field);

  g_assert_nonnull (cell);
  return cell;
}

/* Types into a cell and leaves it, as a click elsewhere does. */
static void
type_into (Fixture *self, DectFieldCell *cell, const char *text)
{
  GtkWidget *search = find (GTK_WIDGET (self->table), GTK_TYPE_SEARCH_ENTRY);

  gtk_widget_grab_focus (GTK_WIDGET (cell));
  dect_field_cell_edit (cell, NULL);
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (cell), GTK_TYPE_ENTRY)), text);
  gtk_widget_grab_focus (search);
  g_assert_false (dect_field_cell_is_editing (cell));
  /* Its editor goes a moment later. */
  settle ();
}

static void
activate (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->table), action, NULL));
}

/* --- Cells --------------------------------------------------------------------------------------- */

static void
test_edit (Fixture *self, gconstpointer page)
{
  DectFieldCell *room = cell_of (self, 1, "room");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (room), GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (room), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Room: E.1");
  type_into (self, room, "E.2");
  g_assert_cmpstr (rfp (self, 1)->room, ==, "E.2");
  g_assert_null (dect_field_cell_get_problem (room));
  dect_history_undo (self->history);
  g_assert_cmpstr (rfp (self, 1)->room, ==, "E.1");
  g_assert_false (dect_history_can_undo (self->history));
  /* What was not changed leaves no step. */
  type_into (self, room, "E.1");
  g_assert_false (dect_history_can_undo (self->history));
}

static void
test_wrong (Fixture *self, gconstpointer page)
{
  DectFieldCell *mac = cell_of (self, 0, "mac");
  DectFieldCell *port = cell_of (self, 0, "port");
  GtkWidget *entry;

  /* An identity is kept as typed, in the site. */
  type_into (self, mac, "00:30:4G");
  g_assert_cmpstr (rfp (self, 0)->mac, ==, "00:30:4G");
  g_assert_nonnull (strstr (dect_field_cell_get_problem (mac), "“G”"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (mac), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  /* What is no number stays in the cell, and nothing else changes. */
  type_into (self, port, "seven");
  g_assert_cmpint (rfp (self, 0)->port, ==, DECT_UNSET);
  g_assert_nonnull (dect_field_cell_get_problem (port));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (port), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Port: seven");
  /* It is there to go on with; Escape drops it. */
  dect_field_cell_edit (port, NULL);
  entry = find (GTK_WIDGET (port), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "seven");
  type_into (self, cell_of (self, 1, "port"), "8");
  g_assert_nonnull (dect_field_cell_get_problem (port));
  g_assert_true (dect_field_cell_drop_draft (port));
  g_assert_null (dect_field_cell_get_problem (port));

  /* While it is typed it is said who has it. */
  gtk_widget_grab_focus (GTK_WIDGET (mac));
  dect_field_cell_edit (mac, NULL);
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (mac), GTK_TYPE_ENTRY)),
                         "00:30:42:00:00:01");
  g_assert_nonnull (strstr (dect_field_cell_get_problem (mac), "Hall"));
}

static void
test_choice (Fixture *self, gconstpointer page)
{
  DectFieldCell *role = cell_of (self, 0, "role");
  GtkDropDown *drop_down;
  AdwToast *toast;

  gtk_widget_grab_focus (GTK_WIDGET (role));
  dect_field_cell_edit (role, NULL);
  drop_down = find (GTK_WIDGET (role), GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (drop_down, DECT_ROLE_MASTER);
  settle ();
  g_assert_false (dect_field_cell_is_editing (role));
  g_assert_cmpint (rfp (self, 0)->role, ==, DECT_ROLE_MASTER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (role), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Role: Master");

  /* The next one takes it, in one step, and that is said. */
  g_assert_null (dect_toast_get (GTK_WIDGET (self->table)));
  dect_field_cell_edit (cell_of (self, 1, "role"), NULL);
  drop_down = find (GTK_WIDGET (cell_of (self, 1, "role")), GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (drop_down, DECT_ROLE_MASTER);
  settle ();
  g_assert_cmpint (rfp (self, 0)->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpint (rfp (self, 1)->role, ==, DECT_ROLE_MASTER);
  toast = dect_toast_get (GTK_WIDGET (self->table));
  g_assert_nonnull (strstr (adw_toast_get_title (toast), "Lab 10"));
  g_assert_cmpstr (adw_toast_get_action_name (toast), ==, "win.undo");
  dect_history_undo (self->history);
  g_assert_cmpint (rfp (self, 0)->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (rfp (self, 1)->role, ==, DECT_ROLE_NORMAL);
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
test_order (Fixture *self, gconstpointer page)
{
  GtkColumnView *view = find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW);
  g_autoptr (GtkColumnViewColumn) name
      = g_list_model_get_item (gtk_column_view_get_columns (view), 1);

  /* By number at first, as numbers. */
  g_assert_cmpuint (row_at (self, 0), ==, self->rfps[2]);
  g_assert_cmpuint (row_at (self, 3), ==, self->rfps[0]);
  gtk_column_view_sort_by_column (view, name, GTK_SORT_ASCENDING);
  g_assert_cmpuint (row_at (self, 0), ==, self->rfps[2]);
  g_assert_cmpuint (row_at (self, 1), ==, self->rfps[1]);
  g_assert_cmpuint (row_at (self, 2), ==, self->rfps[0]);
}

static GtkWidget *
find_chip (GtkWidget *root, const char *start)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (root) && gtk_widget_has_css_class (root, "chip")
      && g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (root)), start))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_chip (child, start);
  return found;
}

static void
test_filter (Fixture *self, gconstpointer page)
{
  GtkWidget *chip = find_chip (GTK_WIDGET (self->table), "No MAC");
  GtkWidget *findings = find_chip (GTK_WIDGET (self->table), "With findings");
  GtkEditable *search = find (GTK_WIDGET (self->table), GTK_TYPE_SEARCH_ENTRY);

  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (chip)), ==, "No MAC  3");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 3);
  /* A row that is filled stays until the rows are chosen again; the number is right at once. */
  type_into (self, cell_of (self, 0, "mac"), "00:30:42:00:00:aa");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 3);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (chip)), ==, "No MAC  2");
  gtk_editable_set_text (search, "lab");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 2);
  /* However it is spelled. */
  gtk_editable_set_text (search, "0030-4200-00aa");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 1);
  gtk_editable_set_text (search, "");
  g_signal_emit_by_name (search, "search-changed");
  while (dect_document_is_analysing (self->document))
    g_main_context_iteration (NULL, TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (findings), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), >, 0);
}

static void
test_rows (Fixture *self, gconstpointer page)
{
  GListModel *items = dect_site_list (dect_document_get_site (self->document), DECT_KIND_RFP);
  guint n;

  select_rows (self, 2, self->rfps[0], self->rfps[1]);
  activate (self, "table.duplicate");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 6);
  /* The copies are selected. */
  g_assert_false (dect_document_is_selected (self->document, self->rfps[0]));
  dect_document_get_selection (self->document, &n);
  g_assert_cmpuint (n, ==, 2);
  activate (self, "table.remove");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 4);
  dect_history_undo (self->history);
  dect_history_undo (self->history);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 4);
  g_assert_false (dect_history_can_undo (self->history));

  activate (self, "table.add");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 5);
  dect_document_get_selection (self->document, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_set_field (Fixture *self, gconstpointer page)
{
  DectSetDialog *dialog;
  AdwComboRow *fields;
  GtkEditable *entry;

  select_rows (self, 3, self->rfps[0], self->rfps[1], self->rfps[3]);
  activate (self, "table.set-field");
  dialog = find_window (DECT_TYPE_SET_DIALOG);
  g_assert_nonnull (dialog);
  fields = find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  for (guint i = 0; i < g_list_model_get_n_items (adw_combo_row_get_model (fields)); i++)
    {
      g_autoptr (GtkStringObject) name
          = g_list_model_get_item (adw_combo_row_get_model (fields), i);

      /* No two can have one MAC. */
      g_assert_cmpstr (gtk_string_object_get_string (name), !=, "MAC address");
      if (g_str_equal (gtk_string_object_get_string (name), "Port"))
        adw_combo_row_set_selected (fields, i);
    }
  entry = find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY);
  gtk_editable_set_text (entry, "many");
  g_assert_nonnull (dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE)));
  gtk_editable_set_text (entry, "7");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "set.apply", NULL));
  g_assert_cmpint (rfp (self, 0)->port, ==, 7);
  g_assert_cmpint (rfp (self, 3)->port, ==, 7);
  g_assert_cmpint (rfp (self, 2)->port, ==, DECT_UNSET);
  dect_history_undo (self->history);
  g_assert_cmpint (rfp (self, 3)->port, ==, DECT_UNSET);
  g_assert_false (dect_history_can_undo (self->history));

  /* Emptied without a question: the first column while no cell had the focus. */
  select_rows (self, 2, self->rfps[0], self->rfps[1]);
  activate (self, "table.clear");
  g_assert_cmpint (rfp (self, 0)->number, ==, DECT_UNSET);
  g_assert_cmpint (rfp (self, 1)->number, ==, DECT_UNSET);
  dect_history_undo (self->history);
  g_assert_cmpint (rfp (self, 0)->number, ==, 10);
  g_assert_false (dect_history_can_undo (self->history));
}

static void
test_columns (Fixture *self, gconstpointer page)
{
  GtkColumnView *view = find (GTK_WIDGET (self->table), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) mac = g_list_model_get_item (columns, 2);

  g_assert_cmpuint (g_list_model_get_n_items (columns), >, 20);
  g_assert_true (gtk_column_view_column_get_visible (mac));
  activate (self, "columns.mac");
  g_assert_false (gtk_column_view_column_get_visible (mac));
  activate (self, "columns.mac");
  g_assert_true (gtk_column_view_column_get_visible (mac));
}

/* --- Clipboard ----------------------------------------------------------------------------------- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GBytes **) user_data = dect_paste_read_finish (result, NULL);
}

static void
test_copy (Fixture *self, gconstpointer page)
{
  GBytes *bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *single = NULL;

  select_rows (self, 2, self->rfps[1], self->rfps[3]);
  activate (self, "table.copy");
  dect_paste_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self->table)), NULL, read_cb,
                         &bytes);
  while (bytes == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_true (g_str_has_prefix (text, "Number\tName\tMAC address\tModel\tRole\t"));
  g_assert_nonnull (strstr (text, "\n2\tLab 9\t\t\tnormal\t\t\tE.1\t"));
  g_assert_nonnull (strstr (text, "\n3\tYard\t"));
  g_assert_null (dect_paste_dup_single (bytes));
  g_bytes_unref (bytes);

  bytes = g_bytes_new_static ("E.12\r\n", 6);
  single = dect_paste_dup_single (bytes);
  g_assert_cmpstr (single, ==, "E.12");
  g_bytes_unref (bytes);
}

static DectPasteDialog *
paste (Fixture *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  DectPasteDialog *dialog;

  dect_record_table_paste (self->table, bytes);
  dialog = find_window (DECT_TYPE_PASTE_DIALOG);
  g_assert_nonnull (dialog);
  while (dect_paste_dialog_is_busy (dialog))
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static void
test_paste (Fixture *self, gconstpointer page)
{
  DectPasteDialog *dialog = paste (self, "MAC address;Room;Colour\n"
                                         "00:30:42:00:00:01;E.5;red\n"
                                         "00:30:42:00:00:0G;E.6;red\n"
                                         "00:30:42:00:00:07;E.7;red\n");
  const char *words = dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE));

  g_assert_cmpstr (words, ==, "1 is new, 1 changes, 1 is refused and stays out.");
  g_assert_null (rfp (self, 2)->room);
  /* The third column is what a person says it is. */
  dect_paste_dialog_set_column (dialog, 2, "notes");
  while (dect_paste_dialog_is_busy (dialog))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "paste.apply", NULL));
  g_assert_cmpstr (rfp (self, 2)->room, ==, "E.5");
  g_assert_cmpstr (rfp (self, 2)->notes, ==, "red");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 5);
  g_assert_cmpstr (dect_history_get_undo_label (self->history), ==, "Paste 2 rows");
  dect_history_undo (self->history);
  g_assert_null (rfp (self, 2)->room);
  g_assert_false (dect_history_can_undo (self->history));
}

static void
test_paste_onto (Fixture *self, gconstpointer page)
{
  DectPasteDialog *dialog;

  /* Rows as shown: 1 Hall, 2 Lab 9, 3 Yard, 10 Lab 10. */
  select_rows (self, 1, self->rfps[1]);
  dialog = paste (self, "00:30:42:00:00:0A\n00:30:42:00:00:0B\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "paste.apply", NULL));
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:30:42:00:00:0A");
  g_assert_cmpstr (rfp (self, 3)->mac, ==, "00:30:42:00:00:0B");
  g_assert_null (rfp (self, 0)->mac);

  dialog = paste (self, "00:30:42:00:00:0C\n");
  dect_paste_dialog_set_rows (dialog, DECT_PASTE_NEW);
  while (dect_paste_dialog_is_busy (dialog))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "paste.apply", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 5);
}

static void
test_paste_trouble (Fixture *self, gconstpointer page)
{
  g_autoptr (GString) many = g_string_new (NULL);
  const char *words;
  DectPasteDialog *dialog;

  for (guint i = 0; i < 500000; i++)
    g_string_append (many, "a\tb\n");
  dialog = paste (self, many->str);
  words = dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE));
  g_assert_nonnull (strstr (words, "20000 rows"));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();

  dialog = paste (self, "\001\002nonsense");
  g_assert_nonnull (dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE)));
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
  g_assert_false (dect_history_can_undo (self->history));

  /* Closed while it works. */
  {
    g_autoptr (GBytes) bytes = g_bytes_new (many->str, 100000);

    dect_record_table_paste (self->table, bytes);
    dialog = find_window (DECT_TYPE_PASTE_DIALOG);
    g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
    gtk_window_close (GTK_WINDOW (dialog));
    /* The work that it has begun keeps it until it sees that it is not wanted. */
    run_until (dialog == NULL);
  }
}

/* A step of many rows is one change. */
static void
changed_cb (guint *n)
{
  (*n)++;
}

static void
test_settled (Fixture *self, gconstpointer page)
{
  DectSite *site = dect_document_get_site (self->document);
  g_autoptr (DectSettledList) list = dect_settled_list_new (site, DECT_KIND_RFP);
  guint n_changes = 0;

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (changed_cb), &n_changes);
  dect_history_begin (self->history, "Many", NULL);
  for (guint i = 0; i < 100; i++)
    dect_history_put (self->history, dect_record_new (DECT_KIND_RFP));
  dect_history_remove (self->history, self->rfps[1]);
  dect_history_commit (self->history);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 103);
  dect_history_undo (self->history);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  /* A field is no change of the list. */
  type_into (self, cell_of (self, 1, "room"), "E.9");
  g_assert_cmpuint (n_changes, ==, 2);
}

/* --- Scanning ------------------------------------------------------------------------------------ */

static void
test_scan (Fixture *self, gconstpointer page)
{
  activate (self, "table.scan");
  g_assert_true (dect_scan_view_is_on (self->scan));
  /* Hall, number 1, has one; then by number. */
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[1]);
  dect_scan_view_scan (self->scan, "00304200000A");
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:30:42:00:00:0A");
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[3]);
  g_assert_cmpuint (self->n_beeps, ==, 0);

  /* A German computer and a scanner for the US. */
  dect_scan_view_scan (self->scan, "00Ö30Ö42Ö00Ö00Ö0B");
  g_assert_cmpstr (rfp (self, 3)->mac, ==, "00:30:42:00:00:0B");
  g_assert_nonnull (strstr (dect_scan_view_get_result (self->scan), "(de)"));

  /* One key back: that one is next again, then the one before. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scan), "scan.undo", NULL));
  g_assert_null (rfp (self, 3)->mac);
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[3]);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scan), "scan.undo", NULL));
  g_assert_null (rfp (self, 1)->mac);
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[1]);
  g_assert_false (dect_history_can_undo (self->history));

  dect_scan_view_stop (self->scan);
  g_assert_false (dect_scan_view_is_on (self->scan));
}

static void
test_scan_wrong (Fixture *self, gconstpointer page)
{
  activate (self, "table.scan");
  /* Somebody has it: named, and not moved by itself. */
  dect_scan_view_scan (self->scan, "00:30:42:00:00:01");
  g_assert_cmpuint (self->n_errors, ==, 1);
  g_assert_nonnull (strstr (dect_scan_view_get_result (self->scan), "Hall"));
  g_assert_null (rfp (self, 1)->mac);
  dect_scan_view_scan (self->scan, "00:30:42:00:00:01");
  g_assert_null (rfp (self, 1)->mac);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scan), "scan.move", NULL));
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:30:42:00:00:01");
  g_assert_null (rfp (self, 2)->mac);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scan), "scan.undo", NULL));
  g_assert_cmpstr (rfp (self, 2)->mac, ==, "00:30:42:00:00:01");

  /* Another maker's: taken the second time. */
  dect_scan_view_scan (self->scan, "00:11:22:00:00:01");
  g_assert_cmpuint (self->n_beeps, ==, 3);
  g_assert_cmpuint (self->n_errors, ==, 2);
  g_assert_null (rfp (self, 1)->mac);
  dect_scan_view_scan (self->scan, "001122000001");
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:11:22:00:00:01");

  dect_scan_view_scan (self->scan, "00:30:42:00:00:0");
  g_assert_cmpuint (self->n_errors, ==, 3);
  g_assert_null (rfp (self, 3)->mac);
  dect_scan_view_scan (self->scan, "");
  dect_scan_view_scan (self->scan, "\xff\xff");
  g_assert_null (rfp (self, 3)->mac);
}

/* From the selected row on, in the order shown; and a row that was chosen with its hardware. */
/* As a scanner types it while @focus has the keyboard. */
static void
type_to (DectScanCapture *capture, GtkWidget *focus, const char *text, guint32 gap_ms)
{
  static guint32 now_ms = 1000;

  now_ms += 1000;
  for (const char *c = text; *c != '\0'; c++)
    {
      now_ms += gap_ms;
      if (dect_scan_capture_key (capture, focus, gdk_unicode_to_keyval (*c), 0, now_ms))
        continue;
      if (GTK_IS_EDITABLE (focus))
        {
          gint end = -1;

          gtk_editable_insert_text (GTK_EDITABLE (focus), c, 1, &end);
        }
    }
  dect_scan_capture_key (capture, focus, GDK_KEY_Return, 0, now_ms + gap_ms);
}

/* The focus is elsewhere. */
static void
test_scan_elsewhere (Fixture *self, gconstpointer page)
{
  GtkWidget *entry = find (GTK_WIDGET (self->scan), GTK_TYPE_ENTRY);
  GtkWidget *search = find (GTK_WIDGET (self->table), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *text = find (search, GTK_TYPE_TEXT);
  g_autoptr (GtkEventController) keys = gtk_event_controller_key_new ();
  DectScanCapture *capture
      = dect_scan_capture_new (self->scan, GTK_EDITABLE (entry), GTK_EVENT_CONTROLLER_KEY (keys));

  /* Nothing is caught before it is on. */
  g_assert_false (dect_scan_capture_key (capture, GTK_WIDGET (self->table), GDK_KEY_0, 0, 0));
  activate (self, "table.scan");

  /* Another text field: quick and a MAC goes to the scanner's row, the field is as before. */
  gtk_editable_set_text (GTK_EDITABLE (text), "La");
  type_to (capture, text, "00304200000A", 5);
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:30:42:00:00:0A");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "La");

  /* By hand, or no MAC: it is what was typed there. */
  type_to (capture, text, "00304200000B", 120);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "La00304200000B");
  g_assert_null (rfp (self, 3)->mac);
  gtk_editable_set_text (GTK_EDITABLE (text), "");
  type_to (capture, text, "Hall-East-12", 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "Hall-East-12");
  gtk_editable_set_text (GTK_EDITABLE (text), "");

  /* Outside of text it goes to the entry, and the focus too; keys that are commands stay. */
  g_assert_false (dect_scan_capture_key (capture, GTK_WIDGET (self->table), GDK_KEY_space, 0, 0));
  g_assert_false (dect_scan_capture_key (capture, GTK_WIDGET (self->table), GDK_KEY_Down, 0, 0));
  g_assert_false (
      dect_scan_capture_key (capture, GTK_WIDGET (self->table), GDK_KEY_z, GDK_CONTROL_MASK, 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "wrong");
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  g_assert_true (dect_scan_capture_key (capture, GTK_WIDGET (self->table), GDK_KEY_0, 0, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), entry));
  /* Which takes the rest by itself. */
  g_assert_false (dect_scan_capture_key (capture, gtk_root_get_focus (GTK_ROOT (self->window)),
                                         GDK_KEY_1, 0, 0));
}

static void
test_scan_from (Fixture *self, gconstpointer page)
{
  g_autoptr (GPtrArray) history = NULL;

  select_rows (self, 1, self->rfps[3]);
  activate (self, "table.scan");
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[3]);
  dect_scan_view_scan (self->scan, "00304200000A");
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[0]);
  select_rows (self, 1, self->rfps[2]);
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, self->rfps[2]);
  dect_scan_view_scan (self->scan, "00304200000B");
  g_assert_cmpstr (rfp (self, 2)->mac, ==, "00:30:42:00:00:0B");
  history = dect_hardware_history (dect_document_get_site (self->document), self->rfps[2]);
  g_assert_cmpuint (history->len, ==, 1);

  /* Once none is left each scan adds one. */
  dect_scan_view_scan (self->scan, "00304200000C");
  dect_scan_view_scan (self->scan, "00304200000D");
  g_assert_cmpuint (dect_scan_view_get_target (self->scan), ==, 0);
  dect_scan_view_scan (self->scan, "00304200000E");
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 5);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->scan), "scan.undo", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rows (self)), ==, 4);
}

static void
test_scan_ipei (Fixture *self, gconstpointer page)
{
  g_autoptr (DectItem) second = g_list_model_get_item (rows (self), 1);

  activate (self, "table.scan");
  dect_scan_view_scan (self->scan, "1034506157030");
  g_assert_cmpuint (self->n_errors, ==, 1);
  g_assert_nonnull (strstr (dect_scan_view_get_result (self->scan), "check character"));
  dect_scan_view_scan (self->scan, "103450615703(");
  g_assert_cmpstr (DECT_HANDSET (dect_item_get_record (second))->ipei, ==, "103450615703*");
}

/* --- Replacing ----------------------------------------------------------------------------------- */

static void
test_replace (Fixture *self, gconstpointer page)
{
  DectReplaceDialog *dialog;
  GtkEditable *entry;
  g_autofree char *history = NULL;

  select_rows (self, 1, self->rfps[2]);
  activate (self, "table.replace");
  dialog = find_window (DECT_TYPE_REPLACE_DIALOG);
  g_assert_nonnull (dialog);
  entry = find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY);
  gtk_editable_set_text (entry, "00:30:42:00:00:0");
  g_assert_nonnull (dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE)));
  gtk_editable_set_text (entry, "00:30:42:00:00:AA");
  g_assert_null (dect_note_get_text (find (GTK_WIDGET (dialog), DECT_TYPE_NOTE)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "replace.apply", NULL));
  g_assert_cmpstr (rfp (self, 2)->mac, ==, "00:30:42:00:00:AA");
  g_assert_cmpstr (rfp (self, 2)->name, ==, "Hall");
  history = dect_replace_dup_history (dect_document_get_site (self->document), self->rfps[2]);
  g_assert_nonnull (strstr (history, "00:30:42:00:00:01"));
  g_assert_null (find_window (DECT_TYPE_REPLACE_DIALOG));
  dect_history_undo (self->history);
  g_assert_cmpstr (rfp (self, 2)->mac, ==, "00:30:42:00:00:01");
}

/* The user of a handset keeps the codes with the new device. */
static void
test_replace_handset (Fixture *self, gconstpointer page)
{
  DectSecrets *secrets = dect_document_secrets (self->document);
  g_autoptr (GError) error = NULL;

  dect_secrets_set (secrets, "0007701154842", DECT_SECRETS_SIP_PASSWORD, "geheim");
  g_assert_true (dect_replace_hardware (self->document, self->handset, "10345 0615703 *", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (dect_secrets_get (secrets, "103450615703*", DECT_SECRETS_SIP_PASSWORD), ==,
                   "geheim");
  {
    DectLogEntry *entry
        = dect_log_last (dect_site_get_log (dect_document_get_site (self->document)), "replace");

    g_assert_null (strstr (dect_log_entry_get_details (entry), "geheim"));
  }
  dect_history_undo (self->history);
  g_assert_cmpstr (dect_secrets_get (secrets, "0007701154842", DECT_SECRETS_SIP_PASSWORD), ==,
                   "geheim");
}

/* They are the user's: they change places as often as the hardware does. */
static void
test_swap_handsets (Fixture *self, gconstpointer page)
{
  static const char *const ipei[] = { "0007701154842", "103450615703*" };
  DectSecrets *secrets = dect_document_secrets (self->document);
  DectHandset *other = dect_handset_new ();
  guint32 id;

  dect_set_str (&other->ipei, ipei[1]);
  id = dect_history_put_one (self->history, DECT_RECORD (other), "Add", NULL);
  dect_secrets_set (secrets, ipei[0], DECT_SECRETS_SIP_PASSWORD, "anna");
  dect_secrets_set (secrets, ipei[1], DECT_SECRETS_SIP_PASSWORD, "berta");
  dect_replace_take_hardware (self->document, self->handset, id, TRUE);
  for (guint i = 0; i < 5; i++)
    {
      gboolean swapped = i % 2 == 0;

      g_assert_cmpstr (dect_secrets_get (secrets, ipei[swapped], DECT_SECRETS_SIP_PASSWORD), ==,
                       "anna");
      g_assert_cmpstr (dect_secrets_get (secrets, ipei[!swapped], DECT_SECRETS_SIP_PASSWORD), ==,
                       "berta");
      if (swapped)
        dect_history_undo (self->history);
      else if (i == 1)
        dect_history_redo (self->history);
      else
        /* Once more, as a step of its own. */
        dect_replace_take_hardware (self->document, id, self->handset, TRUE);
    }
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, "rfps", set_up, func, tear_down)
  ADD ("/ui/records/edit", test_edit);
  ADD ("/ui/records/wrong", test_wrong);
  ADD ("/ui/records/choice", test_choice);
  ADD ("/ui/records/order", test_order);
  ADD ("/ui/records/filter", test_filter);
  ADD ("/ui/records/rows", test_rows);
  ADD ("/ui/records/set-field", test_set_field);
  ADD ("/ui/records/columns", test_columns);
  ADD ("/ui/records/copy", test_copy);
  ADD ("/ui/records/paste", test_paste);
  ADD ("/ui/records/paste-onto", test_paste_onto);
  ADD ("/ui/records/paste-trouble", test_paste_trouble);
  ADD ("/ui/records/settled", test_settled);
  ADD ("/ui/records/scan", test_scan);
  ADD ("/ui/records/scan-wrong", test_scan_wrong);
  ADD ("/ui/records/scan-elsewhere", test_scan_elsewhere);
  ADD ("/ui/records/scan-from", test_scan_from);
  ADD ("/ui/records/replace", test_replace);
  g_test_add ("/ui/records/scan-ipei", Fixture, "handsets", set_up, test_scan_ipei, tear_down);
  g_test_add ("/ui/records/swap-handsets", Fixture, "handsets", set_up, test_swap_handsets,
              tear_down);
  g_test_add ("/ui/records/replace-handset", Fixture, "handsets", set_up, test_replace_handset,
              tear_down);

  return g_test_run ();
}
