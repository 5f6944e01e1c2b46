/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-trial.h"

/* The steps against a real PBX are tried in tests/ui/test-ui-pbx.c and by the client's own tests;
 * here are the words. */

static DectPbxProfile *
profile_at (const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("contract-1", NULL);
  DectPbxProfile *profile = dect_pbx_profile_with (shipped, "http", "base_url", uri, &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_advice (void)
{
  static const DectPbxError codes[] = {
    DECT_PBX_ERROR_UNREACHABLE,  DECT_PBX_ERROR_TIMEOUT,   DECT_PBX_ERROR_TLS,
    DECT_PBX_ERROR_UNAUTHORIZED, DECT_PBX_ERROR_FORBIDDEN, DECT_PBX_ERROR_NOT_API,
    DECT_PBX_ERROR_REDIRECT,     DECT_PBX_ERROR_NO_MODULE, DECT_PBX_ERROR_NOT_SUPPORTED,
    DECT_PBX_ERROR_BUSY,         DECT_PBX_ERROR_SERVER,
  };
  g_autoptr (DectPbxProfile) profile = profile_at ("https://pbx.example/services/");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) name
      = g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "not found");
  g_autoptr (GError) server
      = g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "no answer");

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (DECT_PBX_ERROR, codes[i], "why");
      char *advice = dect_pbx_trial_dup_advice (error, profile);

      g_test_message ("%d", codes[i]);
      g_assert_nonnull (advice);
      g_hash_table_add (seen, advice);
    }
  g_hash_table_add (seen, dect_pbx_trial_dup_advice (name, profile));
  g_hash_table_add (seen, dect_pbx_trial_dup_advice (server, profile));
  /* Two pairs share theirs: a redirect is as a page, a maintenance as a fault. */
  g_assert_cmpuint (g_hash_table_size (seen), ==, G_N_ELEMENTS (codes));
}

static void
collect_cb (const DectPbxTrialReport *report, gpointer user_data)
{
  ((DectPbxTrialState *) user_data)[report->step] = report->state;
}

/* Nothing is tried that cannot be: without an address, or once it is cancelled. */
static void
test_no_address (void)
{
  DectPbxTrialState states[DECT_PBX_TRIAL_N_STEPS] = { 0 };
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load ("contract-1", NULL);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_trial_run_sync (client, collect_cb, states, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
}

static void
test_cancelled (void)
{
  DectPbxTrialState states[DECT_PBX_TRIAL_N_STEPS] = { 0 };
  g_autoptr (DectPbxProfile) profile = profile_at ("https://127.0.0.1:1/services/");
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dect_pbx_trial_run_sync (client, collect_cb, states, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    g_assert_cmpint (states[i], !=, DECT_PBX_TRIAL_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pbx/trial/advice", test_advice);
  g_test_add_func ("/pbx/trial/no-address", test_no_address);
  g_test_add_func ("/pbx/trial/cancelled", test_cancelled);
  return g_test_run ();
}
