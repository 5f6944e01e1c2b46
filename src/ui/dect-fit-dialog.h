/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFitDialog:
 *
 * Measured against predicted: how far the prediction is off where somebody measured, what a fit of the radio model to that makes of
 * it, and whether the plan predicts with it. Actions: fit.apply, fit.clear.
 */
#define DECT_TYPE_FIT_DIALOG (dect_fit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectFitDialog, dect_fit_dialog, DECT, FIT_DIALOG, AdwWindow)

DectFitDialog *dect_fit_dialog_new (DectDocument *document);

G_END_DECLS
