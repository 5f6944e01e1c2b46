/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/*
 * Small random chains and slow answers about them, straight from the definitions in dect-chain.h and
 * dect-failures.h and without a line of theirs. RFPs are numbers from 0, in the order in which equals
 * are preferred; sets of RFPs are bits. Where the records of the RFPs stand in the site is another
 * matter (slow_chain_site()).
 */

#define SLOW_CHAIN_MAX 14
#define SLOW_CHAIN_RISKS 4

typedef struct
{
  double level_dbm[2]; /* of the lower number at the higher, and back; NAN: not measured */
  double quality_percent[2];
  gboolean forced_on;
  gboolean forced_off;
} SlowLink;

typedef struct
{
  guint n;
  gboolean placed; /* far apart from each other */
  gboolean off[SLOW_CHAIN_MAX];
  gint cluster[SLOW_CHAIN_MAX];
  gboolean preferred[SLOW_CHAIN_MAX];
  gboolean master[SLOW_CHAIN_MAX];
  guint network_switch[SLOW_CHAIN_MAX]; /* 1 to SLOW_CHAIN_RISKS; 0: none */
  guint riser[SLOW_CHAIN_RISKS + 1];    /* of each switch */
  guint compartment[SLOW_CHAIN_MAX];
  SlowLink link[SLOW_CHAIN_MAX][SLOW_CHAIN_MAX]; /* [higher][lower] */

  /* What follows from it: */
  gboolean usable[SLOW_CHAIN_MAX][SLOW_CHAIN_MAX];
  double margin_db[SLOW_CHAIN_MAX][SLOW_CHAIN_MAX]; /* NAN without a level */
  double weight[SLOW_CHAIN_MAX][SLOW_CHAIN_MAX];    /* the same, 0 without a level */
  guint32 members;
} SlowChain;

/** slow_chain_random: a chain of 1 to @n_most RFPs; @simple: one cluster, every RFP placed,
 * measured links that are usable and nothing forced; else none placed, and anything */
void slow_chain_random (SlowChain *self, GRand *rand, guint n_most, gboolean simple);

/** slow_chain_shuffle: a random order of @n records: order[i] is the number of the i-th */
void slow_chain_shuffle (GRand *rand, guint n, guint *order);

/** slow_chain_site: Returns: (transfer full): the site with its RFPs' records in that order */
DectSnapshot *slow_chain_site (const SlowChain *self, const guint *order);

/** slow_chain_reach: Returns: whom @start reaches when those in @gone are not there, nor the link
 * between @cut_a and @cut_b (SLOW_CHAIN_MAX: it is) */
guint32
slow_chain_reach (const SlowChain *self, guint start, guint32 gone, guint cut_a, guint cut_b);

/** slow_chain_levels: hops from @root by number; SLOW_CHAIN_MAX where it is not reached */
void slow_chain_levels (const SlowChain *self, guint root, guint *level);

/** slow_chain_paths: weakest weight on the best of the shortest ways from the root of these levels */
void slow_chain_paths (const SlowChain *self, const guint *level, double *path);

/** slow_chain_widest: weakest weight on the widest way from @root; -INFINITY where there is none */
void slow_chain_widest (const SlowChain *self, guint root, double *width);

/** slow_chain_component: Returns: all that are in one component with @rfp */
guint32 slow_chain_component (const SlowChain *self, guint rfp);

/** slow_chain_best_root: Returns: the best root of a component */
guint slow_chain_best_root (const SlowChain *self, guint32 component);

/** slow_chain_rate_root: hops to the farthest, and sum of the weakest weights, of a component */
void slow_chain_rate_root (
    const SlowChain *self, guint32 component, guint root, guint *hops, double *total);

/** slow_chain_root: Returns: the root of a cluster; SLOW_CHAIN_MAX for one without members */
guint slow_chain_root (const SlowChain *self, gint cluster);

/** slow_chain_fail: Returns: who is lost when @gone fail; @n_left: how many are synchronised */
guint32 slow_chain_fail (const SlowChain *self, guint32 gone, guint *n_left);

/** slow_chain_block: Returns: the block that the usable link between @a and @b is in */
guint32 slow_chain_block (const SlowChain *self, guint a, guint b);

/** slow_chain_count: Returns: how many are in a set */
guint slow_chain_count (guint32 set);

/** SLOW_CHAIN_HAS: whether number @v is in @set */
#define SLOW_CHAIN_HAS(set, v) (((set) >> (v) & 1u) != 0)

G_END_DECLS
