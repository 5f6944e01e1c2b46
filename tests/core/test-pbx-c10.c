/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-json.h"
#include "support/fault-proxy.h"
#include "support/pbx-fault.h"
#include "support/pbx-installer.h"
#include "support/pbx-peer.h"
#include "support/raw-server.h"
#include "support/test-certificate.h"

#include <glib/gstdio.h>
#include <string.h>

/* The list of facts/pbx-rest.md C10, point by point: what a PBX of this contract, and a client of
 * it, must do at the least. */

#define GW "00085d0a0b01"
#define GATEWAY "dectgateway/" GW
#define DOCUMENT                                                                                   \
  "{'name':'Plant','targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'dectplan:1'}"
#define CREATE "PUT " GATEWAY "\nIf-None-Match: *"

static TestPbx *
new_pbx (void)
{
  const DectPbxServerOptions options = { 0 };

  return test_pbx_new (&options);
}

static guint
ask (TestPbx *pbx, const char *request, const char *body)
{
  return test_pbx_ask (pbx, "moby", request, body, NULL);
}

static void
assert_answers (
    TestPbx *pbx, const char *request, const char *body, guint status, const char *holds)
{
  g_autofree char *answer = NULL;

  g_assert_cmpuint (test_pbx_ask (pbx, "moby", request, body, &answer), ==, status);
  if (strstr (answer, holds) == NULL)
    g_error ("no %s in %s", holds, answer);
}

static void
create_with_and_without_precondition (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  assert_answers (pbx, "PUT " GATEWAY, DOCUMENT, 428, "precondition_required");
  assert_answers (pbx, CREATE, DOCUMENT, 201, "ETag: \"r1\"");
  assert_answers (pbx, CREATE, DOCUMENT, 412, "ETag: \"r1\"");
  assert_answers (pbx, "PUT " GATEWAY "\nIf-Match: 'r9'", DOCUMENT, 412, "\\\"r1\\\"");
}

