/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-json-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (dect-json-error-quark, dect_json_error)

/* What may stand next. */
enum
{
  EXPECT_VALUE,
  EXPECT_FIRST_VALUE, /* after "[": a value or "]" */
  EXPECT_FIRST_KEY,   /* after "{": a key or "}" */
  EXPECT_COMMA,       /* after a value inside an object or array: "," or the closer */
  EXPECT_END,
};

/* Reads of a scanner never go beyond the text: 0 stands for its end, and no text has a 0 inside. */
static inline char
peek (const DectJsonScan *scan, const char *at)
{
  return at < scan->limit ? *at : '\0';
}

static DectJsonToken
fail (DectJsonScan *scan, DectJsonError code, const char *at, const char *reason, GError **error)
{
  guint line = 1, column;
  const char *line_start = scan->text;

  for (const char *c = scan->text; c < at; c++)
    if (*c == '\n')
      {
        line++;
        line_start = c + 1;
      }
  column = (guint) g_utf8_strlen (line_start, at - line_start) + 1;
  g_set_error (error, DECT_JSON_ERROR, code,
               /* Translators: %3$s is a sentence that says what is wrong there */
               _("Line %1$u, column %2$u: %3$s"), line, column, reason);
  scan->token = DECT_JSON_FAILED;
  return DECT_JSON_FAILED;
}

gboolean
dect_json_scan_init (
    DectJsonScan *scan, const char *text, gsize length, gsize max_bytes, GError **error)
{
  const char *valid_end;

  g_return_val_if_fail (scan != NULL, FALSE);
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  memset (scan, 0, sizeof *scan);
  scan->text = scan->start = scan->end = text != NULL ? text : "";
  scan->limit = scan->text + length;
  scan->expects = EXPECT_VALUE;
  scan->max_depth = DECT_JSON_MAX_DEPTH;
  if (length > max_bytes)
    {
      g_autofree char *limit = g_format_size_full (max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_SIZE,
                   _("The JSON text is larger than %s, which is more than this program reads."),
                   limit);
      return FALSE;
    }
  if (!g_utf8_validate_len (scan->text, length, &valid_end))
    {
      fail (scan, DECT_JSON_ERROR_UTF8, valid_end, _("the text is not UTF-8."), error);
      return FALSE;
    }
  return TRUE;
}

static DectJsonToken
found (DectJsonScan *scan, DectJsonToken token, const char *end)
{
  scan->token = token;
  scan->end = end;
  return token;
}

static DectJsonToken
found_value (DectJsonScan *scan, DectJsonToken token, const char *end)
{
  scan->expects = scan->depth > 0 ? EXPECT_COMMA : EXPECT_END;
  return found (scan, token, end);
}

