/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include "model/dect-i18n.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-workers.h"

#include <math.h>
#include <string.h>

/* What is shown around walls, around base stations between walls, and around base stations on a
 * floor without walls. */
#define WALL_MARGIN_M 2.0
#define RFP_MARGIN_M 10.0
#define OPEN_MARGIN_M 40.0

G_DEFINE_BOXED_TYPE (DectCoverage, dect_coverage, dect_coverage_ref, dect_coverage_unref)
G_DEFINE_QUARK (dect-coverage-error-quark, dect_coverage_error)

/* --- Area ------------------------------------------------------------------------------------- */

static void
widen (DectArea *area, double x_m, double y_m, double margin_m)
{
  area->x1_m = fmin (area->x1_m, x_m - margin_m);
  area->y1_m = fmin (area->y1_m, y_m - margin_m);
  area->x2_m = fmax (area->x2_m, x_m + margin_m);
  area->y2_m = fmax (area->y2_m, y_m + margin_m);
}

/* Points of the scene are in the building's frame. */
static DectArea
find_area (const DectScene *scene, guint floor)
{
  const DectSceneFloor *own = &scene->floors[floor];
  DectTransform back = dect_transform_invert (&scene->floors[floor].to_building);
  DectArea area = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  if (own->x1 <= own->x2)
    {
      widen (&area, own->x1, own->y1, WALL_MARGIN_M);
      widen (&area, own->x2, own->y2, WALL_MARGIN_M);
    }
  for (guint i = 0; i < scene->n_rfps; i++)
    {
      const DectScenePoint *at = &scene->rfps[i].at;
      DectPoint p = dect_transform_apply (&back, (DectPoint){ at->x, at->y });

      if (at->floor == (gint) floor)
        widen (&area, p.x, p.y, own->x1 <= own->x2 ? RFP_MARGIN_M : OPEN_MARGIN_M);
    }
  return area;
}

static gboolean
init_raster (DectRaster *raster,
             const DectScene *scene,
             DectSnapshot *snapshot,
             const DectArea *area,
             GError **error)
{
  double columns, rows;

  raster->area = area != NULL ? *area : find_area (scene, raster->floor);
  if (area == NULL && !(raster->area.x2_m > raster->area.x1_m))
    {
      g_autofree char *title = dect_record_title (
          dect_snapshot_records (snapshot, DECT_KIND_FLOOR, NULL)[raster->floor]);

      g_set_error (
          error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_EMPTY,
          _("There is nothing to predict on %s: draw its walls or place a base station on it."),
          title);
      return FALSE;
    }

  columns = ceil ((raster->area.x2_m - raster->area.x1_m) / raster->cell_m - 1e-9);
  rows = ceil ((raster->area.y2_m - raster->area.y1_m) / raster->cell_m - 1e-9);
  if (!(columns >= 1.0 && rows >= 1.0 && columns <= DECT_COVERAGE_MAX_SIDE
        && rows <= DECT_COVERAGE_MAX_SIDE && columns * rows <= DECT_COVERAGE_MAX_CELLS))
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_SIZE,
                   _("The area does not fit into a raster of cells of %g m: take larger cells."),
                   raster->cell_m);
      return FALSE;
    }
  raster->columns = (guint) columns;
  raster->rows = (guint) rows;
  raster->area.x2_m = raster->area.x1_m + columns * raster->cell_m;
  raster->area.y2_m = raster->area.y1_m + rows * raster->cell_m;
  return TRUE;
}

/* --- Layers ----------------------------------------------------------------------------------- */

/* A layer of an earlier coverage may be taken over when walls, raster and the RFP's place are the
 * same. */
