/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "dect-help-reader.h"
#include "dect-help-window.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

static const char page[]
    = "<?xml version=\"1.0\"?>\n<!-- a remark -->\n<html><head><title>T</title></head><body>\n"
      "<p class=\"up\"><a href=\"index.html\">Up</a></p>\n"
      "<h1>Title &amp;  more</h1>\n<p>One <b>two</b>\n <a href=\"x.html#y\">three</a>.</p>\n"
      "<ol><li>first</li><li>second <code>c</code></li></ol><ul><li>point</li></ul>\n"
      "<h3 id=\"y\">Entry</h3><p class=\"source\">Book</p>\n"
      "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n"
      "<p><img src=\"../plan.png\" alt=\"A plan\"/></p></body></html>";

static void
assert_block (GPtrArray *blocks, guint i, DectHelpKind kind, const char *marker, const char *markup)
{
  const DectHelpBlock *block;

  g_assert_cmpuint (i, <, blocks->len);
  block = g_ptr_array_index (blocks, i);
  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (block->marker, ==, marker);
  g_assert_cmpstr (block->markup, ==, markup);
}

static void
test_reader (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = dect_help_read (page, sizeof page - 1, &error);
  const DectHelpBlock *block;

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, 12);
  assert_block (blocks, 0, DECT_HELP_TITLE, "", "Title &amp; more");
  assert_block (blocks, 1, DECT_HELP_TEXT, "", "One <b>two</b> <a href=\"x.html#y\">three</a>.");
  assert_block (blocks, 2, DECT_HELP_ITEM, "1.", "first");
  assert_block (blocks, 3, DECT_HELP_ITEM, "2.", "second <tt>c</tt>");
  assert_block (blocks, 4, DECT_HELP_ITEM, "•", "point");
  assert_block (blocks, 5, DECT_HELP_ENTRY, "", "Entry");
  assert_block (blocks, 6, DECT_HELP_SOURCE, "", "Book");
  assert_block (blocks, 7, DECT_HELP_HEAD, "", "A");
  assert_block (blocks, 9, DECT_HELP_CELL, "", "1");
  assert_block (blocks, 11, DECT_HELP_PICTURE, "", "../plan.png");
  block = g_ptr_array_index (blocks, 1);
  g_assert_cmpstr (block->text, ==, "One two three.");
  block = g_ptr_array_index (blocks, 5);
  g_assert_cmpstr (block->id, ==, "y");
  block = g_ptr_array_index (blocks, 9);
  g_assert_true (block->starts);
  block = g_ptr_array_index (blocks, 10);
  g_assert_false (block->starts);
}