/* The four digits after "\u"; -1 where they are not there. */
static gint
read_hex4 (const DectJsonScan *scan, const char *at)
{
  gint value = 0;

  for (guint i = 0; i < 4; i++)
    {
      gint digit = g_ascii_xdigit_value (peek (scan, at + i));

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* @at is behind "\u". Half a surrogate pair stands for no character, and U+0000 would end a C
 * string. */
static const char *
check_unicode_escape (const DectJsonScan *scan, const char *at)
{
  gint unit = read_hex4 (scan, at);

  if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return NULL;
  at += 4;
  if (unit < 0xD800 || unit > 0xDBFF)
    return at;
  if (peek (scan, at) != '\\' || peek (scan, at + 1) != 'u')
    return NULL;
  unit = read_hex4 (scan, at + 2);
  return unit >= 0xDC00 && unit <= 0xDFFF ? at + 6 : NULL;
}

static DectJsonToken
scan_string (DectJsonScan *scan, GError **error)
{
  const char *at = scan->start + 1;

  for (;;)
    {
      guchar c = (guchar) peek (scan, at);

      if (c == '"')
        return found_value (scan, DECT_JSON_STRING, at + 1);
      if (c < 0x20)
        return fail (scan, DECT_JSON_ERROR_SYNTAX, at,
                     at < scan->limit ? _("a control character stands in a text.")
                                      : _("the file ends inside a text."),
                     error);
      at++;
      if (c != '\\')
        continue;
      c = (guchar) peek (scan, at++);
      if (c == 'u')
        at = check_unicode_escape (scan, at);
      else if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
        at = NULL;
      if (at == NULL)
        return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start,
                     _("this text has an escape that means nothing."), error);
    }
}

static const char *
skip_digits (const DectJsonScan *scan, const char *at)
{
  while (g_ascii_isdigit (peek (scan, at)))
    at++;
  return at;
}

static DectJsonToken
scan_number (DectJsonScan *scan, GError **error)
{
  const char *at = scan->start, *digits;
  gboolean right;

  if (peek (scan, at) == '-')
    at++;
  digits = at;
  at = skip_digits (scan, at);
  right = at > digits && (*digits != '0' || at == digits + 1);
  if (right && peek (scan, at) == '.')
    {
      digits = at + 1;
      at = skip_digits (scan, digits);
      right = at > digits;
    }
  if (right && (peek (scan, at) == 'e' || peek (scan, at) == 'E'))
    {
      digits = at + 1;
      if (peek (scan, digits) == '+' || peek (scan, digits) == '-')
        digits++;
      at = skip_digits (scan, digits);
      right = at > digits;
    }
  if (!right || at - scan->start > 400)
    return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start, _("this is not a number."), error);
  return found_value (scan, DECT_JSON_NUMBER, at);
}

static DectJsonToken
scan_open (DectJsonScan *scan, char closer, GError **error)
{
  if (scan->depth >= scan->max_depth)
    return fail (scan, DECT_JSON_ERROR_DEPTH, scan->start,
                 _("objects and lists are nested too deeply here."), error);
  scan->closers[scan->depth++] = closer;
  scan->expects = closer == '}' ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
  return found (scan, closer == '}' ? DECT_JSON_BEGIN_OBJECT : DECT_JSON_BEGIN_ARRAY,
                scan->start + 1);
}

static DectJsonToken
scan_close (DectJsonScan *scan)
{
  char closer = scan->closers[--scan->depth];

  return found_value (scan, closer == '}' ? DECT_JSON_END_OBJECT : DECT_JSON_END_ARRAY,
                      scan->start + 1);
}

static DectJsonToken
scan_value (DectJsonScan *scan, GError **error)
{
  static const struct
  {
    const char *word;
    DectJsonToken token;
  } words[] = {
    { "true", DECT_JSON_TRUE },
    { "false", DECT_JSON_FALSE },
    { "null", DECT_JSON_NULL },
  };
  char c = peek (scan, scan->start);

  if (++scan->n_values > DECT_JSON_MAX_VALUES)
    return fail (scan, DECT_JSON_ERROR_VALUES, scan->start,
                 _("the file has more values than this program reads."), error);
  if (c == '{' || c == '[')
    return scan_open (scan, c == '{' ? '}' : ']', error);
  if (c == '"')
    return scan_string (scan, error);
  if (c == '-' || g_ascii_isdigit (c))
    return scan_number (scan, error);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);

      if ((gsize) (scan->limit - scan->start) >= length
          && memcmp (scan->start, words[i].word, length) == 0)
        return found_value (scan, words[i].token, scan->start + length);
    }
  return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start,
               scan->start < scan->limit ? _("a value is missing.")
                                         : _("the file ends before its value does."),
               error);
}

static const char *
skip_blanks (const DectJsonScan *scan, const char *at)
{
  while (at < scan->limit && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  return at;
}

static DectJsonToken
scan_key (DectJsonScan *scan, GError **error)
{
  const char *at;

  if (peek (scan, scan->start) != '"')
    return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start, _("the name of a member is missing."),
                 error);
  if (scan_string (scan, error) == DECT_JSON_FAILED)
    return DECT_JSON_FAILED;
  at = skip_blanks (scan, scan->end);
  if (peek (scan, at) != ':')
    return fail (scan, DECT_JSON_ERROR_SYNTAX, at, _("a colon is missing."), error);
  scan->expects = EXPECT_VALUE;
  scan->token = DECT_JSON_KEY;
  return DECT_JSON_KEY;
}

