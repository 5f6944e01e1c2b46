/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-server.h"

#include "pbx/server/dect-pbx-apply-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

G_DEFINE_QUARK (dect-pbx-server-error-quark, dect_pbx_server_error)

/* How long requests under way may take when the server stops. */
#define STOP_SECONDS 5

/* What the options leave open. */
#define MAX_CONNECTIONS 256
#define STEP_MS 30000

/* Connections that wait to be accepted. */
#define LISTEN_QUEUE 256

struct _DectPbxServer
{
  GObject parent_instance;

  char *address;
  guint16 port;
  char *db;
  char *tls_cert;
  char *tls_key;
  gboolean allow_plain;
  guint busy_ms;
  guint max_connections;
  guint step_ms;
  guint rate;
  DectPbxServing serving; /* what the exchanges use */

  SoupServer *soup;
  char *uri;

  /* With a thread of its own: */
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
};

G_DEFINE_FINAL_TYPE (DectPbxServer, dect_pbx_server, G_TYPE_OBJECT)

static void
dect_pbx_server_finalize (GObject *object)
{
  DectPbxServer *self = DECT_PBX_SERVER (object);

  g_assert (self->thread == NULL);
  dect_pbx_server_stop (self);
  g_free (self->address);
  g_free (self->db);
  g_free (self->tls_cert);
  g_free (self->tls_key);
  g_free (self->serving.base_path);
  g_free (self->serving.apply_program);
  g_strfreev (self->serving.firmware);
  dect_pbx_users_free (self->serving.users);
  G_OBJECT_CLASS (dect_pbx_server_parent_class)->finalize (object);
}

static void
dect_pbx_server_class_init (DectPbxServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_pbx_server_finalize;
}

static void
dect_pbx_server_init (DectPbxServer *self)
{
}

DectPbxServer *
dect_pbx_server_new (const DectPbxServerOptions *options, DectPbxUsers *users)
{
  DectPbxServer *self;

  g_return_val_if_fail (options != NULL && users != NULL, NULL);

  self = g_object_new (DECT_TYPE_PBX_SERVER, NULL);
  self->address = g_strdup (options->address != NULL ? options->address : "127.0.0.1");
  self->port = options->port;
  self->db = g_strdup (options->db != NULL ? options->db : ":memory:");
  self->tls_cert = g_strdup (options->tls_cert);
  self->tls_key = g_strdup (options->tls_key);
  self->allow_plain = options->allow_plain;
  self->busy_ms = options->busy_ms != 0 ? options->busy_ms : 5000;
  self->max_connections
      = options->max_connections != 0 ? options->max_connections : MAX_CONNECTIONS;
  self->step_ms = options->step_ms != 0 ? options->step_ms : STEP_MS;
  self->rate = options->rate;
  self->serving.users = users;
  self->serving.base_path = options->instance != NULL
                                ? g_strdup_printf ("/%s/services/", options->instance)
                                : g_strdup ("/services/");
  self->serving.firmware = g_strdupv ((char **) options->firmware);
  self->serving.apply_ms = options->apply_ms;
  self->serving.apply_program = g_strdup (options->apply_program);
  self->serving.applied_only = options->applied_only;
  self->serving.log = options->log;
  self->serving.log_data = options->log_data;
  return self;
}

const char *
dect_pbx_server_get_uri (DectPbxServer *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SERVER (self), NULL);

  return self->uri;
}

/* --- Start and stop -------------------------------------------------------------------------- */

static gboolean
path_is_plain (const char *path)
{
  for (const char *p = path; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("._-/", *p) == NULL)
        return FALSE;
    }
  return TRUE;
}

static GInetAddress *
check_address (DectPbxServer *self, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->address);

  if (address == NULL)
    {
      g_set_error (
          error, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_ADDRESS,
          _("“%s” is no numeric address to listen at; use 127.0.0.1 for this computer alone."),
          self->address);
      return NULL;
    }
  if (!path_is_plain (self->serving.base_path) || strstr (self->serving.base_path, "..") != NULL)
    {
      g_set_error (error, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_ADDRESS,
                   _("The name of the instance may have only letters, digits, points, dashes and "
                      "underscores."));
      return NULL;
    }
  if (!g_inet_address_get_is_loopback (address) && self->tls_cert == NULL && !self->allow_plain)
    {
      g_set_error (error, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_INSECURE,
                   _("Passwords would cross the network in the clear; give a certificate, or "
                      "listen at 127.0.0.1."));
      return NULL;
    }
  return g_steal_pointer (&address);
}

static gboolean
set_certificate (DectPbxServer *self, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) local = NULL;

  if (self->tls_cert == NULL)
    return TRUE;
  certificate = g_tls_certificate_new_from_files (
      self->tls_cert, self->tls_key != NULL ? self->tls_key : self->tls_cert, &local);
  if (certificate == NULL)
    {
      g_set_error (error, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_TLS,
                   _("The certificate %s cannot be used: %s."), self->tls_cert, local->message);
      return FALSE;
    }
  soup_server_set_tls_certificate (self->soup, certificate);
  return TRUE;
}

