/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/dect-paste.h"

G_BEGIN_DECLS

/** DECT_PASTE_TABLE_MAX_COLUMNS: more columns than any table here has; the rest is not shown */
#define DECT_PASTE_TABLE_MAX_COLUMNS 40

/**
 * DectPasteTable:
 *
 * A block that is to be pasted, and what becomes of each of its rows: what is refused first, with the reason, its cells marked. Secrets are
 * not shown.
 */
#define DECT_TYPE_PASTE_TABLE (dect_paste_table_get_type ())
G_DECLARE_FINAL_TYPE (DectPasteTable, dect_paste_table, DECT, PASTE_TABLE, AdwBin)

/**
 * dect_paste_table_show:
 * @self: a table
 * @site: where it is pasted
 * @kind: what the rows are
 * @paste: the block
 * @columns: (element-type utf8): as dect_paste_guess() gives it
 * @has_header: whether the first row is no data
 * @report: (nullable): what would happen; without it no row is shown
 */
void dect_paste_table_show (DectPasteTable *self,
                            DectSite       *site,
                            DectKind        kind,
                            DectPaste      *paste,
                            GPtrArray      *columns,
                            gboolean        has_header,
                            DectCsvReport  *report);

/** dect_paste_table_clear: shows no row any more */
void dect_paste_table_clear (DectPasteTable *self);

/** dect_paste_table_column_title: @id: (nullable): id of a column of dect_csv_columns(). Returns: what a person calls it */
const char *dect_paste_table_column_title (DectKind    kind,
                                           const char *id);

G_END_DECLS
