/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectCsvDialog:
 *
 * Shows what a table would change before it does: the summary, the rows that are refused and why. The import is one step of
 * the history; access codes and passwords in the file go to the site's secrets.
 */
#define DECT_TYPE_CSV_DIALOG (dect_csv_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectCsvDialog, dect_csv_dialog, DECT, CSV_DIALOG, AdwWindow)

/**
 * dect_csv_guess_kind:
 * @name: name of a file
 * @bytes: (nullable): its content
 *
 * By the name where it holds the word of a kind ("rfps.csv"), else by the columns of the header.
 *
 * Returns: what its rows are; %DECT_KIND_RFP when nothing tells
 */
DectKind dect_csv_guess_kind (const char *name,
                              GBytes     *bytes);

/** dect_csv_dialog_open: reads @file and shows what it would change. Returns: (transfer none): the dialog */
DectCsvDialog *dect_csv_dialog_open (GtkWindow    *parent,
                                     DectDocument *document,
                                     GFile        *file);

/** dect_csv_dialog_is_busy: Returns: whether it is reading or working out what would change */
gboolean dect_csv_dialog_is_busy (DectCsvDialog *self);

G_END_DECLS
