/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "dect-dialogs.h"
#include "dect-field-row.h"
#include "dect-window.h"
#include "support/ui-support.h"

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
  assert_finalized (window);
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
count_cb (guint *count)
{
  (*count)++;
}

/* What shows a toast with a title; it may wait for another one to slide away. */
static GtkWidget *
wait_for_toast (GtkWidget *overlay, const char *title)
{
  for (;;)
    {
      for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          GtkWidget *label = gtk_widget_get_first_child (child);

          if (g_str_equal (gtk_widget_get_css_name (child), "toast") && ADW_IS_BIN (label))
            label = gtk_widget_get_first_child (label);
          if (GTK_IS_LABEL (label) && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), title))
            return child;
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

/* The button inside that undoes. */
static GtkWidget *
find_undo (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "win.undo") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    found = find_undo (child);
  return found;
}

static void
name_site (DectDocument *document, const char *name)
{
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (dect_document_get_site (document)));

  dect_set_str (&info->name, name);
  dect_history_put_one (dect_document_get_history (document), DECT_RECORD (info), name, NULL);
}

/* A toast's Undo takes back its own step, or is not there any more. */
static void
test_toasts (void)
{
  DectWindow *window = window_with_site ();
  DectDocument *document = dect_window_get_document (window);
  GtkWidget *inside = gtk_window_get_focus (GTK_WINDOW (window));
  g_autoptr (AdwToast) first = NULL;
  guint n_gone = 0;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_nonnull (inside);
  g_assert_null (dect_toast_get (inside));
  name_site (document, "One");
  dect_toast_undo (inside, "%s", "First & done");
  g_assert_cmpstr (adw_toast_get_title (dect_toast_get (inside)), ==, "First &amp; done");
  g_assert_cmpstr (adw_toast_get_action_name (dect_toast_get (inside)), ==, "win.undo");
  first = g_object_ref (dect_toast_get (inside));
  g_signal_connect_swapped (first, "dismissed", G_CALLBACK (count_cb), &n_gone);

  /* It goes with the next step, and cannot undo that until it has gone. */
  name_site (document, "Two");
  g_assert_null (dect_toast_get (inside));
  g_assert_null (adw_toast_get_button_label (first));
  dect_toast_undo_or (inside, "_Other", "win.redo", "%s", "Second");
  dect_toast_undo (inside, "%s", "Second again");
  g_assert_cmpstr (adw_toast_get_title (dect_toast_get (inside)), ==, "Second again");
  wait_for_toast (gtk_widget_get_ancestor (inside, ADW_TYPE_TOAST_OVERLAY), "Second again");
  g_assert_cmpuint (n_gone, ==, 1);

  /* The keyboard was faster. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_cmpstr (dect_document_get_title (document), ==, "One");
  g_assert_null (dect_toast_get (inside));

  /* And by the buttons themselves: the other one of two is the toast's own. */
  name_site (document, "Two");
  dect_toast_undo (inside, "%s", "Plain");
  g_signal_emit_by_name (find_undo (wait_for_toast (
                             gtk_widget_get_ancestor (inside, ADW_TYPE_TOAST_OVERLAY), "Plain")),
                         "clicked");
  g_assert_cmpstr (dect_document_get_title (document), ==, "One");
  g_assert_null (dect_toast_get (inside));
  name_site (document, "Two");
  dect_toast_undo_or (inside, "_Other", "win.redo", "%s", "Two ways");
  while (gtk_widget_get_root (adw_toast_get_custom_title (dect_toast_get (inside))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_undo (adw_toast_get_custom_title (dect_toast_get (inside))),
                         "clicked");
  g_assert_cmpstr (dect_document_get_title (document), ==, "One");
  g_assert_null (dect_toast_get (inside));

  /* News that undoes nothing stays. */
  dect_toast (inside, "%s", "News");
  name_site (document, "Three");
  g_assert_cmpstr (adw_toast_get_title (dect_toast_get (inside)), ==, "News");
  wait_for_toast (gtk_widget_get_ancestor (inside, ADW_TYPE_TOAST_OVERLAY), "News");
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

/* --- Rest ---------------------------------------------------------------------------------------- */

#define QUIET_MS 300

static gboolean
over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waits until nothing is laid out for a while; what is due comes before the end of that. */
static void
wait_for_rest (guint *n_frames)
{
  gint64 end_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  do
    {
      gboolean over = FALSE;

      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      *n_frames = 0;
      g_timeout_add_full (G_PRIORITY_LOW, QUIET_MS, over_cb, &over, NULL);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
    }
  while (*n_frames > 0);
}

/* A window that is left alone does nothing: what turns on a page that is not shown costs as much as
 * if it were. */
static void
test_rest (void)
{
  static const char *const pages[] = { "plan", "rfps", "handsets", "checks", "commission" };
  DectWindow *window = g_object_ref (dect_window_new (NULL));
  GtkWidget *spinner;
  GtkStack *stack;
  guint n_frames = 0;

  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "layout",
                            G_CALLBACK (count_cb), &n_frames);
  wait_for_rest (&n_frames);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.new", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", pages[i]));
      wait_for_rest (&n_frames);
    }

  /* Where it can be seen, it turns. */
  spinner = find_widget (GTK_WIDGET (window), GTK_TYPE_SPINNER);
  stack = GTK_STACK (gtk_widget_get_ancestor (spinner, GTK_TYPE_STACK));
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  gtk_stack_set_visible_child_name (stack, "busy");
  run_until (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  gtk_stack_set_visible_child_name (stack, "site");
  run_until (!gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  close_window (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/window/start", test_start);
  g_test_add_func ("/ui/window/undo", test_undo);
  g_test_add_func ("/ui/window/toasts", test_toasts);
  g_test_add_func ("/ui/field-row/edit", test_field_row);
  g_test_add_func ("/ui/window/rest", test_rest);

  return g_test_run ();
}
