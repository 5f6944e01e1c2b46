/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How good a plan is. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-graph.h"
#include "chain/dect-placement-private.h"

#include <math.h>
#include <string.h>

/* More than this to spare makes no link better. */
#define SPARE_DB 12.0

/* After so many turns loads differ from even ones by less than anybody plans traffic by. */
#define BALANCE_TURNS 24

/* --- Plans ------------------------------------------------------------------------------------ */

DectDraft *
dect_draft_new (const DectPlacing *problem)
{
  DectDraft *self = g_new0 (DectDraft, 1);

  for (guint i = 0; i < problem->n_rfps; i++)
    dect_draft_add (self, i);
  return self;
}

DectDraft *
dect_draft_copy (const DectDraft *self)
{
  DectDraft *copy = g_new0 (DectDraft, 1);

  copy->n = copy->allocated = self->n;
  copy->spot = g_memdup2 (self->spot, self->n * sizeof *self->spot);
  return copy;
}

void
dect_draft_free (DectDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->spot);
  g_free (self);
}

void
dect_draft_add (DectDraft *self, guint spot)
{
  if (self->n == self->allocated)
    {
      self->allocated = MAX (64, 2 * self->allocated);
      self->spot = g_renew (guint, self->spot, self->allocated);
    }
  self->spot[self->n++] = spot;
}

void
dect_draft_remove (DectDraft *self, guint node)
{
  memmove (&self->spot[node], &self->spot[node + 1], (self->n - node - 1) * sizeof *self->spot);
  self->n--;
}

gboolean
dect_draft_is_free (const DectPlacing *problem, const DectDraft *self, guint spot, guint except)
{
  const DectSpot *own = &problem->spots[spot];

  for (guint i = 0; i < self->n; i++)
    {
      const DectSpot *other = &problem->spots[self->spot[i]];

      if (i != except && other->floor == own->floor
          && dect_placing_is_near (other->point, own->point, DECT_PLACEMENT_APART_M))
        return FALSE;
    }
  return TRUE;
}

void
dect_draft_covered (const DectPlacing *problem, const DectDraft *self, guint64 *cells)
{
  memset (cells, 0, problem->words * sizeof *cells);
  for (guint i = 0; i < self->n; i++)
    {
      const guint64 *row = dect_placing_row (problem, self->spot[i]);

      for (guint w = 0; w < problem->words; w++)
        cells[w] |= row[w];
    }
}

/* --- Links ------------------------------------------------------------------------------------ */

/* Nodes that stand on a floor that is planned. */
static gboolean
is_planned (const DectPlacing *problem, const DectDraft *self, guint node)
{
  return problem->spots[self->spot[node]].floor != DECT_PLACEMENT_NONE
         && (node >= problem->n_rfps || problem->is_node[node]);
}

static gboolean
stays (const DectPlacing *problem, const DectDraft *self, guint node)
{
  return node < problem->n_rfps && self->spot[node] == node;
}

static void
add_edge (const DectPlacing *problem,
          DectDraftGraph *graph,
          GArray *edges,
          guint a,
          guint b,
          double margin_db)
{
  DectGraphEdge edge = { a, b, margin_db };

  g_array_append_val (edges, edge);
  if (margin_db < problem->link_db)
    return;
  graph->n_links[a]++;
  graph->n_links[b]++;
}

/* Between RFPs that stay a link counts as in the site; a new one needs its margin. */
static GArray *
collect_edges (DectPlacing *problem, const DectDraft *self, DectDraftGraph *graph)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (DectGraphEdge));
  guint n_links;
  const DectRadioLink *links = dect_links_list (problem->links, &n_links);

  for (guint i = 0; i < n_links; i++)
    {
      if (links[i].usable && stays (problem, self, links[i].a) && stays (problem, self, links[i].b))
        add_edge (problem, graph, edges, links[i].a, links[i].b,
                  isfinite (links[i].margin_db) ? links[i].margin_db : 0.0);
    }
  for (guint k = 0; k < self->n; k++)
    {
      if (stays (problem, self, k))
        continue;
      for (guint i = 0; i < self->n; i++)
        {
          double margin_db;

          if (i == k || (i > k && !stays (problem, self, i)))
            continue;
          margin_db = dect_placing_margin (problem, self->spot[k], self->spot[i]);
          if (margin_db >= problem->link_db)
            add_edge (problem, graph, edges, MIN (i, k), MAX (i, k), margin_db);
        }
    }
  return edges;
}

