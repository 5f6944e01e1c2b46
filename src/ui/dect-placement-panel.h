/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chain/dect-placement.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectPlacementPanel:
 *
 * A proposal of automatic placement beside the plan that shows it: figures before and after, what could not be reached, why each base
 * station is there, and Apply or Discard (actions proposal.apply, proposal.discard).
 *
 * Signal: closed (self): the person is done with it, or the plan has changed.
 */
#define DECT_TYPE_PLACEMENT_PANEL (dect_placement_panel_get_type ())
G_DECLARE_FINAL_TYPE (DectPlacementPanel, dect_placement_panel, DECT, PLACEMENT_PANEL, AdwBin)

GtkWidget *dect_placement_panel_new (void);

/** dect_placement_panel_set_placement: @placement: (nullable): what to show, made from the site of @document; %NULL lets go of the plan */
void dect_placement_panel_set_placement (DectPlacementPanel *self,
                                         DectDocument       *document,
                                         DectPlacement      *placement);

G_END_DECLS
