/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "chain/dect-graph.h"

G_BEGIN_DECLS

struct _DectChain
{
  gatomicrefcount ref_count;
  guint64 generation;
  guint n_rfps;
  guint n_members;
  guint n_clusters;
  guint max_level;
  DectChainNode *nodes;
  DectChainComponent *components;
  guint n_components;
  guint *members;  /* the components' lists of RFPs, one after the other */
  guint *tops;     /* by component: where its walk begins */
  guint *kept;     /* by RFP: Failure.kept */
  GArray *cuts;    /* DectChainCut */
  GArray *singles; /* DectChainSingleLink */
  DectGraphOrder *walk;
  DectGraph *graph; /* usable links; its ranks are the RFPs' order by number */
  DectChainBlock *blocks;
  guint n_blocks;
  guint *block_members;    /* the blocks' lists of RFPs, one after the other */
  guint *rfp_blocks;       /* the RFPs' lists of blocks, one after the other */
  guint *rfp_blocks_start; /* (array length=n_rfps + 1): where each begins */
};

/**
 * dect_chain_build:
 * @self: a chain of which only n_rfps and the empty lists are made
 * @snapshot: the site
 * @links: its links
 *
 * Analyses the site.
 */
void dect_chain_build (DectChain *self, DectSnapshot *snapshot, DectLinks *links);

/** dect_chain_build_cuts: finds cut RFPs and single links, once there are components */
void dect_chain_build_cuts (DectChain *self, DectLinks *links);

/** dect_chain_build_blocks: finds the block tree, once there are cut RFPs */
void dect_chain_build_blocks (DectChain *self);

/** dect_chain_compare_indexes: for qsort(): indexes, rising */
int dect_chain_compare_indexes (const void *a, const void *b);

G_END_DECLS
