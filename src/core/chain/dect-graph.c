/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Looking at this many edges takes about a tenth of a second. */
#define MAX_ROOT_WORK 32000000u
#define MIN_ROOT_CANDIDATES 64u

/* A sum of bottlenecks is compared in steps of a millionth. */
#define TOTAL_STEPS 1e6

DectGraph *
dect_graph_new (guint n, const DectGraphEdge *edges, guint n_edges, const guint *rank)
{
  DectGraph *self = g_new0 (DectGraph, 1);
  g_autofree guint *next = NULL;

  self->n = n;
  self->start = g_new0 (guint, (gsize) n + 1);
  self->to = g_new (guint, MAX (1, 2 * (gsize) n_edges));
  self->weight = g_new (double, MAX (1, 2 * (gsize) n_edges));
  self->rank = g_new (guint, MAX (1, n));

  for (guint i = 0; i < n; i++)
    self->rank[i] = rank != NULL ? rank[i] : i;
  for (guint i = 0; i < n_edges; i++)
    {
      g_assert (edges[i].a < n && edges[i].b < n && edges[i].a != edges[i].b);
      self->start[edges[i].a + 1]++;
      self->start[edges[i].b + 1]++;
    }
  for (guint i = 0; i < n; i++)
    self->start[i + 1] += self->start[i];

  next = g_memdup2 (self->start, sizeof (guint) * ((gsize) n + 1));
  for (guint i = 0; i < n_edges; i++)
    {
      guint at_a = next[edges[i].a]++;
      guint at_b = next[edges[i].b]++;

      self->to[at_a] = edges[i].b;
      self->to[at_b] = edges[i].a;
      self->weight[at_a] = self->weight[at_b] = edges[i].weight;
    }
  return self;
}

void
dect_graph_free (DectGraph *self)
{
  if (self == NULL)
    return;

  g_free (self->start);
  g_free (self->to);
  g_free (self->weight);
  g_free (self->rank);
  g_free (self);
}

guint
dect_graph_levels (const DectGraph *self, guint root, guint *level, guint *queue)
{
  guint n_reached = 1;

  g_return_val_if_fail (self != NULL && level != NULL && queue != NULL, 0);
  g_return_val_if_fail (root < self->n, 0);

  queue[0] = root;
  level[root] = 0;
  for (guint i = 0; i < n_reached; i++)
    {
      guint v = queue[i];

      for (guint k = self->start[v]; k < self->start[v + 1]; k++)
        {
          if (level[self->to[k]] != DECT_GRAPH_NONE)
            continue;
          level[self->to[k]] = level[v] + 1;
          queue[n_reached++] = self->to[k];
        }
    }
  return n_reached;
}

guint
dect_graph_components (const DectGraph *self, guint *component)
{
  g_return_val_if_fail (self != NULL && component != NULL, 0);

  g_autofree guint *queue = g_new (guint, MAX (1, self->n));
  g_autofree guint *level = g_new (guint, MAX (1, self->n));
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    level[i] = DECT_GRAPH_NONE;
  for (guint i = 0; i < self->n; i++)
    {
      guint n_reached;

      if (level[i] != DECT_GRAPH_NONE)
        continue;
      n_reached = dect_graph_levels (self, i, level, queue);
      for (guint k = 0; k < n_reached; k++)
        component[queue[k]] = n;
      n++;
    }
  return n;
}

void
dect_graph_tree (const DectGraph *self,
                 const guint *queue,
                 guint n_reached,
                 const guint *level,
                 guint *parent,
                 double *bottleneck)
{
  g_return_if_fail (self != NULL && queue != NULL && level != NULL && parent != NULL
                    && bottleneck != NULL);

  for (guint i = 0; i < n_reached; i++)
    {
      guint v = queue[i];
      double best_weight = -INFINITY;

      parent[v] = DECT_GRAPH_NONE;
      bottleneck[v] = level[v] == 0 ? INFINITY : -INFINITY;
      for (guint k = self->start[v]; k < self->start[v + 1]; k++)
        {
          guint u = self->to[k];
          double weakest;

          if (level[u] + 1 != level[v])
            continue;
          weakest = fmin (bottleneck[u], self->weight[k]);
          if (parent[v] == DECT_GRAPH_NONE || weakest > bottleneck[v]
              || (weakest == bottleneck[v]
                  && (self->weight[k] > best_weight
                      || (self->weight[k] == best_weight
                          && self->rank[u] < self->rank[parent[v]]))))
            {
              parent[v] = u;
              bottleneck[v] = weakest;
              best_weight = self->weight[k];
            }
        }
    }
}

