/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dect-application.h"
#include "dect-guard.h"
#include "dect-plan-page.h"
#include "dect-preferences.h"
#include "dect-shortcuts.h"
#include "dect-recent.h"
#include "dect-settings.h"
#include "dect-start-page.h"
#include "dect-table-columns.h"
#include "dect-thumbnail.h"
#include "dect-window.h"
#include "dect-wrap-box.h"
#include "radio/dect-radio-data.h"
#include "store/dect-lock.h"
#include "store/dect-sample.h"
#include "store/dect-save.h"
#include "store/dect-store.h"
#include "support/fault-calls.h"
#include "support/ui-support.h"

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSite) site = dect_sample_new (NULL);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);

  fixture->folder = g_dir_make_tmp ("handover-shell-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "plant.handover", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  g_assert_true (dect_store_save (snapshot, fixture->file, NULL, NULL));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  remove_folder (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Lets the main loop run until @condition holds; a generous while later the test fails. */
/* The first widget of a type below another one, that has @css_class where one is given. */
static GtkWidget *
find (GtkWidget *parent, GType type, const char *css_class)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type)
          && (css_class == NULL || gtk_widget_has_css_class (child, css_class)))
        return child;
      found = find (child, type, css_class);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* --- Guard --------------------------------------------------------------------------------------- */

static void
write_something (Fixture *fixture)
{
  g_assert_true (g_file_set_contents (fixture->path, "another program wrote this", -1, NULL));
}

static void
test_guard_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectGuard) mine = dect_guard_new ();
  DectGuard *theirs = dect_guard_new ();
  g_autoptr (GError) error = NULL;

  dect_guard_set_file (theirs, fixture->file);
  g_assert_cmpint (dect_guard_get_state (theirs), ==, DECT_GUARD_FINE);
  dect_guard_set_file (mine, fixture->file);
  g_assert_cmpint (dect_guard_get_state (mine), ==, DECT_GUARD_HELD);
  g_assert_nonnull (strstr (dect_guard_get_words (mine), g_get_host_name ()));
  g_assert_false (dect_guard_begin_write (mine, fixture->file, &error));
  g_assert_error (error, DECT_LOCK_ERROR, DECT_LOCK_ERROR_HELD);

  dect_guard_retry (mine, FALSE);
  g_assert_cmpint (dect_guard_get_state (mine), ==, DECT_GUARD_HELD);
  g_assert_finalize_object (theirs);
  dect_guard_retry (mine, FALSE);
  g_assert_cmpint (dect_guard_get_state (mine), ==, DECT_GUARD_FINE);
  g_assert_null (dect_guard_get_words (mine));
}

static void
test_guard_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectGuard) guard = dect_guard_new ();
  g_autofree char *words = dect_lock_dup_path (fixture->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (
      words, "[handover-lock]\nuser=Ada\nhost=far-away-4711\nsince=1769862896\n", -1, NULL));
  dect_guard_set_file (guard, fixture->file);
  g_assert_cmpint (dect_guard_get_state (guard), ==, DECT_GUARD_ELSEWHERE);
  g_assert_false (dect_guard_begin_write (guard, fixture->file, &error));
  g_assert_error (error, DECT_LOCK_ERROR, DECT_LOCK_ERROR_ELSEWHERE);
  dect_guard_retry (guard, TRUE);
  g_assert_cmpint (dect_guard_get_state (guard), ==, DECT_GUARD_FINE);
}

