/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-ipei.h"
#include "support/pbx-peer.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* What the embedded PBX does with those who ask too much, too slowly, or for what they may not
 * have. */

#define GW "00085d0a0b01"
#define GATEWAY "dectgateway/" GW
#define DOCUMENT                                                                                   \
  "{'name':'Plant','targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'dectplan:1'}"
#define ACTION "POST " GATEWAY "/action\nIf-Match: 'r1'"

static void
create (TestPbx *pbx)
{
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "PUT " GATEWAY "\nIf-None-Match: *", DOCUMENT, NULL),
                    ==, 201);
}

static void
assert_holds (const char *answer, const char *text)
{
  if (strstr (answer, text) == NULL)
    g_error ("no %s in %s", text, answer);
}

/* --- Rates ----------------------------------------------------------------------------------- */

static void
test_rate (void)
{
  const DectPbxServerOptions options = { .rate = 1 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autofree char *answer = NULL;
  guint status = 200, n = 0;

  for (; status == 200 && n < 200; n++)
    {
      g_clear_pointer (&answer, g_free);
      status = test_pbx_ask (pbx, "moby", "GET info/dect", NULL, &answer);
    }
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (status, ==, 429);
  assert_holds (answer, "Retry-After: 1\r\n");
  assert_holds (answer, "\"rate_limited\"");
  /* Another user has a rate of his own. */
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", "GET info/dect", NULL, NULL), ==, 200);
}

static void
test_guesses (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autofree char *answer = NULL;
  guint status = 401, n = 0;

  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL), ==, 200);
  /* moby:x */
  for (; status == 401 && n < 200; n++)
    {
      g_clear_pointer (&answer, g_free);
      status = test_pbx_ask (pbx, "moby", "GET info/dect\nAuthorization: Basic bW9ieTp4", NULL,
                             &answer);
    }
  g_assert_cmpuint (n, >=, 20);
  g_assert_cmpuint (status, ==, 429);
  assert_holds (answer, "Retry-After: ");
  /* Who is known is not shut out by somebody who guesses beside him. */
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL), ==, 200);
}

/* --- Time and number of connections ---------------------------------------------------------- */

/* Each stops somewhere and never goes on. */
static void
test_slow (void)
{
  static const char *const starts[] = {
    "",
    "GET /services/inf",
    "GET /services/info/dect HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "PUT /services/" GATEWAY " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
    "bW9ieTpjb3JyZWN0IGhvcnNl\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    "PUT /services/" GATEWAY " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
    "bW9ieTpjb3JyZWN0IGhvcnNl\r\nContent-Type: application/json\r\nTransfer-Encoding: "
    "chunked\r\n\r\n5\r\n{",
  };
  const DectPbxServerOptions options = { .step_ms = 50 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GSocketConnection) connection = test_pbx_connect (pbx->port);
      g_autofree char *answer = NULL;

      g_assert_true (test_pbx_send (connection, starts[i]));
      answer = test_pbx_read_all (connection);
      g_test_message ("%u: %s", i, answer);
      g_assert_cmpstr (answer, ==, "");
    }
  /* Nothing of it was taken, and others are served; on a busy computer they may be too slow as
   * well. */
  while (test_pbx_ask (pbx, "moby", "GET " GATEWAY, NULL, NULL) != 404)
    g_thread_yield ();
}

/* A header without an end is not kept. */
static void
test_giant_header (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (GSocketConnection) connection = test_pbx_connect (pbx->port);
  g_autofree char *chunk = g_strnfill (64 * 1024, 'a');
  guint n = 0;

  g_assert_true (test_pbx_send (connection, "GET /services/info/dect HTTP/1.1\r\nX-Giant: "));
  while (n < 10000 && test_pbx_send (connection, chunk))
    n++;
  g_assert_cmpuint (n, <, 10000);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL), ==, 200);
}

static void
test_connections (void)
{
  const DectPbxServerOptions options = { .max_connections = 4 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (GPtrArray) idle = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *answer = NULL, *nothing = NULL;
  GSocketConnection *last;

  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (idle, test_pbx_connect (pbx->port));
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, &answer), ==, 503);
  assert_holds (answer, "Retry-After: 1\r\n");
  assert_holds (answer, "\"busy\"");
  assert_holds (answer, "Connection: close\r\n");

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (idle, test_pbx_connect (pbx->port));
  last = g_ptr_array_index (idle, idle->len - 1);
  nothing = test_pbx_read_all (last);
  g_assert_cmpstr (nothing, ==, "");

  /* When they have gone there is room again. */
  g_ptr_array_set_size (idle, 0);
  while (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL) != 200)
    g_thread_yield ();
}