/* The loser is told, sees the winner's work, and goes on from there. */
static void
two_clients_race (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();
  g_autoptr (Installer) ours = installer_new (pbx->port);
  g_autoptr (Installer) theirs = installer_new (pbx->port);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxPushResult) first = installer_push (ours, 1, &error);

  g_assert_true (installer_review (theirs, 2, &error));
  g_autoptr (DectPbxPushResult) second = installer_push (theirs, 2, &error);
  g_assert_no_error (error);
  g_assert_null (installer_push (ours, 3, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_cmpuint (installer_ask_round (pbx->port, NULL), ==, 2);
  g_assert_true (installer_review (ours, 3, &error));
  installer_assert_reaches_goal (ours, pbx->port, 3);
}

#define SYNC(dry, name)                                                                            \
  "{'action':'sync','dryrun':" dry ",'target':{'name':'" name                                      \
  "','targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'dectplan:1'}}"
#define ACTION(etag) "POST " GATEWAY "/action\nIf-Match: '" etag "'"

static void
replayed_idempotency_key (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  assert_answers (pbx, ACTION ("r1") "\nIdempotency-Key: k", SYNC ("false", "A"), 200,
                  "\\\"r2\\\"");
  assert_answers (pbx, ACTION ("r1") "\nIdempotency-Key: k", SYNC ("false", "A"), 200,
                  "X-Idempotent-Replay: true");
  assert_answers (pbx, ACTION ("r2") "\nIdempotency-Key: k", SYNC ("false", "B"), 409,
                  "idempotency_mismatch");
  assert_answers (pbx, "GET " GATEWAY, NULL, 200, "\"revision\":2");
}

static void
hang_up_after_commit (DectPbxFaultPoint point, DectPbxRequest *request, gpointer user_data)
{
  gint *n = user_data;

  if (point == DECT_PBX_FAULT_AFTER && strcmp (request->method, "POST") == 0
      && g_atomic_int_add (n, 1) == 0)
    request->hang_up = TRUE;
}

static void
reset_after_commit_before_answer (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();
  g_autoptr (Installer) installer = installer_new (pbx->port);
  g_autoptr (GError) error = NULL;
  gint n = 0;

  test_pbx_fault_set (hang_up_after_commit, &n);
  g_autoptr (DectPbxPushResult) result = installer_push (installer, 1, &error);
  test_pbx_fault_set (NULL, NULL);
  g_assert_no_error (error);
  g_assert_true (result->recovered);
  g_assert_cmpint (n, ==, 1);
  installer_assert_reaches_goal (installer, pbx->port, 1);
}

static void
dry_run_leaves_revision (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  assert_answers (pbx, ACTION ("r1"), SYNC ("true", "Other"), 200, "\"update\":1");
  assert_answers (pbx, "GET " GATEWAY, NULL, 200, "\"revision\":1");
}

static void
second_sync_keeps_all (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  assert_answers (pbx, ACTION ("r1"), SYNC ("false", "Other"), 200, "\\\"r2\\\"");
  assert_answers (pbx, ACTION ("r2"), SYNC ("false", "Other"), 200,
                  "\"create\":0,\"update\":0,\"remove\":0,\"keep\":2");
  assert_answers (pbx, "GET " GATEWAY, NULL, 200, "\"revision\":2");
}

static void
prune_touches_own_source_only (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  g_assert_cmpuint (ask (pbx, "PUT " GATEWAY "/handset/0007701154842\nIf-None-Match: *",
                         "{'source':'dectplan:1'}"),
                    ==, 201);
  g_assert_cmpuint (ask (pbx, "PUT " GATEWAY "/handset/000770115481%2A\nIf-None-Match: *",
                         "{'source':'dectplan:2'}"),
                    ==, 201);
  assert_answers (pbx, ACTION ("r3"),
                  "{'action':'sync','mode':'create_update_remove','target':{'name':'Plant',"
                  "'targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'dectplan:1',"
                  "'accesspoints':[{'mac':'" GW
                  "','name':'Plant','targetIp':'10.1.2.46','master':true,'source':'dectplan:1'}],"
                  "'handsets':[]}}",
                  200, "\"remove\":1");
  g_assert_cmpuint (ask (pbx, "GET " GATEWAY "/handset/0007701154842", NULL), ==, 404);
  g_assert_cmpuint (ask (pbx, "GET " GATEWAY "/handset/000770115481%2A", NULL), ==, 200);
}

static char *
document_with (guint n)
{
  GString *text = g_string_new ("{'name':'P','targetIp':'10.1.0.1','netmask':'255.255.0.0',"
                                "'accesspoints':[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{'mac':'00085d0a%04x','name':'N','targetIp':'10.1.%u.%u'%s}",
                            i > 0 ? "," : "", 0x0b01 + i, i / 200, 1 + i % 200,
                            i == 0 ? ",'master':true" : "");
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
accesspoints_254_and_255 (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();
  g_autofree char *most = document_with (254);
  g_autofree char *too_many = document_with (255);

  assert_answers (pbx, CREATE, too_many, 422, "accesspoint_count");
  g_assert_cmpuint (ask (pbx, CREATE, most), ==, 201);
  assert_answers (pbx, "PUT " GATEWAY "/accesspoint/00085d0affff\nIf-None-Match: *",
                  "{'name':'One more','targetIp':'10.1.99.1'}", 422, "accesspoint_count");
}

static void
two_masters (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  assert_answers (pbx, "PUT " GATEWAY "/accesspoint/00085d0a0b02\nIf-None-Match: *",
                  "{'name':'S','targetIp':'10.1.2.47','master':true}", 422, "two_masters");
}

static void
ipei_with_star_in_both_spellings (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();

  g_assert_cmpuint (ask (pbx, CREATE, DOCUMENT), ==, 201);
  assert_answers (pbx, "PUT " GATEWAY "/handset/000770115481*\nIf-None-Match: *", "{'name':'A'}",
                  201, "Location: /services/" GATEWAY "/handset/000770115481");
  assert_answers (pbx, "GET " GATEWAY "/handset/000770115481%2A", NULL, 200, "000770115481*");
  assert_answers (pbx, "PUT " GATEWAY "/handset/000770115481%2A\nIf-Match: 'r2'", "{'name':'B'}",
                  200, "\"name\":\"B\"");
  assert_answers (pbx, "GET " GATEWAY "/handset/000770115481*", NULL, 200, "\"name\":\"B\"");
}

/* --- What a client must bear ------------------------------------------------------------------ */

#define JSON "application/json"
#define INFO "{'product':'Mock','version':'1','contract':1,'features':{},'limits':{}}"

/* What is answered to the first requests; then the last one. */
typedef struct
{
  const char *status;
  const char *type;
  const char *headers;
  const char *body;
} Answer;

typedef struct
{
  const Answer *answers;
  guint n;
} Script;

static gboolean
play (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  const Script *script = user_data;
  const Answer *answer = &script->answers[MIN (number, script->n - 1)];

  return raw_server_answer (client, answer->status, answer->type, answer->headers, answer->body);
}

static DectPbxInfo *
handshake (RawServer *server, GError **error)
{
  g_autoptr (DectPbxClient) client = test_client_new (raw_server_get_port (server), TRUE);

  return dect_pbx_client_handshake_sync (client, NULL, error);
}

static void
retry_after_in_seconds_and_as_a_date (void)
{
  static const Answer answers[] = {
    { "429 Too Many Requests", JSON, "Retry-After: 0\r\n", "{}" },
    { "429 Too Many Requests", JSON, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "{}" },
    { "200 OK", JSON, "", INFO },
  };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxInfo) info = handshake (server, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info);
  g_assert_cmpuint (raw_server_get_requests (server), ==, 3);
}

static void
unauthorized_after_regeneration (void)
{
  static const Answer answers[] = {
    { "200 OK", JSON, "", INFO },
    { "401 Unauthorized", JSON, "WWW-Authenticate: Basic realm=\"x\"\r\n", "{}" },
  };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxInfo) info = handshake (server, &error);

  g_assert_nonnull (info);
  g_assert_null (handshake (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNAUTHORIZED);
  /* Once, and no loop. */
  g_assert_cmpuint (raw_server_get_requests (server), ==, 2);
}

static void
html_with_200 (void)
{
  static const Answer answers[]
      = { { "200 OK", "text/html", "", "<html><form>Password: <input></form></html>" } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (handshake (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API);
  g_assert_null (strstr (error->message, "<"));
}

/* Without the total a full page would look like the whole list. */
static void
list_of_exactly_100_rows (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();
  g_autofree char *document = document_with (150);
  g_autofree char *page = NULL, *rest = NULL;
  guint n = 0;

  g_assert_cmpuint (ask (pbx, CREATE, document), ==, 201);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/accesspoint/", NULL, &page), ==,
                    200);
  for (const char *p = page; (p = strstr (p, "\"mac\"")) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, 100);
  g_assert_nonnull (strstr (page, "X-Total-Count: 150\r\n"));
  g_assert_cmpuint (
      test_pbx_ask (pbx, "moby", "GET " GATEWAY "/accesspoint/?offset=100&limit=100", NULL, &rest),
      ==, 200);
  for (const char *p = rest; (p = strstr (p, "\"mac\"")) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, 150);
}

static DectPbxDownload *
download (RawServer *server, GError **error)
{
  g_autoptr (DectPbxClient) client = test_client_new (raw_server_get_port (server), TRUE);

  return dect_pbx_client_download_sync (client, GW, DECT_KIND_RFP, 0, NULL, error);
}

static void
export_without_data_sequence (void)
{
  static const Answer answers[]
      = { { "200 OK", "text/plain", "X-Record-Count: 1\r\n", "00:08:5D:0A:0B:01;Hall\n" } };
  Script script = { answers, G_N_ELEMENTS (answers) };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (download (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_EXPORT);
}

static void
hostile_file_name (void)
{
  static const char *const names[] = {
    "filename=\"../../x\"",
    "filename=\"/etc/passwd\"",
    "filename=\"..\"",
    "filename=\".bashrc\"",
    "filename=\"a\\\\b\\\\..\\\\c\"",
    "filename=\"C:\\\\x.txt\"",
    "filename*=UTF-8''..%2f..%2fx",
    "filename*=UTF-8''a%0d%0aSet-Cookie:%20x",
    "filename=\"a;rm -rf $HOME;.txt\"",
    "filename=\"\"",
    "filename=\"\xff\xfe\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *headers = g_strdup_printf (
          "X-Record-Count: 1\r\nContent-Disposition: attachment; %s\r\n", names[i]);
      const Answer answer
          = { "200 OK", "text/plain", headers, "data_sequence\n00:08:5D:0A:0B:01;Hall\n" };
      Script script = { &answer, 1 };
      g_autoptr (RawServer) server = raw_server_new (play, &script);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxDownload) file = download (server, &error);
      g_autofree char *shown = g_strescape (names[i], NULL);

      g_assert_no_error (error);
      g_test_message ("%s -> %s", shown, file->file_name);
      g_assert_cmpuint (strlen (file->file_name), >, 0);
      g_assert_cmpuint (strlen (file->file_name), <=, 100);
      g_assert_cmpuint (strspn (file->file_name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                                                 "WXYZ0123456789._-"),
                        ==, strlen (file->file_name));
      g_assert_true (file->file_name[0] != '.');
    }
}

static void
changed_certificate (void)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
  DectPbxServerOptions options = { .tls_cert = path };
  g_autofree char *text = NULL, *pin = NULL;
  g_autoptr (DectPbxProfile) profile = NULL, pinned = NULL;
  g_autoptr (GError) error = NULL;
  TestPbx *pbx;

  test_certificate_write (path, loopback, 3600);
  pbx = test_pbx_new (&options);
  options.port = pbx->port;
  text = g_strdup_printf ("[profile]\nid=test\n[http]\nbase_url=%s\n[tls]\n"
                          "mode=pin\nspki_sha256=\n",
                          pbx->uri);
  profile = dect_pbx_profile_parse (text, strlen (text), &error);
  g_assert_no_error (error);

  /* First contact shows the key, which a person accepts. */
  {
    g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, TEST_PBX_PASSWORD);
    g_auto (GStrv) words = NULL;

    g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
    g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
    words = g_strsplit_set (error->message, " ;,.:", -1);
    for (guint i = 0; words[i] != NULL; i++)
      if (strlen (words[i]) == 64)
        pin = g_strdup (words[i]);
    g_clear_error (&error);
  }
  g_assert_nonnull (pin);
  pinned = dect_pbx_profile_with (profile, "tls", "spki_sha256", pin, &error);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (pinned, TEST_PBX_PASSWORD);
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, &error);
  g_assert_no_error (error);
  test_pbx_free (pbx);

  /* The same address with another key. */
  test_certificate_write (path, loopback, 3600);
  pbx = test_pbx_new (&options);
  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, pin));
  test_pbx_free (pbx);
  g_unlink (path);
  g_rmdir (folder);
}

