/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-chain-private.h"

#include "radio/dect-radio-data.h"

#include <math.h>
#include <stdlib.h>

/* What is needed only while a chain is made. */
typedef struct
{
  DectChain *chain;
  DectSnapshot *snapshot;
  const DectRadioLink *links;
  guint n_links;
  gboolean *is_member; /* by RFP, as the following */
  gint *cluster;
  guint *rank;
  guint *level;
  guint *parent;
  double *bottleneck;
  double strong_margin_db;
} Build;

/* --- Graph ------------------------------------------------------------------------------------ */

static void
find_members (Build *build)
{
  for (guint i = 0; i < build->chain->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (build->snapshot, i);

      build->is_member[i] = rfp->dect_on != FALSE && dect_rfp_is_placed (rfp);
      build->cluster[i] = rfp->cluster == DECT_UNSET ? 1 : rfp->cluster;
    }
  for (guint i = 0; i < build->n_links; i++)
    {
      if (build->links[i].source == DECT_LINK_SOURCE_MEASURED
          || build->links[i].source == DECT_LINK_SOURCE_FORCED_ON)
        build->is_member[build->links[i].a] = build->is_member[build->links[i].b] = TRUE;
    }
  for (guint i = 0; i < build->chain->n_rfps; i++)
    build->chain->n_members += build->is_member[i] != FALSE;
}

typedef struct
{
  gint number;
  guint rfp;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a;
  const Ranked *y = b;

  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;
  return (x->rfp > y->rfp) - (x->rfp < y->rfp);
}

/* By number, those without one last. */
static void
rank_rfps (Build *build)
{
  guint n = build->chain->n_rfps;
  g_autofree Ranked *ranked = g_new (Ranked, MAX (1, n));

  for (guint i = 0; i < n; i++)
    {
      gint number = dect_snapshot_rfp (build->snapshot, i)->number;

      ranked[i] = (Ranked){ number == DECT_UNSET ? G_MAXINT : number, i };
    }
  qsort (ranked, n, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < n; i++)
    build->rank[ranked[i].rfp] = i;
}

static void
build_graph (Build *build)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectGraphEdge));

  for (guint i = 0; i < build->n_links; i++)
    {
      const DectRadioLink *link = &build->links[i];
      DectGraphEdge edge = { link->a, link->b, isfinite (link->margin_db) ? link->margin_db : 0.0 };
      gboolean strong = link->margin_db > build->strong_margin_db;

      if (!link->usable || !build->is_member[link->a] || !build->is_member[link->b])
        continue;
      g_array_append_val (edges, edge);
      build->chain->nodes[link->a].n_neighbours++;
      build->chain->nodes[link->b].n_neighbours++;
      build->chain->nodes[link->a].n_strong += strong;
      build->chain->nodes[link->b].n_strong += strong;
    }
  build->chain->graph
      = dect_graph_new (build->chain->n_rfps, (gconstpointer) edges->data, edges->len, build->rank);
}

/* --- Components and roots --------------------------------------------------------------------- */

/* Of two candidates the one to prefer; DECT_GRAPH_NONE is none. */
static guint
prefer (const Build *build, guint a, guint b)
{
  if (a == DECT_GRAPH_NONE || b == DECT_GRAPH_NONE)
    return MIN (a, b);
  return build->rank[a] <= build->rank[b] ? a : b;
}

/* A component while it is sorted. */
typedef struct
{
  const Build *build;
  gint cluster;
  guint root;   /* of the cluster, where it is in here; else DECT_GRAPH_NONE */
  guint lowest; /* the RFP to prefer of all in it */
  guint begin;
  guint n;
} Group;

static int
compare_groups (const void *a, const void *b)
{
  const Group *x = a;
  const Group *y = b;
  gboolean x_has_root = x->root != DECT_GRAPH_NONE;
  gboolean y_has_root = y->root != DECT_GRAPH_NONE;

  if (x->cluster != y->cluster)
    return x->cluster < y->cluster ? -1 : 1;
  if (x_has_root != y_has_root)
    return x_has_root ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return x->build->rank[x->lowest] < x->build->rank[y->lowest] ? -1 : 1;
}

