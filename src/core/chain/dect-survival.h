/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-failures.h"

G_BEGIN_DECLS

/** DECT_SURVIVAL_CELL_M: edge of the cells by which area is counted unless another is asked for,
 * metres: coarse, since only shares come out */
#define DECT_SURVIVAL_CELL_M 1.0

/**
 * DectSurvival:
 *
 * How much of the area stays covered when something fails. The area is that of all floors together
 * as dect_coverage_new() bounds each; a floor with neither walls nor base stations counts as
 * nothing. Covered is where a handset receives the site's design limit (dect_limit_of_site()) from a
 * synchronised RFP: one that lost synchronisation takes no calls (Aastra SIP-DECT 1.8 manual, p.
 * 15), so its area is lost as well, and that of a group out of reach is not covered even before.
 *
 * Immutable, boxed, counted, for any thread. Holds the coverage of every floor.
 */
#define DECT_TYPE_SURVIVAL (dect_survival_get_type ())
GType dect_survival_get_type (void) G_GNUC_CONST;

typedef struct _DectSurvival DectSurvival;

/**
 * dect_survival_new:
 * @snapshot: a site
 * @failures: its failures, made from the same snapshot
 * @cell_m: edge of a cell, metres; usually %DECT_SURVIVAL_CELL_M
 * @progress: (nullable): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): asked between rows of each floor, and between failures
 * @error: return location: %DECT_COVERAGE_ERROR_CELL, %DECT_COVERAGE_ERROR_SIZE (a floor is too
 * large for such cells), %G_IO_ERROR_CANCELLED
 *
 * Predicts every floor and looks at every failure that @failures lists: all but the double ones, of
 * which the worst. Not for the main thread.
 *
 * Returns: (transfer full) (nullable): what is left of the area after each
 */
DectSurvival *dect_survival_new (DectSnapshot *snapshot,
                                 DectFailures *failures,
                                 double cell_m,
                                 DectProgressFunc progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

DectSurvival *dect_survival_ref (DectSurvival *self);
void dect_survival_unref (DectSurvival *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSurvival, dect_survival_unref)

/** dect_survival_get_area: Returns: the area of all floors, m²; 0 when there is nothing to predict */
double dect_survival_get_area (DectSurvival *self);

/**
 * dect_survival_get_share:
 * @self: what is left of the area
 * @failure: (nullable): a failure listed by the failures it was made from; %NULL: nothing fails
 *
 * Returns: share of the area that is covered then, 0 to 1; %NAN when there is no area
 */
double dect_survival_get_share (DectSurvival *self, const DectFailure *failure);

/**
 * dect_survival_worst:
 * @self: what is left of the area
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the listed failure of that kind after which the least area is
 * covered, of equals the first listed; %NULL when there is none, or no area
 */
const DectFailure *dect_survival_worst (DectSurvival *self, DectFailureKind kind);

/**
 * dect_survival_test:
 * @self: what is left of the area
 * @rfps: (array length=n_rfps): indexes of RFPs that fail together, as in dect_failures_test()
 * @n_rfps: how many
 *
 * Returns: share of the area that is covered then, 0 to 1; %NAN when there is no area
 */
double dect_survival_test (DectSurvival *self, const guint *rfps, guint n_rfps);

G_END_DECLS
