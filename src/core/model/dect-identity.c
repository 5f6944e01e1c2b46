/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-identity-private.h"

#include "model/dect-i18n.h"

#include <string.h>

/* g_utf8_get_char_validated () answers this range for bytes that are no character; so does ours,
 * one byte at a time. */
#define BAD_BYTE 0x80000000u

/* clang-format off */
G_DEFINE_QUARK (dect-identity-error-quark, dect_identity_error)
/* clang-format on */

static gunichar
next_character (const char **p)
{
  gunichar c = g_utf8_get_char_validated (*p, -1);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      c = BAD_BYTE | (guint8) * *p;
      (*p)++;
    }
  else
    *p = g_utf8_next_char (*p);

  return c;
}

static gboolean
is_blank (gunichar c)
{
  return c < BAD_BYTE && g_unichar_isspace (c);
}

static char *
show_character (gunichar c)
{
  char utf8[7] = { 0 };

  if (c >= BAD_BYTE)
    return g_strdup_printf ("\\x%02X", c & 0xff);
  if (!g_unichar_isprint (c))
    return g_strdup_printf ("U+%04X", c);

  g_unichar_to_utf8 (c, utf8);
  return g_strdup (utf8);
}

void
dect_identity_set_place_error (
    GError **error, DectIdentityError code, const char *sentence, guint place, gunichar character)
{
  g_autofree char *shown = show_character (character);

  g_set_error (error, DECT_IDENTITY_ERROR, code, _(sentence), place, shown);
}

/* Takes a separator into @pending; a blank beside another separator does not count. */
static gboolean
note_separator (const DectIdentityText *self,
                gunichar c,
                guint place,
                gunichar *pending,
                guint *pending_place,
                GError **error)
{
  if (c == ' ')
    {
      if (*pending != 0 || self->n == 0)
        return TRUE;
    }
  else if (self->n == 0 || (*pending != 0 && *pending != ' '))
    {
      dect_identity_set_place_error (error, DECT_IDENTITY_ERROR_CHARACTER, self->words->separator,
                                     place, c);
      return FALSE;
    }

  *pending = c;
  *pending_place = place;
  return TRUE;
}

static gboolean
note_character (DectIdentityText *self,
                gunichar c,
                guint place,
                gunichar before,
                guint before_place,
                GError **error)
{
  if (self->n == DECT_IDENTITY_MAX)
    {
      g_set_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH, _(self->words->lengthy),
                   DECT_IDENTITY_MAX);
      return FALSE;
    }

  self->chars[self->n] = c;
  self->places[self->n] = place;
  self->before[self->n] = before;
  self->before_places[self->n] = before_place;
  self->n++;
  return TRUE;
}

gboolean
dect_identity_text_init (DectIdentityText *self,
                         const char *text,
                         const char *separators,
                         const DectIdentityWords *words,
                         GError **error)
{
  gunichar pending = 0;
  guint pending_place = 0;
  guint place = 0;

  *self = (DectIdentityText){ .words = words };

  for (const char *p = text; *p != '\0';)
    {
      gunichar c = next_character (&p);

      place++;
      if (is_blank (c))
        c = ' ';
      if (c == ' ' || (c < 0x80 && strchr (separators, (int) c) != NULL))
        {
          if (!note_separator (self, c, place, &pending, &pending_place, error))
            return FALSE;
          continue;
        }
      if (pending == ' ' && strchr (separators, ' ') == NULL)
        {
          dect_identity_set_place_error (error, DECT_IDENTITY_ERROR_CHARACTER, words->separator,
                                         pending_place, pending);
          return FALSE;
        }
      if (!note_character (self, c, place, pending, pending_place, error))
        return FALSE;
      pending = 0;
    }

  if (self->n == 0)
    {
      g_set_error_literal (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_EMPTY, _(words->empty));
      return FALSE;
    }
  if (pending != 0 && pending != ' ')
    {
      dect_identity_set_place_error (error, DECT_IDENTITY_ERROR_CHARACTER, words->separator,
                                     pending_place, pending);
      return FALSE;
    }

  return TRUE;
}

gboolean
dect_identity_text_digit (const DectIdentityText *self,
                          guint i,
                          guint base,
                          const char *sentence,
                          guint8 *digit,
                          GError **error)
{
  gunichar c = self->chars[i];
  gint value = c < 0x80 ? g_ascii_xdigit_value ((char) c) : -1;

  if (value < 0 || value >= (gint) base)
    {
      dect_identity_set_place_error (error, DECT_IDENTITY_ERROR_CHARACTER, sentence,
                                     self->places[i], c);
      return FALSE;
    }

  *digit = (guint8) value;
  return TRUE;
}

gboolean
dect_identity_text_has_separators (const DectIdentityText *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (self->before[i] != 0)
        return TRUE;
    }

  return FALSE;
}

char
dect_identity_check_character (const guint8 *digits, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += digits[i] * (i + 1);

  return "0123456789*"[sum % 11];
}