/* Lists the members by component in chain->members and fills one group each. */
static GArray *
collect_groups (Build *build)
{
  guint n_rfps = build->chain->n_rfps;
  g_autofree guint *component = g_new (guint, MAX (1, n_rfps));
  guint n = dect_graph_components (build->chain->graph, component);
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autofree gint *group_of = g_new (gint, MAX (1, n));
  guint place = 0;

  for (guint i = 0; i < n; i++)
    group_of[i] = -1;
  for (guint i = 0; i < n_rfps; i++)
    {
      Group group = { build, build->cluster[i], DECT_GRAPH_NONE, i, 0, 0 };

      if (!build->is_member[i])
        continue;
      if (group_of[component[i]] < 0)
        {
          group_of[component[i]] = (gint) groups->len;
          g_array_append_val (groups, group);
        }
      Group *into = &g_array_index (groups, Group, group_of[component[i]]);
      into->n++;
      into->lowest = prefer (build, into->lowest, i);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      g_array_index (groups, Group, i).begin = place;
      place += g_array_index (groups, Group, i).n;
      g_array_index (groups, Group, i).n = 0;
    }
  for (guint i = 0; i < n_rfps; i++)
    {
      if (!build->is_member[i])
        continue;
      Group *into = &g_array_index (groups, Group, group_of[component[i]]);
      build->chain->members[into->begin + into->n++] = i;
    }
  return groups;
}

/* The RFP that is named root of a cluster: preferred sync, else master. */
static guint
find_named_root (const Build *build, gint cluster)
{
  guint preferred = DECT_GRAPH_NONE;
  guint master = DECT_GRAPH_NONE;

  for (guint i = 0; i < build->chain->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (build->snapshot, i);

      if (!build->is_member[i] || build->cluster[i] != cluster)
        continue;
      if (rfp->preferred_sync == TRUE)
        preferred = prefer (build, preferred, i);
      if (rfp->role == DECT_ROLE_MASTER)
        master = prefer (build, master, i);
    }
  return preferred != DECT_GRAPH_NONE ? preferred : master;
}

static gboolean
group_holds (const Build *build, const Group *group, guint rfp)
{
  return bsearch (&rfp, &build->chain->members[group->begin], group->n, sizeof rfp,
                  dect_chain_compare_indexes)
         != NULL;
}

/* The groups of one cluster follow each other, the largest first. */
static void
give_root (Build *build, Group *groups, guint n)
{
  guint root = find_named_root (build, groups[0].cluster);

  if (root == DECT_GRAPH_NONE)
    {
      groups[0].root = dect_graph_best_root (build->chain->graph,
                                             &build->chain->members[groups[0].begin], groups[0].n);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      if (group_holds (build, &groups[i], root))
        groups[i].root = root;
    }
}

static void
build_components (Build *build)
{
  DectChain *chain = build->chain;
  g_autoptr (GArray) array = collect_groups (build);
  Group *groups = (gpointer) array->data;

  g_array_sort (array, compare_groups);
  for (guint i = 0; i < array->len;)
    {
      guint begin = i;

      while (i < array->len && groups[i].cluster == groups[begin].cluster)
        i++;
      give_root (build, &groups[begin], i - begin);
      chain->n_clusters++;
    }
  g_array_sort (array, compare_groups);

  chain->n_components = array->len;
  chain->components = g_new0 (DectChainComponent, MAX (1, array->len));
  for (guint i = 0; i < array->len; i++)
    {
      chain->components[i] = (DectChainComponent){
        .cluster = groups[i].cluster,
        .root = groups[i].root == DECT_GRAPH_NONE ? -1 : (gint) groups[i].root,
        .rfps = &chain->members[groups[i].begin],
        .n_rfps = groups[i].n,
      };
      for (guint k = 0; k < groups[i].n; k++)
        chain->nodes[chain->components[i].rfps[k]].component = (gint) i;
    }
}

/* --- Tree ------------------------------------------------------------------------------------- */

/* Places of a walk through the tree: what is below a node is a range. Each child takes its share of
 * what its parent has left. */
static void
range_tree (const Build *build, const guint *queue, guint n_reached, guint *begin, guint *size)
{
  g_autofree guint *free_place = g_new (guint, build->chain->n_rfps);

  for (guint i = 0; i < n_reached; i++)
    size[queue[i]] = 1;
  for (guint i = n_reached; i-- > 1;)
    size[build->parent[queue[i]]] += size[queue[i]];

  begin[queue[0]] = 0;
  free_place[queue[0]] = 1;
  for (guint i = 1; i < n_reached; i++)
    {
      guint v = queue[i];
      guint p = build->parent[v];

      begin[v] = free_place[p];
      free_place[v] = begin[v] + 1;
      free_place[p] += size[v];
    }
}

