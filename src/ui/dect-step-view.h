/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-commission-log.h"

G_BEGIN_DECLS

/**
 * DectStepView:
 *
 * One step: why, what to click, and where the program can do it itself, the widget that does.
 */
#define DECT_TYPE_STEP_VIEW (dect_step_view_get_type ())
G_DECLARE_FINAL_TYPE (DectStepView, dect_step_view, DECT, STEP_VIEW, AdwBin)

/** dect_step_view_new: @content: (nullable): what does it. Returns: a view of @step */
GtkWidget *dect_step_view_new (DectStep   step,
                               GtkWidget *content);

/** dect_step_view_update: @site: for the release of the OMM; @state: what the log says */
void dect_step_view_update (DectStepView        *self,
                            const DectSiteInfo  *site,
                            const DectStepState *state);

G_END_DECLS
