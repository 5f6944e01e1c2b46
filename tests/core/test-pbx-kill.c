/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-fault.h"
#include "support/pbx-installer.h"
#include "support/pbx-peer.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The embedded PBX in a process of its own, killed where it hurts most, and started again on the
 * same file. */

#define N_RANDOM 25

/* --- The child -------------------------------------------------------------------------------- */

static void
die (DectPbxFaultPoint point, DectPbxRequest *request, gpointer user_data)
{
  if (strcmp (request->method, "POST") == 0 && point == GPOINTER_TO_UINT (user_data))
    kill (getpid (), SIGKILL);
}

/* Serves until it is killed, and says where. */
static G_NORETURN void
serve (const char *db)
{
  const char *point = g_getenv ("DECT_TEST_DIE_AT");
  const char *port = g_getenv ("DECT_TEST_PORT");
  const DectPbxServerOptions options
      = { .db = db, .port = (guint16) g_ascii_strtoull (port, NULL, 10) };
  TestPbx *pbx = test_pbx_new (&options);

  if (*point != '\0')
    test_pbx_fault_set (die, GUINT_TO_POINTER ((guint) g_ascii_strtoull (point, NULL, 10)));
  g_print ("%u\n", pbx->port);
  for (;;)
    pause ();
}

typedef struct
{
  char *folder;
  char *db;
  guint16 port; /* the same for all that serve this file */
  GSubprocess *child;
} Service;

static void
start (Service *self, const char *die_at)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_setenv (launcher, "DECT_TEST_PBX_DB", self->db, TRUE);
  g_subprocess_launcher_setenv (launcher, "DECT_TEST_DIE_AT", die_at, TRUE);
  g_subprocess_launcher_setenv (launcher, "DECT_TEST_PORT", port, TRUE);
  self->child = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  self->port = (guint16) g_ascii_strtoull (line, NULL, 10);
}

static void
end (Service *self)
{
  g_subprocess_force_exit (self->child);
  g_assert_true (g_subprocess_wait (self->child, NULL, NULL));
  g_clear_object (&self->child);
}

static void
service_init (Service *self)
{
  self->folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  self->db = g_build_filename (self->folder, "pbx.db", NULL);
  self->port = 0;
  self->child = NULL;
}

static void
service_clear (Service *self)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (self->db, tails[i], NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->db);
}

/* --- Killed at a moment ----------------------------------------------------------------------- */

static void
test_points (void)
{
  static const struct
  {
    const char *die_at; /* DectPbxFaultPoint */
    gboolean taken;
  } cases[] = {
    { "0", FALSE }, /* the request is read */
    { "1", FALSE }, /* everything is written, nothing is committed */
    { "2", TRUE },  /* between commit and answer */
  };

  for (guint fresh = 0; fresh < 2; fresh++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        Service service;
        guint old = fresh ? 0 : 1;
        g_autoptr (GError) error = NULL;

        service_init (&service);
        start (&service, "");
        g_autoptr (Installer) installer = installer_new (service.port);
        if (!fresh)
          {
            g_autoptr (DectPbxPushResult) first = installer_push (installer, 1, &error);

            g_assert_no_error (error);
          }
        end (&service);

        start (&service, cases[i].die_at);
        g_autoptr (DectPbxPushResult) lost = installer_push (installer, 2, &error);
        g_test_message ("fresh %u, point %s: %s", fresh, cases[i].die_at,
                        error != NULL ? error->message : "done");
        g_assert_null (lost);
        /* Nobody is there to be asked, and it says so. */
        g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN);
        end (&service);

        start (&service, "");
        g_assert_cmpuint (installer_ask_round (service.port, NULL), ==, cases[i].taken ? 2 : old);
        installer_assert_reaches_goal (installer, service.port, 2);
        end (&service);
        service_clear (&service);
      }
}

/* --- Killed while it applies ------------------------------------------------------------------- */

