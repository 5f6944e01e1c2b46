/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-trial.h"
#include "support/embedded-pbx.h"
#include "support/scripted-server.h"
#include "support/test-certificate.h"

#include <glib/gstdio.h>
#include <string.h>

#define JSON "application/json"
#define NO_PIN "0000000000000000000000000000000000000000000000000000000000000000"
#define INFO                                                                                       \
  "{'product':'Mock','version':'1','contract':1,'features':{'dryrun':true,'apply':true},"          \
  "'limits':{'accesspoints':254}}"
#define FULL_INFO                                                                                  \
  "{'product':'Mock','version':'1','contract':1,'features':{'export':true},"                       \
  "'limits':{'accesspoints':254,'handsets':512}}"
#define NEW_INFO "{'product':'Mock','version':'9','contract':9,'features':{},'limits':{}}"
#define READ_ONLY                                                                                  \
  "[features]\nsync=none\n[paths]\nidentity=identity/\nlocation=location/\ndevice=device/\n"       \
  "[fields user]\nid=userId\n[fields device]\nid=deviceId\n"

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

/* --- Against servers ----------------------------------------------------------------------------- */

/* What is seen at the end, step by step. */
typedef struct
{
  DectPbxTrialReport last[DECT_PBX_TRIAL_N_STEPS];
  GCancellable *cancellable; /* (nullable): cancelled when @cancel_at runs */
  DectPbxTrialStep cancel_at;
} Seen;

static void
see_cb (const DectPbxTrialReport *report, gpointer user_data)
{
  Seen *seen = user_data;
  DectPbxTrialReport *last = &seen->last[report->step];

  dect_pbx_trial_report_clear (last);
  last->state = report->state;
  last->text = g_strdup (report->text);
  last->advice = g_strdup (report->advice);
  if (seen->cancellable != NULL && report->step == seen->cancel_at)
    g_cancellable_cancel (seen->cancellable);
}

static void
seen_clear (Seen *seen)
{
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    dect_pbx_trial_report_clear (&seen->last[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

/* @timeout_s: short only where somebody is silent on purpose. */
static DectPbxClient *
new_client (const char *host, guint port, guint timeout_s, const char *more)
{
  g_autofree char *text = g_strdup_printf (
      "[profile]\nid=test\n[http]\nbase_url=%s:%u/services/\nconnect_timeout=%u\n"
      "read_timeout=%u\n%s",
      host, port, timeout_s, timeout_s, more);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);
  DectPbxClient *client;

  g_assert_no_error (error);
  client = dect_pbx_client_new (profile, EMBEDDED_PBX_PASSWORD);
  dect_pbx_client_set_retry_unit (client, 4);
  return client;
}

/* All steps as letters: W waiting, R running, G good, O open, F failed. */
static char *
letters (const Seen *seen)
{
  static const char names[] = {
    [DECT_PBX_TRIAL_WAITING] = 'W', [DECT_PBX_TRIAL_RUNNING] = 'R', [DECT_PBX_TRIAL_GOOD] = 'G',
    [DECT_PBX_TRIAL_OPEN] = 'O',    [DECT_PBX_TRIAL_FAILED] = 'F',
  };
  char *text = g_strnfill (DECT_PBX_TRIAL_N_STEPS, ' ');

  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    text[i] = names[seen->last[i].state];
  return text;
}

static void
assert_says (const Seen *seen, DectPbxTrialStep step, const char *part)
{
  const char *text = seen->last[step].text;

  g_test_message ("%s: %s", dect_pbx_trial_step_title (step), text);
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, part));
}

