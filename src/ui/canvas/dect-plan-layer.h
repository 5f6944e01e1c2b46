/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectPlanLayer: the plan image of the floor, placed by its transform; rendered in a thread at the resolution the zoom asks for. */
#define DECT_TYPE_PLAN_LAYER (dect_plan_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectPlanLayer, dect_plan_layer, DECT, PLAN_LAYER, DectLayer)

DectLayer *dect_plan_layer_new (void);

/**
 * dect_plan_layer_get_area:
 * @self: a layer
 * @area: (out): the smallest rectangle that holds the image, metres of the floor's frame
 *
 * Returns: whether an image is there and its size is known by now
 */
gboolean dect_plan_layer_get_area (DectPlanLayer *self,
                                   DectArea      *area);

/** dect_plan_layer_get_problem: Returns: (nullable): why the floor's image cannot be shown */
const char *dect_plan_layer_get_problem (DectPlanLayer *self);

G_END_DECLS
