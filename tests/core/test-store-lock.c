/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-lock.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <limits.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  char *words;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("handover-lock-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "plant.handover", NULL);
  fixture->words = dect_lock_dup_path (fixture->path);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->words);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->words);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_not_taken (const char *path, gboolean force, DectLockError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = dect_lock_take (path, force, &error);

  g_assert_null (lock);
  g_assert_error (error, DECT_LOCK_ERROR, (gint) code);
}

static void
test_one_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DectLock *lock = dect_lock_take (fixture->path, FALSE, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->words, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, g_get_host_name ()));
  assert_not_taken (fixture->path, FALSE, DECT_LOCK_ERROR_HELD);
  /* Force is for words, not for the kernel. */
  assert_not_taken (fixture->path, TRUE, DECT_LOCK_ERROR_HELD);
  dect_lock_free (lock);
  g_assert_false (g_file_test (fixture->words, G_FILE_TEST_EXISTS));
  lock = dect_lock_take (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  dect_lock_free (lock);
}

/* A process that takes the lock, says so through the pipe, and waits to be killed. */
static pid_t
hold_elsewhere (const char *path)
{
  gint pipes[2];
  char said = 0;
  pid_t child;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    {
      DectLock *lock = dect_lock_take (path, FALSE, NULL);

      said = lock != NULL ? 'y' : 'n';
      if (write (pipes[1], &said, 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (read (pipes[0], &said, 1), ==, 1);
  g_assert_cmpint (said, ==, 'y');
  close (pipes[0]);
  close (pipes[1]);
  return child;
}

/* Another process has it, then dies without a word; what it leaves is no hindrance. */
static void
test_crash (Fixture *fixture, gconstpointer data)
{
  pid_t child = hold_elsewhere (fixture->path);
  g_autoptr (GError) error = NULL;
  DectLock *lock;

  assert_not_taken (fixture->path, FALSE, DECT_LOCK_ERROR_HELD);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_assert_true (g_file_test (fixture->words, G_FILE_TEST_EXISTS));
  lock = dect_lock_take (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  dect_lock_free (lock);
}

/* What another computer wrote on a share whose locks are not handed on. */
static void
test_other_computer (Fixture *fixture, gconstpointer data)
{
  static const char words[] = "[handover-lock]\nuser=Ada\nhost=far-away-4711\nsince=1769862896\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) said = NULL;
  DectLock *lock;

  g_assert_true (g_file_set_contents (fixture->words, words, -1, NULL));
  lock = dect_lock_take (fixture->path, FALSE, &said);
  g_assert_null (lock);
  g_assert_error (said, DECT_LOCK_ERROR, DECT_LOCK_ERROR_ELSEWHERE);
  g_assert_nonnull (strstr (said->message, "far-away-4711"));
  g_assert_nonnull (strstr (said->message, "Ada"));
  /* Looking did not take it away from the other. */
  assert_not_taken (fixture->path, FALSE, DECT_LOCK_ERROR_ELSEWHERE);
  lock = dect_lock_take (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  dect_lock_free (lock);
}

/* Somebody else's file of that name says nothing. */
static void
test_rubbish (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rubbish = g_strnfill (10000, '[');
  g_autoptr (GError) error = NULL;
  DectLock *lock;

  g_assert_true (g_file_set_contents (fixture->words, rubbish, -1, NULL));
  lock = dect_lock_take (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  dect_lock_free (lock);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "gone", "plant.handover", NULL);

  lock = dect_lock_take (path, FALSE, &error);
  g_assert_null (lock);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* The name leads elsewhere: nothing is written there. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = NULL;

  g_assert_cmpint (symlink ("/etc/hostname", fixture->words), ==, 0);
  lock = dect_lock_take (fixture->path, FALSE, &error);
  g_assert_null (lock);
  g_assert_true (error->domain == G_IO_ERROR);
}

/* Whoever comes by way of a link, or of a chain of them, is told. */
static void
test_by_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sub = g_build_filename (fixture->folder, "sub", NULL);
  g_autofree char *first = g_build_filename (sub, "first", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = NULL;

  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (symlink ("../plant.handover", first), ==, 0);
  g_assert_cmpint (symlink ("sub/first", second), ==, 0);
  lock = dect_lock_take (second, FALSE, &error);
  g_assert_no_error (error);
  assert_not_taken (fixture->path, FALSE, DECT_LOCK_ERROR_HELD);
  assert_not_taken (first, FALSE, DECT_LOCK_ERROR_HELD);
  g_clear_pointer (&lock, dect_lock_free);
  g_unlink (second);
  g_unlink (first);
  g_rmdir (sub);
}

/* The longest name that a file may have: there is no room for more of it. */
static void
test_long_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (NAME_MAX, 'x');
  g_autofree char *other_name = g_strnfill (NAME_MAX, 'y');
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *other_path = g_build_filename (fixture->folder, other_name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLock) lock = dect_lock_take (path, FALSE, &error);
  g_autoptr (DectLock) other = NULL;

  g_assert_no_error (error);
  assert_not_taken (path, FALSE, DECT_LOCK_ERROR_HELD);
  other = dect_lock_take (other_path, FALSE, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/lock/one-process", Fixture, NULL, setup, test_one_process, teardown);
  g_test_add ("/store/lock/crash", Fixture, NULL, setup, test_crash, teardown);
  g_test_add ("/store/lock/other-computer", Fixture, NULL, setup, test_other_computer, teardown);
  g_test_add ("/store/lock/rubbish", Fixture, NULL, setup, test_rubbish, teardown);
  g_test_add ("/store/lock/no-folder", Fixture, NULL, setup, test_no_folder, teardown);
  g_test_add ("/store/lock/link", Fixture, NULL, setup, test_link, teardown);
  g_test_add ("/store/lock/by-link", Fixture, NULL, setup, test_by_link, teardown);
  g_test_add ("/store/lock/long-name", Fixture, NULL, setup, test_long_name, teardown);
  return g_test_run ();
}
