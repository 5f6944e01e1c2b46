/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-types.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/**
 * DectCsvIssueType:
 * @DECT_CSV_REFUSED: the row is not taken
 * @DECT_CSV_NOTICE: the file is taken otherwise than it may have been meant: a column left out, a
 *   building created
 */
typedef enum
{
  DECT_CSV_REFUSED,
  DECT_CSV_NOTICE,
} DectCsvIssueType;

/**
 * DectCsvIssue:
 * @type: see #DectCsvIssueType
 * @file: name of the file, as given
 * @line: line on which the row starts, from 1
 * @column: (nullable): name of the column in the header row; %NULL when the whole row is meant
 * @column_number: its place in the header row, from 1; 0 with no @column
 * @text: one translated sentence: what is wrong and what to do; never a secret
 *
 * One thing that a person has to know about one row. A row may have several.
 */
typedef struct
{
  DectCsvIssueType type;
  char            *file;
  guint            line;
  char            *column;
  guint            column_number;
  char            *text;
} DectCsvIssue;

/** dect_csv_issue_to_string: Returns: (transfer full): one line, "rfps.csv:12: mac: One digit is
 * missing ..." */
char *dect_csv_issue_to_string (const DectCsvIssue *issue);

/**
 * DectCsvOutcome:
 * @DECT_CSV_ADDED: a new thing
 * @DECT_CSV_UPDATED: a thing that is there changes
 * @DECT_CSV_UNCHANGED: it is there already, just so
 * @DECT_CSV_BAD: the row is refused
 * @DECT_CSV_N_OUTCOMES: number of outcomes
 *
 * What becomes of a row.
 */
typedef enum
{
  DECT_CSV_ADDED,
  DECT_CSV_UPDATED,
  DECT_CSV_UNCHANGED,
  DECT_CSV_BAD,
  DECT_CSV_N_OUTCOMES,
} DectCsvOutcome;

/**
 * DectCsvReport:
 *
 * What an import will do, and with which rows it will not: the plan of dect_csv_plan() for
 * dect_csv_apply(). Immutable, counted, boxed; may be read from any thread. It may hold secrets,
 * which it wipes when it goes.
 */
typedef struct _DectCsvReport DectCsvReport;

#define DECT_TYPE_CSV_REPORT (dect_csv_report_get_type ())
GType dect_csv_report_get_type (void) G_GNUC_CONST;

DectCsvReport *dect_csv_report_ref   (DectCsvReport *self);
void           dect_csv_report_unref (DectCsvReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCsvReport, dect_csv_report_unref)

/**
 * dect_csv_report_count:
 * @self: a report
 * @kind: a kind; %DECT_N_KINDS for all together
 * @outcome: an outcome
 *
 * Rows count as what they become. Buildings, floors and switches that other rows name and the site
 * does not know count as ADDED.
 *
 * Returns: how many
 */
guint dect_csv_report_count (const DectCsvReport *self,
                             DectKind             kind,
                             DectCsvOutcome       outcome);

/** dect_csv_report_get_issues: Returns: (transfer none) (element-type DectCsvIssue): what a person
 * has to know, in the order of the files and their lines */
GPtrArray *dect_csv_report_get_issues (const DectCsvReport *self);

/** dect_csv_report_count_issues: Returns: how many issues of @type there are */
guint dect_csv_report_count_issues (const DectCsvReport *self,
                                    DectCsvIssueType     type);

/** dect_csv_report_get_n_rows: Returns: rows looked at, without headers */
guint dect_csv_report_get_n_rows (const DectCsvReport *self);

/**
 * dect_csv_report_get_row:
 * @self: a report
 * @i: which row, from 0
 * @line: (out) (optional): line on which it starts, from 1
 * @id: (out) (optional): the thing that it changes; 0 for a new one and a refused row
 *
 * Returns: what becomes of it
 */
DectCsvOutcome dect_csv_report_get_row (const DectCsvReport *self,
                                        guint                i,
                                        guint               *line,
                                        guint32             *id);

/** dect_csv_report_has_changes: Returns: whether dect_csv_apply() would change the site */
gboolean dect_csv_report_has_changes (const DectCsvReport *self);

/** dect_csv_report_get_secrets: Returns: (transfer none): access codes and SIP passwords of the
 * files, by IPEI */
const DectSecrets *dect_csv_report_get_secrets (const DectCsvReport *self);

/**
 * dect_csv_report_dup_summary:
 * @self: a report
 *
 * Returns: (transfer full): translated, one line a kind: "base station: 4 added, 2 updated, 12
 *   unchanged, 1 refused"; kinds without rows are left out; "" for files without rows
 */
char *dect_csv_report_dup_summary (const DectCsvReport *self);

G_END_DECLS
