/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-csv-columns.h"
#include "store/dect-csv-import.h"
#include "store/dect-csv-index.h"
#include "store/dect-csv-report-private.h"
#include "store/dect-csv.h"

G_BEGIN_DECLS

/**
 * DectCsvFile:
 * @places: for each column its field in the rows, -1 = the file does not have it
 * @claims: id -> line of the row of this file that means it
 * @contents: (nullable): walls, openings, survey points: text of a row -> GArray of ids that are so
 *   and not claimed
 * @numbers: numbers of RFPs in use, here or at the site
 * @extents: (nullable): survey points: id of a floor -> what is drawn on it
 * @words: name of a data file -> the ids in it
 * @next_number: no RFP number below is free
 * @input: what is imported
 * @row: which row after the header is being read, from 0
 * @n_lines: lines of the file, about
 *
 * One file on its way into a plan.
 */
typedef struct
{
  DectKind             kind;
  const char          *name;
  const DectCsvColumn *columns;
  guint                n_columns;
  gint                 places[DECT_CSV_MAX_KIND_COLUMNS];
  guint                n_header;
  DectCsvReport       *report;
  DectCsvIndex        *index;
  GHashTable          *claims;
  GHashTable          *contents;
  GHashTable          *numbers;
  GHashTable          *extents;
  GHashTable          *words;
  gint                 next_number;
  const DectCsvInput  *input;
  guint                row;
  guint                n_lines;
  GCancellable        *cancellable;
  DectProgressFunc     progress;
  gpointer             progress_data;
  double               progress_base;  /* of the whole: where this file starts */
  double               progress_share; /* of the whole: this file */
} DectCsvFile;

/**
 * DectCsvRow:
 * @cells: for each column its text, trimmed; %NULL where the file has no such column
 * @values: a new record with the cells that are no references
 * @refs: for each column that names another thing its id; 0 where it names none or one that is to
 *   be created
 * @building: building that the row names or implies; 0 with @creates_building
 * @bad: an issue refuses it
 *
 * One row on its way.
 */
typedef struct
{
  guint       line;
  char       *cells[DECT_CSV_MAX_KIND_COLUMNS];
  DectRecord *values;
  guint32     refs[DECT_CSV_MAX_KIND_COLUMNS];
  guint32     building;
  gboolean    creates_building;
  gboolean    creates_floor;
  gboolean    creates_switch;
  gboolean    bad;
} DectCsvRow;

/** dect_csv_file_read_header: finds the columns in the row the reader stands on. Returns: %FALSE
 * with %DECT_CSV_ERROR_HEADER */
gboolean dect_csv_file_read_header (DectCsvFile         *self,
                                    const DectCsvReader *reader,
                                    GError             **error);

/** dect_csv_file_column: Returns: which column is called so; it is there */
guint dect_csv_file_column (const DectCsvFile *self,
                            const char        *id);

/** dect_csv_row_read: takes the row the reader stands on; says what is wrong with its cells; clear
 * it with dect_csv_row_clear() */
void dect_csv_row_read (DectCsvRow          *self,
                        const DectCsvFile   *file,
                        const DectCsvReader *reader);

void dect_csv_row_clear (DectCsvRow *self);

/** dect_csv_row_cell: Returns: (nullable): text of the column called @id, %NULL where it is empty
 * or not in the file */
const char *dect_csv_row_cell (const DectCsvRow  *self,
                               const DectCsvFile *file,
                               const char        *id);

/** dect_csv_row_refuse: @column: (nullable): its id. @text: (transfer full) */
void dect_csv_row_refuse (DectCsvRow        *self,
                          const DectCsvFile *file,
                          const char        *column,
                          char              *text);

/** dect_csv_row_notice: @column: (nullable): its id. @text: (transfer full) */
void dect_csv_row_notice (DectCsvRow        *self,
                          const DectCsvFile *file,
                          const char        *column,
                          char              *text);

/** dect_csv_row_resolve: finds what the row's names mean; creates nothing */
void dect_csv_row_resolve (DectCsvRow        *self,
                           const DectCsvFile *file);

/** dect_csv_row_create_missing: creates what the row names and the site does not know, and says so
 */
void dect_csv_row_create_missing (DectCsvRow        *self,
                                  const DectCsvFile *file);

/** dect_csv_row_match_primary: Returns: id of the thing with the row's MAC or IPEI, 0 when there is
 * not exactly one */
guint32 dect_csv_row_match_primary (const DectCsvRow  *self,
                                    const DectCsvFile *file);

/** dect_csv_row_match: Returns: (nullable): the thing the row means; %NULL for a new one, or when
 * the row is refused */
const DectRecord *dect_csv_row_match (DectCsvRow        *self,
                                      const DectCsvFile *file);

/** dect_csv_row_check_place: says when a survey point lies far outside of what is drawn on its floor;
 * once a floor */
void dect_csv_row_check_place (DectCsvRow        *self,
                               const DectCsvFile *file);

/** dect_csv_file_content_key: @record: a record of the file's kind. Returns: (transfer full): its
 * text, as far as the file has columns */
char *dect_csv_file_content_key (const DectCsvFile *self,
                                 const DectRecord  *record);

/** dect_csv_next_level: Returns: the level above the highest floor of @building, 0 for its first */
gint dect_csv_next_level (const DectCsvIndex *index,
                          guint32             building);

G_END_DECLS
