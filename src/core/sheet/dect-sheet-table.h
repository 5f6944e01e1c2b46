/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-text.h"

G_BEGIN_DECLS

/**
 * DectColumnKind:
 * @DECT_COLUMN_TEXT: text; wraps between words
 * @DECT_COLUMN_STRONG: text that names the row
 * @DECT_COLUMN_MONO: an address; never wraps unless it would not fit the page
 * @DECT_COLUMN_CHECK: an empty box to tick
 * @DECT_COLUMN_BLANK: room to write
 */
typedef enum
{
  DECT_COLUMN_TEXT,
  DECT_COLUMN_STRONG,
  DECT_COLUMN_MONO,
  DECT_COLUMN_CHECK,
  DECT_COLUMN_BLANK,
} DectColumnKind;

/**
 * DectColumn:
 * @title: its head, translated; where all are empty the table has no head
 * @kind: what its cells are
 * @min_mm: least width, wider where its head's longest word or an address needs it
 * @grow: its share of the width that is left over; 0 = stays as wide as its text
 * @sticker: (nullable): where a cell is empty, a dashed box with this small text is drawn, to put a sticker in
 *
 * A column of a #DectSheetTable, as data.
 */
typedef struct
{
  const char    *title;
  DectColumnKind kind;
  double         min_mm;
  double         grow;
  const char    *sticker;
} DectColumn;

/**
 * DectCell:
 * @text: (nullable): what it says
 * @note: (nullable): a second, smaller line
 */
typedef struct
{
  const char *text;
  const char *note;
} DectCell;

/**
 * DectSheetTable:
 *
 * A table that measures itself: columns take the width they need and share what is left; where that is too little, those
 * with the longest text get narrower first and wrap. Rows are as high as their highest cell. One thread at a time.
 */
typedef struct _DectSheetTable DectSheetTable;

/** DECT_TABLE_MAX_LINES: a cell has at most so many lines; longer text ends with an ellipsis, so that any row fits a page */
#define DECT_TABLE_MAX_LINES 14

/**
 * dect_sheet_table_new:
 * @columns: (array length=n_columns): the columns; their strings must outlive the table
 * @n_columns: how many
 *
 * Returns: (transfer full): a table without rows
 */
DectSheetTable *dect_sheet_table_new  (const DectColumn *columns,
                                       guint             n_columns);
void            dect_sheet_table_free (DectSheetTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSheetTable, dect_sheet_table_free)

/** dect_sheet_table_add: adds a row; @cells: (array): one for each column, copied */
void dect_sheet_table_add (DectSheetTable *self,
                           const DectCell *cells);

guint dect_sheet_table_count (const DectSheetTable *self);

/** dect_sheet_table_fit: fixes the widths of the columns so that they fill @width_mm, and measures all rows */
void dect_sheet_table_fit (DectSheetTable *self,
                           DectTextContext  *context,
                           double          width_mm);

/** dect_sheet_table_height: Returns: millimetres that the head and @n rows from @first take, after fitting */
double dect_sheet_table_height (const DectSheetTable *self,
                                guint                 first,
                                guint                 n);

/** dect_sheet_table_rows_in: Returns: how many rows from @first fit below the head into @height_mm */
guint dect_sheet_table_rows_in (const DectSheetTable *self,
                                guint                 first,
                                double                height_mm);

/** dect_sheet_table_draw: draws the head and @n rows from @first; @cr in millimetres, upper left corner at @x_mm, @y_mm */
void dect_sheet_table_draw (const DectSheetTable *self,
                            cairo_t              *cr,
                            DectTextContext        *context,
                            double                x_mm,
                            double                y_mm,
                            guint                 first,
                            guint                 n);

G_END_DECLS