/* Behind a key comes its colon, which scan_key () has seen. */
static const char *
next_start (const DectJsonScan *scan)
{
  const char *at = skip_blanks (scan, scan->end);

  return scan->token == DECT_JSON_KEY ? skip_blanks (scan, at + 1) : at;
}

DectJsonToken
dect_json_scan_next (DectJsonScan *scan, GError **error)
{
  char c;

  g_return_val_if_fail (scan != NULL, DECT_JSON_FAILED);

  scan->start = next_start (scan);
  c = peek (scan, scan->start);
  switch (scan->expects)
    {
    case EXPECT_FIRST_KEY:
      return c == '}' ? scan_close (scan) : scan_key (scan, error);

    case EXPECT_FIRST_VALUE:
      return c == ']' ? scan_close (scan) : scan_value (scan, error);

    case EXPECT_VALUE:
      return scan_value (scan, error);

    case EXPECT_COMMA:
      if (c == scan->closers[scan->depth - 1])
        return scan_close (scan);
      if (c != ',')
        return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start,
                     _("a comma or a closing bracket is missing."), error);
      scan->start = skip_blanks (scan, scan->start + 1);
      return scan->closers[scan->depth - 1] == '}' ? scan_key (scan, error)
                                                   : scan_value (scan, error);

    default:
      if (scan->start < scan->limit)
        return fail (scan, DECT_JSON_ERROR_SYNTAX, scan->start,
                     _("something stands behind the end."), error);
      return found (scan, DECT_JSON_END, scan->limit);
    }
}

gboolean
dect_json_scan_skip (DectJsonScan *scan, GError **error)
{
  guint outside;

  g_return_val_if_fail (scan != NULL, FALSE);

  if (scan->token == DECT_JSON_KEY && dect_json_scan_next (scan, error) == DECT_JSON_FAILED)
    return FALSE;
  if (scan->token != DECT_JSON_BEGIN_OBJECT && scan->token != DECT_JSON_BEGIN_ARRAY)
    return TRUE;
  outside = scan->depth - 1;
  while (scan->depth > outside)
    if (dect_json_scan_next (scan, error) == DECT_JSON_FAILED)
      return FALSE;
  return TRUE;
}

gboolean
dect_json_scan_equal (const DectJsonScan *scan, const char *text)
{
  gsize length = scan->end - scan->start - 2;

  g_return_val_if_fail (scan->token == DECT_JSON_STRING || scan->token == DECT_JSON_KEY, FALSE);

  if (memchr (scan->start, '\\', length + 1) != NULL)
    {
      g_autofree char *own = dect_json_scan_dup_string (scan);

      return g_str_equal (own, text);
    }
  return strlen (text) == length && memcmp (scan->start + 1, text, length) == 0;
}

