/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-coverage.h"
#include "radio/dect-kernel.h"
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

/** DECT_LAYER_MAX_LOSS_DB: beyond, the strongest RFP the model takes (1 W, 30 dBm) arrives below
 * %DECT_COVERAGE_FLOOR_DBM */
#define DECT_LAYER_MAX_LOSS_DB (30.0 - DECT_COVERAGE_FLOOR_DBM)

/** DECT_LAYER_NOTHING: packed loss of a cell beyond %DECT_LAYER_MAX_LOSS_DB */
#define DECT_LAYER_NOTHING ((gint16) (DECT_LAYER_MAX_LOSS_DB * DECT_KERNEL_STEPS + 1.0))

/** DectLayerRow: the cells from column @begin to before @end; nothing arrives left and right of
 * them. Their losses begin at @offset. */
typedef struct
{
  guint32 offset;
  guint16 begin;
  guint16 end;
} DectLayerRow;

/**
 * DectLayer:
 * @rfp_id: the RFP's id
 * @at: where it was
 * @hash: geometry and raster it was computed for
 * @rows: (nullable) (array length=raster rows): which cells it reaches; %NULL: none at all
 * @loss: (nullable): path loss to these cells in 1/200 dB, %DECT_LAYER_NOTHING where it is above
 * %DECT_LAYER_MAX_LOSS_DB
 * @size: bytes it takes
 *
 * Path loss of one RFP over a raster. It holds no power: switching 100 and 250 mW costs nothing.
 * Counted.
 *
 * Memory: two bytes for each cell between the first and the last of a row that are reached, and
 * eight a row. 254 RFPs on 20 floors of 120 x 80 m at 0.25 m would take 1.6 GB if each reached every
 * cell of every floor; they do not, and only the floors that somebody looks at have layers at all.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 rfp_id;
  DectScenePoint at;
  guint64 hash;
  DectLayerRow *rows;
  gint16 *loss;
  gsize size;
} DectLayer;

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
