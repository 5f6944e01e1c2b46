/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * DectPrintDialog:
 *
 * What to print, how, and the pages as they will be: every change lays them out anew, in a thread. What was chosen is remembered,
 * but never that access codes were. Signal "done" (const char *sentence): what was saved, to be told once it is closed. Actions print.print, print.save, print.stop, print.preview, print.options.
 */
#define DECT_TYPE_PRINT_DIALOG (dect_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectPrintDialog, dect_print_dialog, DECT, PRINT_DIALOG, AdwWindow)

/**
 * dect_print_dialog_new:
 * @document: whose site; it has results
 *
 * Shows the site as it stands now.
 *
 * Returns: (transfer none): the window; the caller presents it
 */
DectPrintDialog *dect_print_dialog_new (DectDocument *document);

/** dect_print_dialog_get_sheets: Returns: (transfer none) (nullable): the pages as chosen; %NULL while they are laid out */
DectSheets *dect_print_dialog_get_sheets (DectPrintDialog *self);

/** dect_print_dialog_choose: as if a person had chosen @word in the row "what", "paper", "label-sheet" ...; for tests */
void dect_print_dialog_choose (DectPrintDialog *self,
                               const char      *row,
                               const char      *word);

/** dect_print_dialog_save: writes the PDF, with progress in the dialog */
void dect_print_dialog_save (DectPrintDialog *self,
                             const char      *path);

G_END_DECLS
