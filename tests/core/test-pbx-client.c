/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-json.h"
#include "support/scripted-server.h"
#include "support/test-document.h"

#include <string.h>

#define PASSWORD "top secret"
#define GATEWAY "00085d0a0b01"

static DectPbxClient *
new_client (guint port, const char *more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text
      = g_strdup_printf ("[profile]\nid=test\n[http]\nbase_url=http://127.0.0.1:%u/a/services/\n"
                         "connect_timeout=1\nread_timeout=1\n%s",
                         port, more);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  DectPbxClient *client = dect_pbx_client_new (profile, PASSWORD);
  dect_pbx_client_set_retry_unit (client, 10);
  return client;
}

#define DOCUMENT                                                                                   \
  "{'mac':'00085d0a0b01','name':'P','targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'"   \
  "dectplan:1',"                                                                                   \
  "'accesspoints':[{'mac':'00085d0a0b01','name':'N','targetIp':'10.1.2.46','master':true,'source'" \
  ":'dectplan:1'}]}"
#define OLD_DOCUMENT                                                                               \
  "{'mac':'00085d0a0b01','name':'Old','revision':17,'source':'dectplan:1','accesspoints':[{'mac':" \
  "'00085d0a0b01','name':'N',"                                                                     \
  "'master':true,'source':'dectplan:1'}],'handsets':[]}"
#define COMMITTED                                                                                  \
  "{'response':'sync committed','dryrun':false,'baseEtag':'r17','etag':'r18',"                     \
  "'summary':{'create':0,'update':1,'remove':0,'keep':1},'changes':[{'op':'update','kind':'"       \
  "gateway','key':'00085d0a0b01',"                                                                 \
  "'fields':['name'],'before':{'name':'Old'},'after':{'name':'P'}}],'warnings':[],'jobs':[{'id':'" \
  "a1','state':'pending'}]}"
#define SIMULATED                                                                                  \
  "{'response':'sync "                                                                             \
  "simulated','dryrun':true,'summary':{'create':0,'update':0,'remove':0,'keep':2},'changes':[]}"
#define INFO                                                                                       \
  "{'product':'Mock','version':'1','contract':1,'features':{'dryrun':true,'export':true,'members'" \
  ":{'accesspoint':['model','wlan',7],'handset':3}},"                                              \
  "'limits':{'accesspoints':254},'firmware':['default','x']}"
#define JSON "application/json"

static const char *
base64_auth (void)
{
  static char text[100];
  g_autofree char *encoded
      = g_base64_encode ((const guchar *) "moby:" PASSWORD, strlen ("moby:" PASSWORD));

  g_snprintf (text, sizeof text, "Basic %s", encoded);
  return text;
}

static void
test_handshake (void)
{
  static const Step steps[] = { { 200, JSON, NULL, INFO } };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->product, ==, "Mock");
  g_assert_true (info->dryrun && info->exports && !info->apply);
  g_assert_true (dect_pbx_info_keeps (info, DECT_PBX_KIND_ACCESSPOINT, "wlan"));
  g_assert_false (dect_pbx_info_keeps (info, DECT_PBX_KIND_HANDSET, "wlan"));
  g_assert_cmpstr (info->firmware[1], ==, "x");
  g_autofree char *expected
      = g_strdup_printf ("GET /a/services/info/dect | %s | - | - | - | ", base64_auth ());
  g_assert_cmpstr (logged (fixture, 0), ==, expected);
}

static void
test_auth_forms (void)
{
  static const struct
  {
    const char *profile;
    const char *sent;
  } cases[] = {
    { "[auth]\nmethod=bearer\n", "| Bearer top secret |" },
    { "[auth]\nmethod=none\n", "info/dect | - |" },
    { "[auth]\nmethod=header\nheader=If-Match\n", "| - | top secret |" },
  };
  static const Step steps[] = { { 200, JSON, NULL, INFO } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
      g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), cases[i].profile);
      g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, NULL);
      g_assert_nonnull (info);
      g_assert_nonnull (strstr (logged (fixture, 0), cases[i].sent));
    }
}