/* Files and sockets that this process has open. */
static guint
count_open (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Asks for something, keeps the connection for more, and then leaves. */
static void
ask_and_leave (TestPbx *pbx)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (pbx->uri, "info/dect", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 401);
  soup_session_abort (session);
}

/* A connection that its client kept for a while costs nothing once the client has gone. */
static void
test_kept_connections (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  gint64 end_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  guint before;

  if (count_open () == 0)
    {
      g_test_skip ("there is no /proc");
      return;
    }
  ask_and_leave (pbx);
  before = count_open ();
  for (guint i = 0; i < 15; i++)
    ask_and_leave (pbx);
  while (count_open () > before && g_get_monotonic_time () < end_us)
    g_usleep (50000);
  g_assert_cmpuint (count_open (), <=, before);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL), ==, 200);
}

/* Asks, reads the answer, and says nothing more. Returns: (transfer full): the connection */
static GSocketConnection *
ask_and_stay (TestPbx *pbx)
{
  GSocketConnection *connection = test_pbx_connect (pbx->port);
  GInputStream *answer = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char start[12];

  g_assert_true (
      test_pbx_send (connection, "GET /services/info/dect HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  g_assert_true (g_input_stream_read_all (answer, start, sizeof start, NULL, NULL, NULL));
  g_assert_cmpmem (start, sizeof start, "HTTP/1.1 401", 12);
  return connection;
}

/* Nor does one whose client says nothing more have its place for ever. */
static void
test_waiting_connections (void)
{
  const DectPbxServerOptions options = { .step_ms = 200 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (GSocketConnection) connection = ask_and_stay (pbx);

  /* It ends, or this test does not. */
  g_free (test_pbx_read_all (connection));
  while (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL) != 200)
    g_thread_yield ();
}

/* However many wait, there is room for who has something to say. */
static void
test_room (void)
{
  const DectPbxServerOptions options = { .max_connections = 4 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (waiting, ask_and_stay (pbx));
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET info/dect", NULL, NULL), ==, 200);
  g_free (test_pbx_read_all (waiting->pdata[0]));
}

#define CLIENTS 50

typedef struct
{
  TestPbx *pbx;
  guint number;
  guint status;
} Client;

static gpointer
add_handset (gpointer data)
{
  Client *self = data;
  DectIpei ipei = { 77, 1000 + self->number };
  g_autofree char *key = dect_ipei_to_string (&ipei);
  g_autofree char *request = g_strdup_printf ("PUT " GATEWAY "/handset/%s\nIf-None-Match: *", key);

  self->status = test_pbx_ask (self->pbx, "moby", request, "{'name':'One'}", NULL);
  return NULL;
}

/* All at once, and none is lost: each has its record, each its revision. */
static void
test_fifty_clients (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  Client clients[CLIENTS];
  GThread *threads[CLIENTS];
  g_autofree char *answer = NULL;

  create (pbx);
  for (guint i = 0; i < CLIENTS; i++)
    {
      clients[i] = (Client){ pbx, i, 0 };
      threads[i] = g_thread_new ("client", add_handset, &clients[i]);
    }
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_thread_join (threads[i]);
      g_assert_cmpuint (clients[i].status, ==, 201);
    }
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/handset/", NULL, &answer), ==, 200);
  assert_holds (answer, "X-Total-Count: 50\r\n");
  assert_holds (answer, "X-Gateway-Revision: 51\r\n");
}

/* What is on its way when the server stops is answered; what comes then is not. */
static void
test_graceful_stop (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autoptr (GSocketConnection) half = test_pbx_connect (pbx->port);
  g_autoptr (GSocketConnection) late = test_pbx_connect (pbx->port);
  g_autofree char *text = g_strdelimit (g_strdup (DOCUMENT), "'", '"');
  g_autofree char *head = g_strdup_printf (
      "PUT /services/" GATEWAY
      " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nIf-None-Match: "
      "*\r\nAuthorization: Basic "
      "bW9ieTpjb3JyZWN0IGhvcnNl\r\nContent-Type: application/json\r\nContent-Length: "
      "%" G_GSIZE_FORMAT "\r\n\r\n",
      strlen (text));
  g_autofree char *answer = NULL, *nothing = NULL;
  char go_on[256] = "";

  g_assert_true (test_pbx_send (half, head));
  /* "100 Continue": the server has the headers. */
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (half)), go_on,
                                        sizeof go_on - 1, NULL, NULL),
                   >, 0);
  assert_holds (go_on, "100");
  test_pbx_stop_begin (pbx);
  test_pbx_send (
      late, "GET /services/info/dect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  nothing = test_pbx_read_all (late);
  g_assert_true (*nothing == '\0' || strstr (nothing, " 503 ") != NULL);
  g_assert_true (test_pbx_send (half, text));
  answer = test_pbx_read_all (half);
  assert_holds (answer, "HTTP/1.1 201 ");
}

