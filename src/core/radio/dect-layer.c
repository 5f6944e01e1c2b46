/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-layer.h"

#include "radio/dect-radio-data.h"

#include <math.h>
#include <string.h>

struct _DectLayerScratch
{
  DectShadows *shadows;
  GArray *cuts;      /* guint */
  GArray *unsure;    /* guint */
  GArray *loss_db;   /* float */
  GPtrArray *floors; /* DectSightFloors of the view in hand */
};

DectLayerScratch *
dect_layer_scratch_new (void)
{
  DectLayerScratch *self = g_new0 (DectLayerScratch, 1);

  self->shadows = dect_shadows_new ();
  self->cuts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->unsure = g_array_new (FALSE, FALSE, sizeof (guint));
  self->loss_db = g_array_new (FALSE, FALSE, sizeof (float));
  self->floors = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_sight_floors_free);
  return self;
}

void
dect_layer_scratch_free (DectLayerScratch *self)
{
  if (self == NULL)
    return;

  dect_shadows_free (self->shadows);
  g_array_unref (self->cuts);
  g_array_unref (self->unsure);
  g_array_unref (self->loss_db);
  g_ptr_array_unref (self->floors);
  g_free (self);
}

/* What computing rows needs. */
typedef struct
{
  const DectKernel *kernel;
  const DectScene *scene;
  const DectScenePoint *from;
  const DectRaster *raster;
  const DectSight *sight;
  DectLayerScratch *scratch;
  DectSceneWalker *walker; /* made when first needed */
  gboolean has_antenna;
  DectKernelAntenna antenna;
  double unit_db;
  gint16 *loss; /* of row_begin */
  guint row_begin;
  GCancellable *cancellable;
} Fill;

/* --- Cell by cell ----------------------------------------------------------------------------- */

static gint16
walk_cell (Fill *fill, guint column, guint row)
{
  DectScenePoint handset;
  DectPathTerms terms;
  float loss_db;
  gint16 packed;

  if (fill->walker == NULL)
    fill->walker = dect_scene_walker_new (fill->scene);
  dect_raster_point (fill->raster, fill->scene, column, row, &handset);
  if (!dect_scene_walk (fill->walker, fill->from, &handset, DECT_LAYER_MAX_LOSS_DB, NULL, &terms))
    return DECT_LAYER_NOTHING;
  loss_db = (float) terms.loss_db;
  fill->kernel->pack (&loss_db, 1, (float) DECT_LAYER_MAX_LOSS_DB, DECT_LAYER_NOTHING, &packed);
  return packed;
}

static gboolean
walk_rows (Fill *fill, guint row_end)
{
  guint n = fill->raster->columns;

  for (guint row = fill->row_begin; row < row_end; row++)
    {
      gint16 *loss = fill->loss + (gsize) (row - fill->row_begin) * n;

      if (g_cancellable_is_cancelled (fill->cancellable))
        return FALSE;
      for (guint column = 0; column < n; column++)
        loss[column] = walk_cell (fill, column, row);
    }
  return TRUE;
}

/* --- By shadows ------------------------------------------------------------------------------- */

static gboolean
is_hit_cb (guint32 shadow, guint column, guint row, gpointer data)
{
  return dect_sight_is_hit (((Fill *) data)->sight, shadow, column, row);
}

static gboolean
is_cancelled_cb (gpointer data)
{
  return g_cancellable_is_cancelled (((Fill *) data)->cancellable);
}

static DectKernelRow
describe_row (const Fill *fill, guint row)
{
  const DectSight *sight = fill->sight;
  double across = (row - sight->row) * fill->raster->cell_m;
  double column = floor (sight->column);

  return (DectKernelRow){
    .column = (gint32) CLAMP (column, -1e9, 1e9),
    .fraction = (float) (sight->column - column),
    .square = (float) (across * across + sight->rise_m * sight->rise_m),
    .cell = (float) (fill->raster->cell_m * fill->raster->cell_m),
    .base_db = (float) sight->base_db,
    .log_db = (float) sight->log_db,
    .unit_db = (float) fill->unit_db,
    .knee_db = (float) fill->scene->wall_knee_db,
    .slope = (float) fill->scene->wall_slope,
  };
}

