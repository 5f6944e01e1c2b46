/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/raw-server.h"

#include <string.h>

struct _RawServer
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  guint16 port;
  RawHandler handle;
  gpointer user_data;
  gint n_requests;
  gint n_connections;
};

typedef struct
{
  RawServer *server;
  GSocketConnection *client;
} Serving;

gboolean
raw_server_write (GSocketConnection *client, const char *data, gssize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (client)), data,
                                    length < 0 ? strlen (data) : (gsize) length, NULL, NULL, NULL);
}

gboolean
raw_server_answer (GSocketConnection *client,
                   const char *status,
                   const char *type,
                   const char *headers,
                   const char *body)
{
  g_autofree char *text = g_strdup (body);
  g_autofree char *head = NULL;

  if (g_str_equal (type, "application/json"))
    g_strdelimit (text, "'", '"');
  head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\n%s\r\n",
                          status, type, strlen (text), headers);
  return raw_server_write (client, head, -1) && raw_server_write (client, text, -1);
}

/* Headers, and a body of the length they say. */
static char *
read_request (RawServer *self, GSocketConnection *client)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (client));
  GString *text = g_string_new (NULL);
  char buffer[65536];
  gsize total = G_MAXSIZE;

  while (text->len < total)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, self->stop, NULL);
      const char *end, *length;

      if (n <= 0)
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_len (text, buffer, n);
      end = strstr (text->str, "\r\n\r\n");
      if (end == NULL)
        continue;
      length = strstr (text->str, "\r\nContent-Length:");
      total = (gsize) (end - text->str) + 4
              + (length != NULL && length < end ? g_ascii_strtoull (length + 17, NULL, 10) : 0);
    }
  return g_string_free (text, FALSE);
}

static gpointer
serve_connection (gpointer data)
{
  Serving *serving = data;
  RawServer *self = serving->server;
  gboolean go_on = TRUE;

  while (go_on)
    {
      g_autofree char *request = read_request (self, serving->client);

      go_on = request != NULL
              && self->handle (serving->client, request,
                               (guint) g_atomic_int_add (&self->n_requests, 1), self->user_data);
    }
  g_io_stream_close (G_IO_STREAM (serving->client), NULL, NULL);
  g_object_unref (serving->client);
  g_free (serving);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  RawServer *self = data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  GSocketConnection *client;

  while ((client = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Serving *serving = g_new0 (Serving, 1);

      g_atomic_int_inc (&self->n_connections);
      serving->server = self;
      serving->client = client;
      g_ptr_array_add (threads, g_thread_new ("raw-server", serve_connection, serving));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return NULL;
}

RawServer *
raw_server_new (RawHandler handle, gpointer user_data)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  self->handle = handle;
  self->user_data = user_data;
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("raw-server", serve, self);
  return self;
}

void
raw_server_free (RawServer *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_free (self);
}

guint16
raw_server_get_port (RawServer *self)
{
  return self->port;
}

guint
raw_server_get_requests (RawServer *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

guint
raw_server_get_connections (RawServer *self)
{
  return (guint) g_atomic_int_get (&self->n_connections);
}
