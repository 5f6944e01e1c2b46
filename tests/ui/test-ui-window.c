/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "dect-field-row.h"
#include "dect-window.h"

static DectWindow *
window_with_site (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  DectWindow *window = dect_window_new (NULL);

  g_object_ref (window);
  dect_window_set_document (window, document);
  return window;
}

static void
close_window (DectWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

static void
test_start (void)
{
  DectWindow *window = g_object_ref (dect_window_new (NULL));

  g_assert_null (dect_window_get_document (window));
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (window), "win.nothing", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL));
  g_assert_nonnull (dect_window_get_document (window));
  close_window (window);
}

static void
test_undo (void)
{
  DectWindow *window = window_with_site ();
  DectDocument *document = dect_window_get_document (window);
  DectHistory *history = dect_document_get_history (document);
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (dect_document_get_site (document)));

  dect_set_str (&info->name, "Plant North");
  dect_history_put_one (history, DECT_RECORD (info), "Name the site", NULL);
  g_assert_cmpstr (dect_document_get_title (document), ==, "Plant North");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "• Plant North – not saved yet");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_cmpstr (dect_document_get_title (document), ==, "Untitled site");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL));
  g_assert_cmpstr (dect_document_get_title (document), ==, "Plant North");
  close_window (window);
}

static void
test_field_row (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  DectSite *site = dect_document_get_site (document);
  DectFieldRow *row
      = DECT_FIELD_ROW (g_object_ref_sink (dect_field_row_new (DECT_KIND_SITE, "netmask")));
  DectItem *item = dect_site_find (site, dect_site_get_info (site)->head.id);

  dect_field_row_set_item (row, document, item);
  dect_field_row_set_text (row, "255.255.1.0");
  g_assert_cmpstr (dect_site_get_info (site)->netmask, ==, "255.255.1.0");
  g_assert_nonnull (dect_field_row_get_problem (row));
  dect_field_row_set_text (row, "/24");
  g_assert_cmpstr (dect_site_get_info (site)->netmask, ==, "255.255.255.0");
  g_assert_null (dect_field_row_get_problem (row));

  /* Both edits were one burst of typing. */
  dect_history_undo (dect_document_get_history (document));
  g_assert_null (dect_site_get_info (site)->netmask);
  g_autofree char *text = dect_field_row_get_text (row);
  g_assert_cmpstr (text, ==, "");
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/window/start", test_start);
  g_test_add_func ("/ui/window/undo", test_undo);
  g_test_add_func ("/ui/field-row/edit", test_field_row);

  return g_test_run ();
}
