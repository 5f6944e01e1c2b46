/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-compare.h"
#include "model/dect-history.h"
#include "store/dect-autosave.h"
#include "store/dect-found.h"
#include "store/dect-sample.h"
#include "store/dect-stamp.h"
#include "store/dect-store-private.h"
#include "support/full-site.h"
#include "support/remove-tree.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Drafts lie in a folder of each case's own: G_TEST_OPTION_ISOLATE_DIRS. */

static void
assert_same_site (DectSnapshot *a, DectSnapshot *b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = dect_store_write_bytes (a, &error);
  g_autoptr (GBytes) second = dect_store_write_bytes (b, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
}

static char *
drafts_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "handover", "drafts", NULL);
}

static guint
count_drafts (void)
{
  g_autofree char *path = drafts_folder ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
empty_drafts (void)
{
  g_autofree char *path = drafts_folder ();

  remove_tree (path);
}

static void
test_round_trip (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/Plant north.handover");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  DectRecovery *draft = dect_recovery_new ();

  g_assert_false (dect_recovery_is_there (draft));
  g_assert_cmpuint (count_drafts (), ==, 0);
  g_assert_true (dect_recovery_write (draft, site, file, "base", &error));
  g_assert_no_error (error);
  g_assert_true (dect_recovery_is_there (draft));

  /* In use: nobody is offered it. */
  list = dect_recovery_list (NULL);
  g_assert_cmpuint (list->len, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);

  dect_recovery_free (draft);
  list = dect_recovery_list (NULL);
  g_assert_cmpuint (list->len, ==, 1);
  draft = list->pdata[0];
  g_assert_true (g_file_equal (dect_recovery_get_file (draft), file));
  g_assert_cmpstr (dect_recovery_get_base (draft), ==, "base");
  g_assert_cmpstr (dect_recovery_get_title (draft), ==, dect_snapshot_get_info (site)->name);
  g_assert_cmpint (ABS (g_get_real_time () / G_USEC_PER_SEC - dect_recovery_get_written (draft)), <,
                   60);
  back = dect_recovery_load (draft, &error);
  g_assert_no_error (error);
  assert_same_site (site, back);

  dect_recovery_remove (draft);
  g_assert_cmpuint (count_drafts (), ==, 0);
}

static void
test_modes (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectRecovery) draft = dect_recovery_new ();
  g_autofree char *drafts = drafts_folder ();
  g_autoptr (GDir) folder = NULL;
  g_autofree char *own = NULL;
  g_autofree char *path = NULL;
  struct stat info;

  g_assert_true (dect_recovery_write (draft, site, NULL, NULL, NULL));
  folder = g_dir_open (drafts, 0, NULL);
  own = g_build_filename (drafts, g_dir_read_name (folder), NULL);
  path = g_build_filename (own, "draft", NULL);
  g_assert_cmpint (stat (own, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  dect_recovery_remove (draft);
}

/* Nothing is in a draft but what is in the site's file, and its head; secrets are in neither. */
static void
test_content (void)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectRecovery) draft = dect_recovery_new ();
  g_autofree char *drafts = drafts_folder ();
  g_autoptr (GDir) folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) file = dect_store_write_bytes (site, NULL);
  g_autoptr (GHashTable) wanted = dect_store_unzip (file, NULL);
  g_autoptr (GHashTable) entries = NULL;
  g_autoptr (GKeyFile) head = g_key_file_new ();
  g_auto (GStrv) keys = NULL;
  char *content;
  gsize length;

  g_assert_true (dect_recovery_write (draft, site, NULL, "base", NULL));
  folder = g_dir_open (drafts, 0, NULL);
  path = g_build_filename (drafts, g_dir_read_name (folder), "draft", NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  {
    g_autoptr (GBytes) bytes = g_bytes_new_take (content, length);

    entries = dect_store_unzip (bytes, NULL);
  }
  g_assert_cmpuint (g_hash_table_size (entries), ==, 4);
  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? DECT_STORE_ENTRY_SITE : DECT_STORE_ENTRY_LOG;

      g_assert_true (
          g_bytes_equal (g_hash_table_lookup (entries, name), g_hash_table_lookup (wanted, name)));
    }
  g_assert_true (g_key_file_load_from_bytes (
      head, g_hash_table_lookup (entries, DECT_STORE_ENTRY_DRAFT), G_KEY_FILE_NONE, NULL));
  keys = g_key_file_get_keys (head, "draft", NULL, NULL);
  g_assert_cmpstrv (keys, ((const char *[]){ "version", "written", "title", "base", NULL }));
  dect_recovery_remove (draft);
}

