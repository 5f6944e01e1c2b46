/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-gate-private.h"

#include <errno.h>
#include <sys/socket.h>

/* Wrong passwords of one address: each costs the server as much time as a right one. */
#define GUESSES 20
#define GUESSES_PER_SECOND 0.5

/* Users and addresses that are counted at a time; then all start anew. */
#define MAX_BUCKETS 4096

#define IPV6_NETWORK_BYTES 8

#define TURN_KEY "dect-pbx-turn"

/* How often connections between two requests are looked at. */
#define SWEEP_MS 1000

struct _DectPbxGate
{
  SoupServer *soup;
  guint max_connections;
  guint step_ms;
  guint rate;
  gboolean closed;
  GHashTable *turns;   /* of Turn: a connection each */
  GHashTable *idle;    /* GSocket -> gint64: connections between two requests, and since when */
  GSource *sweeper;    /* while there are such */
  GHashTable *buckets; /* user, or address -> Bucket */
};

/* A connection's request: from the moment the connection is there, or the answer before it is out.
 */
typedef struct
{
  DectPbxGate *gate; /* NULL when that is gone */
  GSocket *socket;
  GSource *timer;
} Turn;

/* A token bucket: it holds what may be taken now and fills up with time. */
typedef struct
{
  double level;
  gint64 since_us;
} Bucket;

/* --- Connections ----------------------------------------------------------------------------- */

static void
stop_timer (Turn *turn)
{
  if (turn->timer != NULL)
    g_source_destroy (turn->timer);
  g_clear_pointer (&turn->timer, g_source_unref);
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  stop_timer (turn);
  if (turn->gate != NULL)
    g_hash_table_remove (turn->gate->turns, turn);
  g_object_unref (turn->socket);
  g_free (turn);
}

/* libsoup reads the end of the connection and cleans up. */
static void
hang_up (Turn *turn)
{
  g_socket_shutdown (turn->socket, TRUE, TRUE, NULL);
}

static gboolean
on_time_is_up (gpointer data)
{
  hang_up (data);
  return G_SOURCE_REMOVE;
}

static void
next_step (SoupServerMessage *message, Turn *turn)
{
  stop_timer (turn);
  if (turn->gate == NULL)
    return;
  turn->timer = g_timeout_source_new (turn->gate->step_ms);
  g_source_set_callback (turn->timer, on_time_is_up, turn, NULL);
  g_source_attach (turn->timer, g_main_context_get_thread_default ());
}

/* --- Between two requests -------------------------------------------------------------------- */

/* libsoup 3.2 gives these no limit, and forgets a connection whose end it reads where the next
 * request would begin, and leaves its socket open: each client that keeps its connection for a
 * while would take one from the thousand a process may have. So we look for the end of those
 * ourselves, and close them. */

/* Looks without taking anything. Returns: whether there is neither a next request nor an end */
static gboolean
is_silent (GSocket *socket, gboolean *ended)
{
  char byte;
  gssize n = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  gboolean silent = n < 0 && (errno == EAGAIN || errno == EINTR);

  *ended = n <= 0 && !silent;
  return silent;
}

/* Who waited longer than @patience_us is hung up on, and found to have ended the next time, when
 * libsoup knows of it. */
