/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-import-private.h"

#include "model/dect-data.h"
#include "model/dect-ipei.h"
#include "model/dect-mac.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SECRET 128 /* bytes */
#define MAC_DIGITS 12
#define IPEI_CHARACTERS 13

/* "MAC ", "X-m" and "x m" are what people make of "mac" and "x_m". */
static char *
fold_name (const char *text)
{
  char *name = g_strstrip (g_utf8_strdown (text, -1));

  return g_strdelimit (name, " -", '_');
}

guint
dect_csv_file_column (const DectCsvFile *self, const char *id)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (g_str_equal (self->columns[i].id, id))
        return i;
    }

  g_assert_not_reached ();
}

static gint
find_column (const DectCsvFile *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (g_str_equal (self->columns[i].id, name))
        return (gint) i;
    }

  return -1;
}

/* Something has to say which thing a row means. */
static gboolean
check_keys (const DectCsvFile *self, guint line, GError **error)
{
  static const struct
  {
    DectKind kind;
    const char *columns[4];
    const char *sentence;
  } keys[] = {
    { DECT_KIND_RFP,
      { "mac", "name", "number" },
      N_("Line %u: the header has none of the columns mac, name and number; one of them has to "
          "say which base station a row means.") },
    { DECT_KIND_HANDSET,
      { "ipei", "number" },
      N_("Line %u: the header has neither the column ipei nor number; one of them has to say "
          "which handset a row means.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean found = FALSE;

      if (keys[i].kind != self->kind || self->input->targets != NULL)
        continue;
      for (guint j = 0; keys[i].columns[j] != NULL; j++)
        found |= self->places[dect_csv_file_column (self, keys[i].columns[j])] >= 0;
      if (!found)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_HEADER, _(keys[i].sentence), line);
          return FALSE;
        }
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].flags & DECT_CSV_NEEDED && self->places[i] < 0)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_HEADER,
                       _("Line %u: the header lacks the column “%s”."), line, self->columns[i].id);
          return FALSE;
        }
    }

  return TRUE;
}

/* What a person said the columns are. */
static gboolean
take_header (DectCsvFile *self, guint line, GError **error)
{
  self->n_header = self->input->n_header;
  for (guint i = 0; i < self->n_columns; i++)
    self->places[i] = -1;
  for (guint i = 0; i < self->n_header; i++)
    {
      gint column
          = self->input->header[i] != NULL ? find_column (self, self->input->header[i]) : -1;

      if (column >= 0 && self->places[column] >= 0)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_HEADER,
                       _("Two columns are both “%s”; choose another for one of them."),
                       self->input->header[i]);
          return FALSE;
        }
      if (column >= 0)
        self->places[column] = (gint) i;
    }
  return check_keys (self, line, error);
}

gboolean
dect_csv_file_read_header (DectCsvFile *self, const DectCsvReader *reader, GError **error)
{
  guint line = dect_csv_reader_get_line (reader);

  if (self->input->header != NULL)
    return take_header (self, line, error);
  self->n_header = dect_csv_reader_get_n_fields (reader);
  for (guint i = 0; i < self->n_columns; i++)
    self->places[i] = -1;

  for (guint i = 0; i < self->n_header; i++)
    {
      const char *text = dect_csv_reader_get_field (reader, i);
      g_autofree char *name = fold_name (text);
      gint column = find_column (self, name);

      if (column >= 0 && self->places[column] >= 0)
        {
          g_set_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_HEADER,
                       _("Line %u: the header has the column “%s” twice."), line, name);
          return FALSE;
        }
      if (column >= 0)
        self->places[column] = (gint) i;
      else if (*name != '\0')
        dect_csv_report_add_issue (self->report, DECT_CSV_NOTICE, self->name, line, text, i + 1,
                                   g_strdup (_("This column is not known; it is left out.")));
    }

  return check_keys (self, line, error);
}

static void
add_issue (DectCsvRow *self,
           const DectCsvFile *file,
           DectCsvIssueType type,
           const char *column,
           char *text)
{
  gint place = column != NULL ? file->places[dect_csv_file_column (file, column)] : -1;

  dect_csv_report_add_issue (file->report, type, file->name, self->line, column,
                             place >= 0 ? (guint) place + 1 : 0, text);
}

void
dect_csv_row_refuse (DectCsvRow *self, const DectCsvFile *file, const char *column, char *text)
{
  self->bad = TRUE;
  add_issue (self, file, DECT_CSV_REFUSED, column, text);
}

