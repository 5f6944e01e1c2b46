/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-sight.h"

G_BEGIN_DECLS

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
 * @rows: (nullable) (array length=raster rows): which cells it reaches; %NULL: none at all
 * @loss: (nullable): path loss to these cells in 1/200 dB, %DECT_LAYER_NOTHING where it is above
 * %DECT_LAYER_MAX_LOSS_DB
 * @size: bytes it takes
 *
 * Path loss of one RFP over a raster. It holds no power: switching 100 and 250 mW costs nothing.
 * Counted.
 *
 * Memory: two bytes for each cell between the first and the last of a row that are reached, and
 * eight a row. Of 254 RFPs on 20 floors of 120 x 80 m at 0.25 m the layers of one floor took 10 MB and
 * those of all floors together 189 MB (tests/bench/bench-coverage.c), instead of 78 and 1561 MB were
 * each cell kept; and only floors that somebody looks at have layers at all.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 rfp_id;
  DectScenePoint at;
  DectLayerRow *rows;
  gint16 *loss;
  gsize size;
} DectLayer;

DectLayer *dect_layer_ref (DectLayer *self);
void dect_layer_unref (DectLayer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLayer, dect_layer_unref)

/**
 * DectLayerScratch:
 *
 * Memory of one thread that computes layers.
 */
typedef struct _DectLayerScratch DectLayerScratch;

DectLayerScratch *dect_layer_scratch_new (void);
void dect_layer_scratch_free (DectLayerScratch *self);

/** DectLayerMethod: by shadows where they can be used, or always cell by cell with
 * dect_scene_walk(), which is what shadows are held to */
typedef enum
{
  DECT_LAYER_BY_SHADOWS,
  DECT_LAYER_BY_WALKING,
} DectLayerMethod;

/**
 * dect_layer_fill:
 * @scene: a scene
 * @from: a source
 * @raster: where
 * @method: how
 * @row_begin: first row
 * @row_end: row after the last
 * @scratch: memory of this thread
 * @loss: (out caller-allocates): losses as in #DectLayer, raster columns a row, from row @row_begin on
 * @cancellable: (nullable): asked every few rows
 *
 * Computes some rows of a layer. Whether the rows come in one piece or in several makes no
 * difference, to the last bit.
 *
 * Returns: %FALSE when cancelled
 */
gboolean dect_layer_fill (const DectScene *scene,
                          const DectScenePoint *from,
                          const DectRaster *raster,
                          DectLayerMethod method,
                          guint row_begin,
                          guint row_end,
                          DectLayerScratch *scratch,
                          gint16 *loss,
                          GCancellable *cancellable);

/** dect_layer_new: @loss: all rows. Returns: (transfer full): the layer */
DectLayer *
dect_layer_new (const DectSceneRfp *rfp, const DectRaster *raster, const gint16 *loss);

G_END_DECLS
