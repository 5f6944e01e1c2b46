/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"
#include "radio/dect-coverage.h"

G_BEGIN_DECLS

/** DectCoverageLayer: the best level all over the floor, computed in a thread while base stations are moved. */
#define DECT_TYPE_COVERAGE_LAYER (dect_coverage_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectCoverageLayer, dect_coverage_layer, DECT, COVERAGE_LAYER, DectLayer)

DectLayer *dect_coverage_layer_new (void);

/** dect_coverage_layer_get_coverage: Returns: (transfer none) (nullable): what is drawn, of the floor that the document shows */
DectCoverage *dect_coverage_layer_get_coverage (DectCoverageLayer *self);

/** dect_coverage_layer_get_snapshot: Returns: (transfer none) (nullable): the site that dect_coverage_layer_get_coverage() is of */
DectSnapshot *dect_coverage_layer_get_snapshot (DectCoverageLayer *self);

DectCoverageView dect_coverage_layer_get_view (DectCoverageLayer *self);
void             dect_coverage_layer_set_view (DectCoverageLayer *self,
                                               DectCoverageView   view);

/** dect_coverage_layer_get_opacity: Returns: how much of it is seen, 0 to 1; 1 is what its colours have */
double dect_coverage_layer_get_opacity (DectCoverageLayer *self);
void   dect_coverage_layer_set_opacity (DectCoverageLayer *self,
                                        double             opacity);

G_END_DECLS