void
dect_csv_row_notice (DectCsvRow *self, const DectCsvFile *file, const char *column, char *text)
{
  add_issue (self, file, DECT_CSV_NOTICE, column, text);
}

const char *
dect_csv_row_cell (const DectCsvRow *self, const DectCsvFile *file, const char *id)
{
  const char *cell = self->cells[dect_csv_file_column (file, id)];

  return cell != NULL && *cell != '\0' ? cell : NULL;
}

/* "1,23456E+12": what a spreadsheet shows for, and then saves instead of, a long row of digits. */
static gboolean
is_scientific (const char *text)
{
  const char *p = text + strspn (text, "0123456789");

  if (p == text)
    return FALSE;
  if (*p == '.' || *p == ',')
    {
      p++;
      p += strspn (p, "0123456789");
    }
  if (g_ascii_toupper (*p) != 'E' || p[1] != '+' || p[2] == '\0')
    return FALSE;

  p += 2;
  return p[strspn (p, "0123456789")] == '\0';
}

/* What the text would be with the zeros back that a spreadsheet takes from the start of a number;
 * NULL when that is no identity either. */
static char *
restore_zeros (DectFieldType type, const char *text)
{
  gsize length = type == DECT_FIELD_MAC ? MAC_DIGITS : IPEI_CHARACTERS;
  g_autofree char *zeros = NULL;
  g_autofree char *padded = NULL;
  gsize n = strlen (text);
  DectMac mac;
  DectIpei ipei;

  if (n < 6 || n >= length || strspn (text, "0123456789") + (text[n - 1] == '*') < n)
    return NULL;

  zeros = g_strnfill (length - n, '0');
  padded = g_strconcat (zeros, text, NULL);
  if (type == DECT_FIELD_MAC)
    return dect_mac_parse (padded, &mac, NULL) ? dect_mac_to_string (&mac) : NULL;

  return dect_ipei_parse (padded, &ipei, NULL) ? dect_ipei_to_display (&ipei) : NULL;
}

/* Spreadsheet damage, said as such: the reason that the parser would give is true, but leads
 * nowhere. */
static char *
describe_damage (const DectField *field, const DectCsvColumn *column, const char *text)
{
  gboolean identity
      = field != NULL && (field->type == DECT_FIELD_MAC || field->type == DECT_FIELD_IPEI);
  g_autofree char *restored = NULL;

  if (!identity && !(column->flags & DECT_CSV_DIGITS))
    return NULL;
  if (is_scientific (text))
    return g_strdup (
        _("A spreadsheet turned the digits into a number with a power of ten and lost some of "
           "them; format the column as text and enter them again."));
  if (!identity)
    return NULL;

  restored = restore_zeros (field->type, text);
  if (restored == NULL)
    return NULL;
  return g_strdup_printf (
      _("A spreadsheet took the zeros from the start of “%s”, which is probably %s; format "
         "the column as text and enter it again."),
      text, restored);
}

/* The id of an entry that is good for @use: of a material, "wall" or "slab". */
static const char *
word_of (JsonNode *entry, const char *use)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;

  if (object == NULL
      || (use != NULL && !json_object_get_boolean_member_with_default (object, use, FALSE)))
    return NULL;
  return json_object_get_string_member_with_default (object, "id", NULL);
}

/* The ids in a data file of the radio layer, read once for a file of rows; empty when there is
 * none. */
static const char *const *
list_words (const DectCsvFile *file, const char *member, const char *use)
{
  g_autofree char *key = g_strconcat (member, "/", use, NULL);
  g_autofree char *path = g_strdup_printf ("radio/%s.json", member);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GStrvBuilder) words = NULL;
  JsonNode *list = NULL;
  char **found;

  if (g_hash_table_lookup_extended (file->words, key, NULL, (gpointer *) &found))
    return (const char *const *) found;

  root = dect_data_load (path, NULL);
  words = g_strv_builder_new ();
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    list = json_object_get_member (json_node_get_object (root), member);
  for (guint i = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list)
                    && i < json_array_get_length (json_node_get_array (list));
       i++)
    {
      const char *id = word_of (json_array_get_element (json_node_get_array (list), i), use);

      if (id != NULL)
        g_strv_builder_add (words, id);
    }

  found = g_strv_builder_end (words);
  g_hash_table_insert (file->words, g_steal_pointer (&key), found);
  return (const char *const *) found;
}

