/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-recovery.h"
#include "store/dect-sample.h"
#include "store/dect-save.h"
#include "store/dect-store.h"
#include "support/fault-calls.h"
#include "support/full-site.h"
#include "support/remove-tree.h"

#include <string.h>
#include <sys/stat.h>

/*
 * The power fails after each call in turn, on the worst disk that POSIX allows: of what was not
 * synced any part may be there and any other may not. Of a file's content there is what fsync ()
 * was asked for, or nothing, half or all of the rest; of a folder's names what fsync () of the
 * folder was asked for, and of the changes since then any of them, in whatever choice (a rename
 * alone is never half done). For each such state it is looked whether the old or the new is there,
 * whole, and the new once it was said to be.
 *
 * It is a model of a disk and no disk; what it stands for: fsync (2), "does not necessarily ensure
 * that the entry in the directory has also reached disk", and rename (2), "atomically replaced".
 */

/* Beyond that not every choice is tried: each beginning, each single one, and all but each single
 * one. */
#define MAX_CHOICES 6

/* A change of names: @from goes, @to is this file from then on. */
typedef struct
{
  char *from; /* NULL: none */
  char *to;   /* NULL: none */
  guint64 file;
} Change;

/* What is on the disk after a power failure: path -> content, %NULL for a folder. */
typedef struct
{
  GHashTable *files;
  gboolean done; /* the call had come back and said so */
} State;

static struct
{
  const char *folder;
  GHashTable *synced;   /* path -> file: names on the disk for sure */
  GHashTable *live;     /* path -> file: names as the program sees them */
  GPtrArray *changes;   /* Change: the ones since */
  GHashTable *contents; /* file -> GBytes: content on the disk for sure; %NULL for folders */
  GPtrArray *states;
  gboolean done;
} disk;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->from);
  g_free (change->to);
  g_free (change);
}

static void
state_free (gpointer data)
{
  State *state = data;

  g_hash_table_unref (state->files);
  g_free (state);
}

static void
bytes_unref (gpointer bytes)
{
  if (bytes != NULL)
    g_bytes_unref (bytes);
}

/* --- The disk ---------------------------------------------------------------------------------- */

static gpointer
file_at (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 ? GSIZE_TO_POINTER (info.st_ino) : NULL;
}

static GBytes *
read_now (const char *path)
{
  char *data;
  gsize length;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

static void
apply (GHashTable *names, const Change *change)
{
  if (change->from != NULL)
    g_hash_table_remove (names, change->from);
  if (change->to != NULL)
    g_hash_table_insert (names, g_strdup (change->to), GSIZE_TO_POINTER (change->file));
}

static void
note_change (const char *from, const char *to)
{
  Change *change = g_new0 (Change, 1);

  change->from = g_strdup (from);
  change->to = g_strdup (to);
  change->file = to != NULL ? GPOINTER_TO_SIZE (file_at (to)) : 0;
  apply (disk.live, change);
  g_ptr_array_add (disk.changes, change);
}

static gboolean
is_in (const char *path, const char *folder)
{
  g_autofree char *own = path != NULL ? g_path_get_dirname (path) : NULL;

  return g_strcmp0 (own, folder) == 0;
}

static void
sync_folder (const char *folder)
{
  for (guint i = 0; i < disk.changes->len;)
    {
      const Change *change = disk.changes->pdata[i];

      if (is_in (change->to, folder) || is_in (change->from, folder))
        {
          apply (disk.synced, change);
          g_ptr_array_remove_index (disk.changes, i);
        }
      else
        i++;
    }
}

static void
sync_fd (gint fd)
{
  g_autofree char *descriptor = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (descriptor, NULL);
  struct stat info;

  g_assert_cmpint (stat (descriptor, &info), ==, 0);
  if (S_ISDIR (info.st_mode))
    sync_folder (path);
  else
    g_hash_table_insert (disk.contents, GSIZE_TO_POINTER (info.st_ino), read_now (descriptor));
}

/* --- What may be there afterwards ------------------------------------------------------------------ */

/* The file under a name by which the program sees it. */
static GBytes *
live_content (guint64 file)
{
  GHashTableIter iter;
  gpointer path, value;

  g_hash_table_iter_init (&iter, disk.live);
  while (g_hash_table_iter_next (&iter, &path, &value))
    if (GPOINTER_TO_SIZE (value) == file)
      return read_now (path);
  return NULL;
}

static GBytes *
first_half (GBytes *content)
{
  return g_bytes_new_from_bytes (content, 0, g_bytes_get_size (content) / 2);
}

/* @more: how much of what was not synced is there: 0 nothing, 1 half, 2 all */
static GBytes *
content_of (guint64 file, guint more)
{
  GBytes *synced = g_hash_table_lookup (disk.contents, GSIZE_TO_POINTER (file));
  g_autoptr (GBytes) live = more > 0 ? live_content (file) : NULL;

  if (live == NULL || (synced != NULL && g_bytes_equal (live, synced)))
    return synced != NULL ? g_bytes_ref (synced) : g_bytes_new (NULL, 0);
  return more == 1 ? first_half (live) : g_bytes_ref (live);
}

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* A file whose folder is not there is not there. */
static gboolean
can_be_reached (GHashTable *names, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_str_equal (folder, disk.folder)
         || (g_hash_table_contains (names, folder) && can_be_reached (names, folder));
}

/* @chosen: which of the changes are on the disk */
static void
add_state (guint64 chosen, guint more)
{
  State *state = g_new0 (State, 1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer path, file;

  g_hash_table_iter_init (&iter, disk.synced);
  while (g_hash_table_iter_next (&iter, &path, &file))
    g_hash_table_insert (names, g_strdup (path), file);
  for (guint i = 0; i < disk.changes->len; i++)
    if (chosen & (G_GUINT64_CONSTANT (1) << i))
      apply (names, disk.changes->pdata[i]);
  state->done = disk.done;
  state->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, bytes_unref);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &path, &file))
    if (can_be_reached (names, path))
      g_hash_table_insert (state->files, g_strdup (path),
                           is_folder (path) ? NULL : content_of (GPOINTER_TO_SIZE (file), more));
  g_ptr_array_add (disk.states, state);
}