/* Every status and body that an answer may have; asked by GET. */
static void
test_answers (void)
{
  static const struct
  {
    Step step;
    DectPbxError code;
    const char *says; /* stands in the message */
    guint requests;
  } cases[] = {
    { { 400, JSON, NULL, "{'code':'malformed','message':'bad'}" },
      DECT_PBX_ERROR_REJECTED,
      "bad",
      1 },
    { { 401, NULL, "WWW-Authenticate: Basic realm=\"x\"\n", NULL },
      DECT_PBX_ERROR_UNAUTHORIZED,
      "password",
      1 },
    { { 401, JSON, NULL, "{'code':'unauthorized'}" },
      DECT_PBX_ERROR_UNAUTHORIZED,
      "401 unauthorized",
      1 },
    { { 403, JSON, NULL, "{'code':'rest_disabled'}" },
      DECT_PBX_ERROR_FORBIDDEN,
      "switched off",
      1 },
    { { 403, "text/html", NULL, "<h1>no</h1>" }, DECT_PBX_ERROR_FORBIDDEN, "rights", 1 },
    { { 404, JSON, NULL, "{'code':'unknown_gateway'}" }, DECT_PBX_ERROR_NOT_FOUND, "gateway", 1 },
    { { 404, JSON, NULL, "{'code':'unknown_module'}" }, DECT_PBX_ERROR_NO_MODULE, "read-only", 1 },
    { { 404, "text/html", NULL, "<html>" }, DECT_PBX_ERROR_NO_MODULE, "base_url", 1 },
    { { 405 }, DECT_PBX_ERROR_REJECTED, "405", 1 },
    { { 406 }, DECT_PBX_ERROR_REJECTED, "406", 1 },
    { { 413 }, DECT_PBX_ERROR_REJECTED, "large", 1 },
    { { 415 }, DECT_PBX_ERROR_REJECTED, "JSON", 1 },
    { { 418, "text/plain", NULL, "I am\na\x01 teapot" },
      DECT_PBX_ERROR_REJECTED,
      "I am a teapot",
      1 },
    { { 409, JSON, NULL, "{'code':'mac_in_use'}" }, DECT_PBX_ERROR_IN_USE, "MAC", 1 },
    { { 409, JSON, NULL, "{'code':'ipei_in_use'}" }, DECT_PBX_ERROR_IN_USE, "IPEI", 1 },
    { { 409, JSON, NULL, "{'code':'ip_in_use'}" }, DECT_PBX_ERROR_IN_USE, "IP", 1 },
    { { 409, JSON, NULL, "{'code':'idempotency_mismatch'}" },
      DECT_PBX_ERROR_IDEMPOTENCY,
      "push",
      1 },
    { { 409, JSON, NULL, "{'code':'not_committed'}" }, DECT_PBX_ERROR_NOT_COMMITTED, "applied", 1 },
    { { 409 }, DECT_PBX_ERROR_IN_USE, "409", 1 },
    { { 412, JSON, NULL, "{'code':'precondition'}" }, DECT_PBX_ERROR_CONFLICT, "Somebody", 1 },
    { { 422, JSON, NULL, "{'code':'validation'}" }, DECT_PBX_ERROR_INVALID, "accept", 1 },
    { { 423, JSON, "Retry-After: 0\n", "{'code':'job_running'}" },
      DECT_PBX_ERROR_LOCKED,
      "applying",
      3 },
    { { 428 }, DECT_PBX_ERROR_PRECONDITION, "428", 1 },
    { { 429, NULL, "Retry-After: 0\n", NULL }, DECT_PBX_ERROR_BUSY, "fewer", 3 },
    { { 429, NULL, "Retry-After: 3600\n", NULL }, DECT_PBX_ERROR_BUSY, "fewer", 1 },
    { { 503, NULL, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\n", NULL },
      DECT_PBX_ERROR_BUSY,
      "maintenance",
      3 },
    { { 503, NULL, "Retry-After: nonsense\n", NULL }, DECT_PBX_ERROR_BUSY, "maintenance", 3 },
    { { 503 }, DECT_PBX_ERROR_BUSY, "maintenance", 3 },
    { { 500, "application/problem+json", NULL, "{\"title\":\"Oops\",\"detail\":\"disk full\"}" },
      DECT_PBX_ERROR_SERVER,
      "disk full",
      3 },
    { { 501, JSON, NULL, "{'response':'never'}" }, DECT_PBX_ERROR_SERVER, "never", 1 },
    { { 502, "text/html", NULL, "<html>Bad gateway</html>" }, DECT_PBX_ERROR_SERVER, "502", 3 },
    { { 504 }, DECT_PBX_ERROR_SERVER, "504", 3 },
    { { 304 }, DECT_PBX_ERROR_NOT_API, "304", 1 },
    { { 200, "text/html", NULL, "<html>Login</html>" }, DECT_PBX_ERROR_NOT_API, "web page", 1 },
    { { 200, JSON, NULL, " <!DOCTYPE html>" }, DECT_PBX_ERROR_NOT_API, "web page", 1 },
    { { 200, JSON, NULL, NULL }, DECT_PBX_ERROR_NOT_API, "empty", 1 },
    { { 204 }, DECT_PBX_ERROR_NOT_API, "empty", 1 },
    { { 200, JSON, NULL, "{'contract':" }, DECT_PBX_ERROR_MALFORMED, "cannot be read", 1 },
    { { 200, JSON, NULL, "[1]" }, DECT_PBX_ERROR_MALFORMED, "object", 1 },
    { { 200, JSON, NULL,
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[" },
      DECT_PBX_ERROR_MALFORMED,
      "cannot be read",
      1 },
    { { 200, JSON, NULL, "{'hello':1}" }, DECT_PBX_ERROR_NOT_API, "not the DECT interface", 1 },
    { { 200, JSON, NULL, "{'contract':2}" }, DECT_PBX_ERROR_NOT_SUPPORTED, "version", 1 },
    { { 200, JSON, NULL, "{'contract':'1'}" }, DECT_PBX_ERROR_NOT_SUPPORTED, "version", 1 },
    { { 200, JSON, NULL, "{'contract':1}", 300 * 1024 }, DECT_PBX_ERROR_TOO_LARGE, "larger", 1 },
    { { 200, JSON, NULL, INFO, 0, 0, TRUE }, DECT_PBX_ERROR_TRUNCATED, "broke off", 1 },
    { { 200, JSON, NULL, INFO, 0, 1600 }, DECT_PBX_ERROR_TIMEOUT, "1 second", 1 },
    { { 302, NULL, "Location: http://localhost:1/elsewhere\n", NULL },
      DECT_PBX_ERROR_REDIRECT,
      "localhost",
      1 },
    { { 302, NULL, "Location: https://127.0.0.1/a\n", NULL },
      DECT_PBX_ERROR_REDIRECT,
      "127.0.0.1",
      1 },
    { { 301, NULL, NULL, NULL }, DECT_PBX_ERROR_REDIRECT, "base_url", 1 },
    { { 307, NULL, "Location: /circle\n", NULL }, DECT_PBX_ERROR_REDIRECT, "circle", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (&cases[i].step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
      g_autoptr (GError) error = NULL;
      DectPbxInfo *info = dect_pbx_client_handshake_sync (client, NULL, &error);
      g_test_message ("case %u: %s", i, error != NULL ? error->message : "no error");
      g_assert_null (info);
      g_assert_error (error, DECT_PBX_ERROR, (gint) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_null (strstr (error->message, PASSWORD));
      g_assert_cmpuint (fixture_count (fixture), ==, cases[i].requests);
    }
}

static void
test_redirect_followed (void)
{
  static const Step steps[]
      = { { 302, NULL, "Location: /b/info\n", NULL }, { 200, JSON, NULL, INFO } };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, NULL);

  g_assert_nonnull (info);
  g_assert_true (g_str_has_prefix (logged (fixture, 1), "GET /b/info | Basic "));
}

/* The other host must not hear of the password, nor be asked at all. */
static void
test_redirect_elsewhere (void)
{
  static const Step other_steps[] = { { 200, JSON, NULL, INFO } };
  g_autoptr (Fixture) other = fixture_new (other_steps, 1);
  g_autofree char *location = g_strdup_printf (
      "Location: http://127.0.0.1:%u/a/services/info/dect\n", fixture_get_port (other));
  const Step steps[] = { { 302, NULL, location, NULL } };
  g_autoptr (Fixture) fixture = fixture_new (steps, 1);
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT);
  g_assert_cmpuint (fixture_count (other), ==, 0);
}

/* Where there is no host to name, none is. */
static void
test_redirect_nowhere (void)
{
  static const char *const locations[]
      = { "Location: file:///etc/passwd\n", "Location: http:///x\n", "Location: data:,x\n", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      const Step step = { 302, NULL, locations[i], NULL };
      g_autoptr (Fixture) fixture = fixture_new (&step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_REDIRECT);
      g_assert_nonnull (strstr (error->message, "base_url"));
    }
}

static void
test_retry_succeeds (void)
{
  static const Step steps[]
      = { { 503 }, { 429, NULL, "Retry-After: 0\n", NULL }, { 200, JSON, NULL, INFO } };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, NULL);

  g_assert_nonnull (info);
  g_assert_cmpuint (fixture_count (fixture), ==, 3);
}

static void
test_unreachable (void)
{
  guint port;
  {
    g_autoptr (GSocketListener) listener = g_socket_listener_new ();
    port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
    g_socket_listener_close (listener);
  }
  g_autoptr (DectPbxClient) client = new_client (port, "");
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE);

  static const char text[]
      = "[profile]\nid=a\n[http]\nbase_url=https://nobody.invalid/\nconnect_timeout=2\n";
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), NULL);
  g_autoptr (DectPbxClient) nobody = dect_pbx_client_new (profile, NULL);
  g_clear_error (&error);
  g_assert_null (dect_pbx_client_handshake_sync (nobody, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE);

  g_autoptr (DectPbxProfile) shipped = dect_pbx_profile_load ("contract-1", NULL);
  g_autoptr (DectPbxClient) nowhere = dect_pbx_client_new (shipped, NULL);
  g_clear_error (&error);
  g_assert_null (dect_pbx_client_handshake_sync (nowhere, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE);
}

/* --- A server below HTTP: what no well-behaved one sends
 * ------------------------------------------- */

typedef struct
{
  const char *text;
  guint trickle_ms; /* between bytes */
} Raw;

static gboolean
raw_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  const Raw *raw = user_data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char buffer[4096];

  g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL);
  for (const char *c = raw->text; *c != '\0'; c++)
    {
      if (raw->trickle_ms > 0)
        g_usleep (raw->trickle_ms * 1000);
      if (!g_output_stream_write_all (out, c, 1, NULL, NULL, NULL))
        break;
    }
  return TRUE;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_raw (void)
{
  static const struct
  {
    Raw raw;
    DectPbxError code;
    gboolean or_malformed; /* is what an older libsoup makes of it */
  } cases[] = {
    { { "" }, DECT_PBX_ERROR_TRUNCATED },
    { { "SSH-2.0-OpenSSH_9.2\r\n" }, DECT_PBX_ERROR_NOT_API },
    { { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        "100\r\n\r\n{\"contract\":1" },
      DECT_PBX_ERROR_TRUNCATED },
    { { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: "
        "chunked\r\n\r\n8\r\n{\"contra" },
      DECT_PBX_ERROR_TRUNCATED,
      TRUE }, /* libsoup 3.2 takes a missing last chunk for the end */
    { { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: "
        "close\r\n\r\n{\"contract\":1" },
      DECT_PBX_ERROR_MALFORMED },
    { { "HTTP/1.1 200 OK\r\nContent-Ty" }, DECT_PBX_ERROR_NOT_API },
    { { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        "14\r\n\r\n{\"contract\":1}",
        60 },
      DECT_PBX_ERROR_TIMEOUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
      guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      g_autoptr (DectPbxClient) client = new_client (port, "");
      g_autoptr (GError) error = NULL;
      g_signal_connect (service, "run", G_CALLBACK (raw_cb), (gpointer) &cases[i].raw);
      g_socket_service_start (service);

      /* The service accepts in this thread's context. */
      g_autoptr (GAsyncResult) result = NULL;
      dect_pbx_client_handshake_async (client, NULL, keep_result_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      DectPbxInfo *info = dect_pbx_client_handshake_finish (client, result, &error);
      g_test_message ("case %u: %s", i, error != NULL ? error->message : "no error");
      g_assert_null (info);
      if (!cases[i].or_malformed
          || !g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED))
        g_assert_error (error, DECT_PBX_ERROR, (gint) cases[i].code);
      g_socket_service_stop (service);
      g_socket_listener_close (G_SOCKET_LISTENER (service));
    }
}

/* --- Push
 * ------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *profile;
  gboolean dry_run;
  gboolean remove;
  const char *base_etag;
  Step steps[5];
  guint requests;
  gint code; /* of the error; -1 = success */
  gboolean recovered;
  const char *last; /* stands in the log line of the last request */
} PushCase;

#define GET17                                                                                      \
  {                                                                                                \
    200, JSON, "ETag: \"r17\"\n", OLD_DOCUMENT                                                     \
  }
#define GET18                                                                                      \
  {                                                                                                \
    200, JSON, "ETag: \"r18\"\n", DOCUMENT                                                         \
  }
#define GET19                                                                                      \
  {                                                                                                \
    200, JSON, "ETag: \"r19\"\n", "{'mac':'00085d0a0b01','name':'theirs'}"                         \
  }
#define NONE                                                                                       \
  {                                                                                                \
    404, JSON, NULL, "{'code':'unknown_gateway'}"                                                  \
  }
#define DONE                                                                                       \
  {                                                                                                \
    200, JSON, "ETag: \"r18\"\n", COMMITTED                                                        \
  }
#define CUT                                                                                        \
  {                                                                                                \
    200, NULL, NULL, NULL, 0, 0, TRUE                                                              \
  }

static const PushCase push_cases[] = {
  /* Straight. */
  { "", FALSE, FALSE, NULL, { GET17, DONE }, 2, -1, FALSE, "| \"r17\" | - | " },
  { "", FALSE, FALSE, NULL, { NONE, DONE }, 2, -1, FALSE, "| - | * | " },
  { "", FALSE, FALSE, "\"r17\"", { DONE }, 1, -1, FALSE, "| \"r17\" | - | " },
  { "", FALSE, FALSE, "", { DONE }, 1, -1, FALSE, "| - | * | " },
  { "", FALSE, TRUE, "", { DONE }, 1, -1, FALSE, "\"mode\":\"create_update_remove\"" },
  { "",
    TRUE,
    FALSE,
    NULL,
    { GET17, { 200, JSON, "ETag: \"r17\"\n", SIMULATED } },
    2,
    -1,
    FALSE,
    "\"dryrun\":true" },
  /* By the client: nothing is sent. */
  { "[features]\ndryrun=client\n",
    TRUE,
    FALSE,
    NULL,
    { GET17 },
    1,
    -1,
    FALSE,
    "GET /a/services/dectgateway/00085d0a0b01 |" },
  { "[features]\ndryrun=client\n",
    TRUE,
    FALSE,
    "\"r16\"",
    { GET17 },
    1,
    DECT_PBX_ERROR_CONFLICT,
    FALSE,
    "GET" },
  /* Refused. */
  { "",
    FALSE,
    FALSE,
    "\"r16\"",
    { { 412, JSON, "ETag: \"r17\"\n", "{'code':'precondition_failed'}" }, GET17 },
    2,
    DECT_PBX_ERROR_CONFLICT,
    FALSE,
    "GET" },
  { "", FALSE, FALSE, NULL, { NONE, { 412 } }, 3, DECT_PBX_ERROR_CONFLICT, FALSE, "GET" },
  /* Refused, and the PBX has it all the same: an earlier answer was lost for good. */
  { "", FALSE, FALSE, "\"r16\"", { { 412 }, GET18, DONE, GET18 }, 4, -1, TRUE, "GET" },
  { "", FALSE, FALSE, "\"r16\"", { { 412 }, GET17 }, 2, DECT_PBX_ERROR_CONFLICT, FALSE, "GET" },
  { "", FALSE, FALSE, NULL, { GET17, { 428 } }, 2, DECT_PBX_ERROR_PRECONDITION, FALSE, "POST" },
  { "", FALSE, FALSE, NULL, { GET17, { 401 } }, 2, DECT_PBX_ERROR_UNAUTHORIZED, FALSE, "POST" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { { 404, JSON, NULL, "{'code':'unknown_module'}" } },
    1,
    DECT_PBX_ERROR_NO_MODULE,
    FALSE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { { 200, JSON, NULL, OLD_DOCUMENT } },
    1,
    DECT_PBX_ERROR_NOT_API,
    FALSE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { { 200, JSON, "ETag: W/\"r17\"\n", OLD_DOCUMENT } },
    1,
    DECT_PBX_ERROR_NOT_API,
    FALSE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { { 200, JSON, "ETag: \"r17\"\n", "{'mac':'00085d0a0b99'}" } },
    1,
    DECT_PBX_ERROR_MALFORMED,
    FALSE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { GET17, { 302, NULL, "Location: /a/services/x\n", NULL } },
    2,
    DECT_PBX_ERROR_REDIRECT,
    FALSE,
    "POST" },
  { "[features]\nsync=none\n",
    FALSE,
    FALSE,
    NULL,
    { GET17 },
    0,
    DECT_PBX_ERROR_NOT_SUPPORTED,
    FALSE,
    NULL },
  { "[features]\nconcurrency=none\n",
    FALSE,
    FALSE,
    NULL,
    { GET17 },
    0,
    DECT_PBX_ERROR_UNGUARDED,
    FALSE,
    NULL },
  { "[paths]\naction=\n",
    FALSE,
    FALSE,
    "",
    { DONE },
    0,
    DECT_PBX_ERROR_NOT_SUPPORTED,
    FALSE,
    NULL },
  { "[limits]\nmax_accesspoints=1\n", FALSE, FALSE, "", { DONE }, 1, -1, FALSE, "POST" },
  /* A dry run is never ambiguous. */
  { "", TRUE, FALSE, NULL, { GET17, CUT }, 2, DECT_PBX_ERROR_TRUNCATED, FALSE, "POST" },
  { "", TRUE, FALSE, NULL, { GET17, DONE }, 2, DECT_PBX_ERROR_MALFORMED, FALSE, "POST" },
  /* The answer was lost: it happened... */
  { "", FALSE, FALSE, NULL, { GET17, CUT, GET18 }, 3, -1, TRUE, "GET" },
  { "", FALSE, FALSE, NULL, { NONE, CUT, GET18 }, 3, -1, TRUE, "GET" },
  { "",
    FALSE,
    FALSE,
    "\"r17\"",
    { { 200, JSON, NULL, DOCUMENT, 0, 1600 }, GET18 },
    2,
    -1,
    TRUE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { GET17, { 200, "text/html", NULL, "<html>" }, GET18 },
    3,
    -1,
    TRUE,
    "GET" },
  { "", FALSE, FALSE, NULL, { GET17, { 200, JSON, NULL, "{'resp" }, GET18 }, 3, -1, TRUE, "GET" },
  { "", FALSE, FALSE, NULL, { GET17, { 200, JSON, NULL, SIMULATED }, GET18 }, 3, -1, TRUE, "GET" },
  /* ...it did not, and does at the second try... */
  { "", FALSE, FALSE, NULL, { GET17, CUT, GET17, DONE }, 4, -1, FALSE, "POST" },
  { "", FALSE, FALSE, NULL, { NONE, CUT, NONE, DONE }, 4, -1, FALSE, "POST" },
  { "", FALSE, FALSE, NULL, { GET17, CUT, GET17, CUT, GET18 }, 5, -1, TRUE, "GET" },
  /* ...or does not at all, ... */
  { "",
    FALSE,
    FALSE,
    NULL,
    { GET17, CUT, GET17, CUT, GET17 },
    5,
    DECT_PBX_ERROR_TRUNCATED,
    FALSE,
    "GET" },
  { "",
    FALSE,
    FALSE,
    "\"r17\"",
    { { 500 }, { 500 }, { 500 }, GET17 },
    4,
    DECT_PBX_ERROR_SERVER,
    FALSE,
    "GET" },
  { "", FALSE, FALSE, "\"r17\"", { { 500 }, DONE }, 2, -1, FALSE, "POST" },
  { "", FALSE, FALSE, "\"r17\"", { { 502 }, { 502 }, { 502 }, GET18 }, 4, -1, TRUE, "GET" },
  /* ...or somebody else was there, or nobody answers any more. */
  { "", FALSE, FALSE, NULL, { GET17, CUT, GET19 }, 3, DECT_PBX_ERROR_CONFLICT, FALSE, "GET" },
  { "", FALSE, FALSE, NULL, { GET17, CUT, NONE }, 3, DECT_PBX_ERROR_CONFLICT, FALSE, "GET" },
  { "",
    FALSE,
    FALSE,
    NULL,
    { GET17, CUT, GET17, { 412 } },
    4,
    DECT_PBX_ERROR_CONFLICT,
    FALSE,
    "POST" },
  { "", FALSE, FALSE, NULL, { GET17, CUT, CUT }, 3, DECT_PBX_ERROR_UNCERTAIN, FALSE, "GET" },
  { "", FALSE, FALSE, NULL, { GET17, CUT, { 401 } }, 3, DECT_PBX_ERROR_UNCERTAIN, FALSE, "GET" },
};

/* All commits of one push carry one key. */
static void
check_keys (Fixture *fixture)
{
  const char *first = NULL;

  for (guint i = 0; i < fixture_count (fixture); i++)
    {
      g_auto (GStrv) parts = g_strsplit (logged (fixture, i), " | ", 6);
      if (!g_str_has_prefix (parts[0], "POST"))
        continue;
      g_assert_true (g_uuid_string_is_valid (parts[4]));
      if (first != NULL)
        g_assert_nonnull (strstr (first, parts[4]));
      first = logged (fixture, i);
    }
}

static void
test_push (void)
{
  g_autoptr (JsonNode) document = test_document_parse (DOCUMENT);

  for (guint i = 0; i < G_N_ELEMENTS (push_cases); i++)
    {
      const PushCase *test = &push_cases[i];
      guint n_steps = G_N_ELEMENTS (test->steps);
      while (test->steps[n_steps - 1].status == 0)
        n_steps--;
      g_autoptr (Fixture) fixture = fixture_new (test->steps, n_steps);
      g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), test->profile);
      DectPbxPushOptions options = { test->dry_run, test->remove, test->base_etag };
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxPushResult) result
          = dect_pbx_client_push_sync (client, document, &options, NULL, &error);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "success");
      /* What the PBX has after a commit is read, where that is not known already. */
      guint n_after = result != NULL && !test->dry_run && !test->recovered ? 1 : 0;
      g_assert_cmpuint (fixture_count (fixture), ==, test->requests + n_after);
      if (test->last != NULL)
        g_assert_nonnull (strstr (logged (fixture, test->requests - 1), test->last));
      check_keys (fixture);
      if (test->code >= 0)
        {
          g_assert_null (result);
          g_assert_error (error, DECT_PBX_ERROR, test->code);
          g_assert_null (strstr (error->message, PASSWORD));
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (result->recovered == test->recovered);
      g_assert_true (result->dry_run == test->dry_run);
      g_assert_nonnull (result->diff);
      if (!test->dry_run)
        g_assert_cmpuint (result->revision, ==, 18);
    }
}

