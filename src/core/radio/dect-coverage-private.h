/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-coverage-sets.h"

G_BEGIN_DECLS

struct _DectCoverage
{
  gatomicrefcount ref_count;
  guint64 generation;
  guint32 floor_id;
  double limit_dbm;
  double sigma_db;
  DectScene *scene; /* for the next coverage */
  DectRaster raster;
  guint64 hash;
  DectCoverageSource *sources; /* rfp rises */
  guint n_sources;
  guint n_computed;
  float *best;
  float *second;
  float *third;
  gint16 *server;
  guint8 *count;
  GMutex sets_lock;
  DectCoverageSets *sets; /* nullable: of the limit last asked for */
};

/** dect_coverage_pack_limit: Returns: the least packed level that reaches @limit_dbm once unpacked;
 * %G_MAXINT16 when none does */
gint16 dect_coverage_pack_limit (double limit_dbm);

/** dect_coverage_find_floor: index of a floor; %FALSE with %DECT_COVERAGE_ERROR_FLOOR */
gboolean dect_coverage_find_floor (DectSnapshot *snapshot,
                                   guint32 floor_id,
                                   guint *floor,
                                   GError **error);

/** dect_coverage_band_at: Returns: the band of one cell */
DectCoverageBand dect_coverage_band_at (DectCoverage *self, gsize cell);

G_END_DECLS
