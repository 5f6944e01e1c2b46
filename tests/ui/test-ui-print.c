/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "dect-application.h"
#include "dect-document-secrets.h"
#include "dect-print-dialog.h"
#include "dect-print.h"
#include "dect-settings.h"
#include "dect-sheet-preview.h"
#include "dect-sheet-view.h"
#include "plan/dect-plan.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

static DectDocument *
document_for (DectSite *site)
{
  DectDocument *document = dect_document_new_for_site (site);

  run_until (!dect_document_is_analysing (document));
  return document;
}

static DectDocument *
sample_document (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  return document_for (site);
}

static char *
temporary_pdf (char **folder)
{
  *folder = g_dir_make_tmp ("handover-print-XXXXXX", NULL);
  return g_build_filename (*folder, "sheets.pdf", NULL);
}

static guint
count_pages (const char *path, double *width_pt, double *height_pt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  plan = dect_plan_open (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (dect_plan_get_size (plan, 0, width_pt, height_pt));
  return dect_plan_get_n_pages (plan);
}

static GtkPrintOperationResult export(DectSheets *sheets, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = dect_print_operation_new (sheets, "Plant North");
  g_autoptr (GError) error = NULL;
  GtkPrintOperationResult result;

  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* The printer gets the pages of the PDF, on paper of the same size: plain, across, and of labels.
 */
static void
test_paper (void)
{
  static const struct
  {
    DectSheetKinds kinds;
    gboolean landscape;
    const char *label_sheet;
    double width_pt, height_pt;
  } cases[] = {
    { DECT_SHEET_PLACEMENT, FALSE, NULL, 595.3, 841.9 },
    { DECT_SHEET_IPEI, TRUE, NULL, 841.9, 595.3 },
    { DECT_SHEET_LABELS, FALSE, "L4736", 595.3, 841.9 },
    { DECT_SHEET_LABELS, FALSE, "62mm", 175.7, 82.2 },
  };
  g_autoptr (DectDocument) document = sample_document ();
  g_autofree char *folder = NULL;
  g_autofree char *path = temporary_pdf (&folder);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectPrintOrder) order
          = dect_print_order_new (dect_document_get_analysis (document));
      g_autoptr (DectSheets) sheets = NULL;
      g_autoptr (GError) error = NULL;
      double width_pt, height_pt;
      guint n_pages;

      order->options.kinds = cases[i].kinds;
      order->options.landscape = cases[i].landscape;
      order->label_sheet = g_strdup (cases[i].label_sheet);
      g_assert_true (dect_print_save_pdf (order, path, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      n_pages = count_pages (path, &width_pt, &height_pt);
      g_assert_cmpfloat_with_epsilon (width_pt, cases[i].width_pt, 1);
      g_assert_cmpfloat_with_epsilon (height_pt, cases[i].height_pt, 1);
      g_unlink (path);

      sheets = dect_print_layout (order, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (export(sheets, path), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
      g_assert_cmpuint (count_pages (path, &width_pt, &height_pt), ==, n_pages);
      g_assert_cmpfloat_with_epsilon (width_pt, cases[i].width_pt, 1);
      g_assert_cmpfloat_with_epsilon (height_pt, cases[i].height_pt, 1);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_no_file (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  g_autoptr (DectPrintOrder) order = dect_print_order_new (dect_document_get_analysis (document));
  g_autoptr (GError) error = NULL;

  order->options.kinds = DECT_SHEET_IPEI;
  g_assert_false (dect_print_save_pdf (order, "/dev/null/x.pdf", NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
}

static DectPrintDialog *
open_dialog (DectDocument *document)
{
  DectPrintDialog *dialog = dect_print_dialog_new (document);

  g_object_ref (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
close_dialog (DectPrintDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* What runs in a thread holds it until it has ended. */
  run_until (G_OBJECT (dialog)->ref_count == 1);
  g_assert_finalize_object (dialog);
}

static GtkSpinButton *
find_start (DectPrintDialog *dialog)
{
  return GTK_SPIN_BUTTON (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON));
}

/* Labels of the sample: 18 base stations, 40 handsets; a click on the sheet leaves out those
 * before. */
static void
test_labels (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  DectPrintDialog *dialog = open_dialog (document);
  GtkWidget *preview = find_widget (GTK_WIDGET (dialog), DECT_TYPE_SHEET_PREVIEW);
  DectSheets *before;

  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_assert_cmpuint (dect_sheets_count_labels (dect_print_dialog_get_sheets (dialog)), ==, 0);

  dect_print_dialog_choose (dialog, "what", "labels");
  dect_print_dialog_choose (dialog, "label_sheet", "L4736");
  dect_print_dialog_choose (dialog, "labels_of", "rfps");
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  before = dect_print_dialog_get_sheets (dialog);
  g_assert_cmpuint (dect_sheets_count_labels (before), ==, 18);
  g_assert_cmpuint (dect_sheets_count_pages (before), ==, 1);
  run_until (dect_sheet_preview_is_drawn (DECT_SHEET_PREVIEW (preview)));

  g_signal_emit_by_name (preview, "label-picked", 40u);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_start (dialog)), ==, 41);
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_assert_cmpuint (dect_sheets_count_labels (dect_print_dialog_get_sheets (dialog)), ==, 18);
  g_assert_cmpuint (dect_sheets_count_pages (dect_print_dialog_get_sheets (dialog)), ==, 2);

  /* A sheet with fewer labels takes the number back. */
  dect_print_dialog_choose (dialog, "label_sheet", "L7160");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_start (dialog)), ==, 21);
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_assert_cmpuint (dect_sheets_count_pages (dect_print_dialog_get_sheets (dialog)), ==, 2);
  close_dialog (dialog);
}

/* The click of a mouse is found again on the paper, whatever the size of the page on the screen. */
static void
test_click (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  DectPrintDialog *dialog = open_dialog (document);
  GtkWidget *view;

  dect_print_dialog_choose (dialog, "what", "labels");
  dect_print_dialog_choose (dialog, "label_sheet", "L7160");
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  run_until (find_widget (GTK_WIDGET (dialog), DECT_TYPE_SHEET_VIEW) != NULL);
  view = find_widget (GTK_WIDGET (dialog), DECT_TYPE_SHEET_VIEW);
  /* Second row, third column; then between the columns, where no label is. */
  g_signal_emit_by_name (view, "picked", 150.0, 60.0);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_start (dialog)), ==, 6);
  g_signal_emit_by_name (view, "picked", 72.0, 20.0);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (find_start (dialog)), ==, 6);
  close_dialog (dialog);
}

static void
done_cb (DectPrintDialog *dialog, const char *sentence, char **said)
{
  *said = g_strdup (sentence);
}

/* What was chosen is there again, but not that access codes were. */
static void
test_remember (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  g_autofree char *folder = NULL, *said = NULL;
  g_autofree char *path = temporary_pdf (&folder);
  DectPrintDialog *dialog = open_dialog (document);
  g_autofree char *what = NULL;

  dect_print_dialog_choose (dialog, "what", "ipei");
  dect_print_dialog_choose (dialog, "sort", "name");
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_signal_connect (dialog, "done", G_CALLBACK (done_cb), &said);
  dect_print_dialog_save (dialog, path);
  run_until (said != NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  run_until (G_OBJECT (dialog)->ref_count == 1);
  g_assert_finalize_object (dialog);

  what = g_settings_get_string (dect_settings_get (), "print-what");
  g_assert_cmpstr (what, ==, "ipei");
  dialog = open_dialog (document);
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_assert_cmpuint (dect_sheets_count_pages (dect_print_dialog_get_sheets (dialog)), ==, 2);
  close_dialog (dialog);
  g_settings_reset (dect_settings_get (), "print-what");
  g_unlink (path);
  g_rmdir (folder);
}

/* A list with access codes is one for its owner's eyes. */
static void
test_codes (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  DectSnapshot *snapshot = dect_document_get_analysis (document)->snapshot;
  g_autofree char *folder = NULL, *said = NULL;
  g_autofree char *path = temporary_pdf (&folder);
  DectPrintDialog *dialog;
  GtkSwitch *codes;
  GStatBuf status;
  guint n_pages;

  dect_secrets_set (dect_document_secrets (document), dect_snapshot_handset (snapshot, 0)->ipei,
                    DECT_SECRETS_AC, "4711");
  dialog = open_dialog (document);
  codes = GTK_SWITCH (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), DECT_TYPE_PRINT_DIALOG, "codes"));
  dect_print_dialog_choose (dialog, "what", "ipei");
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  n_pages = dect_sheets_count_pages (dect_print_dialog_get_sheets (dialog));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (codes)));
  gtk_switch_set_active (codes, TRUE);
  run_until (dect_print_dialog_get_sheets (dialog) != NULL);
  g_assert_cmpuint (dect_sheets_count_pages (dect_print_dialog_get_sheets (dialog)), ==,
                    n_pages + 1);
  g_signal_connect (dialog, "done", G_CALLBACK (done_cb), &said);
  dect_print_dialog_save (dialog, path);
  run_until (said != NULL);
  g_assert_nonnull (strstr (said, "access codes"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  run_until (G_OBJECT (dialog)->ref_count == 1);
  g_assert_finalize_object (dialog);
  g_settings_reset (dect_settings_get (), "print-what");
  g_unlink (path);
  g_rmdir (folder);
}

/* Nothing to print: a sentence in place of pages, and no button that would print them. */
static void
test_trouble (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectDocument) document = document_for (site);
  DectPrintDialog *dialog = open_dialog (document);
  GtkStack *stack = GTK_STACK (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), DECT_TYPE_PRINT_DIALOG, "stack"));

  dect_print_dialog_choose (dialog, "what", "labels");
  run_until (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "trouble") == 0);
  g_assert_null (dect_print_dialog_get_sheets (dialog));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (dialog), DECT_TYPE_PRINT_DIALOG, "print_button"))));
  close_dialog (dialog);
}