static void
test_guard_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectGuard) guard = dect_guard_new ();
  g_autoptr (GError) error = NULL;

  dect_guard_set_file (guard, fixture->file);
  write_something (fixture);
  /* The system tells of it. */
  run_until (dect_guard_get_state (guard) == DECT_GUARD_CHANGED);
  g_assert_false (dect_guard_begin_write (guard, fixture->file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  dect_guard_accept (guard);
  g_assert_cmpint (dect_guard_get_state (guard), ==, DECT_GUARD_FINE);

  /* Our own writing is no news. */
  g_assert_true (dect_guard_begin_write (guard, fixture->file, NULL));
  write_something (fixture);
  dect_guard_end_write (guard, TRUE);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (dect_guard_get_state (guard), ==, DECT_GUARD_FINE);

  g_unlink (fixture->path);
  run_until (dect_guard_get_state (guard) == DECT_GUARD_GONE);
  /* What is gone may be written again. */
  g_assert_true (dect_guard_begin_write (guard, fixture->file, NULL));
  write_something (fixture);
  dect_guard_end_write (guard, TRUE);
  g_assert_cmpint (dect_guard_get_state (guard), ==, DECT_GUARD_FINE);
}

/* Another name: its lock is taken before anything is written, and the old one given back after. */
static void
test_guard_save_as (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectGuard) guard = dect_guard_new ();
  g_autoptr (DectGuard) other = dect_guard_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "other.handover", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DectLock *lock;

  dect_guard_set_file (guard, fixture->file);
  dect_guard_set_file (other, file);
  g_assert_false (dect_guard_begin_write (guard, file, &error));
  g_assert_error (error, DECT_LOCK_ERROR, DECT_LOCK_ERROR_HELD);
  dect_guard_set_file (other, NULL);

  g_assert_true (dect_guard_begin_write (guard, file, NULL));
  g_assert_null (dect_lock_take (path, FALSE, NULL));
  dect_guard_end_write (guard, FALSE);
  lock = dect_lock_take (path, FALSE, NULL);
  g_assert_nonnull (lock);
  dect_lock_free (lock);
  g_assert_null (dect_lock_take (fixture->path, FALSE, NULL));

  g_assert_true (dect_guard_begin_write (guard, file, NULL));
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  dect_guard_end_write (guard, TRUE);
  g_assert_null (dect_lock_take (path, FALSE, NULL));
  lock = dect_lock_take (fixture->path, FALSE, NULL);
  g_assert_nonnull (lock);
  dect_lock_free (lock);
}

/* --- Window -------------------------------------------------------------------------------------- */

/* One for all cases: it cannot be registered twice on one bus. */
static DectApplication *
get_application (void)
{
  static DectApplication *application;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = dect_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static gboolean
bar_is_shown (DectWindow *window)
{
  GtkWidget *bar = gtk_widget_get_ancestor (find (GTK_WIDGET (window), GTK_TYPE_BOX, "guard-bar"),
                                            GTK_TYPE_REVEALER);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (bar));
}

static void
quit (DectApplication *application)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
    gtk_window_destroy (windows->data);
}

/* Removed while it is open: said, nothing lost, and there again by one button. */
static void
test_window_gone (Fixture *fixture, gconstpointer data)
{
  DectApplication *application = get_application ();
  DectWindow *window = dect_window_new (GTK_APPLICATION (application));
  g_autoptr (DectSnapshot) back = NULL;
  g_autofree char *lock = dect_lock_dup_path (fixture->path);

  dect_window_open (window, fixture->file);
  run_until (dect_window_get_document (window) != NULL);
  g_assert_false (bar_is_shown (window));
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
  g_unlink (fixture->path);
  run_until (bar_is_shown (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save-over", NULL);
  run_until (!bar_is_shown (window));
  back = dect_store_load (fixture->file, NULL, NULL);
  g_assert_nonnull (back);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_RFP), ==, 18);
  quit (application);
  /* What looks for drafts may have hold of the window still. */
  run_until (!g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* Changed by another program: not overwritten by Save, read anew by Reload. */
static void
test_window_changed (Fixture *fixture, gconstpointer data)
{
  DectApplication *application = get_application ();
  DectWindow *window = dect_window_new (GTK_APPLICATION (application));
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectSnapshot) back = NULL;

  dect_window_open (window, fixture->file);
  run_until (dect_window_get_document (window) != NULL);
  g_assert_true (dect_store_save (snapshot, fixture->file, NULL, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  g_assert_true (bar_is_shown (window));
  back = dect_store_load (fixture->file, NULL, NULL);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_RFP), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL);
  run_until (dect_window_get_document (window) != NULL
             && g_list_model_get_n_items (dect_site_list (
                    dect_document_get_site (dect_window_get_document (window)), DECT_KIND_RFP))
                    == 0);
  g_assert_false (bar_is_shown (window));
  quit (application);
}

static const char *
get_trouble (DectWindow *window)
{
  GtkWidget *bar = find (GTK_WIDGET (window), GTK_TYPE_INFO_BAR, NULL);
  GtkWidget *label = find (bar, GTK_TYPE_LABEL, NULL);

  return gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)) ? gtk_label_get_text (GTK_LABEL (label))
                                                        : NULL;
}

