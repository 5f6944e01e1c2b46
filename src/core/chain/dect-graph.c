/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-graph.h"

#include <math.h>
#include <string.h>

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
