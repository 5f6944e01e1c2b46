/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-failures.h"
#include "check/dect-check.h"
#include "model/dect-snapshot.h"
#include "radio/dect-links.h"
#include "radio/dect-survey.h"

G_BEGIN_DECLS

/**
 * DectAnalysis:
 * @snapshot: the site as it was looked at; indexes in @links and @chain count its lists
 * @links: radio paths between its base stations
 * @chain: what they make
 * @failures: what becomes of it when base stations fail
 * @findings: (element-type DectFinding): results of the checks
 * @survey: (element-type DectSurveyPlace): measured levels beside predicted ones
 *
 * What the program knows about one generation of a site. Immutable, boxed, counted atomically.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  DectSnapshot *snapshot;
  DectLinks    *links;
  DectChain    *chain;
  DectFailures *failures;
  GPtrArray    *findings;
  GPtrArray    *survey;
} DectAnalysis;

#define DECT_TYPE_ANALYSIS (dect_analysis_get_type ())
GType dect_analysis_get_type (void) G_GNUC_CONST;

DectAnalysis *dect_analysis_ref   (DectAnalysis *self);
void          dect_analysis_unref (DectAnalysis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAnalysis, dect_analysis_unref)

/**
 * dect_analysis_new:
 * @snapshot: a site
 * @cancellable: (nullable): stops the work
 * @error: return location
 *
 * Predicts links, builds the chain, lets it fail and runs the checks. Blocking: for tests and worker threads.
 *
 * Returns: (transfer full): the results
 */
DectAnalysis *dect_analysis_new (DectSnapshot *snapshot,
                                 GCancellable *cancellable,
                                 GError      **error);

/** dect_analysis_new_async: as dect_analysis_new() in a worker thread */
void dect_analysis_new_async (DectSnapshot       *snapshot,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

DectAnalysis *dect_analysis_new_finish (GAsyncResult *result,
                                        GError      **error);

G_END_DECLS
