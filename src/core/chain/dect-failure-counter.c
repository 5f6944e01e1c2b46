/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-failures-private.h"

DectFailureCounter *
dect_failure_counter_new (const DectChain *chain)
{
  DectFailureCounter *self = g_new0 (DectFailureCounter, 1);
  gsize size = MAX (1, (gsize) chain->n_rfps);

  self->chain = chain;
  /* Two RFPs fail at most. */
  self->graph = dect_graph_sparsify (chain->graph, 3);
  self->walk = dect_graph_order_new (chain->n_rfps);
  self->n_kept = g_new0 (guint, size);
  self->starts = g_new0 (guint, size + 1);
  self->hanging = g_new0 (guint, size);
  self->largest = g_new0 (guint, size);
  return self;
}

void
dect_failure_counter_free (DectFailureCounter *self)
{
  if (self == NULL)
    return;

  dect_graph_free (self->graph);
  dect_graph_order_free (self->walk);
  g_free (self->n_kept);
  g_free (self->starts);
  g_free (self->hanging);
  g_free (self->largest);
  g_free (self);
}

/* Walks the component without @gone, from its root first. Returns how many are left. */
static guint
walk_component (DectFailureCounter *self, const DectChainComponent *component, guint gone)
{
  guint n_starts = 0;

  if (component->root >= 0)
    self->starts[n_starts++] = (guint) component->root;
  for (guint i = 0; i < component->n_rfps; i++)
    {
      self->starts[n_starts++] = component->rfps[i];
      self->hanging[component->rfps[i]] = self->largest[component->rfps[i]] = 0;
    }
  return dect_graph_walk_without (self->graph, self->walk, gone, self->starts, n_starts);
}

/* Sizes of the groups that are left without @gone, as far as they matter. */
typedef struct
{
  guint first_top; /* where the walk of the first group began: at the root, where there is one */
  guint n_first;
  guint largest_top;
  guint n_largest;
  guint n_second;
} Groups;

/* Notes for each RFP how many hang on it alone, and how many of these in the largest group. */
static Groups
measure_groups (DectFailureCounter *self, guint n)
{
  const DectGraphOrder *walk = self->walk;
  Groups groups = { DECT_GRAPH_NONE, 0, DECT_GRAPH_NONE, 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      guint v = walk->order[i];
      guint parent = walk->parent[v];
      guint size = walk->end[v] - walk->begin[v];

      if (parent != DECT_GRAPH_NONE)
        {
          if (walk->low[v] < walk->begin[parent])
            continue;
          self->hanging[parent] += size;
          self->largest[parent] = MAX (self->largest[parent], size);
          continue;
        }
      if (i == 0)
        {
          groups.first_top = v;
          groups.n_first = size;
        }
      if (size > groups.n_largest)
        {
          groups.n_second = groups.n_largest;
          groups.n_largest = size;
          groups.largest_top = v;
        }
      else
        {
          groups.n_second = MAX (groups.n_second, size);
        }
    }
  return groups;
}

void
dect_failure_counter_run (DectFailureCounter *self, const DectChainComponent *component, guint gone)
{
  const DectGraphOrder *walk = self->walk;
  guint root = component->root >= 0 ? (guint) component->root : DECT_GRAPH_NONE;
  guint n = walk_component (self, component, gone);
  Groups groups = measure_groups (self, n);
  guint top = DECT_GRAPH_NONE;

  for (guint i = 0; i < n; i++)
    {
      guint v = walk->order[i];
      guint above;

      top = walk->parent[v] == DECT_GRAPH_NONE ? v : top;
      above = walk->end[top] - walk->begin[top] - 1 - self->hanging[v];
      if (root != DECT_GRAPH_NONE && root != gone && root != v)
        self->n_kept[v] = top == root ? above : groups.n_first;
      else
        self->n_kept[v] = MAX (MAX (above, self->largest[v]),
                               top == groups.largest_top ? groups.n_second : groups.n_largest);
    }
}
