/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/full-site.h"
#include "model/dect-history.h"
#include "store/dect-salvage.h"
#include "store/dect-save.h"
#include "store/dect-stamp.h"
#include "store/dect-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#define NOBODY 65534

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("handover-save-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "Site.handover", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->path);
  /* Nothing but the file itself may be left. */
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
save (const char *path, const char *text, guint mode, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return dect_save_bytes (path, bytes, mode, error);
}

static void
assert_content (const char *path, const char *text)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

static guint
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  return info.st_mode;
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint old; /* -1: there is none */
    guint umask;
    guint mode;
    guint wanted;
  } cases[] = {
    { -1, 0022, DECT_SAVE_SHARED, 0644 },    { -1, 0077, DECT_SAVE_SHARED, 0600 },
    { -1, 0000, DECT_SAVE_PRIVATE, 0600 },   { 0640, 0022, DECT_SAVE_SHARED, 0640 },
    { 0664, 0022, DECT_SAVE_SHARED, 0664 },  { 0600, 0022, DECT_SAVE_SHARED, 0600 },
    { 0644, 0022, DECT_SAVE_PRIVATE, 0600 }, { 0755, 0022, DECT_SAVE_SHARED, 0644 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      mode_t before = umask (cases[i].umask);
      g_autoptr (GError) error = NULL;

      g_unlink (fixture->path);
      if (cases[i].old >= 0)
        {
          g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
          g_assert_cmpint (g_chmod (fixture->path, cases[i].old), ==, 0);
        }
      save (fixture->path, "new", cases[i].mode, &error);
      umask (before);
      g_assert_no_error (error);
      assert_content (fixture->path, "new");
      g_assert_cmphex (mode_of (fixture->path) & 07777, ==, cases[i].wanted);
    }
}

static void
test_owner (Fixture *fixture, gconstpointer data)
{
  struct stat info;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can keep another owner");
      return;
    }
  g_assert_true (save (fixture->path, "old", DECT_SAVE_SHARED, NULL));
  g_assert_cmpint (chown (fixture->path, 4711, 815), ==, 0);
  g_assert_true (save (fixture->path, "new", DECT_SAVE_SHARED, NULL));
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_uid, ==, 4711);
  g_assert_cmpuint (info.st_gid, ==, 815);
}

/* user::rw-, user:4711:rw-, group::---, mask::rw-, other::---, as the kernel has it: version 2,
 * then tag, permissions, who. By its bits the file looks as if its group might write to it. */
static const guint8 list[]
    = { 2, 0,    0,    0,    1,    0,    6,    0, 0xff, 0xff, 0xff, 0xff, 2,    0,    6,
        0, 0x67, 0x12, 0,    0,    4,    0,    0, 0,    0xff, 0xff, 0xff, 0xff, 0x10, 0,
        6, 0,    0xff, 0xff, 0xff, 0xff, 0x20, 0, 0,    0,    0xff, 0xff, 0xff, 0xff };

static void
assert_list (const char *path)
{
  guint8 found[sizeof list + 1];

  g_assert_cmpint (getxattr (path, "system.posix_acl_access", found, sizeof found), ==,
                   sizeof list);
  g_assert_cmpmem (found, sizeof list, list, sizeof list);
  g_assert_cmphex (mode_of (path) & 0777, ==, 0660);
}

/* Who was on the list stays on it, and who was not does not get there: without the list the group
 * would have what its mask has. */
static void
test_access_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("newer", 5);
  char tag[8];

  g_assert_true (save (fixture->path, "old", DECT_SAVE_SHARED, NULL));
  if (setxattr (fixture->path, "system.posix_acl_access", list, sizeof list, 0) != 0)
    {
      g_test_skip ("the file system knows no access lists");
      return;
    }
  g_assert_true (save (fixture->path, "new", DECT_SAVE_SHARED, NULL));
  assert_list (fixture->path);
  if (setxattr (fixture->path, "user.tag", "site", 4, 0) == 0)
    {
      g_assert_true (dect_save_bytes_keeping (fixture->path, bytes, NULL));
      g_assert_cmpint (getxattr (fixture->path, "user.tag", tag, sizeof tag), ==, 4);
      assert_list (fixture->path);
      assert_list (backup);
      g_unlink (backup);
    }
  /* Secrets are their owner's alone, whoever was on a list before. */
  g_assert_true (save (fixture->path, "secret", DECT_SAVE_PRIVATE, NULL));
  g_assert_cmphex (mode_of (fixture->path) & 0777, ==, 0600);
  g_assert_cmpint (getxattr (fixture->path, "system.posix_acl_access", tag, 0), <, 0);

  /* A folder that gives a list to each new file does not open one that had none. */
  g_assert_cmpint (setxattr (fixture->folder, "system.posix_acl_default", list, sizeof list, 0), ==,
                   0);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  g_assert_true (save (fixture->path, "newest", DECT_SAVE_SHARED, NULL));
  g_assert_cmphex (mode_of (fixture->path) & 0777, ==, 0640);
  g_assert_cmpint (getxattr (fixture->path, "system.posix_acl_access", tag, 0), <, 0);
}

