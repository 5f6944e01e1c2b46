/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print-rows.h"

#include <glib/gi18n.h>

#include "sheet/dect-sheet.h"

static const DectPrintWord what_words[] = {
  { "all", N_("All on plain paper") },
  { "overview", N_("Overview") },
  { "placement", N_("Placement sheets") },
  { "cables", N_("Cable list") },
  { "photos", N_("Photo list") },
  { "survey", N_("Survey sheet") },
  { "ipei", N_("IPEI list") },
  { "report", N_("Handover report") },
  { "labels", N_("Labels") },
  { NULL, NULL },
};

static const DectPrintWord labels_of_words[] = {
  { "all", N_("All") },
  { "rfps", N_("Base stations") },
  { "handsets", N_("Handsets") },
  { NULL, NULL },
};

static const DectPrintWord paper_words[]
    = { { "a4", N_("A4") }, { "letter", N_("Letter") }, { NULL, NULL } };

static const DectPrintWord orientation_words[]
    = { { "portrait", N_("Portrait") }, { "landscape", N_("Landscape") }, { NULL, NULL } };

static const DectPrintWord scale_words[] = {
  { "fit", N_("Fitted to the page") },
  { "50", "1 : 50" },
  { "100", "1 : 100" },
  { "200", "1 : 200" },
  { "500", "1 : 500" },
  { NULL, NULL },
};

static const DectPrintWord measures_words[] = {
  { "distances", N_("Distances to the next walls") },
  { "coordinates", N_("Coordinates") },
  { "none", N_("None") },
  { NULL, NULL },
};

static const DectPrintWord sort_words[] = {
  { "number", N_("By number") },
  { "name", N_("By name") },
  { "location", N_("By location") },
  { NULL, NULL },
};

static const DectPrintWord code_words[] = {
  { "bars", N_("Barcode") },
  { "qr", N_("QR code") },
  { "none", N_("None") },
  { NULL, NULL },
};

const DectPrintRowInfo dect_print_rows[DECT_PRINT_N_ROWS] = {
  [DECT_PRINT_ROW_WHAT] = { "what", "print-what", what_words },
  [DECT_PRINT_ROW_LANGUAGE] = { "language", "print-language", NULL },
  [DECT_PRINT_ROW_LABEL_SHEET] = { "label_sheet", "print-label-sheet", NULL },
  [DECT_PRINT_ROW_LABELS_OF] = { "labels_of", "print-labels-of", labels_of_words },
  [DECT_PRINT_ROW_PAPER] = { "paper", "print-paper", paper_words },
  [DECT_PRINT_ROW_ORIENTATION] = { "orientation", "print-orientation", orientation_words },
  [DECT_PRINT_ROW_SCALE] = { "scale", "print-scale", scale_words },
  [DECT_PRINT_ROW_MEASURES] = { "measures", "print-measures", measures_words },
  [DECT_PRINT_ROW_SORT] = { "sort", "print-sort", sort_words },
  [DECT_PRINT_ROW_CODE] = { "code", "print-code", code_words },
};

gboolean
dect_print_row_knows (DectPrintRow row, const char *word)
{
  DectSheetKinds kinds;

  g_return_val_if_fail (word != NULL, FALSE);

  return row != DECT_PRINT_ROW_WHAT || dect_sheet_kinds_from_text (word, &kinds);
}