/* What ran has failed by the next start, and can be applied again at once. */
static void
test_job (void)
{
  Service service;
  g_autoptr (DectPbxPushResult) pushed = NULL;
  g_autoptr (DectPbxJob) lost = NULL, job = NULL;
  g_autoptr (GError) error = NULL;

  service_init (&service);
  start (&service, "");
  g_autoptr (Installer) installer = installer_new (service.port);
  pushed = installer_push (installer, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (pushed->jobs), ==, 1);
  end (&service);

  start (&service, "2"); /* noted as running, before it runs */
  lost = dect_pbx_client_apply_sync (installer->client, TEST_GATEWAY,
                                     (const char *const *) pushed->jobs, NULL, NULL, NULL, &error);
  g_assert_null (lost);
  g_assert_nonnull (error);
  g_clear_error (&error);
  end (&service);

  start (&service, "");
  job = dect_pbx_client_apply_sync (installer->client, TEST_GATEWAY,
                                    (const char *const *) pushed->jobs, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (job->state, ==, DECT_PBX_JOB_DONE);
  end (&service);
  service_clear (&service);
}

/* --- Killed at any time ----------------------------------------------------------------------- */

typedef struct
{
  GSubprocess *child;
  guint after_us;
} Killer;

static gpointer
kill_later (gpointer data)
{
  Killer *self = data;

  g_usleep (self->after_us);
  g_subprocess_force_exit (self->child);
  return NULL;
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  Service service;
  guint last = 0, n_taken = 0;

  service_init (&service);
  start (&service, "");
  g_autoptr (Installer) installer = installer_new (service.port);
  for (guint round = 1; round <= N_RANDOM; round++)
    {
      Killer killer = { service.child, (guint) g_rand_int_range (rand, 0, 8000) };
      GThread *thread = g_thread_new ("killer", kill_later, &killer);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxPushResult) result = installer_push (installer, round, &error);
      guint found;

      g_thread_join (thread);
      end (&service);
      start (&service, "");
      found = installer_ask_round (service.port, NULL);
      g_assert_true (found == last || found == round);
      if (result != NULL)
        g_assert_cmpuint (found, ==, round);
      n_taken += found == round;
      installer_assert_reaches_goal (installer, service.port, round);
      last = round;
    }
  g_test_message ("%u of %u pushes got through", n_taken, N_RANDOM);
  end (&service);
  service_clear (&service);
}

/* --- Two at a time ---------------------------------------------------------------------------- */

typedef struct
{
  Installer *installer;
  guint round;
  DectPbxPushResult *result;
  GError *error;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *self = data;

  self->result = installer_push (self->installer, self->round, &self->error);
  return NULL;
}

/* Both have seen the same: one wins, the other is told, and looks before he pushes again. */
static void
test_race (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (Installer) ours = installer_new (pbx->port);
  g_autoptr (Installer) theirs = installer_new (pbx->port);
  g_autoptr (GError) error = NULL;

  g_autoptr (DectPbxPushResult) first = installer_push (ours, 1, &error);
  g_assert_no_error (error);
  g_assert_true (installer_review (theirs, 1, &error));
  for (guint round = 2; round < 30; round += 2)
    {
      Racer racers[] = { { ours, round }, { theirs, round + 1 } };
      GThread *thread = g_thread_new ("racer", race, &racers[0]);
      guint n_won = 0, found;

      race (&racers[1]);
      g_thread_join (thread);
      found = installer_ask_round (pbx->port, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
        {
          if (racers[i].result != NULL)
            g_assert_cmpuint (found, ==, racers[i].round);
          else
            g_assert_error (racers[i].error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
          n_won += racers[i].result != NULL;
          g_clear_pointer (&racers[i].result, dect_pbx_push_result_free);
          g_clear_error (&racers[i].error);
          g_assert_true (installer_review (racers[i].installer, racers[i].round, &error));
        }
      g_assert_cmpuint (n_won, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  if (g_getenv ("DECT_TEST_PBX_DB") != NULL)
    serve (g_getenv ("DECT_TEST_PBX_DB"));

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/kill/at-each-point", test_points);
  g_test_add_func ("/pbx/kill/job", test_job);
  g_test_add_func ("/pbx/kill/at-random-times", test_random);
  g_test_add_func ("/pbx/kill/two-race", test_race);
  return g_test_run ();
}
