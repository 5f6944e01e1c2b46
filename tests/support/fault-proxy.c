/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/fault-proxy.h"

#include <string.h>

#include "support/socket-server.h"

#define GARBAGE_BYTES 300

struct _FaultProxy
{
  SocketServer *socket;
  guint16 upstream;
  FaultChooser choose;
  gpointer user_data;
  GMutex lock;
  guint n_requests;
};

/* A message as far as it is read. */
typedef struct
{
  GByteArray *bytes;
  gsize head; /* length of the headers; 0 = not all there */
  gsize total;
} Message;

static void
message_init (Message *self)
{
  memset (self, 0, sizeof *self);
  self->bytes = g_byte_array_new ();
}

/* Looks whether the headers are there, and what they say of the body. */
static void
find_end (Message *self)
{
  g_autofree char *text = g_strndup ((const char *) self->bytes->data, self->bytes->len);
  const char *end = strstr (text, "\r\n\r\n");
  g_autofree char *lower = NULL;
  const char *length;

  if (end == NULL)
    return;
  self->head = (gsize) (end - text) + 4;
  lower = g_ascii_strdown (text, (gssize) self->head);
  length = strstr (lower, "\r\ncontent-length:");
  self->total = self->head + (length != NULL ? g_ascii_strtoull (length + 17, NULL, 10) : 0);
}

static gboolean
read_message (GSocketConnection *connection, GCancellable *stop, Message *self)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  guint8 buffer[65536];

  while (self->head == 0 || self->bytes->len < self->total)
    {
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, stop, NULL);

      if (n <= 0)
        return FALSE;
      g_byte_array_append (self->bytes, buffer, (guint) n);
      if (self->head == 0)
        find_end (self);
    }
  return TRUE;
}

static gboolean
write_bytes (GSocketConnection *connection, GCancellable *stop, const void *data, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), data,
                                    length, NULL, stop, NULL);
}

static gsize
cut_at (const Message *answer, FaultPlace place)
{
  switch (place)
    {
    case FAULT_PLACE_STATUS:
      return 7;
    case FAULT_PLACE_HEADERS:
      return answer->head / 2;
    case FAULT_PLACE_BODY:
      return answer->head + (answer->total - answer->head) / 2;
    case FAULT_PLACE_AFTER:
      return answer->total;
    case FAULT_PLACE_REQUEST:
    case FAULT_PLACE_NOTHING:
    default:
      return 0;
    }
}

/* Returns whether the connection goes on. */
static gboolean
misbehave (FaultProxy *self, GSocketConnection *client, const Message *answer, Fault fault)
{
  gsize length = cut_at (answer, fault.place);
  guint8 buffer[GARBAGE_BYTES];

  write_bytes (client, socket_server_get_stop (self->socket), answer->bytes->data, length);
  if (fault.kind == FAULT_KIND_STALL)
    {
      if (fault.place == FAULT_PLACE_AFTER)
        return TRUE;
      /* Until the client hangs up. */
      while (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (client)), buffer,
                                  sizeof buffer, socket_server_get_stop (self->socket), NULL)
             > 0)
        ;
    }
  else if (fault.kind == FAULT_KIND_GARBAGE)
    {
      for (guint i = 0; i < sizeof buffer; i++)
        buffer[i] = (guint8) (i * 151 + 77);
      write_bytes (client, socket_server_get_stop (self->socket), buffer, sizeof buffer);
    }
  return FALSE;
}

static Fault
choose (FaultProxy *self, const Message *request)
{
  g_autofree char *line = g_strndup ((const char *) request->bytes->data,
                                     strcspn ((const char *) request->bytes->data, "\r\n"));
  Fault fault;

  g_mutex_lock (&self->lock);
  fault = self->choose (self->n_requests++, line, self->user_data);
  g_mutex_unlock (&self->lock);
  return fault;
}

static gboolean
relay (FaultProxy *self, const Message *request, Message *answer)
{
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = g_socket_client_connect_to_host (
      connector, "127.0.0.1", self->upstream, socket_server_get_stop (self->socket), NULL);

  return server != NULL
         && write_bytes (server, socket_server_get_stop (self->socket), request->bytes->data,
                         request->bytes->len)
         && read_message (server, socket_server_get_stop (self->socket), answer);
}

/* One request and its answer. Returns whether the connection goes on. */
static gboolean
serve_one (FaultProxy *self, GSocketConnection *client)
{
  Message request, answer;
  gboolean go_on = FALSE;
  Fault fault;

  message_init (&request);
  message_init (&answer);
  if (read_message (client, socket_server_get_stop (self->socket), &request))
    {
      fault = choose (self, &request);
      if (fault.kind != FAULT_KIND_NONE && fault.place == FAULT_PLACE_REQUEST)
        misbehave (self, client, &answer, fault);
      else if (relay (self, &request, &answer))
        go_on = fault.kind == FAULT_KIND_NONE
                    ? write_bytes (client, socket_server_get_stop (self->socket),
                                   answer.bytes->data, answer.bytes->len)
                    : misbehave (self, client, &answer, fault);
    }
  g_byte_array_unref (request.bytes);
  g_byte_array_unref (answer.bytes);
  return go_on;
}

static void
serve_connection (GSocketConnection *client, gpointer user_data)
{
  while (serve_one (user_data, client))
    ;
}

FaultProxy *
fault_proxy_new (guint16 upstream, FaultChooser chooser, gpointer user_data)
{
  FaultProxy *self = g_new0 (FaultProxy, 1);

  self->upstream = upstream;
  self->choose = chooser;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  self->socket = socket_server_new (serve_connection, self);
  return self;
}

void
fault_proxy_free (FaultProxy *self)
{
  if (self == NULL)
    return;
  socket_server_free (self->socket);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
fault_proxy_get_port (FaultProxy *self)
{
  return socket_server_get_port (self->socket);
}

guint
fault_proxy_get_requests (FaultProxy *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_requests;
  g_mutex_unlock (&self->lock);
  return n;
}
