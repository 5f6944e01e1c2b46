/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What if these fail: any of them, by flooding what is left. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-failures.h"

#include "chain/dect-chain-private.h"

#include <stdlib.h>

/* What of one component goes on when some of it fail. */
typedef struct
{
  const DectChain *chain;
  guint
      *group; /* by RFP: DECT_GRAPH_NONE as long as it is not reached; 0: failed; else the group */
  guint *queue;
} Rest;

/* Gives the number of a group to all that are reached from @start. Returns how many, and the lowest
 * rank. */
static guint
fill_group (Rest *rest, guint start, guint number, guint *lowest)
{
  const DectGraph *graph = rest->chain->graph;
  guint n = 1;

  rest->queue[0] = start;
  rest->group[start] = number;
  *lowest = graph->rank[start];
  for (guint i = 0; i < n; i++)
    {
      guint v = rest->queue[i];

      *lowest = MIN (*lowest, graph->rank[v]);
      for (guint k = graph->start[v]; k < graph->start[v + 1]; k++)
        {
          if (rest->group[graph->to[k]] != DECT_GRAPH_NONE)
            continue;
          rest->group[graph->to[k]] = number;
          rest->queue[n++] = graph->to[k];
        }
    }
  return n;
}

/* Finds the group that goes on; the number of the group, 0 when nothing is left. */
static guint
find_kept (Rest *rest, const DectChainComponent *component, guint *n_kept)
{
  guint kept = 0;
  guint kept_lowest = G_MAXUINT;
  guint number = 0;

  *n_kept = 0;
  if (component->root >= 0 && rest->group[component->root] != 0)
    {
      *n_kept = fill_group (rest, (guint) component->root, 1, &kept_lowest);
      return 1;
    }
  for (guint i = 0; i < component->n_rfps; i++)
    {
      guint lowest;
      guint n;

      if (rest->group[component->rfps[i]] != DECT_GRAPH_NONE)
        continue;
      n = fill_group (rest, component->rfps[i], ++number, &lowest);
      if (n > *n_kept || (n == *n_kept && lowest < kept_lowest))
        {
          kept = number;
          *n_kept = n;
          kept_lowest = lowest;
        }
    }
  return kept;
}

guint *
dect_failures_test (
    DectChain *chain, const guint *rfps, guint n_rfps, guint *n_lost, guint *n_synchronised)
{
  g_return_val_if_fail (chain != NULL && (rfps != NULL || n_rfps == 0) && n_lost != NULL, NULL);
  *n_lost = 0;
  for (guint i = 0; i < n_rfps; i++)
    g_return_val_if_fail (rfps[i] < chain->n_rfps, NULL);

  g_autofree guint *group = g_new (guint, MAX (1, chain->n_rfps));
  g_autofree guint *queue = g_new (guint, MAX (1, chain->n_rfps));
  g_autofree gboolean *touched = g_new0 (gboolean, MAX (1, chain->n_components));
  Rest rest = { chain, group, queue };
  g_autofree guint *lost = g_new (guint, MAX (1, chain->n_members));
  guint left = 0;

  for (guint i = 0; i < chain->n_rfps; i++)
    group[i] = DECT_GRAPH_NONE;
  for (guint i = 0; i < n_rfps; i++)
    {
      group[rfps[i]] = 0;
      if (chain->nodes[rfps[i]].component >= 0)
        touched[chain->nodes[rfps[i]].component] = TRUE;
    }
  for (guint i = 0; i < chain->n_components; i++)
    {
      const DectChainComponent *component = &chain->components[i];
      guint n_kept = component->n_rfps;
      guint kept = touched[i] ? find_kept (&rest, component, &n_kept) : 0;

      for (guint k = 0; touched[i] && k < component->n_rfps; k++)
        {
          if (group[component->rfps[k]] != 0 && group[component->rfps[k]] != kept)
            lost[(*n_lost)++] = component->rfps[k];
        }
      left += component->root >= 0 ? n_kept : 0;
    }
  qsort (lost, *n_lost, sizeof *lost, dect_chain_compare_indexes);
  if (n_synchronised != NULL)
    *n_synchronised = left;
  return g_steal_pointer (&lost);
}