static void
test_reader_refuses (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_help_read ("<html><p>no end", 15, &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static DectHelpWindow *
find_help (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (toplevels, i);

      if (DECT_IS_HELP_WINDOW (window))
        return DECT_HELP_WINDOW (window);
    }
  return NULL;
}

/* Every page is drawn without a warning, fits 360 pixels, and its own links lead on and back. */
static void
test_pages (void)
{
  static const char *const pages[]
      = { "index", "first-site", "plan",  "tables",  "checks",      "commission",
          "dhcp",  "pbx",        "paper", "formats", "command-line" };
  g_autoptr (GtkApplication) application
      = gtk_application_new ("io.github.handover_planner.HelpTest", G_APPLICATION_NON_UNIQUE);
  DectHelpWindow *help;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      int minimum;

      dect_help_window_show (application, pages[i]);
      help = find_help ();
      g_assert_nonnull (help);
      g_assert_cmpstr (dect_help_window_get_topic (help), ==, pages[i]);
      gtk_widget_measure (GTK_WIDGET (help), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, 360);
    }
  dect_help_window_show (application, "checks#chain-cut");
  help = find_help ();
  g_assert_nonnull (find_label (GTK_WIDGET (help), "chain-cut"));
  gtk_widget_activate_action (GTK_WIDGET (help), "help.back", NULL);
  g_assert_cmpstr (dect_help_window_get_topic (help), ==, "command-line");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.contents", NULL);
  g_assert_cmpstr (dect_help_window_get_topic (help), ==, "index");

  GtkWidget *label = find_label (GTK_WIDGET (help), "Checks");
  gboolean handled = FALSE;

  g_signal_emit_by_name (label, "activate-link", "checks.html#mac-missing", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (dect_help_window_get_topic (help), ==, "checks#mac-missing");

  /* A page that does not exist is not an empty window. */
  dect_help_window_show (application, "nowhere");
  g_assert_cmpstr (dect_help_window_get_topic (find_help ()), ==, "index");
  gtk_window_destroy (GTK_WINDOW (find_help ()));
}

static void
test_search (void)
{
  g_autoptr (GtkApplication) application
      = gtk_application_new ("io.github.handover_planner.HelpTest", G_APPLICATION_NON_UNIQUE);
  GtkWidget *help, *entry;

  dect_help_window_show (application, "index");
  help = GTK_WIDGET (find_help ());
  entry = find_widget (help, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "label SCAN");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (find_label (help, "mac-missing"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "xylophone");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (find_label (help, "Nothing found"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (find_label (help, "The first site in ten minutes"));
  gtk_window_destroy (GTK_WINDOW (help));
}

/* What leads to the help of a rule. */
static GtkWidget *
find_explain (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "app.help") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_explain (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Each finding leads to its own rule: by its button, and by F1 where the focus is in its row. */
static void
test_findings (void)
{
  g_autoptr (GApplication) application = g_object_new (DECT_TYPE_APPLICATION, "application-id",
                                                       "io.github.handover_planner.HelpTest",
                                                       "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectDocument) document = dect_document_new_for_site (site);
  DectWindow *window;
  GtkWidget *button;
  GVariant *target;

  g_assert_true (g_application_register (application, NULL, NULL));
  window = dect_window_new (GTK_APPLICATION (application));
  dect_window_set_document (window, document);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "checks");
  run_until (find_explain (GTK_WIDGET (window)) != NULL);
  button = find_explain (GTK_WIDGET (window));
  target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));
  g_assert_true (g_str_has_prefix (g_variant_get_string (target, NULL), "checks#"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Explain");
  gtk_test_accessible_assert_role (button, GTK_ACCESSIBLE_ROLE_BUTTON);

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (dect_help_window_get_topic (find_help ()), ==,
                   g_variant_get_string (target, NULL));
  dect_help_window_show (GTK_APPLICATION (application), "index");
  run_until (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_grab_focus (button));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL));
  g_assert_cmpstr (dect_help_window_get_topic (find_help ()), ==,
                   g_variant_get_string (target, NULL));
  gtk_window_destroy (GTK_WINDOW (find_help ()));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* F1 leads from each page to its topic, from the window without a site to the first steps. */
static void
test_topics (void)
{
  static const char *const topics[][2] = { { "plan", "plan" },
                                           { "rfps", "tables" },
                                           { "handsets", "tables" },
                                           { "checks", "checks" },
                                           { "commission", "commission" } };
  g_autoptr (GApplication) application = g_object_new (DECT_TYPE_APPLICATION, "application-id",
                                                       "io.github.handover_planner.TopicTest",
                                                       "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectDocument) document = dect_document_new_for_site (site);
  g_auto (GStrv) keys = NULL;
  DectWindow *window;

  g_assert_true (g_application_register (application, NULL, NULL));
  keys = gtk_application_get_accels_for_action (GTK_APPLICATION (application), "win.help");
  g_assert_cmpstr (keys[0], ==, "F1");
  window = dect_window_new (GTK_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
  g_assert_cmpstr (dect_help_window_get_topic (find_help ()), ==, "first-site");
  dect_window_set_document (window, document);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", topics[i][0]);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
      g_assert_cmpstr (dect_help_window_get_topic (find_help ()), ==, topics[i][1]);
    }
  gtk_window_destroy (GTK_WINDOW (find_help ()));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  dect_ui_init ();

  g_test_add_func ("/help/reader", test_reader);
  g_test_add_func ("/help/reader-refuses", test_reader_refuses);
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/search", test_search);
  g_test_add_func ("/help/findings", test_findings);
  g_test_add_func ("/help/topics", test_topics);

  return g_test_run ();
}
