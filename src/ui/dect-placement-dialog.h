/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chain/dect-placement.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectPlacementDialog:
 *
 * Asks what automatic placement shall reach, works it out in a thread with progress, and closes when it is done. Actions: placement.plan,
 * placement.stop.
 *
 * Signal: planned (self, DectPlacement): a proposal is there.
 */
#define DECT_TYPE_PLACEMENT_DIALOG (dect_placement_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectPlacementDialog, dect_placement_dialog, DECT, PLACEMENT_DIALOG, AdwWindow)

/** dect_placement_dialog_new: @document: its floor is planned, or all floors of that floor's building */
DectPlacementDialog *dect_placement_dialog_new (DectDocument *document);

G_END_DECLS
