/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-history.h"
#include "store/dect-autosave.h"
#include "store/dect-found.h"
#include "store/dect-lock.h"
#include "store/dect-stamp.h"
#include "store/dect-store.h"
#include "support/remove-tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Edits, drafts and saves of the real modules in a process of its own, which is killed at any
 * moment. What is there afterwards goes on in the next one: draft or file, as the window would.
 * Each edit is a base station with the next number, told to the parent when it is made. */

/* DECT_KILL_RUNS says another; ./dev kill does 500. */
#define N_RUNS 20

#define MAX_LOST_US (3 * G_USEC_PER_SEC)
#define MAX_LIFE_MS 3500

/* --- The child --------------------------------------------------------------------------------- */

typedef struct
{
  DectSite *site;
  DectAutosave *autosave;
  GFile *file;
  gint number;
  gboolean saving;
  guint64 generation;
} Editor;

static gint
count_rfps (DectSnapshot *site)
{
  return (gint) dect_snapshot_count (site, DECT_KIND_RFP);
}

/* The draft where there is one, else the file. Killed between the file and the next draft, the file
 * is the later one: a person sees which by what differs. */
static DectSnapshot *
open_newest (GFile *file, DectRecovery **draft)
{
  g_autoptr (GPtrArray) list = dect_found_list (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = dect_store_load (file, NULL, &error);
  DectFound *found = list->len > 0 ? list->pdata[0] : NULL;

  *draft = NULL;
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, <=, 1);
  if (found == NULL)
    return g_steal_pointer (&site);
  g_assert_true (found->state == DECT_FOUND_NEWER || found->state == DECT_FOUND_APART);
  if (count_rfps (found->site) < count_rfps (site))
    {
      g_assert_cmpint (found->state, ==, DECT_FOUND_APART);
      dect_recovery_remove (found->draft);
      return g_steal_pointer (&site);
    }
  *draft = g_steal_pointer (&found->draft);
  return dect_snapshot_ref (found->site);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Editor *self = user_data;
  g_autofree char *stamp = NULL;
  g_autoptr (GError) error = NULL;

  dect_store_save_finish (result, &stamp, &error);
  g_assert_no_error (error);
  self->saving = FALSE;
  dect_autosave_set_saved (self->autosave, self->file, stamp, self->generation, 0);
}

static void
save (Editor *self)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (self->site);

  if (self->saving)
    return;
  self->saving = TRUE;
  self->generation = dect_site_get_generation (self->site);
  dect_store_save_async (snapshot, self->file, NULL, saved_cb, self);
}

static gboolean
edit_cb (gpointer user_data)
{
  Editor *self = user_data;
  DectRfp *rfp = dect_rfp_new ();

  rfp->number = ++self->number;
  dect_history_put_one (dect_site_get_history (self->site), DECT_RECORD (rfp), "Add", NULL);
  printf ("%d %" G_GINT64_FORMAT "\n", self->number, g_get_monotonic_time ());
  fflush (stdout);
  /* A save every three seconds or so, at any distance from the drafts. */
  if (g_random_int_range (0, 150) == 0)
    save (self);
  g_timeout_add (g_random_int_range (1, 40), edit_cb, self);
  return G_SOURCE_REMOVE;
}

static void
problem_cb (DectAutosave *autosave)
{
  const char *problem = dect_autosave_get_problem (autosave);

  if (problem != NULL)
    g_error ("%s", problem);
}