static gint
cluster_of (const DectPlacing *problem, const DectDraft *self, guint node)
{
  return problem->spots[self->spot[node]].radio.cluster;
}

/* Marks the components that are to be one: those of planned nodes, and those the clusters of these
 * are rooted in. Returns how many more there are than clusters. */
static guint
count_groups (const DectPlacing *problem, const DectDraft *self, const guint *component)
{
  g_autofree gboolean *is_marked = g_new0 (gboolean, MAX (1, self->n));
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (gint));
  guint n_components;
  const DectChainComponent *components = dect_chain_get_components (problem->chain, &n_components);
  guint n_marked = 0;

  for (guint i = 0; i < self->n; i++)
    {
      gint cluster = cluster_of (problem, self, i);
      gboolean known = FALSE;

      if (!is_planned (problem, self, i))
        continue;
      is_marked[component[i]] = TRUE;
      for (guint k = 0; k < clusters->len; k++)
        known |= g_array_index (clusters, gint, k) == cluster;
      if (!known)
        g_array_append_val (clusters, cluster);
    }
  for (guint i = 0; i < n_components; i++)
    for (guint k = 0; k < clusters->len; k++)
      {
        if (components[i].root >= 0 && components[i].cluster == g_array_index (clusters, gint, k))
          is_marked[component[components[i].root]] = TRUE;
      }
  for (guint i = 0; i < self->n; i++)
    n_marked += is_marked[i] != FALSE;
  return n_marked - clusters->len;
}

/* The chain's roots come first, so that what is lost is lost from there. */
static guint *
choose_roots (const DectPlacing *problem, const DectDraft *self, const guint *component, guint n)
{
  guint *roots = g_new (guint, MAX (1, n));
  guint n_components;
  const DectChainComponent *components = dect_chain_get_components (problem->chain, &n_components);

  for (guint i = self->n; i-- > 0;)
    roots[component[i]] = i;
  for (guint i = 0; i < n_components; i++)
    {
      if (components[i].root >= 0)
        roots[component[components[i].root]] = (guint) components[i].root;
    }
  return roots;
}

/* A cut RFP or a single link counts when a planned node is lost with it. */
static void
count_cuts (const DectPlacing *problem,
            const DectDraft *self,
            const DectGraphOrder *walk,
            DectDraftGraph *graph)
{
  /* planned[i]: planned nodes among the first i of the walk's order */
  g_autofree guint *planned = g_new0 (guint, (gsize) self->n + 1);
  g_autofree guint *largest = g_new0 (guint, MAX (1, self->n));
  g_autofree guint *below = g_new0 (guint, MAX (1, self->n));

  for (guint i = 0; i < self->n; i++)
    planned[i + 1] = planned[i] + is_planned (problem, self, walk->order[i]);
  for (guint i = 0; i < self->n; i++)
    {
      guint node = walk->order[i];
      guint parent = walk->parent[node];
      guint n_planned = planned[walk->end[node]] - planned[walk->begin[node]];

      if (parent == DECT_GRAPH_NONE || n_planned == 0)
        continue;
      graph->n_bridges += walk->low[node] > walk->begin[parent];
      if (walk->parent[parent] != DECT_GRAPH_NONE)
        graph->is_cut[parent] |= walk->low[node] >= walk->begin[parent];
      largest[parent] = MAX (largest[parent], n_planned);
      below[parent] += n_planned;
    }
  for (guint i = 0; i < self->n; i++)
    {
      if (walk->parent[i] == DECT_GRAPH_NONE && below[i] > largest[i])
        graph->is_cut[i] = TRUE;
      graph->n_cuts += graph->is_cut[i] != FALSE;
    }
}

static void
count_lacking (const DectPlacing *problem, const DectDraft *self, DectDraftGraph *graph)
{
  for (guint i = 0; i < self->n; i++)
    {
      gboolean is_alone = TRUE;

      if (!is_planned (problem, self, i) || graph->n_links[i] >= problem->settings->n_paths)
        continue;
      for (guint k = 0; k < self->n && is_alone; k++)
        is_alone = k == i || (k < problem->n_rfps && !problem->is_node[k])
                   || cluster_of (problem, self, k) != cluster_of (problem, self, i);
      if (!is_alone)
        graph->n_lacking += problem->settings->n_paths - graph->n_links[i];
    }
}

