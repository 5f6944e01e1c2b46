/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-wire-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "store/dect-peer.h"

#define CHUNK 4096
#define MAX_CHARS 200

/* What a link may agree on. The certificate is never verified by authorities: an OMM signs its own,
 * so its key is what is trusted. */
#define PRIORITY_NEW "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define PRIORITY_OLD "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0"

struct _DectAxiWire
{
  GSocketConnection *connection;
  GSocket *socket;
  gnutls_session_t session; /* NULL = not protected */
  gnutls_certificate_credentials_t credentials;
  gint64 timeout_us;
  gboolean usable;

  /* Of the call that runs, for what GnuTLS asks of us. */
  GCancellable *cancellable;
  gint64 deadline;
  GError *failure;
};

static void
set_closed (GError **error)
{
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CLOSED,
               _("The OMM ended the connection; try again, and see whether it restarts."));
}

static void
set_timeout (GError **error)
{
  g_set_error (
      error, DECT_AXI_ERROR, DECT_AXI_ERROR_TIMEOUT,
      _("The OMM does not answer; see whether it is busy, or raise the profile's timeout."));
}

/* Our words for an error of the socket; cancelling stays what it is. */
static void
take_socket_error (GError **error, GError *why)
{
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, why);
      return;
    }
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    set_timeout (error);
  else
    set_closed (error);
  g_error_free (why);
}

/* --- What GnuTLS asks of the socket -------------------------------------------------------------
 */

static gboolean
wait_for (DectAxiWire *self, GIOCondition condition)
{
  gint64 left_us = self->deadline - g_get_monotonic_time ();

  if (left_us <= 0)
    {
      g_set_error_literal (&self->failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
      return FALSE;
    }
  return g_socket_condition_timed_wait (self->socket, condition, left_us, self->cancellable,
                                        &self->failure);
}

/* The socket never blocks by itself: a wait that can be cancelled comes before each try. */
static gssize
transfer (DectAxiWire *self, char *data, gsize length, gboolean writing)
{
  while (self->failure == NULL && wait_for (self, writing ? G_IO_OUT : G_IO_IN))
    {
      g_autoptr (GError) why = NULL;
      gssize n = writing ? g_socket_send_with_blocking (self->socket, data, length, FALSE,
                                                        self->cancellable, &why)
                         : g_socket_receive_with_blocking (self->socket, data, length, FALSE,
                                                           self->cancellable, &why);

      if (n >= 0)
        return n;
      if (!g_error_matches (why, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        self->failure = g_steal_pointer (&why);
    }
  return -1;
}

static ssize_t
pull_cb (gnutls_transport_ptr_t pointer, void *data, size_t length)
{
  DectAxiWire *self = pointer;
  gssize n = transfer (self, data, length, FALSE);

  if (n < 0)
    gnutls_transport_set_errno (self->session, EIO);
  return n;
}

static ssize_t
push_cb (gnutls_transport_ptr_t pointer, const void *data, size_t length)
{
  DectAxiWire *self = pointer;
  gssize n = transfer (self, (char *) data, length, TRUE);

  if (n < 0)
    gnutls_transport_set_errno (self->session, EIO);
  return n;
}

static void
begin (DectAxiWire *self, gint64 deadline, GCancellable *cancellable)
{
  g_clear_error (&self->failure);
  self->deadline = deadline;
  self->cancellable = cancellable;
}

/* --- The key ------------------------------------------------------------------------------------
 */

static DectAxiPeer *
describe (DectAxiWire *self)
{
  guint n_certificates = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (self->session, &n_certificates);
  g_autofree char *pin = NULL;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t subject = { 0 };
  DectAxiPeer *peer;

  if (chain == NULL || n_certificates == 0
      || (pin = dect_peer_dup_pin (chain[0].data, chain[0].size)) == NULL)
    return NULL;
  peer = g_new0 (DectAxiPeer, 1);
  peer->pin = g_steal_pointer (&pin);
  peer->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, chain[0].data, chain[0].size);
  peer->protocol
      = g_strdup (gnutls_protocol_get_name (gnutls_protocol_get_version (self->session)));
  gnutls_x509_crt_init (&certificate);
  if (gnutls_x509_crt_import (certificate, &chain[0], GNUTLS_X509_FMT_DER) == 0)
    gnutls_x509_crt_get_dn3 (certificate, &subject, 0);
  peer->subject = dect_peer_plain_text ((const char *) subject.data, MAX_CHARS);
  gnutls_free (subject.data);
  gnutls_x509_crt_deinit (certificate);
  return peer;
}

static gboolean
check_pin (DectAxiProfile *profile, const DectAxiPeer *peer, GError **error)
{
  if (g_str_equal (profile->pin, peer->pin))
    return TRUE;

  g_autofree char *shown = dect_peer_pin_to_text (peer->pin);
  g_autofree char *pinned = dect_peer_pin_to_text (profile->pin);

  if (*profile->pin == '\0')
    g_set_error (
        error, DECT_AXI_ERROR, DECT_AXI_ERROR_UNKNOWN_KEY,
        _("The key of the OMM is not known yet; nothing was sent. Its fingerprint is %s: compare "
           "it with what the OMM's own page shows, and pin it."),
        shown);
  else
    g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CHANGED_KEY,
                 _("The OMM shows another key than the pinned one; nothing was sent. Expected %s, "
                    "got %s. If "
                    "the OMM was set up anew, compare and pin the new one; if not, somebody stands "
                    "between."),
                 pinned, shown);
  return FALSE;
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static gboolean
connect_socket (DectAxiWire *self,
                DectAxiProfile *profile,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GError *why = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, profile->timeout_s);
  self->connection = g_socket_client_connect_to_host (client, profile->host,
                                                      (guint16) profile->port, cancellable, &why);
  if (self->connection != NULL)
    {
      self->socket = g_socket_connection_get_socket (self->connection);
      self->usable = TRUE;
      return TRUE;
    }
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_UNREACHABLE,
               _("No OMM answers at %s, port %u: %s. See whether it is on, whether it is the "
                  "active one, and "
                  "whether a firewall is between."),
               profile->host, profile->port, why->message);
  g_error_free (why);
  return FALSE;
}