/* Number of the call at which the disk refuses the folder of the file that is in place already,
 * when another site is saved over it. */
static guint
find_folder_sync (Fixture *fixture)
{
  g_autoptr (DectSite) other = dect_site_new ();
  g_autoptr (DectSnapshot) before = dect_store_load (fixture->file, NULL, NULL);
  g_autoptr (DectSnapshot) after = dect_site_snapshot (other);
  g_autoptr (GError) error = NULL;
  guint at = 0;

  do
    {
      g_clear_error (&error);
      g_assert_true (dect_store_save (before, fixture->file, NULL, NULL));
      fault_calls_arm (fixture->folder, ++at, EIO, FALSE);
      dect_store_save (after, fixture->file, NULL, &error);
      g_assert_true (fault_calls_disarm ());
    }
  while (!g_error_matches (error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED));
  g_assert_true (dect_store_save (before, fixture->file, NULL, NULL));
  return at;
}

static void
add_rfp (DectDocument *document)
{
  dect_history_put_one (dect_document_get_history (document), DECT_RECORD (dect_rfp_new ()), "Add",
                        NULL);
}

/* In place, but perhaps not on the disk: it is said so, the file is no other program's work, and
 * the changes stay changes. */
static void
test_window_unsynced (Fixture *fixture, gconstpointer data)
{
  DectApplication *application = get_application ();
  DectWindow *window = dect_window_new (GTK_APPLICATION (application));
  guint at = find_folder_sync (fixture);
  g_autoptr (DectSnapshot) back = NULL;
  DectDocument *document;

  dect_window_open (window, fixture->file);
  run_until (dect_window_get_document (window) != NULL);
  document = dect_window_get_document (window);
  add_rfp (document);
  fault_calls_arm (fixture->folder, at, EIO, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  run_until (get_trouble (window) != NULL);
  g_assert_true (fault_calls_disarm ());
  g_assert_cmpstr (fault_calls_last (), ==, "fsync");
  g_assert_nonnull (strstr (get_trouble (window), "is written, but may not be on its disk yet"));
  back = dect_store_load (fixture->file, NULL, NULL);
  g_assert_cmpuint (dect_snapshot_count (back, DECT_KIND_RFP), ==, 19);
  g_assert_true (dect_document_get_modified (document));
  g_assert_false (bar_is_shown (window));

  /* Nothing stands in the way of the next try. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  run_until (!dect_document_get_modified (document));
  g_assert_false (bar_is_shown (window));
  run_until (get_trouble (window) == NULL);
  run_until (dect_autosave_is_settled (dect_document_get_autosave (document)));
  quit (application);
}

/* The folder of the drafts is full: said while it lasts, with the reason, and no longer. */
static void
test_window_no_draft (Fixture *fixture, gconstpointer data)
{
  DectApplication *application = get_application ();
  DectWindow *window = dect_window_new (GTK_APPLICATION (application));
  DectDocument *document;

  dect_window_open (window, fixture->file);
  run_until (dect_window_get_document (window) != NULL);
  document = dect_window_get_document (window);
  fault_calls_arm (g_get_user_state_dir (), 1, ENOSPC, TRUE);
  add_rfp (document);
  run_until (get_trouble (window) != NULL);
  g_assert_true (fault_calls_disarm ());
  g_assert_nonnull (strstr (get_trouble (window), "No draft can be kept of your changes: "));
  g_assert_nonnull (strstr (get_trouble (window), g_strerror (ENOSPC)));

  add_rfp (document);
  run_until (get_trouble (window) == NULL);
  run_until (dect_autosave_is_settled (dect_document_get_autosave (document)));
  dect_autosave_discard (dect_document_get_autosave (document));
  quit (application);
}

static void
test_window_once (Fixture *fixture, gconstpointer data)
{
  DectApplication *application = get_application ();
  DectWindow *first = dect_window_new (GTK_APPLICATION (application));
  DectWindow *second = dect_window_new (GTK_APPLICATION (application));

  g_assert_true (dect_window_is_free (first));
  dect_window_open (first, fixture->file);
  /* On its way counts too. */
  g_assert_false (dect_window_is_free (first));
  dect_window_open (second, fixture->file);
  g_assert_true (dect_window_is_free (second));
  run_until (dect_window_get_document (first) != NULL);
  dect_window_open (second, fixture->file);
  g_assert_null (dect_window_get_document (second));
  g_assert_true (dect_window_find (GTK_APPLICATION (application), fixture->file) == first);
  quit (application);
}

/* --- Start page ---------------------------------------------------------------------------------- */

static const DectRecentSite *
find_recent (GPtrArray *sites, GFile *file)
{
  for (guint i = 0; i < sites->len; i++)
    {
      const DectRecentSite *site = sites->pdata[i];

      if (g_file_equal (site->file, file))
        return site;
    }
  return NULL;
}

static gboolean
is_remembered (GFile *file)
{
  g_autoptr (GPtrArray) sites = dect_recent_list (50);
  const DectRecentSite *site = find_recent (sites, file);

  return site != NULL && site->name != NULL && site->thumbnail != NULL;
}

static guint
count_rows (GtkWidget *list, const char *css_class)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += css_class == NULL || gtk_widget_has_css_class (row, css_class);
  return n;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(DectDocument **) user_data = dect_document_load_finish (result, NULL);
}

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  DectDocument *document = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  const DectRecentSite *site;
  GtkWidget *page = g_object_ref_sink (g_object_new (DECT_TYPE_START_PAGE, NULL));
  GtkWidget *list = find (page, GTK_TYPE_LIST_BOX, "recent-sites");
  guint n_rows, n_gone;

  dect_document_load_async (fixture->file, NULL, loaded_cb, &document);
  run_until (document != NULL);
  dect_recent_add (document);
  run_until (is_remembered (fixture->file));
  sites = dect_recent_list (50);
  site = find_recent (sites, fixture->file);
  g_assert_cmpstr (site->name, ==, dect_document_get_title (document));
  g_assert_cmpstr (site->customer, ==,
                   dect_site_get_info (dect_document_get_site (document))->customer);
  g_assert_cmpuint (site->n_rfps, ==, 18);
  g_assert_false (site->gone);

  dect_start_page_update (DECT_START_PAGE (page));
  n_rows = count_rows (list, NULL);
  n_gone = count_rows (list, "gone");
  g_unlink (fixture->path);
  dect_start_page_update (DECT_START_PAGE (page));
  g_assert_cmpuint (count_rows (list, NULL), ==, n_rows);
  g_assert_cmpuint (count_rows (list, "gone"), ==, n_gone + 1);

  dect_recent_remove (fixture->file);
  run_until (!is_remembered (fixture->file));
  g_assert_false (g_file_test (site->thumbnail, G_FILE_TEST_EXISTS));
  g_object_unref (document);
  g_assert_finalize_object (page);
}