/* --- Widest ways ------------------------------------------------------------------------------- */

/* The best edge between the tree and a node outside. */
typedef struct
{
  double weight; /* -INFINITY: none yet */
  guint low;     /* ranks of its ends */
  guint high;
  guint parent;
} Reach;

static gboolean
is_wider (const Reach *a, const Reach *b)
{
  if (a->weight != b->weight)
    return a->weight > b->weight;
  if (a->low != b->low)
    return a->low < b->low;
  return a->high < b->high;
}

static void
reach_from (const DectGraph *self, guint v, Reach *reach)
{
  for (guint k = self->start[v]; k < self->start[v + 1]; k++)
    {
      guint u = self->to[k];
      Reach edge = { self->weight[k], MIN (self->rank[u], self->rank[v]),
                     MAX (self->rank[u], self->rank[v]), v };

      if (is_wider (&edge, &reach[u]))
        reach[u] = edge;
    }
}

void
dect_graph_widest (const DectGraph *self,
                   const guint *nodes,
                   guint n_nodes,
                   guint root,
                   guint *parent,
                   double *bottleneck)
{
  g_return_if_fail (self != NULL && nodes != NULL && parent != NULL && bottleneck != NULL);
  g_return_if_fail (root < self->n);

  g_autofree Reach *reach = g_new (Reach, self->n);
  g_autofree guint *left = g_memdup2 (nodes, sizeof (guint) * (gsize) n_nodes);
  guint n_left = n_nodes;

  for (guint i = 0; i < n_nodes; i++)
    reach[nodes[i]] = (Reach){ -INFINITY, G_MAXUINT, G_MAXUINT, DECT_GRAPH_NONE };
  reach[root].weight = INFINITY;

  while (n_left > 0)
    {
      guint best = 0;
      guint v;

      for (guint i = 1; i < n_left; i++)
        best = is_wider (&reach[left[i]], &reach[left[best]]) ? i : best;
      v = left[best];
      left[best] = left[--n_left];
      parent[v] = reach[v].parent;
      bottleneck[v] = v == root ? INFINITY : fmin (bottleneck[parent[v]], reach[v].weight);
      /* In the tree: no edge is wider. */
      reach[v].weight = INFINITY;
      reach[v].low = 0;
      reach_from (self, v, reach);
    }
}

/* --- Sparser graphs --------------------------------------------------------------------------- */

/* Nodes that are not yet scanned, by the number of neighbours that are: lists with both ends, so
 * that a node moves up in no time. */
typedef struct
{
  guint *count;
  guint *first; /* by count */
  guint *next;  /* by node */
  guint *previous;
  guint most;
} Waiting;

static void
waiting_put (Waiting *self, guint v)
{
  guint first = self->first[self->count[v]];

  self->next[v] = first;
  self->previous[v] = DECT_GRAPH_NONE;
  if (first != DECT_GRAPH_NONE)
    self->previous[first] = v;
  self->first[self->count[v]] = v;
  self->most = MAX (self->most, self->count[v]);
}

static void
waiting_take (Waiting *self, guint v)
{
  if (self->previous[v] != DECT_GRAPH_NONE)
    self->next[self->previous[v]] = self->next[v];
  else
    self->first[self->count[v]] = self->next[v];
  if (self->next[v] != DECT_GRAPH_NONE)
    self->previous[self->next[v]] = self->previous[v];
}

static guint
waiting_take_most (Waiting *self)
{
  guint v;

  while (self->first[self->most] == DECT_GRAPH_NONE)
    self->most--;
  v = self->first[self->most];
  waiting_take (self, v);
  return v;
}