static void
check_word (DectCsvRow *self,
            const DectCsvFile *file,
            const DectCsvColumn *column,
            const char *text)
{
  const char *const *words;
  g_autofree char *known = NULL;

  if (column->flags & DECT_CSV_MATERIAL)
    words = list_words (file, "materials", g_str_equal (column->id, "slab") ? "slab" : "wall");
  else
    words = list_words (file, "environments", NULL);
  if (words[0] == NULL || g_strv_contains (words, text))
    return;

  known = g_strjoinv (", ", (char **) words);
  dect_csv_row_refuse (self, file, column->id,
                       g_strdup_printf (_("“%s” is not one of: %s."), text, known));
}

static void
check_secret (DectCsvRow *self,
              const DectCsvFile *file,
              const DectCsvColumn *column,
              const char *text)
{
  /* Nothing of the text goes into the sentences. */
  if (strlen (text) > MAX_SECRET)
    dect_csv_row_refuse (self, file, column->id,
                         g_strdup_printf (_("The text is longer than %u bytes."), MAX_SECRET));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_iscntrl (g_utf8_get_char (p)))
        continue;
      dect_csv_row_refuse (
          self, file, column->id,
          g_strdup (_("The text has a line break or another control character in it.")));
      break;
    }
}

static void
take_cell (DectCsvRow *self, const DectCsvFile *file, guint i)
{
  const DectCsvColumn *column = &file->columns[i];
  const DectField *field = dect_csv_column_field (file->kind, column);
  const char *text = self->cells[i];
  g_autofree char *damage = NULL;
  g_autoptr (GError) error = NULL;

  if (*text == '\0')
    {
      if (column->flags & DECT_CSV_FILLED)
        dect_csv_row_refuse (self, file, column->id,
                             g_strdup (_("The field is empty; it is needed.")));
      return;
    }

  if (column->type == DECT_CSV_SECRET)
    {
      damage = describe_damage (NULL, column, text);
      if (damage != NULL)
        dect_csv_row_refuse (self, file, column->id, g_steal_pointer (&damage));
      else
        check_secret (self, file, column, text);
      return;
    }
  if (column->type != DECT_CSV_VALUE)
    {
      /* Names of other things are not set as text, but have to be such. */
      if (!dect_field_validate (dect_kind_field (DECT_KIND_BUILDING, "name"), text, &error))
        dect_csv_row_refuse (self, file, column->id, g_strdup (error->message));
      return;
    }

  if (column->flags & DECT_CSV_DIGITS)
    damage = describe_damage (field, column, text);
  if (damage == NULL && dect_field_validate (field, text, &error))
    {
      dect_field_set_text (field, self->values, text, NULL);
      if (column->flags & (DECT_CSV_MATERIAL | DECT_CSV_ENVIRONMENT))
        check_word (self, file, column, text);
      return;
    }

  if (damage == NULL)
    damage = describe_damage (field, column, text);
  dect_csv_row_refuse (self, file, column->id,
                       damage != NULL ? g_steal_pointer (&damage) : g_strdup (error->message));
}

static void
check_surplus (DectCsvRow *self, const DectCsvFile *file, const DectCsvReader *reader)
{
  guint n = dect_csv_reader_get_n_fields (reader);

  for (guint i = file->n_header; i < n; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (dect_csv_reader_get_field (reader, i)));

      if (*text == '\0')
        continue;
      dect_csv_row_refuse (
          self, file, NULL,
          g_strdup_printf (_("The row has %u fields, but the header only %u; does a text or a "
                              "decimal number hold the separator “%c” without quotes around it?"),
                           n, file->n_header, dect_csv_reader_get_separator (reader)));
      return;
    }
}

void
dect_csv_row_read (DectCsvRow *self, const DectCsvFile *file, const DectCsvReader *reader)
{
  *self = (DectCsvRow){ .line = dect_csv_reader_get_line (reader) };
  self->values = dect_record_new (file->kind);

  check_surplus (self, file, reader);
  /* In a row that is shifted every field would be wrong. */
  for (guint i = 0; i < file->n_columns && !self->bad; i++)
    {
      if (file->places[i] >= 0)
        self->cells[i]
            = g_strstrip (g_strdup (dect_csv_reader_get_field (reader, (guint) file->places[i])));
    }
  if (self->bad)
    return;

  for (guint i = 0; i < file->n_columns; i++)
    {
      if (self->cells[i] != NULL)
        take_cell (self, file, i);
    }
}

void
dect_csv_row_clear (DectCsvRow *self)
{
  for (guint i = 0; i < DECT_CSV_MAX_KIND_COLUMNS; i++)
    g_clear_pointer (&self->cells[i], g_free);
  g_clear_pointer (&self->values, dect_record_unref);
}