static void
test_thumbnail (void)
{
  g_autoptr (DectSite) sample = dect_sample_new (NULL);
  g_autoptr (DectSnapshot) full = dect_site_snapshot (sample);
  g_autoptr (DectSnapshot) empty = dect_snapshot_builder_end (dect_snapshot_builder_new ());
  g_autoptr (GBytes) png = dect_thumbnail_new (full);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) broken = NULL;
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("\x89PNG rubbish", 12);
  DectFloor *floor = dect_floor_new ();

  texture = gdk_texture_new_from_bytes (png, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, DECT_THUMBNAIL_WIDTH);
  g_assert_null (dect_thumbnail_new (empty));

  /* A damaged plan is nothing to see, and no harm. */
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (dect_building_new ()));
  dect_set_str (&floor->plan, "plans/x.png");
  dect_snapshot_builder_add (builder, DECT_RECORD (floor));
  dect_snapshot_builder_add_blob (builder, "plans/x.png", rubbish);
  broken = dect_snapshot_builder_end (builder);
  g_assert_null (dect_thumbnail_new (broken));
}

/* --- Preferences --------------------------------------------------------------------------------- */

static void
test_preferences (void)
{
  GSettings *settings = dect_settings_get ();
  g_autoptr (DectDocument) before = dect_document_new ();
  g_autoptr (DectDocument) after = NULL;
  static const char *const keys[][2] = { { "design", "design-limit-dbm" },
                                         { "sync", "sync-limit-dbm" },
                                         { "strong", "strong-limit-dbm" },
                                         { "quality", "quality-limit-percent" } };
  const DectSiteInfo *info;

  g_assert_nonnull (settings);
  /* The schema's defaults are those of the data, whose sources are shown. */
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpfloat (g_settings_get_double (settings, keys[i][1]), ==,
                       dect_limit_value (keys[i][0]));
  g_assert_cmpfloat (dect_site_get_info (dect_document_get_site (before))->sync_limit_dbm, ==, -70);

  g_settings_set_double (settings, "sync-limit-dbm", -68);
  g_settings_set_string (settings, "pbx-profile", "pascom-readonly");
  after = dect_document_new ();
  info = dect_site_get_info (dect_document_get_site (after));
  g_assert_cmpfloat (info->sync_limit_dbm, ==, -68);
  g_assert_cmpstr (info->pbx_profile, ==, "pascom-readonly");
  g_assert_false (dect_document_get_modified (after));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i][1]);
  g_settings_reset (settings, "pbx-profile");
}

