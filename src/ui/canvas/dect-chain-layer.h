/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas-style.h"
#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectChainLayer: the radio links between the base stations of the floor: the tree, its alternatives, and what nothing replaces. */
#define DECT_TYPE_CHAIN_LAYER (dect_chain_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectChainLayer, dect_chain_layer, DECT, CHAIN_LAYER, DectLayer)

DectLayer *dect_chain_layer_new (void);

/** dect_chain_style: @color, @width_px: (out): how a link of the tree with that @margin is drawn, for the legend too; the wider the better,
 * for those who do not tell the colours apart */
void dect_chain_style (DectMargin       margin,
                       DectCanvasColor *color,
                       double          *width_px);

G_END_DECLS