/* The scanner has checked the escape, so that it is there as a whole. */
static gunichar
resolve_unicode_escape (const DectJsonScan *scan, const char **at)
{
  gunichar unit = read_hex4 (scan, *at);

  *at += 4;
  if (unit >= 0xD800 && unit <= 0xDBFF)
    {
      gunichar low = read_hex4 (scan, *at + 2);

      *at += 6;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
  return unit;
}

char *
dect_json_scan_dup_string (const DectJsonScan *scan)
{
  static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *at = scan->start + 1, *last = scan->end - 1;
  char *text, *to;

  g_return_val_if_fail (scan->token == DECT_JSON_STRING || scan->token == DECT_JSON_KEY, NULL);

  /* No escape is shorter than what it stands for, so the spelling's length is enough. */
  text = to = g_malloc (last - at + 1);
  while (at < last)
    {
      if (*at != '\\')
        *to++ = *at++;
      else if (at[1] == 'u')
        {
          at += 2;
          to += g_unichar_to_utf8 (resolve_unicode_escape (scan, &at), to);
        }
      else
        {
          *to++ = meanings[strchr (escapes, at[1]) - escapes];
          at += 2;
        }
    }
  *to = '\0';
  return text;
}

double
dect_json_scan_get_number (const DectJsonScan *scan)
{
  char digits[401];
  gsize length = MIN ((gsize) (scan->end - scan->start), sizeof digits - 1);

  g_return_val_if_fail (scan->token == DECT_JSON_NUMBER, 0);

  memcpy (digits, scan->start, length);
  digits[length] = '\0';
  return g_ascii_strtod (digits, NULL);
}

guint
dect_json_scan_get_line (const DectJsonScan *scan)
{
  guint line = 1;

  g_return_val_if_fail (scan != NULL, 0);

  for (const char *c = scan->text; c < scan->start; c++)
    line += *c == '\n';
  return line;
}

gboolean
dect_json_scan_append_value (DectJsonScan *scan, GString *out, GError **error)
{
  guint outside;
  gboolean first = TRUE;

  g_return_val_if_fail (scan != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  if (scan->token == DECT_JSON_KEY && dect_json_scan_next (scan, error) == DECT_JSON_FAILED)
    return FALSE;
  g_string_append_len (out, scan->start, scan->end - scan->start);
  if (scan->token != DECT_JSON_BEGIN_OBJECT && scan->token != DECT_JSON_BEGIN_ARRAY)
    return TRUE;
  outside = scan->depth - 1;
  while (scan->depth > outside)
    {
      gboolean after_key = scan->token == DECT_JSON_KEY;
      DectJsonToken token = dect_json_scan_next (scan, error);
      gboolean closes = token == DECT_JSON_END_OBJECT || token == DECT_JSON_END_ARRAY;

      if (token == DECT_JSON_FAILED)
        return FALSE;
      if (!first && !after_key && !closes)
        g_string_append (out, ", ");
      g_string_append_len (out, scan->start, scan->end - scan->start);
      if (token == DECT_JSON_KEY)
        g_string_append (out, ": ");
      first = token == DECT_JSON_BEGIN_OBJECT || token == DECT_JSON_BEGIN_ARRAY;
    }
  return TRUE;
}

void
dect_json_append_string (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      gsize plain = 0;

      while ((guchar) text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\')
        plain++;
      g_string_append_len (out, text, plain);
      text += plain;
      if (*text == '\0')
        break;
      if (*text == '\n')
        g_string_append (out, "\\n");
      else if (*text == '\t')
        g_string_append (out, "\\t");
      else if (*text == '"' || *text == '\\')
        g_string_append_printf (out, "\\%c", *text);
      else
        g_string_append_printf (out, "\\u%04x", (guint) *text);
      text++;
    }
  g_string_append_c (out, '"');
}

gboolean
dect_json_check (GBytes *bytes, gsize max_bytes, GError **error)
{
  DectJsonScan scan;
  gsize length;
  const char *text;

  g_return_val_if_fail (bytes != NULL, FALSE);

  text = g_bytes_get_data (bytes, &length);
  if (!dect_json_scan_init (&scan, text, length, max_bytes, error))
    return FALSE;
  do
    dect_json_scan_next (&scan, error);
  while (scan.token != DECT_JSON_FAILED && scan.token != DECT_JSON_END);
  return scan.token == DECT_JSON_END;
}

JsonNode *
dect_json_parse (GBytes *bytes, gsize max_bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) parse_error = NULL;
  gsize length;
  const char *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!dect_json_check (bytes, max_bytes, error))
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text, length, &parse_error))
    {
      g_set_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_SYNTAX, "%s", parse_error->message);
      return NULL;
    }
  return json_parser_steal_root (parser);
}
