/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dect-application.h"
#include "dect-column-choice.h"
#include "dect-document-secrets.h"
#include "dect-layout-dialog.h"
#include "dect-note.h"
#include "dect-omm-dialog.h"
#include "model/dect-history.h"
#include "omm/dect-omm-layout-edit.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

static DectDocument *
new_document (gboolean sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = sample ? dect_sample_new (&error) : dect_site_new ();
  DectDocument *document;

  g_assert_no_error (error);
  document = dect_document_new_for_site (site);
  run_until (!dect_document_is_analysing (document));
  return document;
}

static guint
count (DectDocument *document, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (dect_document_get_site (document), kind));
}

/* --- Import ------------------------------------------------------------------------------------------ */

static DectOmmDialog *
open_file (DectDocument *document, const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-omm-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DectOmmDialog *dialog;

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dialog = g_object_ref (dect_omm_dialog_open (NULL, document, file));
  run_until (!dect_omm_dialog_is_busy (dialog));
  g_unlink (path);
  g_rmdir (folder);
  return dialog;
}

static void
test_import (void)
{
  g_autoptr (DectDocument) document = new_document (FALSE);
  DectOmmDialog *dialog
      = open_file (document, "data_sequence\n401;Anna;4711;0007701154842;401\n"
                             "402;Bert;;0007701154831;402\n403;Wrong;;0007701154843;403\n");
  DectNote *note = DECT_NOTE (find_widget (GTK_WIDGET (dialog), DECT_TYPE_NOTE));
  g_autofree char *lines = dup_lines (GTK_WIDGET (dialog));
  g_autofree char *changed = NULL;

  /* Nothing changes before the person says so. */
  g_assert_cmpuint (count (document, DECT_KIND_HANDSET), ==, 0);
  g_assert_nonnull (strstr (dect_note_get_text (note), "refused"));
  g_assert_nonnull (strstr (lines, "Line 4, character 12: IPEI"));
  g_assert_nonnull (
      strstr (lines, "handset Anna: new (IPEI: 0007701154842, Number: 401, Name: Anna"));
  g_assert_null (strstr (lines, "4711"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "omm.import", NULL));
  g_assert_cmpuint (count (document, DECT_KIND_HANDSET), ==, 2);
  g_assert_cmpstr (
      dect_secrets_get (dect_document_secrets (document), "0007701154842", DECT_SECRETS_AC), ==,
      "4711");
  g_object_unref (dialog);

  /* The second time it says what changes, from what to what. */
  dialog = open_file (document, "data_sequence\n401;Anne;;0007701154842;401\n402;Bert;;"
                                "0007701154831;402\n");
  changed = dup_lines (GTK_WIDGET (dialog));
  g_assert_cmpstr (changed, ==, "handset Anne, Name: Anna → Anne\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "omm.import", NULL));
  g_object_unref (dialog);

  /* One step back each. */
  dect_history_undo (dect_document_get_history (document));
  dect_history_undo (dect_document_get_history (document));
  g_assert_cmpuint (count (document, DECT_KIND_HANDSET), ==, 0);
}

/* Columns that no layout has: guessed, told so, and to be chosen. */
static void
test_columns (void)
{
  g_autoptr (DectDocument) document = new_document (FALSE);
  DectOmmDialog *dialog = open_file (document, "data_sequence\nLab;00:30:42:00:00:01;Annex\n"
                                               "Hall;00:30:42:00:00:02;Annex\n");
  DectNote *note = DECT_NOTE (find_widget (GTK_WIDGET (dialog), DECT_TYPE_NOTE));
  GtkWidget *first = find_widget (GTK_WIDGET (dialog), DECT_TYPE_COLUMN_CHOICE);
  g_autofree char *guessed = dup_lines (GTK_WIDGET (dialog));
  g_autoptr (DectItem) item = NULL;

  g_assert_nonnull (strstr (dect_note_get_text (note), "every column"));
  g_assert_nonnull (strstr (guessed, "(Lab): new"));
  g_assert_nonnull (first);
  dect_omm_dialog_set_column (dialog, 2, "room");
  run_until (!dect_omm_dialog_is_busy (dialog));
  /* Without the column that tells them apart nothing can be read, and it says so; back it goes on.
   */
  dect_omm_dialog_set_column (dialog, 1, "blank");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (note), "bad"));
  dect_omm_dialog_set_column (dialog, 1, "mac");
  run_until (!dect_omm_dialog_is_busy (dialog));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "omm.import", NULL));
  g_assert_cmpuint (count (document, DECT_KIND_RFP), ==, 2);
  item = g_list_model_get_item (dect_site_list (dect_document_get_site (document), DECT_KIND_RFP),
                                0);
  g_assert_cmpstr (DECT_RFP (dect_item_get_record (item))->room, ==, "Annex");
  g_object_unref (dialog);
}

