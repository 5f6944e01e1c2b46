/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-peer.h"

#include <string.h>

#define PIN_DIGITS 64

#define DER_SEQUENCE 0x30
#define DER_VERSION 0xa0
/* serial, algorithm, issuer, validity, subject */
#define N_BEFORE_SPKI 5

/* Reads the head of one DER element: tag and the end of its content. Leaves at behind the head. */
static gboolean
read_head (const guint8 **at, const guint8 *end, guint8 *tag, const guint8 **content_end)
{
  gsize length;

  if (end - *at < 2)
    return FALSE;
  *tag = *(*at)++;
  length = *(*at)++;
  if (length & 0x80)
    {
      guint n_bytes = length & 0x7f;
      if (n_bytes == 0 || n_bytes > 4 || (gsize) (end - *at) < n_bytes)
        return FALSE;
      for (length = 0; n_bytes > 0; n_bytes--)
        length = length << 8 | *(*at)++;
    }
  if (length > (gsize) (end - *at))
    return FALSE;
  *content_end = *at + length;
  return TRUE;
}

static gboolean
skip_element (const guint8 **at, const guint8 *end)
{
  guint8 tag;
  const guint8 *content_end;

  if (!read_head (at, end, &tag, &content_end))
    return FALSE;
  *at = content_end;
  return TRUE;
}

/* Certificate > tbsCertificate > version (optional), five more elements, SubjectPublicKeyInfo. */
static gboolean
find_spki (const guint8 *der, gsize length, const guint8 **spki, gsize *spki_length)
{
  const guint8 *at = der;
  const guint8 *end;
  guint8 tag;

  if (!read_head (&at, der + length, &tag, &end) || tag != DER_SEQUENCE)
    return FALSE;
  if (!read_head (&at, end, &tag, &end) || tag != DER_SEQUENCE)
    return FALSE;
  if (at < end && *at == DER_VERSION && !skip_element (&at, end))
    return FALSE;
  for (guint i = 0; i < N_BEFORE_SPKI; i++)
    if (!skip_element (&at, end))
      return FALSE;

  const guint8 *start = at;
  if (at >= end || *at != DER_SEQUENCE || !skip_element (&at, end))
    return FALSE;
  *spki = start;
  *spki_length = at - start;
  return TRUE;
}

char *
dect_peer_dup_pin (const guint8 *der, gsize length)
{
  g_return_val_if_fail (der != NULL, NULL);

  const guint8 *spki;
  gsize spki_length;

  if (!find_spki (der, length, &spki, &spki_length))
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, spki, spki_length);
}

char *
dect_peer_parse_pin (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c != ':' && *c != ' ')
      g_string_append_c (digits, g_ascii_tolower (*c));
  if (digits->len == 0
      || (digits->len == PIN_DIGITS && strspn (digits->str, "0123456789abcdef") == PIN_DIGITS))
    return g_string_free (digits, FALSE);
  g_string_free (digits, TRUE);
  return NULL;
}

char *
dect_peer_pin_to_text (const char *hex)
{
  g_return_val_if_fail (hex != NULL, NULL);

  GString *text = g_string_new (NULL);

  for (guint i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, g_ascii_toupper (hex[i]));
    }
  return g_string_free (text, FALSE);
}

gboolean
dect_peer_is_own_network (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_site_local (address)
         || g_inet_address_get_is_link_local (address)
         || (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
             && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc);
}

char *
dect_peer_plain_text (const char *text, guint max_chars)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  GString *plain = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *c = valid; c != NULL && *c != '\0' && n_chars < max_chars;
       c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      if (g_unichar_isspace (character))
        character = ' ';
      else if (!g_unichar_isprint (character))
        continue;
      if (character == ' ' && (plain->len == 0 || plain->str[plain->len - 1] == ' '))
        continue;
      g_string_append_unichar (plain, character);
      n_chars++;
    }
  g_strchomp (plain->str);
  return g_string_free (plain, FALSE);
}
