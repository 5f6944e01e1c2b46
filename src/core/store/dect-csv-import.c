/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-import.h"

#include "model/dect-change-list.h"
#include "model/dect-history.h"
#include "store/dect-csv-import-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Rows between two reports of progress. */
#define PROGRESS_ROWS 256

/* --- One row --- */

/* Values go over as text, so that a position with more decimals than a file has is not moved by its
 * own export. */
static void
set_value (const DectField *field, DectRecord *record, const DectRecord *values)
{
  g_autofree char *now = dect_field_dup_text (field, record);
  g_autofree char *wanted = dect_field_dup_text (field, values);

  if (g_str_equal (now, wanted))
    return;
  if (*wanted == '\0')
    dect_field_clear (field, record);
  else
    dect_field_set_text (field, record, wanted, NULL);
}

static DectRecord *
build_record (const DectCsvRow *row, const DectCsvFile *file, const DectRecord *old)
{
  DectRecord *record = old != NULL ? dect_record_copy (old) : dect_record_new (file->kind);

  for (guint i = 0; i < file->n_columns; i++)
    {
      const DectCsvColumn *column = &file->columns[i];
      const DectField *field = dect_csv_column_field (file->kind, column);
      const char *cell = row->cells[i];
      /* A building may be implied by its floor, without a column of its own. */
      gboolean given = cell != NULL || (column->type == DECT_CSV_BUILDING && old == NULL);

      if (field == NULL || !given
          || (*(cell != NULL ? cell : "") == '\0' && old != NULL && column->flags & DECT_CSV_KEEP))
        continue;
      if (field->type != DECT_FIELD_REFERENCE)
        set_value (field, record, row->values);
      else if (column->type != DECT_CSV_BUILDING || row->refs[i] != 0)
        dect_field_set_ref (field, record, row->refs[i]);
    }

  return record;
}

static gint
next_number (DectCsvFile *file)
{
  while (g_hash_table_contains (file->numbers, GINT_TO_POINTER (file->next_number)))
    file->next_number++;
  return file->next_number;
}

static void
complete_new (DectRecord *record, const DectCsvRow *row, DectCsvFile *file)
{
  if (record->kind == DECT_KIND_RFP && DECT_RFP (record)->number == DECT_UNSET)
    {
      DECT_RFP (record)->number = next_number (file);
      g_hash_table_add (file->numbers, GINT_TO_POINTER (DECT_RFP (record)->number));
    }
  if (record->kind == DECT_KIND_FLOOR && dect_csv_row_cell (row, file, "level") == NULL)
    DECT_FLOOR (record)->level = dect_csv_next_level (file->index, DECT_FLOOR (record)->building);
}

static void
check_rfp (DectCsvRow *row, const DectCsvFile *file, const DectRfp *old)
{
  const DectRfp *values = DECT_RFP (row->values);
  gboolean has_floor = dect_csv_row_cell (row, file, "floor") != NULL
                       || (row->cells[dect_csv_file_column (file, "floor")] == NULL && old != NULL
                           && old->floor != 0);
  gboolean has_columns = row->cells[dect_csv_file_column (file, "x_m")] != NULL
                         && row->cells[dect_csv_file_column (file, "y_m")] != NULL;

  if (has_columns && isnan (values->x_m) != isnan (values->y_m))
    dect_csv_row_refuse (row, file, isnan (values->x_m) ? "x_m" : "y_m",
                         g_strdup (_("x_m and y_m belong together; one of them is empty.")));
  else if (has_columns && !isnan (values->x_m) && !has_floor)
    dect_csv_row_refuse (
        row, file, "x_m",
        g_strdup (_("The position needs a floor; name it in the column “floor”.")));
}

static void
check_row (DectCsvRow *row, const DectCsvFile *file, const DectRecord *old)
{
  if (file->kind == DECT_KIND_RFP)
    check_rfp (row, file, (const DectRfp *) old);
  else if (file->kind == DECT_KIND_LINK
           && row->refs[dect_csv_file_column (file, "from")]
                  == row->refs[dect_csv_file_column (file, "to")])
    dect_csv_row_refuse (row, file, "to",
                         g_strdup (_("A link leads from one base station to another.")));
  else if (file->kind == DECT_KIND_SURVEY)
    dect_csv_row_check_place (row, file);
}

/* Hardware that is exchanged keeps its place; but it is said, because a wrong name does the same.
 */