/* What died before its first draft was whole is cleared away, what a newer program wrote is not. */
static void
test_leftovers (void)
{
  g_autofree char *drafts = drafts_folder ();
  g_autofree char *one = g_uuid_string_random ();
  g_autofree char *two = g_uuid_string_random ();
  g_autofree char *empty = g_build_filename (drafts, one, "plans", NULL);
  g_autofree char *newer = g_build_filename (drafts, two, NULL);
  g_autofree char *path = g_build_filename (newer, "draft", NULL);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_cmpint (g_mkdir_with_parents (empty, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (newer, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "from the future", -1, NULL));
  list = dect_recovery_list (NULL);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (count_drafts (), ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);
  g_rmdir (newer);
}

static void
put_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
}

static void
assert_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_unlink (path);
}

/* Somebody has put his own things among the drafts, renamed one to have a look at it, or led one
 * elsewhere: what is cleared away is what we have made, and nothing else. */
static void
test_foreign (void)
{
  static const char *const kept[]
      = { "draft.handover", "notes.txt", "plans/My plan.png", "other/a" };
  g_autofree char *drafts = drafts_folder ();
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *named = g_uuid_string_random ();
  g_autofree char *renamed = g_build_filename (drafts, name, NULL);
  g_autofree char *link = g_build_filename (drafts, named, NULL);
  g_autofree char *home = g_dir_make_tmp ("handover-home-XXXXXX", NULL);
  g_autofree char *other = g_build_filename (drafts, "of-mine", NULL);
  g_autofree char *image = g_build_filename (renamed, "plans", "0123.png", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      put_file (renamed, kept[i]);
      put_file (other, kept[i]);
    }
  put_file (home, "plans/0123.png");
  put_file (renamed, "plans/0123.png");
  g_assert_cmpint (symlink (home, link), ==, 0);
  g_ptr_array_unref (dect_recovery_list (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      assert_file (renamed, kept[i]);
      assert_file (other, kept[i]);
    }
  assert_file (home, "plans/0123.png");
  g_assert_false (g_file_test (image, G_FILE_TEST_EXISTS));
  remove_tree (drafts);
  remove_tree (home);
}

/* --- What is offered ----------------------------------------------------------------------------- */

/* Leaves a draft of @site, as a crash does. */
static void
leave_draft (DectSnapshot *site, GFile *file, const char *base)
{
  g_autoptr (DectRecovery) draft = dect_recovery_new ();

  g_assert_true (dect_recovery_write (draft, site, file, base, NULL));
}

static guint
count_found (DectFoundState state)
{
  g_autoptr (GPtrArray) list = dect_found_list (NULL);

  for (guint i = 0; i < list->len; i++)
    g_assert_cmpint (((DectFound *) list->pdata[i])->state, ==, (gint) state);
  return list->len;
}

/* Killed after the file was saved and before the draft went: there is nothing to ask about,
 * whatever the draft took the file for. What differs in the log alone is offered, since nothing
 * else has it. */
static void
test_found (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-found-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.handover", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DectSnapshot) snapshot = full_site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (DectSnapshot) more = NULL;
  g_autofree char *stamp = NULL;

  g_assert_true (dect_store_save (snapshot, file, NULL, NULL));
  stamp = dect_stamp_for_file (file, NULL);
  leave_draft (snapshot, file, stamp);
  leave_draft (snapshot, file, "of the version before");
  g_assert_cmpuint (count_found (DECT_FOUND_NEWER), ==, 0);
  g_assert_cmpuint (count_drafts (), ==, 0);

  dect_log_append (dect_site_get_log (site), "tick", NULL);
  more = dect_site_snapshot (site);
  leave_draft (more, file, stamp);
  g_assert_cmpuint (count_found (DECT_FOUND_NEWER), ==, 1);
  leave_draft (more, file, stamp);
  g_assert_cmpuint (count_found (DECT_FOUND_NEWER), ==, 2);
  g_unlink (path);
  g_assert_cmpuint (count_found (DECT_FOUND_GONE), ==, 2);
  /* A pipe in its place holds nothing up. */
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_cmpuint (count_found (DECT_FOUND_GONE), ==, 2);
  g_assert_cmpuint (count_drafts (), ==, 2);
  remove_tree (folder);
  empty_drafts ();
}

/* More drafts than a process may have files open: the newest are offered, and there is room left to
 * work. */
static void
test_thousands (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  struct rlimit before, few = { 64, 64 };
  g_autoptr (GPtrArray) list = NULL;
  gint fd;

  for (guint i = 0; i < 200; i++)
    leave_draft (snapshot, NULL, NULL);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  few.rlim_max = before.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &few), ==, 0);
  list = dect_recovery_list (NULL);
  fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_cmpuint (list->len, ==, DECT_RECOVERY_MAX_LIST);
  g_clear_pointer (&list, g_ptr_array_unref);
  g_assert_cmpuint (count_drafts (), ==, 200);
  empty_drafts ();
}

