/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectTrialView:
 *
 * How far a connection to a PBX came: a row for each step, with what was found and, where it failed, what to do about it.
 * Hidden before the first try.
 */
#define DECT_TYPE_TRIAL_VIEW (dect_trial_view_get_type ())
G_DECLARE_FINAL_TYPE (DectTrialView, dect_trial_view, DECT, TRIAL_VIEW, AdwBin)

/** dect_trial_view_set: @reports: (nullable) (array fixed-size=6): the steps; %NULL before the first try */
void dect_trial_view_set (DectTrialView            *self,
                          const DectPbxTrialReport *reports);

/** dect_trial_view_get_text: Returns: (nullable): what the row of @step says, advice included, for tests and screen readers */
const char *dect_trial_view_get_text (DectTrialView   *self,
                                      DectPbxTrialStep step);

G_END_DECLS
