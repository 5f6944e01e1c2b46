/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-field.h"

G_BEGIN_DECLS

/**
 * DectCsvColumnType:
 * @DECT_CSV_VALUE: the value of a field
 * @DECT_CSV_BUILDING: name of a building: the record's own, or that of its floor
 * @DECT_CSV_FLOOR: name of a floor in that building
 * @DECT_CSV_SWITCH: name of a switch
 * @DECT_CSV_RFP: name of an RFP, else its MAC, else "#" and its number
 * @DECT_CSV_SECRET: goes to the #DectSecrets
 *
 * How a column and its record belong together: references are written by name.
 */
typedef enum
{
  DECT_CSV_VALUE,
  DECT_CSV_BUILDING,
  DECT_CSV_FLOOR,
  DECT_CSV_SWITCH,
  DECT_CSV_RFP,
  DECT_CSV_SECRET,
} DectCsvColumnType;

/**
 * DectCsvColumnFlags:
 * @DECT_CSV_NEEDED: a file without this column is refused
 * @DECT_CSV_FILLED: a row that leaves it empty is refused
 * @DECT_CSV_KEEP: an empty field leaves a thing that is there as it is; elsewhere it sets the value
 *   of a new record
 * @DECT_CSV_DIGITS: a text of digits that a spreadsheet may have turned into 1,23E+12
 * @DECT_CSV_MATERIAL: id of a material of data/radio/materials.json
 * @DECT_CSV_ENVIRONMENT: id of an environment of data/radio/environments.json
 */
typedef enum
{
  DECT_CSV_PLAIN = 0,
  DECT_CSV_NEEDED = 1 << 0,
  DECT_CSV_FILLED = 1 << 1,
  DECT_CSV_KEEP = 1 << 2,
  DECT_CSV_DIGITS = 1 << 3,
  DECT_CSV_MATERIAL = 1 << 4,
  DECT_CSV_ENVIRONMENT = 1 << 5,
} DectCsvColumnFlags;

/**
 * DectCsvColumn:
 * @id: name in the header row
 * @field: (nullable): id of the field it fills; that of the key for a SECRET; %NULL where another
 *   column fills it (the building of a record that has a floor)
 * @type: see #DectCsvColumnType
 * @flags: see #DectCsvColumnFlags
 */
typedef struct
{
  const char        *id;
  const char        *field;
  DectCsvColumnType  type;
  DectCsvColumnFlags flags;
} DectCsvColumn;

/** DECT_CSV_MAX_KIND_COLUMNS: more columns than any kind has */
#define DECT_CSV_MAX_KIND_COLUMNS 32

/**
 * dect_csv_columns:
 * @kind: a kind, not the site
 * @n_columns: (out): how many
 *
 * Returns: (array length=n_columns) (transfer none): its columns in the order in which they are
 * written
 */
const DectCsvColumn *dect_csv_columns (DectKind kind,
                                       guint   *n_columns);

/** dect_csv_column_field: Returns: (nullable): the field behind a column of @kind; %NULL for
 * secrets and where there is none */
const DectField *dect_csv_column_field (DectKind             kind,
                                        const DectCsvColumn *column);

G_END_DECLS