static void
test_preferences_window (void)
{
  GSettings *settings = dect_settings_get ();
  GtkWidget *window = GTK_WIDGET (dect_preferences_new ());
  GtkWidget *colors = find (window, GTK_TYPE_DROP_DOWN, NULL);
  GtkWidget *spin = find (window, GTK_TYPE_SPIN_BUTTON, NULL);

  g_object_ref (window);
  gtk_test_accessible_assert_property (spin, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Level wanted at a handset (dBm)");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), -60);
  g_assert_cmpfloat (g_settings_get_double (settings, "design-limit-dbm"), ==, -60);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (colors), 2);
  g_assert_cmpint (g_settings_get_enum (settings, "color-scheme"), ==, 2);
  dect_settings_follow_colors ();
  g_assert_cmpint (adw_style_manager_get_color_scheme (adw_style_manager_get_default ()), ==,
                   ADW_COLOR_SCHEME_FORCE_DARK);
  g_settings_reset (settings, "color-scheme");
  g_assert_cmpint (adw_style_manager_get_color_scheme (adw_style_manager_get_default ()), ==,
                   ADW_COLOR_SCHEME_DEFAULT);
  g_settings_reset (settings, "design-limit-dbm");
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, -65);
  gtk_window_destroy (GTK_WINDOW (window));
  assert_finalized (window);
}

/* How many rows and groups with one can be seen below a widget. */
static void
count_seen (GtkWidget *widget, guint *n_rows, guint *n_groups)
{
  if (!gtk_widget_get_visible (widget))
    return;
  *n_rows += ADW_IS_PREFERENCES_ROW (widget);
  *n_groups += ADW_IS_PREFERENCES_GROUP (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_seen (child, n_rows, n_groups);
}

/* The keys are searched by what they do; a group without a match goes, and all come back. */
static void
test_search (void)
{
  static const struct
  {
    const char *text;
    guint n_rows, n_groups;
  } searches[] = { { "BASE stations", 2, 2 }, { "no such thing", 0, 0 } };
  GtkWidget *window = GTK_WIDGET (dect_shortcuts_new ());
  GtkWidget *page = find_widget (window, ADW_TYPE_PREFERENCES_PAGE);
  guint n_rows = 0, n_groups = 0, all_rows = 0, all_groups = 0;

  g_object_ref (window);
  count_seen (page, &all_rows, &all_groups);
  g_assert_cmpuint (all_rows, >, 40);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      n_rows = n_groups = 0;
      dect_page_window_search (DECT_PAGE_WINDOW (window), searches[i].text);
      count_seen (page, &n_rows, &n_groups);
      g_assert_cmpuint (n_rows, ==, searches[i].n_rows);
      g_assert_cmpuint (n_groups, ==, searches[i].n_groups);
    }
  n_rows = n_groups = 0;
  dect_page_window_search (DECT_PAGE_WINDOW (window), "");
  count_seen (page, &n_rows, &n_groups);
  g_assert_cmpuint (n_rows, ==, all_rows);
  g_assert_cmpuint (n_groups, ==, all_groups);
  gtk_window_destroy (GTK_WINDOW (window));
  assert_finalized (window);
}