/* Pages come one after the other as they are scrolled into sight; closer means sharper. */
static void
test_preview (void)
{
  g_autoptr (DectDocument) document = sample_document ();
  g_autoptr (DectPrintOrder) order = dect_print_order_new (dect_document_get_analysis (document));
  g_autoptr (DectSheets) sheets = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *preview = g_object_new (DECT_TYPE_SHEET_PREVIEW, NULL);
  DectSheetView *view;
  int width;

  order->options.kinds = DECT_SHEET_LABELS;
  order->label_sheet = g_strdup ("62mm");
  sheets = dect_print_layout (order, NULL, NULL, NULL, NULL);
  gtk_window_set_child (GTK_WINDOW (window), preview);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 500);
  gtk_window_present (GTK_WINDOW (window));
  dect_sheet_preview_set_sheets (DECT_SHEET_PREVIEW (preview), sheets, NULL, 0);
  run_until (dect_sheet_preview_is_drawn (DECT_SHEET_PREVIEW (preview)));
  view = DECT_SHEET_VIEW (find_widget (preview, DECT_TYPE_SHEET_VIEW));
  g_assert_cmpint (dect_sheet_view_get_wanted_width (view), ==, 0);
  width = gtk_widget_get_width (GTK_WIDGET (view));
  g_assert_cmpint (width, >, 250);
  g_assert_cmpint (width, <=, 400);

  dect_sheet_preview_zoom (DECT_SHEET_PREVIEW (preview), 3);
  run_until (gtk_widget_get_width (GTK_WIDGET (view)) > width * 3 / 2);
  run_until (dect_sheet_preview_is_drawn (DECT_SHEET_PREVIEW (preview)));
  dect_sheet_preview_zoom (DECT_SHEET_PREVIEW (preview), 0);
  run_until (gtk_widget_get_width (GTK_WIDGET (view)) == width);
  run_until (dect_sheet_preview_is_drawn (DECT_SHEET_PREVIEW (preview)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/print/paper", test_paper);
  g_test_add_func ("/ui/print/no-file", test_no_file);
  g_test_add_func ("/ui/print/labels", test_labels);
  g_test_add_func ("/ui/print/click", test_click);
  g_test_add_func ("/ui/print/remember", test_remember);
  g_test_add_func ("/ui/print/codes", test_codes);
  g_test_add_func ("/ui/print/trouble", test_trouble);
  g_test_add_func ("/ui/print/preview", test_preview);

  return g_test_run ();
}
