/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/scripted-server.h"

#include <string.h>

#include "support/http-thread.h"

struct _Fixture
{
  HttpThread *http;
  GMutex lock;
  const Step *steps;
  guint n_steps;
  GPtrArray
      *log; /* "METHOD path | authorization | if-match | if-none-match | idempotency-key | body" */
};

typedef struct
{
  Fixture *fixture;
  SoupServerMessage *message;
  const Step *step;
} Pending;

static void
give_answer (SoupServerMessage *message, const Step *step)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_auto (GStrv) lines = g_strsplit (step->headers != NULL ? step->headers : "", "\n", -1);
  gsize length = step->length > 0 ? step->length : step->body != NULL ? strlen (step->body) : 0;
  g_autofree char *body = g_malloc0 (length + 1);

  if (step->cut)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  if (step->body != NULL)
    memcpy (body, step->body, MIN (length, strlen (step->body)));
  /* Cases are written with single quotes to be readable. */
  if (g_strcmp0 (step->type, "application/json") == 0)
    g_strdelimit (body, "'", '"');
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');
      if (colon == NULL)
        continue;
      *colon = '\0';
      soup_message_headers_append (headers, lines[i], g_strstrip (colon + 1));
    }
  soup_server_message_set_status (message, step->status, NULL);
  if (step->type != NULL)
    soup_server_message_set_response (message, step->type, SOUP_MEMORY_COPY, body, length);
}

static gboolean
answer_later_cb (gpointer user_data)
{
  Pending *pending = user_data;

  give_answer (pending->message, pending->step);
  soup_server_message_unpause (pending->message);
  g_object_unref (pending->message);
  http_thread_release (pending->fixture->http);
  g_free (pending);
  return G_SOURCE_REMOVE;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  static const char *const names[]
      = { "Authorization", "If-Match", "If-None-Match", "Idempotency-Key" };
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s %s", soup_server_message_get_method (message),
                          g_uri_get_path (soup_server_message_get_uri (message)));
  if (g_uri_get_query (soup_server_message_get_uri (message)) != NULL)
    g_string_append_printf (line, "?%s", g_uri_get_query (soup_server_message_get_uri (message)));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = soup_message_headers_get_one (headers, names[i]);
      g_string_append_printf (line, " | %s", value != NULL ? value : "-");
    }
  g_string_append_printf (line, " | %.*s", (int) request->length,
                          request->data != NULL ? request->data : "");

  g_mutex_lock (&fixture->lock);
  const Step *step = &fixture->steps[MIN (fixture->log->len, fixture->n_steps - 1)];
  g_ptr_array_add (fixture->log, g_string_free (line, FALSE));
  g_mutex_unlock (&fixture->lock);

  if (step->delay_ms == 0)
    {
      give_answer (message, step);
      return;
    }

  Pending *pending = g_new0 (Pending, 1);
  http_thread_hold (fixture->http);
  pending->fixture = fixture;
  pending->message = g_object_ref (message);
  pending->step = step;
  soup_server_message_pause (message);
  g_autoptr (GSource) source = g_timeout_source_new (step->delay_ms);
  g_source_set_callback (source, answer_later_cb, pending, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

Fixture *
fixture_new (const Step *steps, guint n_steps)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->log = g_ptr_array_new_with_free_func (g_free);
  fixture->steps = steps;
  fixture->n_steps = n_steps;
  g_mutex_init (&fixture->lock);
  fixture->http = http_thread_new (handle_cb, fixture);
  return fixture;
}

void
fixture_free (Fixture *fixture)
{
  http_thread_free (fixture->http);
  g_ptr_array_unref (fixture->log);
  g_mutex_clear (&fixture->lock);
  g_free (fixture);
}

const char *
logged (Fixture *fixture, guint i)
{
  g_assert_cmpuint (i, <, fixture->log->len);
  return g_ptr_array_index (fixture->log, i);
}

guint
fixture_get_port (Fixture *fixture)
{
  return http_thread_get_port (fixture->http);
}

guint
fixture_count (Fixture *fixture)
{
  g_mutex_lock (&fixture->lock);
  guint count = fixture->log->len;
  g_mutex_unlock (&fixture->lock);
  return count;
}
