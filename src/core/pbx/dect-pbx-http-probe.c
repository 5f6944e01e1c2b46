/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-http-private.h"

#include "pbx/dect-pbx-tls-private.h"

#include <glib/gi18n-lib.h>

#define HTTPS_PORT 443

/* A handshake under way. */
typedef struct
{
  GTlsDatabase *database;
  GCancellable *cancellable;
  GAsyncResult *result;
  gboolean timed_out;
} Probe;

/* Only looked at: nothing is said over this connection. */
static gboolean
accept_certificate_cb (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       gpointer user_data)
{
  return TRUE;
}

static void
event_cb (GSocketClient *client,
          GSocketClientEvent event,
          GSocketConnectable *connectable,
          GIOStream *connection,
          Probe *probe)
{
  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKING)
    return;
  if (probe->database != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (connection), probe->database);
  g_signal_connect (connection, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Probe *probe = user_data;

  probe->timed_out = TRUE;
  g_cancellable_cancel (probe->cancellable);
  return G_SOURCE_REMOVE;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Probe *) user_data)->result = g_object_ref (result);
}

static void
cancel_cb (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static GSocketConnection *
connect_to (DectPbxHttp *self, Probe *probe, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (self->profile->connect_timeout_s);
  g_autofree char *uri = g_uri_to_string (self->origin);

  g_socket_client_set_tls (client, TRUE);
  g_signal_connect (client, "event", G_CALLBACK (event_cb), probe);
  g_source_set_callback (timer, deadline_cb, probe, NULL);
  g_source_attach (timer, self->context);
  g_socket_client_connect_to_uri_async (client, uri, HTTPS_PORT, probe->cancellable, ready_cb,
                                        probe);
  while (probe->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (timer);
  g_signal_handlers_disconnect_by_data (client, probe);

  g_autoptr (GAsyncResult) result = g_steal_pointer (&probe->result);
  return g_socket_client_connect_to_uri_finish (client, result, error);
}

static void
explain (DectPbxHttp *self, const Probe *probe, const GError *why, GError **error)
{
  const char *host = g_uri_get_host (self->origin);

  if (probe->timed_out || g_error_matches (why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TIMEOUT,
                 _("The PBX at %s does not answer within %d seconds."), host,
                 self->profile->connect_timeout_s);
  else if (why->domain == G_TLS_ERROR)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                 _("No secure connection to the PBX at %s: %s"), host, why->message);
  else
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE,
                 _("The PBX at %s cannot be reached: %s"), host, why->message);
}

static DectPbxCertificate *
describe (DectPbxHttp *self, GSocketConnection *connection, GError **error)
{
  GIOStream *base = G_IS_TCP_WRAPPER_CONNECTION (connection)
                        ? g_tcp_wrapper_connection_get_base_io_stream (
                            G_TCP_WRAPPER_CONNECTION (connection))
                        : G_IO_STREAM (connection);
  GTlsCertificate *certificate
      = G_IS_TLS_CONNECTION (base)
            ? g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (base))
            : NULL;

  if (certificate == NULL)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                   _("The PBX at %s shows no certificate."), g_uri_get_host (self->origin));
      return NULL;
    }
  if (!dect_pbx_tls_check_version (G_TLS_CONNECTION (base), error))
    return NULL;
  return dect_pbx_tls_describe (
      g_uri_get_host (self->origin), certificate,
      g_tls_connection_get_peer_certificate_errors (G_TLS_CONNECTION (base)),
      G_TLS_CONNECTION (base));
}

DectPbxCertificate *
dect_pbx_http_probe (DectPbxHttp *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) why = NULL;
  gulong handler = 0;

  if (dect_pbx_profile_is_plain (self->profile))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                   _("Plain http has no certificate to look at."));
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  g_object_get (self->session, "tls-database", &database, NULL);
  Probe probe = { .database = database, .cancellable = inner };
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), inner, NULL);
  connection = connect_to (self, &probe, &why);
  g_cancellable_disconnect (cancellable, handler);
  if (connection != NULL)
    {
      DectPbxCertificate *certificate = describe (self, connection, error);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return certificate;
    }
  if (probe.timed_out || !g_cancellable_set_error_if_cancelled (cancellable, error))
    explain (self, &probe, why, error);
  return NULL;
}