/* In a group that one does not belong to; the new file's group is another one and gets what all
 * others have. */
static gboolean
child_group (const char *path)
{
  struct stat info;

  if (chown (path, NOBODY, 815) != 0 || g_chmod (path, 0664) != 0)
    return FALSE;
  return setresgid (NOBODY, NOBODY, NOBODY) == 0 && setresuid (NOBODY, NOBODY, NOBODY) == 0
         && save (path, "new", DECT_SAVE_SHARED, NULL) && stat (path, &info) == 0
         && info.st_gid == NOBODY && (info.st_mode & 0777) == 0644;
}

static void
test_group (Fixture *fixture, gconstpointer data)
{
  pid_t child;
  gint state;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can give a file to a group that it does not belong to");
      return;
    }
  g_assert_true (save (fixture->path, "old", DECT_SAVE_SHARED, NULL));
  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  child = fork ();
  if (child == 0)
    _exit (child_group (fixture->path) ? 0 : 1);
  g_assert_cmpint (waitpid (child, &state, 0), ==, child);
  g_assert_cmpint (state, ==, 0);
  assert_content (fixture->path, "new");
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sub = g_build_filename (fixture->folder, "sub", NULL);
  g_autofree char *first = g_build_filename (sub, "first", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);
  g_autoptr (GError) error = NULL;

  /* second -> sub/first (relative) -> Site.handover (absolute), which is not there yet. */
  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->path, first), ==, 0);
  g_assert_cmpint (symlink ("sub/first", second), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? "new" : "newer";

      save (second, text, DECT_SAVE_SHARED, &error);
      g_assert_no_error (error);
      g_assert_true (S_ISLNK (mode_of (second)) && S_ISLNK (mode_of (first)));
      g_assert_true (S_ISREG (mode_of (fixture->path)));
      assert_content (fixture->path, text);
    }
  g_assert_cmpint (g_unlink (second), ==, 0);
  g_assert_cmpint (symlink ("second", second), ==, 0);
  g_assert_false (save (second, "x", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
  g_unlink (second);
  g_unlink (first);
  g_rmdir (sub);
}

static void
test_not_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (fixture->path, "x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (save (inside, "x", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, inside));
  g_clear_error (&error);
  g_assert_true (save (fixture->path, "old", DECT_SAVE_SHARED, NULL));
  g_assert_false (save (inside, "x", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (save (fixture->path, "x", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  g_assert_false (save (fixture->path, "x", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_true (S_ISFIFO (mode_of (fixture->path)));
}

/* Run as a child that gives up being root, whom no permission stops, until it cleans up. */
static void
child_read_only (const char *folder)
{
  g_autofree char *locked = g_build_filename (folder, "Site.handover", NULL);
  g_autofree char *beside = g_build_filename (folder, "New.handover", NULL);
  g_autoptr (GError) error = NULL;
  gboolean root = geteuid () == 0;

  if (root)
    g_assert_cmpint (setresuid (NOBODY, NOBODY, 0), ==, 0);
  g_assert_false (save (locked, "new", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_false (save (beside, "new", DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  if (root)
    g_assert_cmpint (setresuid (0, 0, 0), ==, 0);
}

/* The disk is full, as far as this child can see. */
static void
child_full (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "Site.handover", NULL);
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');
  struct rlimit limit = { 65536, 65536 };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (save (path, large, DECT_SAVE_SHARED, &error));
  g_assert_error (error, G_IO_ERROR, g_io_error_from_errno (EFBIG));
}

static void
test_child (Fixture *fixture, gconstpointer data)
{
  void (*child) (const char *) = data;
  const char *folder = g_getenv ("HANDOVER_TEST_FOLDER");

  if (g_test_subprocess ())
    {
      child (folder);
      return;
    }
  g_assert_true (save (fixture->path, "old", DECT_SAVE_SHARED, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, child == child_full ? 0755 : 0555), ==, 0);
  if (child == child_full)
    g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_setenv ("HANDOVER_TEST_FOLDER", fixture->folder, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_unsetenv ("HANDOVER_TEST_FOLDER");
  g_test_trap_assert_passed ();
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  assert_content (fixture->path, "old");
}

/* --- Whoever looks sees the old file or the new one, whole ----------------------------------- */

#define WHOLE (256 * 1024)

static gpointer
save_often (gpointer path)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_strnfill (WHOLE, i % 2 ? 'a' : 'b'), WHOLE);

      g_assert_true (dect_save_bytes (path, bytes, DECT_SAVE_SHARED, NULL));
    }
  return NULL;
}

static void
test_atomic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = g_strnfill (WHOLE, 'b');
  GThread *thread;
  gboolean changed = FALSE;

  g_assert_true (save (fixture->path, old, DECT_SAVE_SHARED, NULL));
  thread = g_thread_new ("save", save_often, fixture->path);
  while (!changed)
    {
      g_autofree char *content = NULL;
      gsize length;
      char letter[2] = { 0 };

      g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
      g_assert_cmpuint (length, ==, WHOLE);
      letter[0] = content[0];
      g_assert_cmpuint (strspn (content, letter), ==, WHOLE);
      changed = content[0] == 'a';
    }
  g_thread_join (thread);
}

/* --- The version before ----------------------------------------------------------------------- */

static void
save_named (GFile *file, const char *name)
{
  g_autoptr (DectSite) site = dect_site_new ();
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (site));
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  dect_set_str (&info->name, name);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info), "Name", NULL);
  snapshot = dect_site_snapshot (site);
  g_assert_true (dect_store_save (snapshot, file, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_named (const char *path, const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = dect_store_load (file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dect_snapshot_get_info (site)->name, ==, name);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);
  g_autofree char *of_link = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GFile) by_link = g_file_new_for_path (link);
  g_autoptr (DectSnapshot) three = NULL;

  save_named (file, "one");
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  save_named (file, "two");
  assert_named (backup, "one");
  g_assert_cmphex (mode_of (backup) & 0777, ==, 0640);

  /* Beside the file itself, not beside what leads to it. */
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  of_link = dect_save_dup_backup_path (link);
  g_assert_cmpstr (of_link, ==, backup);
  save_named (by_link, "three");
  assert_named (fixture->path, "three");
  assert_named (backup, "two");
  g_unlink (link);

  /* The same once more is no new version, and what is damaged is no good one. */
  three = dect_store_load (file, NULL, NULL);
  g_assert_true (dect_store_save (three, file, NULL, NULL));
  assert_named (backup, "two");
  g_assert_true (g_file_set_contents (fixture->path, "PK\x03\x04 cut", -1, NULL));
  save_named (file, "four");
  assert_named (backup, "two");
  g_unlink (backup);
}

/* --- A site to a file and back --------------------------------------------------------------- */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_site (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (DectSnapshot) back = NULL;
  g_autoptr (GBytes) first = dect_store_write_bytes (site, NULL);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  dect_store_save_async (site, file, NULL, keep_result, &saved);
  wait_for (&saved);
  g_assert_true (dect_store_save_finish (saved, NULL, &error));
  g_assert_no_error (error);
  dect_store_load_async (file, NULL, keep_result, &loaded);
  wait_for (&loaded);
  back = dect_store_load_finish (loaded, NULL, &error);
  g_assert_no_error (error);
  second = dect_store_write_bytes (back, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dect_store_save_async (site, file, cancellable, keep_result, &saved);
  wait_for (&saved);
  g_assert_false (dect_store_save_finish (saved, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  dect_store_load_async (file, cancellable, keep_result, &loaded);
  wait_for (&loaded);
  g_assert_null (dect_store_load_finish (loaded, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
expect_load_error (GFile *file, GQuark domain, gint code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (file);

  g_assert_null (dect_store_load (file, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, name));
}

/* The file has become a pipe since it was opened: whatever looks at it does not wait for a writer.
 */
static void
expect_no_waiting (GFile *file)
{
  g_autoptr (DectSnapshot) site = full_site_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_stamp_for_file (file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_null (dect_salvage_load (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_false (dect_store_save (site, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_load_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  expect_load_error (file, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  expect_load_error (file, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  expect_no_waiting (file);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  expect_load_error (file, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  expect_load_error (file, DECT_STORE_ERROR, DECT_STORE_ERROR_EMPTY);
  g_assert_true (g_file_set_contents (fixture->path, "%PDF-1.4", -1, NULL));
  expect_load_error (file, DECT_STORE_ERROR, DECT_STORE_ERROR_FOREIGN);
  g_assert_cmpint (truncate (fixture->path, (off_t) DECT_STORE_MAX_FILE_BYTES + 1), ==, 0);
  expect_load_error (file, DECT_STORE_ERROR, DECT_STORE_ERROR_FILE_SIZE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/save/permissions", Fixture, NULL, set_up, test_permissions, tear_down);
  g_test_add ("/store/save/owner", Fixture, NULL, set_up, test_owner, tear_down);
  g_test_add ("/store/save/access-list", Fixture, NULL, set_up, test_access_list, tear_down);
  g_test_add ("/store/save/group", Fixture, NULL, set_up, test_group, tear_down);
  g_test_add ("/store/save/links", Fixture, NULL, set_up, test_links, tear_down);
  g_test_add ("/store/save/not-a-file", Fixture, NULL, set_up, test_not_a_file, tear_down);
  g_test_add ("/store/save/read-only", Fixture, child_read_only, set_up, test_child, tear_down);
  g_test_add ("/store/save/full", Fixture, child_full, set_up, test_child, tear_down);
  g_test_add ("/store/save/atomic", Fixture, NULL, set_up, test_atomic, tear_down);
  g_test_add ("/store/save/backup", Fixture, NULL, set_up, test_backup, tear_down);
  g_test_add ("/store/save/site", Fixture, NULL, set_up, test_site, tear_down);
  g_test_add ("/store/save/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/store/save/load-refused", Fixture, NULL, set_up, test_load_refused, tear_down);
  return g_test_run ();
}
