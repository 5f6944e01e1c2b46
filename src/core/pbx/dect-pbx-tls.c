/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-tls-private.h"

#include "pbx/dect-pbx-problem.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAMES 100
#define MAX_CHARS 200

char *
dect_pbx_tls_dup_pin (GTlsCertificate *certificate)
{
  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? dect_peer_dup_pin (der->data, der->len) : NULL;
}

static gboolean
check_pin (DectPbxProfile *profile, GTlsCertificate *certificate, GError **error)
{
  g_autofree char *pin = certificate != NULL ? dect_pbx_tls_dup_pin (certificate) : NULL;

  if (pin != NULL && g_str_equal (pin, profile->spki_sha256))
    return TRUE;
  if (*profile->spki_sha256 == '\0')
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                 _("The key of the PBX is not known yet; its fingerprint is %s: compare it with "
                    "the PBX's own page and "
                    "enter it in the connection profile."),
                 pin != NULL ? pin : "?");
  else
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
                 _("The PBX shows another key than the pinned one: expected %s, got %s. If the "
                    "PBX was set up anew, compare "
                    "and enter the new fingerprint; if not, somebody stands between."),
                 profile->spki_sha256, pin != NULL ? pin : "?");
  return FALSE;
}

gboolean
dect_pbx_tls_check_version (GTlsConnection *connection, GError **error)
{
  g_return_val_if_fail (G_IS_TLS_CONNECTION (connection), FALSE);

  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (connection);

  if (version == G_TLS_PROTOCOL_VERSION_TLS_1_2 || version == G_TLS_PROTOCOL_VERSION_TLS_1_3)
    return TRUE;
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
               _("The PBX offers an outdated TLS version only; TLS 1.2 or newer is needed."));
  return FALSE;
}

gboolean
dect_pbx_tls_check (DectPbxProfile *profile, GTlsConnection *connection, GError **error)
{
  g_return_val_if_fail (profile != NULL, FALSE);
  g_return_val_if_fail (G_IS_TLS_CONNECTION (connection), FALSE);

  if (!dect_pbx_tls_check_version (connection, error))
    return FALSE;
  return profile->tls != DECT_PBX_TLS_PIN
         || check_pin (profile, g_tls_connection_get_peer_certificate (connection), error);
}

static const char *
describe_flags (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _("its certificate has expired");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _("its certificate is not valid yet; is this computer's clock right?");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _("its certificate has been revoked");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _("its certificate is for another name");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _("its certificate is signed by nobody this computer trusts");
  return _("its certificate is not secure");
}

gboolean
dect_pbx_tls_accept (DectPbxProfile *profile,
                     GTlsCertificate *certificate,
                     GTlsCertificateFlags flags,
                     GError **error)
{
  g_return_val_if_fail (profile != NULL, FALSE);

  if (profile->tls == DECT_PBX_TLS_PIN)
    return check_pin (profile, certificate, error);

  g_autofree char *pin = dect_pbx_tls_dup_pin (certificate);
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS,
               _("The PBX cannot be trusted: %s. If that is expected, pin its key in the "
                  "connection profile: %s"),
               describe_flags (flags), pin != NULL ? pin : "?");
  return FALSE;
}

static void
add_name (GPtrArray *names, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  if (names->len < MAX_NAMES)
    g_ptr_array_add (names, dect_peer_plain_text (copy, MAX_CHARS));
}

static char **
list_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) dns = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; dns != NULL && i < dns->len; i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (g_ptr_array_index (dns, i), &length);
      add_name (names, data, length);
    }
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autofree char *text = g_inet_address_to_string (g_ptr_array_index (addresses, i));
      add_name (names, text, strlen (text));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static gint64
to_unix (GDateTime *date)
{
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static char *
plain_or_null (char *text)
{
  g_autofree char *taken = text;

  return taken != NULL ? dect_peer_plain_text (taken, MAX_CHARS) : NULL;
}

static const char *
protocol_name (GTlsConnection *connection)
{
  switch (connection != NULL ? g_tls_connection_get_protocol_version (connection)
                             : G_TLS_PROTOCOL_VERSION_UNKNOWN)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    default:
      return "";
    }
}

DectPbxCertificate *
dect_pbx_tls_describe (const char *host,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       GTlsConnection *connection)
{
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  DectPbxCertificate *self = g_new0 (DectPbxCertificate, 1);
  g_autoptr (GDateTime) not_before = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) not_after = g_tls_certificate_get_not_valid_after (certificate);
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  self->host = g_strdup (host);
  self->subject = plain_or_null (g_tls_certificate_get_subject_name (certificate));
  self->issuer = plain_or_null (g_tls_certificate_get_issuer_name (certificate));
  self->names = list_names (certificate);
  self->not_before = to_unix (not_before);
  self->not_after = to_unix (not_after);
  self->spki_sha256 = dect_pbx_tls_dup_pin (certificate);
  if (self->spki_sha256 == NULL)
    self->spki_sha256 = g_strdup ("");
  self->sha256 = der != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len)
                             : g_strdup ("");
  self->protocol = g_strdup (protocol_name (connection));
  self->self_signed = self->subject != NULL && g_strcmp0 (self->subject, self->issuer) == 0;
  self->trusted = flags == 0;
  self->distrust = flags != 0 ? g_strdup (describe_flags (flags)) : NULL;
  return self;
}