static void
report_exchange (DectCsvRow *row,
                 const DectCsvFile *file,
                 const DectRecord *old,
                 const DectRecord *record)
{
  const char *id = file->kind == DECT_KIND_RFP ? "mac" : "ipei";
  const DectField *field = dect_kind_field (file->kind, id);
  const char *before = dect_field_get_string (field, old);
  const char *after = dect_field_get_string (field, record);
  g_autofree char *title = NULL;

  if (before == NULL || g_strcmp0 (before, after) == 0)
    return;
  title = dect_record_title (old);
  dect_csv_row_notice (
      row, file, id,
      g_strdup_printf (_("%s is exchanged: %s takes the place of %s."), title, after, before));
}

static void
keep_secrets (DectCsvRow *row, const DectCsvFile *file, const DectHandset *handset)
{
  for (guint i = 0; i < file->n_columns; i++)
    {
      const char *cell = row->cells[i];

      if (file->columns[i].type != DECT_CSV_SECRET || cell == NULL || *cell == '\0')
        continue;
      if (handset->ipei != NULL)
        dect_secrets_set (file->report->secrets, handset->ipei, file->columns[i].field, cell);
      else
        dect_csv_row_notice (
            row, file, file->columns[i].id,
            g_strdup (_("This is left out: it is kept by the IPEI, and the handset has none.")));
    }
}

/* What another thing has already; by a row's own key it would have been found. */
static void
notice_duplicate (DectCsvRow *row, const DectCsvFile *file, const DectRecord *old)
{
  guint32 id = dect_csv_row_match_primary (row, file);
  const char *column = file->kind == DECT_KIND_RFP ? "mac" : "ipei";
  g_autofree char *title = NULL;

  if (id == 0 || (old != NULL && id == old->id))
    return;
  title = dect_record_title (dect_csv_index_find (file->index, id));
  dect_csv_row_notice (row, file, column,
                       g_strdup_printf (_("It is at %s too; no two can have it."), title));
}

/* The thing that the person put the row on. */
static const DectRecord *
find_target (DectCsvRow *row, const DectCsvFile *file)
{
  guint32 id = file->row < file->input->n_targets ? file->input->targets[file->row] : 0;
  const DectRecord *target = id != 0 ? dect_csv_index_find (file->index, id) : NULL;

  notice_duplicate (row, file, target);
  return target;
}

static DectCsvOutcome
take_row (DectCsvRow *row, DectCsvFile *file, guint32 *changed)
{
  g_autoptr (DectRecord) record = NULL;
  const DectRecord *old = NULL;
  DectCsvOutcome outcome;
  guint32 id;

  if (!row->bad)
    dect_csv_row_resolve (row, file);
  if (!row->bad)
    old = file->input->targets != NULL ? find_target (row, file) : dect_csv_row_match (row, file);
  if (!row->bad)
    check_row (row, file, old);
  if (row->bad)
    return DECT_CSV_BAD;

  dect_csv_row_create_missing (row, file);
  record = build_record (row, file, old);
  if (old == NULL)
    complete_new (record, row, file);
  else if (file->kind == DECT_KIND_RFP || file->kind == DECT_KIND_HANDSET)
    report_exchange (row, file, old, record);
  if (file->kind == DECT_KIND_HANDSET)
    keep_secrets (row, file, DECT_HANDSET (record));

  if (old != NULL && dect_record_equal (old, record))
    {
      outcome = DECT_CSV_UNCHANGED;
      id = old->id;
    }
  else
    {
      *changed = old != NULL ? old->id : 0;
      outcome = old != NULL ? DECT_CSV_UPDATED : DECT_CSV_ADDED;
      id = dect_csv_index_put (file->index, g_steal_pointer (&record));
    }
  g_hash_table_insert (file->claims, GUINT_TO_POINTER (id), GUINT_TO_POINTER (row->line));
  return outcome;
}

/* --- One file --- */

static void
note_number (DectCsvFile *file, const DectRfp *rfp)
{
  if (rfp->number != DECT_UNSET)
    g_hash_table_add (file->numbers, GINT_TO_POINTER (rfp->number));
}

static void
note_content (DectCsvFile *file, const DectRecord *record)
{
  char *key = dect_csv_file_content_key (file, record);
  GArray *ids = g_hash_table_lookup (file->contents, key);

  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (file->contents, key, ids);
    }
  else
    g_free (key);
  g_array_append_val (ids, record->id);
}

/* What is there of the file's kind before its first row. */
static void
note_records (DectCsvFile *file)
{
  g_autoptr (GPtrArray) list = dect_csv_index_list (file->index, file->kind);

  for (guint i = 0; i < list->len; i++)
    {
      const DectRecord *record = g_ptr_array_index (list, i);

      if (file->kind == DECT_KIND_RFP)
        note_number (file, DECT_RFP (record));
      else if (file->kind == DECT_KIND_WALL || file->kind == DECT_KIND_OPENING
               || file->kind == DECT_KIND_ZONE || file->kind == DECT_KIND_REMARK
               || file->kind == DECT_KIND_SURVEY)
        note_content (file, record);
    }
}

