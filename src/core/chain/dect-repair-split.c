/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Weaknesses: what is weak, which is worst, and which two sides need one more link. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-private.h"

#include "radio/dect-radio-data.h"

#include <math.h>

/* More groups than this behind one cut RFP are not looked at in one call. */
#define MAX_SPLITS 3

gboolean
dect_repair_is_weak (const DectChainNode *node)
{
  double wanted_db = dect_limit_value ("weak-margin");

  return node->parent >= 0 && node->margin_db < wanted_db
         && !(node->second >= 0 && node->second_margin_db >= wanted_db);
}

/* --- Targets ---------------------------------------------------------------------------------- */

gboolean
dect_repair_target_of_finding (const char *rule,
                               const guint32 *objects,
                               guint n_objects,
                               DectRepairTarget *target)
{
  static const struct
  {
    const char *rule;
    DectRepairTargetKind kind;
    guint n_objects;
  } rules[] = {
    { "chain-isolated", DECT_REPAIR_TARGET_GROUP, 1 },
    { "chain-cut", DECT_REPAIR_TARGET_CUT, 1 },
    { "chain-single-link", DECT_REPAIR_TARGET_LINK, 2 },
    { "chain-weak", DECT_REPAIR_TARGET_WEAK, 2 },
  };

  g_return_val_if_fail (target != NULL, FALSE);

  *target = (DectRepairTarget){ DECT_REPAIR_TARGET_NONE, 0, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (g_strcmp0 (rule, rules[i].rule) != 0 || n_objects < rules[i].n_objects)
        continue;
      target->kind = rules[i].kind;
      target->rfp = objects[0];
      target->other = rules[i].n_objects > 1 ? objects[1] : 0;
      return TRUE;
    }
  return FALSE;
}

static guint32
id_of (DectSnapshot *snapshot, guint rfp)
{
  return dect_snapshot_rfp (snapshot, rfp)->head.id;
}

static gboolean
find_largest_group (DectSnapshot *snapshot, DectChain *chain, DectRepairTarget *target)
{
  guint n;
  const DectChainComponent *components = dect_chain_get_components (chain, &n);
  const DectChainComponent *largest = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (components[i].root < 0 && (largest == NULL || components[i].n_rfps > largest->n_rfps))
        largest = &components[i];
    }
  if (largest == NULL)
    return FALSE;
  *target = (DectRepairTarget){ DECT_REPAIR_TARGET_GROUP, id_of (snapshot, largest->rfps[0]), 0 };
  return TRUE;
}

static gboolean
find_weakest (DectSnapshot *snapshot, DectChain *chain, DectRepairTarget *target)
{
  double least_db = INFINITY;

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      const DectChainNode *node = dect_chain_get_node (chain, i);

      if (!dect_repair_is_weak (node) || node->margin_db >= least_db)
        continue;
      least_db = node->margin_db;
      *target = (DectRepairTarget){ DECT_REPAIR_TARGET_WEAK, id_of (snapshot, i),
                                    id_of (snapshot, (guint) node->parent) };
    }
  return least_db < INFINITY;
}

gboolean
dect_repair_find_worst (DectSnapshot *snapshot, DectChain *chain, DectRepairTarget *target)
{
  const DectChainCut *cuts;
  const DectChainSingleLink *singles;
  guint n_cuts, n_singles;

  g_return_val_if_fail (snapshot != NULL && chain != NULL && target != NULL, FALSE);

  *target = (DectRepairTarget){ DECT_REPAIR_TARGET_NONE, 0, 0 };
  if (find_largest_group (snapshot, chain, target))
    return TRUE;
  cuts = dect_chain_get_cuts (chain, &n_cuts);
  singles = dect_chain_get_single_links (chain, &n_singles);
  if (n_cuts > 0 && (n_singles == 0 || cuts[0].n_lost >= singles[0].n_lost))
    *target = (DectRepairTarget){ DECT_REPAIR_TARGET_CUT, id_of (snapshot, cuts[0].rfp), 0 };
  else if (n_singles > 0)
    *target = (DectRepairTarget){ DECT_REPAIR_TARGET_LINK, id_of (snapshot, singles[0].from),
                                  id_of (snapshot, singles[0].to) };
  else
    return find_weakest (snapshot, chain, target);
  return TRUE;
}

