/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include <string.h>

/* What every test of the window needs. */

static GLogFunc ui_test_log;

static inline void
ui_test_log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  ui_test_log (domain, level, message, data);
  /* GTK 4.8 and libadwaita 1.2 say this of their own parts where a window folds or a machine is slow. */
  if ((level & G_LOG_LEVEL_WARNING) != 0 && strstr (message, "without a current allocation") == NULL
      && strstr (message, "Failed to measure available space") == NULL)
    G_BREAKPOINT ();
}

/* gtk_test_init(), with every warning fatal but theirs. */
static inline void
ui_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  ui_test_log = g_log_set_default_handler (ui_test_log_cb, NULL);
  /* Where GTK 4.8 looks which recent files are too old, it loses the time of day. */
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-max-age", -1, NULL);
}

/* The first widget of a type in a tree, itself included; NULL where there is none. */
static inline GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Lists to choose from have a list inside, too. */
static inline GtkListView *
find_line_list (GtkWidget *widget)
{
  GtkListView *found = NULL;

  if (GTK_IS_LIST_VIEW (widget) && gtk_widget_has_css_class (widget, "findings"))
    return GTK_LIST_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_line_list (child);
  return found;
}

/* The sentences that a dialog lists, dect_line_list_set(), one a line. */
static inline char *
dup_lines (GtkWidget *dialog)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (find_line_list (dialog)));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) line = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s\n", gtk_string_object_get_string (line));
    }
  return g_string_free (text, FALSE);
}

static inline gboolean
run_until_late_cb (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until a condition holds; fails the test when it does not within half a minute. */
#define run_until(condition)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gboolean late = FALSE;                                                                         \
    guint source = g_timeout_add_seconds (30, run_until_late_cb, &late);                            \
                                                                                                   \
    while (!(condition) && !late)                                                                  \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_assert_false (late);                                                                         \
    g_source_remove (source);                                                                      \
  }                                                                                                \
  G_STMT_END

/* As g_assert_finalize_object(), of what another thread may have hold of for a moment: a window in which drafts are looked for. */
static inline void
assert_finalized (gpointer object)
{
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  run_until (object == NULL);
}