static guint64
hash_of (const DectScene *scene, const DectRaster *raster)
{
  double numbers[] = { raster->area.x1_m,
                       raster->area.y1_m,
                       raster->cell_m,
                       raster->columns,
                       raster->rows,
                       raster->floor,
                       dect_limit_value ("handset-height") };
  guint64 hash = dect_scene_geometry_hash (scene);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 word;

      memcpy (&word, &numbers[i], sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return hash;
}

/* What measurements on the site showed, else what its way of predicting usually shows. */
static double
sigma_of (const DectScene *scene, DectSnapshot *snapshot, guint floor)
{
  double fitted_db = dect_snapshot_get_info (snapshot)->fit_sigma_db;
  const DectSceneFloor *own = &scene->floors[floor];

  if (isfinite (fitted_db) && fitted_db >= 0.0)
    return fitted_db;
  if (own->model == DECT_PROPAGATION_ENVIRONMENT && isfinite (own->environment->sigma_db))
    return own->environment->sigma_db;
  return dect_limit_value ("sigma-walls");
}

static gboolean
is_same_place (const DectScenePoint *a, const DectScenePoint *b)
{
  return a->x == b->x && a->y == b->y && a->z == b->z && a->floor == b->floor
         && a->antenna == b->antenna && a->azimuth_deg == b->azimuth_deg;
}

static DectLayer *
find_layer (DectCoverage *previous, guint64 hash, const DectSceneRfp *rfp)
{
  for (guint i = 0; previous != NULL && previous->hash == hash && i < previous->n_sources; i++)
    {
      DectLayer *layer = previous->sources[i].layer;

      if (layer->rfp_id == rfp->id && is_same_place (&layer->at, &rfp->at))
        return dect_layer_ref (layer);
    }
  return NULL;
}

/* The marker of a layer, 130 dB, stays below the floor and above the least number for each of
 * these: -33 to 30 dBm. */
static gint16
pack_eirp (double eirp_dbm)
{
  return (gint16) lround (CLAMP (eirp_dbm, -33.0, 30.0) * DECT_KERNEL_STEPS);
}

static void
collect_sources (DectCoverage *self, const DectScene *scene, DectCoverage *previous)
{
  self->sources = g_new0 (DectCoverageSource, MAX (1, scene->n_rfps));
  for (guint i = 0; i < MIN (scene->n_rfps, G_MAXINT16); i++)
    {
      const DectSceneRfp *rfp = &scene->rfps[i];

      if (!rfp->on || rfp->at.floor < 0)
        continue;
      self->sources[self->n_sources++] = (DectCoverageSource){
        .rfp = i,
        .eirp = pack_eirp (rfp->eirp_dbm),
        .layer = find_layer (previous, self->hash, rfp),
      };
    }
}

/* One layer on its way: its rows are the work of one or several jobs, the last of which packs. */
typedef struct
{
  guint source; /* index in sources */
  gint16 *loss;
  GMutex mutex;
  guint n_left;
} Build;

typedef struct
{
  DectCoverage *self;
  const DectScene *scene;
  Build *builds;
  guint n_builds;
  guint n_pieces;             /* of each layer */
  DectLayerScratch **scratch; /* by worker */
  GCancellable *cancellable;
} LayerJobs;

static gint16 *
take_losses (const LayerJobs *jobs, Build *build)
{
  const DectRaster *raster = &jobs->self->raster;

  g_mutex_lock (&build->mutex);
  if (build->loss == NULL)
    build->loss = g_new (gint16, (gsize) raster->columns * raster->rows);
  g_mutex_unlock (&build->mutex);
  return build->loss;
}

static void
finish_piece (const LayerJobs *jobs, Build *build)
{
  DectCoverageSource *source = &jobs->self->sources[build->source];
  gboolean last;

  g_mutex_lock (&build->mutex);
  last = --build->n_left == 0;
  g_mutex_unlock (&build->mutex);
  if (!last)
    return;
  source->layer
      = dect_layer_new (&jobs->scene->rfps[source->rfp], &jobs->self->raster, build->loss);
  g_clear_pointer (&build->loss, g_free);
}

static void
layer_cb (guint job, guint worker, gpointer data)
{
  LayerJobs *jobs = data;
  const DectRaster *raster = &jobs->self->raster;
  Build *build = &jobs->builds[job / jobs->n_pieces];
  guint piece = job % jobs->n_pieces;
  guint begin = (guint) ((guint64) raster->rows * piece / jobs->n_pieces);
  guint end = (guint) ((guint64) raster->rows * (piece + 1) / jobs->n_pieces);
  const DectSceneRfp *rfp = &jobs->scene->rfps[jobs->self->sources[build->source].rfp];
  gint16 *loss = take_losses (jobs, build);

  if (jobs->scratch[worker] == NULL)
    jobs->scratch[worker] = dect_layer_scratch_new ();
  if (dect_layer_fill (jobs->scene, &rfp->at, raster, DECT_LAYER_BY_SHADOWS, begin, end,
                       jobs->scratch[worker], loss + (gsize) begin * raster->columns,
                       jobs->cancellable))
    finish_piece (jobs, build);
}

static gboolean
compute_layers (DectCoverage *self, const DectScene *scene, GCancellable *cancellable)
{
  guint n_workers = dect_workers_get_n ();
  g_autofree Build *builds = g_new0 (Build, MAX (1, self->n_sources));
  g_autofree DectLayerScratch **scratch = g_new0 (DectLayerScratch *, n_workers);
  LayerJobs jobs = { self, scene, builds, 0, 1, scratch, cancellable };
  gboolean complete;

  for (guint i = 0; i < self->n_sources; i++)
    {
      if (self->sources[i].layer == NULL)
        builds[jobs.n_builds++].source = i;
    }
  self->n_computed = jobs.n_builds;

  /* Few layers are split so that all threads have something to do. */
  if (n_workers > 1 && jobs.n_builds > 0 && jobs.n_builds < 4 * n_workers)
    jobs.n_pieces = MIN (4 * n_workers / jobs.n_builds, self->raster.rows);
  for (guint i = 0; i < jobs.n_builds; i++)
    {
      g_mutex_init (&builds[i].mutex);
      builds[i].n_left = jobs.n_pieces;
    }
  complete = dect_workers_run (jobs.n_builds * jobs.n_pieces, layer_cb, &jobs, cancellable);
  for (guint i = 0; i < jobs.n_builds; i++)
    {
      complete &= self->sources[builds[i].source].layer != NULL;
      g_mutex_clear (&builds[i].mutex);
      g_free (builds[i].loss);
    }
  for (guint i = 0; i < n_workers; i++)
    dect_layer_scratch_free (scratch[i]);
  return complete;
}

/* --- Combination ------------------------------------------------------------------------------ */

/* A job's rows: few enough that a cancelled one ends soon. */
#define ROWS_A_JOB 16

static void
combine_row (DectCoverage *self, guint row, gint16 *scratch, gint16 limit)
{
  const DectKernel *kernel = dect_kernel_get ();
  guint n = self->raster.columns;
  gsize first = (gsize) row * n;
  DectKernelLevels levels
      = { scratch, scratch + n, scratch + 2 * n, self->server + first, scratch + 3 * n };

  for (guint i = 0; i < 3 * n; i++)
    scratch[i] = DECT_KERNEL_NO_LEVEL;
  memset (levels.count, 0, n * sizeof *levels.count);
  memset (levels.server, 0xff, n * sizeof *levels.server); /* -1 */
  for (guint i = 0; i < self->n_sources; i++)
    {
      const DectCoverageSource *source = &self->sources[i];
      const DectLayerRow *at = source->layer->rows != NULL ? &source->layer->rows[row] : NULL;
      DectKernelLevels from = levels;

      if (at == NULL || at->begin == at->end)
        continue;
      from.best += at->begin;
      from.second += at->begin;
      from.third += at->begin;
      from.server += at->begin;
      from.count += at->begin;
      kernel->merge (&from, source->layer->loss + at->offset, (guint) (at->end - at->begin),
                     source->eirp, dect_coverage_pack_limit (DECT_COVERAGE_FLOOR_DBM), limit,
                     (gint16) source->rfp);
    }
  kernel->unpack (levels.best, n, self->best + first);
  kernel->unpack (levels.second, n, self->second + first);
  kernel->unpack (levels.third, n, self->third + first);
  for (guint i = 0; i < n; i++)
    self->count[first + i] = (guint8) MIN (levels.count[i], G_MAXUINT8);
}

static void
combine_cb (guint job, guint worker, gpointer data)
{
  DectCoverage *self = data;
  g_autofree gint16 *scratch = g_new (gint16, 4 * (gsize) self->raster.columns);
  gint16 limit = dect_coverage_pack_limit (self->limit_dbm);

  for (guint row = job * ROWS_A_JOB; row < MIN ((job + 1) * ROWS_A_JOB, self->raster.rows); row++)
    combine_row (self, row, scratch, limit);
}

static gboolean
combine (DectCoverage *self, GCancellable *cancellable)
{
  gsize n = (gsize) self->raster.columns * self->raster.rows;

  self->best = g_new (float, n);
  self->second = g_new (float, n);
  self->third = g_new (float, n);
  self->server = g_new (gint16, n);
  self->count = g_new (guint8, n);
  return dect_workers_run ((self->raster.rows + ROWS_A_JOB - 1) / ROWS_A_JOB, combine_cb, self,
                           cancellable);
}

gint16
dect_coverage_pack_limit (double limit_dbm)
{
  gint32 packed = (gint32) (DECT_COVERAGE_FLOOR_DBM * DECT_KERNEL_STEPS);

  if (!(limit_dbm <= (double) G_MAXINT16 / DECT_KERNEL_STEPS)) /* NaN: no level reaches it */
    return G_MAXINT16;
  if (limit_dbm * DECT_KERNEL_STEPS > packed)
    packed = (gint32) floor (limit_dbm * DECT_KERNEL_STEPS) - 1;
  while (packed < G_MAXINT16 && (double) ((float) packed / DECT_KERNEL_STEPS) < limit_dbm)
    packed++;
  return (gint16) packed;
}

/* --- Public ----------------------------------------------------------------------------------- */

DectCoverage *
dect_coverage_new (DectSnapshot *snapshot,
                   guint32 floor_id,
                   double cell_m,
                   GCancellable *cancellable,
                   GError **error)
{
  return dect_coverage_new_area (snapshot, floor_id, cell_m, NULL, NULL, cancellable, error);
}

gboolean
dect_coverage_find_floor (DectSnapshot *snapshot, guint32 floor_id, guint *floor, GError **error)
{
  if (dect_snapshot_find_floor (snapshot, floor_id) == NULL)
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_FLOOR,
                   _("The site has no such floor."));
      return FALSE;
    }
  *floor = (guint) dect_snapshot_index (snapshot, floor_id);
  return TRUE;
}

