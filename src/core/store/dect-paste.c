/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-paste.h"

#include "model/dect-ipei.h"
#include "model/dect-ipv4.h"
#include "model/dect-mac.h"
#include "store/dect-csv-columns.h"
#include "store/dect-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Cells by which the content of a column is guessed, and how many of them have to agree. */
#define SNIFF_CELLS 50
#define SNIFF_PERCENT 80

/* Rows between two looks at whether to go on. */
#define CANCEL_ROWS 256

struct _DectPaste
{
  gatomicrefcount ref_count;
  GBytes *bytes;
  GPtrArray *rows; /* of GStrv */
  GArray *lines;   /* of guint */
  guint n_columns;
};

static char **
dup_row (const DectCsvReader *reader)
{
  guint n = dect_csv_reader_get_n_fields (reader);
  char **row = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    row[i] = g_strdup (dect_csv_reader_get_field (reader, i));
  return row;
}

DectPaste *
dect_paste_new (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPaste) self = NULL;
  g_autoptr (DectCsvReader) reader = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  reader = dect_csv_reader_new (bytes, error);
  if (reader == NULL)
    return NULL;
  self = g_new0 (DectPaste, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  while (local_error == NULL && dect_csv_reader_next (reader, &local_error))
    {
      guint line = dect_csv_reader_get_line (reader);

      if (self->rows->len == DECT_PASTE_MAX_ROWS)
        g_set_error (&local_error, DECT_CSV_ERROR, DECT_CSV_ERROR_ROWS,
                     _("These are more than %u rows, and no system has as many; copy the rows of "
                        "one site only."),
                     DECT_PASTE_MAX_ROWS);
      else if (self->rows->len % CANCEL_ROWS != 0
               || !g_cancellable_set_error_if_cancelled (cancellable, &local_error))
        {
          g_ptr_array_add (self->rows, dup_row (reader));
          g_array_append_val (self->lines, line);
          self->n_columns = MAX (self->n_columns, dect_csv_reader_get_n_fields (reader));
        }
    }
  if (local_error == NULL && self->rows->len == 0)
    g_set_error_literal (&local_error, DECT_CSV_ERROR, DECT_CSV_ERROR_EMPTY,
                         _("There is no text to paste; copy rows of a spreadsheet first."));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

DectPaste *
dect_paste_ref (DectPaste *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_paste_unref (DectPaste *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->lines);
  g_free (self);
}

guint
dect_paste_get_n_rows (const DectPaste *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

guint
dect_paste_get_n_columns (const DectPaste *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

guint
dect_paste_get_line (const DectPaste *self, guint row)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (row < self->lines->len, 0);

  return g_array_index (self->lines, guint, row);
}

const char *
dect_paste_get_cell (const DectPaste *self, guint row, guint column)
{
  char **cells;

  g_return_val_if_fail (self != NULL, "");
  g_return_val_if_fail (row < self->rows->len, "");

  cells = self->rows->pdata[row];
  for (guint i = 0; cells[i] != NULL; i++)
    if (i == column)
      return cells[i];
  return "";
}

/* --- What the columns are ------------------------------------------------------------------------ */

/* "MAC-Adresse" and "mac adresse" are one word. */
static char *
fold (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *folded = g_utf8_casefold (trimmed, -1);

  return g_strdelimit (folded, " -_.", ' ');
}

static gboolean
is_called (const char *folded, const char *name)
{
  g_autofree char *candidate = fold (name);

  return g_str_equal (folded, candidate);
}

/* The column that a heading names; NULL when none. */
static const char *
find_heading (DectKind kind, const char *text)
{
  g_autofree char *folded = fold (text);
  guint n;
  const DectCsvColumn *columns = dect_csv_columns (kind, &n);

  if (*folded == '\0')
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const DectField *field = dect_csv_column_field (kind, &columns[i]);

      if (is_called (folded, columns[i].id)
          || (field != NULL
              && (is_called (folded, field->label) || is_called (folded, _(field->label)))))
        return columns[i].id;
    }
  return NULL;
}

gboolean
dect_paste_has_header (const DectPaste *self, DectKind kind)
{
  guint n_named = 0, n_filled = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *cell = dect_paste_get_cell (self, 0, i);

      n_filled += *cell != '\0';
      n_named += find_heading (kind, cell) != NULL;
    }
  return n_named > 0 && 2 * n_named >= n_filled;
}

