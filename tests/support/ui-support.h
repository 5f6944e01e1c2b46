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