void
dect_draft_graph_init (DectDraftGraph *graph, DectPlacing *problem, const DectDraft *self)
{
  g_autoptr (GArray) edges = NULL;
  g_autoptr (DectGraph) links = NULL;
  g_autoptr (DectGraphOrder) walk = NULL;
  g_autofree guint *roots = NULL;
  guint n_components;

  *graph = (DectDraftGraph){
    .component = g_new (guint, MAX (1, self->n)),
    .is_cut = g_new0 (gboolean, MAX (1, self->n)),
    .n_links = g_new0 (guint, MAX (1, self->n)),
  };
  edges = collect_edges (problem, self, graph);
  links = dect_graph_new (self->n, (gconstpointer) edges->data, edges->len, NULL);
  n_components = dect_graph_components (links, graph->component);
  graph->n_groups = count_groups (problem, self, graph->component);
  roots = choose_roots (problem, self, graph->component, n_components);
  walk = dect_graph_walk (links, roots, n_components);
  count_cuts (problem, self, walk, graph);
  count_lacking (problem, self, graph);
}

void
dect_draft_graph_clear (DectDraftGraph *graph)
{
  g_clear_pointer (&graph->component, g_free);
  g_clear_pointer (&graph->is_cut, g_free);
  g_clear_pointer (&graph->n_links, g_free);
}

/* --- Traffic ---------------------------------------------------------------------------------- */

/* Cells of a zone that the same ones reach: carriers[begin] to before carriers[end]. */
typedef struct
{
  guint zone;
  guint n_cells;
  guint begin;
  guint end;
} Demand;

static gboolean
has_bit (const guint64 *row, guint cell)
{
  return (row[cell / 64] >> (cell % 64) & 1) != 0;
}

/* Counts the cell with those that the same ones reach; its carriers are the last ones. */
static void
add_demand (GArray *demands, guint first, GArray *carriers, Demand demand)
{
  gsize size = (demand.end - demand.begin) * sizeof (guint);
  const guint *all = (const guint *) (gpointer) carriers->data;

  for (guint i = first; i < demands->len; i++)
    {
      Demand *other = &g_array_index (demands, Demand, i);

      if (other->end - other->begin != demand.end - demand.begin
          || memcmp (&all[other->begin], &all[demand.begin], size) != 0)
        continue;
      other->n_cells++;
      g_array_set_size (carriers, demand.begin);
      return;
    }
  g_array_append_val (demands, demand);
}

static void
collect_demands (const DectPlacing *problem,
                 const DectDraft *self,
                 GArray *demands,
                 GArray *carriers)
{
  for (guint z = 0; z < problem->n_zones; z++)
    {
      guint first = demands->len;

      for (guint c = 0; c < problem->zones[z].n_cells; c++)
        {
          Demand demand = { z, 1, carriers->len, 0 };

          for (guint i = 0; i < self->n; i++)
            {
              if (has_bit (dect_placing_row (problem, self->spot[i]), problem->zones[z].cells[c]))
                g_array_append_val (carriers, i);
            }
          demand.end = carriers->len;
          if (demand.end > demand.begin)
            add_demand (demands, first, carriers, demand);
        }
    }
}

/* Each cell gives its traffic to those that reach it, by their weight. */
static void
spread (const DectPlacing *problem,
        const GArray *demands,
        const GArray *carriers,
        const double *weight,
        DectDraftLoad *loads)
{
  for (guint d = 0; d < demands->len; d++)
    {
      const Demand *demand = &g_array_index (demands, Demand, d);
      const DectPlacingZone *zone = &problem->zones[demand->zone];
      double all = 0.0;

      for (guint k = demand->begin; k < demand->end; k++)
        all += weight[g_array_index (carriers, guint, k)];
      for (guint k = demand->begin; k < demand->end; k++)
        {
          guint node = g_array_index (carriers, guint, k);
          double part_e = zone->traffic_e * demand->n_cells / zone->n_cells
                          * (all > 0.0 ? weight[node] / all : 0.0);

          loads[node].load_e += part_e;
          if (loads[node].zone_e != NULL)
            loads[node].zone_e[demand->zone] += part_e;
        }
    }
}

static void
clear_loads (const DectPlacing *problem, const DectDraft *self, DectDraftLoad *loads)
{
  for (guint i = 0; i < self->n; i++)
    {
      loads[i].load_e = 0.0;
      if (loads[i].zone_e != NULL)
        memset (loads[i].zone_e, 0, problem->n_zones * sizeof *loads[i].zone_e);
    }
}

