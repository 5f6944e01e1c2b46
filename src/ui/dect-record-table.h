/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectRecordTable:
 *
 * All base stations or handsets as a table that is edited in place: sorted by its headings, filtered by a search over every column
 * and by chips, its columns to be chosen. Its selection is the document's.
 *
 * Keys: arrows, Home, End and the page keys go from cell to cell (Shift takes rows into the selection, Control goes without selecting);
 * Tab and Shift+Tab too, on into the next row; Control+Tab leaves the table. F2, Enter or any character edits; Backspace empties the
 * field, in all selected rows; Delete removes them; Control+A, C, V and D select all, copy, paste and duplicate, Shift+Control+C copies
 * whole rows; Insert adds one; Control+F goes to the search, Control+B scans; Menu and Shift+F10 open the menu; Escape drops what is wrong in a cell, else narrows the selection, else clears search and
 * chips.
 *
 * Actions: table.add, .remove, .duplicate, .edit, .clear, .set-field, .copy, .copy-rows, .paste, .show, .replace, .scan, .search; one
 * columns.FIELD for each column.
 */
#define DECT_TYPE_RECORD_TABLE (dect_record_table_get_type ())
G_DECLARE_FINAL_TYPE (DectRecordTable, dect_record_table, DECT, RECORD_TABLE, GtkWidget)

/**
 * DectTableColumn:
 * @field: id of a field
 * @width: least width in pixels
 * @expand: whether it takes what width is left
 */
typedef struct
{
  const char *field;
  int         width;
  gboolean    expand;
} DectTableColumn;

/**
 * dect_record_table_setup:
 * @self: a new table
 * @kind: whose things
 * @columns: (array zero-terminated by field): what it shows
 * @empty_title: what stands there while there is nothing, translated
 * @empty_description: what to do about it, translated
 * @icon_name: its picture
 */
void dect_record_table_setup (DectRecordTable       *self,
                              DectKind               kind,
                              const DectTableColumn *columns,
                              const char            *empty_title,
                              const char            *empty_description,
                              const char            *icon_name);

/** dect_record_table_add_button: @button: goes to the others above the table */
void dect_record_table_add_button (DectRecordTable *self,
                                   GtkWidget       *button);

/** dect_record_table_set_document: @document: (nullable): the site to show */
void dect_record_table_set_document (DectRecordTable *self,
                                     DectDocument    *document);

/** dect_record_table_paste: @bytes: a block of a spreadsheet; opens the preview, see #DectPasteDialog */
void dect_record_table_paste (DectRecordTable *self,
                              GBytes          *bytes);

/** dect_record_table_get_n_rows: Returns: rows that the search leaves */
guint dect_record_table_get_n_rows (DectRecordTable *self);

G_END_DECLS
