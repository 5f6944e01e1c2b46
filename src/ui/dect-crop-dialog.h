/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "plan/dect-plan.h"

G_BEGIN_DECLS

/** DectCropDialog: crops the plan image of a floor, by its picture or by numbers; one step to undo. */
#define DECT_TYPE_CROP_DIALOG (dect_crop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectCropDialog, dect_crop_dialog, DECT, CROP_DIALOG, AdwWindow)

/** dect_crop_dialog_new: @floor: id of a floor; @plan: its plan image. Returns: (transfer none) (nullable): the window; %NULL when
 * there is nothing to crop */
GtkWindow *dect_crop_dialog_new (DectDocument *document,
                                 guint32       floor,
                                 DectPlan     *plan);

G_END_DECLS
