/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-ipv4.h"

#include "model/dect-i18n.h"
#include "model/dect-identity-private.h"

#define N_OCTETS 4

static const DectIdentityWords address_words = {
  .empty = N_("The IP address is empty; type four numbers with dots, as in 192.168.0.10."),
  .separator
  = N_("Character %u of the IP address is “%s”, which does not belong there; type four numbers "
        "with dots, as in 192.168.0.10."),
  .lengthy = N_("The IP address is longer than %u characters; type four numbers with dots, as in "
                 "192.168.0.10."),
};

static const DectIdentityWords netmask_words = {
  .empty = N_("The netmask is empty; type it as 255.255.255.0 or as /24."),
  .separator = N_(
      "Character %u of the netmask is “%s”, which does not belong there; type it as 255.255.255.0 "
      "or as /24."),
  .lengthy = N_("The netmask is longer than %u characters; type it as 255.255.255.0 or as /24."),
};

/* One octet from @start on; a dot stands before every octet but the first. */
static gboolean
parse_octet (const DectIdentityText *text, guint start, guint *end, guint8 *octet, GError **error)
{
  guint value = 0;
  guint i;

  for (i = start; i < text->n && (i == start || text->before[i] == 0); i++)
    {
      guint8 digit;

      if (!dect_identity_text_digit (
              text, i, 10,
              N_("Character %u of the address is “%s”; only 0-9 and dots can stand there."),
              &digit, error))
        return FALSE;
      value = MIN (value * 10 + digit, 1000);
    }

  if (value > 255)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("The number that starts at character %u of the address is over 255; four "
                      "numbers from 0 to "
                      "255 are possible."),
                   text->places[start]);
      return FALSE;
    }
  /* Some programs read a leading zero as octal; refusing it keeps one text one address. */
  if (text->chars[start] == '0' && i > start + 1)
    {
      g_set_error (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHARACTER,
          _("Character %u of the address is a leading zero; write the number without it."),
          text->places[start]);
      return FALSE;
    }

  *octet = (guint8) value;
  *end = i;
  return TRUE;
}

static gboolean
parse_quad (const DectIdentityText *text, DectIpv4 *address, GError **error)
{
  guint32 value = 0;
  guint n_octets = 0;

  for (guint i = 0; i < text->n; n_octets++)
    {
      guint8 octet;

      if (!parse_octet (text, i, &i, &octet, error))
        return FALSE;
      value = value << 8 | octet;
    }

  if (n_octets != N_OCTETS)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
                   ngettext ("The address has %u number; four with dots between them are needed.",
                             "The address has %u numbers; four with dots between them are needed.",
                             n_octets),
                   n_octets);
      return FALSE;
    }

  address->value = value;
  return TRUE;
}

gboolean
dect_ipv4_parse (const char *text, DectIpv4 *address, GError **error)
{
  DectIdentityText cut;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  return dect_identity_text_init (&cut, text, ".", &address_words, error)
         && parse_quad (&cut, address, error);
}

static gboolean
parse_prefix (const DectIdentityText *text, DectIpv4 *netmask, GError **error)
{
  guint i = text->chars[0] == '/' ? 1 : 0;
  guint prefix = 0;

  if (i == text->n)
    {
      g_set_error_literal (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
                           _("The number after the slash is missing; type the netmask as /24."));
      return FALSE;
    }
  for (; i < text->n; i++)
    {
      guint8 digit;

      if (!dect_identity_text_digit (
              text, i, 10,
              N_("Character %u of the netmask is “%s”; type it as 255.255.255.0 or as /24."),
              &digit, error))
        return FALSE;
      prefix = MIN (prefix * 10 + digit, 1000);
    }

  if (prefix < 1 || prefix > 31)
    {
      g_set_error_literal (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                           _("A netmask of that many bits is not possible; 1 to 31 are."));
      return FALSE;
    }

  netmask->value = G_MAXUINT32 << (32 - prefix);
  return TRUE;
}

gboolean
dect_netmask_parse (const char *text, DectIpv4 *netmask, GError **error)
{
  DectIdentityText cut;
  DectIpv4 mask;
  guint32 host_bits;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (netmask != NULL, FALSE);

  if (!dect_identity_text_init (&cut, text, ".", &netmask_words, error))
    return FALSE;
  if (cut.chars[0] == '/' || !dect_identity_text_has_separators (&cut))
    return parse_prefix (&cut, netmask, error);
  if (!parse_quad (&cut, &mask, error))
    return FALSE;

  host_bits = ~mask.value;
  if ((host_bits & (host_bits + 1)) != 0)
    {
      g_set_error_literal (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_NETMASK,
          _("This is no netmask: its bits are not a row of ones followed by a row of zeros, as "
             "in 255.255.255.0."));
      return FALSE;
    }
  if (mask.value == 0 || host_bits == 0)
    {
      g_set_error_literal (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                           _("A netmask of that many bits is not possible; 1 to 31 are."));
      return FALSE;
    }

  *netmask = mask;
  return TRUE;
}

char *
dect_ipv4_to_string (DectIpv4 address)
{
  return g_strdup_printf ("%u.%u.%u.%u", address.value >> 24, address.value >> 16 & 255,
                          address.value >> 8 & 255, address.value & 255);
}

guint
dect_netmask_prefix (DectIpv4 netmask)
{
  guint prefix = 0;

  for (guint32 bits = netmask.value; bits != 0; bits &= bits - 1)
    prefix++;

  return prefix;
}

gboolean
dect_ipv4_same_subnet (DectIpv4 a, DectIpv4 b, DectIpv4 netmask)
{
  return ((a.value ^ b.value) & netmask.value) == 0;
}

gboolean
dect_ipv4_is_host (DectIpv4 address, DectIpv4 netmask)
{
  guint32 host_bits = ~netmask.value;
  guint first = address.value >> 24;

  if (first == 0 || first == 127 || first >= 224)
    return FALSE;
  /* Both addresses of a /31 are hosts: RFC 3021, section 2.1. */
  if (host_bits == 1)
    return TRUE;

  return (address.value & host_bits) != 0 && (address.value & host_bits) != host_bits;
}
