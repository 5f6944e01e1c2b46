/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-private.h"

#include "radio/dect-radio-data.h"

#include <math.h>

/* What a graph is weak in. */
typedef struct
{
  guint n_lost;
  guint n_groups;
  guint n_cuts;
  guint n_bridges;
  guint n_weak;
  gboolean *is_cut; /* by node */
} Weakness;

struct _DectRepairGraph
{
  guint n; /* nodes: the RFPs and one more */
  guint root;
  double wanted_db;
  gboolean *is_member;
  GArray *edges; /* DectGraphEdge */
  Weakness before;
};

/* --- Weakness --------------------------------------------------------------------------------- */

static void
count_cuts (const DectGraph *graph, const DectGraphOrder *walk, Weakness *weakness)
{
  g_autofree guint *children = g_new0 (guint, graph->n);

  for (guint i = 0; i < graph->n; i++)
    {
      guint node = walk->order[i];
      guint parent = walk->parent[node];

      if (parent == DECT_GRAPH_NONE)
        continue;
      children[parent]++;
      if (walk->low[node] > walk->begin[parent])
        weakness->n_bridges++;
      if (walk->parent[parent] != DECT_GRAPH_NONE ? walk->low[node] >= walk->begin[parent]
                                                  : children[parent] > 1)
        weakness->is_cut[parent] = TRUE;
    }
  for (guint i = 0; i < graph->n; i++)
    weakness->n_cuts += weakness->is_cut[i] != FALSE;
}

static void
count_weak (const DectRepairGraph *self, const DectGraph *graph, Weakness *weakness)
{
  for (guint i = 0; i < graph->n; i++)
    {
      double best = -INFINITY;

      for (guint k = graph->start[i]; k < graph->start[i + 1]; k++)
        best = fmax (best, graph->weight[k]);
      weakness->n_weak += graph->start[i + 1] > graph->start[i] && best < self->wanted_db;
    }
}

/* is_cut is the caller's: n nodes, all FALSE. */
static void
weigh (const DectRepairGraph *self, const GArray *edges, gboolean with_new, Weakness *weakness)
{
  g_autoptr (DectGraph) graph
      = dect_graph_new (self->n, (gconstpointer) edges->data, edges->len, NULL);
  g_autofree guint *component = g_new (guint, self->n);
  guint n_components = dect_graph_components (graph, component);
  g_autofree guint *roots = g_new0 (guint, n_components);
  g_autoptr (DectGraphOrder) walk = NULL;

  for (guint i = self->n; i-- > 0;)
    roots[component[i]] = i;
  for (guint i = 0; i < n_components; i++)
    weakness->n_groups += roots[i] + 1 < self->n ? self->is_member[roots[i]] : with_new;
  walk = dect_graph_walk (graph, roots, n_components);
  for (guint i = 0; i < self->n; i++)
    {
      gboolean counts = i + 1 < self->n ? self->is_member[i] : with_new;

      weakness->n_lost
          += counts && self->root != DECT_GRAPH_NONE && component[i] != component[self->root];
    }
  count_cuts (graph, walk, weakness);
  count_weak (self, graph, weakness);
}

/* --- Public ----------------------------------------------------------------------------------- */

DectRepairGraph *
dect_repair_graph_new (DectSnapshot *snapshot, DectLinks *links, DectChain *chain, gint cluster)
{
  DectRepairGraph *self = g_new0 (DectRepairGraph, 1);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  guint n_components, n_links;
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);
  const DectRadioLink *list = dect_links_list (links, &n_links);

  self->n = n_rfps + 1;
  self->root = DECT_GRAPH_NONE;
  self->wanted_db = dect_limit_value ("weak-margin");
  self->is_member = g_new0 (gboolean, self->n);
  self->edges = g_array_new (FALSE, FALSE, sizeof (DectGraphEdge));
  for (guint i = 0; i < n_components; i++)
    {
      if (components[i].cluster != cluster)
        continue;
      if (components[i].root >= 0)
        self->root = (guint) components[i].root;
      for (guint k = 0; k < components[i].n_rfps; k++)
        self->is_member[components[i].rfps[k]] = TRUE;
    }
  for (guint i = 0; i < n_links; i++)
    {
      DectGraphEdge edge
          = { list[i].a, list[i].b, isfinite (list[i].margin_db) ? list[i].margin_db : 0.0 };

      if (list[i].usable && self->is_member[edge.a] && self->is_member[edge.b])
        g_array_append_val (self->edges, edge);
    }
  self->before.is_cut = g_new0 (gboolean, self->n);
  weigh (self, self->edges, FALSE, &self->before);
  return self;
}

void
dect_repair_graph_free (DectRepairGraph *self)
{
  if (self == NULL)
    return;

  g_free (self->is_member);
  g_free (self->before.is_cut);
  g_array_unref (self->edges);
  g_free (self);
}

gboolean
dect_repair_graph_try (const DectRepairGraph *self,
                       guint rfp,
                       const DectRepairEdge *edges,
                       guint n_edges,
                       gboolean joins,
                       guint *cost)
{
  g_autoptr (GArray) all
      = g_array_sized_new (FALSE, FALSE, sizeof (DectGraphEdge), self->edges->len + n_edges);
  g_autofree gboolean *is_cut = g_new0 (gboolean, self->n);
  Weakness after = { .is_cut = is_cut };

  for (guint i = 0; i < self->edges->len; i++)
    {
      DectGraphEdge edge = g_array_index (self->edges, DectGraphEdge, i);

      if (edge.a != rfp && edge.b != rfp)
        g_array_append_val (all, edge);
    }
  for (guint i = 0; i < n_edges; i++)
    {
      DectGraphEdge edge = { MIN (rfp, edges[i].to), MAX (rfp, edges[i].to), edges[i].margin_db };

      if (self->is_member[edges[i].to])
        g_array_append_val (all, edge);
    }
  weigh (self, all, rfp + 1 == self->n, &after);
  *cost = after.n_cuts + after.n_bridges + after.n_weak;
  if (joins)
    return after.n_lost <= self->before.n_lost && after.n_groups < self->before.n_groups
           && after.n_lost + after.n_weak <= self->before.n_lost + self->before.n_weak;
  for (guint i = 0; i < self->n; i++)
    {
      if (is_cut[i] && !self->before.is_cut[i])
        return FALSE;
    }
  return after.n_lost <= self->before.n_lost && after.n_weak <= self->before.n_weak
         && after.n_bridges <= self->before.n_bridges;
}