double
dect_draft_balance (const DectPlacing *problem, const DectDraft *self, DectDraftLoad *loads)
{
  g_autoptr (GArray) demands = g_array_new (FALSE, FALSE, sizeof (Demand));
  g_autoptr (GArray) carriers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree double *weight = g_new (double, MAX (1, self->n));
  double above_e = 0.0;

  collect_demands (problem, self, demands, carriers);
  for (guint i = 0; i < self->n; i++)
    weight[i] = problem->spots[self->spot[i]].capacity_e;
  for (guint turn = 0;; turn++)
    {
      clear_loads (problem, self, loads);
      spread (problem, demands, carriers, weight, loads);
      if (turn == BALANCE_TURNS)
        break;
      for (guint i = 0; i < self->n; i++)
        {
          double capacity_e = problem->spots[self->spot[i]].capacity_e;

          if (loads[i].load_e > 0.0)
            weight[i] *= sqrt (capacity_e / loads[i].load_e);
        }
    }
  for (guint i = 0; i < self->n; i++)
    above_e += fmax (0.0, loads[i].load_e - problem->spots[self->spot[i]].capacity_e);
  return above_e;
}

/* --- Score ------------------------------------------------------------------------------------ */

static guint
count_bits (const guint64 *cells, guint words)
{
  guint n = 0;

  for (guint w = 0; w < words; w++)
    n += dect_placing_count (cells[w]);
  return n;
}

/* Of the link on which each new one depends for what is wanted of it. */
static double
sum_spare (DectPlacing *problem, const DectDraft *self)
{
  double sum_db = 0.0;

  for (guint k = problem->n_rfps; k < self->n; k++)
    {
      double best_db = -INFINITY;
      double second_db = -INFINITY;

      for (guint i = 0; i < self->n; i++)
        {
          double margin_db
              = i == k ? -INFINITY : dect_placing_margin (problem, self->spot[k], self->spot[i]);

          if (margin_db > best_db)
            {
              second_db = best_db;
              best_db = margin_db;
            }
          else
            {
              second_db = fmax (second_db, margin_db);
            }
        }
      sum_db += CLAMP (problem->settings->n_paths >= 2 ? second_db : best_db, 0.0, SPARE_DB);
    }
  return sum_db;
}

void
dect_draft_score (DectPlacing *problem, const DectDraft *self, DectDraftScore *score)
{
  g_autofree guint64 *cells = g_new (guint64, problem->words);

  *score = (DectDraftScore){ 0 };
  dect_draft_covered (problem, self, cells);
  score->n_covered = count_bits (cells, problem->words);
  score->n_missing = problem->need > score->n_covered ? problem->need - score->n_covered : 0;
  score->n_rfps = self->n;
  if (problem->settings->n_paths > 0)
    {
      g_auto (DectDraftGraph) graph = { 0 };

      dect_draft_graph_init (&graph, problem, self);
      score->n_groups = graph.n_groups - MIN (graph.n_groups, problem->n_groups_allowed);
      score->n_weak = graph.n_lacking;
      if (problem->settings->n_paths > 1)
        score->n_weak += graph.n_cuts + graph.n_bridges;
      score->spare_db = sum_spare (problem, self);
    }
  if (problem->n_zones > 0)
    {
      g_autofree DectDraftLoad *loads = g_new0 (DectDraftLoad, MAX (1, self->n));

      score->overload = (guint) (1000.0 * dect_draft_balance (problem, self, loads));
    }
}

gint
dect_draft_score_compare (const DectDraftScore *a, const DectDraftScore *b)
{
  const guint pairs[][2] = {
    { a->n_groups, b->n_groups }, { a->n_missing, b->n_missing }, { a->n_weak, b->n_weak },
    { a->overload, b->overload }, { a->n_rfps, b->n_rfps },       { b->n_covered, a->n_covered },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i][0] != pairs[i][1])
        return pairs[i][0] < pairs[i][1] ? -1 : 1;
    }
  return (a->spare_db < b->spare_db) - (a->spare_db > b->spare_db);
}

gboolean
dect_draft_score_is_reached (const DectDraftScore *score)
{
  return score->n_groups == 0 && score->n_missing == 0 && score->n_weak == 0
         && score->overload == 0;
}