/* --- What may not be ------------------------------------------------------------------------- */

static void
test_read_only (void)
{
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autofree char *answer = NULL;

  create (pbx);
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", "GET " GATEWAY, NULL, NULL), ==, 200);
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", "GET " GATEWAY "/export/rfp", NULL, NULL), ==,
                    200);
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", ACTION, "{'action':'apply'}", &answer), ==, 403);
  assert_holds (answer, "\"forbidden\"");
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", "DELETE " GATEWAY "\nIf-Match: 'r1'", NULL, NULL),
                    ==, 403);
  g_assert_cmpuint (test_pbx_ask (pbx, "reader", "GET " GATEWAY, NULL, NULL), ==, 200);
}

/* Names and addresses never become lines of a header. */
static void
test_header_injection (void)
{
  static const struct
  {
    const char *request;
    const char *body;
    guint status;
  } cases[] = {
    { "PUT " GATEWAY "\nIf-Match: 'r1'",
      "{'name':'x\\r\\nX-Evil: 1','targetIp':'10.1.2.46','netmask':'255.255.255.0'}", 422 },
    { "PUT " GATEWAY "/accesspoint/00085d0a0b02\nIf-None-Match: *",
      "{'name':'S','targetIp':'10.1.2.47','x-note':'a\\r\\nX-Evil: 1'}", 201 },
    { "GET " GATEWAY "/accesspoint/00085d0a0b02", NULL, 200 },
    { "GET dectgateway/%0d%0aX-Evil:%201", NULL, 400 },
    { "GET " GATEWAY "/job/a1%0d%0aX-Evil:%201", NULL, 404 },
    { "GET " GATEWAY "/export/rfp?scope=%0d%0aX-Evil:%201", NULL, 400 },
    { "POST " GATEWAY "/action\nIf-Match: 'r2'",
      "{'action':'rekey','mac':'00085d0a0bff\\r\\nX-Evil: 1'}", 400 },
  };
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);

  create (pbx);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = NULL;
      guint status = test_pbx_ask (pbx, "moby", cases[i].request, cases[i].body, &answer);

      g_test_message ("%u: %s", i, answer);
      g_assert_cmpuint (status, ==, cases[i].status);
      g_assert_null (strstr (answer, "\nX-Evil"));
    }
}

/* --- Strangers ------------------------------------------------------------------------------- */

#define MOBY "Authorization: Basic bW9ieTpjb3JyZWN0IGhvcnNl\r\n"
#define TARGET "/services/" GATEWAY

/* Sends @request as it is. Returns the status, 0 without an answer. */
static guint
say (TestPbx *pbx, const char *request, char **answer)
{
  g_autoptr (GSocketConnection) connection = test_pbx_connect (pbx->port);

  test_pbx_send (connection, request);
  *answer = test_pbx_read_all (connection);
  return g_str_has_prefix (*answer, "HTTP/1.1 ")
             ? (guint) g_ascii_strtoull (*answer + strlen ("HTTP/1.1 "), NULL, 10)
             : 0;
}