/* Step by step up to the first that fails; what comes behind it was not tried. */
static void
test_answers (void)
{
  static const struct
  {
    const char *host;
    const char *profile;
    Step steps[3];
    const char *states;
    DectPbxTrialStep step; /* that is looked at */
    const char *says;
    gint code; /* -1 = it works */
  } cases[] = {
    { "http://127.0.0.1",
      "",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_CONTRACT,
      "Contract 1; up to 254 base stations, 10000 handsets; simulates a push: yes; writes the OMM "
      "files: no; apply job: yes.",
      -1 },
    { "http://127.0.0.1",
      "",
      { { 200, JSON, NULL, FULL_INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_CONTRACT,
      "up to 254 base stations, 512 handsets; simulates a push: no; writes the OMM files: yes; "
      "apply job: no.",
      -1 },
    { "http://127.0.0.1",
      "",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_INTERFACE,
      "Mock 1",
      -1 },
    { "http://127.0.0.1",
      "[auth]\nusername=moby\n",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_LOGIN,
      "Logged in as moby.",
      -1 },
    { "http://127.0.0.1",
      "[auth]\nmethod=bearer\n",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_LOGIN,
      "Logged in.",
      -1 },
    { "http://127.0.0.1",
      "[auth]\nmethod=none\n",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_LOGIN,
      "None needed.",
      -1 },
    { "http://127.0.0.1",
      "",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_ENCRYPTION,
      "it is this computer",
      -1 },
    { "http://localhost",
      "",
      { { 200, JSON, NULL, INFO } },
      "GGGGGG",
      DECT_PBX_TRIAL_ADDRESS,
      "localhost is ",
      -1 },
    /* A name in the network, as far as anybody can tell by its spelling. */
    { "http://pbx.localhost",
      "allow_plain_http=true\n",
      { { 200, JSON, NULL, INFO } },
      "GGOGGG",
      DECT_PBX_TRIAL_ENCRYPTION,
      "everybody on the way can read the password",
      -1 },
    { "http://127.0.0.1",
      "",
      { { 401, JSON, NULL, "{}" } },
      "GGGFWW",
      DECT_PBX_TRIAL_LOGIN,
      "",
      DECT_PBX_ERROR_UNAUTHORIZED },
    { "http://127.0.0.1",
      "",
      { { 403, JSON, NULL, "{}" } },
      "GGGFWW",
      DECT_PBX_TRIAL_LOGIN,
      "",
      DECT_PBX_ERROR_FORBIDDEN },
    { "http://127.0.0.1",
      "",
      { { 200, "text/html", NULL, "<html>Login</html>" } },
      "GGGWFW",
      DECT_PBX_TRIAL_INTERFACE,
      "",
      DECT_PBX_ERROR_NOT_API },
    { "http://127.0.0.1",
      "",
      { { 404, JSON, NULL, "{}" } },
      "GGGWFW",
      DECT_PBX_TRIAL_INTERFACE,
      "",
      DECT_PBX_ERROR_NO_MODULE },
    { "http://127.0.0.1",
      "",
      { { 500, JSON, NULL, "{}" } },
      "GGGWFW",
      DECT_PBX_TRIAL_INTERFACE,
      "",
      DECT_PBX_ERROR_SERVER },
    /* It knows the user, and speaks another version. */
    { "http://127.0.0.1",
      "[auth]\nusername=moby\n",
      { { 200, JSON, NULL, NEW_INFO } },
      "GGGGWF",
      DECT_PBX_TRIAL_LOGIN,
      "Logged in as moby.",
      DECT_PBX_ERROR_NOT_SUPPORTED },
    /* There a moment ago, and silent now. */
    { "http://127.0.0.1",
      "",
      { { 200, JSON, NULL, INFO, 0, 1600 } },
      "GFGWWW",
      DECT_PBX_TRIAL_NETWORK,
      "",
      DECT_PBX_ERROR_TIMEOUT },
    { "http://127.0.0.1",
      READ_ONLY,
      { { 200, JSON, NULL, "[{'userId':'1'},{'userId':'2'}]" },
        { 200, JSON, NULL, "[]" },
        { 200, JSON, NULL, "[{'deviceId':'5'}]" } },
      "GGGGGO",
      DECT_PBX_TRIAL_INTERFACE,
      "Read: 2 users, 0 locations, 1 devices.",
      -1 },
    { "http://127.0.0.1",
      READ_ONLY,
      { { 401, JSON, NULL, "{}" } },
      "GGGFWW",
      DECT_PBX_TRIAL_LOGIN,
      "",
      DECT_PBX_ERROR_UNAUTHORIZED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_steps = G_N_ELEMENTS (cases[i].steps);
      g_auto (Seen) seen = { { { 0 } } };
      g_autofree char *states = NULL;
      g_autoptr (GError) error = NULL;

      while (cases[i].steps[n_steps - 1].status == 0)
        n_steps--;
      g_autoptr (Fixture) fixture = fixture_new (cases[i].steps, n_steps);
      g_autoptr (DectPbxClient) client
          = new_client (cases[i].host, fixture_get_port (fixture),
                        cases[i].code == DECT_PBX_ERROR_TIMEOUT ? 1 : 30, cases[i].profile);
      g_autoptr (DectPbxInfo) info
          = dect_pbx_trial_run_sync (client, see_cb, &seen, NULL, NULL, &error);

      states = letters (&seen);
      g_test_message ("case %u: %s %s", i, states, error != NULL ? error->message : "");
      g_assert_cmpstr (states, ==, cases[i].states);
      assert_says (&seen, cases[i].step, cases[i].says);
      g_assert_true ((info == NULL) == (cases[i].code >= 0));
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
      for (guint j = 0; j < DECT_PBX_TRIAL_N_STEPS; j++)
        g_assert_true ((seen.last[j].advice != NULL)
                       == (seen.last[j].state == DECT_PBX_TRIAL_FAILED));
    }
}

/* Nobody there, nobody of that name, nobody who answers. */
static void
test_no_way (void)
{
  g_autoptr (GSocket) socket
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GPtrArray) queue = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *states = NULL, *name_states = NULL, *full_states = NULL;
  g_auto (Seen) seen = { { { 0 } } }, named = { { { 0 } } }, full = { { { 0 } } };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (socket, any, TRUE, NULL));
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (socket, NULL);
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_autoptr (DectPbxClient) client = new_client ("http://127.0.0.1", port, 1, "");

  /* Bound, and not listening yet. */
  g_assert_null (dect_pbx_trial_run_sync (client, see_cb, &seen, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE);
  states = letters (&seen);
  g_assert_cmpstr (states, ==, "GFWWWW");
  assert_says (&seen, DECT_PBX_TRIAL_NETWORK, "127.0.0.1 is there, but nothing listens at port");
  g_clear_error (&error);

  g_autoptr (DectPbxClient) stranger
      = new_client ("http://no-such-pbx.invalid", port, 30, "allow_plain_http=true\n");
  g_assert_null (dect_pbx_trial_run_sync (stranger, see_cb, &named, NULL, NULL, &error));
  g_assert_true (error->domain == G_RESOLVER_ERROR);
  name_states = letters (&named);
  g_assert_cmpstr (name_states, ==, "FWWWWW");
  assert_says (&named, DECT_PBX_TRIAL_ADDRESS, "The name no-such-pbx.invalid is not found: ");
  g_clear_error (&error);

  /* A queue that nobody empties: once it is full, further calls get no answer at all. */
  g_socket_set_listen_backlog (socket, 0);
  g_assert_true (g_socket_listen (socket, NULL));
  for (guint i = 0; i < 4; i++)
    {
      GSocket *one
          = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (one, FALSE);
      g_socket_connect (one, bound, NULL, NULL);
      g_ptr_array_add (queue, one);
    }
  g_assert_null (dect_pbx_trial_run_sync (client, see_cb, &full, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TIMEOUT);
  full_states = letters (&full);
  g_assert_cmpstr (full_states, ==, "GFWWWW");
  assert_says (&full, DECT_PBX_TRIAL_NETWORK, "within 1 seconds");
}

static void
test_cancelled_on_the_way (void)
{
  static const Step steps[] = { { 200, JSON, NULL, INFO } };

  for (guint step = DECT_PBX_TRIAL_ADDRESS; step <= DECT_PBX_TRIAL_LOGIN; step++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (Seen) seen = { .cancellable = cancellable, .cancel_at = step };
      g_autoptr (Fixture) fixture = fixture_new (steps, 1);
      g_autoptr (DectPbxClient) client
          = new_client ("http://localhost", fixture_get_port (fixture), 30, "");
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_pbx_trial_run_sync (client, see_cb, &seen, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (fixture_count (fixture), ==, 0);
      for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
        g_assert_cmpint (seen.last[i].state, !=, DECT_PBX_TRIAL_FAILED);
    }
}

/* --- Encryption ---------------------------------------------------------------------------------- */

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* The certificate is there to be looked at, whether it is accepted or not; no password goes to one
 * that is not. */
static void
test_encryption (void)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  static const struct
  {
    const char *tls; /* FILE and PIN stand for what the server has */
    const char *states;
    const char *says;
  } cases[] = {
    { "[tls]\nmode=pin\n", "GGFWWW", "first contact" }, /* here the installer sees the key */
    { "[tls]\nmode=pin\nspki_sha256=PIN\n", "GGGGGG", ", certificate of CN=127.0.0.1." },
    { "[tls]\nmode=ca\nca_file=FILE\n", "GGGGGG", ", certificate of CN=127.0.0.1." },
    { "[tls]\nmode=pin\nspki_sha256=" NO_PIN "\n", "GGFWWW", "another key than the one" },
    { "[tls]\nmode=system\n", "GGFWWW", "cannot be trusted yet: " },
    { "[tls]\nmode=ca\nca_file=/nowhere.pem\n", "GGFWWW", "" },
  };
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
  const DectPbxServerOptions options = { .tls_cert = path };
  DectPbxUsers *users = dect_pbx_users_new ();
  g_autoptr (GAsyncResult) started = NULL, stopped = NULL;
  g_autofree char *pin = NULL;

  test_certificate_write (path, loopback, 3600);
  g_assert_true (dect_pbx_users_add_password (users, "moby", EMBEDDED_PBX_PASSWORD, 1, NULL));
  g_autoptr (DectPbxServer) server = dect_pbx_server_new (&options, users);
  dect_pbx_server_start_async (server, NULL, keep_result_cb, &started);
  g_assert_true (dect_pbx_server_start_finish (server, wait_for (&started), NULL));
  g_autoptr (GUri) uri = g_uri_parse (dect_pbx_server_get_uri (server), G_URI_FLAGS_NONE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) tls = g_string_new (cases[i].tls);
      g_auto (Seen) seen = { { { 0 } } };
      g_autoptr (DectPbxCertificate) certificate = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *states = NULL;

      g_string_replace (tls, "FILE", path, 0);
      g_string_replace (tls, "PIN", pin != NULL ? pin : "", 0);
      g_autoptr (DectPbxClient) client
          = new_client ("https://127.0.0.1", (guint) g_uri_get_port (uri), 30, tls->str);
      g_autoptr (DectPbxInfo) info
          = dect_pbx_trial_run_sync (client, see_cb, &seen, &certificate, NULL, &error);

      states = letters (&seen);
      g_test_message ("case %u: %s %s", i, states, error != NULL ? error->message : "");
      g_assert_cmpstr (states, ==, cases[i].states);
      assert_says (&seen, DECT_PBX_TRIAL_ENCRYPTION, cases[i].says);
      g_assert_true ((info != NULL) == (error == NULL));
      if (error != NULL)
        g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
      if (i == 0)
        pin = g_strdup (certificate->spki_sha256);
    }
  dect_pbx_server_stop_async (server, keep_result_cb, &stopped);
  dect_pbx_server_stop_finish (server, wait_for (&stopped));
  g_remove (path);
  g_remove (folder);
}

/* What to do is another thing with https, with an accepted key, and with what is no fault of the
 * PBX. */
static void
test_advice_by_profile (void)
{
  g_autoptr (DectPbxProfile) plain = profile_at ("http://127.0.0.1:8080/services/");
  g_autoptr (DectPbxProfile) safe = profile_at ("https://pbx.example/services/");
  g_autoptr (DectPbxProfile) pinned = dect_pbx_profile_with (safe, "tls", "mode", "pin", NULL);
  g_autoptr (GError) unreachable
      = g_error_new_literal (DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE, "why");
  g_autoptr (GError) tls = g_error_new_literal (DECT_PBX_ERROR, DECT_PBX_ERROR_TLS, "why");
  g_autoptr (GError) conflict
      = g_error_new_literal (DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT, "why");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "why");
  g_autofree char *plain_way = dect_pbx_trial_dup_advice (unreachable, plain);
  g_autofree char *safe_way = dect_pbx_trial_dup_advice (unreachable, safe);
  g_autofree char *clock = dect_pbx_trial_dup_advice (tls, safe);
  g_autofree char *compare = dect_pbx_trial_dup_advice (tls, pinned);

  g_assert_null (strstr (plain_way, "443"));
  g_assert_nonnull (strstr (safe_way, "443"));
  g_assert_nonnull (strstr (clock, "clock"));
  g_assert_nonnull (strstr (compare, "Compare the fingerprint"));
  g_assert_null (dect_pbx_trial_dup_advice (conflict, safe));
  g_assert_null (dect_pbx_trial_dup_advice (foreign, safe));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pbx/trial/advice", test_advice);
  g_test_add_func ("/pbx/trial/no-address", test_no_address);
  g_test_add_func ("/pbx/trial/cancelled", test_cancelled);
  g_test_add_func ("/pbx/trial/advice-by-profile", test_advice_by_profile);
  g_test_add_func ("/pbx/trial/answers", test_answers);
  g_test_add_func ("/pbx/trial/no-way", test_no_way);
  g_test_add_func ("/pbx/trial/cancelled-on-the-way", test_cancelled_on_the_way);
  g_test_add_func ("/pbx/trial/encryption", test_encryption);
  return g_test_run ();
}
