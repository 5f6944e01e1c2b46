/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/socket-server.h"

struct _SocketServer
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  guint16 port;
  SocketHandler handle;
  gpointer user_data;
  gint n_connections;
};

typedef struct
{
  SocketServer *server;
  GSocketConnection *client;
} Serving;

static gpointer
serve_connection (gpointer data)
{
  Serving *serving = data;

  serving->server->handle (serving->client, serving->server->user_data);
  g_io_stream_close (G_IO_STREAM (serving->client), NULL, NULL);
  g_object_unref (serving->client);
  g_free (serving);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  SocketServer *self = data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  GSocketConnection *client;

  while ((client = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      Serving *serving = g_new0 (Serving, 1);

      g_atomic_int_inc (&self->n_connections);
      serving->server = self;
      serving->client = client;
      g_ptr_array_add (threads, g_thread_new ("socket-server", serve_connection, serving));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return NULL;
}

SocketServer *
socket_server_new (SocketHandler handle, gpointer user_data)
{
  SocketServer *self = g_new0 (SocketServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->handle = handle;
  self->user_data = user_data;
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("socket-server", serve, self);
  return self;
}

void
socket_server_free (SocketServer *self)
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
socket_server_get_port (SocketServer *self)
{
  return self->port;
}

GCancellable *
socket_server_get_stop (SocketServer *self)
{
  return self->stop;
}

guint
socket_server_get_connections (SocketServer *self)
{
  return (guint) g_atomic_int_get (&self->n_connections);
}
