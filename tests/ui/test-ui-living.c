/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is closed is gone. */

#include "config.h"

#include "dect-application.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/living.h"
#include "support/remove-tree.h"
#include "support/ui-support.h"
#include "tour.h"

#define WIDTH_PX 800
#define TOURS 2
#define WINDOWS 3
#define WAIT_SECONDS 20

/* What counts: all of ours, every window, and what an operation has that is not over. Small parts
 * of GTK 4.8 and libadwaita 1.2 stay of themselves: the sections of each menu, the menu of a button
 * that goes while it is open, the buffer of each password entry, the swipe tracker of each leaflet,
 * the model of each view switcher. */
static gboolean
counts (GType type)
{
  return g_str_has_prefix (g_type_name (type), "Dect") || g_type_is_a (type, GTK_TYPE_WINDOW)
         || type == G_TYPE_TASK || type == G_TYPE_CANCELLABLE || g_type_is_a (type, G_TYPE_FILE);
}

static char *
find_more (GHashTable *before)
{
  g_autoptr (GHashTable) after = living_take ();

  return living_compare (before, after, counts);
}

/* What ends in a thread of its own may take a moment. */
static void
assert_no_more (GHashTable *before)
{
  gint64 end_us = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;
  char *more;

  while ((more = find_more (before)) != NULL)
    {
      if (g_get_monotonic_time () > end_us)
        g_error ("what is left:\n%s", more);
      g_free (more);
      g_usleep (10000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* --- Everything that can be opened ---------------------------------------------------------------
 */

static void
look_away (GtkWidget *widget, const char *what, gpointer user_data)
{
}

static void
test_tour (void)
{
  g_autoptr (GHashTable) before = NULL;

  /* Caches fill, and what is made once is made. */
  tour_everything (WIDTH_PX, look_away, NULL);
  before = living_take ();
  for (guint i = 0; i < TOURS; i++)
    tour_everything (WIDTH_PX, look_away, NULL);
  assert_no_more (before);
}

/* --- Another site beside -------------------------------------------------------------------------
 */

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static DectDocument *
load (GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DectDocument *document;

  dect_document_load_async (file, NULL, result_cb, &result);
  run_until (result != NULL);
  document = dect_document_load_finish (result, &error);
  g_assert_no_error (error);
  return document;
}

static void
save (DectDocument *document, GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dect_document_save_async (document, file, NULL, result_cb, &result);
  run_until (result != NULL);
  dect_document_save_finish (document, result, &error);
  g_assert_no_error (error);
}

/* A site is opened, looked at, changed, changed back, saved and closed. */
static void
use_window (GFile *file)
{
  static const char *const pages[] = { "plan", "rfps", "handsets", "checks", "commission" };
  g_autoptr (DectDocument) document = load (file);
  DectWindow *window = dect_window_new (NULL);
  DectSiteInfo *info;

  dect_window_set_document (window, document);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", pages[i]));
      run_until (!dect_document_is_analysing (document));
    }
  info = dect_site_info_copy (dect_site_get_info (dect_document_get_site (document)));
  dect_set_str (&info->name, "Beside");
  dect_history_put_one (dect_document_get_history (document), DECT_RECORD (info), "Name it", NULL);
  g_assert_true (dect_document_get_modified (document));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  save (document, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-living-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "beside.handover", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectDocument) document = dect_document_new_for_site (site);
  g_autoptr (GHashTable) before = NULL;

  save (document, file);
  use_window (file);
  before = living_take ();
  for (guint i = 0; i < WINDOWS; i++)
    use_window (file);
  assert_no_more (before);
  remove_tree (folder);
}

int
main (int argc, char **argv)
{
  living_watch ();
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/living/window", test_window);
  g_test_add_func ("/ui/living/tour", test_tour);

  return g_test_run ();
}
