/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectWallLayer: the walls and openings of the floor. */
#define DECT_TYPE_WALL_LAYER (dect_wall_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectWallLayer, dect_wall_layer, DECT, WALL_LAYER, DectLayer)

DectLayer *dect_wall_layer_new (void);

G_END_DECLS
