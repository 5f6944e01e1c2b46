/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/raw-server.h"

#include <string.h>

#include "support/socket-server.h"

struct _RawServer
{
  SocketServer *socket;
  RawHandler handle;
  gpointer user_data;
  gint n_requests;
};

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
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer,
                                      socket_server_get_stop (self->socket), NULL);
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

static void
serve_connection (GSocketConnection *client, gpointer user_data)
{
  RawServer *self = user_data;
  gboolean go_on = TRUE;

  while (go_on)
    {
      g_autofree char *request = read_request (self, client);

      go_on = request != NULL
              && self->handle (client, request, (guint) g_atomic_int_add (&self->n_requests, 1),
                               self->user_data);
    }
}

RawServer *
raw_server_new (RawHandler handle, gpointer user_data)
{
  RawServer *self = g_new0 (RawServer, 1);

  self->handle = handle;
  self->user_data = user_data;
  self->socket = socket_server_new (serve_connection, self);
  return self;
}

void
raw_server_free (RawServer *self)
{
  if (self == NULL)
    return;
  socket_server_free (self->socket);
  g_free (self);
}

guint16
raw_server_get_port (RawServer *self)
{
  return socket_server_get_port (self->socket);
}

guint
raw_server_get_requests (RawServer *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

guint
raw_server_get_connections (RawServer *self)
{
  return socket_server_get_connections (self->socket);
}