static gint
find_second (const Build *build, guint v, const guint *begin, const guint *size)
{
  const DectGraph *graph = build->chain->graph;
  gint best = -1;
  double best_weakest = 0.0;
  double best_weight = 0.0;

  for (guint k = graph->start[v]; k < graph->start[v + 1]; k++)
    {
      guint u = graph->to[k];
      double weakest = fmin (build->bottleneck[u], graph->weight[k]);
      gboolean below = begin[u] >= begin[v] && begin[u] < begin[v] + size[v];
      gboolean better;

      if (u == build->parent[v] || below)
        continue;
      if (best < 0)
        better = TRUE;
      else if (build->level[u] != build->level[best])
        better = build->level[u] < build->level[best];
      else if (weakest != best_weakest)
        better = weakest > best_weakest;
      else if (graph->weight[k] != best_weight)
        better = graph->weight[k] > best_weight;
      else
        better = build->rank[u] < build->rank[best];
      if (better)
        {
          best = (gint) u;
          best_weakest = weakest;
          best_weight = graph->weight[k];
        }
    }
  return best;
}

static void
build_tree (Build *build, DectLinks *links, const DectChainComponent *component)
{
  DectChain *chain = build->chain;
  g_autofree guint *queue = g_new (guint, chain->n_rfps);
  g_autofree guint *begin = g_new (guint, chain->n_rfps);
  g_autofree guint *size = g_new (guint, chain->n_rfps);
  guint n = dect_graph_levels (build->chain->graph, (guint) component->root, build->level, queue);

  dect_graph_tree (build->chain->graph, queue, n, build->level, build->parent, build->bottleneck);
  range_tree (build, queue, n, begin, size);
  for (guint i = 0; i < n; i++)
    {
      guint v = queue[i];
      DectChainNode *node = &chain->nodes[v];

      node->level = (gint) build->level[v];
      chain->max_level = MAX (chain->max_level, build->level[v]);
      if (i == 0)
        continue;
      node->parent = (gint) build->parent[v];
      node->margin_db = dect_links_find (links, v, build->parent[v])->margin_db;
      node->path_margin_db = build->bottleneck[v];
      node->second = find_second (build, v, begin, size);
      if (node->second >= 0)
        node->second_margin_db = dect_links_find (links, v, (guint) node->second)->margin_db;
    }
}

/* As build_tree(), whose results are not needed any more. */
static void
build_widest (Build *build, const DectChainComponent *component)
{
  DectChain *chain = build->chain;
  guint root = (guint) component->root;

  dect_graph_widest (chain->graph, component->rfps, component->n_rfps, root, build->parent,
                     build->bottleneck);
  for (guint i = 0; i < component->n_rfps; i++)
    {
      guint v = component->rfps[i];

      if (v == root)
        continue;
      chain->nodes[v].widest = (gint) build->parent[v];
      chain->nodes[v].widest_margin_db = build->bottleneck[v];
    }
}

/* --- All of it -------------------------------------------------------------------------------- */

static void
analyse (Build *build, DectLinks *links)
{
  DectChain *chain = build->chain;

  for (guint i = 0; i < chain->n_rfps; i++)
    {
      chain->nodes[i] = (DectChainNode){ .component = -1,
                                         .level = -1,
                                         .parent = -1,
                                         .margin_db = NAN,
                                         .path_margin_db = NAN,
                                         .second = -1,
                                         .second_margin_db = NAN,
                                         .widest = -1,
                                         .widest_margin_db = NAN };
      build->level[i] = DECT_GRAPH_NONE;
    }
  find_members (build);
  rank_rfps (build);
  chain->members = g_new (guint, MAX (1, chain->n_members));
  build_graph (build);
  build_components (build);
  for (guint i = 0; i < chain->n_components; i++)
    {
      if (chain->components[i].root < 0)
        continue;
      build_tree (build, links, &chain->components[i]);
      build_widest (build, &chain->components[i]);
    }
  dect_chain_build_cuts (chain, links);
  dect_chain_build_blocks (chain);
}

void
dect_chain_build (DectChain *self, DectSnapshot *snapshot, DectLinks *links)
{
  guint n = self->n_rfps;
  g_autofree gboolean *is_member = g_new0 (gboolean, MAX (1, n));
  g_autofree gint *cluster = g_new0 (gint, MAX (1, n));
  g_autofree guint *rank = g_new0 (guint, MAX (1, n));
  g_autofree guint *level = g_new0 (guint, MAX (1, n));
  g_autofree guint *parent = g_new0 (guint, MAX (1, n));
  g_autofree double *bottleneck = g_new0 (double, MAX (1, n));
  Build build = { .chain = self,
                  .snapshot = snapshot,
                  .is_member = is_member,
                  .cluster = cluster,
                  .rank = rank,
                  .level = level,
                  .parent = parent,
                  .bottleneck = bottleneck };

  build.links = dect_links_list (links, &build.n_links);
  build.strong_margin_db = dect_limit_of_site (dect_snapshot_get_info (snapshot), "strong")
                           - dect_links_get_sync_limit (links);
  analyse (&build, links);
}
