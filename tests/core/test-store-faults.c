/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-lock.h"
#include "store/dect-recovery.h"
#include "store/dect-sample.h"
#include "store/dect-save.h"
#include "store/dect-secrets.h"
#include "store/dect-store.h"
#include "support/fault-calls.h"
#include "support/full-site.h"
#include "support/remove-tree.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Whatever is written, the disk fails at each call in turn, in each way a disk fails. Afterwards
 * there is the old file or the new one, whole; what is said to be done is done, and what is not is
 * said in words. */

typedef struct
{
  char *folder;
  char *path;
  char *elsewhere;
  DectSnapshot *old;
  DectSnapshot *new;
} Fixture;

/* What is done while the disk fails, and looked at afterwards. */
typedef struct
{
  const char *name;
  void (*prepare) (Fixture *fixture);
  gboolean (*run) (Fixture *fixture, GError **error);
  /* Returns: whether the new state is there; fails the test when neither is */
  gboolean (*look) (Fixture *fixture);
} Work;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSite) sample = dect_sample_new (NULL);

  fixture->folder = g_dir_make_tmp ("handover-faults-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "Site.handover", NULL);
  fixture->elsewhere = g_strconcat (fixture->folder, "-elsewhere", NULL);
  fixture->old = full_site_new ();
  fixture->new = dect_site_snapshot (sample);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  dect_snapshot_unref (fixture->old);
  dect_snapshot_unref (fixture->new);
  g_unlink (fixture->elsewhere);
  g_free (fixture->elsewhere);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Returns: whether it is the new site; it is one of both */
static gboolean
is_new (Fixture *fixture, DectSnapshot *site)
{
  gboolean new = same_site (site, fixture->new);

  g_assert_true (new || same_site (site, fixture->old));
  return new;
}

/* --- A site ------------------------------------------------------------------------------------ */

static void
prepare_save (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  remove_tree (fixture->folder);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  g_assert_true (dect_store_save (fixture->old, file, NULL, NULL));
}

static gboolean
run_save (Fixture *fixture, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  return dect_store_save (fixture->new, file, NULL, error);
}

static gboolean
look_save (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);
  g_autoptr (GFile) before = g_file_new_for_path (backup);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = dect_store_load (file, NULL, &error);

  g_assert_no_error (error);
  if (g_file_test (backup, G_FILE_TEST_EXISTS))
    {
      g_autoptr (DectSnapshot) old = dect_store_load (before, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (same_site (old, fixture->old));
    }
  return is_new (fixture, site);
}

/* Somebody has led the name of the backup to a file of ours elsewhere, and the folder takes no
 * second name of a file (the disk fails just there), so that it is copied: not to where the name
 * leads. */
static void
prepare_led_away (Fixture *fixture)
{
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);

  prepare_save (fixture);
  g_assert_true (g_file_set_contents (fixture->elsewhere, "ours", -1, NULL));
  g_assert_cmpint (symlink (fixture->elsewhere, backup), ==, 0);
}

static gboolean
look_led_away (Fixture *fixture)
{
  g_autofree char *backup = dect_save_dup_backup_path (fixture->path);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (fixture->elsewhere, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "ours");
  if (g_file_test (backup, G_FILE_TEST_IS_SYMLINK))
    g_unlink (backup);
  return look_save (fixture);
}

static void
prepare_first_save (Fixture *fixture)
{
  remove_tree (fixture->folder);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
}

/* Nothing is the old state. */
static gboolean
look_first_save (Fixture *fixture)
{
  return g_file_test (fixture->path, G_FILE_TEST_EXISTS) && look_save (fixture);
}

/* --- A draft ----------------------------------------------------------------------------------- */

static DectRecovery *draft;

static void
prepare_draft (Fixture *fixture)
{
  if (draft != NULL)
    {
      dect_recovery_remove (draft);
      dect_recovery_free (draft);
    }
  draft = dect_recovery_new ();
  g_assert_true (dect_recovery_write (draft, fixture->old, NULL, NULL, NULL));
}