static const DectSightFloors *
find_floors (const Fill *fill, guint column, guint row)
{
  GPtrArray *known = fill->scratch->floors;
  gint16 states[DECT_SIGHT_SLABS];
  DectSightFloors *floors;

  dect_sight_find_states (fill->sight, column, row, states);
  for (guint i = known->len; i > 0; i--)
    {
      floors = g_ptr_array_index (known, i - 1);
      if (memcmp (floors->states, states, sizeof states) == 0)
        return floors;
    }
  floors = dect_sight_floors_new (fill->sight, states);
  g_ptr_array_add (known, floors);
  return floors;
}

/* Cells whose paths meet the same slabs. */
static void
fill_piece (const Fill *fill,
            const DectKernelRow *given,
            guint row,
            guint begin,
            guint end,
            const gint32 *walls)
{
  const DectSight *sight = fill->sight;
  DectKernelRow at = *given;
  const DectSightFloors *floors
      = sight->n_slabs > 0 ? find_floors (fill, (begin + end - 1) / 2, row) : NULL;
  float *loss_db = &g_array_index (fill->scratch->loss_db, float, begin);
  double least = cos (DECT_SLAB_MAX_ANGLE_DEG * G_PI / 180.0);

  at.base_db += floors != NULL ? floors->loss_db : 0.0f;
  fill->kernel->losses (&at, (gint32) begin, end - begin, walls + begin, loss_db);
  for (guint i = 0; i < sight->n_excess; i++)
    fill->kernel->excess (&sight->excess[i], &at, (gint32) begin, end - begin, loss_db);
  if (floors != NULL && floors->by_angle != NULL)
    fill->kernel->slabs (
        &(DectKernelSlabs){
            .rise = (float) fabs (sight->rise_m),
            .least = (float) least,
            .scale = (float) ((floors->n_by_angle - 1) / (1.0 - least)),
            .n = floors->n_by_angle,
            .loss_db = floors->by_angle,
        },
        &at, (gint32) begin, end - begin, loss_db);
  if (fill->has_antenna)
    {
      DectKernelAntenna antenna = fill->antenna;

      antenna.across = (float) ((row - sight->row) * fill->raster->cell_m);
      fill->kernel->antenna (&antenna, &at, (gint32) begin, end - begin, loss_db);
    }
}

static void
row_cb (guint row, const gint32 *walls, gpointer data)
{
  Fill *fill = data;
  const DectSight *sight = fill->sight;
  GArray *cuts = fill->scratch->cuts;
  GArray *unsure = fill->scratch->unsure;
  DectKernelRow at = describe_row (fill, row);
  guint n = sight->column_end - sight->column_begin;
  gint16 *loss
      = fill->loss + (gsize) (row - fill->row_begin) * fill->raster->columns + sight->column_begin;

  if (sight->n_zoned == 0)
    {
      fill_piece (fill, &at, row, 0, n, walls);
      g_array_set_size (unsure, 0);
    }
  else
    {
      dect_sight_cut_row (sight, row, cuts, unsure);
      for (guint i = 0; i + 1 < cuts->len; i++)
        fill_piece (fill, &at, row, g_array_index (cuts, guint, i),
                    g_array_index (cuts, guint, i + 1), walls);
    }
  fill->kernel->pack ((gconstpointer) fill->scratch->loss_db->data, n,
                      (float) DECT_LAYER_MAX_LOSS_DB, DECT_LAYER_NOTHING, loss);
  for (guint i = 0; i < unsure->len; i++)
    {
      guint column = g_array_index (unsure, guint, i);

      loss[column] = walk_cell (fill, sight->column_begin + column, row);
    }
}

