/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (dect-pbx-error-quark, dect_pbx_error)

/* 18 digits always fit into 64 bits. */
#define MAX_INTEGER_DIGITS 18
#define MAX_NUMBER_LENGTH 64

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_KEY,
  EXPECT_KEY_OR_END,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expect;

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  char        open[DECT_PBX_JSON_MAX_DEPTH];
  guint       depth;
} Scanner;

static gboolean
fail (const Scanner *self,
      const char    *what,
      GError       **error)
{
  guint line = 1;
  const char *line_start = self->start;

  for (const char *c = self->start; c < self->at && c < self->end; c++)
    if (*c == '\n')
      {
        line++;
        line_start = c + 1;
      }
  /* Translators: line and column of a text, then what is wrong there. */
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED, _("Line %u, column %ld: %s"), line,
               g_utf8_strlen (line_start, self->at - line_start) + 1, what);
  return FALSE;
}

static gboolean
fail_syntax (const Scanner *self,
             const char    *what,
             GError       **error)
{
  if (self->at >= self->end)
    what = _("the text ends too early.");
  return fail (self, what, error);
}

static int
peek (const Scanner *self)
{
  return self->at < self->end ? (unsigned char) *self->at : -1;
}

static void
skip_blanks (Scanner *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL)
    self->at++;
}

/* Reads the four digits of \uXXXX; -1 when they are not there. */
static int
scan_unit (Scanner *self)
{
  int unit = 0;

  for (guint i = 0; i < 4; i++, self->at++)
    {
      if (peek (self) < 0 || !g_ascii_isxdigit (*self->at))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (*self->at);
    }
  return unit;
}

static gboolean
scan_unicode_escape (Scanner *self,
                     GError **error)
{
  int unit = scan_unit (self);

  if (unit < 0)
    return fail_syntax (self, _("four hexadecimal digits are expected after \\u."), error);
  if (unit == 0)
    return fail (self, _("a text holds the character NUL."), error);
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (self->end - self->at >= 2 && self->at[0] == '\\' && self->at[1] == 'u')
        {
          self->at += 2;
          unit = scan_unit (self);
          if (unit >= 0xdc00 && unit < 0xe000)
            return TRUE;
        }
      unit = 0xdc00;
    }
  if (unit >= 0xdc00 && unit < 0xe000)
    return fail (self, _("a text holds half of a character."), error);
  return TRUE;
}

static gboolean
scan_string (Scanner *self,
             GError **error)
{
  for (self->at++; peek (self) != '"'; )
    {
      if (peek (self) < 0x20)
        return fail_syntax (self, _("a text holds a control character."), error);
      if (*self->at++ != '\\')
        continue;
      if (peek (self) == 'u')
        {
          self->at++;
          if (!scan_unicode_escape (self, error))
            return FALSE;
        }
      else if (peek (self) < 0 || strchr ("\"\\/bfnrt", *self->at) == NULL || *self->at == '\0')
        return fail_syntax (self, _("a backslash stands before a character it cannot stand before."), error);
      else
        self->at++;
    }
  self->at++;
  return TRUE;
}

static guint
scan_digits (Scanner *self)
{
  const char *start = self->at;

  while (peek (self) >= '0' && peek (self) <= '9')
    self->at++;
  return self->at - start;
}

static gboolean
scan_number (Scanner *self,
             GError **error)
{
  const char *start = self->at;
  gboolean whole = TRUE;
  guint digits;

  if (peek (self) == '-')
    self->at++;
  const char *first = self->at;
  digits = scan_digits (self);
  if (digits == 0 || (digits > 1 && *first == '0'))
    return fail_syntax (self, _("this is no number."), error);
  if (peek (self) == '.')
    {
      whole = FALSE;
      self->at++;
      if (scan_digits (self) == 0)
        return fail_syntax (self, _("a digit is expected after the decimal point."), error);
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      whole = FALSE;
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      if (scan_digits (self) == 0)
        return fail_syntax (self, _("a digit is expected in the exponent."), error);
    }

  char text[MAX_NUMBER_LENGTH + 1] = { 0 };
  gsize length = self->at - start;
  gboolean fits = length <= MAX_NUMBER_LENGTH && (!whole || digits <= MAX_INTEGER_DIGITS);
  if (fits)
    {
      memcpy (text, start, length);
      fits = isfinite (g_ascii_strtod (text, NULL));
    }
  return fits || fail (self, _("the number is too large."), error);
}

