/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-ipei.h"

#include "model/dect-i18n.h"
#include "model/dect-identity-private.h"

#define N_DIGITS 12
#define N_CHARACTERS 13
#define N_HEX_DIGITS 10
#define EMC_MAX 65535
#define PSN_MAX 1048575

static const DectIdentityWords words = {
  .empty
  = N_("The IPEI is empty; type the 13 characters from the label in the battery compartment."),
  .separator = N_("Character %u of the IPEI is “%s”, which does not belong there; write it as in "
                   "00077 0115484 2."),
  .lengthy = N_("The IPEI is longer than %u characters; it has 12 digits and a check character."),
};

static const char not_decimal[]
    = N_("Character %u of the IPEI is “%s”; only 0-9 can stand there, and * as the last "
          "character.");
static const char not_hex[]
    = N_("Character %u of the IPEI is “%s”; its form of 10 hex digits has 0-9 and A-F only.");

static gboolean
check_ranges (guint32 emc, guint32 psn, GError **error)
{
  if (emc == 0)
    {
      g_set_error_literal (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
          _("The maker's part of the IPEI, its first five digits, is 0, which no maker has; "
             "compare it with the label."));
      return FALSE;
    }
  if (emc > EMC_MAX)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("The maker's part of the IPEI, its first five digits, is %u; at most 65535 "
                      "is possible. "
                      "Compare it with the label."),
                   emc);
      return FALSE;
    }
  if (psn > PSN_MAX)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("The serial number in the IPEI, its digits 6 to 12, is %u; at most 1048575 "
                      "is possible. "
                      "Compare it with the label."),
                   psn);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_hex (const DectIdentityText *text, DectIpei *ipei, GError **error)
{
  guint64 value = 0;

  for (guint i = 0; i < N_HEX_DIGITS; i++)
    {
      guint8 digit;

      if (!dect_identity_text_digit (text, i, 16, not_hex, &digit, error))
        return FALSE;
      value = value << 4 | digit;
    }

  if (value >> 36 != 0)
    {
      g_set_error_literal (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
          _("An IPEI of 10 hex digits starts with 0; if these are decimal digits, leading "
             "zeros or the check character are missing."));
      return FALSE;
    }
  if (!check_ranges ((guint32) (value >> 20), (guint32) (value & PSN_MAX), error))
    return FALSE;

  ipei->emc = (guint16) (value >> 20);
  ipei->psn = (guint32) (value & PSN_MAX);
  return TRUE;
}

static gboolean
check_length (const DectIdentityText *text, const guint8 *digits, GError **error)
{
  if (text->n == N_CHARACTERS)
    return TRUE;

  if (text->n == N_DIGITS)
    g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
                 _("One character of the IPEI is missing: 12 of 13. If it is the check character "
                    "at the end, "
                    "these digits need “%c”; compare it with the label."),
                 dect_identity_check_character (digits, N_DIGITS));
  else if (text->n < N_CHARACTERS)
    g_set_error (
        error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
        ngettext ("%u character of the IPEI is missing: %u of 13. Compare it with the label.",
                  "%u characters of the IPEI are missing: %u of 13. Compare it with the label.",
                  N_CHARACTERS - text->n),
        N_CHARACTERS - text->n, text->n);
  else
    g_set_error (
        error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
        ngettext (
            "%u character of the IPEI is too many: %u instead of 13. Compare it with the label.",
            "%u characters of the IPEI are too many: %u instead of 13. Compare it with the label.",
            text->n - N_CHARACTERS),
        text->n - N_CHARACTERS, text->n);
  return FALSE;
}

static guint32
decimal (const guint8 *digits, guint n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + digits[i];

  return value;
}

static gboolean
parse_decimal (const DectIdentityText *text, DectIpei *ipei, GError **error)
{
  guint8 digits[DECT_IDENTITY_MAX] = { 0 };
  gunichar last = text->chars[text->n - 1];
  guint n_digits = last == '*' ? text->n - 1 : text->n;
  char wanted;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!dect_identity_text_digit (text, i, 10, not_decimal, &digits[i], error))
        return FALSE;
    }
  if (!check_length (text, digits, error)
      || !check_ranges (decimal (digits, 5), decimal (digits + 5, 7), error))
    return FALSE;

  wanted = dect_identity_check_character (digits, N_DIGITS);
  if (last != (gunichar) wanted)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHECK,
                   _("The check character at the end of the IPEI is “%c”, but its digits need "
                      "“%c”; compare "
                      "all of it with the label."),
                   (char) last, wanted);
      return FALSE;
    }

  ipei->emc = (guint16) decimal (digits, 5);
  ipei->psn = decimal (digits + 5, 7);
  return TRUE;
}

gboolean
dect_ipei_parse (const char *text, DectIpei *ipei, GError **error)
{
  DectIdentityText cut;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ipei != NULL, FALSE);

  if (!dect_identity_text_init (&cut, text, "- ", &words, error))
    return FALSE;

  /* With a star at the end it is a decimal IPEI that is too short, and is told so. */
  if (cut.n == N_HEX_DIGITS && !dect_identity_text_has_separators (&cut)
      && cut.chars[N_HEX_DIGITS - 1] != '*')
    return parse_hex (&cut, ipei, error);

  return parse_decimal (&cut, ipei, error);
}

char
dect_ipei_check_character (const DectIpei *ipei)
{
  guint8 digits[N_DIGITS];
  guint32 emc, psn;

  g_return_val_if_fail (ipei != NULL, '0');

  emc = ipei->emc;
  psn = ipei->psn;
  for (guint i = 5; i-- > 0; emc /= 10)
    digits[i] = emc % 10;
  for (guint i = N_DIGITS; i-- > 5; psn /= 10)
    digits[i] = psn % 10;

  return dect_identity_check_character (digits, N_DIGITS);
}

char *
dect_ipei_to_string (const DectIpei *ipei)
{
  g_return_val_if_fail (ipei != NULL, NULL);

  return g_strdup_printf ("%05u%07u%c", ipei->emc, ipei->psn, dect_ipei_check_character (ipei));
}

char *
dect_ipei_to_display (const DectIpei *ipei)
{
  g_return_val_if_fail (ipei != NULL, NULL);

  return g_strdup_printf ("%05u %07u %c", ipei->emc, ipei->psn, dect_ipei_check_character (ipei));
}

char *
dect_ipei_to_hex (const DectIpei *ipei)
{
  g_return_val_if_fail (ipei != NULL, NULL);

  return g_strdup_printf ("%05X%05X", ipei->emc, ipei->psn);
}

gboolean
dect_ipei_equal (const DectIpei *a, const DectIpei *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->emc == b->emc && a->psn == b->psn;
}
