/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a chain hangs on: cut RFPs and single links. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-chain-private.h"

/* The group that is left over when an RFP fails: the children's subtrees that hang on it alone, and
 * what is above. */
typedef struct
{
  guint n_lost;
  gboolean is_cut;
  guint kept; /* child whose subtree goes on, DECT_GRAPH_NONE: what is above goes on */
} Failure;

/* The RFP to prefer in a range of the walk. */
static guint
lowest_rank (const DectChain *self, guint child)
{
  const DectGraphOrder *walk = self->walk;
  guint lowest = G_MAXUINT;

  for (guint i = walk->begin[child]; i < walk->end[child]; i++)
    lowest = MIN (lowest, self->graph->rank[walk->order[i]]);
  return lowest;
}

/* In the component of a root, whoever still reaches the root goes on; where there is none, or it
 * fails itself, the largest group does. */
static Failure
fail_rfp (const DectChain *self, guint v)
{
  const DectGraphOrder *walk = self->walk;
  const DectChainComponent *component = &self->components[self->nodes[v].component];
  gboolean is_first = walk->parent[v] == DECT_GRAPH_NONE;
  guint above = component->n_rfps - 1;
  guint n_kept = 0;
  guint n_groups = 0;
  Failure failure = { .kept = DECT_GRAPH_NONE };

  for (guint i = walk->begin[v] + 1; i < walk->end[v]; i = walk->end[walk->order[i]])
    {
      guint child = walk->order[i];
      guint size = walk->end[child] - walk->begin[child];

      if (walk->low[child] < walk->begin[v])
        continue;
      n_groups++;
      above -= size;
      if (size > n_kept
          || (size == n_kept && lowest_rank (self, child) < lowest_rank (self, failure.kept)))
        {
          n_kept = size;
          failure.kept = child;
        }
    }
  failure.is_cut = n_groups >= (is_first ? 2 : 1);
  if (above > 0 && (component->root >= 0 || above >= n_kept))
    {
      failure.kept = DECT_GRAPH_NONE;
      n_kept = above;
    }
  failure.n_lost = component->n_rfps - 1 - n_kept;
  return failure;
}

/* Equals by rank, so that the order of the records does not show. */
static int
compare_cuts (const void *a, const void *b, gpointer rank)
{
  const DectChainCut *x = a;
  const DectChainCut *y = b;
  const guint *ranks = rank;

  if (x->n_lost != y->n_lost)
    return x->n_lost > y->n_lost ? -1 : 1;
  return (ranks[x->rfp] > ranks[y->rfp]) - (ranks[x->rfp] < ranks[y->rfp]);
}

static int
compare_singles (const void *a, const void *b, gpointer rank)
{
  const DectChainSingleLink *x = a;
  const DectChainSingleLink *y = b;
  const guint *ranks = rank;

  if (x->n_lost != y->n_lost)
    return x->n_lost > y->n_lost ? -1 : 1;
  if (x->from != y->from)
    return ranks[x->from] < ranks[y->from] ? -1 : 1;
  return (ranks[x->to] > ranks[y->to]) - (ranks[x->to] < ranks[y->to]);
}

/* Where the walk of each component begins: at its root, else at the RFP with the lowest rank. */
static void
find_tops (DectChain *self)
{
  const guint *rank = self->graph->rank;

  self->tops = g_new (guint, MAX (1, self->n_components));
  for (guint i = 0; i < self->n_components; i++)
    {
      const DectChainComponent *component = &self->components[i];
      guint top = component->rfps[0];

      for (guint k = 1; k < component->n_rfps; k++)
        top = rank[component->rfps[k]] < rank[top] ? component->rfps[k] : top;
      self->tops[i] = component->root >= 0 ? (guint) component->root : top;
    }
}

void
dect_chain_build_cuts (DectChain *self, DectLinks *links)
{
  find_tops (self);
  self->kept = g_new0 (guint, MAX (1, self->n_rfps));
  self->walk = dect_graph_walk (self->graph, self->tops, self->n_components);

  for (guint i = 0; i < self->n_rfps; i++)
    {
      if (self->nodes[i].component < 0)
        continue;

      Failure failure = fail_rfp (self, i);
      DectChainCut cut = { i, (guint) self->nodes[i].component, failure.n_lost };
      guint parent = self->walk->parent[i];

      self->kept[i] = failure.kept;
      if (failure.is_cut)
        g_array_append_val (self->cuts, cut);
      if (parent != DECT_GRAPH_NONE && self->walk->low[i] > self->walk->begin[parent])
        {
          DectChainSingleLink single
              = { parent, i, cut.component, self->walk->end[i] - self->walk->begin[i],
                  dect_links_find (links, i, parent)->margin_db };

          g_array_append_val (self->singles, single);
        }
    }
  g_array_sort_with_data (self->cuts, compare_cuts, self->graph->rank);
  g_array_sort_with_data (self->singles, compare_singles, self->graph->rank);
}
