/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain-private.h"

G_BEGIN_DECLS

/**
 * DectFailureCounter:
 * @n_kept: (array length=n_rfps): what dect_failure_counter_run() found
 *
 * Counts what goes on after one RFP, or two, fail.
 */
typedef struct
{
  guint *n_kept;

  /*< private >*/
  const DectChain *chain;
  DectGraph *graph;
  DectGraphOrder *walk;
  guint *starts;
  guint *hanging;
  guint *largest;
} DectFailureCounter;

/** dect_failure_counter_new: Returns: (transfer full): a counter for @chain, which must outlive it */
DectFailureCounter *dect_failure_counter_new (const DectChain *chain);
void dect_failure_counter_free (DectFailureCounter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectFailureCounter, dect_failure_counter_free)

/**
 * dect_failure_counter_run:
 * @self: a counter
 * @component: one of the chain's components
 * @gone: one of its RFPs; %DECT_GRAPH_NONE: none
 *
 * Sets n_kept for each RFP of the component but @gone: how many of the component go on when that RFP
 * fails and @gone as well. One walk, for all of them.
 */
void dect_failure_counter_run (DectFailureCounter *self,
                               const DectChainComponent *component,
                               guint gone);

G_END_DECLS
