/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The block tree: what of a chain holds together whichever RFP fails. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-chain-private.h"

#include <stdlib.h>

/* A block while they are sorted. */
typedef struct
{
  guint component;
  guint n_rfps;
  guint lowest[2]; /* ranks; two blocks share one RFP at most, so these tell them apart */
  guint number;    /* in the order of the walk */
} Draft;

static int
compare_drafts (const void *a, const void *b)
{
  const Draft *x = a;
  const Draft *y = b;

  if (x->component != y->component)
    return x->component < y->component ? -1 : 1;
  if (x->n_rfps != y->n_rfps)
    return x->n_rfps > y->n_rfps ? -1 : 1;
  if (x->lowest[0] != y->lowest[0])
    return x->lowest[0] < y->lowest[0] ? -1 : 1;
  return (x->lowest[1] > y->lowest[1]) - (x->lowest[1] < y->lowest[1]);
}

static void
count_rfp (const DectChain *self, Draft *draft, guint rfp)
{
  guint rank = self->graph->rank[rfp];

  draft->component = (guint) self->nodes[rfp].component;
  draft->n_rfps++;
  if (rank < draft->lowest[0])
    {
      draft->lowest[1] = draft->lowest[0];
      draft->lowest[0] = rank;
    }
  else if (rank < draft->lowest[1])
    {
      draft->lowest[1] = rank;
    }
}

/* Every link of the walk's tree is in one block: that of the link above, unless nothing leads from
 * below past its upper end. Sets the block of the link above each RFP, %DECT_GRAPH_NONE without
 * one. */
static GArray *
draft_blocks (const DectChain *self, guint *block)
{
  const DectGraphOrder *walk = self->walk;
  GArray *drafts = g_array_new (FALSE, FALSE, sizeof (Draft));

  for (guint i = 0; i < self->n_members; i++)
    {
      guint v = walk->order[i];
      guint parent = walk->parent[v];
      Draft draft = { .lowest = { G_MAXUINT, G_MAXUINT }, .number = drafts->len };

      block[v] = DECT_GRAPH_NONE;
      if (parent == DECT_GRAPH_NONE)
        continue;
      if (walk->low[v] >= walk->begin[parent])
        {
          block[v] = drafts->len;
          count_rfp (self, &draft, parent);
          g_array_append_val (drafts, draft);
        }
      else
        {
          block[v] = block[parent];
        }
      count_rfp (self, &g_array_index (drafts, Draft, block[v]), v);
    }
  return drafts;
}

/* Lists the blocks of each RFP, then the RFPs of each block; both come out rising. */
static void
list_members (DectChain *self, const guint *block, const guint *place)
{
  const DectGraphOrder *walk = self->walk;
  g_autofree guint *filled = g_new0 (guint, MAX (1, self->n_blocks));
  guint *start = self->rfp_blocks_start;

  /* First how many, one place late, so that the lists can be filled by counting up. */
  for (guint i = 0; i < self->n_members; i++)
    {
      guint v = walk->order[i];

      if (block[v] == DECT_GRAPH_NONE)
        continue;
      start[v + 1]++;
      start[walk->parent[v] + 1] += walk->low[v] >= walk->begin[walk->parent[v]];
    }
  for (guint i = 0; i < self->n_rfps; i++)
    start[i + 1] += start[i];
  self->rfp_blocks = g_new (guint, MAX (1, start[self->n_rfps]));

  g_autofree guint *next = g_memdup2 (start, sizeof (guint) * ((gsize) self->n_rfps + 1));

  for (guint i = 0; i < self->n_members; i++)
    {
      guint v = walk->order[i];

      if (block[v] == DECT_GRAPH_NONE)
        continue;
      self->rfp_blocks[next[v]++] = place[block[v]];
      if (walk->low[v] >= walk->begin[walk->parent[v]])
        self->rfp_blocks[next[walk->parent[v]]++] = place[block[v]];
    }
  for (guint v = 0; v < self->n_rfps; v++)
    {
      qsort (&self->rfp_blocks[start[v]], start[v + 1] - start[v], sizeof (guint),
             dect_chain_compare_indexes);
      for (guint k = start[v]; k < start[v + 1]; k++)
        {
          DectChainBlock *into = &self->blocks[self->rfp_blocks[k]];
          gsize begin = (gsize) (into->rfps - self->block_members);

          self->block_members[begin + filled[self->rfp_blocks[k]]++] = v;
          into->n_cuts += start[v + 1] - start[v] > 1;
        }
    }
}

static void
count_missing (DectChain *self)
{
  g_autofree guint *n_leaves = g_new0 (guint, MAX (1, self->n_components));
  g_autofree guint *most = g_new0 (guint, MAX (1, self->n_components));

  for (guint i = 0; i < self->n_blocks; i++)
    n_leaves[self->blocks[i].component] += self->blocks[i].n_cuts == 1;
  for (guint i = 0; i < self->n_rfps; i++)
    {
      guint n = self->rfp_blocks_start[i + 1] - self->rfp_blocks_start[i];

      if (n > 0)
        most[self->nodes[i].component] = MAX (most[self->nodes[i].component], n);
    }
  for (guint i = 0; i < self->n_components; i++)
    {
      if (most[i] > 1)
        self->components[i].n_missing_links = MAX (most[i] - 1, (n_leaves[i] + 1) / 2);
    }
}

void
dect_chain_build_blocks (DectChain *self)
{
  g_autofree guint *block = g_new (guint, MAX (1, self->n_rfps));
  g_autoptr (GArray) array = draft_blocks (self, block);
  Draft *drafts = (gpointer) array->data;
  g_autofree guint *place = g_new (guint, MAX (1, array->len));
  guint begin = 0;

  g_array_sort (array, compare_drafts);
  self->n_blocks = array->len;
  self->blocks = g_new0 (DectChainBlock, MAX (1, array->len));
  self->rfp_blocks_start = g_new0 (guint, (gsize) self->n_rfps + 1);
  for (guint i = 0; i < array->len; i++)
    begin += drafts[i].n_rfps;
  self->block_members = g_new (guint, MAX (1, begin));

  begin = 0;
  for (guint i = 0; i < array->len; i++)
    {
      place[drafts[i].number] = i;
      self->blocks[i] = (DectChainBlock){ .component = drafts[i].component,
                                          .rfps = &self->block_members[begin],
                                          .n_rfps = drafts[i].n_rfps };
      begin += drafts[i].n_rfps;
    }
  list_members (self, block, place);
  count_missing (self);
}
