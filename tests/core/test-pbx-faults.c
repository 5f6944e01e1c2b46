/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/fault-proxy.h"
#include "support/pbx-installer.h"
#include "support/pbx-peer.h"

#include <string.h>

/* Whatever a network or a dying server does to a push: afterwards the PBX holds the old or the new
 * configuration, never a mixture; pushing again reaches the goal; the journal says what is true. */

/* Cases side by side: most of them wait for a time limit. */
#define N_THREADS 24

typedef enum
{
  STAGE_HANDSHAKE,
  STAGE_REVIEW,
  STAGE_PUSH,
  STAGE_AFTER,
  STAGE_DONE,
} Stage;

static gboolean
download (Installer *self, DectKind kind, GError **error)
{
  g_autoptr (DectPbxDownload) file
      = dect_pbx_client_download_sync (self->client, TEST_GATEWAY, kind, 0, NULL, error);

  if (file != NULL)
    g_assert_cmpuint (file->n_records, ==, kind == DECT_KIND_RFP ? 1 : TEST_HANDSETS);
  return file != NULL;
}

/* Handshake, difference, push, reading back, both files. Returns where it stopped. */
static Stage
do_job (Installer *self, guint round, GError **error)
{
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (self->client, NULL, error);
  g_autoptr (DectPbxPushResult) result = NULL;
  g_autoptr (JsonNode) read_back = NULL;

  if (info == NULL)
    return STAGE_HANDSHAKE;
  if (!installer_review (self, round, error))
    return STAGE_REVIEW;
  result = installer_push (self, round, error);
  if (result == NULL)
    return STAGE_PUSH;
  read_back = dect_pbx_client_get_document_sync (self->client, TEST_GATEWAY, NULL, NULL, error);
  if (read_back == NULL || !download (self, DECT_KIND_RFP, error)
      || !download (self, DECT_KIND_HANDSET, error))
    return STAGE_AFTER;
  g_assert_cmpuint (test_round_of_document (read_back), ==, round);
  return STAGE_DONE;
}

static void
assert_understood (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == DECT_PBX_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_null (strstr (error->message, TEST_PBX_PASSWORD));
}

/* --- Each request, each place ----------------------------------------------------------------- */

typedef struct
{
  guint number; /* of the request */
  Fault fault;
  gboolean for_ever; /* the requests after it, too */
  gboolean fresh;    /* the gateway is not there yet */

  guint first; /* of the numbers of the proxy */
  gint off;    /* the network is well again */
} Case;

static Fault
choose_case (guint number, const char *request, gpointer user_data)
{
  static const Fault none = { 0 };
  Case *self = user_data;
  guint mine = number - self->first;

  if (g_atomic_int_get (&self->off) || number < self->first)
    return none;
  if (self->for_ever && mine > self->number)
    return (Fault){ FAULT_PLACE_REQUEST, FAULT_KIND_CUT };
  return mine == self->number ? self->fault : none;
}

static void
run_case (gpointer data, gpointer user_data)
{
  Case *self = data;
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (FaultProxy) proxy = fault_proxy_new (pbx->port, choose_case, self);
  g_autoptr (Installer) installer = installer_new (fault_proxy_get_port (proxy));
  g_autoptr (GError) error = NULL;
  guint old = self->fresh ? 0 : 1, found;
  gboolean sent;
  Stage stage;

  g_atomic_int_set (&self->off, TRUE);
  if (!self->fresh)
    {
      g_autoptr (DectPbxPushResult) first = installer_push (installer, 1, &error);

      g_assert_no_error (error);
    }
  self->first = fault_proxy_get_requests (proxy);
  g_atomic_int_set (&self->off, FALSE);
  installer_set_patient (installer, self->fault.kind != FAULT_KIND_STALL);
  stage = do_job (installer, 2, &error);
  sent = dect_pbx_client_was_sent (installer->client);
  installer_set_patient (installer, TRUE);
  g_atomic_int_set (&self->off, TRUE);

  found = installer_ask_round (pbx->port, NULL);
  if (stage == STAGE_DONE)
    g_assert_no_error (error);
  else
    assert_understood (error);
  g_assert_true (found == old || found == 2);
  if (stage < STAGE_PUSH)
    g_assert_cmpuint (found, ==, old);
  if (stage > STAGE_PUSH)
    g_assert_cmpuint (found, ==, 2);
  /* The journal has a push that failed where one did and something may have come to the PBX; a push
   * that ended before that leaves no trace. */
  g_assert_true ((dect_log_last (dect_site_get_log (installer->site), "push-failed") != NULL)
                 == (stage == STAGE_PUSH && sent));
  /* It says "nothing was changed" only where nothing was. */
  if (stage == STAGE_PUSH && found == 2)
    g_assert_true (g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN));
  installer_assert_reaches_goal (installer, pbx->port, 2);
}

