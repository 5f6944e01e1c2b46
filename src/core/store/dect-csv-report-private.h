/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-record.h"
#include "store/dect-csv-report.h"

G_BEGIN_DECLS

/**
 * DectCsvChange:
 * @record: the thing as it shall be
 * @is_new: whether the site does not know it; its id, and those of other new things that it refers
 *   to, are provisional then
 */
typedef struct
{
  DectRecord *record;
  gboolean    is_new;
} DectCsvChange;

/** DectCsvRowResult: @line: where the row starts, from 1. @id: the thing it changes, 0 for a new one and a refused row */
typedef struct
{
  guint          line;
  DectCsvOutcome outcome;
  guint32        id;
} DectCsvRowResult;

struct _DectCsvReport
{
  gatomicrefcount ref_count;
  guint64         generation; /* of the snapshot it was made for */
  GArray         *changes;    /* of DectCsvChange, in the order of kinds */
  GPtrArray      *issues;     /* of DectCsvIssue */
  GArray         *rows;       /* of DectCsvRowResult, in the order of files and lines */
  GPtrArray      *files;      /* names */
  guint           counts[DECT_N_KINDS][DECT_CSV_N_OUTCOMES];
  DectSecrets    *secrets;
};

DectCsvReport *dect_csv_report_new (guint64 generation);

/** dect_csv_report_add_issue: @column: (nullable). @text: (transfer full) */
void dect_csv_report_add_issue (DectCsvReport   *self,
                                DectCsvIssueType type,
                                const char      *file,
                                guint            line,
                                const char      *column,
                                guint            column_number,
                                char            *text);

G_END_DECLS