static gboolean
run_draft (Fixture *fixture, GError **error)
{
  return dect_recovery_write (draft, fixture->new, NULL, NULL, error);
}

static gboolean
look_draft (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = dect_recovery_load (draft, &error);

  g_assert_no_error (error);
  return is_new (fixture, site);
}

/* --- A lock ------------------------------------------------------------------------------------ */

static gboolean
run_lock (Fixture *fixture, GError **error)
{
  DectLock *lock = dect_lock_take (fixture->path, FALSE, error);

  if (lock == NULL)
    return FALSE;
  dect_lock_free (lock);
  return TRUE;
}

/* Whatever happened, the next one gets it. */
static gboolean
look_lock (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = dect_lock_take (fixture->path, FALSE, &error);

  g_assert_no_error (error);
  return TRUE;
}

/* --- Secrets ----------------------------------------------------------------------------------- */

static DectSecrets *
secrets_with (const char *password)
{
  DectSecrets *secrets = dect_secrets_new ();

  dect_secrets_set (secrets, DECT_SECRETS_SITE, "omm-password", password);
  return secrets;
}

static void
prepare_secrets (Fixture *fixture)
{
  g_autoptr (DectSecrets) secrets = secrets_with ("old");

  prepare_first_save (fixture);
  g_assert_true (dect_secrets_save (secrets, fixture->path, NULL));
}

static gboolean
run_secrets (Fixture *fixture, GError **error)
{
  g_autoptr (DectSecrets) secrets = secrets_with ("new-password");
  gboolean done = dect_secrets_save (secrets, fixture->path, error);

  /* No sentence tells what it was about. */
  g_assert_true (done || strstr ((*error)->message, "new-password") == NULL);
  return done;
}

static gboolean
look_secrets (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSecrets) secrets = dect_secrets_load (fixture->path, &error);
  const char *password;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  password = dect_secrets_get (secrets, DECT_SECRETS_SITE, "omm-password");
  g_assert_true (g_strcmp0 (password, "old") == 0 || g_strcmp0 (password, "new-password") == 0);
  return g_str_equal (password, "new-password");
}

/* --- What goes out of the house ---------------------------------------------------------------- */

static void
prepare_export (Fixture *fixture)
{
  prepare_first_save (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
}

static gboolean
run_export (Fixture *fixture, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);

  return dect_save_bytes (fixture->path, bytes, DECT_SAVE_SHARED, error);
}

static gboolean
look_export (Fixture *fixture)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_true (g_str_equal (content, "old") || g_str_equal (content, "new"));
  return g_str_equal (content, "new");
}

static const Work works[] = {
  { "save", prepare_save, run_save, look_save },
  { "led-away", prepare_led_away, run_save, look_led_away },
  { "first-save", prepare_first_save, run_save, look_first_save },
  { "draft", prepare_draft, run_draft, look_draft },
  { "lock", prepare_first_save, run_lock, look_lock },
  { "secrets", prepare_secrets, run_secrets, look_secrets },
  { "export", prepare_export, run_export, look_export },
};

/* --- Each call in turn ------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  gint code;
  gboolean sticky;
  gboolean harmless; /* it is asked again, and comes to its end */
} ways[] = {
  { "EIO", EIO },
  { "ENOSPC", ENOSPC },
  { "EIO from there on", EIO, TRUE },
  { "ENOSPC from there on", ENOSPC, TRUE },
  { "EROFS from there on", EROFS, TRUE },
  { "ENODEV from there on", ENODEV, TRUE },
  { "EINTR", EINTR, FALSE, TRUE },
  { "short", FAULT_SHORT, FALSE, TRUE },
};

/* A name that begins with a dot and ends with ".tmp" is a file half done. */
static void
assert_no_rubbish (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".tmp"));
}

static gboolean
is_unsynced (const GError *error)
{
  return g_error_matches (error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED);
}

/* @n_unsynced: counts how often the new state was there, but perhaps not on the disk.
 * Returns: whether there was a call of that number */