DectGraph *
dect_graph_sparsify (const DectGraph *self, guint k)
{
  g_return_val_if_fail (self != NULL && k > 0, NULL);

  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectGraphEdge));
  gsize size = MAX (1, (gsize) self->n);
  g_autofree guint *count = g_new0 (guint, size);
  g_autofree guint *first = g_new (guint, size);
  g_autofree guint *next = g_new (guint, size);
  g_autofree guint *previous = g_new (guint, size);
  g_autofree gboolean *scanned = g_new0 (gboolean, size);
  Waiting waiting = { count, first, next, previous, 0 };

  for (guint i = 0; i < self->n; i++)
    first[i] = DECT_GRAPH_NONE;
  for (guint i = 0; i < self->n; i++)
    waiting_put (&waiting, i);
  for (guint i = 0; i < self->n; i++)
    {
      guint v = waiting_take_most (&waiting);

      scanned[v] = TRUE;
      for (guint e = self->start[v]; e < self->start[v + 1]; e++)
        {
          guint u = self->to[e];
          DectGraphEdge edge = { v, u, self->weight[e] };

          if (scanned[u])
            continue;
          if (count[u] < k)
            g_array_append_val (edges, edge);
          waiting_take (&waiting, u);
          count[u]++;
          waiting_put (&waiting, u);
        }
    }
  return dect_graph_new (self->n, (gconstpointer) edges->data, edges->len, self->rank);
}

/* --- Depth-first walk ------------------------------------------------------------------------- */

/* Walks one component. Returns the place after its last node. */
static guint
walk_component (const DectGraph *self, DectGraphOrder *walk, guint root, guint place)
{
  guint v = root;

  walk->parent[root] = DECT_GRAPH_NONE;
  walk->begin[root] = walk->low[root] = place;
  walk->order[place++] = root;

  for (;;)
    {
      if (walk->next[v] < self->start[v + 1])
        {
          guint u = self->to[walk->next[v]++];

          if (walk->begin[u] == DECT_GRAPH_NONE)
            {
              walk->parent[u] = v;
              walk->begin[u] = walk->low[u] = place;
              walk->order[place++] = u;
              v = u;
            }
          else if (u != walk->parent[v])
            {
              walk->low[v] = MIN (walk->low[v], walk->begin[u]);
            }
          continue;
        }

      walk->end[v] = place;
      if (v == root)
        return place;
      walk->low[walk->parent[v]] = MIN (walk->low[walk->parent[v]], walk->low[v]);
      v = walk->parent[v];
    }
}

guint
dect_graph_walk_without (
    const DectGraph *self, DectGraphOrder *order, guint gone, const guint *roots, guint n_roots)
{
  g_return_val_if_fail (self != NULL && order != NULL && (roots != NULL || n_roots == 0), 0);

  guint place = 0;

  memcpy (order->next, self->start, sizeof (guint) * ((gsize) self->n + 1));
  for (guint i = 0; i < self->n; i++)
    order->begin[i] = DECT_GRAPH_NONE;
  /* Seems to be walked already, later than anything else. */
  if (gone != DECT_GRAPH_NONE)
    order->begin[gone] = DECT_GRAPH_NONE - 1;

  for (guint i = 0; i < n_roots; i++)
    {
      if (order->begin[roots[i]] == DECT_GRAPH_NONE)
        place = walk_component (self, order, roots[i], place);
    }
  return place;
}

DectGraphOrder *
dect_graph_order_new (guint n)
{
  DectGraphOrder *self = g_new0 (DectGraphOrder, 1);
  gsize size = MAX (1, (gsize) n);

  self->order = g_new0 (guint, size);
  self->begin = g_new0 (guint, size);
  self->end = g_new0 (guint, size);
  self->low = g_new0 (guint, size);
  self->parent = g_new0 (guint, size);
  self->next = g_new0 (guint, size + 1);
  return self;
}

DectGraphOrder *
dect_graph_walk (const DectGraph *self, const guint *roots, guint n_roots)
{
  g_return_val_if_fail (self != NULL && (roots != NULL || n_roots == 0), NULL);

  DectGraphOrder *walk = dect_graph_order_new (self->n);

  dect_graph_walk_without (self, walk, DECT_GRAPH_NONE, roots, n_roots);
  return walk;
}

void
dect_graph_order_free (DectGraphOrder *self)
{
  if (self == NULL)
    return;

  g_free (self->order);
  g_free (self->begin);
  g_free (self->end);
  g_free (self->low);
  g_free (self->parent);
  g_free (self->next);
  g_free (self);
}

/* --- Best root -------------------------------------------------------------------------------- */

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