/* Claims what the rows mean by MAC or IPEI, so that no row further up takes it by its name. */
static void
claim_row (DectCsvRow *row, DectCsvFile *file)
{
  guint32 id = !row->bad ? dect_csv_row_match_primary (row, file) : 0;

  if (id != 0 && !g_hash_table_contains (file->claims, GUINT_TO_POINTER (id)))
    g_hash_table_insert (file->claims, GUINT_TO_POINTER (id), GUINT_TO_POINTER (row->line));
  if (file->kind == DECT_KIND_RFP)
    note_number (file, DECT_RFP (row->values));
}

typedef void (*RowFunc) (DectCsvRow *row, DectCsvFile *file);

static void
plan_row (DectCsvRow *row, DectCsvFile *file)
{
  DectCsvRowResult result = { .line = row->line };

  result.outcome = take_row (row, file, &result.id);
  file->report->counts[file->kind][result.outcome]++;
  g_array_append_val (file->report->rows, result);
}

/* Between rows: says how far it is, and whether it shall go on. */
static gboolean
report_progress (const DectCsvFile *file, guint line, GError **error)
{
  if (file->row % PROGRESS_ROWS != 0)
    return TRUE;
  if (file->progress != NULL)
    file->progress (_("Reading the rows"),
                    file->progress_base
                        + 0.5 * file->progress_share * MIN (line, file->n_lines) / file->n_lines,
                    file->progress_data);
  return !g_cancellable_set_error_if_cancelled (file->cancellable, error);
}

static gboolean
each_row (DectCsvFile *file, RowFunc func, GError **error)
{
  g_autoptr (DectCsvReader) reader = dect_csv_reader_new (file->input->bytes, error);
  gboolean headed = file->input->header == NULL || file->input->skip_first;
  GError *local_error = NULL;

  if (reader == NULL)
    return FALSE;
  if (!dect_csv_reader_next (reader, &local_error))
    {
      if (local_error == NULL)
        g_set_error_literal (&local_error, DECT_CSV_ERROR, DECT_CSV_ERROR_EMPTY,
                             _("The file is empty; its first row has to name the columns."));
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!dect_csv_file_read_header (file, reader, error))
    return FALSE;

  if (func == plan_row)
    note_records (file);
  file->row = 0;
  while (!headed || dect_csv_reader_next (reader, &local_error))
    {
      DectCsvRow row;

      headed = TRUE;
      if (!report_progress (file, dect_csv_reader_get_line (reader), &local_error))
        break;
      dect_csv_row_read (&row, file, reader);
      func (&row, file);
      dect_csv_row_clear (&row);
      file->row++;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return TRUE;
}

static guint
count_lines (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  guint n = 1;

  for (gsize i = 0; i < size; i++)
    n += data[i] == '\n';
  return n;
}

static gboolean
plan_file (const DectCsvFile *common,
           DectCsvReport *report,
           const DectCsvInput *input,
           GError **error)
{
  g_autofree char *name = g_utf8_make_valid (input->name, -1);
  g_autoptr (DectCsvReport) unheard = dect_csv_report_new (0);
  g_autoptr (GHashTable) claims = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) contents
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) extents = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GHashTable) words
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  DectCsvFile file = *common;

  file.kind = input->kind;
  file.name = name;
  file.report = unheard;
  file.claims = claims;
  file.contents = contents;
  file.numbers = numbers;
  file.extents = extents;
  file.words = words;
  file.next_number = 1;
  file.input = input;
  file.n_lines = count_lines (input->bytes);
  file.columns = dect_csv_columns (input->kind, &file.n_columns);

  /* The first time through only identities and numbers are gathered; what is wrong is said the
   * second time. */
  if (!each_row (&file, claim_row, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  file.report = report;
  g_ptr_array_add (report->files, g_strdup (name));
  file.progress_base += 0.5 * file.progress_share;
  return each_row (&file, plan_row, error);
}

/* --- The whole --- */

static void
take_changes (DectCsvReport *report, const DectCsvIndex *index)
{
  g_autoptr (GPtrArray) changed = dect_csv_index_list_changed (index);

  for (guint i = 0; i < changed->len; i++)
    {
      const DectRecord *record = g_ptr_array_index (changed, i);
      DectCsvChange change
          = { dect_record_ref (record), dect_csv_index_is_new (index, record->id) };

      g_array_append_val (report->changes, change);
    }
}

DectCsvReport *
dect_csv_plan (DectSnapshot *snapshot, const DectCsvInput *inputs, guint n_inputs, GError **error)
{
  return dect_csv_plan_full (snapshot, inputs, n_inputs, NULL, NULL, NULL, error);
}

DectCsvReport *
dect_csv_plan_full (DectSnapshot *snapshot,
                    const DectCsvInput *inputs,
                    guint n_inputs,
                    GCancellable *cancellable,
                    DectProgressFunc progress,
                    gpointer user_data,
                    GError **error)
{
  DectCsvFile common = { .cancellable = cancellable,
                         .progress = progress,
                         .progress_data = user_data,
                         .progress_share = 1.0 / MAX (n_inputs, 1) };
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (DectCsvIndex) index = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (inputs != NULL || n_inputs == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = dect_csv_report_new (dect_snapshot_get_generation (snapshot));
  index = dect_csv_index_new (snapshot);
  common.index = index;
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    {
      for (guint i = 0; i < n_inputs; i++)
        {
          if (inputs[i].kind != (DectKind) kind)
            continue;
          if (!plan_file (&common, report, &inputs[i], error))
            return NULL;
          common.progress_base += common.progress_share;
        }
    }

  take_changes (report, index);
  return g_steal_pointer (&report);
}

static void
translate_refs (DectRecord *record, GHashTable *ids)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      gpointer id;

      if (fields[i].type == DECT_FIELD_REFERENCE
          && g_hash_table_lookup_extended (
              ids, GUINT_TO_POINTER (dect_field_get_ref (&fields[i], record)), NULL, &id))
        dect_field_set_ref (&fields[i], record, GPOINTER_TO_UINT (id));
    }
}

