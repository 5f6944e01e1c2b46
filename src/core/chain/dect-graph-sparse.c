/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-graph.h"

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