static void
sweep (DectPbxGate *self, gint64 patience_us)
{
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer socket, since_us;
  gboolean ended = FALSE;

  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, &socket, &since_us))
    if (is_silent (socket, &ended) && now_us - *(gint64 *) since_us >= patience_us)
      g_socket_shutdown (socket, TRUE, TRUE, NULL);
    else if (ended)
      {
        g_socket_close (socket, NULL);
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean
sweep_cb (gpointer user_data)
{
  DectPbxGate *self = user_data;

  sweep (self, (gint64) self->step_ms * 1000);
  if (g_hash_table_size (self->idle) > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->sweeper, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
begin_idle (DectPbxGate *self, GSocket *socket)
{
  gint64 now_us = g_get_monotonic_time ();

  g_hash_table_insert (self->idle, g_object_ref (socket), g_memdup2 (&now_us, sizeof now_us));
  if (self->sweeper != NULL)
    return;
  self->sweeper = g_timeout_source_new (SWEEP_MS);
  g_source_set_callback (self->sweeper, sweep_cb, self, NULL);
  g_source_attach (self->sweeper, g_main_context_get_thread_default ());
}

static void
free_idle (DectPbxGate *self)
{
  sweep (self, G_MAXINT64);
  if (self->sweeper != NULL)
    g_source_destroy (self->sweeper);
  g_clear_pointer (&self->sweeper, g_source_unref);
  g_hash_table_unref (self->idle);
}

/* --- A request ------------------------------------------------------------------------------- */

static guint
n_connections (DectPbxGate *self)
{
  return g_hash_table_size (self->turns) + g_hash_table_size (self->idle);
}

static void
on_started (SoupServer *soup, SoupServerMessage *message, DectPbxGate *self)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Turn *turn;

  if (socket == NULL)
    return;
  g_hash_table_remove (self->idle, socket);
  turn = g_new0 (Turn, 1);
  turn->gate = self;
  turn->socket = g_object_ref (socket);
  g_hash_table_add (self->turns, turn);
  g_object_set_data_full (G_OBJECT (message), TURN_KEY, turn, turn_free);
  /* Where there are many, those that only wait go first. */
  if (n_connections (self) > self->max_connections)
    sweep (self, 0);
  if (self->closed || n_connections (self) > 2 * self->max_connections)
    hang_up (turn);
  next_step (message, turn);
  g_signal_connect (message, "got-headers", G_CALLBACK (next_step), turn);
  g_signal_connect (message, "got-body", G_CALLBACK (next_step), turn);
}

/* Its place is taken by the next request of the connection. */
static void
on_ended (SoupServer *soup, SoupServerMessage *message, DectPbxGate *self)
{
  Turn *turn = g_object_get_data (G_OBJECT (message), TURN_KEY);

  if (turn == NULL)
    return;
  if (!g_socket_is_closed (turn->socket))
    begin_idle (self, turn->socket);
  g_signal_handlers_disconnect_by_data (message, turn);
  g_object_set_data (G_OBJECT (message), TURN_KEY, NULL);
}

DectPbxGate *
dect_pbx_gate_new (SoupServer *soup, guint max_connections, guint step_ms, guint rate)
{
  DectPbxGate *self = g_new0 (DectPbxGate, 1);

  self->soup = soup;
  self->max_connections = max_connections;
  self->step_ms = step_ms;
  self->rate = rate;
  self->turns = g_hash_table_new (NULL, NULL);
  self->idle = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_signal_connect (soup, "request-started", G_CALLBACK (on_started), self);
  g_signal_connect_after (soup, "request-finished", G_CALLBACK (on_ended), self);
  g_signal_connect_after (soup, "request-aborted", G_CALLBACK (on_ended), self);
  return self;
}

void
dect_pbx_gate_free (DectPbxGate *self)
{
  GHashTableIter iter;
  gpointer turn;

  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->soup, self);
  g_hash_table_iter_init (&iter, self->turns);
  while (g_hash_table_iter_next (&iter, &turn, NULL))
    {
      stop_timer (turn);
      hang_up (turn);
      ((Turn *) turn)->gate = NULL;
    }
  free_idle (self);
  g_hash_table_unref (self->turns);
  g_hash_table_unref (self->buckets);
  g_free (self);
}

void
dect_pbx_gate_close (DectPbxGate *self)
{
  self->closed = TRUE;
}

gboolean
dect_pbx_gate_is_closed (DectPbxGate *self)
{
  return self->closed;
}

gboolean
dect_pbx_gate_is_full (DectPbxGate *self)
{
  return g_hash_table_size (self->turns) > self->max_connections;
}

/* --- Rates ----------------------------------------------------------------------------------- */

static Bucket *
find_bucket (DectPbxGate *self, const char *name, double size, double per_second)
{
  gint64 now_us = g_get_monotonic_time ();
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
        g_hash_table_remove_all (self->buckets);
      bucket = g_new0 (Bucket, 1);
      bucket->level = size;
      g_hash_table_insert (self->buckets, g_strdup (name), bucket);
    }
  else
    bucket->level = MIN (
        size, bucket->level + (double) (now_us - bucket->since_us) / G_USEC_PER_SEC * per_second);
  bucket->since_us = now_us;
  return bucket;
}

gboolean
dect_pbx_gate_takes (DectPbxGate *self, const char *user)
{
  g_autofree char *name = g_strconcat ("user ", user, NULL);
  Bucket *bucket;

  if (self->rate == 0)
    return TRUE;
  bucket = find_bucket (self, name, self->rate, self->rate);
  if (bucket->level < 1)
    return FALSE;
  bucket->level -= 1;
  return TRUE;
}

/* Of IPv6 the network: one machine has all its addresses (RFC 4291, 2.5.1). */
static char *
dup_guesser (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  GInetAddress *address = G_IS_INET_SOCKET_ADDRESS (remote)
                              ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))
                              : NULL;
  gsize size = address != NULL ? g_inet_address_get_native_size (address) : 0;
  GString *name = g_string_new ("host");

  for (gsize i = 0; i < MIN (size, IPV6_NETWORK_BYTES); i++)
    g_string_append_printf (name, " %02x", g_inet_address_to_bytes (address)[i]);
  return g_string_free (name, FALSE);
}

static Bucket *
find_guesses (DectPbxGate *self, SoupServerMessage *message)
{
  g_autofree char *name = dup_guesser (message);

  return find_bucket (self, name, GUESSES, GUESSES_PER_SECOND);
}

gboolean
dect_pbx_gate_may_guess (DectPbxGate *self, SoupServerMessage *message)
{
  return find_guesses (self, message)->level >= 1;
}

void
dect_pbx_gate_guessed (DectPbxGate *self, SoupServerMessage *message)
{
  find_guesses (self, message)->level -= 1;
}
