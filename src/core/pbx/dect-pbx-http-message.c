/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-http-private.h"

#include "pbx/dect-pbx-tls-private.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK_BYTES (64 * 1024)

/* "100 Continue" and its like (RFC 9110, 15.2), of which we ask for none. */
#define MAX_INFORMATIONAL 10

/* One message under way. */
typedef struct
{
  DectPbxHttp *http;
  GCancellable *cancellable;
  GSource *timer;
  GAsyncResult *result;
  gboolean timed_out;
  gboolean sent;
  guint n_informational; /* answers before the answer */
  GError *refusal;       /* why we hung up ourselves */
} Exchange;

void
dect_pbx_http_answer_clear (DectPbxHttpAnswer *answer)
{
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_pointer (&answer->body, g_bytes_unref);
  answer->status = 0;
}

static gboolean
deadline_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (Exchange *exchange)
{
  if (exchange->timer != NULL)
    g_source_destroy (exchange->timer);
  g_clear_pointer (&exchange->timer, g_source_unref);
}

static void
start_timer (Exchange *exchange, guint seconds)
{
  stop_timer (exchange);
  exchange->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (exchange->timer, deadline_cb, exchange, NULL);
  g_source_attach (exchange->timer, exchange->http->context);
}

static void
hang_up (Exchange *exchange, GError *why)
{
  if (exchange->refusal == NULL)
    exchange->refusal = why;
  else
    g_error_free (why);
  g_cancellable_cancel (exchange->cancellable);
}

static void
starting_cb (SoupMessage *message, Exchange *exchange)
{
  /* Cancelled already: the header does not go out, the connection is dropped before. */
  if (g_cancellable_is_cancelled (exchange->cancellable))
    return;
  exchange->sent = TRUE;
  start_timer (exchange, exchange->http->profile->read_timeout_s);
}

static GError *
no_web_server_error (const Exchange *exchange)
{
  return g_error_new (DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                      _("What answers at %s is no web server, or one that cannot be understood."),
                      g_uri_get_host (exchange->http->origin));
}

/* libsoup reads one after the other as long as they come, and nobody's clock ticks meanwhile. */
static void
got_informational_cb (SoupMessage *message, Exchange *exchange)
{
  if (++exchange->n_informational > MAX_INFORMATIONAL)
    hang_up (exchange, no_web_server_error (exchange));
}

/* Plain http is for the own network only, whatever a name leads to. */
static void
check_address (Exchange *exchange, GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) remote = NULL;
  GInetAddress *address;

  if (!dect_pbx_profile_is_plain (exchange->http->profile))
    return;
  remote = g_socket_connection_get_remote_address (connection, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  if (!dect_peer_is_own_network (address))
    hang_up (
        exchange,
        g_error_new (
            DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
            _("Plain http is never used outside the own network, and %s leads there; use https."),
            g_uri_get_host (exchange->http->origin)));
}

/* What the person is shown beside the refusal. */
static void
keep_refused (DectPbxHttp *self,
              GTlsConnection *connection,
              GTlsCertificate *certificate,
              GTlsCertificateFlags flags)
{
  if (connection != NULL)
    {
      certificate = g_tls_connection_get_peer_certificate (connection);
      flags = g_tls_connection_get_peer_certificate_errors (connection);
    }
  g_clear_pointer (&self->refused, dect_pbx_certificate_free);
  if (certificate != NULL)
    self->refused
        = dect_pbx_tls_describe (g_uri_get_host (self->origin), certificate, flags, connection);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  Exchange *exchange)
{
  g_autoptr (GError) why = NULL;

  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    {
      g_socket_set_timeout (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)),
                            exchange->http->profile->read_timeout_s);
      check_address (exchange, G_SOCKET_CONNECTION (connection));
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection)
           && !dect_pbx_tls_check (exchange->http->profile, G_TLS_CONNECTION (connection), &why))
    {
      keep_refused (exchange->http, G_TLS_CONNECTION (connection), NULL, 0);
      hang_up (exchange, g_steal_pointer (&why));
    }
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       Exchange *exchange)
{
  g_autoptr (GError) why = NULL;

  if (dect_pbx_tls_accept (exchange->http->profile, certificate, flags, &why))
    return TRUE;
  keep_refused (exchange->http, NULL, certificate, flags);
  if (exchange->refusal == NULL)
    exchange->refusal = g_steal_pointer (&why);
  return FALSE;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Exchange *exchange)
{
  while (exchange->result == NULL)
    g_main_context_iteration (exchange->http->context, TRUE);
  return g_steal_pointer (&exchange->result);
}

static void
cancel_cb (GCancellable *cancellable, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static void
set_too_large (GError **error, gsize max_bytes)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TOO_LARGE,
               _("The PBX's answer is larger than %u kB; it was not read."),
               (guint) (max_bytes / 1024));
}