/* The requests of a job without faults: handshake, document, dry run, commit, document, two files.
 */
#define N_REQUESTS 7

static void
run_cases (gboolean fresh)
{
  GThreadPool *pool = g_thread_pool_new (run_case, NULL, N_THREADS, FALSE, NULL);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);

  for (guint number = 0; number < N_REQUESTS; number++)
    for (FaultPlace place = FAULT_PLACE_REQUEST; place <= FAULT_PLACE_AFTER; place++)
      for (FaultKind kind = FAULT_KIND_CUT; kind <= FAULT_KIND_GARBAGE; kind++)
        for (guint for_ever = 0; for_ever < 2; for_ever++)
          {
            Case *new_case = g_new0 (Case, 1);

            new_case->number = number;
            new_case->fault = (Fault){ place, kind };
            new_case->for_ever = for_ever == 1;
            new_case->fresh = fresh;
            g_ptr_array_add (cases, new_case);
            g_thread_pool_push (pool, new_case, NULL);
          }
  g_thread_pool_free (pool, FALSE, TRUE);
  g_test_message ("%u cases", cases->len);
}

static void
test_each_change (void)
{
  run_cases (FALSE);
}

static void
test_each_create (void)
{
  run_cases (TRUE);
}

/* --- Schedules by chance ---------------------------------------------------------------------- */

#define N_SCHEDULES 1000
#define N_SCHEDULES_QUICK 150

typedef struct
{
  guint32 seed;
  GRand *rand;
  gint off;
} Schedule;

static Fault
choose_by_chance (guint number, const char *request, gpointer user_data)
{
  Schedule *self = user_data;

  if (g_atomic_int_get (&self->off) || g_rand_double (self->rand) > 0.35)
    return (Fault){ 0 };
  return (Fault){ g_rand_int_range (self->rand, FAULT_PLACE_REQUEST, FAULT_PLACE_AFTER + 1),
                  g_rand_boolean (self->rand) ? FAULT_KIND_CUT : FAULT_KIND_GARBAGE };
}

static void
run_schedule (gpointer data, gpointer user_data)
{
  Schedule self = { .seed = GPOINTER_TO_UINT (data) };
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (FaultProxy) proxy = fault_proxy_new (pbx->port, choose_by_chance, &self);
  g_autoptr (Installer) installer = installer_new (fault_proxy_get_port (proxy));
  guint last = 0;

  self.rand = g_rand_new_with_seed (self.seed);
  for (guint round = 1; round <= 3; round++)
    {
      g_autoptr (GError) error = NULL;
      Stage stage = do_job (installer, round, &error);
      guint found = installer_ask_round (pbx->port, NULL);

      g_assert_true (found == last || found == round);
      g_assert_true (stage <= STAGE_PUSH || found == round);
      g_assert_true (stage >= STAGE_PUSH || found == last);
      if (stage == STAGE_PUSH && found == round)
        g_assert_true (g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN));
      last = found;
      /* Every second time the person pushes the same again before the plan goes on. */
      if (self.seed % 2 == 0)
        {
          g_atomic_int_set (&self.off, TRUE);
          installer_assert_reaches_goal (installer, pbx->port, round);
          g_atomic_int_set (&self.off, FALSE);
          last = round;
        }
    }
  g_atomic_int_set (&self.off, TRUE);
  if (self.seed % 2 == 1)
    {
      g_autoptr (GError) error = NULL;

      /* An uncertain push of an older plan looks like somebody else's: look at it, then go on. */
      g_assert_true (installer_review (installer, 3, &error));
      g_assert_no_error (error);
    }
  installer_assert_reaches_goal (installer, pbx->port, 3);
  g_rand_free (self.rand);
}

static void
test_by_chance (void)
{
  guint n = g_test_slow () ? N_SCHEDULES : N_SCHEDULES_QUICK;
  GThreadPool *pool = g_thread_pool_new (run_schedule, NULL, N_THREADS / 4, FALSE, NULL);

  for (guint seed = 1; seed <= n; seed++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (seed), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_test_message ("%u schedules", n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/faults/each-request-of-a-change", test_each_change);
  g_test_add_func ("/pbx/faults/each-request-of-a-create", test_each_create);
  g_test_add_func ("/pbx/faults/by-chance", test_by_chance);
  return g_test_run ();
}
