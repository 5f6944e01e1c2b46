/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-layer.h"
#include "model/dect-segment-index.h"

G_BEGIN_DECLS

/** DectWallLayer: walls by their material, and the openings in them; it knows where they are. */
#define DECT_TYPE_WALL_LAYER (dect_wall_layer_get_type ())
G_DECLARE_FINAL_TYPE (DectWallLayer, dect_wall_layer, DECT, WALL_LAYER, DectLayer)

DectLayer *dect_wall_layer_new (void);

/** dect_wall_layer_get_index: @kind: %DECT_KIND_WALL or %DECT_KIND_OPENING. Returns: (transfer none): those of the floor, in the order of
 * the site; valid until the layer changes */
DectSegmentIndex *dect_wall_layer_get_index (DectWallLayer *self,
                                             DectKind       kind);

/** dect_wall_layer_get_id: Returns: id of the thing at place @i of that index */
guint32 dect_wall_layer_get_id (DectWallLayer *self,
                                DectKind       kind,
                                guint          i);

/** dect_wall_layer_get_place: Returns: place of the thing @id in that index, or -1 */
gint dect_wall_layer_get_place (DectWallLayer *self,
                                DectKind       kind,
                                guint32        id);

G_END_DECLS
