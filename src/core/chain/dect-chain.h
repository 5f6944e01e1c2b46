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
 * @second: index of the RFP it could synchronise from when the link to its parent fails: the best
 * neighbour that does not hang on it itself; -1 when there is none
 * @second_margin_db: margin of that link; %NAN as above
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
  gint second;
  double second_margin_db;
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
 * Time and memory in proportion to RFPs and links; looking for a best root takes up to a few tenths
 * of a second on the largest sites.
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
 * Returns: (array length=n_cuts) (transfer none): cut RFPs, most lost first
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
 * Returns: (array length=n_links) (transfer none): single links, most lost first
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

G_END_DECLS
