/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-links.h"

G_BEGIN_DECLS

/**
 * DectChainNode:
 * @component: index of its component; -1 when the RFP is no part of the chain
 * @level: hops from the root of its cluster, 0 for the root itself; -1 when it is not reached from
 * there
 * @parent: index of the RFP it synchronises from; -1 for a root and where it is not reached
 * @margin_db: margin of the link to its parent; %NAN without parent, and where the link is forced
 * and no level known
 * @path_margin_db: weakest margin on its way to the root by parents, a forced link without a level
 * counted as 0; %NAN without parent
 * @second: index of the RFP it could synchronise from when the link to its parent fails: the best
 * neighbour that does not hang on it itself; -1 when there is none
 * @second_margin_db: margin of that link; %NAN as above
 * @widest: index of its parent in the widest-path tree; -1 without parent
 * @widest_margin_db: weakest margin on its way to the root there, as @path_margin_db: no way to the
 * root has a better one; %NAN without parent
 * @n_neighbours: RFPs it has a usable link with
 * @n_strong: those of them whose weaker direction is above the site's "strong" limit, as the OMM
 * counts them
 *
 * One RFP in the chain.
 */
typedef struct
{
  gint component;
  gint level;
  gint parent;
  double margin_db;
  double path_margin_db;
  gint second;
  double second_margin_db;
  gint widest;
  double widest_margin_db;
  guint n_neighbours;
  guint n_strong;
} DectChainNode;

/**
 * DectChainComponent:
 * @cluster: the cluster its RFPs are in
 * @root: index of the RFP from which synchronisation starts, for the component that is reached;
 * else -1
 * @rfps: (array length=n_rfps): indexes of its RFPs, rising
 * @n_rfps: how many, at least 1
 * @n_missing_links: fewest further links after which none of its RFPs is a cut RFP, if any two of
 * them could be linked: max (d - 1, p / 2 rounded up), with d the most blocks that meet in one RFP
 * and p the number of leaf blocks (Eswaran and Tarjan 1976; equals trying all sets of links on all
 * graphs of up to six RFPs and on random ones of seven: tests/core/test-chain-graph.c); 0 when there
 * is no cut RFP
 *
 * RFPs of one cluster that reach each other over usable links. A cluster is connected when it is
 * one component; the component with a root is its main one.
 */
typedef struct
{
  gint cluster;
  gint root;
  const guint *rfps;
  guint n_rfps;
  guint n_missing_links;
} DectChainComponent;

/**
 * DectChainCut:
 * @rfp: index of an RFP without which its component falls apart
 * @component: index of its component
 * @n_lost: how many other RFPs lose their way to the root; where @rfp is the root itself (or the
 * component has none), all but the largest group that is left
 *
 * A cut RFP (articulation point). dect_chain_dup_cut_lost() names the lost ones.
 */
typedef struct
{
  guint rfp;
  guint component;
  guint n_lost;
} DectChainCut;

/**
 * DectChainSingleLink:
 * @from: index of the RFP on the root's side
 * @to: index of the RFP on the side that is lost with the link
 * @component: index of its component
 * @n_lost: how many RFPs hang on it, @to included
 * @margin_db: its margin; %NAN where it is forced and no level known
 *
 * A link that nothing replaces (bridge). dect_chain_dup_single_link_lost() names the lost ones.
 */
typedef struct
{
  guint from;
  guint to;
  guint component;
  guint n_lost;
  double margin_db;
} DectChainSingleLink;

/**
 * DectChainBlock:
 * @component: index of its component
 * @rfps: (array length=n_rfps): indexes of its RFPs, rising
 * @n_rfps: how many, at least 2
 * @n_cuts: how many of them are cut RFPs; a block with exactly one is a leaf of the block tree, one
 * with none is its whole component
 *
 * RFPs that hold together whichever one of them fails (biconnected component; a single link is a
 * block of two). Blocks meet in cut RFPs, and what blocks and cut RFPs make is a tree (Hopcroft and
 * Tarjan 1973).
 */
typedef struct
{
  guint component;
  const guint *rfps;
  guint n_rfps;
  guint n_cuts;
} DectChainBlock;

/**
 * DectChainRoot:
 * @rfp: index of an RFP
 * @hops: hops from it to the farthest RFP of its component
 * @hops_now: hops from the component's root
 * @mean_margin_db: mean of the weakest margins on the way to each other RFP, by the tree from @rfp
 * @mean_margin_now_db: the same from the component's root
 *
 * A root that would be better, and what it gains.
 */
typedef struct
{
  guint rfp;
  guint hops;
  guint hops_now;
  double mean_margin_db;
  double mean_margin_now_db;
} DectChainRoot;

/**
 * DectChain:
 *
 * The synchronisation chain of a site: its graph of usable links, analysed. Immutable, boxed,
 * counted, for any thread.
 *
 * Part of the chain is every RFP that is placed and has DECT switched on, or of which at least one
 * link is stated (measured or forced). An RFP that is neither (rule `rfp-unplaced` reports it) is
 * left out: it neither breaks nor proves the chain.
 *
 * Root of a cluster: its preferred-sync RFP; else its master; else the best root of its largest
 * component: fewest hops to the farthest RFP, then the largest sum of the weakest margins on the
 * way to each RFP. Of several candidates the one with the lowest number counts.
 *
 * Tree: fewest hops from the root; among parents with equally few hops the one whose path has the
 * best weakest link, then the best link itself, then the lower number. "Best" is the margin; a
 * forced link without a level counts as margin 0.
 *
 * Widest-path tree, beside it: the way with the best weakest link, however many hops it takes: the
 * maximum spanning tree of the margins (of equal links the one with the lower number at its lower
 * end, then at the other). Vendors differ in what their base stations follow: NEC and Nortel take
 * the fewest hops, Gigaset the best level among nearer ones, the OMM what came up first (facts 5).
 *
 * The order of the records in the site changes nothing but the indexes, as long as the RFPs have
 * numbers of their own.
 */