static char *
name_step (const DectCsvReport *report)
{
  if (report->files->len == 1)
    return g_strdup_printf (_("Import “%s”"), (const char *) g_ptr_array_index (report->files, 0));

  return g_strdup_printf (ngettext ("Import %u file", "Import %u files", report->files->len),
                          report->files->len);
}

/* One step of the history. */
static void
carry_out (const DectCsvReport *report, DectSite *site, const char *label)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  DectHistory *history = dect_site_get_history (site);

  dect_history_begin (history, label, NULL);
  for (guint i = 0; i < report->changes->len; i++)
    {
      const DectCsvChange *change = &g_array_index (report->changes, DectCsvChange, i);
      DectRecord *record = dect_record_copy (change->record);
      guint32 id;

      translate_refs (record, ids);
      if (change->is_new)
        record->id = 0;
      id = dect_history_put (history, record);
      if (change->is_new)
        g_hash_table_insert (ids, GUINT_TO_POINTER (change->record->id), GUINT_TO_POINTER (id));
    }
  dect_history_commit (history);
}

GPtrArray *
dect_csv_preview (DectCsvReport *report, DectSnapshot *snapshot)
{
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) after = NULL;

  g_return_val_if_fail (report != NULL, NULL);
  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (dect_snapshot_get_generation (snapshot) == report->generation, NULL);

  site = dect_site_new_from_snapshot (snapshot);
  carry_out (report, site, "");
  after = dect_site_snapshot (site);
  return dect_change_list (snapshot, after);
}

gboolean
dect_csv_apply (DectCsvReport *report, DectSite *site, DectSecrets *secrets, GError **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (report != NULL, FALSE);

  label = name_step (report);
  return dect_csv_apply_as (report, site, secrets, label, error);
}

gboolean
dect_csv_apply_as (
    DectCsvReport *report, DectSite *site, DectSecrets *secrets, const char *label, GError **error)
{
  g_return_val_if_fail (report != NULL, FALSE);
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);
  g_return_val_if_fail (!dect_history_is_open (dect_site_get_history (site)), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (dect_site_get_generation (site) != report->generation)
    {
      g_set_error_literal (
          error, DECT_CSV_ERROR, DECT_CSV_ERROR_STALE,
          _("The site was changed after the import was prepared; import the files again."));
      return FALSE;
    }

  carry_out (report, site, label);
  if (secrets != NULL)
    dect_secrets_merge (secrets, report->secrets);
  return TRUE;
}

DectCsvReport *
dect_csv_import (DectSite *site,
                 DectKind kind,
                 GBytes *bytes,
                 const char *file_name,
                 DectSecrets *secrets,
                 GError **error)
{
  const DectCsvInput input = { .kind = kind, .bytes = bytes, .name = file_name };
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectCsvReport) report = NULL;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);
  g_return_val_if_fail (kind > DECT_KIND_SITE && kind < DECT_N_KINDS, NULL);
  g_return_val_if_fail (bytes != NULL && file_name != NULL, NULL);

  snapshot = dect_site_snapshot (site);
  report = dect_csv_plan (snapshot, &input, 1, error);
  if (report == NULL || !dect_csv_apply (report, site, secrets, error))
    return NULL;

  return g_steal_pointer (&report);
}
