/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectOmmDialog:
 *
 * What an import file of the OMM would change before it does: which column is what, and how sure that is (to be changed); what is new,
 * what changes from what to what, which lines are refused and why. Reading and planning happen in a thread. The import is one step of the
 * history; access codes and passwords in the file go to the site's secrets. Action: omm.import.
 */
#define DECT_TYPE_OMM_DIALOG (dect_omm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectOmmDialog, dect_omm_dialog, DECT, OMM_DIALOG, AdwWindow)

/** dect_omm_dialog_open: reads @file and shows what it would change. Returns: (transfer none): the dialog */
DectOmmDialog *dect_omm_dialog_open (GtkWindow    *parent,
                                     DectDocument *document,
                                     GFile        *file);

/** dect_omm_dialog_is_busy: Returns: whether it is reading or working out what would change */
gboolean dect_omm_dialog_is_busy (DectOmmDialog *self);

/** dect_omm_dialog_set_column: @field: what the @column-th column is, as in #DectOmmColumn; "blank" leaves it out */
void dect_omm_dialog_set_column (DectOmmDialog *self,
                                 guint          column,
                                 const char    *field);

G_END_DECLS
