/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/dect-commission-steps.h"

G_BEGIN_DECLS

/** DectStepRow: a step in the list of steps: its number, or a tick when it is done, and a line on how things stand. */
#define DECT_TYPE_STEP_ROW (dect_step_row_get_type ())
G_DECLARE_FINAL_TYPE (DectStepRow, dect_step_row, DECT, STEP_ROW, GtkListBoxRow)

GtkWidget *dect_step_row_new      (DectStep step);
DectStep   dect_step_row_get_step (DectStepRow *self);

/** dect_step_row_set: @caption: (nullable): one short line */
void dect_step_row_set (DectStepRow *self,
                        gboolean     done,
                        const char  *caption);

gboolean dect_step_row_is_done (DectStepRow *self);

G_END_DECLS
