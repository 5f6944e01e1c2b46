/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "chain/dect-placement.h"
#include "dect-fixer.h"

G_BEGIN_DECLS

/**
 * DectInspector:
 *
 * The fields of what is selected: one base station, wall, opening or zone, several things at once, or the floor when nothing
 * is. A panel with proposals may stand in their place for a while.
 *
 * Signal: panel-closed (self): it shows what is selected again.
 */
#define DECT_TYPE_INSPECTOR (dect_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectInspector, dect_inspector, DECT, INSPECTOR, AdwBin)

/** dect_inspector_set_document: @document: (nullable): the site to edit */
void dect_inspector_set_document (DectInspector *self,
                                  DectDocument  *document);

/** dect_inspector_show_repairs: shows the suggestions of @fixer in the place of what is selected, until they are closed */
void dect_inspector_show_repairs (DectInspector *self,
                                  DectFixer     *fixer);

/** dect_inspector_show_placement: shows @placement, made from the site of the document, until it is applied or discarded */
void dect_inspector_show_placement (DectInspector *self,
                                    DectPlacement *placement);

/** dect_inspector_has_panel: Returns: whether something stands in the place of what is selected */
gboolean dect_inspector_has_panel (DectInspector *self);

/** dect_inspector_close_panel: goes back to what is selected. Returns: whether a panel stood in its place */
gboolean dect_inspector_close_panel (DectInspector *self);

G_END_DECLS