DectCoverage *
dect_coverage_new_area (DectSnapshot *snapshot,
                        guint32 floor_id,
                        double cell_m,
                        const DectArea *area,
                        DectCoverage *previous,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (DectCoverage) self = NULL;
  const DectScene *scene;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (DectCoverage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->sets_lock);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->floor_id = floor_id;
  self->raster.cell_m = cell_m;
  self->limit_dbm = dect_limit_of_site (dect_snapshot_get_info (snapshot), "design");
  if (!(cell_m >= DECT_COVERAGE_MIN_CELL_M && cell_m <= DECT_COVERAGE_MAX_CELL_M))
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_CELL,
                   _("Cells of %g m cannot be used: take %g to %g m."), cell_m,
                   DECT_COVERAGE_MIN_CELL_M, DECT_COVERAGE_MAX_CELL_M);
      return NULL;
    }
  if (!dect_coverage_find_floor (snapshot, floor_id, &self->raster.floor, error))
    return NULL;

  scene = self->scene = dect_scene_new_from (snapshot, previous != NULL ? previous->scene : NULL);
  if (!init_raster (&self->raster, scene, snapshot, area, error))
    return NULL;
  self->hash = hash_of (scene, &self->raster);
  self->sigma_db = sigma_of (scene, snapshot, self->raster.floor);
  collect_sources (self, scene, previous);
  if (!compute_layers (self, scene, cancellable) || !combine (self, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

DectCoverage *
dect_coverage_ref (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_coverage_unref (DectCoverage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_sources; i++)
    {
      if (self->sources[i].layer != NULL)
        dect_layer_unref (self->sources[i].layer);
    }
  g_free (self->sources);
  g_clear_pointer (&self->sets, dect_coverage_sets_unref);
  g_mutex_clear (&self->sets_lock);
  dect_scene_free (self->scene);
  g_free (self->best);
  g_free (self->second);
  g_free (self->third);
  g_free (self->count);
  g_free (self->server);
  g_free (self);
}
