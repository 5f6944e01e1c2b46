/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-layer.h"

G_BEGIN_DECLS

/** DectCoverageSource: an RFP that counts. @rfp: its index in the snapshot; @eirp: what it radiates,
 * packed; @layer: its layer */
typedef struct
{
  guint rfp;
  gint16 eirp;
  DectLayer *layer;
} DectCoverageSource;

/**
 * DectCoverageSets:
 *
 * Which sets of RFPs reach a limit in how many cells. There are far fewer sets than cells, and when
 * some RFPs fail only sets of no more members than these can be lost: what a failure leaves is known
 * in microseconds. Immutable, counted.
 */
typedef struct _DectCoverageSets DectCoverageSets;

/**
 * dect_coverage_sets_new:
 * @sources: (array length=n_sources): the RFPs with their layers
 * @n_sources: how many
 * @raster: the cells
 * @limit: packed level
 *
 * Returns: (transfer full): the sets
 */
DectCoverageSets *dect_coverage_sets_new (const DectCoverageSource *sources,
                                          guint n_sources,
                                          const DectRaster *raster,
                                          gint16 limit);
DectCoverageSets *dect_coverage_sets_ref (DectCoverageSets *self);
void dect_coverage_sets_unref (DectCoverageSets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCoverageSets, dect_coverage_sets_unref)

/** dect_coverage_sets_get_limit: Returns: the packed level they were made for */
gint16 dect_coverage_sets_get_limit (const DectCoverageSets *self);

/** dect_coverage_sets_count_without: Returns: cells that still reach the limit without the RFPs
 * @rfps (indices in the snapshot; unknown ones change nothing) */
gsize dect_coverage_sets_count_without (const DectCoverageSets *self,
                                        const guint *rfps,
                                        guint n_rfps);

G_END_DECLS
