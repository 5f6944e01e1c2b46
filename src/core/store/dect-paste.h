/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"
#include "store/dect-csv-import.h"

G_BEGIN_DECLS

/** DECT_PASTE_MAX_ROWS: more rows than a block for one site has; the largest OMM runs 4096 base stations and 10 000 handsets
 * (facts/omm.md, section 7: user's statement) */
#define DECT_PASTE_MAX_ROWS 20000

/**
 * DectPaste:
 *
 * A block that was copied from a spreadsheet (tabs, or CSV with semicolons or commas), cut into cells, with a guess at what its columns
 * are. Immutable, counted; any thread. It is imported by dect_csv_plan_full(): there is one importer.
 */
typedef struct _DectPaste DectPaste;

/**
 * dect_paste_new:
 * @bytes: the text
 * @cancellable: (nullable): stops it
 * @error: return location, #DECT_CSV_ERROR (_ROWS over #DECT_PASTE_MAX_ROWS, _EMPTY) or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the block
 */
DectPaste *dect_paste_new (GBytes       *bytes,
                           GCancellable *cancellable,
                           GError      **error);

DectPaste *dect_paste_ref   (DectPaste *self);
void       dect_paste_unref (DectPaste *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPaste, dect_paste_unref)

/** dect_paste_get_n_rows: Returns: its rows, a header among them */
guint dect_paste_get_n_rows (const DectPaste *self);

/** dect_paste_get_n_columns: Returns: cells of its longest row */
guint dect_paste_get_n_columns (const DectPaste *self);

/** dect_paste_get_line: Returns: line on which a row starts, from 1 */
guint dect_paste_get_line (const DectPaste *self,
                           guint            row);

/** dect_paste_get_cell: Returns: (transfer none): text of a cell; "" beyond the end of its row */
const char *dect_paste_get_cell (const DectPaste *self,
                                 guint            row,
                                 guint            column);

/**
 * dect_paste_has_header:
 * @self: a block
 * @kind: what its rows are
 *
 * Returns: whether at least half of what stands in its first row names columns, by their CSV names or by what the interface calls the
 *   fields, in English or the language of the interface
 */
gboolean dect_paste_has_header (const DectPaste *self,
                                DectKind         kind);

/**
 * dect_paste_guess:
 * @self: a block
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @has_header: whether its first row names the columns
 * @fields: (nullable) (element-type DectField): without a header: fields of the columns of the table from the cell on where it is pasted
 *
 * What each column is: by the header; else by its cells, where nearly all are MACs, IPEIs or IP addresses; else by where it is pasted. No
 * column comes twice.
 *
 * Returns: (transfer full) (element-type utf8): for each column the id of a column of dect_csv_columns(); %NULL = left out. The ids are
 *   static
 */
GPtrArray *dect_paste_guess (const DectPaste *self,
                             DectKind         kind,
                             gboolean         has_header,
                             const GPtrArray *fields);

/**
 * dect_paste_plan:
 * @self: a block
 * @snapshot: the site as it stands
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @columns: (element-type utf8): as dect_paste_guess() gives it
 * @has_header: whether the first row is no data
 * @targets: (nullable) (element-type guint32): which thing each row means, see #DectCsvInput; %NULL = by MAC, IPEI, name or number
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told how far it is
 * @user_data: for @progress
 * @error: return location, #DECT_CSV_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what pasting would do, for dect_csv_apply_as()
 */
DectCsvReport *dect_paste_plan (const DectPaste *self,
                                DectSnapshot    *snapshot,
                                DectKind         kind,
                                const GPtrArray *columns,
                                gboolean         has_header,
                                const GArray    *targets,
                                GCancellable    *cancellable,
                                DectProgressFunc progress,
                                gpointer         user_data,
                                GError         **error);

G_END_DECLS
