/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include <math.h>

/* --- What was computed ------------------------------------------------------------------------ */

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

const float *
dect_coverage_get_third (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->third;
}

const gint16 *
dect_coverage_get_server (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->server;
}

const guint8 *
dect_coverage_get_count (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->count;
}

double
dect_coverage_get_limit (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->limit_dbm;
}

double
dect_coverage_get_sigma (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->sigma_db;
}

gsize
dect_coverage_get_layers_size (DectCoverage *self)
{
  gsize size = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n_sources; i++)
    size += self->sources[i].layer->size;
  return size;
}

/* --- Shares ----------------------------------------------------------------------------------- */

static gsize
n_cells (const DectCoverage *self)
{
  return (gsize) self->raster.columns * self->raster.rows;
}

static double
share_at (const DectCoverage *self, const float *levels, double limit_dbm)
{
  gsize n = n_cells (self);
  gsize n_good = 0;

  for (gsize i = 0; i < n; i++)
    n_good += (double) levels[i] >= limit_dbm; /* false for NaN */
  return (double) n_good / (double) n;
}

double
dect_coverage_get_share (DectCoverage *self, double limit_dbm)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return share_at (self, self->best, limit_dbm);
}

void
dect_coverage_get_shares (DectCoverage *self, double limit_dbm, DectCoverageShares *shares)
{
  g_return_if_fail (self != NULL && shares != NULL);

  shares->sure = share_at (self, self->best, limit_dbm + self->sigma_db);
  shares->reached = share_at (self, self->best, limit_dbm);
  shares->possible = share_at (self, self->best, limit_dbm - self->sigma_db);
  shares->second = share_at (self, self->second, limit_dbm);
}

/* Failures are asked for by the thousand, at one limit. */
static DectCoverageSets *
take_sets (DectCoverage *self, gint16 limit)
{
  DectCoverageSets *sets;

  g_mutex_lock (&self->sets_lock);
  if (self->sets != NULL && dect_coverage_sets_get_limit (self->sets) != limit)
    g_clear_pointer (&self->sets, dect_coverage_sets_unref);
  if (self->sets == NULL)
    self->sets = dect_coverage_sets_new (self->sources, self->n_sources, &self->raster, limit);
  sets = dect_coverage_sets_ref (self->sets);
  g_mutex_unlock (&self->sets_lock);
  return sets;
}

double
dect_coverage_share_without (DectCoverage *self, const guint *rfps, guint n_rfps, double limit_dbm)
{
  g_autoptr (DectCoverageSets) sets = NULL;

  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (rfps != NULL || n_rfps == 0, 0.0);

  sets = take_sets (self, dect_coverage_pack_limit (limit_dbm));
  return (double) dect_coverage_sets_count_without (sets, rfps, n_rfps) / (double) n_cells (self);
}
