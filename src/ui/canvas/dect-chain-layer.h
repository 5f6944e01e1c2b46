/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"

G_BEGIN_DECLS

/** DectChainLayer: the radio links between the base stations of the floor: the tree, its alternatives, and what nothing replaces. */
#define DECT_TYPE_CHAIN_LAYER (dect_chain_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectChainLayer, dect_chain_layer, DECT, CHAIN_LAYER, DectLayer)

DectLayer *dect_chain_layer_new (void);

G_END_DECLS
