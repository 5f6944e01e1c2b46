/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-graph.h"

#include <math.h>
#include <stdlib.h>

/* Looking at this many edges takes about a tenth of a second. */
#define MAX_ROOT_WORK 32000000u
#define MIN_ROOT_CANDIDATES 64u

/* A sum of bottlenecks is compared in steps of a millionth. */
#define TOTAL_STEPS 1e6

typedef struct
{
  guint node;
  guint distance;
  guint rank;
} Candidate;

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Working memory of the search, one entry a node. */
typedef struct
{
  guint *level;
  guint *queue;
  guint *parent;
  double *bottleneck;
} Search;

static guint
measure_from (const DectGraph *self, Search *search, guint root, const guint *nodes, guint n_nodes)
{
  for (guint i = 0; i < n_nodes; i++)
    search->level[nodes[i]] = DECT_GRAPH_NONE;
  return dect_graph_levels (self, root, search->level, search->queue);
}

/* Widens the distance of each candidate to that from @from; returns the farthest one, of these the
 * lowest rank. */
static guint
widen_distances (const DectGraph *self,
                 Search *search,
                 guint from,
                 const guint *nodes,
                 Candidate *candidates,
                 guint n_nodes)
{
  guint farthest = from;

  measure_from (self, search, from, nodes, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    {
      guint node = candidates[i].node;

      candidates[i].distance = MAX (candidates[i].distance, search->level[node]);
      if (search->level[node] > search->level[farthest]
          || (search->level[node] == search->level[farthest]
              && self->rank[node] < self->rank[farthest]))
        farthest = node;
    }
  return farthest;
}

/* Two far ends of the component: what is near to both is central. */
static void
sort_by_centrality (
    const DectGraph *self, Search *search, const guint *nodes, Candidate *candidates, guint n_nodes)
{
  guint first = candidates[0].node;
  guint end;

  for (guint i = 1; i < n_nodes; i++)
    first = candidates[i].rank < self->rank[first] ? candidates[i].node : first;

  end = widen_distances (self, search, first, nodes, candidates, n_nodes);
  for (guint i = 0; i < n_nodes; i++)
    candidates[i].distance = 0;
  end = widen_distances (self, search, end, nodes, candidates, n_nodes);
  widen_distances (self, search, end, nodes, candidates, n_nodes);
  qsort (candidates, n_nodes, sizeof *candidates, compare_candidates);
}

static double
total_bottleneck (
    const DectGraph *self, Search *search, guint root, const guint *nodes, guint n_nodes)
{
  guint n_reached = measure_from (self, search, root, nodes, n_nodes);
  double total = 0.0;

  dect_graph_tree (self, search->queue, n_reached, search->level, search->parent,
                   search->bottleneck);
  for (guint i = 0; i < n_nodes; i++)
    total += nodes[i] != root ? search->bottleneck[nodes[i]] : 0.0;
  /* Rounded, so that the order of adding does not decide between equals. */
  return nearbyint (total * TOTAL_STEPS);
}

static guint
choose_candidate (const DectGraph *self,
                  Search *search,
                  const guint *nodes,
                  guint n_nodes,
                  Candidate *candidates,
                  guint n_candidates)
{
  guint nearest = G_MAXUINT;
  double best = -INFINITY;
  guint root = DECT_GRAPH_NONE;

  for (guint i = 0; i < n_candidates; i++)
    {
      guint n_reached = measure_from (self, search, candidates[i].node, nodes, n_nodes);

      candidates[i].distance = search->level[search->queue[n_reached - 1]];
      nearest = MIN (nearest, candidates[i].distance);
    }
  for (guint i = 0; i < n_candidates; i++)
    {
      double total;

      if (candidates[i].distance != nearest)
        continue;
      total = total_bottleneck (self, search, candidates[i].node, nodes, n_nodes);
      if (root == DECT_GRAPH_NONE || total > best
          || (total == best && candidates[i].rank < self->rank[root]))
        {
          best = total;
          root = candidates[i].node;
        }
    }
  return root;
}

guint
dect_graph_rate_root (
    const DectGraph *self, const guint *nodes, guint n_nodes, guint root, double *total)
{
  g_return_val_if_fail (self != NULL && nodes != NULL && n_nodes > 0 && total != NULL, 0);
  g_return_val_if_fail (root < self->n, 0);

  g_autofree guint *level = g_new (guint, self->n);
  g_autofree guint *queue = g_new (guint, self->n);
  g_autofree guint *parent = g_new (guint, self->n);
  g_autofree double *bottleneck = g_new (double, self->n);
  Search search = { level, queue, parent, bottleneck };

  *total = total_bottleneck (self, &search, root, nodes, n_nodes) / TOTAL_STEPS;
  return level[queue[n_nodes - 1]];
}

guint
dect_graph_best_root (const DectGraph *self, const guint *nodes, guint n_nodes)
{
  g_return_val_if_fail (self != NULL && nodes != NULL && n_nodes > 0, DECT_GRAPH_NONE);

  g_autofree guint *level = g_new (guint, self->n);
  g_autofree guint *queue = g_new (guint, self->n);
  g_autofree guint *parent = g_new (guint, self->n);
  g_autofree double *bottleneck = g_new (double, self->n);
  g_autofree Candidate *candidates = g_new (Candidate, n_nodes);
  Search search = { level, queue, parent, bottleneck };
  guint work = 0;
  guint n_candidates;

  for (guint i = 0; i < n_nodes; i++)
    candidates[i] = (Candidate){ nodes[i], 0, self->rank[nodes[i]] };
  for (guint i = 0; i < n_nodes; i++)
    work += 1 + self->start[nodes[i] + 1] - self->start[nodes[i]];
  n_candidates = MIN (n_nodes, MAX (MIN_ROOT_CANDIDATES, MAX_ROOT_WORK / work));
  if (n_candidates < n_nodes)
    sort_by_centrality (self, &search, nodes, candidates, n_nodes);
  return choose_candidate (self, &search, nodes, n_nodes, candidates, n_candidates);
}
