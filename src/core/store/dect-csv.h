/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DECT_CSV_ERROR:
 *
 * Why a whole CSV file cannot be read or an import cannot be carried out; codes are #DectCsvError.
 * The message names the line and the character in it, both counted from 1. What is wrong with
 * single rows is no error but a #DectCsvIssue of the report.
 */
#define DECT_CSV_ERROR (dect_csv_error_quark ())
GQuark dect_csv_error_quark (void);

/**
 * DectCsvError:
 * @DECT_CSV_ERROR_SIZE: more than #DECT_CSV_MAX_BYTES
 * @DECT_CSV_ERROR_ENCODING: neither UTF-8 nor CP1252: UTF-16, a zero byte, or bytes that CP1252 has
 *   no character for
 * @DECT_CSV_ERROR_QUOTE: a quote that is not closed, or stands where none can stand
 * @DECT_CSV_ERROR_ROWS: more than #DECT_CSV_MAX_ROWS rows
 * @DECT_CSV_ERROR_COLUMNS: a row with more than #DECT_CSV_MAX_COLUMNS fields
 * @DECT_CSV_ERROR_FIELD: a field with more than #DECT_CSV_MAX_FIELD bytes
 * @DECT_CSV_ERROR_EMPTY: no header row
 * @DECT_CSV_ERROR_HEADER: the header lacks a column that is needed, or has one twice
 * @DECT_CSV_ERROR_STALE: the site changed after the import was planned
 */
typedef enum
{
  DECT_CSV_ERROR_SIZE,
  DECT_CSV_ERROR_ENCODING,
  DECT_CSV_ERROR_QUOTE,
  DECT_CSV_ERROR_ROWS,
  DECT_CSV_ERROR_COLUMNS,
  DECT_CSV_ERROR_FIELD,
  DECT_CSV_ERROR_EMPTY,
  DECT_CSV_ERROR_HEADER,
  DECT_CSV_ERROR_STALE,
} DectCsvError;

/* Bounds of one file. The largest site meant (20 000 walls, 2000 handsets) stays far below. */
#define DECT_CSV_MAX_BYTES (32 * 1024 * 1024)
#define DECT_CSV_MAX_ROWS 200000
#define DECT_CSV_MAX_COLUMNS 200
#define DECT_CSV_MAX_FIELD 65536 /* bytes of UTF-8 */

/**
 * DectCsvReader:
 *
 * Reads the rows of a CSV file as RFC 4180 (section 2) writes them, with what spreadsheets make of
 * it: the separator is a comma, semicolon or tab, whichever stands most in the first row (comma
 * when none does), or what a first line "sep=;" says; rows end with LF, CRLF or CR; the text is
 * UTF-8 with or without byte order mark, else CP1252. A field that starts with a quote ends with a
 * quote; two quotes in it are one; line breaks in it are kept, as LF. A quote anywhere else is an
 * error, but a plain character in a text separated by tabs. Rows without any text are skipped. An
 * apostrophe that dect_csv_guard() puts before a text is not part of it. One thread at a time.
 */
typedef struct _DectCsvReader DectCsvReader;

/**
 * dect_csv_reader_new:
 * @bytes: the file
 * @error: return location, %DECT_CSV_ERROR_SIZE or _ENCODING
 *
 * Returns: (transfer full): a reader before the first row
 */
DectCsvReader *dect_csv_reader_new (GBytes  *bytes,
                                    GError **error);

void dect_csv_reader_free (DectCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCsvReader, dect_csv_reader_free)

/**
 * dect_csv_reader_next:
 * @self: a reader
 * @error: return location, %DECT_CSV_ERROR_QUOTE, _ROWS, _COLUMNS, _FIELD
 *
 * Goes to the next row. After an error the reader is at its end.
 *
 * Returns: whether there is one; at the end %FALSE without an error
 */
gboolean dect_csv_reader_next (DectCsvReader *self,
                               GError       **error);

/** dect_csv_reader_get_line: Returns: line on which the row starts, from 1; lines inside quoted
 * fields count */
guint dect_csv_reader_get_line (const DectCsvReader *self);

/** dect_csv_reader_get_n_fields: Returns: number of fields of the row, at least 1 */
guint dect_csv_reader_get_n_fields (const DectCsvReader *self);

/**
 * dect_csv_reader_get_field:
 * @self: a reader on a row
 * @i: which field, from 0
 *
 * Returns: (transfer none): its text in UTF-8, blanks kept; "" for fields the row does not have;
 * valid until the next row
 */
const char *dect_csv_reader_get_field (const DectCsvReader *self,
                                       guint                i);

/**
 * dect_csv_guard:
 * @text: what is to stand in a cell
 *
 * A spreadsheet calculates what begins with =, +, - or @, and some start programs that such a text
 * names, whoever wrote it; an apostrophe before it makes it a text again. Numbers stay as they are.
 * #DectCsvReader takes the apostrophe away again, of any number of them one.
 *
 * Returns: (transfer full): what to write
 */
char *dect_csv_guard (const char *text);

/** dect_csv_append_quoted: @row gets @text in quotes, and each quote in it twice */
void dect_csv_append_quoted (GString    *row,
                             const char *text);

/** dect_csv_append_cell: @row: gets @text as the cell of a row, guarded by dect_csv_guard(), and in quotes where it needs them */
void dect_csv_append_cell (GString    *row,
                           const char *text);

/** dect_csv_reader_get_separator: Returns: ',', ';' or tab */
char dect_csv_reader_get_separator (const DectCsvReader *self);

/** dect_csv_reader_get_encoding: Returns: "UTF-8" or "CP1252" */
const char *dect_csv_reader_get_encoding (const DectCsvReader *self);

G_END_DECLS
