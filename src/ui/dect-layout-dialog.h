/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

/**
 * DectLayoutDialog:
 *
 * The layouts of the OMM's import files: which columns, in which order, which instructions are written, what stands where, with the file
 * of the open site as it would be. Those that ship are looked at and duplicated; changes of the person's own are kept at once, in the
 * user's folder and, where the open site uses the layout, in the site as a step of its history.
 *
 * Actions: layout.duplicate, layout.delete, layout.reset, layout.blank (one more empty column), layout.move (ui): row, up or down.
 */
#define DECT_TYPE_LAYOUT_DIALOG (dect_layout_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectLayoutDialog, dect_layout_dialog, DECT, LAYOUT_DIALOG, AdwWindow)

/** dect_layout_dialog_open: @document: (nullable): the open site. Returns: (transfer none): the dialog */
DectLayoutDialog *dect_layout_dialog_open (GtkWindow    *parent,
                                           DectDocument *document);

/** dect_layout_dialog_choose: shows the layout @id */
void dect_layout_dialog_choose (DectLayoutDialog *self,
                                const char       *id);

/** dect_layout_dialog_get_layout: Returns: (transfer none): the one that is shown */
const DectOmmLayout *dect_layout_dialog_get_layout (DectLayoutDialog *self);

/** dect_layout_dialog_set_column: puts the column of @field at the end, or takes it out */
void dect_layout_dialog_set_column (DectLayoutDialog *self,
                                    const char       *field,
                                    gboolean          on);

/** dect_layout_dialog_get_preview: Returns: (transfer none): the beginning of the file as it would be */
const char *dect_layout_dialog_get_preview (DectLayoutDialog *self);

G_END_DECLS
