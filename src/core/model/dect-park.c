/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-park.h"

#include "model/dect-i18n.h"
#include "model/dect-identity-private.h"

#define N_HEX_DIGITS 10
#define N_KEYPAD_DIGITS 13
#define N_KEYPAD 14
/* The only PARK length indicator for which a keypad form is known (class B). */
#define PLI_CLASS_B 31

static const DectIdentityWords words = {
  .empty
  = N_("The PARK is empty; type its 10 hex digits or the 14 characters that handsets take."),
  .separator = N_(
      "Character %u of the PARK is “%s”, which does not belong there; write it as in 1F102A7158."),
  .lengthy = N_("The PARK is longer than %u characters; it has 10 hex digits, or 14 characters."),
};

static const char not_hex[]
    = N_("Character %u of the PARK is “%s”; only 0-9 and A-F can stand there.");
static const char not_octal[] = N_("Character %u of the PARK is “%s”; only 0-7 can stand there.");
static const char not_decimal[]
    = N_("Character %u of the PARK is “%s”; only 0-9 can stand there, and * as the last "
          "character.");

static gboolean
parse_hex (const DectIdentityText *text, DectPark *park, GError **error)
{
  DectPark parsed = { { 0 } };

  for (guint i = 0; i < N_HEX_DIGITS; i++)
    {
      guint8 digit;

      if (!dect_identity_text_digit (text, i, 16, not_hex, &digit, error))
        return FALSE;
      parsed.octets[i / 2] |= i % 2 == 0 ? digit << 4 : digit;
    }

  if (parsed.octets[0] == 0)
    {
      g_set_error_literal (
          error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
          _("The PARK starts with 00, so it would hold no digits; most start with 1F."));
      return FALSE;
    }
  if (parsed.octets[0] == PLI_CLASS_B && parsed.octets[1] & 0x80)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("A PARK that starts with 1F goes on with a digit from 0 to 7, not with “%X” "
                      "(character %u)."),
                   parsed.octets[1] >> 4, text->places[2]);
      return FALSE;
    }

  *park = parsed;
  return TRUE;
}

static gboolean
check_keypad (const DectIdentityText *text, const guint8 *digits, GError **error)
{
  char wanted = dect_identity_check_character (digits, N_KEYPAD_DIGITS);

  if (text->chars[N_KEYPAD_DIGITS] != (gunichar) wanted)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_CHECK,
                   _("The check character at the end of the PARK is “%c”, but its digits need "
                      "“%c”; compare "
                      "all of it with the web page of the OMM."),
                   (char) text->chars[N_KEYPAD_DIGITS], wanted);
      return FALSE;
    }
  if (digits[0] * 10 + digits[1] != PLI_CLASS_B)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("A PARK of 14 characters starts with 31, not with %u%u; type the 10 hex "
                      "digits instead."),
                   digits[0], digits[1]);
      return FALSE;
    }
  /* 28 bits in 10 octal digits: the lower two bits of the last one stay empty. */
  if (digits[N_KEYPAD_DIGITS - 1] & 3)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE,
                   _("Character %u of the PARK is %u; only 0 or 4 is possible there."),
                   text->places[N_KEYPAD_DIGITS - 1], digits[N_KEYPAD_DIGITS - 1]);
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_keypad (const DectIdentityText *text, DectPark *park, GError **error)
{
  guint8 digits[N_KEYPAD] = { 0 };
  guint64 bits = 0;

  for (guint i = 0; i < N_KEYPAD; i++)
    {
      gboolean octal = i >= 2 && i < N_KEYPAD_DIGITS;

      if (i == N_KEYPAD_DIGITS && text->chars[i] == '*')
        continue;
      if (!dect_identity_text_digit (text, i, octal ? 8 : 10, octal ? not_octal : not_decimal,
                                     &digits[i], error))
        return FALSE;
      if (octal)
        bits = bits << 3 | digits[i];
    }
  if (!check_keypad (text, digits, error))
    return FALSE;

  bits >>= 2;
  park->octets[0] = PLI_CLASS_B;
  for (guint i = 0; i < 4; i++)
    park->octets[4 - i] = (guint8) (bits >> (8 * i));
  return TRUE;
}

gboolean
dect_park_parse (const char *text, DectPark *park, GError **error)
{
  DectIdentityText cut;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (park != NULL, FALSE);

  if (!dect_identity_text_init (&cut, text, "-: ", &words, error))
    return FALSE;

  if (cut.n == N_HEX_DIGITS)
    return parse_hex (&cut, park, error);
  if (cut.n == N_KEYPAD)
    return parse_keypad (&cut, park, error);

  for (guint i = 0; i < cut.n; i++)
    {
      guint8 digit;

      if (!(i == cut.n - 1 && cut.chars[i] == '*')
          && !dect_identity_text_digit (&cut, i, 16, not_hex, &digit, error))
        return FALSE;
    }
  g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH,
               ngettext ("The PARK has %u character; it needs 10 hex digits, or the 14 characters "
                         "that handsets take.",
                         "The PARK has %u characters; it needs 10 hex digits, or the 14 characters "
                         "that handsets take.",
                         cut.n),
               cut.n);
  return FALSE;
}

char *
dect_park_to_string (const DectPark *park)
{
  g_return_val_if_fail (park != NULL, NULL);

  return g_strdup_printf ("%02X%02X%02X%02X%02X", park->octets[0], park->octets[1], park->octets[2],
                          park->octets[3], park->octets[4]);
}

char *
dect_park_to_keypad (const DectPark *park)
{
  guint8 digits[N_KEYPAD_DIGITS];
  char text[N_KEYPAD + 1] = { 0 };
  guint64 bits = 0;

  g_return_val_if_fail (park != NULL, NULL);

  if (park->octets[0] != PLI_CLASS_B)
    return NULL;

  for (guint i = 1; i < 5; i++)
    bits = bits << 8 | park->octets[i];
  bits <<= 2;
  digits[0] = PLI_CLASS_B / 10;
  digits[1] = PLI_CLASS_B % 10;
  for (guint i = N_KEYPAD_DIGITS; i-- > 2; bits >>= 3)
    digits[i] = bits & 7;

  for (guint i = 0; i < N_KEYPAD_DIGITS; i++)
    text[i] = (char) ('0' + digits[i]);
  text[N_KEYPAD_DIGITS] = dect_identity_check_character (digits, N_KEYPAD_DIGITS);
  return g_strdup (text);
}
