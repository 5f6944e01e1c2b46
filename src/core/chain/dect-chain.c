/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-chain-private.h"

#include <math.h>
#include <stdlib.h>

G_DEFINE_BOXED_TYPE (DectChain, dect_chain, dect_chain_ref, dect_chain_unref)

int
dect_chain_compare_indexes (const void *a, const void *b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

DectChain *
dect_chain_new (DectSnapshot *snapshot, DectLinks *links)
{
  DectChain *self;
  guint n;

  g_return_val_if_fail (snapshot != NULL && links != NULL, NULL);
  g_return_val_if_fail (
      dect_links_get_n_rfps (links) == dect_snapshot_count (snapshot, DECT_KIND_RFP), NULL);

  n = dect_links_get_n_rfps (links);
  self = g_new0 (DectChain, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->n_rfps = n;
  self->nodes = g_new0 (DectChainNode, MAX (1, n));
  self->cuts = g_array_new (FALSE, FALSE, sizeof (DectChainCut));
  self->singles = g_array_new (FALSE, FALSE, sizeof (DectChainSingleLink));

  dect_chain_build (self, snapshot, links);
  return self;
}

DectChain *
dect_chain_ref (DectChain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_chain_unref (DectChain *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->nodes);
  g_free (self->components);
  g_free (self->members);
  g_free (self->tops);
  g_free (self->kept);
  g_array_unref (self->cuts);
  g_array_unref (self->singles);
  dect_graph_order_free (self->walk);
  dect_graph_free (self->graph);
  g_free (self->blocks);
  g_free (self->block_members);
  g_free (self->rfp_blocks);
  g_free (self->rfp_blocks_start);
  g_free (self);
}

guint64
dect_chain_get_generation (DectChain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

gboolean
dect_chain_is_connected (DectChain *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_components == self->n_clusters;
}

guint
dect_chain_get_n_clusters (DectChain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_clusters;
}

guint
dect_chain_get_n_members (DectChain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_members;
}

guint
dect_chain_get_max_level (DectChain *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->max_level;
}

const DectChainNode *
dect_chain_get_node (DectChain *self, guint rfp)
{
  g_return_val_if_fail (self != NULL && rfp < self->n_rfps, NULL);

  return &self->nodes[rfp];
}

const DectChainComponent *
dect_chain_get_components (DectChain *self, guint *n_components)
{
  g_return_val_if_fail (self != NULL && n_components != NULL, NULL);

  *n_components = self->n_components;
  return self->components;
}

const DectChainCut *
dect_chain_get_cuts (DectChain *self, guint *n_cuts)
{
  g_return_val_if_fail (self != NULL && n_cuts != NULL, NULL);

  *n_cuts = self->cuts->len;
  return (gconstpointer) self->cuts->data;
}

const DectChainSingleLink *
dect_chain_get_single_links (DectChain *self, guint *n_links)
{
  g_return_val_if_fail (self != NULL && n_links != NULL, NULL);

  *n_links = self->singles->len;
  return (gconstpointer) self->singles->data;
}

static guint
append_range (const DectChain *self, guint *rfps, guint n, guint begin, guint end)
{
  for (guint i = begin; i < end; i++)
    rfps[n++] = self->walk->order[i];
  return n;
}

guint *
dect_chain_dup_cut_lost (DectChain *self, guint cut, guint *n_lost)
{
  g_return_val_if_fail (self != NULL && n_lost != NULL, NULL);
  g_return_val_if_fail (cut < self->cuts->len, NULL);

  const DectGraphOrder *walk = self->walk;
  const DectChainCut *failed = &g_array_index (self->cuts, DectChainCut, cut);
  guint v = failed->rfp;
  guint kept = self->kept[v];
  guint top = self->tops[failed->component];
  guint *lost = g_new (guint, MAX (1, failed->n_lost));
  guint n = 0;

  if (kept != DECT_GRAPH_NONE)
    {
      n = append_range (self, lost, n, walk->begin[top], walk->begin[v]);
      n = append_range (self, lost, n, walk->begin[v] + 1, walk->begin[kept]);
      n = append_range (self, lost, n, walk->end[kept], walk->end[top]);
    }
  for (guint i = walk->begin[v] + 1; kept == DECT_GRAPH_NONE && i < walk->end[v];
       i = walk->end[walk->order[i]])
    {
      if (walk->low[walk->order[i]] >= walk->begin[v])
        n = append_range (self, lost, n, i, walk->end[walk->order[i]]);
    }
  g_assert (n == failed->n_lost);
  qsort (lost, n, sizeof *lost, dect_chain_compare_indexes);
  *n_lost = n;
  return lost;
}

guint *
dect_chain_dup_single_link_lost (DectChain *self, guint link, guint *n_lost)
{
  g_return_val_if_fail (self != NULL && n_lost != NULL, NULL);
  g_return_val_if_fail (link < self->singles->len, NULL);

  const DectChainSingleLink *single = &g_array_index (self->singles, DectChainSingleLink, link);
  guint *lost = g_new (guint, single->n_lost);

  *n_lost
      = append_range (self, lost, 0, self->walk->begin[single->to], self->walk->end[single->to]);
  qsort (lost, *n_lost, sizeof *lost, dect_chain_compare_indexes);
  return lost;
}

const DectChainBlock *
dect_chain_get_blocks (DectChain *self, guint *n_blocks)
{
  g_return_val_if_fail (self != NULL && n_blocks != NULL, NULL);

  *n_blocks = self->n_blocks;
  return self->blocks;
}

const guint *
dect_chain_get_blocks_of (DectChain *self, guint rfp, guint *n_blocks)
{
  g_return_val_if_fail (self != NULL && rfp < self->n_rfps && n_blocks != NULL, NULL);

  *n_blocks = self->rfp_blocks_start[rfp + 1] - self->rfp_blocks_start[rfp];
  return &self->rfp_blocks[self->rfp_blocks_start[rfp]];
}

gboolean
dect_chain_suggest_root (DectChain *self, guint component, DectChainRoot *root)
{
  g_return_val_if_fail (self != NULL && component < self->n_components && root != NULL, FALSE);

  const DectChainComponent *group = &self->components[component];
  double now, then;

  if (group->root < 0 || group->n_rfps < 2)
    return FALSE;
  root->rfp = dect_graph_best_root (self->graph, group->rfps, group->n_rfps);
  root->hops_now
      = dect_graph_rate_root (self->graph, group->rfps, group->n_rfps, (guint) group->root, &now);
  root->hops = dect_graph_rate_root (self->graph, group->rfps, group->n_rfps, root->rfp, &then);
  root->mean_margin_now_db = now / (group->n_rfps - 1);
  root->mean_margin_db = then / (group->n_rfps - 1);
  return root->hops < root->hops_now || (root->hops == root->hops_now && then > now);
}