/* Without TLS the password can be read on the way. */
static gboolean
check_near (DectAxiWire *self, GError **error)
{
  g_autoptr (GSocketAddress) address
      = g_socket_connection_get_remote_address (self->connection, NULL);

  if (G_IS_INET_SOCKET_ADDRESS (address)
      && dect_peer_is_own_network (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return TRUE;
  g_set_error (
      error, DECT_AXI_ERROR, DECT_AXI_ERROR_UNPROTECTED,
      _("Without TLS the password can be read on the way, and this OMM is not in the own network; "
         "nothing was sent. Set tls=true and port=%d."),
      DECT_AXI_PORT_TLS);
  return FALSE;
}

/* The library's reasons end with a full stop, ours go on. */
static void
set_no_handshake (GError **error, const char *why, gboolean old)
{
  g_autofree char *reason = g_strndup (why, strlen (why) - (g_str_has_suffix (why, ".") ? 1 : 0));

  if (old)
    g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_TLS,
                 _("No protected connection to the OMM came about: %s. Is that its TLS port?"),
                 reason);
  else
    g_set_error (
        error, DECT_AXI_ERROR, DECT_AXI_ERROR_TLS,
        _("No protected connection to the OMM came about: %s. If its release is an old one, allow "
           "old TLS versions in the connection's settings."),
        reason);
}

static gboolean
shake_hands (DectAxiWire *self, DectAxiProfile *profile, GCancellable *cancellable, GError **error)
{
  int result;

  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_init (&self->session, GNUTLS_CLIENT);
  gnutls_priority_set_direct (self->session, profile->allow_old_tls ? PRIORITY_OLD : PRIORITY_NEW,
                              NULL);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull_cb);
  gnutls_transport_set_push_function (self->session, push_cb);

  begin (self, g_get_monotonic_time () + self->timeout_us, cancellable);
  do
    result = gnutls_handshake (self->session);
  while (result < 0 && self->failure == NULL && gnutls_error_is_fatal (result) == 0);
  if (result == GNUTLS_E_SUCCESS)
    return TRUE;
  self->usable = FALSE;
  if (self->failure != NULL)
    take_socket_error (error, g_steal_pointer (&self->failure));
  else
    set_no_handshake (error, gnutls_strerror (result), profile->allow_old_tls);
  return FALSE;
}

DectAxiWire *
dect_axi_wire_open (DectAxiProfile *profile,
                    DectAxiPeer **peer,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (profile != NULL, NULL);

  g_autoptr (DectAxiWire) self = g_new0 (DectAxiWire, 1);
  g_autoptr (DectAxiPeer) shown = NULL;

  self->timeout_us = profile->timeout_s * G_USEC_PER_SEC;
  if (!connect_socket (self, profile, cancellable, error))
    return NULL;
  if (!profile->tls)
    return check_near (self, error) ? g_steal_pointer (&self) : NULL;
  if (!shake_hands (self, profile, cancellable, error))
    return NULL;
  shown = describe (self);
  if (shown == NULL)
    {
      g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_TLS,
                   _("The OMM shows no certificate that can be read; it cannot be trusted."));
      return NULL;
    }
  if (peer != NULL)
    *peer = g_steal_pointer (&shown);
  else if (!check_pin (profile, shown, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
dect_axi_wire_free (DectAxiWire *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      /* A farewell that nobody waits for. */
      begin (self, g_get_monotonic_time () + G_USEC_PER_SEC, NULL);
      if (self->usable)
        gnutls_bye (self->session, GNUTLS_SHUT_WR);
      gnutls_deinit (self->session);
    }
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  if (self->connection != NULL)
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_error (&self->failure);
  g_free (self);
}

/* --- Bytes --------------------------------------------------------------------------------------
 */

static gssize
move_bytes (DectAxiWire *self, char *data, gsize length, gboolean writing)
{
  gssize n;

  if (self->session == NULL)
    return transfer (self, data, length, writing);
  do
    n = writing ? gnutls_record_send (self->session, data, length)
                : gnutls_record_recv (self->session, data, length);
  while (n < 0 && self->failure == NULL && gnutls_error_is_fatal ((int) n) == 0);
  return n;
}

static gssize
move_or_fail (DectAxiWire *self, char *data, gsize length, gboolean writing, GError **error)
{
  gssize n = move_bytes (self, data, length, writing);

  if (n > 0)
    return n;
  self->usable = FALSE;
  if (self->failure != NULL)
    take_socket_error (error, g_steal_pointer (&self->failure));
  else
    set_closed (error);
  return -1;
}

gboolean
dect_axi_wire_write (
    DectAxiWire *self, const char *data, gsize length, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && data != NULL, FALSE);

  begin (self, g_get_monotonic_time () + self->timeout_us, cancellable);
  while (length > 0)
    {
      gssize n = move_or_fail (self, (char *) data, MIN (length, CHUNK), TRUE, error);

      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gssize
dect_axi_wire_read (DectAxiWire *self,
                    char *buffer,
                    gsize size,
                    gint64 deadline,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (self != NULL && buffer != NULL, -1);

  begin (self, deadline, cancellable);
  return move_or_fail (self, buffer, size, FALSE, error);
}
