/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What is shown around walls, around base stations between walls, and around base stations on a
 * floor without walls. */
#define WALL_MARGIN_M 2.0
#define RFP_MARGIN_M 10.0
#define OPEN_MARGIN_M 40.0

struct _DectCoverage
{
  gatomicrefcount ref_count;
  guint64 generation;
  guint32 floor_id;
  DectRaster raster;
  guint64 hash;
  GPtrArray *layers; /* DectLayer */
  guint n_computed;
  float *best;
  float *second;
  gint16 *server;
};

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

static DectLayer *
find_layer (DectCoverage *previous, guint64 hash, const DectSceneRfp *rfp)
{
  for (guint i = 0; previous != NULL && previous->hash == hash && i < previous->layers->len; i++)
    {
      DectLayer *layer = g_ptr_array_index (previous->layers, i);

      if (layer->rfp_id == rfp->id && layer->at.x == rfp->at.x && layer->at.y == rfp->at.y
          && layer->at.z == rfp->at.z && layer->at.floor == rfp->at.floor
          && layer->at.antenna == rfp->at.antenna && layer->at.azimuth_deg == rfp->at.azimuth_deg)
        return dect_layer_ref (layer);
    }
  return NULL;
}

/* The place of a cell goes to the first RFP of those that are equally strong. */
static void
merge_layer (DectCoverage *self, const DectLayer *layer, guint rfp, double eirp_dbm)
{
  gsize n = (gsize) self->raster.columns * self->raster.rows;
  float eirp = (float) eirp_dbm;

  for (gsize i = 0; i < n; i++)
    {
      float level = eirp - layer->loss_db[i];

      if (!(level >= (float) DECT_COVERAGE_FLOOR_DBM))
        continue;
      if (!(level <= self->best[i]))
        {
          self->second[i] = self->best[i];
          self->best[i] = level;
          self->server[i] = (gint16) rfp;
        }
      else if (!(level <= self->second[i]))
        {
          self->second[i] = level;
        }
    }
}

static void
clear_rasters (DectCoverage *self)
{
  gsize n = (gsize) self->raster.columns * self->raster.rows;

  self->best = g_new (float, n);
  self->second = g_new (float, n);
  self->server = g_new (gint16, n);
  for (gsize i = 0; i < n; i++)
    {
      self->best[i] = self->second[i] = NAN;
      self->server[i] = -1;
    }
}

static gboolean
compute (DectCoverage *self,
         const DectScene *scene,
         DectCoverage *previous,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);

  clear_rasters (self);
  for (guint i = 0; i < MIN (scene->n_rfps, G_MAXINT16); i++)
    {
      const DectSceneRfp *rfp = &scene->rfps[i];
      DectLayer *layer;

      if (!rfp->on || rfp->at.floor < 0)
        continue;
      layer = find_layer (previous, self->hash, rfp);
      if (layer == NULL)
        {
          layer = dect_layer_new (walker, scene, i, &self->raster, self->hash, cancellable);
          self->n_computed++;
        }
      if (layer == NULL)
        return !g_cancellable_set_error_if_cancelled (cancellable, error);
      g_ptr_array_add (self->layers, layer);
      if (layer->loss_db != NULL)
        merge_layer (self, layer, i, rfp->eirp_dbm);
    }
  return TRUE;
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

static gboolean
find_floor (DectSnapshot *snapshot, guint32 floor_id, guint *floor, GError **error)
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
  g_autoptr (DectScene) scene = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (DectCoverage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->floor_id = floor_id;
  self->raster.cell_m = cell_m;
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_layer_unref);
  if (!(cell_m >= DECT_COVERAGE_MIN_CELL_M && cell_m <= DECT_COVERAGE_MAX_CELL_M))
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_CELL,
                   _("Cells of %g m cannot be used: take %g to %g m."), cell_m,
                   DECT_COVERAGE_MIN_CELL_M, DECT_COVERAGE_MAX_CELL_M);
      return NULL;
    }
  if (!find_floor (snapshot, floor_id, &self->raster.floor, error))
    return NULL;

  scene = dect_scene_new (snapshot);
  if (!init_raster (&self->raster, scene, snapshot, area, error))
    return NULL;
  self->hash = hash_of (scene, &self->raster);
  if (!compute (self, scene, previous, cancellable, error))
    return NULL;
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
  g_ptr_array_unref (self->layers);
  g_free (self->best);
  g_free (self->second);
  g_free (self->server);
  g_free (self);
}

guint64
dect_coverage_get_generation (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

guint32
dect_coverage_get_floor (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->floor_id;
}

double
dect_coverage_get_cell (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->raster.cell_m;
}

guint
dect_coverage_get_n_columns (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->raster.columns;
}

guint
dect_coverage_get_n_rows (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->raster.rows;
}

const DectArea *
dect_coverage_get_area (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->raster.area;
}

guint
dect_coverage_get_n_layers_computed (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_computed;
}

const float *
dect_coverage_get_best (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->best;
}

const float *
dect_coverage_get_second (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->second;
}

const gint16 *
dect_coverage_get_server (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->server;
}

double
dect_coverage_get_share (DectCoverage *self, double limit_dbm)
{
  gsize n, n_good = 0;

  g_return_val_if_fail (self != NULL, 0.0);

  n = (gsize) self->raster.columns * self->raster.rows;
  for (gsize i = 0; i < n; i++)
    n_good += (double) self->best[i] >= limit_dbm;
  return (double) n_good / (double) n;
}

/* --- One point -------------------------------------------------------------------------------- */

static void
clear_level (gpointer data)
{
  g_clear_pointer (&((DectLevelAt *) data)->path, dect_path_unref);
}

static int
compare_levels (const void *a, const void *b)
{
  const DectLevelAt *x = a;
  const DectLevelAt *y = b;

  if (x->level_dbm != y->level_dbm)
    return x->level_dbm > y->level_dbm ? -1 : 1;
  return (x->rfp > y->rfp) - (x->rfp < y->rfp);
}

GArray *
dect_coverage_at (DectSnapshot *snapshot, guint32 floor_id, double x_m, double y_m, GError **error)
{
  g_autoptr (DectScene) scene = NULL;
  g_autoptr (DectSceneWalker) walker = NULL;
  GArray *levels;
  DectScenePoint handset;
  guint floor;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!find_floor (snapshot, floor_id, &floor, error))
    return NULL;
  if (!isfinite (x_m) || !isfinite (y_m))
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_SIZE,
                   _("A point needs two numbers, in metres."));
      return NULL;
    }

  scene = dect_scene_new (snapshot);
  walker = dect_scene_walker_new (scene);
  dect_scene_point_on_floor (scene, floor, x_m, y_m, dect_limit_value ("handset-height"), &handset);
  levels = g_array_new (FALSE, FALSE, sizeof (DectLevelAt));
  g_array_set_clear_func (levels, clear_level);
  for (guint i = 0; i < scene->n_rfps; i++)
    {
      const DectSceneRfp *rfp = &scene->rfps[i];
      DectPath *path
          = rfp->on ? dect_scene_trace (walker, &rfp->at, &handset, rfp->eirp_dbm) : NULL;
      DectLevelAt level = { i, path != NULL ? dect_path_get_level (path) : (double) NAN, path };

      if (path != NULL)
        g_array_append_val (levels, level);
    }
  g_array_sort (levels, compare_levels);
  return levels;
}
