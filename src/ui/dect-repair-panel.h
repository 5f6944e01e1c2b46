/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-fixer.h"

G_BEGIN_DECLS

/**
 * DectRepairPanel:
 *
 * The ways to repair a weakness of the chain, one below the other with what each gains; the selected one is shown on the plan.
 *
 * Signal: closed (self): the person is done with it, or the plan has changed.
 */
#define DECT_TYPE_REPAIR_PANEL (dect_repair_panel_get_type ())
G_DECLARE_FINAL_TYPE (DectRepairPanel, dect_repair_panel, DECT, REPAIR_PANEL, AdwBin)

GtkWidget *dect_repair_panel_new (void);

/** dect_repair_panel_set_fixer: @fixer: (nullable): whose suggestions to show; %NULL lets go of what is shown on the plan */
void dect_repair_panel_set_fixer (DectRepairPanel *self,
                                  DectFixer       *fixer);

/** dect_repair_dup_gain: Returns: (transfer full): what @repair changes, in figures: "not reached: 2 → 0 · single links: 3 → 1" */
char *dect_repair_dup_gain (DectRepair *repair);

G_END_DECLS
