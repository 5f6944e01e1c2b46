/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** DectPrintRow: what a person chooses by a list in the dialog that prints */
typedef enum
{
  DECT_PRINT_ROW_WHAT,
  DECT_PRINT_ROW_LANGUAGE,
  DECT_PRINT_ROW_LABEL_SHEET,
  DECT_PRINT_ROW_LABELS_OF,
  DECT_PRINT_ROW_PAPER,
  DECT_PRINT_ROW_ORIENTATION,
  DECT_PRINT_ROW_SCALE,
  DECT_PRINT_ROW_MEASURES,
  DECT_PRINT_ROW_SORT,
  DECT_PRINT_ROW_CODE,
  DECT_PRINT_N_ROWS,
} DectPrintRow;

/** DectPrintWord: one value: @word: as the command line, the settings and the parsers of dect-sheet.h know it; @title: untranslated */
typedef struct
{
  const char *word;
  const char *title;
} DectPrintWord;

/** DectPrintRowInfo: @row: id in the template; @key: of the settings; @words: (nullable): ended by a %NULL word; %NULL = made at run time */
typedef struct
{
  const char          *row;
  const char          *key;
  const DectPrintWord *words;
} DectPrintRowInfo;

extern const DectPrintRowInfo dect_print_rows[DECT_PRINT_N_ROWS];

/** dect_print_row_knows: Returns: whether this build can print what @word stands for */
gboolean dect_print_row_knows (DectPrintRow row,
                               const char  *word);

G_END_DECLS