/* --- Splits ----------------------------------------------------------------------------------- */

static void
split_free (gpointer data)
{
  DectRepairSplit *self = data;

  g_free (self->side);
  g_free (self);
}

/* The members of one component are kept, until something else is said of them. */
static DectRepairSplit *
split_new (DectSnapshot *snapshot, const DectChainComponent *component)
{
  DectRepairSplit *self = g_new0 (DectRepairSplit, 1);

  self->side = g_new0 (guint8, MAX (1, dect_snapshot_count (snapshot, DECT_KIND_RFP)));
  self->cluster = component->cluster;
  self->broken[0] = self->broken[1] = G_MAXUINT;
  for (guint i = 0; i < component->n_rfps; i++)
    self->side[component->rfps[i]] = DECT_REPAIR_SIDE_KEPT;
  return self;
}

static void
lose (DectRepairSplit *self, const guint *rfps, guint n)
{
  for (guint i = 0; i < n; i++)
    self->side[rfps[i]] = DECT_REPAIR_SIDE_LOST;
  self->n_lost = n;
}

/* First with the root's group; then with whatever else there is in the cluster, as a step on the
 * way. */
static void
split_group (GPtrArray *splits, DectSnapshot *snapshot, DectChain *chain, guint rfp)
{
  gint own = dect_chain_get_node (chain, rfp)->component;
  guint n;
  const DectChainComponent *components = dect_chain_get_components (chain, &n);
  DectRepairSplit *any = NULL;
  guint n_others = 0;

  if (own < 0 || components[own].root >= 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      DectRepairSplit *split;

      if (components[i].cluster != components[own].cluster || (gint) i == own)
        continue;
      n_others++;
      if (any == NULL)
        any = split_new (snapshot, &components[i]);
      for (guint k = 0; k < components[i].n_rfps; k++)
        any->side[components[i].rfps[k]] = DECT_REPAIR_SIDE_KEPT;
      if (components[i].root < 0)
        continue;
      split = split_new (snapshot, &components[i]);
      lose (split, components[own].rfps, components[own].n_rfps);
      g_ptr_array_add (splits, split);
    }
  if (n_others > 1)
    {
      lose (any, components[own].rfps, components[own].n_rfps);
      any->is_step = TRUE;
      g_ptr_array_add (splits, any);
    }
  else if (any != NULL)
    {
      split_free (any);
    }
}

/* Numbers the groups that the lost RFPs fall into; 0 for all others. Returns how many there are. */
static guint
number_groups (DectLinks *links, const guint *lost, guint n_lost, guint *group)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < n_lost; i++)
    group[lost[i]] = G_MAXUINT;
  for (guint i = 0; i < n_lost; i++)
    {
      if (group[lost[i]] != G_MAXUINT)
        continue;
      group[lost[i]] = ++n;
      g_array_set_size (queue, 0);
      g_array_append_val (queue, lost[i]);
      for (guint k = 0; k < queue->len; k++)
        {
          guint from = g_array_index (queue, guint, k);

          for (guint j = 0; j < n_lost; j++)
            {
              const DectRadioLink *link = NULL;

              if (group[lost[j]] == G_MAXUINT)
                link = dect_links_find (links, from, lost[j]);
              if (link == NULL || !link->usable)
                continue;
              group[lost[j]] = n;
              g_array_append_val (queue, lost[j]);
            }
        }
    }
  return n;
}

static int
compare_splits (const void *a, const void *b)
{
  const DectRepairSplit *x = *(DectRepairSplit *const *) a;
  const DectRepairSplit *y = *(DectRepairSplit *const *) b;

  return (x->n_lost < y->n_lost) - (x->n_lost > y->n_lost);
}

