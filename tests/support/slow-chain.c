/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "slow-chain.h"

#include "radio-sites.h"

#include <math.h>
#include <string.h>

/* --- Making one ------------------------------------------------------------------------------- */

static double
random_level (GRand *rand)
{
  return -72.0 + g_rand_int_range (rand, 0, 8);
}

static SlowLink
random_link (GRand *rand, double density, gboolean simple)
{
  SlowLink link = { { NAN, NAN }, { NAN, NAN }, FALSE, FALSE };

  if (g_rand_double (rand) < density)
    {
      guint which = simple ? 1 : (guint) g_rand_int_range (rand, 1, 4);

      for (guint i = 0; i < 2; i++)
        {
          if ((which >> i & 1) == 0)
            continue;
          link.level_dbm[i] = simple ? -70.0 + g_rand_int_range (rand, 0, 6) : random_level (rand);
          if (g_rand_boolean (rand))
            link.quality_percent[i] = !simple && g_rand_int_range (rand, 0, 10) == 0 ? 94.0 : 100.0;
        }
    }
  if (!simple)
    {
      link.forced_on = g_rand_double (rand) < density / 8;
      link.forced_off = g_rand_double (rand) < density / 16;
    }
  return link;
}

/* The weaker direction counts; one that was not measured is as the other. */
static void
decide (SlowChain *self, guint a, guint b)
{
  const SlowLink *link = &self->link[a][b];
  double margin = fmin (link->level_dbm[0], link->level_dbm[1]) + 70.0;
  gboolean good
      = margin >= 0.0 && !(link->quality_percent[0] < 100.0) && !(link->quality_percent[1] < 100.0);
  gboolean usable = (good || link->forced_on) && !link->forced_off && !self->off[a] && !self->off[b]
                    && self->cluster[a] == self->cluster[b];

  self->usable[a][b] = self->usable[b][a] = usable;
  self->margin_db[a][b] = self->margin_db[b][a] = margin;
  self->weight[a][b] = self->weight[b][a] = isfinite (margin) ? margin : 0.0;

  /* What is not placed takes part when something good is stated of it. */
  if (!self->off[a] && !self->off[b] && !link->forced_off
      && (link->forced_on || isfinite (margin) || isfinite (link->quality_percent[0])
          || isfinite (link->quality_percent[1])))
    self->members |= 1u << a | 1u << b;
}

void
slow_chain_random (SlowChain *self, GRand *rand, guint n_most, gboolean simple)
{
  double density = g_rand_double_range (rand, 0.05, 0.7);
  guint n_named = (guint) g_rand_int_range (rand, 0, 4);

  memset (self, 0, sizeof *self);
  self->n = (guint) g_rand_int_range (rand, 1, (gint) n_most + 1);
  for (guint i = 0; i < self->n; i++)
    {
      self->off[i] = !simple && g_rand_int_range (rand, 0, 12) == 0;
      self->cluster[i] = simple ? 1 : g_rand_int_range (rand, 0, 5) == 0 ? 2 : 1;
      self->network_switch[i] = (guint) g_rand_int_range (rand, 0, SLOW_CHAIN_RISKS + 1);
      self->compartment[i] = (guint) g_rand_int_range (rand, 0, SLOW_CHAIN_RISKS + 1);
    }
  self->placed = simple;
  self->members = simple ? (1u << self->n) - 1 : 0;
  for (guint i = 1; i <= SLOW_CHAIN_RISKS; i++)
    self->riser[i] = (guint) g_rand_int_range (rand, 0, 3);
  for (guint i = 0; i < n_named; i++)
    {
      guint rfp = (guint) g_rand_int_range (rand, 0, (gint) self->n);

      *(g_rand_boolean (rand) ? &self->preferred[rfp] : &self->master[rfp]) = TRUE;
    }
  for (guint a = 0; a < self->n; a++)
    for (guint b = 0; b < a; b++)
      {
        self->link[a][b] = random_link (rand, density, simple);
        decide (self, a, b);
      }
}

void
slow_chain_shuffle (GRand *rand, guint n, guint *order)
{
  for (guint i = 0; i < n; i++)
    {
      guint k = (guint) g_rand_int_range (rand, 0, (gint) i + 1);

      order[i] = order[k];
      order[k] = i;
    }
}

static void
add_risks (const SlowChain *self, DectSnapshotBuilder *builder, guint32 *switches)
{
  switches[0] = 0;
  for (guint i = 1; i <= SLOW_CHAIN_RISKS; i++)
    {
      DectSwitch *network_switch = dect_switch_new ();

      network_switch->name = g_strdup_printf ("SW%u", i);
      if (self->riser[i] > 0)
        network_switch->riser = g_strdup_printf ("Riser %u", self->riser[i]);
      switches[i] = dect_snapshot_builder_add (builder, DECT_RECORD (network_switch));
    }
}