static gboolean
fits (DectFieldType type, const char *text)
{
  DectMac mac;
  DectIpei ipei;
  DectIpv4 address;

  if (type == DECT_FIELD_MAC)
    return dect_mac_parse (text, &mac, NULL);
  if (type == DECT_FIELD_IPEI)
    return dect_ipei_parse (text, &ipei, NULL);
  return dect_ipv4_parse (text, &address, NULL);
}

static gboolean
looks_like (const DectPaste *self, guint column, DectFieldType type, gboolean has_header)
{
  guint n_filled = 0, n_right = 0;

  for (guint row = has_header ? 1 : 0; row < self->rows->len && n_filled < SNIFF_CELLS; row++)
    {
      const char *cell = dect_paste_get_cell (self, row, column);

      if (*cell == '\0')
        continue;
      n_filled++;
      n_right += fits (type, cell);
    }
  return n_filled > 0 && n_right * 100 >= n_filled * SNIFF_PERCENT;
}

/* g_str_equal () knows no NULL, which stands for a column that is left out. */
static gboolean
same_id (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (a, b) == 0;
}

static void
set_column (GPtrArray *columns, guint i, const char *id)
{
  if (id != NULL && columns->pdata[i] == NULL
      && !g_ptr_array_find_with_equal_func (columns, id, same_id, NULL))
    columns->pdata[i] = (gpointer) id;
}

static const char *
column_of_field (DectKind kind, const DectField *field)
{
  guint n;
  const DectCsvColumn *columns = dect_csv_columns (kind, &n);

  for (guint i = 0; i < n; i++)
    if (dect_csv_column_field (kind, &columns[i]) == field)
      return columns[i].id;
  return NULL;
}

GPtrArray *
dect_paste_guess (const DectPaste *self,
                  DectKind kind,
                  gboolean has_header,
                  const GPtrArray *fields)
{
  static const struct
  {
    DectKind kind;
    const char *id;
    DectFieldType type;
  } contents[] = {
    { DECT_KIND_RFP, "mac", DECT_FIELD_MAC },
    { DECT_KIND_RFP, "target_ip", DECT_FIELD_IPV4 },
    { DECT_KIND_HANDSET, "ipei", DECT_FIELD_IPEI },
  };
  GPtrArray *columns = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, columns);

  g_ptr_array_set_size (columns, (gint) self->n_columns);
  for (guint i = 0; has_header && i < self->n_columns; i++)
    set_column (columns, i, find_heading (kind, dect_paste_get_cell (self, 0, i)));
  if (has_header)
    return columns;
  for (guint c = 0; c < G_N_ELEMENTS (contents); c++)
    for (guint i = 0; contents[c].kind == kind && i < self->n_columns; i++)
      if (looks_like (self, i, contents[c].type, FALSE))
        set_column (columns, i, contents[c].id);
  for (guint i = 0; fields != NULL && i < MIN (self->n_columns, fields->len); i++)
    set_column (columns, i, column_of_field (kind, fields->pdata[i]));
  return columns;
}

DectCsvReport *
dect_paste_plan (const DectPaste *self,
                 DectSnapshot *snapshot,
                 DectKind kind,
                 const GPtrArray *columns,
                 gboolean has_header,
                 const GArray *targets,
                 GCancellable *cancellable,
                 DectProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  static const guint32 none = 0;
  DectCsvInput input = { .kind = kind, .skip_first = has_header };

  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  input.bytes = self->bytes;
  /* Translators: in front of a line number where the name of a file would stand */
  input.name = _("Pasted text");
  input.header = (const char *const *) columns->pdata;
  input.n_header = columns->len;
  if (targets != NULL)
    {
      input.targets = targets->len > 0 ? (const guint32 *) (gpointer) targets->data : &none;
      input.n_targets = targets->len;
    }
  return dect_csv_plan_full (snapshot, &input, 1, cancellable, progress, user_data, error);
}
