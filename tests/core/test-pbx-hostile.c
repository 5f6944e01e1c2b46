/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-installer.h"
#include "support/pbx-peer.h"
#include "support/raw-server.h"

#include <libsoup/soup.h>
#include <string.h>

/* Servers that mean no good, beyond those of test-pbx-c10.c. Each ends in one clear sentence, soon.
 */

#define JSON "application/json"
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define INFO "{\"product\":\"Mock\",\"version\":\"1\",\"contract\":1,\"features\":{},\"limits\":{}}"

static void
assert_refused (RawServer *server, DectPbxError code)
{
  g_autoptr (DectPbxClient) client
      = test_client_new (raw_server_get_port (server), code != DECT_PBX_ERROR_TIMEOUT);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, DECT_PBX_ERROR, (int) code);
  g_assert_null (strstr (error->message, TEST_PBX_PASSWORD));
}

/* --- Without an end --------------------------------------------------------------------------- */

typedef struct
{
  const char *start;
  const char *again;
  guint pause_ms;
} Endless;

static gboolean
go_on_and_on (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  const Endless *self = user_data;

  raw_server_write (client, self->start, -1);
  while (raw_server_write (client, self->again, -1))
    g_usleep (self->pause_ms * 1000);
  return FALSE;
}

static void
test_endless (void)
{
  static const struct
  {
    Endless endless;
    DectPbxError code;
  } cases[] = {
    /* Chunks. */
    { { HEAD "Transfer-Encoding: chunked\r\n\r\n", "400\r\n%s\r\n", 0 }, DECT_PBX_ERROR_TOO_LARGE },
    /* A body until the connection ends. */
    { { HEAD "Connection: close\r\n\r\n", "%s", 0 }, DECT_PBX_ERROR_TOO_LARGE },
    /* A header. */
    { { HEAD "X-Long: ", "%s", 0 }, DECT_PBX_ERROR_TRUNCATED },
    /* Headers. */
    { { HEAD, "X-More: %s\r\n", 0 }, DECT_PBX_ERROR_TRUNCATED },
    /* A byte now and then: time is measured from the request on. */
    { { HEAD "Connection: close\r\n\r\n", " ", 20 }, DECT_PBX_ERROR_TIMEOUT },
    { { "HTTP/1.1 200 OK\r\nX-Slow: ", "a", 20 }, DECT_PBX_ERROR_TIMEOUT },
    /* Answers before the answer, at once and now and then. */
    { { "", "HTTP/1.1 100 Continue\r\n\r\n", 0 }, DECT_PBX_ERROR_NOT_API },
    { { "", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", 5 }, DECT_PBX_ERROR_NOT_API },
  };
  g_autofree char *kilobyte = g_strnfill (1024, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) again = g_string_new (cases[i].endless.again);
      Endless endless = cases[i].endless;

      g_string_replace (again, "%s", kilobyte, 0);
      endless.again = again->str;
      g_autoptr (RawServer) server = raw_server_new (go_on_and_on, &endless);
      g_test_message ("case %u", i);
      assert_refused (server, cases[i].code);
    }
}

static gboolean
think_first (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  /* Longer than a connection may take. */
  g_usleep (1500 * 1000);
  return raw_server_write (client, user_data, -1);
}

/* No bad intent: a large PBX works out a large difference. */
static void
test_slow_but_sure (void)
{
  g_autofree char *answer
      = g_strdup_printf (HEAD "Content-Length: %u\r\n\r\n" INFO, (guint) strlen (INFO));
  g_autoptr (RawServer) server = raw_server_new (think_first, answer);
  g_autoptr (DectPbxClient) patient = test_client_new (raw_server_get_port (server), TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_with (
      dect_pbx_client_get_profile (patient), "http", "connect_timeout", "1", &error);
  g_autoptr (DectPbxClient) client = dect_pbx_client_new (profile, TEST_PBX_PASSWORD);
  g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (info);
}

/* --- Whole answers that are wrong ------------------------------------------------------------- */

static gboolean
say (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  raw_server_write (client, user_data, -1);
  return FALSE;
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *answer;
    DectPbxError code;
  } cases[] = {
    { HEAD "Content-Length: 1000\r\n\r\n" INFO, DECT_PBX_ERROR_TRUNCATED },
    { HEAD "Content-Length: 10\r\n\r\n" INFO, DECT_PBX_ERROR_MALFORMED },
    { HEAD "Content-Length: 0\r\n\r\n", DECT_PBX_ERROR_NOT_API },
    { HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\n{", DECT_PBX_ERROR_TRUNCATED },
    { "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\x01\x02\x03\x04", DECT_PBX_ERROR_MALFORMED },
    { "SSH-2.0-OpenSSH_9.2\r\n", DECT_PBX_ERROR_NOT_API },
    { "HTTP/1.1 204 No Content\r\n\r\n", DECT_PBX_ERROR_NOT_API },
    { HEAD "Content-Length: 2\r\n\r\n[]", DECT_PBX_ERROR_MALFORMED },
    { HEAD "Content-Length: 4\r\n\r\nnull", DECT_PBX_ERROR_MALFORMED },
    { HEAD "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\n\x1f\x8b\x08XX",
      DECT_PBX_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RawServer) server = raw_server_new (say, (gpointer) cases[i].answer);

      g_test_message ("case %u", i);
      assert_refused (server, cases[i].code);
    }
}

/* What stands where a chunk's length should be is no HTTP to libsoup 3.2, and a broken connection
 * to 3.6. */
static void
test_chunk (void)
{
  g_autoptr (RawServer) server
      = raw_server_new (say, (gpointer) (HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n"));

  assert_refused (server,
                  soup_check_version (3, 6, 0) ? DECT_PBX_ERROR_TRUNCATED : DECT_PBX_ERROR_NOT_API);
}

static void
test_deep_json (void)
{
  static const struct
  {
    const char *open;
    guint bytes;
  } cases[] = { { "[", 1 }, { "{\"a\":", 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      g_autoptr (GString) answer = g_string_new (HEAD "Connection: close\r\n\r\n");

      /* As deep as fits into the largest answer. */
      while (body->len + cases[i].bytes < 250 * 1024 && body->len / cases[i].bytes < 100000)
        g_string_append (body, cases[i].open);
      g_string_append (answer, body->str);
      g_autoptr (RawServer) server = raw_server_new (say, answer->str);
      assert_refused (server, DECT_PBX_ERROR_MALFORMED);
    }
}

#define UNKNOWN "{'response':'error','status':404,'code':'unknown_gateway','message':'None'}"

/* --- Led astray ------------------------------------------------------------------------------- */

static gboolean
redirect_to_itself (GSocketConnection *client,
                    const char *request,
                    guint number,
                    gpointer user_data)
{
  return raw_server_answer (client, "302 Found", "text/html", "Location: /services/info/dect\r\n",
                            "");
}

static void
test_redirect_loop (void)
{
  g_autoptr (RawServer) server = raw_server_new (redirect_to_itself, NULL);

  assert_refused (server, DECT_PBX_ERROR_REDIRECT);
  g_assert_cmpuint (raw_server_get_requests (server), ==, 4);
}

/* Another scheme, another name of the same computer, a user in the address: none is our origin. */
static void
test_redirect_places (void)
{
  static const char *const places[] = {
    "https://127.0.0.1:%u/services/info/dect",
    "http://localhost:%u/services/info/dect",
    "http://127.0.0.1.nip.invalid:%u/services/info/dect",
    "//127.0.0.2:%u/services/info/dect",
    "file:///etc/passwd",
    "http://",
    "javascript:alert(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place = g_strdup_printf (places[i], 80);
      g_autofree char *answer = g_strdup_printf (
          "HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", place);
      g_autoptr (RawServer) server = raw_server_new (say, answer);

      assert_refused (server, DECT_PBX_ERROR_REDIRECT);
      g_assert_cmpuint (raw_server_get_requests (server), ==, 1);
    }
}

static gboolean
set_cookie (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  gint *n_cookies = user_data;

  if (strstr (request, "\r\nCookie:") != NULL)
    g_atomic_int_inc (n_cookies);
  return raw_server_answer (client, "404 Not Found", JSON,
                            "Set-Cookie: session=1; Path=/\r\nETag: \"r1\"\r\n", UNKNOWN);
}

/* Cookies are nobody's business here: the API has no sessions. */
static void
test_cookies (void)
{
  gint n_cookies = 0;
  g_autoptr (RawServer) server = raw_server_new (set_cookie, &n_cookies);
  g_autoptr (Installer) installer = installer_new (raw_server_get_port (server));
  g_autoptr (GError) error = NULL;

  g_assert_false (installer_review (installer, 1, &error));
  g_assert_cmpuint (raw_server_get_requests (server), ==, 2);
  g_assert_cmpint (n_cookies, ==, 0);
}

/* --- What a push must not believe ------------------------------------------------------------- */

static gboolean
lie_about_push (GSocketConnection *client, const char *request, guint number, gpointer user_data)
{
  return g_str_has_prefix (request, "GET")
             ? raw_server_answer (client, "404 Not Found", JSON, "", UNKNOWN)
             : raw_server_answer (client, "200 OK", JSON, "", user_data);
}

static void
test_lies (void)
{
  static const char *const answers[] = {
    "{}",
    "[]",
    "{'response':'sync simulated','dryrun':true,'summary':{'create':1},'changes':[]}",
    "{'response':'sync committed','summary':{'create':-1},'changes':[]}",
    "{'response':'sync committed','dryrun':'no','summary':{},'changes':[]}",
    "{'response':'ok'}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (RawServer) server = raw_server_new (lie_about_push, (gpointer) answers[i]);
      g_autoptr (Installer) installer = installer_new (raw_server_get_port (server));
      g_autoptr (GError) error = NULL;
      g_autofree char *base = NULL;

      g_assert_null (installer_push (installer, 1, &error));
      g_test_message ("%u: %s", i, error->message);
      g_assert_true (error->domain == DECT_PBX_ERROR);
      base = installer_dup_base (installer);
      g_assert_null (base);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Nobody is there, and nobody is asked: plain http goes straight to the PBX or not at all. */
  g_unsetenv ("GIO_USE_PROXY_RESOLVER");
  g_setenv ("http_proxy", "http://127.0.0.1:1", TRUE);
  g_unsetenv ("no_proxy");
  g_test_add_func ("/pbx/hostile/endless", test_endless);
  g_test_add_func ("/pbx/hostile/slow-but-sure", test_slow_but_sure);
  g_test_add_func ("/pbx/hostile/wrong", test_wrong);
  g_test_add_func ("/pbx/hostile/chunk", test_chunk);
  g_test_add_func ("/pbx/hostile/deep-json", test_deep_json);
  g_test_add_func ("/pbx/hostile/redirect-loop", test_redirect_loop);
  g_test_add_func ("/pbx/hostile/redirect-places", test_redirect_places);
  g_test_add_func ("/pbx/hostile/cookies", test_cookies);
  g_test_add_func ("/pbx/hostile/lies", test_lies);
  return g_test_run ();
}