static gboolean
fail_at (Fixture *fixture, const Work *work, guint way, guint at, guint *n_unsynced)
{
  const char *folder
      = g_str_equal (work->name, "draft") ? g_get_user_state_dir () : fixture->folder;
  g_autoptr (GError) error = NULL;
  gboolean done, came, new;

  work->prepare (fixture);
  fault_calls_arm (folder, at, ways[way].code, ways[way].sticky);
  done = work->run (fixture, &error);
  came = fault_calls_disarm ();
  if (!done)
    g_test_message ("%s, %s at call %u (%s): %s", work->name, ways[way].name, at,
                    fault_calls_last (), error->message);
  g_assert_true (done == (error == NULL));
  g_assert_true (done || (came && *error->message != '\0'));
  g_assert_true (done || error->domain == G_IO_ERROR || is_unsynced (error));
  g_assert_true (done || !ways[way].harmless);
  new = work->look (fixture);
  /* Of a draft it may be a plan beside it, before its file is written. */
  g_assert_true (new || (!done && (!is_unsynced (error) || work->run == run_draft)));
  *n_unsynced += is_unsynced (error);
  assert_no_rubbish (fixture->folder);
  return came;
}

static void
test_work (Fixture *fixture, gconstpointer data)
{
  const Work *work = data;

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      guint at = 1, n_unsynced = 0;

      while (fail_at (fixture, work, way, at, &n_unsynced))
        at++;
      g_test_message ("%s, %s: %u calls", work->name, ways[way].name, at - 1);
      g_assert_cmpuint (at, >, 4);
      /* A file in place is told from one that is not: when its folder cannot be brought to the
       * disk. */
      if (work->run == run_save && ways[way].code == EIO)
        g_assert_cmpuint (n_unsynced, ==, 1);
    }
}

/* What a file system may simply not have. */
static const struct
{
  const char *call;
  gint code;
} lacks[] = {
  { "linkat", EPERM }, { "linkat", ENOSYS }, { "link", EPERM },
  { "link", ENOTSUP }, { "fchmod", ENOSYS }, { "fchmod", ENOTSUP },
};

/* It is saved all the same. */
static void
test_lacking (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (lacks); i++)
    {
      gboolean met = FALSE;
      gboolean came = TRUE;

      for (guint at = 1; came; at++)
        {
          g_autoptr (GError) error = NULL;
          gboolean done;

          prepare_save (fixture);
          fault_calls_arm (fixture->folder, at, lacks[i].code, FALSE);
          done = run_save (fixture, &error);
          came = fault_calls_disarm ();
          if (!g_str_equal (fault_calls_last (), lacks[i].call))
            continue;
          met = TRUE;
          g_assert_no_error (error);
          g_assert_true (done && look_save (fixture));
          assert_no_rubbish (fixture->folder);
        }
      /* Where the file system of the test has no files without a name, there is no linkat (). */
      g_assert_true (met || g_str_equal (lacks[i].call, "linkat"));
    }
}

/* Somebody who looks for drafts clears away the folder of one that is just being begun: it is begun
 * once more, and does not wait for the next attempt. */
static void
test_cleared (Fixture *fixture, gconstpointer data)
{
  gboolean came = TRUE;

  for (guint at = 1; came; at++)
    {
      DectRecovery *begun = dect_recovery_new ();
      g_autoptr (GError) error = NULL;
      gboolean done;

      fault_calls_arm (g_get_user_state_dir (), at, ENOENT, FALSE);
      done = dect_recovery_write (begun, fixture->old, NULL, NULL, &error);
      came = fault_calls_disarm ();
      g_assert_no_error (error);
      g_assert_true (done);
      dect_recovery_remove (begun);
      dect_recovery_free (begun);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autofree char *path = g_strconcat ("/store/faults/", works[i].name, NULL);

      g_test_add (path, Fixture, &works[i], set_up, test_work, tear_down);
    }
  g_test_add ("/store/faults/cleared", Fixture, NULL, set_up, test_cleared, tear_down);
  g_test_add ("/store/faults/lacking", Fixture, NULL, set_up, test_lacking, tear_down);
  return g_test_run ();
}