static void
add_link (DectSnapshotBuilder *builder, const SlowLink *link, guint32 low, guint32 high)
{
  if (isfinite (link->level_dbm[0]) || isfinite (link->quality_percent[0]))
    site_add_link (builder, low, high, link->level_dbm[0], link->quality_percent[0],
                   DECT_LINK_MEASURED);
  if (isfinite (link->level_dbm[1]) || isfinite (link->quality_percent[1]))
    site_add_link (builder, high, low, link->level_dbm[1], link->quality_percent[1],
                   DECT_LINK_MEASURED);
  if (link->forced_on)
    site_add_link (builder, high, low, NAN, NAN, DECT_LINK_FORCED_ON);
  if (link->forced_off)
    site_add_link (builder, low, high, NAN, NAN, DECT_LINK_FORCED_OFF);
}

DectSnapshot *
slow_chain_site (const SlowChain *self, const guint *order)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "dense", NULL);
  guint32 ids[SLOW_CHAIN_MAX];
  guint32 switches[SLOW_CHAIN_RISKS + 1];

  add_risks (self, builder, switches);
  for (guint i = 0; i < self->n; i++)
    {
      DectRfp *rfp = dect_rfp_new ();
      guint v = order[i];

      /* Far apart, so that only the stated links count. */
      if (self->placed)
        {
          rfp->floor = floor;
          rfp->x_m = v * 5000.0;
          rfp->y_m = 0.0;
        }
      rfp->number = (gint) v + 1;
      rfp->dect_on = !self->off[v];
      rfp->cluster = self->cluster[v];
      rfp->preferred_sync = self->preferred[v];
      rfp->role = self->master[v] ? DECT_ROLE_MASTER : DECT_ROLE_NORMAL;
      rfp->network_switch = switches[self->network_switch[v]];
      if (self->compartment[v] > 0)
        rfp->compartment = g_strdup_printf ("Compartment %u", self->compartment[v]);
      ids[v] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint a = 0; a < self->n; a++)
    for (guint b = 0; b < a; b++)
      add_link (builder, &self->link[a][b], ids[b], ids[a]);
  return dect_snapshot_builder_end (builder);
}

/* --- Slow answers ----------------------------------------------------------------------------- */

guint
slow_chain_count (guint32 set)
{
  guint n = 0;

  for (guint v = 0; v < 32; v++)
    n += SLOW_CHAIN_HAS (set, v);
  return n;
}

guint32
slow_chain_reach (const SlowChain *self, guint start, guint32 gone, guint cut_a, guint cut_b)
{
  guint32 reached = 1u << start;
  guint32 before = 0;

  while (reached != before)
    {
      before = reached;
      for (guint a = 0; a < self->n; a++)
        for (guint b = 0; b < self->n && SLOW_CHAIN_HAS (reached, a); b++)
          {
            gboolean is_cut = (a == cut_a && b == cut_b) || (a == cut_b && b == cut_a);

            if (self->usable[a][b] && !is_cut && !SLOW_CHAIN_HAS (gone, b))
              reached |= 1u << b;
          }
    }
  return reached;
}

guint32
slow_chain_component (const SlowChain *self, guint rfp)
{
  return slow_chain_reach (self, rfp, 0, SLOW_CHAIN_MAX, SLOW_CHAIN_MAX);
}

void
slow_chain_levels (const SlowChain *self, guint root, guint *level)
{
  for (guint i = 0; i < self->n; i++)
    level[i] = SLOW_CHAIN_MAX;
  level[root] = 0;
  for (guint round = 0; round < self->n; round++)
    for (guint a = 0; a < self->n; a++)
      for (guint b = 0; b < self->n; b++)
        {
          if (self->usable[a][b] && level[a] < SLOW_CHAIN_MAX)
            level[b] = MIN (level[b], level[a] + 1);
        }
}

void
slow_chain_paths (const SlowChain *self, const guint *level, double *path)
{
  for (guint depth = 0; depth < self->n; depth++)
    for (guint v = 0; v < self->n; v++)
      {
        if (level[v] != depth)
          continue;
        path[v] = depth == 0 ? INFINITY : -INFINITY;
        for (guint u = 0; u < self->n && depth > 0; u++)
          {
            if (self->usable[u][v] && level[u] + 1 == depth)
              path[v] = fmax (path[v], fmin (path[u], self->weight[u][v]));
          }
      }
}