#define DECT_TYPE_CHAIN (dect_chain_get_type ())
GType dect_chain_get_type (void) G_GNUC_CONST;

typedef struct _DectChain DectChain;

/**
 * dect_chain_new:
 * @snapshot: a site
 * @links: its links, made from the same snapshot
 *
 * Memory in proportion to RFPs and links, time too but for the square of the RFPs in the widest-path
 * tree; looking for a best root, where none is named, takes up to a few tenths of a second on the
 * largest sites.
 *
 * Returns: (transfer full): its chain
 */
DectChain *dect_chain_new (DectSnapshot *snapshot, DectLinks *links);

DectChain *dect_chain_ref (DectChain *self);
void dect_chain_unref (DectChain *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectChain, dect_chain_unref)

/** dect_chain_get_generation: Returns: generation of the snapshot it was made from */
guint64 dect_chain_get_generation (DectChain *self);

/** dect_chain_is_connected: Returns: whether each cluster is one component; %TRUE for a site
 * without RFPs in the chain */
gboolean dect_chain_is_connected (DectChain *self);

/** dect_chain_get_n_clusters: Returns: number of clusters that have RFPs in the chain */
guint dect_chain_get_n_clusters (DectChain *self);

/** dect_chain_get_n_members: Returns: number of RFPs that are part of the chain */
guint dect_chain_get_n_members (DectChain *self);

/** dect_chain_get_max_level: Returns: hops to the farthest reached RFP of any cluster */
guint dect_chain_get_max_level (DectChain *self);

/**
 * dect_chain_get_node:
 * @self: a chain
 * @rfp: index of an RFP in the snapshot
 *
 * Returns: (transfer none): its place in the chain
 */
const DectChainNode *dect_chain_get_node (DectChain *self, guint rfp);

/**
 * dect_chain_get_components:
 * @self: a chain
 * @n_components: (out): how many
 *
 * Returns: (array length=n_components) (transfer none): all components; by cluster, the one with
 * the root first, then the larger ones first
 */
const DectChainComponent *dect_chain_get_components (DectChain *self, guint *n_components);

/**
 * dect_chain_get_cuts:
 * @self: a chain
 * @n_cuts: (out): how many
 *
 * Returns: (array length=n_cuts) (transfer none): cut RFPs, most lost first, then by number
 */
const DectChainCut *dect_chain_get_cuts (DectChain *self, guint *n_cuts);

/**
 * dect_chain_dup_cut_lost:
 * @self: a chain
 * @cut: index of a cut RFP in dect_chain_get_cuts()
 * @n_lost: (out): how many
 *
 * Returns: (array length=n_lost) (transfer full): indexes of the RFPs lost with it, rising;
 * g_free() it
 */
guint *dect_chain_dup_cut_lost (DectChain *self, guint cut, guint *n_lost);

/**
 * dect_chain_get_single_links:
 * @self: a chain
 * @n_links: (out): how many
 *
 * Returns: (array length=n_links) (transfer none): single links, most lost first, then by number
 */
const DectChainSingleLink *dect_chain_get_single_links (DectChain *self, guint *n_links);

/**
 * dect_chain_dup_single_link_lost:
 * @self: a chain
 * @link: index of a single link in dect_chain_get_single_links()
 * @n_lost: (out): how many
 *
 * Returns: (array length=n_lost) (transfer full): indexes of the RFPs that hang on it, rising;
 * g_free() it
 */
guint *dect_chain_dup_single_link_lost (DectChain *self, guint link, guint *n_lost);

/**
 * dect_chain_get_blocks:
 * @self: a chain
 * @n_blocks: (out): how many
 *
 * Returns: (array length=n_blocks) (transfer none): all blocks; by component, then the larger ones
 * first, then by number
 */
const DectChainBlock *dect_chain_get_blocks (DectChain *self, guint *n_blocks);

/**
 * dect_chain_get_blocks_of:
 * @self: a chain
 * @rfp: index of an RFP in the snapshot
 * @n_blocks: (out): how many; 0 without a usable link, 2 and more for a cut RFP
 *
 * Returns: (array length=n_blocks) (transfer none): indexes of the blocks it is in, rising
 */
const guint *dect_chain_get_blocks_of (DectChain *self, guint rfp, guint *n_blocks);

/**
 * dect_chain_suggest_root:
 * @self: a chain
 * @component: index of a component
 * @root: (out): its best root: as #DectChain says
 *
 * Takes as long as looking for a best root.
 *
 * Returns: whether it is better than the root that the component has: fewer hops to the farthest
 * RFP, or as many and better margins; %FALSE where there is no root to compare with
 */
gboolean dect_chain_suggest_root (DectChain *self, guint component, DectChainRoot *root);

G_END_DECLS