static G_NORETURN void
edit (const char *path)
{
  Editor self = { .file = g_file_new_for_path (path) };
  DectRecovery *draft;
  g_autoptr (GError) error = NULL;
  DectLock *lock = dect_lock_take (path, FALSE, &error);
  g_autoptr (DectSnapshot) newest = open_newest (self.file, &draft);
  g_autofree char *base = NULL;

  /* Whoever was killed has left it behind. */
  g_assert_no_error (error);
  g_assert_nonnull (lock);
  self.site = dect_site_new_from_snapshot (newest);
  self.number = count_rfps (newest);
  self.autosave = dect_autosave_new (self.site);
  g_signal_connect (self.autosave, "notify::problem", G_CALLBACK (problem_cb), NULL);
  base = draft != NULL ? g_strdup (dect_recovery_get_base (draft))
                       : dect_stamp_for_file (self.file, NULL);
  dect_autosave_set_saved (self.autosave, self.file, base, dect_site_get_generation (self.site), 0);
  if (draft != NULL)
    dect_autosave_adopt (self.autosave, draft);
  printf ("start %d\n", self.number);
  fflush (stdout);
  edit_cb (&self);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* --- The parent -------------------------------------------------------------------------------- */

typedef struct
{
  gint start;
  GArray *times; /* gint64, of each edit, from start + 1 on */
} Told;

static Told
read_told (GInputStream *stream)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  Told told = { .start = -1, .times = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      gint number;
      gint64 time;

      if (sscanf (line, "start %d", &told.start) != 1
          && sscanf (line, "%d %" G_GINT64_FORMAT, &number, &time) == 2)
        {
          g_assert_cmpint (number, ==, told.start + (gint) told.times->len + 1);
          g_array_append_val (told.times, time);
        }
      g_free (line);
    }
  return told;
}

/* Returns: age of the oldest edit that is lost, microseconds; 0 when there is none */
static gint64
look (const char *path, const Told *told, gint64 killed)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (DectSnapshot) newest = NULL;
  g_autoptr (DectRecovery) draft = NULL;
  g_autoptr (GError) error = NULL;
  gint n;

  /* The file opens, whatever is in the draft. */
  site = dect_store_load (file, NULL, &error);
  g_assert_no_error (error);
  newest = open_newest (file, &draft);
  n = count_rfps (newest);
  g_assert_cmpint (n, >=, told->start);
  for (gint i = 0; i < n; i++)
    g_assert_cmpint (dect_snapshot_rfp (newest, (guint) i)->number, ==, i + 1);
  if (n - told->start >= (gint) told->times->len)
    return 0;
  return killed - g_array_index (told->times, gint64, n - told->start);
}

static gint64
run_once (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  gint64 killed, lost;
  Told told;

  g_setenv ("DECT_KILL_FILE", path, TRUE);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", NULL);
  g_unsetenv ("DECT_KILL_FILE");
  g_assert_no_error (error);
  g_usleep ((gulong) g_random_int_range (20, MAX_LIFE_MS) * 1000);
  killed = g_get_monotonic_time ();
  g_subprocess_force_exit (child);
  told = read_told (g_subprocess_get_stdout_pipe (child));
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  lost = look (path, &told, killed);
  if (lost > MAX_LOST_US / 2)
    g_test_message ("%" G_GINT64_FORMAT " ms lost of a life of %" G_GINT64_FORMAT " ms",
                    lost / 1000, (killed - g_array_index (told.times, gint64, 0)) / 1000);
  g_array_unref (told.times);
  return lost;
}

static void
test_kill (void)
{
  const char *wanted = g_getenv ("DECT_KILL_RUNS");
  guint n_runs = wanted != NULL ? (guint) atoi (wanted) : N_RUNS;
  g_autofree char *folder = g_dir_make_tmp ("handover-kill-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Site.handover", NULL);
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) empty = dect_site_snapshot (site);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 worst = 0;
  guint n_lost = 0;

  /* Before anybody has asked for it: the drafts of this test alone, here and in the children. */
  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_assert_true (dect_store_save (empty, file, NULL, NULL));
  for (guint i = 0; i < n_runs; i++)
    {
      gint64 lost = run_once (path);

      n_lost += lost > 0;
      worst = MAX (worst, lost);
      g_assert_cmpint (lost, <=, MAX_LOST_US);
    }
  g_assert_cmpstr (g_get_user_state_dir (), ==, folder);
  g_test_message ("%u kills, something lost in %u, at most the last %.2f s", n_runs, n_lost,
                  (double) worst / G_USEC_PER_SEC);
  /* Also what was half written when it died. */
  remove_tree (folder);
}

int
main (int argc, char *argv[])
{
  const char *path = g_getenv ("DECT_KILL_FILE");

  if (path != NULL)
    edit (path);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/kill", test_kill);
  return g_test_run ();
}
