/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* clang-format off */
G_DEFINE_QUARK (dect-csv-error-quark, dect_csv_error)
/* clang-format on */

struct _DectCsvReader
{
  char *text; /* UTF-8, without byte order mark */
  const char *p;
  const char *line_start;
  const char *encoding;
  GString *fields; /* the row's fields, each ended by a zero byte */
  GArray *offsets; /* of gsize, into fields */
  char separator;
  guint line;     /* of p */
  guint row_line; /* where the row starts */
  guint n_rows;
};

/* What the bytes 0x80 to 0x9F are in CP1252; 0 = nothing. Below and above it is Latin-1. */
static const guint16 cp1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Whether a spreadsheet would calculate @text, were it not for apostrophes before it. */
static gboolean
is_formula (const char *text)
{
  char *end;

  text += strspn (text, "'");
  if (*text == '\0' || strchr ("=+-@", *text) == NULL)
    return FALSE;
  g_ascii_strtod (text, &end);
  return *end != '\0';
}

char *
dect_csv_guard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strconcat (is_formula (text) ? "'" : "", text, NULL);
}

void
dect_csv_append_quoted (GString *row, const char *text)
{
  g_return_if_fail (row != NULL && text != NULL);

  g_string_append_c (row, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *p);
    }
  g_string_append_c (row, '"');
}

void
dect_csv_append_cell (GString *row, const char *text)
{
  g_autofree char *cell = NULL;
  gsize n;

  g_return_if_fail (row != NULL && text != NULL);

  cell = dect_csv_guard (text);
  n = strlen (cell);
  if (strpbrk (cell, ",;\t\"\r\n") == NULL && (n == 0 || (cell[0] != ' ' && cell[n - 1] != ' ')))
    g_string_append (row, cell);
  else
    dect_csv_append_quoted (row, cell);
}

static guint
line_of (const char *text, const char *at)
{
  guint line = 1;

  for (const char *p = text; p < at; p++)
    {
      if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        line++;
    }

  return line;
}

static char *
convert_cp1252 (const char *data, gsize size, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (size + size / 8);

  for (gsize i = 0; i < size; i++)
    {
      guint8 byte = (guint8) data[i];
      gunichar c = byte >= 0x80 && byte < 0xa0 ? cp1252[byte - 0x80] : byte;

      if (c == 0)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_ENCODING,
                       _("Line %u: the text is neither UTF-8 nor Windows (CP1252); save the file "
                          "as CSV in UTF-8."),
                       line_of (data, data + i));
          return NULL;
        }
      g_string_append_unichar (text, c);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
decode (GBytes *bytes, const char **encoding, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean marked = size >= 3 && memcmp (data, "\357\273\277", 3) == 0;
  const char *bad;

  *encoding = "UTF-8";
  if (marked)
    {
      data += 3;
      size -= 3;
    }
  if (size == 0)
    return g_strdup ("");

  if ((size >= 2 && (memcmp (data, "\377\376", 2) == 0 || memcmp (data, "\376\377", 2) == 0))
      || memchr (data, 0, size) != NULL)
    {
      g_set_error_literal (
          error, DECT_CSV_ERROR, DECT_CSV_ERROR_ENCODING,
          _("This is no CSV text, or CSV in UTF-16; save the file as CSV in UTF-8."));
      return NULL;
    }
  if (g_utf8_validate (data, (gssize) size, &bad))
    return g_strndup (data, size);
  if (marked)
    {
      g_set_error (
          error, DECT_CSV_ERROR, DECT_CSV_ERROR_ENCODING,
          _("Line %u: the file says it is UTF-8, but this is not; save it as CSV in UTF-8 again."),
          line_of (data, bad));
      return NULL;
    }

  *encoding = "CP1252";
  return convert_cp1252 (data, size, error);
}

static gboolean
take_declared_separator (DectCsvReader *self)
{
  char separator;

  if (g_ascii_strncasecmp (self->p, "sep=", 4) != 0)
    return FALSE;
  separator = self->p[4];
  if (separator == '\0' || strchr (",;\t", separator) == NULL
      || (self->p[5] != '\0' && self->p[5] != '\r' && self->p[5] != '\n'))
    return FALSE;

  self->separator = separator;
  self->p += 5;
  if (*self->p == '\r' && self->p[1] == '\n')
    self->p++;
  if (*self->p != '\0')
    self->p++;
  self->line++;
  self->line_start = self->p;
  return TRUE;
}

static void
detect_separator (DectCsvReader *self)
{
  guint n_commas = 0, n_semicolons = 0, n_tabs = 0;
  gboolean quoted = FALSE;

  for (const char *p = self->p + strspn (self->p, " \r\n");
       *p != '\0' && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted)
        {
          n_commas += *p == ',';
          n_semicolons += *p == ';';
          n_tabs += *p == '\t';
        }
    }

  if (n_semicolons > n_commas && n_semicolons >= n_tabs)
    self->separator = ';';
  else if (n_tabs > n_commas)
    self->separator = '\t';
  else
    self->separator = ',';
}

DectCsvReader *
dect_csv_reader_new (GBytes *bytes, GError **error)
{
  g_autofree char *text = NULL;
  const char *encoding;
  DectCsvReader *self;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_bytes_get_size (bytes) > DECT_CSV_MAX_BYTES)
    {
      g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_SIZE,
                   _("The file is larger than %u MB; a CSV file of a site is far smaller."),
                   DECT_CSV_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  text = decode (bytes, &encoding, error);
  if (text == NULL)
    return NULL;

  self = g_new0 (DectCsvReader, 1);
  self->text = g_steal_pointer (&text);
  self->p = self->line_start = self->text;
  self->encoding = encoding;
  self->line = 1;
  self->fields = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (!take_declared_separator (self))
    detect_separator (self);
  return self;
}