/* The password is right in each of them: a browser knows it, too. */
static void
test_web_pages (void)
{
  static const struct
  {
    const char *headers;
    guint status;
  } cases[] = {
    { "Host: 127.0.0.1\r\n", 404 },
    { "Host: localhost:8088\r\n", 404 },
    { "Host: LOCALHOST\r\n", 404 },
    { "Host: [::1]:8088\r\n", 404 },
    /* A page whose name was led to this computer. */
    { "Host: evil.example\r\n", 403 },
    { "Host: localhost.evil.example\r\n", 403 },
    { "Host: 127.0.0.1.evil.example:8088\r\n", 403 },
    /* A page that asks across. */
    { "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\n", 403 },
    { "Host: 127.0.0.1\r\nOrigin: null\r\n", 403 },
    { "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n", 403 },
  };
  const DectPbxServerOptions options = { 0 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = g_strconcat ("GET " TARGET " HTTP/1.1\r\n", cases[i].headers,
                                              "Connection: close\r\n" MOBY "\r\n", NULL);
      g_autofree char *answer = NULL;

      g_test_message ("%s", cases[i].headers);
      g_assert_cmpuint (say (pbx, request, &answer), ==, cases[i].status);
      g_assert_null (strstr (answer, "Access-Control-"));
    }
}

/* What a proxy in front takes for one request must never be two. */
static void
test_two_ends (void)
{
  static const char *const ends[] = {
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "Content-Length: +2\r\n\r\n{}",
    "Content-Length: 2 2\r\n\r\n{}",
  };
  const DectPbxServerOptions options = { .step_ms = 2000 };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *request = g_strconcat (
          "PUT " TARGET " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" MOBY,
          ends[i], "GET /services/info/dect HTTP/1.1\r\nHost: localhost\r\n" MOBY "\r\n", NULL);
      g_autofree char *answer = NULL;
      guint status = say (pbx, request, &answer);

      g_test_message ("%s: %s", ends[i], answer);
      g_assert_cmpuint (status, >=, 400);
      g_assert_null (strstr (answer + 1, "HTTP/1.1 "));
    }
}

static void
note_line (const char *line, gpointer lines)
{
  g_async_queue_push (lines, g_strdup (line));
}

/* Who looks at the log looks at what strangers wrote. */
static void
test_log (void)
{
  static const char *const methods[] = { "\x1b]0;owned\a", "GET\rFORGED",
                                         "\xe2\x80\xae"
                                         "TEG",
                                         "\xc2\x9b"
                                         "31m" };
  g_autoptr (GAsyncQueue) lines = g_async_queue_new_full (g_free);
  const DectPbxServerOptions options = { .log = note_line, .log_data = lines };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request
          = g_strconcat (methods[i],
                         " /\x1b[31m?q=\x1b[31m HTTP/1.1\r\nHost: localhost\r\n"
                         "X-Request-Id: \x1b[31m\r\nConnection: close\r\n\r\n",
                         NULL);
      g_autofree char *answer = NULL;
      g_autofree char *line = NULL;

      say (pbx, request, &answer);
      line = g_async_queue_pop (lines);
      g_test_message ("%s", line);
      for (const char *c = line; *c != '\0'; c++)
        g_assert_true (g_ascii_isprint (*c));
    }
}

/* --- Apply ----------------------------------------------------------------------------------- */

#define SYNC                                                                                       \
  "{'action':'sync','target':{'name':'Plant "                                                      \
  "2','targetIp':'10.1.2.46','netmask':'255.255.255.0','source':'dectplan:1'}}"

static void
test_applied_only (void)
{
  const DectPbxServerOptions options = { .applied_only = TRUE };
  g_autoptr (TestPbx) pbx = test_pbx_new (&options);
  g_autofree char *answer = NULL;

  create (pbx);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/export/rfp", NULL, NULL), ==, 200);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", ACTION, SYNC, NULL), ==, 200);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/export/rfp", NULL, &answer), ==,
                    409);
  assert_holds (answer, "\"not_committed\"");
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "POST " GATEWAY "/action\nIf-Match: 'r2'",
                                  "{'action':'apply'}", NULL),
                    ==, 202);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/export/rfp", NULL, NULL), ==, 200);
}

/* State and message of job a1, as soon as it is no longer running. */
static char *
wait_for_job (TestPbx *pbx)
{
  for (;;)
    {
      g_autofree char *answer = NULL;

      g_assert_cmpuint (test_pbx_ask (pbx, "moby", "GET " GATEWAY "/job/a1", NULL, &answer), ==,
                        200);
      if (strstr (answer, "\"running\"") == NULL)
        return g_strdup (strstr (answer, "\r\n\r\n") + 4);
      g_thread_yield ();
    }
}

