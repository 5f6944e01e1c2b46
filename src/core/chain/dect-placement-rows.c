/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What each place covers, and how well places hear each other. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-i18n.h"
#include "radio/dect-layer.h"
#include "radio/dect-propagation.h"
#include "radio/dect-workers.h"

#include <math.h>

/* A candidate is not looked at on floors farther away: two slabs of concrete take some 33 dB. */
#define MAX_STOREYS 2

/* Between two reports of progress. */
#define SPOTS_AT_ONCE 64u

/* --- Cells ------------------------------------------------------------------------------------ */

/* Loss of the slabs between two storeys, at least: that of the dearest one. One with a hole may
 * cost nothing. */
static double
least_slab_db (const DectScene *scene, guint a, guint b)
{
  double least_db = 0.0;

  for (guint i = MIN (a, b) + 1; i <= MAX (a, b); i++)
    {
      if (scene->storeys[i].n_holes == 0)
        least_db = fmax (least_db, dect_scene_slab_db (&scene->storeys[i], 1.0));
    }
  return least_db;
}

/* How far a spot can reach the limit on a floor, at most: by distance and slabs alone. 0: it is not
 * looked at. */
static double
reach_of (const DectPlacing *self, const DectSpot *spot, const DectPlacingFloor *floor)
{
  const DectScene *scene = self->scene;
  guint own, other;
  double most_db = spot->radio.eirp_dbm - self->target_dbm - scene->fit_offset_db;

  if (!spot->radio.on || spot->radio.at.floor < 0 || floor->n_cells == 0)
    return 0.0;
  own = (guint) scene->floors[spot->radio.at.floor].storey;
  other = (guint) scene->floors[floor->floor].storey;
  if (scene->storeys[own].building != scene->storeys[other].building)
    return INFINITY;
  if (ABS (scene->storeys[own].level - scene->storeys[other].level) > MAX_STOREYS)
    return 0.0;
  most_db -= dect_propagation_free_space_db (scene->frequency_mhz, 1.0)
             + least_slab_db (scene, own, other);
  return most_db > 0.0 ? pow (10.0, most_db / scene->fit_exponent_db) : 1.0;
}

/* Scratch memory of one thread, and what all of them read. */
typedef struct
{
  DectPlacing *problem;
  DectRaster *rasters;          /* by floor */
  DectLayerScratch **scratches; /* by worker */
  gint16 **losses;
  guint first; /* spot of job 0 */
} Filling;

/* The part of a floor's cells around a spot; FALSE when there is none. */
static gboolean
clip_raster (const Filling *self, const DectSpot *spot, guint f, double reach_m, DectRaster *raster)
{
  const DectPlacing *problem = self->problem;
  DectTransform back
      = dect_transform_invert (&problem->scene->floors[problem->floors[f].floor].to_building);
  DectPoint at = dect_transform_apply (&back, (DectPoint){ spot->radio.at.x, spot->radio.at.y });
  double first_column, first_row;

  *raster = self->rasters[f];
  if (!isfinite (reach_m))
    return TRUE;
  first_column
      = floor (CLAMP ((at.x - reach_m - raster->area.x1_m) / raster->cell_m, 0.0, raster->columns));
  first_row
      = floor (CLAMP ((at.y - reach_m - raster->area.y1_m) / raster->cell_m, 0.0, raster->rows));
  raster->columns = (guint) ceil (
      CLAMP ((at.x + reach_m - raster->area.x1_m) / raster->cell_m, 0.0, raster->columns));
  raster->rows = (guint) ceil (
      CLAMP ((at.y + reach_m - raster->area.y1_m) / raster->cell_m, 0.0, raster->rows));
  if (raster->columns <= first_column || raster->rows <= first_row)
    return FALSE;
  raster->columns -= (guint) first_column;
  raster->rows -= (guint) first_row;
  raster->area.x1_m += first_column * raster->cell_m;
  raster->area.y1_m += first_row * raster->cell_m;
  raster->area.x2_m = raster->area.x1_m + raster->columns * raster->cell_m;
  raster->area.y2_m = raster->area.y1_m + raster->rows * raster->cell_m;
  return TRUE;
}

static void
fill_floor (const Filling *self, const DectSpot *spot, guint f, guint worker, guint64 *rows[2])
{
  const DectPlacing *problem = self->problem;
  const DectPlacingFloor *floor = &problem->floors[f];
  const gint16 *loss = self->losses[worker];
  const double limits_dbm[2]
      = { problem->target_dbm + problem->settings->margin_db, problem->target_dbm };
  DectRaster raster;
  guint first_column, first_row;
  double most[2];

  if (!clip_raster (self, spot, f, reach_of (problem, spot, floor), &raster)
      || !dect_layer_fill (problem->scene, &spot->radio.at, &raster, DECT_LAYER_BY_SHADOWS, 0,
                           raster.rows, self->scratches[worker], self->losses[worker],
                           problem->cancellable))
    return;
  first_column = (guint) lround ((raster.area.x1_m - floor->area.x1) / raster.cell_m);
  first_row = (guint) lround ((raster.area.y1_m - floor->area.y1) / raster.cell_m);
  for (guint k = 0; k < 2; k++)
    most[k]
        = fmin (spot->radio.eirp_dbm - limits_dbm[k], DECT_LAYER_MAX_LOSS_DB) * DECT_KERNEL_STEPS;
  for (guint i = 0; i < floor->n_cells; i++)
    {
      guint cell = floor->first + i;
      guint64 bit = G_GUINT64_CONSTANT (1) << (cell % 64);
      /* Before the first one wraps around and is far above. */
      guint column = floor->cells[i] % floor->columns - first_column;
      guint row = floor->cells[i] / floor->columns - first_row;

      if (column >= raster.columns || row >= raster.rows)
        continue;
      for (guint k = 0; k < 2; k++)
        rows[k][cell / 64] |= loss[row * raster.columns + column] <= most[k] ? bit : 0;
    }
}