/* The power fails now. */
static void
fail_now (void)
{
  guint n = disk.changes->len;
  guint64 all = (G_GUINT64_CONSTANT (1) << n) - 1;

  g_assert_cmpuint (n, <, 60);
  for (guint more = 0; more < 3; more++)
    if (n <= MAX_CHOICES)
      for (guint64 chosen = 0; chosen <= all; chosen++)
        add_state (chosen, more);
    else
      for (guint i = 0; i <= n; i++)
        {
          guint64 one = G_GUINT64_CONSTANT (1) << i;

          add_state (one - 1, more);
          add_state (one & all, more);
          add_state (all & ~one, more);
        }
}

static void
seen (const char *name, gint fd, const char *from, const char *to)
{
  if (g_str_equal (name, "fsync"))
    sync_fd (fd);
  else if (g_str_equal (name, "link"))
    note_change (NULL, to);
  else if (g_str_equal (name, "unlink"))
    note_change (from, NULL);
  else if (g_str_equal (name, "mkdir"))
    note_change (NULL, from);
  else if (g_str_equal (name, "open") && !is_folder (from)
           && !g_hash_table_contains (disk.live, from))
    note_change (NULL, from);
  /* Two names of one file are left as they are. */
  else if (g_str_equal (name, "rename") && !g_file_test (from, G_FILE_TEST_EXISTS))
    note_change (from, to);
  fail_now ();
}

/* What is there before is synced. */
static void
take_stock (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);
      gpointer file = file_at (path);

      g_hash_table_insert (disk.live, g_strdup (path), file);
      g_hash_table_insert (disk.synced, path, file);
      g_hash_table_insert (disk.contents, file, is_folder (path) ? NULL : read_now (path));
      take_stock (path);
    }
}

static void
disk_begin (const char *folder)
{
  disk.folder = folder;
  disk.synced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  disk.live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  disk.contents = g_hash_table_new_full (NULL, NULL, NULL, bytes_unref);
  disk.changes = g_ptr_array_new_with_free_func (change_free);
  disk.states = g_ptr_array_new_with_free_func (state_free);
  disk.done = FALSE;
  take_stock (folder);
  fault_calls_watch (seen);
  fault_calls_arm (folder, 0, 0, FALSE);
}

/* Returns: (transfer full): the states in which the power may have left the disk */
static GPtrArray *
disk_end (void)
{
  fault_calls_disarm ();
  fault_calls_watch (NULL);
  disk.done = TRUE;
  fail_now ();
  g_hash_table_unref (disk.synced);
  g_hash_table_unref (disk.live);
  g_hash_table_unref (disk.contents);
  g_ptr_array_unref (disk.changes);
  return g_steal_pointer (&disk.states);
}

/* --- Back at work ------------------------------------------------------------------------------- */