/* --- Autosave ---------------------------------------------------------------------------------- */

static void
put_rfp (DectSite *site, const char *name)
{
  DectRfp *rfp = dect_rfp_new ();

  dect_set_str (&rfp->name, name);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (rfp), "Add", NULL);
}

static void
settle (DectAutosave *autosave)
{
  while (!dect_autosave_is_settled (autosave))
    g_main_context_iteration (NULL, TRUE);
}

/* What a crash would leave now: the draft as it is on the disk, read by somebody else. */
static DectSnapshot *
read_crashed (GFile **file, char **base)
{
  g_autoptr (GPtrArray) list = dect_recovery_list (NULL);
  g_autoptr (GError) error = NULL;
  DectSnapshot *site;

  g_assert_cmpuint (list->len, ==, 1);
  site = dect_recovery_load (list->pdata[0], &error);
  g_assert_no_error (error);
  *file = dect_recovery_get_file (list->pdata[0]);
  if (*file != NULL)
    g_object_ref (*file);
  *base = g_strdup (dect_recovery_get_base (list->pdata[0]));
  return site;
}

static void
test_autosave (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  DectAutosave *autosave = dect_autosave_new (site);
  g_autoptr (GFile) file = g_file_new_for_path ("/somewhere/a.handover");
  g_autoptr (DectSnapshot) wanted = NULL;
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GFile) back_file = NULL;
  g_autofree char *base = NULL;

  /* Nothing changed, nothing written. */
  g_assert_true (dect_autosave_is_settled (autosave));
  put_rfp (site, "A");
  g_assert_false (dect_autosave_is_settled (autosave));
  settle (autosave);
  g_assert_cmpuint (count_drafts (), ==, 1);
  g_assert_null (dect_autosave_get_problem (autosave));

  /* Saved: the draft goes. */
  dect_autosave_set_saved (autosave, file, "1", dect_site_get_generation (site), 0);
  settle (autosave);
  g_assert_cmpuint (count_drafts (), ==, 0);

  /* The log alone is a change too. */
  dect_log_append (dect_site_get_log (site), "tick", NULL);
  settle (autosave);
  g_assert_cmpuint (count_drafts (), ==, 1);

  /* Saved while it was changed: the draft says what it is newer than. */
  put_rfp (site, "B");
  dect_autosave_set_saved (autosave, file, "2", dect_site_get_generation (site), 1);
  put_rfp (site, "C");
  settle (autosave);
  wanted = dect_site_snapshot (site);
  /* The thread may hold it a moment longer than the draft takes. */
  g_object_add_weak_pointer (G_OBJECT (autosave), (gpointer *) &autosave);
  g_object_unref (autosave);
  while (g_atomic_pointer_get (&autosave) != NULL)
    g_thread_yield ();
  back = read_crashed (&back_file, &base);
  assert_same_site (wanted, back);
  g_assert_true (g_file_equal (back_file, file));
  g_assert_cmpstr (base, ==, "2");
}