static void
clear_losses (gint16 *loss, gsize n)
{
  for (gsize i = 0; i < n; i++)
    loss[i] = DECT_LAYER_NOTHING;
}

/* What the sweep leaves out. */
static void
clear_around (Fill *fill, guint row_end)
{
  const DectSight *sight = fill->sight;
  guint n = fill->raster->columns;

  for (guint row = fill->row_begin; row < row_end; row++)
    {
      gint16 *loss = fill->loss + (gsize) (row - fill->row_begin) * n;

      if (sight == NULL || row < sight->row_begin || row >= sight->row_end)
        {
          clear_losses (loss, n);
          continue;
        }
      clear_losses (loss, sight->column_begin);
      clear_losses (loss + sight->column_end, n - sight->column_end);
    }
}

static gboolean
sweep_rows (Fill *fill, guint row_end)
{
  static const DectShadowFuncs funcs = { is_hit_cb, row_cb, is_cancelled_cb };
  const DectSight *sight = fill->sight;
  DectLayerScratch *scratch = fill->scratch;
  guint begin, end, n;

  clear_around (fill, row_end);
  if (sight == NULL)
    return TRUE;
  n = sight->column_end - sight->column_begin;
  begin = MAX (fill->row_begin, sight->row_begin);
  end = MIN (row_end, sight->row_end);
  if (begin >= end)
    return TRUE;

  g_array_set_size (scratch->loss_db, n);
  g_ptr_array_set_size (scratch->floors, 0);
  fill->unit_db = dect_sight_unit_db (sight);
  fill->has_antenna = dect_sight_antenna (sight, &fill->antenna);
  dect_shadows_begin (scratch->shadows, n, begin, end);
  dect_sight_add_shadows (sight, fill->unit_db, scratch->shadows);
  return dect_shadows_sweep (scratch->shadows, &funcs, fill);
}

gboolean
dect_layer_fill (const DectScene *scene,
                 const DectScenePoint *from,
                 const DectRaster *raster,
                 DectLayerMethod method,
                 guint row_begin,
                 guint row_end,
                 DectLayerScratch *scratch,
                 gint16 *loss,
                 GCancellable *cancellable)
{
  g_autoptr (DectSight) sight = dect_sight_new (scene, from, raster, DECT_LAYER_MAX_LOSS_DB);
  Fill fill = {
    .kernel = dect_kernel_get (),
    .scene = scene,
    .from = from,
    .raster = raster,
    .sight = sight,
    .scratch = scratch,
    .loss = loss,
    .row_begin = row_begin,
    .cancellable = cancellable,
  };
  gboolean complete;

  if (method == DECT_LAYER_BY_WALKING || (sight != NULL && !sight->plain))
    complete = walk_rows (&fill, row_end);
  else
    complete = sweep_rows (&fill, row_end);
  dect_scene_walker_free (fill.walker);
  return complete;
}

/* --- Layer ------------------------------------------------------------------------------------ */

/* Keeps of each row what is reached. */
DectLayer *
dect_layer_new (const DectSceneRfp *rfp, const DectRaster *raster, const gint16 *loss)
{
  DectLayer *self = g_new0 (DectLayer, 1);
  g_autofree DectLayerRow *rows = g_new (DectLayerRow, raster->rows);
  guint n = 0;

  g_atomic_ref_count_init (&self->ref_count);
  self->rfp_id = rfp->id;
  self->at = rfp->at;
  self->size = sizeof *self;
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
  if (n == 0)
    return self;

  self->loss = g_new (gint16, n);
  for (guint r = 0; r < raster->rows; r++)
    memcpy (self->loss + rows[r].offset, loss + (gsize) r * raster->columns + rows[r].begin,
            (gsize) (rows[r].end - rows[r].begin) * sizeof *loss);
  self->rows = g_steal_pointer (&rows);
  self->size += n * sizeof *self->loss + raster->rows * sizeof *self->rows;
  return self;
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
