/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectSetDialog:
 *
 * Sets one field of several things, in one step. Action: set.apply.
 */
#define DECT_TYPE_SET_DIALOG (dect_set_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectSetDialog, dect_set_dialog, DECT, SET_DIALOG, AdwWindow)

/**
 * dect_set_dialog_open:
 * @parent: (nullable): window
 * @document: its site
 * @ids: (element-type guint32): things of one kind, at least one
 * @field: (nullable): the field that is chosen at first
 *
 * Returns: (transfer none): the window, shown
 */
DectSetDialog *dect_set_dialog_open (GtkWindow       *parent,
                                     DectDocument    *document,
                                     const GArray    *ids,
                                     const DectField *field);

G_END_DECLS
