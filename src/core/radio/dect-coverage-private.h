/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-coverage.h"
#include "radio/dect-scene.h"

G_BEGIN_DECLS

/**
 * DectRaster:
 * @floor: index of the floor in the scene
 * @area: what it covers
 * @cell_m: edge of a cell
 * @columns: cells in a row
 * @rows: rows
 *
 * Where the cells of a coverage are.
 */
typedef struct
{
  guint floor;
  DectArea area;
  double cell_m;
  guint columns;
  guint rows;
} DectRaster;

/**
 * DectLayer:
 * @rfp_id: the RFP's id
 * @at: where it was
 * @hash: geometry and raster it was computed for
 * @loss_db: (nullable) (array length=columns × rows): path loss to each cell; %INFINITY where it is
 * above %DECT_LAYER_MAX_LOSS_DB; %NULL when it is that everywhere
 *
 * Path loss of one RFP over a raster. It holds no power: switching 100 and 250 mW costs nothing.
 * Counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 rfp_id;
  DectScenePoint at;
  guint64 hash;
  float *loss_db;
} DectLayer;

/** DECT_LAYER_MAX_LOSS_DB: beyond, the strongest RFP the model takes (1 W, 30 dBm) arrives below
 * %DECT_COVERAGE_FLOOR_DBM */
#define DECT_LAYER_MAX_LOSS_DB (30.0 - DECT_COVERAGE_FLOOR_DBM)

/**
 * dect_layer_new:
 * @walker: a walker through the scene
 * @scene: the scene
 * @rfp: index of a placed RFP
 * @raster: where
 * @hash: kept in the layer
 * @cancellable: (nullable): asked between rows
 *
 * Returns: (transfer full) (nullable): the layer; %NULL when cancelled
 */
DectLayer *dect_layer_new (DectSceneWalker *walker,
                           const DectScene *scene,
                           guint rfp,
                           const DectRaster *raster,
                           guint64 hash,
                           GCancellable *cancellable);
DectLayer *dect_layer_ref (DectLayer *self);
void dect_layer_unref (DectLayer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLayer, dect_layer_unref)

G_END_DECLS