static void
test_discard (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectAutosave) autosave = dect_autosave_new (site);

  put_rfp (site, "A");
  settle (autosave);
  put_rfp (site, "B");
  dect_autosave_discard (autosave);
  g_assert_cmpuint (count_drafts (), ==, 0);
  put_rfp (site, "C");
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_drafts (), ==, 0);
}

/* A recovered site goes on in its draft: there is never a moment without one. */
static void
test_adopt (void)
{
  g_autoptr (DectSnapshot) snapshot = full_site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (DectAutosave) autosave = dect_autosave_new (site);
  DectRecovery *draft = dect_recovery_new ();

  g_assert_true (dect_recovery_write (draft, snapshot, NULL, NULL, NULL));
  dect_autosave_adopt (autosave, draft);
  g_assert_true (dect_autosave_is_settled (autosave));
  put_rfp (site, "new");
  settle (autosave);
  g_assert_cmpuint (count_drafts (), ==, 1);
  dect_autosave_set_saved (autosave, NULL, NULL, dect_site_get_generation (site),
                           g_list_model_get_n_items (G_LIST_MODEL (dect_site_get_log (site))));
  settle (autosave);
  g_assert_cmpuint (count_drafts (), ==, 0);
}

static void
test_problem (void)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectAutosave) autosave = dect_autosave_new (site);
  g_autofree char *drafts = drafts_folder ();
  g_autofree char *above = g_path_get_dirname (drafts);

  /* A file where the folder should be. */
  g_rmdir (drafts);
  g_mkdir_with_parents (above, 0700);
  g_assert_true (g_file_set_contents (drafts, "", 0, NULL));
  put_rfp (site, "A");
  while (dect_autosave_get_problem (autosave) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (dect_autosave_get_problem (autosave), drafts));
  g_unlink (drafts);
}

/* --- Stamps ------------------------------------------------------------------------------------ */

static void
test_stamp (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-stamp-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "f", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  static const gsize sizes[]
      = { 0, 1, 3, 4, 5, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 1500000 };

  g_assert_null (dect_stamp_for_file (file, NULL));
  for (guint zip = 0; zip < 2; zip++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autofree char *data = g_malloc0 (sizes[i] + 1);
        g_autofree char *from_bytes = NULL;
        g_autofree char *from_file = NULL;
        g_autofree char *other = NULL;
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GBytes) changed = NULL;

        if (zip)
          memcpy (data, "PK\x03\x04", MIN (4, sizes[i]));
        bytes = g_bytes_new (data, sizes[i]);
        g_assert_true (g_file_set_contents (path, data, (gssize) sizes[i], NULL));
        from_bytes = dect_stamp_for_bytes (bytes);
        from_file = dect_stamp_for_file (file, NULL);
        g_assert_cmpstr (from_bytes, ==, from_file);
        if (sizes[i] == 0)
          continue;
        data[sizes[i] - 1] ^= 1;
        changed = g_bytes_new (data, sizes[i]);
        other = dect_stamp_for_bytes (changed);
        g_assert_cmpstr (other, !=, from_file);
      }
  g_unlink (path);
  g_rmdir (folder);
}

