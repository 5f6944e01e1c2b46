/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "pbx/dect-pbx-merge.h"

G_BEGIN_DECLS

/**
 * DectConflictView:
 *
 * What the plan and somebody else changed differently since they last agreed: for each one the value of then, of the plan and of
 * the PBX, and the choice between the latter two; one by one or all alike. What only the other changed is taken over by itself
 * and listed. The button takes it over when everything is decided (action commission.merge).
 *
 * Signal: decided (self), after a choice was made.
 */
#define DECT_TYPE_CONFLICT_VIEW (dect_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (DectConflictView, dect_conflict_view, DECT, CONFLICT_VIEW, AdwBin)

/** dect_conflict_view_set_merge: @merge: (nullable): what to decide; %NULL hides the view */
void dect_conflict_view_set_merge (DectConflictView *self,
                                   DectPbxMerge     *merge);

/** dect_conflict_view_choose_all: decides everything alike, what was decided already included */
void dect_conflict_view_choose_all (DectConflictView *self,
                                    DectPbxChoice     choice);

G_END_DECLS