static gboolean
scan_word (Scanner *self,
           GError **error)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      if ((gsize) (self->end - self->at) >= length && memcmp (self->at, words[i], length) == 0)
        {
          self->at += length;
          return TRUE;
        }
    }
  return fail_syntax (self, _("a value is expected."), error);
}

static gboolean
scan_open (Scanner *self,
           Expect  *expect,
           GError **error)
{
  if (self->depth >= DECT_PBX_JSON_MAX_DEPTH)
    return fail (self, _("lists and objects are nested too deeply."), error);
  self->open[self->depth++] = *self->at;
  *expect = *self->at == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  self->at++;
  return TRUE;
}

static gboolean
scan_value (Scanner *self,
            Expect  *expect,
            GError **error)
{
  int c = peek (self);

  if (c == '{' || c == '[')
    return scan_open (self, expect, error);
  *expect = self->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
  if (c == '"')
    return scan_string (self, error);
  if (c == '-' || (c >= '0' && c <= '9'))
    return scan_number (self, error);
  return scan_word (self, error);
}

static gboolean
scan_key (Scanner *self,
          Expect  *expect,
          GError **error)
{
  if (peek (self) != '"')
    return fail_syntax (self, _("the name of a member is expected."), error);
  if (!scan_string (self, error))
    return FALSE;
  skip_blanks (self);
  if (peek (self) != ':')
    return fail_syntax (self, _("a colon is expected after the name of a member."), error);
  self->at++;
  *expect = EXPECT_VALUE;
  return TRUE;
}

/* One step at a point where no blank stands. */
static gboolean
scan_step (Scanner *self,
           Expect  *expect,
           GError **error)
{
  gboolean may_end = *expect == EXPECT_COMMA_OR_END || *expect == EXPECT_KEY_OR_END || *expect == EXPECT_VALUE_OR_END;

  if (may_end && peek (self) == (self->open[self->depth - 1] == '{' ? '}' : ']'))
    {
      self->at++;
      self->depth--;
      *expect = self->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_NOTHING;
      return TRUE;
    }
  if (*expect == EXPECT_COMMA_OR_END)
    {
      if (peek (self) != ',')
        return fail_syntax (self, _("a comma or the end of the list or object is expected."), error);
      self->at++;
      *expect = self->open[self->depth - 1] == '{' ? EXPECT_KEY : EXPECT_VALUE;
      return TRUE;
    }
  if (*expect == EXPECT_KEY || *expect == EXPECT_KEY_OR_END)
    return scan_key (self, expect, error);
  return scan_value (self, expect, error);
}

static gboolean
scan_document (Scanner *self,
               GError **error)
{
  Expect expect = EXPECT_VALUE;
  const char *invalid;

  if (!g_utf8_validate_len (self->at, self->end - self->at, &invalid))
    {
      self->at = invalid;
      return fail (self, _("this is not UTF-8 text."), error);
    }
  skip_blanks (self);
  if (self->at == self->end)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED, _("There is no JSON in it."));
      return FALSE;
    }
  while (expect != EXPECT_NOTHING)
    {
      if (!scan_step (self, &expect, error))
        return FALSE;
      skip_blanks (self);
    }
  return self->at == self->end || fail_syntax (self, _("more text follows the end of the JSON."), error);
}

JsonNode *
dect_pbx_json_parse (const char *data,
                     gsize       length,
                     GError    **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Scanner scanner = { .start = data, .at = data, .end = data + length };

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    scanner.start = scanner.at = data + 3;
  if (!scan_document (&scanner, error)
      || !json_parser_load_from_data (parser, scanner.start, scanner.end - scanner.start, error))
    return NULL;
  return json_node_ref (json_parser_get_root (parser));
}

static JsonNode *
get_node (JsonObject  *object,
          const char  *name,
          JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

JsonObject *
dect_pbx_json_get_object (JsonObject *object,
                          const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
dect_pbx_json_get_array (JsonObject *object,
                         const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

const char *
dect_pbx_json_get_string (JsonObject *object,
                          const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
dect_pbx_json_get_int (JsonObject *object,
                       const char *name,
                       gint64      fallback)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : fallback;
}

gboolean
dect_pbx_json_get_bool (JsonObject *object,
                        const char *name,
                        gboolean    fallback)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : fallback;
}