static void
split_cut (GPtrArray *splits, DectSnapshot *snapshot, DectLinks *links, DectChain *chain, guint rfp)
{
  guint n_cuts, n_components;
  const DectChainCut *cuts = dect_chain_get_cuts (chain, &n_cuts);
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);

  for (guint i = 0; i < n_cuts; i++)
    {
      guint n_lost, n_groups;
      g_autofree guint *lost = NULL;
      g_autofree guint *group = NULL;

      if (cuts[i].rfp != rfp)
        continue;
      lost = dect_chain_dup_cut_lost (chain, i, &n_lost);
      group = g_new0 (guint, dect_snapshot_count (snapshot, DECT_KIND_RFP));
      n_groups = number_groups (links, lost, n_lost, group);
      for (guint g = 1; g <= n_groups; g++)
        {
          DectRepairSplit *split = split_new (snapshot, &components[cuts[i].component]);

          split->side[rfp] = DECT_REPAIR_SIDE_BROKEN;
          for (guint k = 0; k < n_lost; k++)
            {
              gboolean own = group[lost[k]] == g;

              split->side[lost[k]] = own ? DECT_REPAIR_SIDE_LOST : DECT_REPAIR_SIDE_NONE;
              split->n_lost += own;
            }
          g_ptr_array_add (splits, split);
        }
    }
  g_ptr_array_sort (splits, compare_splits);
  if (splits->len > MAX_SPLITS)
    g_ptr_array_set_size (splits, MAX_SPLITS);
}

static void
split_link (GPtrArray *splits, DectSnapshot *snapshot, DectChain *chain, guint rfp, guint other)
{
  guint n_links, n_components;
  const DectChainSingleLink *singles = dect_chain_get_single_links (chain, &n_links);
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);

  for (guint i = 0; i < n_links; i++)
    {
      guint n_lost;
      g_autofree guint *lost = NULL;
      DectRepairSplit *split;

      if (!(singles[i].from == rfp && singles[i].to == other)
          && !(singles[i].from == other && singles[i].to == rfp))
        continue;
      lost = dect_chain_dup_single_link_lost (chain, i, &n_lost);
      split = split_new (snapshot, &components[singles[i].component]);
      lose (split, lost, n_lost);
      split->broken[0] = singles[i].from;
      split->broken[1] = singles[i].to;
      g_ptr_array_add (splits, split);
    }
}

static gboolean
hangs_below (DectChain *chain, guint rfp, guint above)
{
  for (gint i = (gint) rfp; i >= 0; i = dect_chain_get_node (chain, (guint) i)->parent)
    {
      if ((guint) i == above)
        return TRUE;
    }
  return FALSE;
}

static void
split_weak (GPtrArray *splits, DectSnapshot *snapshot, DectChain *chain, guint rfp)
{
  const DectChainNode *node = dect_chain_get_node (chain, rfp);
  guint n;
  const DectChainComponent *components = dect_chain_get_components (chain, &n);
  const DectChainComponent *own;
  DectRepairSplit *split;

  if (!dect_repair_is_weak (node))
    return;
  own = &components[node->component];
  split = split_new (snapshot, own);
  for (guint i = 0; i < own->n_rfps; i++)
    {
      if (hangs_below (chain, own->rfps[i], rfp))
        split->side[own->rfps[i]] = DECT_REPAIR_SIDE_NONE;
    }
  lose (split, &rfp, 1);
  split->broken[0] = (guint) node->parent;
  split->broken[1] = rfp;
  g_ptr_array_add (splits, split);
}

GPtrArray *
dect_repair_split (DectSnapshot *snapshot,
                   DectLinks *links,
                   DectChain *chain,
                   const DectRepairTarget *target)
{
  GPtrArray *splits = g_ptr_array_new_with_free_func (split_free);
  gint rfp = dect_snapshot_find_rfp (snapshot, target->rfp) != NULL
                 ? dect_snapshot_index (snapshot, target->rfp)
                 : -1;
  gint other = dect_snapshot_find_rfp (snapshot, target->other) != NULL
                   ? dect_snapshot_index (snapshot, target->other)
                   : -1;

  if (rfp < 0)
    return splits;
  if (target->kind == DECT_REPAIR_TARGET_GROUP)
    split_group (splits, snapshot, chain, (guint) rfp);
  else if (target->kind == DECT_REPAIR_TARGET_CUT)
    split_cut (splits, snapshot, links, chain, (guint) rfp);
  else if (target->kind == DECT_REPAIR_TARGET_LINK && other >= 0)
    split_link (splits, snapshot, chain, (guint) rfp, (guint) other);
  else if (target->kind == DECT_REPAIR_TARGET_WEAK)
    split_weak (splits, snapshot, chain, (guint) rfp);
  return splits;
}
