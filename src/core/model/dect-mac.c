/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-mac.h"

#include "model/dect-i18n.h"
#include "model/dect-identity-private.h"

#include <string.h>

#define N_DIGITS 12

static const DectIdentityWords words = {
  .empty = N_("The MAC address is empty; type the 12 digits from the label."),
  .separator
  = N_("Character %u of the MAC address is “%s”, which does not belong there; separate pairs "
        "of digits with one kind of mark, as in 00:30:42:1B:7F:05."),
  .lengthy = N_("The MAC address is longer than %u characters; it has 12 digits."),
};

static const char not_hex[]
    = N_("Character %u of the MAC address is “%s”; only 0-9 and A-F can stand there.");

static gboolean
check_length (guint n, GError **error)
{
  if (n == N_DIGITS)
    return TRUE;

  if (n == N_DIGITS - 1)
    g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
                 _("One digit is missing: %u of 12. Compare the MAC address with the label."), n);
  else if (n < N_DIGITS)
    g_set_error (
        error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
        ngettext ("%u digit is missing: %u of 12. Compare the MAC address with the label.",
                  "%u digits are missing: %u of 12. Compare the MAC address with the label.",
                  N_DIGITS - n),
        N_DIGITS - n, n);
  else
    g_set_error (
        error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
        ngettext (
            "%u digit is too many: %u instead of 12. Compare the MAC address with the label.",
            "%u digits are too many: %u instead of 12. Compare the MAC address with the label.",
            n - N_DIGITS),
        n - N_DIGITS, n);
  return FALSE;
}

/* The mark before the third or the fifth digit decides the grouping; every other place has to agree
 * with it. */
static gboolean
check_separators (const DectIdentityText *text, GError **error)
{
  gunichar mark = text->before[2] != 0 ? text->before[2] : text->before[4];
  guint group = text->before[2] != 0 ? 2 : 4;

  for (guint i = 1; i < N_DIGITS; i++)
    {
      gunichar expected = i % group == 0 ? mark : 0;
      gunichar found = text->before[i];

      if (group == 4 && mark != 0 && mark != '.')
        expected = 0;
      if (found == expected)
        continue;

      if (found != 0)
        dect_identity_set_place_error (error, DECT_IDENTITY_ERROR_CHARACTER, words.separator,
                                       text->before_places[i], found);
      else
        g_set_error (
            error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHARACTER,
            _("The mark between the digits is missing before character %u of the MAC address; "
               "write it everywhere or nowhere."),
            text->places[i]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_reserved (const DectMac *mac, GError **error)
{
  static const DectMac zero = { { 0 } };

  if (dect_mac_equal (mac, &zero))
    {
      g_set_error_literal (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RESERVED,
          _("No device has the MAC address of zeros only; type the one on the label."));
      return FALSE;
    }
  if (mac->octets[0] & 1)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RESERVED,
                   _("A MAC address that starts with %02X belongs to a group, never to one "
                      "device; check its "
                      "first two digits."),
                   mac->octets[0]);
      return FALSE;
    }

  return TRUE;
}

gboolean
dect_mac_parse (const char *text, DectMac *mac, GError **error)
{
  DectIdentityText cut;
  DectMac parsed = { { 0 } };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (mac != NULL, FALSE);

  if (!dect_identity_text_init (&cut, text, ":-. ", &words, error))
    return FALSE;

  for (guint i = 0; i < cut.n; i++)
    {
      guint8 digit;

      if (!dect_identity_text_digit (&cut, i, 16, not_hex, &digit, error))
        return FALSE;
      if (i < N_DIGITS)
        parsed.octets[i / 2] |= i % 2 == 0 ? digit << 4 : digit;
    }

  if (!check_length (cut.n, error) || !check_separators (&cut, error)
      || !check_reserved (&parsed, error))
    return FALSE;

  *mac = parsed;
  return TRUE;
}

char *
dect_mac_to_string (const DectMac *mac)
{
  g_return_val_if_fail (mac != NULL, NULL);

  return g_strdup_printf ("%02X:%02X:%02X:%02X:%02X:%02X", mac->octets[0], mac->octets[1],
                          mac->octets[2], mac->octets[3], mac->octets[4], mac->octets[5]);
}

char *
dect_mac_to_key (const DectMac *mac)
{
  g_return_val_if_fail (mac != NULL, NULL);

  return g_strdup_printf ("%02x%02x%02x%02x%02x%02x", mac->octets[0], mac->octets[1],
                          mac->octets[2], mac->octets[3], mac->octets[4], mac->octets[5]);
}

gboolean
dect_mac_equal (const DectMac *a, const DectMac *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return memcmp (a->octets, b->octets, sizeof a->octets) == 0;
}
