/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dect-application.h"
#include "dect-csv-dialog.h"
#include "dect-document-secrets.h"
#include "dect-note.h"
#include "dect-record-table.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

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

static DectDocument *
sample_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);
  DectDocument *document;

  g_assert_no_error (error);
  document = dect_document_new_for_site (site);
  while (dect_document_is_analysing (document))
    g_main_context_iteration (NULL, TRUE);
  return document;
}

/* --- Tables of records --------------------------------------------------------------------------- */

static void
test_pages (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  DectWindow *window = g_object_ref (dect_window_new (NULL));
  static const struct
  {
    const char *page;
    DectKind kind;
  } cases[] = { { "rfps", DECT_KIND_RFP }, { "handsets", DECT_KIND_HANDSET } };

  dect_window_set_document (window, document);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AdwViewStack *pages = find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK);
      GtkWidget *page;
      GtkColumnView *table;
      guint n = g_list_model_get_n_items (
          dect_site_list (dect_document_get_site (document), cases[i].kind));

      g_assert_true (
          gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", cases[i].page));
      page = adw_view_stack_get_visible_child (pages);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (pages), ==, cases[i].page);
      table = find (page, GTK_TYPE_COLUMN_VIEW);
      g_assert_nonnull (table);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))),
                        ==, n);
      g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (table)), >, 3);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  assert_finalized (window);
}

/* --- Import of a table --------------------------------------------------------------------------- */

static void
test_guess (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    DectKind kind;
  } cases[] = {
    { "rfps.csv", NULL, DECT_KIND_RFP },
    { "North-Handsets.CSV", "mac,model\n", DECT_KIND_HANDSET },
    { "list.csv", "IPEI;number;name\n", DECT_KIND_HANDSET },
    { "list.csv", "from,to,rssi_dbm\n", DECT_KIND_LINK },
    { "list.csv", "switch,ports,poe_w\n", DECT_KIND_SWITCH },
    { "list.csv", "something,else\n", DECT_KIND_RFP },
    { "list.csv", "", DECT_KIND_RFP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = cases[i].text != NULL
                                     ? g_bytes_new_static (cases[i].text, strlen (cases[i].text))
                                     : NULL;

      g_assert_cmpint (dect_csv_guess_kind (cases[i].name, bytes), ==, cases[i].kind);
    }
}

static DectCsvDialog *
open_table (DectDocument *document, const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "handsets.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DectCsvDialog *dialog;

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dialog = g_object_ref (dect_csv_dialog_open (NULL, document, file));
  while (dect_csv_dialog_is_busy (dialog))
    g_main_context_iteration (NULL, TRUE);
  g_unlink (path);
  g_rmdir (folder);
  return dialog;
}

static void
test_import (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  GListModel *handsets = dect_site_list (dect_document_get_site (document), DECT_KIND_HANDSET);
  guint n = g_list_model_get_n_items (handsets);
  DectCsvDialog *dialog
      = open_table (document, "ipei,number,name,ac\n0007701154842,9901,Night shift,4711\n"
                              "00077xx154842,9902,Wrong,\n");
  DectNote *note = find (GTK_WIDGET (dialog), DECT_TYPE_NOTE);
  g_autofree char *lines = dup_lines (GTK_WIDGET (dialog));

  /* Nothing changes before the person says so; what is wrong comes first, and no secret is shown.
   */
  g_assert_true (g_str_has_prefix (lines, "handsets.csv:3: ipei: "));
  g_assert_nonnull (strstr (lines, "handset Night shift: new (IPEI: 0007701154842, Number: 9901, "
                                   "Name: Night shift)\n"));
  g_assert_null (strstr (lines, "4711"));
  g_assert_cmpuint (g_list_model_get_n_items (handsets), ==, n);
  g_assert_nonnull (strstr (dect_note_get_text (note), "1 row is refused"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "csv.import", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (handsets), ==, n + 1);
  g_assert_cmpstr (
      dect_secrets_get (dect_document_secrets (document), "0007701154842", DECT_SECRETS_AC), ==,
      "4711");
  g_object_unref (dialog);

  /* One step back. */
  dect_history_undo (dect_document_get_history (document));
  g_assert_cmpuint (g_list_model_get_n_items (handsets), ==, n);
}

static void
test_import_trouble (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  static const char *const texts[] = { NULL, "", "ipei,number\n\"open" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DectCsvDialog *dialog = open_table (document, texts[i]);
      DectNote *note = find (GTK_WIDGET (dialog), DECT_TYPE_NOTE);
      g_assert_nonnull (dect_note_get_text (note));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (note), "bad"));
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_object_unref (dialog);
    }
  g_assert_false (dect_history_can_undo (dect_document_get_history (document)));
}

/* Closed while it reads, it ends, and nothing comes of it. */
static void
test_import_closed (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  g_autofree char *folder = g_dir_make_tmp ("handover-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "handsets.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new ("number,name\n");
  DectCsvDialog *dialog;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u,Handset %u\n", 10000 + i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  dialog = dect_csv_dialog_open (NULL, document, file);
  g_assert_true (dect_csv_dialog_is_busy (dialog));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (dect_history_can_undo (dect_document_get_history (document)));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/tables/pages", test_pages);
  g_test_add_func ("/ui/tables/guess", test_guess);
  g_test_add_func ("/ui/tables/import", test_import);
  g_test_add_func ("/ui/tables/import-trouble", test_import_trouble);
  g_test_add_func ("/ui/tables/import-closed", test_import_closed);

  return g_test_run ();
}