static void
test_push_result (void)
{
  static const Step steps[] = { GET17, DONE };
  g_autoptr (Fixture) fixture = fixture_new (steps, G_N_ELEMENTS (steps));
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (JsonNode) document = test_document_parse (DOCUMENT);
  g_autoptr (DectPbxPushResult) result
      = dect_pbx_client_push_sync (client, document, NULL, NULL, NULL);
  g_autoptr (DectPbxPushResult) copy = dect_pbx_push_result_copy (result);

  g_assert_cmpstr (copy->base_etag, ==, "\"r17\"");
  g_assert_cmpstr (copy->etag, ==, "\"r18\"");
  g_assert_cmpuint (copy->diff->n_update, ==, 1);
  g_assert_cmpstr (copy->jobs[0], ==, "a1");
  g_assert_cmpstr (dect_pbx_change_get_name (g_ptr_array_index (copy->diff->changes, 0)), ==, "P");
}

static void
test_push_invalid (void)
{
  static const Step steps[] = { DONE };
  static const Step refusing[]
      = { { 422, JSON, NULL,
            "{'response':'error','status':422,'code':'validation','message':'no','errors':["
            "{'path':'/accesspoints/0/mac','code':'mac_vendor','message':'not ours'},7,"
            "{'path':'/x','code':'mac_in_use','owner':'Plant South'}]}" } };
  g_autoptr (Fixture) fixture = fixture_new (steps, 1);
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (JsonNode) wrong = test_document_parse (
      "{'mac':'00085d0a0b01','name':'P','accesspoints':[{'mac':'00085d0a0b01'}]}");
  g_autoptr (JsonNode) right = test_document_parse (DOCUMENT);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_push_sync (client, wrong, NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "/accesspoints/0/name"));
  g_assert_cmpuint (fixture_count (fixture), ==, 0);
  g_autoptr (GPtrArray) problems = dect_pbx_client_dup_problems (client);
  g_assert_cmpuint (problems->len, ==, 2);
  g_clear_error (&error);

  DectPbxPushOptions options = { .base_etag = "\"r1\"" };
  g_autoptr (Fixture) refuser = fixture_new (refusing, 1);
  g_autoptr (DectPbxClient) refused = new_client (fixture_get_port (refuser), "");
  g_assert_null (dect_pbx_client_push_sync (refused, right, &options, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID);
  g_autoptr (GPtrArray) said = dect_pbx_client_dup_problems (refused);
  g_assert_cmpuint (said->len, ==, 2);
  g_assert_cmpstr (((DectPbxProblem *) g_ptr_array_index (said, 0))->path, ==,
                   "/accesspoints/0/mac");
  g_assert_cmpstr (((DectPbxProblem *) g_ptr_array_index (said, 1))->owner, ==, "Plant South");
}

