/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "omm/dect-omm-lines.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-problem-private.h"

#define MAX_COUNTER_DIGITS 15

typedef struct
{
  guint line;
  guint n_values;
  char **values; /* one a column, NULL when empty */
} Record;

struct _DectOmmFile
{
  gatomicrefcount ref_count;
  DectOmmLayout *layout;
  guint n_columns;
  GPtrArray *records;
  GPtrArray *problems;
};

/* What an instruction has left for the records below. */
typedef struct
{
  const DectOmmInstruction *instruction;
  char *value;
  gboolean counts;
  guint64 next;
  int width;
} Fill;

typedef struct
{
  DectOmmFile *file;
  GArray *fills;
  guint64 numbers_left;
  GHashTable *seen; /* key -> line */
  guint line;
} Reader;

G_DEFINE_BOXED_TYPE (DectOmmFile, dect_omm_file, dect_omm_file_ref, dect_omm_file_unref)

static void
record_free (gpointer data)
{
  Record *record = data;

  for (guint i = 0; i < record->n_values; i++)
    dect_secrets_wipe (record->values[i]);
  g_free (record->values);
  g_free (record);
}

static Record *
record_new (guint line, guint n_values)
{
  Record *record = g_new0 (Record, 1);

  record->line = line;
  record->n_values = n_values;
  record->values = g_new0 (char *, n_values + 1);
  return record;
}

static void
fill_clear (gpointer data)
{
  dect_secrets_wipe (((Fill *) data)->value);
}

static void report (Reader *reader, guint column, const char *field, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
report (Reader *reader, guint column, const char *field, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  dect_omm_problems_add_valist (reader->file->problems, reader->line, column, field, format, args);
  va_end (args);
}

/* --- Instructions --------------------------------------------------------------------------- */

static const DectOmmInstruction *
find_instruction (const DectOmmLayout *layout, const char *tag)
{
  guint n_instructions;
  const DectOmmInstruction *instructions
      = dect_omm_layout_get_instructions (layout, &n_instructions);

  for (guint i = 0; i < n_instructions; i++)
    if (g_ascii_strcasecmp (instructions[i].tag, tag) == 0)
      return &instructions[i];
  return NULL;
}

static gboolean
parse_counter (const char *text, guint64 *value)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_COUNTER_DIGITS || strspn (text, "0123456789") != length)
    return FALSE;
  *value = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

static void
read_instruction (Reader *reader, char *text)
{
  char *equals = strchr (text, '=');
  const DectOmmInstruction *instruction;
  Fill fill = { NULL };
  char *value;

  if (equals == NULL)
    {
      report (reader, 1, NULL, _("Neither an instruction (tag = value) nor a comment (#)."));
      return;
    }
  *equals = '\0';
  value = g_strstrip (equals + 1);
  instruction = find_instruction (reader->file->layout, g_strstrip (text));
  if (instruction == NULL)
    {
      report (reader, 1, NULL, _("The instruction “%.40s” is not known to the layout “%s”."), text,
              dect_omm_layout_get_id (reader->file->layout));
      return;
    }
  fill.counts = instruction->rule == DECT_OMM_RULE_START
                || (instruction->rule == DECT_OMM_RULE_COUNT && !g_str_equal (value, "number"));
  if ((fill.counts || instruction->rule == DECT_OMM_RULE_LIMIT)
      && !parse_counter (value, &fill.next))
    {
      report (reader, 1, instruction->field, _("The instruction “%s” needs a number."),
              instruction->tag);
      return;
    }
  if (instruction->rule == DECT_OMM_RULE_LIMIT)
    {
      reader->numbers_left = fill.next;
      return;
    }
  fill.instruction = instruction;
  fill.width = (int) strlen (value);
  fill.value = g_strdup (value);
  g_array_append_val (reader->fills, fill);
}