/* --- Keys ---------------------------------------------------------------------------------------- */

/* The accelerators of the shortcuts window, as GTK itself would write them. */
static GHashTable *
list_help (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      "/io/github/handover_planner/Handover/ui/dect-shortcuts.ui", 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GRegex) regex = g_regex_new ("name=\"accelerator\">([^<]*)<", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *help = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *escaped = g_match_info_fetch (match, 1);
      g_autoptr (GString) raw = g_string_new (escaped);
      g_auto (GStrv) words = NULL;

      g_string_replace (raw, "&lt;", "<", 0);
      g_string_replace (raw, "&gt;", ">", 0);
      words = g_strsplit (raw->str, " ", -1);
      for (guint i = 0; words[i] != NULL; i++)
        {
          char *range = strstr (words[i], "...");
          guint key = 0;
          GdkModifierType state = 0;
          gunichar last = range != NULL ? (gunichar) range[3] : 0;

          if (range != NULL)
            *range = '\0';
          g_assert_true (gtk_accelerator_parse (words[i], &key, &state));
          do
            g_hash_table_add (help, gtk_accelerator_name (key++, state));
          while (key <= last);
        }
    }
  return help;
}

static gboolean
has_key (GHashTable *help, const char *accelerator)
{
  guint key = 0;
  GdkModifierType state = 0;
  g_autofree char *name = NULL;

  g_assert_true (gtk_accelerator_parse (accelerator, &key, &state));
  name = gtk_accelerator_name (key, state);
  return g_hash_table_contains (help, name);
}

static void
test_keys (void)
{
  DectApplication *application = get_application ();
  g_autoptr (GHashTable) help = list_help ();
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  g_auto (GStrv) page = dect_plan_page_list_keys ();
  static const char *const standard[]
      = { "<Control>n",        "<Control>o", "<Control>s", "<Control><Shift>s", "<Control>z",
          "<Control><Shift>z", "<Control>w", "<Control>q", "<Control>p",        "<Control>comma",
          "<Control>question", "F1",         "F10" };

  g_assert_cmpuint (g_strv_length (actions), >, 15);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys
          = gtk_application_get_accels_for_action (GTK_APPLICATION (application), actions[i]);

      for (guint j = 0; keys[j] != NULL; j++)
        if (!has_key (help, keys[j]))
          g_error ("%s (%s) is missing in the shortcuts window", keys[j], actions[i]);
    }
  /* Of the alternatives on a keypad one is enough. */
  for (guint i = 0; page[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_strsplit (page[i], "|", -1);

      if (!has_key (help, keys[0]))
        g_error ("%s of the plan is missing in the shortcuts window", keys[0]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (standard); i++)
    {
      g_auto (GStrv) meant
          = gtk_application_get_actions_for_accel (GTK_APPLICATION (application), standard[i]);

      if (meant[0] == NULL)
        g_error ("%s does nothing", standard[i]);
    }
  quit (application);
}

static void
test_about (void)
{
  DectApplication *application = get_application ();
  g_autoptr (GList) toplevels = NULL;
  GtkWindow *about = NULL;
  const char *notes;

  gtk_window_present (GTK_WINDOW (dect_window_new (GTK_APPLICATION (application))));
  g_action_group_activate_action (G_ACTION_GROUP (application), "about", NULL);
  toplevels = gtk_window_list_toplevels ();
  for (GList *l = toplevels; l != NULL; l = l->next)
    if (ADW_IS_ABOUT_WINDOW (l->data))
      about = l->data;
  g_assert_nonnull (about);
  notes = adw_about_window_get_release_notes (ADW_ABOUT_WINDOW (about));
  g_assert_true (g_str_has_prefix (notes, "<ul><li>"));
  g_assert_cmpstr (adw_about_window_get_version (ADW_ABOUT_WINDOW (about)), ==, PACKAGE_VERSION);
  gtk_window_destroy (about);
  quit (application);
}

/* --- Columns of tables --------------------------------------------------------------------------- */

static GtkColumnView *
table_new (void)
{
  static const char *const ids[] = { "number", "name", "mac" };
  GtkColumnView *view = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (ids[i], NULL);

      g_object_set_data (G_OBJECT (column), DECT_TABLE_COLUMN_ID, (gpointer) ids[i]);
      gtk_column_view_column_set_fixed_width (column, 100);
      gtk_column_view_append_column (view, column);
    }
  dect_table_columns_remember (view, "rfp-columns");
  return view;
}

