/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include <math.h>

/* Returns whether any cell of the row is reached. */
static gboolean
fill_row (DectSceneWalker *walker,
          const DectScene *scene,
          DectScenePoint from,
          const DectRaster *raster,
          guint row,
          float *loss_db)
{
  double height_m = dect_limit_value ("handset-height");
  double y_m = raster->area.y1_m + (row + 0.5) * raster->cell_m;
  gboolean reached = FALSE;

  for (guint c = 0; c < raster->columns; c++)
    {
      DectScenePoint handset;
      DectPathTerms terms;

      dect_scene_point_on_floor (scene, raster->floor,
                                 raster->area.x1_m + (c + 0.5) * raster->cell_m, y_m, height_m,
                                 &handset);
      if (dect_scene_walk (walker, &from, &handset, DECT_LAYER_MAX_LOSS_DB, NULL, &terms)
          && terms.loss_db <= DECT_LAYER_MAX_LOSS_DB)
        {
          loss_db[c] = (float) terms.loss_db;
          reached = TRUE;
        }
      else
        {
          loss_db[c] = INFINITY;
        }
    }
  return reached;
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
  gboolean reached = FALSE;

  g_atomic_ref_count_init (&self->ref_count);
  self->rfp_id = scene->rfps[rfp].id;
  self->at = scene->rfps[rfp].at;
  self->hash = hash;
  self->loss_db = g_new (float, (gsize) raster->columns * raster->rows);
  for (guint row = 0; row < raster->rows; row++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      reached |= fill_row (walker, scene, self->at, raster, row,
                           self->loss_db + (gsize) row * raster->columns);
    }
  if (!reached)
    g_clear_pointer (&self->loss_db, g_free);
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
  g_free (self->loss_db);
  g_free (self);
}
