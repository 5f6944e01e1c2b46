/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectCoverageLayer: the best level all over the floor, computed in a thread while base stations are moved. */
#define DECT_TYPE_COVERAGE_LAYER (dect_coverage_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectCoverageLayer, dect_coverage_layer, DECT, COVERAGE_LAYER, DectLayer)

DectLayer *dect_coverage_layer_new (void);

G_END_DECLS
