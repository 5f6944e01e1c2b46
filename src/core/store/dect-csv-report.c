/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-report-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (DectCsvReport, dect_csv_report, dect_csv_report_ref, dect_csv_report_unref)

static void
issue_free (void *data)
{
  DectCsvIssue *issue = data;

  g_free (issue->file);
  g_free (issue->column);
  g_free (issue->text);
  g_free (issue);
}

static void
change_clear (void *data)
{
  DectCsvChange *change = data;

  g_clear_pointer (&change->record, dect_record_unref);
}

char *
dect_csv_issue_to_string (const DectCsvIssue *issue)
{
  g_return_val_if_fail (issue != NULL, NULL);

  if (issue->column != NULL)
    return g_strdup_printf ("%s:%u: %s: %s", issue->file, issue->line, issue->column, issue->text);

  return g_strdup_printf ("%s:%u: %s", issue->file, issue->line, issue->text);
}

DectCsvReport *
dect_csv_report_new (guint64 generation)
{
  DectCsvReport *self = g_new0 (DectCsvReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->generation = generation;
  self->changes = g_array_new (FALSE, FALSE, sizeof (DectCsvChange));
  g_array_set_clear_func (self->changes, change_clear);
  self->issues = g_ptr_array_new_with_free_func (issue_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (DectCsvRowResult));
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->secrets = dect_secrets_new ();
  return self;
}

DectCsvReport *
dect_csv_report_ref (DectCsvReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_csv_report_unref (DectCsvReport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->changes);
  g_ptr_array_unref (self->issues);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->files);
  dect_secrets_free (self->secrets);
  g_free (self);
}

void
dect_csv_report_add_issue (DectCsvReport *self,
                           DectCsvIssueType type,
                           const char *file,
                           guint line,
                           const char *column,
                           guint column_number,
                           char *text)
{
  DectCsvIssue *issue = g_new0 (DectCsvIssue, 1);

  issue->type = type;
  issue->file = g_strdup (file);
  issue->line = line;
  issue->column = g_strdup (column);
  issue->column_number = column_number;
  issue->text = text;
  g_ptr_array_add (self->issues, issue);
}

guint
dect_csv_report_count (const DectCsvReport *self, DectKind kind, DectCsvOutcome outcome)
{
  guint sum = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (outcome < DECT_CSV_N_OUTCOMES, 0);

  for (guint i = 0; i < DECT_N_KINDS; i++)
    {
      if (kind == DECT_N_KINDS || kind == (DectKind) i)
        sum += self->counts[i][outcome];
    }

  return sum;
}

GPtrArray *
dect_csv_report_get_issues (const DectCsvReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issues;
}

guint
dect_csv_report_count_issues (const DectCsvReport *self, DectCsvIssueType type)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->issues->len; i++)
    n += ((const DectCsvIssue *) g_ptr_array_index (self->issues, i))->type == type;

  return n;
}

guint
dect_csv_report_get_n_rows (const DectCsvReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

DectCsvOutcome
dect_csv_report_get_row (const DectCsvReport *self, guint i, guint *line, guint32 *id)
{
  const DectCsvRowResult *row;

  g_return_val_if_fail (self != NULL, DECT_CSV_BAD);
  g_return_val_if_fail (i < self->rows->len, DECT_CSV_BAD);

  row = &g_array_index (self->rows, DectCsvRowResult, i);
  if (line != NULL)
    *line = row->line;
  if (id != NULL)
    *id = row->id;
  return row->outcome;
}

gboolean
dect_csv_report_has_changes (const DectCsvReport *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->changes->len > 0;
}

const DectSecrets *
dect_csv_report_get_secrets (const DectCsvReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secrets;
}

char *
dect_csv_report_dup_summary (const DectCsvReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      const guint *counts = self->counts[kind];

      if (counts[DECT_CSV_ADDED] + counts[DECT_CSV_UPDATED] + counts[DECT_CSV_UNCHANGED]
              + counts[DECT_CSV_BAD]
          == 0)
        continue;
      /* Translators: what an import did: first a kind of thing (“base station”), then numbers of
       * rows. */
      g_string_append_printf (text, _("%s: %u added, %u updated, %u unchanged, %u refused"),
                              dect_kind_label ((DectKind) kind), counts[DECT_CSV_ADDED],
                              counts[DECT_CSV_UPDATED], counts[DECT_CSV_UNCHANGED],
                              counts[DECT_CSV_BAD]);
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