void
slow_chain_widest (const SlowChain *self, guint root, double *width)
{
  for (guint v = 0; v < self->n; v++)
    width[v] = v == root ? INFINITY : -INFINITY;
  for (guint round = 0; round < self->n; round++)
    for (guint a = 0; a < self->n; a++)
      for (guint b = 0; b < self->n; b++)
        {
          if (self->usable[a][b])
            width[b] = fmax (width[b], fmin (width[a], self->weight[a][b]));
        }
}

void
slow_chain_rate_root (
    const SlowChain *self, guint32 component, guint root, guint *hops, double *total)
{
  guint level[SLOW_CHAIN_MAX];
  double path[SLOW_CHAIN_MAX];

  slow_chain_levels (self, root, level);
  slow_chain_paths (self, level, path);
  *hops = 0;
  *total = 0.0;
  for (guint v = 0; v < self->n; v++)
    {
      if (!SLOW_CHAIN_HAS (component, v))
        continue;
      *hops = MAX (*hops, level[v]);
      *total += v != root ? path[v] : 0.0;
    }
}

guint
slow_chain_best_root (const SlowChain *self, guint32 component)
{
  guint best = SLOW_CHAIN_MAX;
  guint best_hops = G_MAXUINT;
  double best_total = 0.0;

  for (guint v = 0; v < self->n; v++)
    {
      guint hops;
      double total;

      if (!SLOW_CHAIN_HAS (component, v))
        continue;
      slow_chain_rate_root (self, component, v, &hops, &total);
      if (hops < best_hops || (hops == best_hops && total > best_total))
        {
          best = v;
          best_hops = hops;
          best_total = total;
        }
    }
  return best;
}

guint
slow_chain_root (const SlowChain *self, gint cluster)
{
  guint preferred = SLOW_CHAIN_MAX;
  guint master = SLOW_CHAIN_MAX;
  guint32 largest = 0;

  for (guint v = self->n; v-- > 0;)
    {
      guint32 component;

      if (!SLOW_CHAIN_HAS (self->members, v) || self->cluster[v] != cluster)
        continue;
      preferred = self->preferred[v] ? v : preferred;
      master = self->master[v] ? v : master;
      component = slow_chain_component (self, v);
      if (slow_chain_count (component) >= slow_chain_count (largest))
        largest = component;
    }
  if (preferred < SLOW_CHAIN_MAX)
    return preferred;
  if (master < SLOW_CHAIN_MAX)
    return master;
  return slow_chain_best_root (self, largest);
}

/* Of those that are left of a component, who goes on. */
static guint32
find_kept (const SlowChain *self, guint32 component, guint root, guint32 gone)
{
  guint32 kept = 0;

  if (SLOW_CHAIN_HAS (component & ~gone, root))
    return slow_chain_reach (self, root, gone, SLOW_CHAIN_MAX, SLOW_CHAIN_MAX);
  for (guint v = self->n; v-- > 0;)
    {
      guint32 group;

      if (!SLOW_CHAIN_HAS (component & ~gone, v))
        continue;
      group = slow_chain_reach (self, v, gone, SLOW_CHAIN_MAX, SLOW_CHAIN_MAX);
      if (slow_chain_count (group) >= slow_chain_count (kept))
        kept = group;
    }
  return kept;
}

guint32
slow_chain_fail (const SlowChain *self, guint32 gone, guint *n_left)
{
  guint32 lost = 0;
  guint32 seen = 0;

  *n_left = 0;
  for (guint v = 0; v < self->n; v++)
    {
      guint root = slow_chain_root (self, self->cluster[v]);
      guint32 component;
      guint32 kept;

      if (!SLOW_CHAIN_HAS (self->members & ~seen, v))
        continue;
      component = slow_chain_component (self, v);
      seen |= component;
      kept = find_kept (self, component, root, gone);
      lost |= component & ~gone & ~kept;
      *n_left += SLOW_CHAIN_HAS (component, root) ? slow_chain_count (kept) : 0;
    }
  return lost;
}

/* Linked, or in touch whoever else fails. */
static gboolean
hold_together (const SlowChain *self, guint a, guint b)
{
  if (self->usable[a][b])
    return TRUE;
  if (!SLOW_CHAIN_HAS (slow_chain_component (self, a), b))
    return FALSE;
  for (guint v = 0; v < self->n; v++)
    {
      if (v != a && v != b
          && !SLOW_CHAIN_HAS (slow_chain_reach (self, a, 1u << v, SLOW_CHAIN_MAX, SLOW_CHAIN_MAX),
                              b))
        return FALSE;
    }
  return TRUE;
}

guint32
slow_chain_block (const SlowChain *self, guint a, guint b)
{
  guint32 block = 1u << a | 1u << b;

  for (guint v = 0; v < self->n; v++)
    {
      if (v != a && v != b && hold_together (self, v, a) && hold_together (self, v, b))
        block |= 1u << v;
    }
  return block;
}
