/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectNamesDialog:
 *
 * Names of handsets from the PBX: which user has a handset's number there, beside the name it has in the plan, to choose from.
 * Also says which numbers the PBX does not know or knows twice, and which base stations it has already. Nothing is written to
 * the PBX.
 */
#define DECT_TYPE_NAMES_DIALOG (dect_names_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectNamesDialog, dect_names_dialog, DECT, NAMES_DIALOG, AdwWindow)

/** dect_names_dialog_open: @session: the site's connection; reads there at once where there is one. Returns: (transfer none): the dialog, shown */
DectNamesDialog *dect_names_dialog_open (GtkWindow      *parent,
                                         DectPbxSession *session);

/** dect_names_dialog_get_rows: Returns: (transfer none): one row for each proposal, with a writable property "chosen" */
GListModel *dect_names_dialog_get_rows (DectNamesDialog *self);

G_END_DECLS