static void
fill_spot_cb (guint job, guint worker, gpointer data)
{
  const Filling *self = data;
  DectPlacing *problem = self->problem;
  guint spot = self->first + job;
  guint64 *rows[2] = { &problem->with_margin[(gsize) spot * problem->words],
                       &problem->bare[(gsize) spot * problem->words] };

  for (guint f = 0; f < problem->n_floors; f++)
    {
      if (reach_of (problem, &problem->spots[spot], &problem->floors[f]) > 0.0)
        fill_floor (self, &problem->spots[spot], f, worker, rows);
    }
}

static void
filling_init (Filling *self, DectPlacing *problem, guint n_workers)
{
  guint largest = 1;

  *self = (Filling){ .problem = problem, .rasters = g_new0 (DectRaster, problem->n_floors) };
  for (guint f = 0; f < problem->n_floors; f++)
    {
      const DectPlacingFloor *floor = &problem->floors[f];

      self->rasters[f] = (DectRaster){
        .floor = floor->floor,
        .area = { floor->area.x1, floor->area.y1, floor->area.x1 + floor->columns * problem->cell_m,
                  floor->area.y1 + floor->rows * problem->cell_m },
        .cell_m = problem->cell_m,
        .columns = floor->columns,
        .rows = floor->rows,
      };
      largest = MAX (largest, floor->columns * floor->rows);
    }
  self->scratches = g_new (DectLayerScratch *, n_workers);
  self->losses = g_new (gint16 *, n_workers);
  for (guint i = 0; i < n_workers; i++)
    {
      self->scratches[i] = dect_layer_scratch_new ();
      self->losses[i] = g_new (gint16, largest);
    }
}

static void
filling_clear (Filling *self, guint n_workers)
{
  for (guint i = 0; i < n_workers; i++)
    {
      dect_layer_scratch_free (self->scratches[i]);
      g_free (self->losses[i]);
    }
  g_free (self->scratches);
  g_free (self->losses);
  g_free (self->rasters);
}

gboolean
dect_placing_fill_rows (DectPlacing *self)
{
  gsize size = (gsize) self->n_spots * self->words;
  guint n_workers = dect_workers_get_n ();
  gboolean done = TRUE;
  Filling filling;

  self->with_margin = g_new0 (guint64, MAX (1, size));
  self->bare
      = self->settings->margin_db > 0.0 ? g_new0 (guint64, MAX (1, size)) : self->with_margin;
  self->cover = self->with_margin;
  filling_init (&filling, self, n_workers);
  for (filling.first = 0; done && filling.first < self->n_spots; filling.first += SPOTS_AT_ONCE)
    {
      dect_placing_report (self, _("Measuring levels"), (double) filling.first / self->n_spots);
      done = dect_workers_run (MIN (SPOTS_AT_ONCE, self->n_spots - filling.first), fill_spot_cb,
                               &filling, self->cancellable);
    }
  filling_clear (&filling, n_workers);
  return done && !dect_placing_is_cancelled (self);
}

const guint64 *
dect_placing_row (const DectPlacing *self, guint spot)
{
  return &self->cover[(gsize) spot * self->words];
}

/* --- Links ------------------------------------------------------------------------------------ */

/* Between RFPs that stay: what counts in the site, stated or predicted. */
static double
known_margin (const DectPlacing *self, guint a, guint b)
{
  const DectRadioLink *link = dect_links_find (self->links, a, b);

  if (link == NULL || !link->usable)
    return -INFINITY;
  return isfinite (link->margin_db) ? fmax (0.0, link->margin_db) : 0.0;
}

static double
walk_margin (const DectPlacing *self, const DectSceneRfp *a, const DectSceneRfp *b)
{
  double eirp_dbm = fmin (a->eirp_dbm, b->eirp_dbm);
  DectPathTerms terms;

  if (!a->on || !b->on || a->cluster != b->cluster
      || !dect_scene_walk (self->walker, &a->at, &b->at, eirp_dbm - self->sync_dbm, NULL, &terms)
      || !(eirp_dbm - terms.loss_db >= self->sync_dbm))
    return -INFINITY;
  return eirp_dbm - terms.loss_db - self->sync_dbm;
}

static float *
margins_of (DectPlacing *self, guint spot)
{
  if (self->margins[spot] == NULL)
    {
      self->margins[spot] = g_new (float, self->n_spots);
      for (guint i = 0; i < self->n_spots; i++)
        self->margins[spot][i] = NAN;
    }
  return self->margins[spot];
}

double
dect_placing_margin (DectPlacing *self, guint a, guint b)
{
  float *row;

  if (a < self->n_rfps && b < self->n_rfps)
    return known_margin (self, a, b);
  if (self->margins[a] == NULL && self->margins[b] != NULL)
    return dect_placing_margin (self, b, a);
  row = margins_of (self, a);
  if (isnan (row[b]))
    row[b] = (float) walk_margin (self, &self->spots[a].radio, &self->spots[b].radio);
  return (double) row[b];
}