/* --- What differs ------------------------------------------------------------------------------ */

static void
test_compare (void)
{
  g_autoptr (DectSnapshot) full = full_site_new ();
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (full);
  g_autoptr (DectSnapshot) after = NULL;
  g_autoptr (GPtrArray) none = dect_compare (full, full);
  g_autoptr (GPtrArray) list = NULL;
  const DectRfp *old = dect_snapshot_rfp (full, 0);
  DectRfp *rfp = dect_rfp_copy (old);
  DectHistory *history = dect_site_get_history (site);
  const DectComparison *row;

  g_assert_cmpuint (none->len, ==, 0);
  dect_set_str (&rfp->name, "Elsewhere");
  dect_history_put_one (history, DECT_RECORD (rfp), "Rename", NULL);
  put_rfp (site, "new");
  dect_history_begin (history, "Remove", NULL);
  dect_history_remove (history, dect_snapshot_handset (full, 0)->head.id);
  dect_history_commit (history);
  dect_log_append (dect_site_get_log (site), "tick", NULL);
  after = dect_site_snapshot (site);
  list = dect_compare (full, after);
  g_assert_cmpuint (list->len, ==, 4);
  row = list->pdata[0];
  g_assert_cmpint (row->as, ==, DECT_COMPARED_CHANGED);
  g_assert_nonnull (strstr (row->details, " → Elsewhere"));
  row = list->pdata[1];
  g_assert_cmpint (row->as, ==, DECT_COMPARED_ADDED);
  g_assert_nonnull (strstr (row->title, "new"));
  row = list->pdata[2];
  g_assert_cmpint (row->as, ==, DECT_COMPARED_REMOVED);
  row = list->pdata[3];
  g_assert_cmpstr (row->details, ==, "2 entries → 3 entries");
}

/* Two sites that have nothing to do with each other, and one of which the image is another. */
static void
test_compare_others (void)
{
  g_autoptr (DectSnapshot) full = full_site_new ();
  g_autoptr (DectSite) sample = dect_sample_new (NULL);
  g_autoptr (DectSnapshot) other = dect_site_snapshot (sample);
  g_autoptr (GPtrArray) forth = dect_compare (full, other);
  g_autoptr (GPtrArray) back = dect_compare (other, full);
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (full);
  DectFloor *floor = dect_floor_copy (dect_snapshot_floor (full, 0));
  g_autoptr (DectSnapshot) after = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_cmpuint (forth->len, >, 100);
  g_assert_cmpuint (back->len, ==, forth->len);
  dect_set_str (&floor->plan, "plans/another.png");
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (floor), "Plan", NULL);
  after = dect_site_snapshot (site);
  list = dect_compare (full, after);
  g_assert_cmpuint (list->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/recovery/round-trip", test_round_trip);
  g_test_add_func ("/store/recovery/modes", test_modes);
  g_test_add_func ("/store/recovery/content", test_content);
  g_test_add_func ("/store/recovery/leftovers", test_leftovers);
  g_test_add_func ("/store/recovery/foreign", test_foreign);
  g_test_add_func ("/store/recovery/found", test_found);
  g_test_add_func ("/store/recovery/thousands", test_thousands);
  g_test_add_func ("/store/recovery/autosave", test_autosave);
  g_test_add_func ("/store/recovery/discard", test_discard);
  g_test_add_func ("/store/recovery/adopt", test_adopt);
  g_test_add_func ("/store/recovery/problem", test_problem);
  g_test_add_func ("/store/recovery/stamp", test_stamp);
  g_test_add_func ("/store/recovery/compare", test_compare);
  g_test_add_func ("/store/recovery/compare-others", test_compare_others);
  return g_test_run ();
}