static GBytes *
read_body (Exchange *exchange, GInputStream *stream, gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (;;)
    {
      g_input_stream_read_bytes_async (stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       exchange->cancellable, ready_cb, exchange);
      g_autoptr (GAsyncResult) result = wait_for_result (exchange);
      g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, error);
      if (chunk == NULL)
        return NULL;
      if (g_bytes_get_size (chunk) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + g_bytes_get_size (chunk) > max_bytes)
        {
          set_too_large (error, max_bytes);
          return NULL;
        }
      g_byte_array_append (body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
    }
}

static SoupMessage *
make_message (DectPbxHttp *self, const DectPbxHttpRequest *request, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", request->accept);
  soup_message_headers_replace (headers, "X-Dect-Contract", "1");
  if (self->auth_name != NULL)
    soup_message_headers_replace (headers, self->auth_name, self->auth_value);
  if (request->if_match != NULL)
    soup_message_headers_replace (headers, "If-Match", request->if_match);
  if (request->if_none_match != NULL)
    soup_message_headers_replace (headers, "If-None-Match", request->if_none_match);
  if (request->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->idempotency_key);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  return message;
}

/* Which of our words fits what the network library says. */
static DectPbxError
classify (const Exchange *exchange, const GError *why)
{
  if (exchange->timed_out || g_error_matches (why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return DECT_PBX_ERROR_TIMEOUT;
  if (why->domain == G_TLS_ERROR)
    return DECT_PBX_ERROR_TLS;
  if (why->domain == SOUP_SESSION_ERROR
      && (why->code == SOUP_SESSION_ERROR_PARSING || why->code == SOUP_SESSION_ERROR_ENCODING))
    return DECT_PBX_ERROR_NOT_API;
  return exchange->sent ? DECT_PBX_ERROR_TRUNCATED : DECT_PBX_ERROR_UNREACHABLE;
}

static void
explain (const Exchange *exchange, const GError *why, GError **error)
{
  const char *host = g_uri_get_host (exchange->http->origin);
  DectPbxError code = classify (exchange, why);

  if (code == DECT_PBX_ERROR_TIMEOUT && exchange->sent)
    g_set_error (error, DECT_PBX_ERROR, code,
                 ngettext ("The PBX at %s did not answer within %d second.",
                           "The PBX at %s did not answer within %d seconds.",
                           exchange->http->profile->read_timeout_s),
                 host, exchange->http->profile->read_timeout_s);
  else if (code == DECT_PBX_ERROR_TIMEOUT)
    g_set_error (
        error, DECT_PBX_ERROR, code,
        ngettext ("No connection to the PBX at %s within %d second; is it on this network?",
                  "No connection to the PBX at %s within %d seconds; is it on this network?",
                  exchange->http->profile->connect_timeout_s),
        host, exchange->http->profile->connect_timeout_s);
  else if (code == DECT_PBX_ERROR_TLS)
    g_set_error (error, DECT_PBX_ERROR, code, _("No secure connection to the PBX at %s: %s"), host,
                 why->message);
  else if (code == DECT_PBX_ERROR_NOT_API)
    g_propagate_error (error, no_web_server_error (exchange));
  else if (code == DECT_PBX_ERROR_TRUNCATED)
    g_set_error (error, DECT_PBX_ERROR, code,
                 _("The connection to the PBX at %s broke off before its answer was complete."),
                 host);
  else
    g_set_error (error, DECT_PBX_ERROR, code, _("The PBX at %s cannot be reached: %s"), host,
                 why->message);
}

static void
settle_error (Exchange *exchange, GCancellable *cancellable, GError *why, GError **error)
{
  if (exchange->refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&exchange->refusal));
  else if (!exchange->timed_out && g_cancellable_set_error_if_cancelled (cancellable, error))
    ;
  else if (why->domain == DECT_PBX_ERROR)
    g_propagate_error (error, g_error_copy (why));
  else
    explain (exchange, why, error);
}

gboolean
dect_pbx_http_exchange (DectPbxHttp *self,
                        const DectPbxHttpRequest *request,
                        GUri *uri,
                        DectPbxHttpAnswer *answer,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (SoupMessage) message = make_message (self, request, uri);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) why = NULL;
  Exchange exchange = { .http = self, .cancellable = inner };
  gulong handler = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), inner, NULL);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), &exchange);
  g_signal_connect (message, "got-informational", G_CALLBACK (got_informational_cb), &exchange);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), &exchange);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), &exchange);
  start_timer (&exchange, self->profile->connect_timeout_s);

  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, inner, ready_cb, &exchange);
  g_autoptr (GAsyncResult) result = wait_for_result (&exchange);
  stream = soup_session_send_finish (self->session, result, &why);
  dect_pbx_http_answer_clear (answer);
  if (stream != NULL)
    answer->body = read_body (&exchange, stream, request->max_bytes, &why);
  if (answer->body != NULL)
    {
      answer->status = soup_message_get_status (message);
      answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
    }
  else
    settle_error (&exchange, cancellable, why, error);
  answer->sent |= exchange.sent;

  stop_timer (&exchange);
  g_cancellable_disconnect (cancellable, handler);
  g_signal_handlers_disconnect_by_data (message, &exchange);
  g_clear_error (&exchange.refusal);
  return answer->body != NULL;
}