static gint
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
restore (const char *folder, const State *state)
{
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (state->files), by_name);

  remove_tree (folder);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (GList *l = paths; l != NULL; l = l->next)
    {
      GBytes *content = g_hash_table_lookup (state->files, l->data);

      if (content == NULL)
        g_assert_cmpint (g_mkdir (l->data, 0700), ==, 0);
      else
        g_assert_true (g_file_set_contents_full (l->data, g_bytes_get_data (content, NULL),
                                                 (gssize) g_bytes_get_size (content),
                                                 G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

typedef struct
{
  char *folder;
  char *path;
  DectSnapshot *first;
  DectSnapshot *old;
  DectSnapshot *new;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSite) empty = dect_site_new ();
  g_autoptr (DectSite) sample = dect_sample_new (NULL);

  fixture->folder = g_dir_make_tmp ("handover-power-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "Site.handover", NULL);
  fixture->first = dect_site_snapshot (empty);
  fixture->old = dect_site_snapshot (sample);
  fixture->new = full_site_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  dect_snapshot_unref (fixture->first);
  dect_snapshot_unref (fixture->old);
  dect_snapshot_unref (fixture->new);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static DectSnapshot *
load (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DectSnapshot *site = dect_store_load (file, NULL, &error);

  g_assert_no_error (error);
  return site;
}

static void
save (const char *path, DectSnapshot *site)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (dect_store_save (site, file, NULL, NULL));
}

/* --- A site --------------------------------------------------------------------------------------- */

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);
  g_autoptr (GPtrArray) states = NULL;

  save (fixture->path, fixture->first);
  save (fixture->path, fixture->old);
  disk_begin (fixture->folder);
  save (fixture->path, fixture->new);
  states = disk_end ();
  g_test_message ("%u states", states->len);
  g_assert_cmpuint (states->len, >, 50);
  for (guint i = 0; i < states->len; i++)
    {
      const State *state = states->pdata[i];
      g_autoptr (DectSnapshot) site = NULL;
      g_autoptr (DectSnapshot) before = NULL;

      restore (fixture->folder, state);
      site = load (fixture->path);
      before = load (backup);
      g_assert_true (same_site (site, fixture->new)
                     || (!state->done && same_site (site, fixture->old)));
      g_assert_true (same_site (before, fixture->old)
                     || (!state->done && same_site (before, fixture->first)));
    }
}

static void
test_first_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) states = NULL;

  disk_begin (fixture->folder);
  save (fixture->path, fixture->new);
  states = disk_end ();
  for (guint i = 0; i < states->len; i++)
    {
      const State *state = states->pdata[i];
      g_autoptr (DectSnapshot) site = NULL;

      restore (fixture->folder, state);
      if (!state->done && !g_file_test (fixture->path, G_FILE_TEST_EXISTS))
        continue;
      site = load (fixture->path);
      g_assert_true (same_site (site, fixture->new));
    }
}

/* --- A draft -------------------------------------------------------------------------------------- */

/* Returns: (transfer full) (nullable): what is found at the next start */
static DectSnapshot *
find_draft (void)
{
  g_autoptr (GPtrArray) drafts = dect_recovery_list (NULL);
  g_autoptr (GError) error = NULL;
  DectSnapshot *site;

  g_assert_cmpuint (drafts->len, <=, 1);
  if (drafts->len == 0)
    return NULL;
  site = dect_recovery_load (drafts->pdata[0], &error);
  g_assert_no_error (error);
  return site;
}

static void
check_drafts (Fixture *fixture, GPtrArray *states, DectSnapshot *old)
{
  g_test_message ("%u states", states->len);
  g_assert_cmpuint (states->len, >, 50);
  for (guint i = 0; i < states->len; i++)
    {
      const State *state = states->pdata[i];
      g_autoptr (DectSnapshot) site = NULL;

      restore (g_get_user_state_dir (), state);
      site = find_draft ();
      if (site == NULL)
        g_assert_true (!state->done && old == NULL);
      else
        g_assert_true (same_site (site, fixture->new)
                       || (!state->done && old != NULL && same_site (site, old)));
    }
  remove_tree (g_get_user_state_dir ());
}

static void
make_state_folder (void)
{
  remove_tree (g_get_user_state_dir ());
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_state_dir (), 0700), ==, 0);
}

static void
test_first_draft (Fixture *fixture, gconstpointer data)
{
  DectRecovery *draft = dect_recovery_new ();
  g_autoptr (GPtrArray) states = NULL;

  make_state_folder ();
  disk_begin (g_get_user_state_dir ());
  g_assert_true (dect_recovery_write (draft, fixture->new, NULL, NULL, NULL));
  states = disk_end ();
  dect_recovery_free (draft);
  check_drafts (fixture, states, NULL);
}

/* With images that the one before did not have. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  DectRecovery *draft = dect_recovery_new ();
  g_autoptr (GPtrArray) states = NULL;

  make_state_folder ();
  g_assert_true (dect_recovery_write (draft, fixture->old, NULL, NULL, NULL));
  disk_begin (g_get_user_state_dir ());
  g_assert_true (dect_recovery_write (draft, fixture->new, NULL, NULL, NULL));
  states = disk_end ();
  dect_recovery_free (draft);
  check_drafts (fixture, states, fixture->old);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/power/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/store/power/first-save", Fixture, NULL, set_up, test_first_save, tear_down);
  g_test_add ("/store/power/first-draft", Fixture, NULL, set_up, test_first_draft, tear_down);
  g_test_add ("/store/power/draft", Fixture, NULL, set_up, test_draft, tear_down);
  return g_test_run ();
}