void
dect_csv_reader_free (DectCsvReader *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_string_free (self->fields, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

static guint
place_in_line (const DectCsvReader *self)
{
  return (guint) g_utf8_pointer_to_offset (self->line_start, self->p) + 1;
}

/* Steps over a line end, CRLF as one. */
static void
skip_line_end (DectCsvReader *self)
{
  if (*self->p == '\r' && self->p[1] == '\n')
    self->p++;
  self->p++;
  self->line++;
  self->line_start = self->p;
}

static gboolean
fail_quote (DectCsvReader *self, const char *sentence, guint line, guint place, GError **error)
{
  g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_QUOTE, _(sentence), line, place);
  return FALSE;
}

static gboolean
read_quoted (DectCsvReader *self, gsize start, GError **error)
{
  guint line = self->line;
  guint place = place_in_line (self);

  self->p++;
  for (;;)
    {
      if (*self->p == '\0')
        return fail_quote (self,
                           N_("Line %u, character %u: the quote that opens here is never closed."),
                           line, place, error);
      if (self->fields->len - start > DECT_CSV_MAX_FIELD)
        return TRUE;
      if (*self->p == '\r' || *self->p == '\n')
        {
          g_string_append_c (self->fields, '\n');
          skip_line_end (self);
          continue;
        }
      if (*self->p == '"' && *++self->p != '"')
        break;
      g_string_append_c (self->fields, *self->p++);
    }

  if (*self->p != '\0' && strchr ("\r\n", *self->p) == NULL && *self->p != self->separator)
    return fail_quote (
        self,
        N_("Line %u, character %u: after the closing quote only a separator or the end of "
            "the line can stand; write a quote inside a field twice."),
        self->line, place_in_line (self), error);
  return TRUE;
}

static gboolean
read_plain (DectCsvReader *self, GError **error)
{
  const char *start = self->p;

  while (*self->p != '\0' && *self->p != '\r' && *self->p != '\n' && *self->p != self->separator)
    {
      /* Between tabs spreadsheets leave a quote as it is. */
      if (*self->p == '"' && self->separator != '\t')
        return fail_quote (
            self,
            N_("Line %u, character %u: a quote stands in a field that does not start with one; "
                "enclose the field in quotes and write this one twice."),
            self->line, place_in_line (self), error);
      self->p++;
    }

  g_string_append_len (self->fields, start, self->p - start);
  return TRUE;
}

static gboolean
read_field (DectCsvReader *self, GError **error)
{
  gsize start = self->fields->len;
  guint line = self->line;

  if (self->offsets->len == DECT_CSV_MAX_COLUMNS)
    {
      g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_COLUMNS,
                   _("Line %u has more than %u fields."), self->row_line, DECT_CSV_MAX_COLUMNS);
      return FALSE;
    }
  g_array_append_val (self->offsets, start);
  if (*self->p == '"' ? !read_quoted (self, start, error) : !read_plain (self, error))
    return FALSE;

  if (self->fields->len - start > DECT_CSV_MAX_FIELD)
    {
      g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_FIELD,
                   _("Line %u: a field is longer than %u bytes; is a quote left open?"), line,
                   DECT_CSV_MAX_FIELD);
      return FALSE;
    }
  g_string_append_c (self->fields, '\0');
  if (self->fields->str[start] == '\'' && is_formula (self->fields->str + start))
    g_string_erase (self->fields, (gssize) start, 1);
  return TRUE;
}

static gboolean
read_row (DectCsvReader *self, GError **error)
{
  g_string_truncate (self->fields, 0);
  g_array_set_size (self->offsets, 0);
  self->row_line = self->line;

  for (;;)
    {
      if (!read_field (self, error))
        return FALSE;
      if (*self->p != self->separator)
        break;
      self->p++;
    }

  if (*self->p != '\0')
    skip_line_end (self);
  return TRUE;
}

static gboolean
row_is_blank (const DectCsvReader *self)
{
  for (gsize i = 0; i < self->fields->len; i++)
    {
      if (strchr (" \t\n", self->fields->str[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
dect_csv_reader_next (DectCsvReader *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  while (*self->p != '\0')
    {
      if (!read_row (self, error))
        break;
      if (row_is_blank (self))
        continue;
      if (++self->n_rows > DECT_CSV_MAX_ROWS)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_ROWS,
                       _("Line %u: the file has more than %u rows."), self->row_line,
                       DECT_CSV_MAX_ROWS);
          break;
        }
      return TRUE;
    }

  self->p = "";
  self->line_start = self->p;
  g_array_set_size (self->offsets, 0);
  return FALSE;
}

guint
dect_csv_reader_get_line (const DectCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->row_line;
}

guint
dect_csv_reader_get_n_fields (const DectCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->offsets->len;
}

const char *
dect_csv_reader_get_field (const DectCsvReader *self, guint i)
{
  g_return_val_if_fail (self != NULL, "");

  return i < self->offsets->len ? self->fields->str + g_array_index (self->offsets, gsize, i) : "";
}

char
dect_csv_reader_get_separator (const DectCsvReader *self)
{
  g_return_val_if_fail (self != NULL, ',');

  return self->separator;
}

const char *
dect_csv_reader_get_encoding (const DectCsvReader *self)
{
  g_return_val_if_fail (self != NULL, "UTF-8");

  return self->encoding;
}
