/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-layer.h"

#include "radio/dect-radio-data.h"

#include <math.h>
#include <string.h>

static gint16
pack_loss (double loss_db)
{
  return loss_db <= DECT_LAYER_MAX_LOSS_DB
             ? (gint16) lround (fmax (loss_db, -100.0) * DECT_KERNEL_STEPS)
             : DECT_LAYER_NOTHING;
}

static void
fill_row (DectSceneWalker *walker,
          const DectScene *scene,
          DectScenePoint from,
          const DectRaster *raster,
          guint row,
          gint16 *loss)
{
  double height_m = dect_limit_value ("handset-height");
  double y_m = raster->area.y1_m + (row + 0.5) * raster->cell_m;

  for (guint c = 0; c < raster->columns; c++)
    {
      DectScenePoint handset;
      DectPathTerms terms;

      dect_scene_point_on_floor (scene, raster->floor,
                                 raster->area.x1_m + (c + 0.5) * raster->cell_m, y_m, height_m,
                                 &handset);
      if (dect_scene_walk (walker, &from, &handset, DECT_LAYER_MAX_LOSS_DB, NULL, &terms))
        loss[c] = pack_loss (terms.loss_db);
      else
        loss[c] = DECT_LAYER_NOTHING;
    }
}

/* Keeps of each row what is reached. */
static void
pack_rows (DectLayer *self, const gint16 *loss, const DectRaster *raster)
{
  DectLayerRow *rows = g_new (DectLayerRow, raster->rows);
  guint n = 0;

  for (guint r = 0; r < raster->rows; r++)
    {
      const gint16 *row = loss + (gsize) r * raster->columns;
      guint begin = 0, end = raster->columns;

      while (begin < end && row[begin] == DECT_LAYER_NOTHING)
        begin++;
      while (end > begin && row[end - 1] == DECT_LAYER_NOTHING)
        end--;
      rows[r] = (DectLayerRow){ n, (guint16) begin, (guint16) end };
      n += end - begin;
    }
  self->size = sizeof *self;
  if (n > 0)
    {
      self->loss = g_new (gint16, n);
      for (guint r = 0; r < raster->rows; r++)
        memcpy (self->loss + rows[r].offset, loss + (gsize) r * raster->columns + rows[r].begin,
                (gsize) (rows[r].end - rows[r].begin) * sizeof *loss);
      self->rows = g_steal_pointer (&rows);
      self->size += n * sizeof *self->loss + raster->rows * sizeof *self->rows;
    }
  g_free (rows);
}

DectLayer *
dect_layer_new (DectSceneWalker *walker,
                const DectScene *scene,
                guint rfp,
                const DectRaster *raster,
                guint64 hash,
                GCancellable *cancellable)
{
  g_autoptr (DectLayer) self = g_new0 (DectLayer, 1);
  g_autofree gint16 *loss = g_new (gint16, (gsize) raster->columns * raster->rows);

  g_atomic_ref_count_init (&self->ref_count);
  self->rfp_id = scene->rfps[rfp].id;
  self->at = scene->rfps[rfp].at;
  self->hash = hash;
  for (guint row = 0; row < raster->rows; row++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      fill_row (walker, scene, self->at, raster, row, loss + (gsize) row * raster->columns);
    }
  pack_rows (self, loss, raster);
  return g_steal_pointer (&self);
}

DectLayer *
dect_layer_ref (DectLayer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_layer_unref (DectLayer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->rows);
  g_free (self->loss);
  g_free (self);
}
