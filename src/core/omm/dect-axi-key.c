/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-key-private.h"

#include <glib/gi18n-lib.h>
#include <gnutls/abstract.h>
#include <string.h>

#include "omm/dect-axi-error.h"

#define MAX_DIGITS 2048 /* 8192 bits */

struct _DectAxiKey
{
  gnutls_pubkey_t key;
};

static GBytes *
read_hex (const DectAxiElement *element, const char *name)
{
  const char *text = element != NULL ? dect_axi_element_get (element, name) : NULL;
  gsize length = text != NULL ? strlen (text) : 0;
  GByteArray *bytes;

  if (length == 0 || length > MAX_DIGITS || strspn (text, "0123456789abcdefABCDEF") != length)
    return NULL;
  bytes = g_byte_array_new ();
  /* "10001" stands for 01 00 01. */
  for (gsize i = 0; i < length;)
    {
      guint8 octet = (guint8) g_ascii_xdigit_value (text[i++]);

      if ((length - i) % 2 == 1)
        octet = (guint8) (octet << 4 | g_ascii_xdigit_value (text[i++]));
      g_byte_array_append (bytes, &octet, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static gnutls_datum_t
to_datum (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return (gnutls_datum_t){ (unsigned char *) data, (unsigned int) size };
}

DectAxiKey *
dect_axi_key_new (const DectAxiElement *greeting, GError **error)
{
  g_return_val_if_fail (greeting != NULL, NULL);

  const DectAxiElement *element = dect_axi_element_find (greeting, "publicKey");
  g_autoptr (GBytes) modulus = read_hex (element, "modulus");
  g_autoptr (GBytes) exponent = read_hex (element, "exponent");
  g_autoptr (DectAxiKey) self = g_new0 (DectAxiKey, 1);

  if (modulus != NULL && exponent != NULL && gnutls_pubkey_init (&self->key) == 0)
    {
      gnutls_datum_t m = to_datum (modulus), e = to_datum (exponent);

      if (gnutls_pubkey_import_rsa_raw (self->key, &m, &e) == 0)
        return g_steal_pointer (&self);
    }
  g_set_error (
      error, DECT_AXI_ERROR, DECT_AXI_ERROR_ENCRYPTION,
      _("The OMM gave no key to encrypt PINs and passwords with; enter them in the OMM by hand."));
  return NULL;
}

void
dect_axi_key_free (DectAxiKey *self)
{
  if (self == NULL)
    return;
  if (self->key != NULL)
    gnutls_pubkey_deinit (self->key);
  g_free (self);
}

char *
dect_axi_key_encrypt (DectAxiKey *self, const char *text, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  gnutls_datum_t plain = { (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_datum_t secret = { 0 };
  char *encoded;

  if (gnutls_pubkey_encrypt_data (self->key, 0, &plain, &secret) != 0)
    {
      g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_ENCRYPTION,
                   _("A PIN or password is longer than the OMM's key can encrypt; shorten it."));
      return NULL;
    }
  encoded = g_base64_encode (secret.data, secret.size);
  gnutls_free (secret.data);
  return encoded;
}