static void
redirect_to_another_host (void)
{
  static const Answer trap_answers[] = { { "200 OK", JSON, "", INFO } };
  Script trap_script = { trap_answers, 1 };
  g_autoptr (RawServer) trap = raw_server_new (play, &trap_script);
  g_autofree char *headers = g_strdup_printf (
      "Location: http://127.0.0.1:%u/services/info/dect\r\n", raw_server_get_port (trap));
  const Answer answer = { "302 Found", "text/html", headers, "" };
  Script script = { &answer, 1 };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (handshake (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT);
  /* The other host has not seen a byte, so no password either. */
  g_assert_cmpuint (raw_server_get_connections (trap), ==, 0);
}

static Fault
stall_in_body (guint number, const char *request, gpointer user_data)
{
  return (Fault){ FAULT_PLACE_BODY, FAULT_KIND_STALL };
}

static void
slow_body_beyond_time_limit (void)
{
  g_autoptr (TestPbx) pbx = new_pbx ();
  g_autoptr (FaultProxy) proxy = fault_proxy_new (pbx->port, stall_in_body, NULL);
  g_autoptr (DectPbxClient) client = test_client_new (fault_proxy_get_port (proxy), FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TIMEOUT);
}

static void
answer_of_5_mib (void)
{
  g_autofree char *spaces = g_strnfill (5 * 1024 * 1024, ' ');
  g_autofree char *file = g_strconcat ("data_sequence\n", spaces, NULL);
  g_autofree char *info = g_strconcat (INFO, spaces, NULL);
  const Answer answers[] = { { "200 OK", JSON, "", info }, { "200 OK", "text/plain", "", file } };
  Script script = { answers, 2 };
  g_autoptr (RawServer) server = raw_server_new (play, &script);
  g_autoptr (GError) error = NULL;

  g_assert_null (handshake (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (download (server, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (void);
  } tests[] = {
    { "/pbx/c10/create-with-and-without-precondition", create_with_and_without_precondition },
    { "/pbx/c10/two-clients-race", two_clients_race },
    { "/pbx/c10/replayed-idempotency-key", replayed_idempotency_key },
    { "/pbx/c10/reset-after-commit-before-answer", reset_after_commit_before_answer },
    { "/pbx/c10/dry-run-leaves-revision", dry_run_leaves_revision },
    { "/pbx/c10/second-sync-keeps-all", second_sync_keeps_all },
    { "/pbx/c10/prune-touches-own-source-only", prune_touches_own_source_only },
    { "/pbx/c10/254-and-255-accesspoints", accesspoints_254_and_255 },
    { "/pbx/c10/two-masters", two_masters },
    { "/pbx/c10/ipei-with-star-in-both-spellings", ipei_with_star_in_both_spellings },
    { "/pbx/c10/retry-after-in-seconds-and-as-a-date", retry_after_in_seconds_and_as_a_date },
    { "/pbx/c10/401-after-regeneration", unauthorized_after_regeneration },
    { "/pbx/c10/html-with-200", html_with_200 },
    { "/pbx/c10/list-of-exactly-100-rows", list_of_exactly_100_rows },
    { "/pbx/c10/export-without-data-sequence", export_without_data_sequence },
    { "/pbx/c10/hostile-file-name", hostile_file_name },
    { "/pbx/c10/changed-certificate", changed_certificate },
    { "/pbx/c10/redirect-to-another-host", redirect_to_another_host },
    { "/pbx/c10/slow-body-beyond-time-limit", slow_body_beyond_time_limit },
    { "/pbx/c10/answer-of-5-mib", answer_of_5_mib },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_func (tests[i].path, tests[i].test);
  return g_test_run ();
}