static void
test_apply_program (void)
{
  static const struct
  {
    const char *script; /* NULL: there is none */
    const char *state;
    const char *message;
  } cases[] = {
    { "test \"$1\" = " GW, "done", "" },
    { "exit 3", "failed", "ended with 3" },
    { "kill -9 $$", "failed", "killed" },
    { NULL, "failed", "No such file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "apply", NULL);
      g_autofree char *script = g_strdup_printf ("#!/bin/sh\n%s\n", cases[i].script);
      const DectPbxServerOptions options = { .apply_program = path };
      g_autofree char *job = NULL, *again = NULL;

      if (cases[i].script != NULL)
        g_assert_true (
            g_file_set_contents_full (path, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
      g_autoptr (TestPbx) pbx = test_pbx_new (&options);
      create (pbx);
      g_assert_cmpuint (test_pbx_ask (pbx, "moby", ACTION, SYNC, NULL), ==, 200);
      g_assert_cmpuint (test_pbx_ask (pbx, "moby", "POST " GATEWAY "/action\nIf-Match: 'r2'",
                                      "{'action':'apply','jobs':['a1']}", NULL),
                        ==, 202);
      job = wait_for_job (pbx);
      assert_holds (job, cases[i].state);
      assert_holds (job, cases[i].message);
      /* What failed can be tried again, and blocks nothing. */
      g_assert_cmpuint (test_pbx_ask (pbx, "moby",
                                      "PUT " GATEWAY "/accesspoint/00085d0a0b02\nIf-None-Match: *",
                                      "{'name':'S','targetIp':'10.1.2.47'}", NULL),
                        ==, 201);
      g_unlink (path);
      g_rmdir (folder);
    }
}

/* An apply does not survive its server, and says so. */
static void
test_stop_while_applying (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *db = g_build_filename (folder, "pbx.db", NULL);
  g_autofree char *path = g_build_filename (folder, "apply", NULL);
  const DectPbxServerOptions options = { .db = db, .apply_program = path };
  static const char *const tails[] = { "", "-wal", "-shm" };
  g_autofree char *job = NULL;
  TestPbx *pbx;

  g_assert_true (g_file_set_contents_full (path, "#!/bin/sh\nexec sleep 1000\n", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  pbx = test_pbx_new (&options);
  create (pbx);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", ACTION, SYNC, NULL), ==, 200);
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "POST " GATEWAY "/action\nIf-Match: 'r2'",
                                  "{'action':'apply'}", NULL),
                    ==, 202);
  /* While it runs nothing may change. */
  g_assert_cmpuint (test_pbx_ask (pbx, "moby", "POST " GATEWAY "/action\nIf-Match: 'r2'",
                                  "{'action':'rekey','mac':'00085d0a0bff'}", NULL),
                    ==, 423);
  test_pbx_free (pbx);

  pbx = test_pbx_new (&options);
  job = wait_for_job (pbx);
  assert_holds (job, "\"failed\"");
  assert_holds (job, "apply again");
  test_pbx_free (pbx);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (db, tails[i], NULL);

      g_unlink (file);
    }
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/limits/rate", test_rate);
  g_test_add_func ("/pbx/limits/guesses", test_guesses);
  g_test_add_func ("/pbx/limits/slow", test_slow);
  g_test_add_func ("/pbx/limits/giant-header", test_giant_header);
  g_test_add_func ("/pbx/limits/connections", test_connections);
  g_test_add_func ("/pbx/limits/kept-connections", test_kept_connections);
  g_test_add_func ("/pbx/limits/waiting-connections", test_waiting_connections);
  g_test_add_func ("/pbx/limits/room", test_room);
  g_test_add_func ("/pbx/limits/fifty-clients", test_fifty_clients);
  g_test_add_func ("/pbx/limits/graceful-stop", test_graceful_stop);
  g_test_add_func ("/pbx/limits/read-only", test_read_only);
  g_test_add_func ("/pbx/limits/header-injection", test_header_injection);
  g_test_add_func ("/pbx/limits/web-pages", test_web_pages);
  g_test_add_func ("/pbx/limits/two-ends", test_two_ends);
  g_test_add_func ("/pbx/limits/log", test_log);
  g_test_add_func ("/pbx/limits/applied-only", test_applied_only);
  g_test_add_func ("/pbx/limits/apply-program", test_apply_program);
  g_test_add_func ("/pbx/limits/stop-while-applying", test_stop_while_applying);
  return g_test_run ();
}