static gboolean
open_store (DectPbxServer *self, GError **error)
{
  DectPbxStore *store = dect_pbx_store_open (self->db, self->busy_ms, error);

  if (store == NULL)
    return FALSE;
  self->serving.store = store;
  /* Nobody carries on with what ran when a server was killed. A second server beside us that still
   * applies says so again at its end. */
  return dect_pbx_store_begin (store, TRUE, error)
         && dect_pbx_store_end_stale_jobs (store, g_get_real_time () / G_USEC_PER_SEC + 1, error)
         && dect_pbx_store_commit (store, error);
}

/* As soup_server_listen() makes it, but for the queue: in the ten places it has by default the
 * connections of fifty clients that come at once are forgotten, and come again seconds later. */
static GSocket *
bind_socket (GInetAddress *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) at = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, LISTEN_QUEUE);
  return g_socket_bind (socket, at, TRUE, error) && g_socket_listen (socket, error)
             ? g_steal_pointer (&socket)
             : NULL;
}

static gboolean
listen_at (DectPbxServer *self, GInetAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  gboolean tls = self->tls_cert != NULL;
  g_autoptr (GError) local = NULL;
  GSList *uris;

  socket = bind_socket (address, self->port, &local);
  if (socket == NULL
      || !soup_server_listen_socket (self->soup, socket, tls ? SOUP_SERVER_LISTEN_HTTPS : 0,
                                     &local))
    {
      g_set_error (error, DECT_PBX_SERVER_ERROR, DECT_PBX_SERVER_ERROR_LISTEN,
                   _("The PBX cannot listen at %s port %u: %s."), self->address, self->port,
                   local->message);
      return FALSE;
    }
  uris = soup_server_get_uris (self->soup);
  self->uri = g_uri_join (G_URI_FLAGS_NONE, tls ? "https" : "http", NULL, self->address,
                          g_uri_get_port (uris->data), self->serving.base_path, NULL, NULL);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

gboolean
dect_pbx_server_start (DectPbxServer *self, GError **error)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (DECT_IS_PBX_SERVER (self), FALSE);
  g_return_val_if_fail (self->soup == NULL, FALSE);

  address = check_address (self, error);
  if (address == NULL)
    return FALSE;
  self->soup = soup_server_new ("server-header", PACKAGE_NAME "/" PACKAGE_VERSION, "raw-paths",
                                TRUE, NULL);
  self->serving.gate
      = dect_pbx_gate_new (self->soup, self->max_connections, self->step_ms, self->rate);
  dect_pbx_serving_connect (&self->serving, self->soup);
  if (set_certificate (self, error) && open_store (self, error) && listen_at (self, address, error))
    return TRUE;
  dect_pbx_server_stop (self);
  return FALSE;
}

static gboolean
time_is_up (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
finish_requests (DectPbxServer *self)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GSource) timeout = g_timeout_source_new_seconds (STOP_SECONDS);
  gboolean over = FALSE;

  g_source_set_callback (timeout, time_is_up, &over, NULL);
  g_source_attach (timeout, context);
  while ((self->serving.n_exchanges > 0 || self->serving.applies != NULL) && !over)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timeout);
}

void
dect_pbx_server_stop (DectPbxServer *self)
{
  g_return_if_fail (DECT_IS_PBX_SERVER (self));

  if (self->soup == NULL)
    return;
  dect_pbx_gate_close (self->serving.gate);
  dect_pbx_apply_stop (&self->serving);
  finish_requests (self);
  dect_pbx_serving_disconnect (&self->serving, self->soup);
  g_clear_pointer (&self->serving.gate, dect_pbx_gate_free);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->serving.store, dect_pbx_store_close);
  g_clear_pointer (&self->uri, g_free);
}

/* --- In a thread of its own ------------------------------------------------------------------ */

static gpointer
run_thread (gpointer data)
{
  GTask *task = data;
  /* A server that is forgotten while it runs goes on; the end of the process is no harm to it. */
  g_autoptr (DectPbxServer) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);
  g_autoptr (GMainLoop) loop = g_main_loop_ref (self->loop);
  GError *error = NULL;
  gboolean started;

  g_main_context_push_thread_default (context);
  started = dect_pbx_server_start (self, &error);
  if (started)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);

  if (started)
    g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);
  return NULL;
}

void
dect_pbx_server_start_async (DectPbxServer *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DECT_IS_PBX_SERVER (self));
  g_return_if_fail (self->soup == NULL && self->thread == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_pbx_server_start_async);
  /* A server that listens must be known to be stopped again, so the answer is never replaced by
   * "cancelled". */
  g_task_set_check_cancellable (task, FALSE);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("pbx-server", run_thread, task);
}

static void
join_thread (DectPbxServer *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

gboolean
dect_pbx_server_start_finish (DectPbxServer *self, GAsyncResult *result, GError **error)
{
  gboolean started;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  started = g_task_propagate_boolean (G_TASK (result), error);
  if (!started)
    join_thread (self);
  return started;
}

static gboolean
stop_in_thread (gpointer data)
{
  GTask *task = data;
  DectPbxServer *self = g_task_get_source_object (task);

  dect_pbx_server_stop (self);
  g_main_loop_quit (self->loop);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
dect_pbx_server_stop_async (DectPbxServer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  GTask *task;

  g_return_if_fail (DECT_IS_PBX_SERVER (self) && self->thread != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, dect_pbx_server_stop_async);
  /* Before the next request, of which there may always be one. */
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, stop_in_thread, task, g_object_unref);
  g_source_attach (source, self->context);
}

void
dect_pbx_server_stop_finish (DectPbxServer *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
  join_thread (self);
}