static void
fill_record (Reader *reader, Record *record)
{
  const DectOmmLayout *layout = reader->file->layout;
  gint number = dect_omm_layout_find_column (layout, "number");

  /* Numbers first: the word `number` copies them. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < reader->fills->len; i++)
      {
        Fill *fill = &g_array_index (reader->fills, Fill, i);
        gboolean start = fill->instruction->rule == DECT_OMM_RULE_START;
        gint column = dect_omm_layout_find_column (layout, fill->instruction->field);

        if (start != (pass == 0) || column < 0 || record->values[column] != NULL)
          continue;
        if (start && reader->numbers_left == 0)
          continue;
        if (start)
          reader->numbers_left--;
        if (fill->counts)
          record->values[column]
              = g_strdup_printf ("%0*" G_GUINT64_FORMAT, fill->width, fill->next++);
        else if (fill->instruction->rule != DECT_OMM_RULE_DEFAULT
                 && g_ascii_strcasecmp (fill->value, "number") == 0)
          record->values[column] = number >= 0 ? g_strdup (record->values[number]) : NULL;
        else if (*fill->value != '\0')
          record->values[column] = g_strdup (fill->value);
      }
}

/* --- Records -------------------------------------------------------------------------------- */

/* Identities are kept in their canonical form; a paging area of -1 is none (OM AXI schema). */
static gboolean
check_value (DectKind kind, const DectOmmColumn *column, char **value, GError **error)
{
  const DectField *field = dect_omm_real_field (kind, column->field);
  DectMac mac;
  DectIpei ipei;

  if (*value == NULL)
    return TRUE;
  if (g_str_equal (column->field, "paging_area") && g_str_equal (*value, "-1"))
    {
      g_clear_pointer (value, g_free);
      return TRUE;
    }
  if (field != NULL && !dect_field_validate (field, *value, error))
    return FALSE;
  if (field != NULL && field->type == DECT_FIELD_MAC && dect_mac_parse (*value, &mac, NULL))
    {
      g_free (*value);
      *value = dect_mac_to_string (&mac);
    }
  if (field != NULL && field->type == DECT_FIELD_IPEI && dect_ipei_parse (*value, &ipei, NULL))
    {
      g_free (*value);
      *value = dect_ipei_to_string (&ipei);
    }
  return TRUE;
}

static const char *
value_of (const DectOmmFile *self, const Record *record, const char *field)
{
  gint column = dect_omm_layout_find_column (self->layout, field);

  return column >= 0 ? record->values[column] : NULL;
}

static char *
key_of (const DectOmmFile *self, const Record *record)
{
  const char *text;
  DectMac mac;

  if (dect_omm_layout_get_kind (self->layout) == DECT_KIND_RFP)
    {
      text = value_of (self, record, "mac");
      return text != NULL && dect_mac_parse (text, &mac, NULL) ? dect_mac_to_key (&mac) : NULL;
    }
  text = value_of (self, record, "ipei");
  if (text != NULL)
    return g_strdup (text);
  text = value_of (self, record, "number");
  return text != NULL ? g_strconcat ("number:", text, NULL) : NULL;
}

static gboolean
check_record (Reader *reader, Record *record, const guint *columns_at)
{
  DectKind kind = dect_omm_layout_get_kind (reader->file->layout);
  const DectOmmColumn *columns = dect_omm_layout_get_columns (reader->file->layout, NULL);

  for (guint i = 0; i < reader->file->n_columns; i++)
    {
      g_autoptr (GError) error = NULL;

      if (check_value (kind, &columns[i], &record->values[i], &error))
        continue;
      report (reader, columns_at[i], columns[i].field, _("%s: %s"),
              dect_omm_column_label (reader->file->layout, &columns[i]), error->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_key (Reader *reader, Record *record)
{
  g_autofree char *key = key_of (reader->file, record);
  guint before;

  if (key == NULL)
    {
      report (reader, 1, NULL,
              dect_omm_layout_get_kind (reader->file->layout) == DECT_KIND_RFP
                  ? _("The entry has no MAC address.")
                  : _("The entry has neither an IPEI nor a number."));
      return FALSE;
    }
  before = GPOINTER_TO_UINT (g_hash_table_lookup (reader->seen, key));
  if (before != 0)
    {
      report (reader, 1, NULL, _("The entry is there already in line %u."), before);
      return FALSE;
    }
  g_hash_table_insert (reader->seen, g_steal_pointer (&key), GUINT_TO_POINTER (reader->line));
  return TRUE;
}

/* Splits at ";" and notes where each field starts, in characters from 1. */
static gboolean
split_record (Reader *reader, const char *text, Record *record, guint *columns_at)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  guint at = 1;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (parts[i], -1);

      g_strstrip (parts[i]);
      if (i < record->n_values)
        {
          columns_at[i] = at;
          record->values[i] = *parts[i] != '\0' ? g_strdup (parts[i]) : NULL;
        }
      else if (*parts[i] != '\0')
        {
          report (reader, at, NULL,
                  ngettext ("There is a field too many: the layout “%s” has %u column.",
                            "There is a field too many: the layout “%s” has %u columns.",
                            record->n_values),
                  dect_omm_layout_get_id (reader->file->layout), record->n_values);
          return FALSE;
        }
      at += (guint) length + 1;
    }
  return TRUE;
}

static void
read_record (Reader *reader, const char *text)
{
  Record *record = record_new (reader->line, reader->file->n_columns);
  g_autofree guint *columns_at = g_new0 (guint, reader->file->n_columns);
  const char *hash = strchr (text, '#');

  if (hash != NULL)
    report (reader, (guint) g_utf8_pointer_to_offset (text, hash) + 1, NULL,
            _("A “#” inside an entry: put the comment on a line of its own."));
  else if (split_record (reader, text, record, columns_at))
    {
      fill_record (reader, record);
      if (check_record (reader, record, columns_at) && check_key (reader, record))
        {
          g_ptr_array_add (reader->file->records, record);
          return;
        }
    }
  record_free (record);
}

/* --- The file ------------------------------------------------------------------------------------- */

static void
read_line (DectOmmLineType type, guint number, char *text, gpointer user_data)
{
  Reader *reader = user_data;

  reader->line = number;
  if (type == DECT_OMM_LINE_COMMENT)
    return;
  if (strlen (text) > DECT_OMM_MAX_LINE)
    report (reader, DECT_OMM_MAX_LINE, NULL, _("The line is longer than %d bytes."),
            DECT_OMM_MAX_LINE);
  else if (type == DECT_OMM_LINE_RECORD)
    read_record (reader, text);
  else
    read_instruction (reader, text);
}

DectOmmFile *
dect_omm_read (GBytes *bytes, const DectOmmLayout *layout, GError **error)
{
  g_autoptr (DectOmmFile) self = NULL;
  Reader reader = { NULL };
  gboolean done;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  self = g_new0 (DectOmmFile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->layout = dect_omm_layout_ref (layout);
  dect_omm_layout_get_columns (layout, &self->n_columns);
  self->records = g_ptr_array_new_with_free_func (record_free);
  self->problems = dect_omm_problems_new ();

  reader.file = self;
  reader.fills = g_array_new (FALSE, FALSE, sizeof (Fill));
  g_array_set_clear_func (reader.fills, fill_clear);
  reader.numbers_left = G_MAXUINT64;
  reader.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = dect_omm_lines_foreach (bytes, read_line, &reader, error);
  g_array_unref (reader.fills);
  g_hash_table_unref (reader.seen);
  return done ? g_steal_pointer (&self) : NULL;
}

/* --- Life and access ------------------------------------------------------------------------ */

DectOmmFile *
dect_omm_file_ref (DectOmmFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_omm_file_unref (DectOmmFile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->problems);
  dect_omm_layout_unref (self->layout);
  g_free (self);
}

const DectOmmLayout *
dect_omm_file_get_layout (const DectOmmFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->layout;
}

guint
dect_omm_file_get_n_records (const DectOmmFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->records->len;
}

const char *
dect_omm_file_get_value (const DectOmmFile *self, guint i, const char *field)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->records->len, NULL);

  return value_of (self, g_ptr_array_index (self->records, i), field);
}

guint
dect_omm_file_get_line (const DectOmmFile *self, guint i)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (i < self->records->len, 0);

  return ((const Record *) g_ptr_array_index (self->records, i))->line;
}

char *
dect_omm_file_dup_key (const DectOmmFile *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->records->len, NULL);

  return key_of (self, g_ptr_array_index (self->records, i));
}

GPtrArray *
dect_omm_file_get_problems (const DectOmmFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->problems;
}