static void
test_cancel (void)
{
  static const Step steps[] = { { 200, JSON, NULL, INFO, 0, 900 } };
  g_autoptr (Fixture) fixture = fixture_new (steps, 1);
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dect_pbx_client_handshake_async (client, cancellable, keep_result_cb, &result);
  gboolean asked = FALSE;
  while (!asked)
    {
      g_usleep (1000);
      asked = fixture_count (fixture) > 0;
    }
  gint64 start = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (dect_pbx_client_handshake_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 500 * 1000);

  g_clear_error (&error);
  g_assert_null (dect_pbx_client_handshake_sync (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_get_document (void)
{
  static const Step steps[] = { GET17 };
  g_autoptr (Fixture) fixture = fixture_new (steps, 1);
  g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) document
      = dect_pbx_client_get_document_sync (client, GATEWAY, &etag, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (etag, ==, "\"r17\"");
  g_assert_cmpstr (dect_pbx_json_get_string (json_node_get_object (document), "name"), ==, "Old");
  g_assert_null (dect_pbx_client_get_document_sync (client, "../x", NULL, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture_count (fixture), ==, 1);
}

#define FILE_TEXT "# Plant North\ndata_sequence\n00:08:5D:0A:0B:01;N\n\n# x\n00:08:5D:0A:0B:02;S\n"

static void
test_download (void)
{
  static const struct
  {
    Step step;
    gint code;
    guint n_records;
    const char *file_name;
  } cases[] = {
    { { 200, "text/plain; charset=UTF-8",
        "X-Record-Count: 2\nETag: \"r17-rfp\"\nContent-Disposition: attachment; "
        "filename=\"omm-rfp-00085d0a0b01-r17.txt\"\n",
        FILE_TEXT },
      -1,
      2,
      "omm-rfp-00085d0a0b01-r17.txt" },
    { { 200, "text/plain", "ETag: \"r17\"\n", "data_sequence" },
      -1,
      0,
      "omm-rfp-00085d0a0b01.txt" },
    { { 200, "text/plain",
        "ETag: \"r17\"\nContent-Disposition: attachment; filename=\"../../.bashrc\"\n", FILE_TEXT },
      -1,
      2,
      "bashrc" },
    { { 200, "text/plain",
        "ETag: \"r17\"\nContent-Disposition: attachment; filename=\"..\\\\..\\\\a b;c*.txt\"\n",
        FILE_TEXT },
      -1,
      2,
      "abc.txt" },
    { { 200, "text/plain", "ETag: \"r17\"\nContent-Disposition: attachment; filename=\"/\"\n",
        FILE_TEXT },
      -1,
      2,
      "omm-rfp-00085d0a0b01.txt" },
    { { 200, "text/plain", "ETag: \"r17\"\nContent-Disposition: garbage;;;=\n", FILE_TEXT },
      -1,
      2,
      "omm-rfp-00085d0a0b01.txt" },
    { { 200, "text/plain", NULL, "00:08:5D:0A:0B:01;N\n" }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/plain", NULL, "" }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/plain", NULL, "\n" }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/plain", NULL, "data_sequence\n\xff\n" }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/plain", NULL, "data_sequence\n", 100 }, DECT_PBX_ERROR_EXPORT }, /* NULs */
    { { 200, "text/plain", "X-Record-Count: 3\n", FILE_TEXT }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/plain", "X-Record-Count: many\n", FILE_TEXT }, DECT_PBX_ERROR_EXPORT },
    { { 200, "text/html", NULL, FILE_TEXT }, DECT_PBX_ERROR_NOT_API },
    { { 200, JSON, NULL, "{}" }, DECT_PBX_ERROR_NOT_API },
    { { 200, "text/plain", NULL, FILE_TEXT, 5 * 1024 * 1024 }, DECT_PBX_ERROR_TOO_LARGE },
    { { 409, JSON, NULL, "{'code':'not_committed'}" }, DECT_PBX_ERROR_NOT_COMMITTED },
    { { 404, JSON, NULL, "{'code':'unknown_gateway'}" }, DECT_PBX_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (&cases[i].step, 1);
      g_autoptr (DectPbxClient) client = new_client (fixture_get_port (fixture), "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxDownload) download
          = dect_pbx_client_download_sync (client, GATEWAY, DECT_KIND_RFP, 0, NULL, &error);
      g_test_message ("case %u: %s", i, error != NULL ? error->message : "success");
      g_assert_true (g_str_has_prefix (logged (fixture, 0),
                                       "GET /a/services/dectgateway/00085d0a0b01/export/rfp |"));
      if (cases[i].code >= 0)
        {
          g_assert_null (download);
          g_assert_error (error, DECT_PBX_ERROR, cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (download->n_records, ==, cases[i].n_records);
      g_assert_cmpstr (download->file_name, ==, cases[i].file_name);
      g_assert_cmpuint (download->revision, ==, 17);
    }
}

static void
test_download_local (void)
{
  g_autoptr (DectPbxClient) client = new_client (1, "[features]\nexport=local\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      dect_pbx_client_download_sync (client, GATEWAY, DECT_KIND_HANDSET, 0, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED);
}

static void
test_object (void)
{
  DectPbxClient *client = new_client (1, "");
  DectPbxProfile *profile = NULL;

  g_object_get (client, "profile", &profile, NULL);
  g_assert_true (profile == dect_pbx_client_get_profile (client));
  dect_pbx_profile_unref (profile);
  g_assert_finalize_object (client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/client/handshake", test_handshake);
  g_test_add_func ("/pbx/client/auth-forms", test_auth_forms);
  g_test_add_func ("/pbx/client/answers", test_answers);
  g_test_add_func ("/pbx/client/redirect-followed", test_redirect_followed);
  g_test_add_func ("/pbx/client/redirect-elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/pbx/client/redirect-nowhere", test_redirect_nowhere);
  g_test_add_func ("/pbx/client/retry-succeeds", test_retry_succeeds);
  g_test_add_func ("/pbx/client/unreachable", test_unreachable);
  g_test_add_func ("/pbx/client/raw", test_raw);
  g_test_add_func ("/pbx/client/push", test_push);
  g_test_add_func ("/pbx/client/push-result", test_push_result);
  g_test_add_func ("/pbx/client/push-invalid", test_push_invalid);
  g_test_add_func ("/pbx/client/cancel", test_cancel);
  g_test_add_func ("/pbx/client/get-document", test_get_document);
  g_test_add_func ("/pbx/client/download", test_download);
  g_test_add_func ("/pbx/client/download-local", test_download_local);
  g_test_add_func ("/pbx/client/object", test_object);
  int result = g_test_run ();

  /* A thread of GIO's that is just ending looks like a leak. */
  g_thread_pool_stop_unused_threads ();
  g_usleep (G_USEC_PER_SEC / 5);
  return result;
}
