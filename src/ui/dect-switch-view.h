/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectSwitchView:
 *
 * The switches of a site: what each feeds of its ports and watts, what the checks find wrong with it, and its fields to edit.
 * Actions `switches.add` and `switches.remove` (id).
 */
#define DECT_TYPE_SWITCH_VIEW (dect_switch_view_get_type ())
G_DECLARE_FINAL_TYPE (DectSwitchView, dect_switch_view, DECT, SWITCH_VIEW, AdwBin)

/** dect_switch_view_set_document: @document: (nullable): whose switches */
void dect_switch_view_set_document (DectSwitchView *self,
                                    DectDocument   *document);

G_END_DECLS
