/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-tls-private.h"
#include "pbx/server/dect-pbx-server.h"
#include "store/dect-peer.h"
#include "support/test-certificate.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define PASSWORD "correct horse"
#define NO_PIN "0000000000000000000000000000000000000000000000000000000000000000"

static const guint8 loopback[] = { 127, 0, 0, 1 };
static const guint8 elsewhere[] = { 127, 0, 0, 9 };

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* SHA-256 of the public key as GnuTLS sees it. */
static char *
dup_pin (const char *path)
{
  g_autofree char *pem = NULL;
  gsize length;
  gnutls_x509_crt_t certificate;
  gnutls_pubkey_t key;
  gnutls_datum_t spki;

  g_assert_true (g_file_get_contents (path, &pem, &length, NULL));
  const gnutls_datum_t datum = { (guint8 *) pem, length };
  g_assert_cmpint (gnutls_x509_crt_init (&certificate), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_PEM), >=, 0);
  g_assert_cmpint (gnutls_pubkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_pubkey_import_x509 (key, certificate, 0), >=, 0);
  g_assert_cmpint (gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &spki), >=, 0);

  char *pin = g_compute_checksum_for_data (G_CHECKSUM_SHA256, spki.data, spki.size);
  gnutls_free (spki.data);
  gnutls_pubkey_deinit (key);
  gnutls_x509_crt_deinit (certificate);
  return pin;
}

