/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-omm-compare.h"

G_BEGIN_DECLS

/**
 * DectCompareView:
 *
 * Planned against built: reads a backup or a running OMM and shows what differs, in groups, and the radio levels it measured beside the
 * predicted ones. It keeps up with the plan. A comparison without a difference ticks the step.
 *
 * Property: narrow (gboolean): there is no room for wide tables.
 */
#define DECT_TYPE_COMPARE_VIEW (dect_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (DectCompareView, dect_compare_view, DECT, COMPARE_VIEW, AdwBin)

/** dect_compare_view_set_document: @document: (nullable): what is planned */
void dect_compare_view_set_document (DectCompareView *self,
                                     DectDocument    *document);

/** dect_compare_view_read_backup: reads a backup and compares */
void dect_compare_view_read_backup (DectCompareView *self,
                                    GFile           *file);

/** dect_compare_view_take_system: compares with @system (transfer full), which the person knows as @name */
void dect_compare_view_take_system (DectCompareView *self,
                                    DectOmmSystem   *system,
                                    const char      *name);

/** dect_compare_view_get_report: Returns: (transfer none) (nullable): what is shown */
const DectOmmReport *dect_compare_view_get_report (DectCompareView *self);

G_END_DECLS