static void
test_trouble (void)
{
  g_autoptr (DectDocument) document = new_document (FALSE);
  static const char *const texts[] = { NULL, "", "ipei,number\n\"open", "data_sequence\n\xff\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DectOmmDialog *dialog = open_file (document, texts[i]);
      DectNote *note = DECT_NOTE (find_widget (GTK_WIDGET (dialog), DECT_TYPE_NOTE));

      g_assert_nonnull (dect_note_get_text (note));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (note), "bad"));
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_object_unref (dialog);
    }
  g_assert_false (dect_history_can_undo (dect_document_get_history (document)));
}

/* --- Layouts ----------------------------------------------------------------------------------------- */

static const char *
shown_id (DectLayoutDialog *dialog)
{
  return dect_omm_layout_get_id (dect_layout_dialog_get_layout (dialog));
}

static const DectSiteInfo *
info_of (DectDocument *document)
{
  return dect_site_get_info (dect_document_get_site (document));
}

static void
test_layouts (void)
{
  g_autoptr (DectDocument) document = new_document (TRUE);
  DectLayoutDialog *dialog = g_object_ref (dect_layout_dialog_open (NULL, document));
  DectNote *note = DECT_NOTE (find_widget (GTK_WIDGET (dialog), DECT_TYPE_NOTE));
  g_autofree char *id = NULL;
  g_autoptr (DectOmmLayout) kept = NULL;

  /* Those that ship can be looked at. */
  g_assert_cmpstr (shown_id (dialog), ==, "rfp-16");
  g_assert_nonnull (strstr (dect_note_get_text (note), "Duplicate"));
  g_assert_true (g_str_has_prefix (dect_layout_dialog_get_preview (dialog), "# Base stations"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.move", "(ui)", 0, 1);
  g_assert_cmpint (dect_omm_layout_find_column (dect_layout_dialog_get_layout (dialog), "mac"), ==,
                   0);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.duplicate", NULL);
  id = g_strdup (shown_id (dialog));
  g_assert_cmpstr (id, !=, "rfp-16");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.move", "(ui)", 0, 1);
  dect_layout_dialog_set_column (dialog, "room", FALSE);
  dect_layout_dialog_set_column (dialog, "model", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.blank", NULL);
  g_assert_nonnull (strstr (dect_layout_dialog_get_preview (dialog), "\n# name;mac;dect_on;"));
  g_assert_nonnull (strstr (dect_layout_dialog_get_preview (dialog), ";model;blank\n"));
  /* The column that tells them apart stays. */
  dect_layout_dialog_set_column (dialog, "mac", FALSE);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (note), "bad"));
  kept = dect_omm_layout_load (id, NULL);
  g_assert_cmpint (dect_omm_layout_find_column (kept, "mac"), ==, 1);
  g_assert_cmpint (dect_omm_layout_find_column (kept, "room"), ==, -1);
  g_assert_null (info_of (document)->rfp_layout);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.reset", NULL);
  g_assert_nonnull (strstr (dect_layout_dialog_get_preview (dialog), "\n# mac;name;dect_on;"));
  g_assert_true (dect_omm_layout_delete (id, NULL));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

/* A site that uses a layout keeps it, and follows its changes, in steps that can be undone. */
static void
test_use (void)
{
  g_autoptr (DectDocument) document = new_document (TRUE);
  DectLayoutDialog *dialog = g_object_ref (dect_layout_dialog_open (NULL, document));
  g_autofree char *id = NULL;
  GtkSwitch *use;

  gtk_widget_activate_action (GTK_WIDGET (dialog), "layout.duplicate", NULL);
  id = g_strdup (shown_id (dialog));
  use = GTK_SWITCH (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SWITCH));
  g_assert_false (gtk_switch_get_active (use));
  gtk_switch_set_active (use, TRUE);
  g_assert_cmpstr (info_of (document)->rfp_layout, ==, id);
  g_assert_nonnull (strstr (info_of (document)->rfp_layout_own, "\"room\""));
  dect_layout_dialog_set_column (dialog, "room", FALSE);
  g_assert_null (strstr (info_of (document)->rfp_layout_own, "\"field\":\"room\",\"form\""));
  /* The user's copy may go: the site has its own. */
  g_assert_true (dect_omm_layout_delete (id, NULL));
  dect_layout_dialog_choose (dialog, id);
  g_assert_cmpstr (shown_id (dialog), ==, id);
  gtk_switch_set_active (use, FALSE);
  g_assert_null (info_of (document)->rfp_layout);
  g_assert_null (info_of (document)->rfp_layout_own);
  while (dect_history_can_undo (dect_document_get_history (document)))
    dect_history_undo (dect_document_get_history (document));
  g_assert_null (info_of (document)->rfp_layout);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_object_unref (dialog);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/omm-files/import", test_import);
  g_test_add_func ("/ui/omm-files/columns", test_columns);
  g_test_add_func ("/ui/omm-files/trouble", test_trouble);
  g_test_add_func ("/ui/omm-files/layouts", test_layouts);
  g_test_add_func ("/ui/omm-files/use", test_use);

  return g_test_run ();
}