static DectPbxClient *
new_client (const char *uri, const char *tls)
{
  g_autofree char *text = g_strdup_printf (
      "[profile]\nid=test\n[http]\nbase_url=%s\nconnect_timeout=5\n%s", uri, tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return dect_pbx_client_new (profile, PASSWORD);
}

static void
count_line (const char *line, gpointer user_data)
{
  g_atomic_int_inc ((gint *) user_data);
}

static void
test_certificates (void)
{
  static const struct
  {
    const guint8 *address;
    gint64 expires_s;
    const char *tls;  /* %s: file and pin by turns */
    const char *says; /* in the message; NULL = it works */
  } cases[] = {
    { loopback, 3600, "[tls]\nmode=system\n", "nobody this computer trusts" },
    { loopback, 3600, "[tls]\nmode=ca\nca_file=FILE\n", NULL },
    { elsewhere, 3600, "[tls]\nmode=ca\nca_file=FILE\n", "another name" },
    { loopback, -3600, "[tls]\nmode=ca\nca_file=FILE\n", "expired" },
    { loopback, 3600, "[tls]\nmode=ca\nca_file=/nowhere.pem\n", "CA file" },
    { loopback, 3600, "[tls]\nmode=pin\nspki_sha256=PIN\n", NULL },
    { elsewhere, -3600, "[tls]\nmode=pin\nspki_sha256=PIN\n", NULL },
    { loopback, 3600, "[tls]\nmode=pin\nspki_sha256=\n", "not known yet" },
    { loopback, 3600, "[tls]\nmode=pin\nspki_sha256=" NO_PIN "\n", "another key" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
      gint n_requests = 0;
      const DectPbxServerOptions options
          = { .tls_cert = path, .log = count_line, .log_data = &n_requests };
      DectPbxUsers *users = dect_pbx_users_new ();
      g_autoptr (GAsyncResult) started = NULL, stopped = NULL;
      g_autoptr (GError) error = NULL;

      test_certificate_write (path, cases[i].address, cases[i].expires_s);
      g_assert_true (dect_pbx_users_add_password (users, "moby", PASSWORD, 1, NULL));
      g_autoptr (DectPbxServer) server = dect_pbx_server_new (&options, users);
      dect_pbx_server_start_async (server, NULL, keep_result_cb, &started);
      g_assert_true (dect_pbx_server_start_finish (server, wait_for (&started), &error));

      g_autofree char *pin = dup_pin (path);
      GString *tls = g_string_new (cases[i].tls);
      g_string_replace (tls, "FILE", path, 0);
      g_string_replace (tls, "PIN", pin, 0);
      g_autoptr (DectPbxClient) client = new_client (dect_pbx_server_get_uri (server), tls->str);
      g_string_free (tls, TRUE);
      g_autoptr (DectPbxInfo) info = dect_pbx_client_handshake_sync (client, NULL, &error);
      g_test_message ("case %u: %s", i, error != NULL ? error->message : "success");
      if (cases[i].says == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (info);
        }
      else
        {
          g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
          g_assert_nonnull (strstr (error->message, cases[i].says));
          /* What is to be compared and pinned stands in the message. */
          if (i != 4)
            g_assert_nonnull (strstr (error->message, pin));
        }

      dect_pbx_server_stop_async (server, keep_result_cb, &stopped);
      dect_pbx_server_stop_finish (server, wait_for (&stopped));
      g_assert_cmpint (n_requests, ==, cases[i].says == NULL ? 1 : 0);
      g_remove (path);
      g_remove (folder);
    }
}

/* --- A server of one TLS version ----------------------------------------------------------------
 */

typedef struct
{
  GSocket *socket;
  const char *path;
  const char *priority;
  gboolean shaken; /* the handshake came about */
  gssize received; /* bytes of the client after it */
} OldServer;

static gpointer
serve_once (gpointer user_data)
{
  OldServer *self = user_data;
  g_autoptr (GSocket) connection = g_socket_accept (self->socket, NULL, NULL);
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  char buffer[4096];

  gnutls_certificate_allocate_credentials (&credentials);
  g_assert_cmpint (gnutls_certificate_set_x509_key_file (credentials, self->path, self->path,
                                                         GNUTLS_X509_FMT_PEM),
                   >=, 0);
  gnutls_init (&session, GNUTLS_SERVER);
  g_assert_cmpint (gnutls_priority_set_direct (session, self->priority, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  g_assert_true (g_unix_set_fd_nonblocking (g_socket_get_fd (connection), FALSE, NULL));
  gnutls_transport_set_int (session, g_socket_get_fd (connection));
  self->shaken = gnutls_handshake (session) == 0;
  if (self->shaken)
    self->received = gnutls_record_recv (session, buffer, sizeof buffer);
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
  return NULL;
}

static void
test_versions (void)
{
  static const struct
  {
    const char *priority;
    gboolean good;
  } cases[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.0", FALSE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.1", FALSE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.3", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
      g_autoptr (GSocket) listener
          = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
      OldServer server = { .socket = listener, .path = path, .priority = cases[i].priority };
      g_autoptr (GError) error = NULL;

      test_certificate_write (path, loopback, 3600);
      g_assert_true (g_socket_bind (listener, any, TRUE, NULL) && g_socket_listen (listener, NULL));
      g_autoptr (GSocketAddress) bound = g_socket_get_local_address (listener, NULL);
      g_autofree char *pin = dup_pin (path);
      g_autofree char *uri = g_strdup_printf (
          "https://127.0.0.1:%u/", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
      g_autofree char *tls = g_strdup_printf ("[tls]\nmode=pin\nspki_sha256=%s\n", pin);
      g_autoptr (DectPbxClient) client = new_client (uri, tls);
      GThread *thread = g_thread_new ("server", serve_once, &server);

      g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
      g_thread_join (thread);
      g_test_message ("%s: handshake %d, received %zd: %s", cases[i].priority, server.shaken,
                      server.received, error->message);
      /* The server hangs up after the request. Where it is refused, by the TLS library or by us,
         no header went out. */
      gint code = cases[i].good ? DECT_PBX_ERROR_TRUNCATED : DECT_PBX_ERROR_TLS;
      g_assert_error (error, DECT_PBX_ERROR, code);
      g_assert_true ((server.received > 0) == cases[i].good);
      g_remove (path);
      g_remove (folder);
    }
}

/* --- First contact ------------------------------------------------------------------------------
 */

static GSocket *
listen_somewhere (char **uri)
{
  g_autoptr (GSocket) listener
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  g_assert_true (g_socket_bind (listener, any, TRUE, NULL) && g_socket_listen (listener, NULL));
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (listener, NULL);
  *uri = g_strdup_printf ("https://127.0.0.1:%u/",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return g_steal_pointer (&listener);
}

/* SHA-256 of the whole certificate. */
static char *
dup_sha256 (const char *path)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/* The certificate is described whatever it is worth, and the server never sees a byte after the
 * handshake. */
static void
test_probe (void)
{
  static const struct
  {
    const char *priority;
    const guint8 *address;
    gint64 expires_s;
    const char *tls;
    const char *distrust; /* in the description; NULL = trusted, "" = no description */
    const char *name;
    DectPbxPinState pin;
  } cases[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.3", loopback, 3600, "", "nobody this computer trusts",
      "127.0.0.1", DECT_PBX_PIN_NONE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", loopback, 3600, "[tls]\nmode=ca\nca_file=FILE\n", NULL,
      "127.0.0.1", DECT_PBX_PIN_NONE },
    { "NORMAL", elsewhere, 3600, "[tls]\nmode=ca\nca_file=FILE\n", "another name", "127.0.0.9",
      DECT_PBX_PIN_NONE },
    { "NORMAL", loopback, -3600, "[tls]\nmode=ca\nca_file=FILE\n", "expired", "127.0.0.1",
      DECT_PBX_PIN_NONE },
    { "NORMAL", loopback, 3600, "[tls]\nmode=pin\nspki_sha256=PIN\n", "nobody this computer trusts",
      "127.0.0.1", DECT_PBX_PIN_SAME },
    { "NORMAL", loopback, 3600, "[tls]\nmode=pin\nspki_sha256=" NO_PIN "\n",
      "nobody this computer trusts", "127.0.0.1", DECT_PBX_PIN_CHANGED },
    { "NORMAL", loopback, 3600, "[tls]\nmode=pin\n", "nobody this computer trusts", "127.0.0.1",
      DECT_PBX_PIN_NONE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.1", loopback, 3600, "", "", NULL, DECT_PBX_PIN_NONE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.0", loopback, 3600, "", "", NULL, DECT_PBX_PIN_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
      g_autofree char *uri = NULL;
      g_autoptr (GSocket) listener = listen_somewhere (&uri);
      OldServer server = { .socket = listener, .path = path, .priority = cases[i].priority };
      g_autoptr (GError) error = NULL;

      test_certificate_write (path, cases[i].address, cases[i].expires_s);
      g_autofree char *pin = dup_pin (path);
      g_autofree char *sha256 = dup_sha256 (path);
      GString *tls = g_string_new (cases[i].tls);
      g_string_replace (tls, "FILE", path, 0);
      g_string_replace (tls, "PIN", pin, 0);
      g_autoptr (DectPbxClient) client = new_client (uri, tls->str);
      g_string_free (tls, TRUE);
      GThread *thread = g_thread_new ("server", serve_once, &server);
      g_autoptr (DectPbxCertificate) certificate
          = dect_pbx_client_probe_sync (client, NULL, &error);
      g_thread_join (thread);

      g_test_message ("case %u: %s", i, error != NULL ? error->message : "described");
      g_assert_cmpint (server.received, <=, 0);
      if (cases[i].name == NULL)
        {
          g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
          g_remove (path);
          g_remove (folder);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (certificate->host, ==, "127.0.0.1");
      g_assert_cmpstr (certificate->subject, ==, "CN=127.0.0.1");
      g_assert_cmpstr (certificate->issuer, ==, "CN=127.0.0.1");
      g_assert_true (certificate->self_signed);
      g_assert_cmpstr (certificate->names[0], ==, cases[i].name);
      g_assert_null (certificate->names[1]);
      g_assert_cmpstr (certificate->spki_sha256, ==, pin);
      g_assert_cmpstr (certificate->sha256, ==, sha256);
      g_assert_true (g_str_has_prefix (certificate->protocol, "TLS 1."));
      g_assert_cmpint (certificate->not_after - certificate->not_before, ==,
                       7200 + cases[i].expires_s);
      g_assert_true (certificate->trusted == (cases[i].distrust == NULL));
      if (cases[i].distrust != NULL)
        g_assert_nonnull (strstr (certificate->distrust, cases[i].distrust));
      DectPbxProfile *profile = dect_pbx_client_get_profile (client);
      g_assert_cmpint (dect_pbx_certificate_compare_pin (certificate, profile), ==, cases[i].pin);
      g_autoptr (DectPbxCertificate) copy = dect_pbx_certificate_copy (certificate);
      g_assert_cmpstr (copy->names[0], ==, certificate->names[0]);

      /* Accepted, it is the one that is trusted from then on; read out in groups, too. */
      g_autofree char *spoken = dect_peer_pin_to_text (certificate->spki_sha256);
      g_autoptr (DectPbxProfile) accepted = dect_pbx_profile_with_pin (profile, spoken, &error);
      g_assert_no_error (error);
      g_assert_cmpint (dect_pbx_certificate_compare_pin (certificate, accepted), ==,
                       DECT_PBX_PIN_SAME);
      g_remove (path);
      g_remove (folder);
    }
}

/* A changed key is refused with what is needed to show both. */
static void
test_changed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
  g_autofree char *uri = NULL;
  g_autoptr (GSocket) listener = listen_somewhere (&uri);
  OldServer server = { .socket = listener, .path = path, .priority = "NORMAL" };
  g_autoptr (GError) error = NULL;

  test_certificate_write (path, loopback, 3600);
  g_autofree char *pin = dup_pin (path);
  g_autoptr (DectPbxClient) client = new_client (uri, "[tls]\nmode=pin\nspki_sha256=" NO_PIN "\n");
  g_assert_null (dect_pbx_client_dup_certificate (client));
  GThread *thread = g_thread_new ("server", serve_once, &server);
  g_assert_null (dect_pbx_client_handshake_sync (client, NULL, &error));
  g_thread_join (thread);
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, NO_PIN));
  g_assert_nonnull (strstr (error->message, pin));
  g_assert_cmpint (server.received, <=, 0);
  g_autoptr (DectPbxCertificate) shown = dect_pbx_client_dup_certificate (client);
  g_assert_cmpstr (shown->spki_sha256, ==, pin);
  g_assert_cmpint (dect_pbx_certificate_compare_pin (shown, dect_pbx_client_get_profile (client)),
                   ==, DECT_PBX_PIN_CHANGED);
  g_remove (path);
  g_remove (folder);
}

/* What answers no handshake at all. */
static gpointer
talk_plain (gpointer user_data)
{
  g_autoptr (GSocket) connection = g_socket_accept (user_data, NULL, NULL);
  static const char text[] = "HTTP/1.0 400 Bad Request\r\n\r\n";

  g_socket_send (connection, text, strlen (text), NULL, NULL);
  return NULL;
}

static void
test_probe_nothing (void)
{
  g_autofree char *uri = NULL, *silent_uri = NULL;
  g_autoptr (GSocket) plain = listen_somewhere (&uri);
  g_autoptr (GSocket) silent = listen_somewhere (&silent_uri);
  g_autoptr (GError) error = NULL;

  g_autoptr (DectPbxClient) client = new_client (uri, "");
  GThread *thread = g_thread_new ("plain", talk_plain, plain);
  g_assert_null (dect_pbx_client_probe_sync (client, NULL, &error));
  g_thread_join (thread);
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
  g_clear_error (&error);

  g_autoptr (DectPbxClient) patient = new_client (silent_uri, "[profile]\ntitle=x\n");
  g_autoptr (DectPbxProfile) impatient = dect_pbx_profile_with (
      dect_pbx_client_get_profile (patient), "http", "connect_timeout", "1", NULL);
  g_autoptr (DectPbxClient) waiting = dect_pbx_client_new (impatient, PASSWORD);
  g_assert_null (dect_pbx_client_probe_sync (waiting, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TIMEOUT);
  g_clear_error (&error);

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  dect_pbx_client_probe_async (patient, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (dect_pbx_client_probe_finish (patient, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_socket_close (plain, NULL);
  g_assert_null (dect_pbx_client_probe_sync (client, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_autoptr (DectPbxClient) open = new_client ("http://127.0.0.1:9/", "");
  g_assert_null (dect_pbx_client_probe_sync (open, NULL, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED);
}

/* Each reason in words of its own; the first that counts, of several. */
static void
test_reasons (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    const char *says;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA, "has expired" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "is this computer's clock right?" },
    { G_TLS_CERTIFICATE_REVOKED, "has been revoked" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA, "another name" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "nobody this computer trusts" },
    { G_TLS_CERTIFICATE_INSECURE, "is not secure" },
  };
  g_autofree char *folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pbx.pem", NULL);
  g_autoptr (DectPbxClient) client = new_client ("https://127.0.0.1:9/", "");
  DectPbxProfile *profile = dect_pbx_client_get_profile (client);

  test_certificate_write (path, loopback, 3600);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autofree char *pin = dup_pin (path);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectPbxCertificate) described
          = dect_pbx_tls_describe ("pbx", certificate, cases[i].flags, NULL);

      g_assert_false (dect_pbx_tls_accept (profile, certificate, cases[i].flags, &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, pin));
      g_assert_false (described->trusted);
      g_assert_nonnull (strstr (described->distrust, cases[i].says));
      g_assert_cmpstr (described->protocol, ==, "");
    }
  g_remove (path);
  g_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/tls/certificates", test_certificates);
  g_test_add_func ("/pbx/tls/versions", test_versions);
  g_test_add_func ("/pbx/tls/probe", test_probe);
  g_test_add_func ("/pbx/tls/changed", test_changed);
  g_test_add_func ("/pbx/tls/probe-nothing", test_probe_nothing);
  g_test_add_func ("/pbx/tls/reasons", test_reasons);
  return g_test_run ();
}