static GtkColumnViewColumn *
column_at (GtkColumnView *view, guint position)
{
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (view), position);

  return column; /* the table holds it */
}

static gboolean
is_kept (const char *text)
{
  g_autoptr (GVariant) kept = g_settings_get_value (dect_settings_get (), "rfp-columns");
  g_autofree char *now = g_variant_print (kept, FALSE);

  return g_str_equal (now, text);
}

static void
test_columns (void)
{
  GtkColumnView *view;
  g_autoptr (GtkColumnViewColumn) last = NULL;

  g_settings_reset (dect_settings_get (), "rfp-columns");
  view = table_new ();
  last = g_object_ref (column_at (view, 2));
  gtk_column_view_column_set_fixed_width (column_at (view, 0), 64);
  gtk_column_view_column_set_visible (column_at (view, 1), FALSE);
  /* It takes no room, and its width is not forgotten. */
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column_at (view, 1)), ==, 0);
  gtk_column_view_insert_column (view, 0, last);
  run_until (is_kept ("[('mac', true, 100), ('number', true, 64), ('name', false, 100)]"));
  g_assert_finalize_object (view);
  /* A column may outlive its table. */
  gtk_column_view_column_set_visible (last, FALSE);

  view = table_new ();
  g_assert_cmpstr (gtk_column_view_column_get_title (column_at (view, 0)), ==, "mac");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column_at (view, 1)), ==, 64);
  g_assert_false (gtk_column_view_column_get_visible (column_at (view, 2)));
  gtk_column_view_column_set_visible (column_at (view, 2), TRUE);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column_at (view, 2)), ==, 100);
  g_assert_finalize_object (view);

  /* What is not known, or cannot be, does no harm. */
  g_settings_set_value (dect_settings_get (), "rfp-columns",
                        g_variant_new_parsed ("[('gone', true, 70), ('mac', true, -900), "
                                              "('name', true, 1), ('mac', false, 3)]"));
  view = table_new ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 3);
  g_assert_finalize_object (view);
  g_settings_reset (dect_settings_get (), "rfp-columns");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, setup, func, teardown)
  ADD ("/ui/guard/lock", test_guard_lock);
  ADD ("/ui/guard/elsewhere", test_guard_elsewhere);
  ADD ("/ui/guard/disk", test_guard_disk);
  ADD ("/ui/guard/save-as", test_guard_save_as);
  ADD ("/ui/shell/gone", test_window_gone);
  ADD ("/ui/shell/changed", test_window_changed);
  ADD ("/ui/shell/unsynced", test_window_unsynced);
  ADD ("/ui/shell/no-draft", test_window_no_draft);
  ADD ("/ui/shell/once", test_window_once);
  ADD ("/ui/shell/recent", test_recent);
  g_test_add_func ("/ui/shell/thumbnail", test_thumbnail);
  g_test_add_func ("/ui/shell/preferences", test_preferences);
  g_test_add_func ("/ui/shell/preferences-window", test_preferences_window);
  g_test_add_func ("/ui/shell/search", test_search);
  g_test_add_func ("/ui/shell/keys", test_keys);
  g_test_add_func ("/ui/shell/about", test_about);
  g_test_add_func ("/ui/table/columns", test_columns);

  return g_test_run ();
}
