/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/test-certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <time.h>

static char *
export_pem (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  gnutls_datum_t certificate_pem, key_pem;
  char *text;

  g_assert_cmpint (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem), >=,
                   0);
  g_assert_cmpint (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem), >=, 0);
  text = g_strdup_printf ("%.*s%.*s", (int) certificate_pem.size, certificate_pem.data,
                          (int) key_pem.size, key_pem.data);
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);
  return text;
}

void
test_certificate_write (const char *path, const guint8 *address, gint64 expires_s)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  g_autofree char *pem = NULL;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (
                       key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   >=, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&certificate), >=, 0);
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, "\1", 1);
  gnutls_x509_crt_set_activation_time (certificate, time (NULL) - 7200);
  gnutls_x509_crt_set_expiration_time (certificate, time (NULL) + expires_s);
  gnutls_x509_crt_set_dn (certificate, "CN=127.0.0.1", NULL);
  gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, address, 4,
                                        GNUTLS_FSAN_SET);
  gnutls_x509_crt_set_key (certificate, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), >=,
                   0);
  pem = export_pem (certificate, key);
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
}
