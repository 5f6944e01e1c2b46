/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "check/dect-check.h"
#include "dect-fixer.h"

G_BEGIN_DECLS

/**
 * DectFixButton:
 *
 * The button Fix of a finding (action win.fix), with a menu to choose how (win.choose-fix); a spinner and Cancel (win.cancel-fix)
 * while the fixer works on it. Hidden for a finding that the program cannot repair.
 */
#define DECT_TYPE_FIX_BUTTON (dect_fix_button_get_type ())
G_DECLARE_FINAL_TYPE (DectFixButton, dect_fix_button, DECT, FIX_BUTTON, AdwBin)

GtkWidget *dect_fix_button_new (void);

/** dect_fix_button_set_finding: @finding, @fixer: (nullable): what to fix, and by whom */
void dect_fix_button_set_finding (DectFixButton *self,
                                  DectFinding   *finding,
                                  DectFixer     *fixer);

G_END_DECLS
