/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Thousands of small chains against slow answers (tests/support/slow-chain.h), with the records in
 * any order. */

#include "config.h"

#include "chain/dect-chain.h"

#include "support/slow-chain.h"

#include <locale.h>
#include <math.h>

#define ROUNDS 3000

typedef struct
{
  SlowChain slow;
  guint order[SLOW_CHAIN_MAX]; /* number by index */
  guint at[SLOW_CHAIN_MAX];    /* index by number */
  DectSnapshot *snapshot;
  DectChain *chain;
} Compared;

static void
compared_init (Compared *c, GRand *rand, guint n_most, gboolean simple)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = NULL;

  slow_chain_random (&c->slow, rand, n_most, simple);
  slow_chain_shuffle (rand, c->slow.n, c->order);
  for (guint i = 0; i < c->slow.n; i++)
    c->at[c->order[i]] = i;
  c->snapshot = slow_chain_site (&c->slow, c->order);
  links = dect_links_new (c->snapshot, NULL, &error);
  g_assert_no_error (error);
  c->chain = dect_chain_new (c->snapshot, links);
}

static void
compared_clear (Compared *c)
{
  dect_chain_unref (c->chain);
  dect_snapshot_unref (c->snapshot);
}

static const DectChainNode *
node_of (const Compared *c, guint number)
{
  return dect_chain_get_node (c->chain, c->at[number]);
}

/* A set of numbers from a rising list of indexes. */
static guint32
set_of (const Compared *c, const guint *rfps, guint n)
{
  guint32 set = 0;

  for (guint i = 0; i < n; i++)
    {
      set |= 1u << c->order[rfps[i]];
      if (i > 0)
        g_assert_cmpuint (rfps[i], >, rfps[i - 1]);
    }
  return set;
}

static void
assert_same_db (double a, double b)
{
  if (isnan (b))
    g_assert_true (isnan (a));
  else
    g_assert_cmpfloat (a, ==, b);
}

/* --- Components and roots --------------------------------------------------------------------- */

static void
check_components (const Compared *c)
{
  const SlowChain *slow = &c->slow;
  guint n, n_with_root = 0;
  const DectChainComponent *components = dect_chain_get_components (c->chain, &n);
  guint32 seen = 0;

  for (guint i = 0; i < n; i++)
    {
      guint32 set = set_of (c, components[i].rfps, components[i].n_rfps);
      guint first = c->order[components[i].rfps[0]];
      guint root = slow_chain_root (slow, slow->cluster[first]);

      g_assert_cmphex (set, ==, slow_chain_component (slow, first));
      g_assert_cmpint (components[i].cluster, ==, slow->cluster[first]);
      g_assert_cmpint (components[i].root, ==,
                       SLOW_CHAIN_HAS (set, root) ? (gint) c->at[root] : -1);
      n_with_root += components[i].root >= 0;
      seen |= set;
      for (guint k = 0; k < components[i].n_rfps; k++)
        g_assert_cmpint (dect_chain_get_node (c->chain, components[i].rfps[k])->component, ==, i);
      if (i > 0 && components[i].cluster == components[i - 1].cluster)
        {
          g_assert_cmpint (components[i].root, ==, -1);
          if (components[i - 1].root < 0)
            g_assert_cmpuint (components[i].n_rfps, <=, components[i - 1].n_rfps);
        }
    }
  g_assert_cmphex (seen, ==, slow->members);
  g_assert_cmpuint (dect_chain_get_n_members (c->chain), ==, slow_chain_count (seen));
  g_assert_cmpuint (dect_chain_get_n_clusters (c->chain), ==, n_with_root);
  g_assert_cmpint (dect_chain_is_connected (c->chain), ==, n == n_with_root);
}

static void
check_suggested_root (const Compared *c, guint i)
{
  guint n, hops, hops_now, best;
  const DectChainComponent *component = &dect_chain_get_components (c->chain, &n)[i];
  guint32 set = set_of (c, component->rfps, component->n_rfps);
  double total, total_now;
  DectChainRoot root;
  gboolean better = dect_chain_suggest_root (c->chain, i, &root);

  if (component->root < 0 || component->n_rfps < 2)
    {
      g_assert_false (better);
      return;
    }
  best = slow_chain_best_root (&c->slow, set);
  slow_chain_rate_root (&c->slow, set, best, &hops, &total);
  slow_chain_rate_root (&c->slow, set, c->order[component->root], &hops_now, &total_now);
  g_assert_cmpint (better, ==, hops < hops_now || (hops == hops_now && total > total_now));
  g_assert_cmpuint (root.rfp, ==, c->at[best]);
  g_assert_cmpuint (root.hops, ==, hops);
  g_assert_cmpuint (root.hops_now, ==, hops_now);
  g_assert_cmpfloat_with_epsilon (root.mean_margin_db, total / (component->n_rfps - 1), 1e-6);
  g_assert_cmpfloat_with_epsilon (root.mean_margin_now_db, total_now / (component->n_rfps - 1),
                                  1e-6);
}

/* --- Trees ------------------------------------------------------------------------------------ */

/* Whether the way over @u is better for @v than that over @over: the path's weakest margin, then
 * the link; numbers come rising. */
static gboolean
is_better_way (const SlowChain *slow, const double *path, guint v, guint u, guint over)
{
  double way = fmin (path[u], slow->weight[u][v]);
  double other = fmin (path[over], slow->weight[over][v]);

  return way > other || (way == other && slow->weight[u][v] > slow->weight[over][v]);
}

static guint
slow_parent (const SlowChain *slow, const guint *level, const double *path, guint v)
{
  guint parent = SLOW_CHAIN_MAX;

  for (guint u = 0; u < slow->n; u++)
    {
      if (slow->usable[u][v] && level[u] + 1 == level[v]
          && (parent == SLOW_CHAIN_MAX || is_better_way (slow, path, v, u, parent)))
        parent = u;
    }
  return parent;
}

static gboolean
hangs_on (const Compared *c, guint v, guint above)
{
  for (gint i = (gint) c->at[v]; i >= 0; i = dect_chain_get_node (c->chain, (guint) i)->parent)
    {
      if (i == (gint) c->at[above])
        return TRUE;
    }
  return FALSE;
}

static guint
slow_second (const Compared *c, const guint *level, const double *path, guint v, guint parent)
{
  const SlowChain *slow = &c->slow;
  guint second = SLOW_CHAIN_MAX;

  for (guint u = 0; u < slow->n; u++)
    {
      if (!slow->usable[u][v] || u == parent || hangs_on (c, u, v))
        continue;
      if (second == SLOW_CHAIN_MAX || level[u] < level[second]
          || (level[u] == level[second] && is_better_way (slow, path, v, u, second)))
        second = u;
    }
  return second;
}

static gint
index_of (const Compared *c, guint number)
{
  return number == SLOW_CHAIN_MAX ? -1 : (gint) c->at[number];
}

static void
check_tree (const Compared *c, guint root)
{
  const SlowChain *slow = &c->slow;
  guint level[SLOW_CHAIN_MAX];
  double path[SLOW_CHAIN_MAX];

  slow_chain_levels (slow, root, level);
  slow_chain_paths (slow, level, path);
  for (guint v = 0; v < slow->n; v++)
    {
      const DectChainNode *node = node_of (c, v);
      guint parent, second;

      if (level[v] == SLOW_CHAIN_MAX)
        continue;
      g_assert_cmpint (node->level, ==, level[v]);
      parent = slow_parent (slow, level, path, v);
      g_assert_cmpint (node->parent, ==, index_of (c, parent));
      if (parent == SLOW_CHAIN_MAX)
        {
          g_assert_cmpuint (v, ==, root);
          g_assert_true (isnan (node->path_margin_db));
          continue;
        }
      assert_same_db (node->margin_db, slow->margin_db[parent][v]);
      g_assert_cmpfloat (node->path_margin_db, ==, path[v]);
      second = slow_second (c, level, path, v, parent);
      g_assert_cmpint (node->second, ==, index_of (c, second));
      if (second < SLOW_CHAIN_MAX)
        assert_same_db (node->second_margin_db, slow->margin_db[second][v]);
    }
}

/* Of equal edges the one with the lower number at its lower end, then at the other. */
static gboolean
is_wider (const SlowChain *slow, guint a, guint b, guint c, guint d)
{
  if (slow->weight[a][b] != slow->weight[c][d])
    return slow->weight[a][b] > slow->weight[c][d];
  if (MIN (a, b) != MIN (c, d))
    return MIN (a, b) < MIN (c, d);
  return MAX (a, b) < MAX (c, d);
}

/* An edge is in the widest tree when no way of wider edges joins its ends. */
static gboolean
is_in_widest (const SlowChain *slow, guint a, guint b)
{
  SlowChain wider = *slow;

  for (guint x = 0; x < slow->n; x++)
    for (guint y = 0; y < slow->n; y++)
      wider.usable[x][y] = slow->usable[x][y] && is_wider (slow, x, y, a, b);
  return !SLOW_CHAIN_HAS (slow_chain_component (&wider, a), b);
}

static void
check_widest (const Compared *c, guint root)
{
  const SlowChain *slow = &c->slow;
  double width[SLOW_CHAIN_MAX];

  slow_chain_widest (slow, root, width);
  for (guint v = 0; v < slow->n; v++)
    {
      const DectChainNode *node = node_of (c, v);
      guint parent;

      if (v == root || width[v] == -INFINITY)
        continue;
      parent = c->order[node->widest];
      g_assert_true (slow->usable[v][parent]);
      g_assert_cmpfloat (node->widest_margin_db, ==, width[v]);
      g_assert_cmpfloat (width[v], ==, fmin (width[parent], slow->weight[v][parent]));
      g_assert_cmpfloat (node->widest_margin_db, >=, node->path_margin_db);
      g_assert_true (is_in_widest (slow, v, parent));
    }
}

static void
check_neighbours (const Compared *c)
{
  const SlowChain *slow = &c->slow;

  for (guint v = 0; v < slow->n; v++)
    {
      guint n = 0, n_strong = 0;

      for (guint u = 0; u < slow->n; u++)
        {
          n += slow->usable[u][v];
          /* Strong is above -73 dBm, 3 dB below the sync limit. */
          n_strong += slow->usable[u][v] && slow->margin_db[u][v] > -3.0;
        }
      g_assert_cmpuint (node_of (c, v)->n_neighbours, ==, n);
      g_assert_cmpuint (node_of (c, v)->n_strong, ==, n_strong);
    }
}

static void
check_trees (const Compared *c)
{
  guint n;
  guint max_level = 0;
  const DectChainComponent *components = dect_chain_get_components (c->chain, &n);

  for (guint i = 0; i < n; i++)
    {
      check_suggested_root (c, i);
      if (components[i].root >= 0)
        {
          check_tree (c, c->order[components[i].root]);
          check_widest (c, c->order[components[i].root]);
        }
      for (guint k = 0; k < components[i].n_rfps; k++)
        {
          const DectChainNode *node = dect_chain_get_node (c->chain, components[i].rfps[k]);

          max_level = MAX (max_level, (guint) MAX (node->level, 0));
          g_assert_cmpint (node->level >= 0, ==, components[i].root >= 0);
          g_assert_cmpint (node->widest >= 0, ==, node->level > 0);
          g_assert_cmpint (node->parent >= 0, ==, node->level > 0);
          if (node->level <= 0)
            g_assert_true (isnan (node->widest_margin_db) && isnan (node->path_margin_db));
        }
    }
  g_assert_cmpuint (dect_chain_get_max_level (c->chain), ==, max_level);
}

/* --- What it hangs on ------------------------------------------------------------------------- */

static void
check_cuts (const Compared *c)
{
  guint n, n_found = 0;
  const DectChainCut *cuts = dect_chain_get_cuts (c->chain, &n);

  for (guint v = 0; v < c->slow.n; v++)
    {
      guint n_left;
      guint32 lost = slow_chain_fail (&c->slow, 1u << v, &n_left);
      gboolean found = FALSE;

      for (guint i = 0; i < n; i++)
        {
          g_autofree guint *rfps = NULL;
          guint n_lost;

          if (cuts[i].rfp != c->at[v])
            continue;
          found = TRUE;
          rfps = dect_chain_dup_cut_lost (c->chain, i, &n_lost);
          g_assert_cmphex (set_of (c, rfps, n_lost), ==, lost);
          g_assert_cmpuint (cuts[i].n_lost, ==, n_lost);
          g_assert_cmpint (cuts[i].component, ==, node_of (c, v)->component);
        }
      g_assert_cmpint (found, ==, lost != 0);
      n_found += found;
    }
  g_assert_cmpuint (n_found, ==, n);
  for (guint i = 1; i < n; i++)
    g_assert_true (cuts[i].n_lost < cuts[i - 1].n_lost
                   || (cuts[i].n_lost == cuts[i - 1].n_lost
                       && c->order[cuts[i].rfp] > c->order[cuts[i - 1].rfp]));
}

static void
check_single (const Compared *c, guint i, const DectChainSingleLink *single)
{
  const SlowChain *slow = &c->slow;
  guint from = c->order[single->from], to = c->order[single->to];
  guint32 near_side = slow_chain_reach (slow, from, 0, from, to);
  guint n_lost, n;
  g_autofree guint *rfps = dect_chain_dup_single_link_lost (c->chain, i, &n_lost);
  const DectChainComponent *component
      = &dect_chain_get_components (c->chain, &n)[single->component];
  guint32 all = slow_chain_component (slow, from);
  guint lowest = 0;

  while (!SLOW_CHAIN_HAS (all, lowest))
    lowest++;
  g_assert_true (slow->usable[from][to]);
  g_assert_cmphex (set_of (c, rfps, n_lost), ==, all & ~near_side);
  g_assert_cmpuint (single->n_lost, ==, n_lost);
  g_assert_cmpint (single->component, ==, node_of (c, from)->component);
  assert_same_db (single->margin_db, slow->margin_db[from][to]);
  /* The root is on this side; without one the RFP with the lowest number. */
  g_assert_true (
      SLOW_CHAIN_HAS (near_side, component->root >= 0 ? c->order[component->root] : lowest));
}

static void
check_singles (const Compared *c)
{
  const SlowChain *slow = &c->slow;
  guint n, n_expected = 0;
  const DectChainSingleLink *singles = dect_chain_get_single_links (c->chain, &n);

  for (guint a = 0; a < slow->n; a++)
    for (guint b = 0; b < a; b++)
      n_expected += slow->usable[a][b] && !SLOW_CHAIN_HAS (slow_chain_reach (slow, a, 0, a, b), b);
  g_assert_cmpuint (n, ==, n_expected);
  for (guint i = 0; i < n; i++)
    {
      check_single (c, i, &singles[i]);
      for (guint k = 0; k < i; k++)
        g_assert_true (singles[i].from != singles[k].from || singles[i].to != singles[k].to);
      if (i > 0)
        g_assert_cmpuint (singles[i].n_lost, <=, singles[i - 1].n_lost);
    }
}

static void
check_blocks (const Compared *c)
{
  const SlowChain *slow = &c->slow;
  guint n, n_cuts;
  guint n_memberships = 0;
  const DectChainBlock *blocks = dect_chain_get_blocks (c->chain, &n);
  const DectChainCut *cuts = dect_chain_get_cuts (c->chain, &n_cuts);
  guint32 cut_set = 0;

  for (guint i = 0; i < n_cuts; i++)
    cut_set |= 1u << c->order[cuts[i].rfp];

  /* Each link is in exactly one, and that is the one that it should be in. */
  for (guint a = 0; a < slow->n; a++)
    for (guint b = 0; b < a; b++)
      {
        guint n_found = 0;

        for (guint i = 0; i < n && slow->usable[a][b]; i++)
          {
            guint32 set = set_of (c, blocks[i].rfps, blocks[i].n_rfps);

            if (!SLOW_CHAIN_HAS (set, a) || !SLOW_CHAIN_HAS (set, b))
              continue;
            n_found++;
            g_assert_cmphex (set, ==, slow_chain_block (slow, a, b));
            g_assert_cmpuint (blocks[i].n_cuts, ==, slow_chain_count (set & cut_set));
            g_assert_cmpint (blocks[i].component, ==, node_of (c, a)->component);
          }
        g_assert_cmpuint (n_found, ==, slow->usable[a][b]);
      }
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (blocks[i].n_rfps, >=, 2);
      n_memberships += blocks[i].n_rfps;
    }
  for (guint v = 0; v < slow->n; v++)
    {
      guint n_of;
      const guint *of = dect_chain_get_blocks_of (c->chain, c->at[v], &n_of);

      n_memberships -= n_of;
      g_assert_cmpint (n_of > 1, ==, SLOW_CHAIN_HAS (cut_set, v));
      g_assert_cmpint (n_of > 0, ==, node_of (c, v)->n_neighbours > 0);
      for (guint i = 0; i < n_of; i++)
        {
          g_assert_true (SLOW_CHAIN_HAS (set_of (c, blocks[of[i]].rfps, blocks[of[i]].n_rfps), v));
          g_assert_true (i == 0 || of[i] > of[i - 1]);
        }
    }
  g_assert_cmpuint (n_memberships, ==, 0);
}

/* --- Any order of the records ----------------------------------------------------------------- */

static void
assert_same_set (
    const Compared *c, const Compared *d, const guint *a, guint n_a, const guint *b, guint n_b)
{
  g_assert_cmpuint (n_a, ==, n_b);
  g_assert_cmphex (set_of (c, a, n_a), ==, set_of (d, b, n_b));
}

static gint
number_at (const Compared *c, gint index)
{
  return index < 0 ? -1 : (gint) c->order[index];
}

static void
assert_same_lists (const Compared *c, const Compared *d)
{
  guint n, m;
  const DectChainCut *cuts = dect_chain_get_cuts (c->chain, &n);
  const DectChainCut *other_cuts = dect_chain_get_cuts (d->chain, &m);
  const DectChainSingleLink *singles, *other_singles;
  const DectChainBlock *blocks, *other_blocks;

  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      guint n_lost, m_lost;
      g_autofree guint *lost = dect_chain_dup_cut_lost (c->chain, i, &n_lost);
      g_autofree guint *other = dect_chain_dup_cut_lost (d->chain, i, &m_lost);

      g_assert_cmpuint (c->order[cuts[i].rfp], ==, d->order[other_cuts[i].rfp]);
      assert_same_set (c, d, lost, n_lost, other, m_lost);
    }
  singles = dect_chain_get_single_links (c->chain, &n);
  other_singles = dect_chain_get_single_links (d->chain, &m);
  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (c->order[singles[i].from], ==, d->order[other_singles[i].from]);
      g_assert_cmpuint (c->order[singles[i].to], ==, d->order[other_singles[i].to]);
    }
  blocks = dect_chain_get_blocks (c->chain, &n);
  other_blocks = dect_chain_get_blocks (d->chain, &m);
  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    assert_same_set (c, d, blocks[i].rfps, blocks[i].n_rfps, other_blocks[i].rfps,
                     other_blocks[i].n_rfps);
}

static void
assert_same_chain (const Compared *c, const Compared *d)
{
  guint n, m;
  const DectChainComponent *components = dect_chain_get_components (c->chain, &n);
  const DectChainComponent *others = dect_chain_get_components (d->chain, &m);

  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      assert_same_set (c, d, components[i].rfps, components[i].n_rfps, others[i].rfps,
                       others[i].n_rfps);
      g_assert_cmpint (number_at (c, components[i].root), ==, number_at (d, others[i].root));
      g_assert_cmpuint (components[i].n_missing_links, ==, others[i].n_missing_links);
    }
  for (guint v = 0; v < c->slow.n; v++)
    {
      const DectChainNode *node = node_of (c, v), *other = node_of (d, v);

      g_assert_cmpint (node->component, ==, other->component);
      g_assert_cmpint (node->level, ==, other->level);
      g_assert_cmpint (number_at (c, node->parent), ==, number_at (d, other->parent));
      g_assert_cmpint (number_at (c, node->second), ==, number_at (d, other->second));
      g_assert_cmpint (number_at (c, node->widest), ==, number_at (d, other->widest));
    }
  assert_same_lists (c, d);
}

/* --- Rounds ----------------------------------------------------------------------------------- */

static void
run (guint32 seed, gboolean simple)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint round = 0; round < ROUNDS; round++)
    {
      Compared c;

      compared_init (&c, rand, SLOW_CHAIN_MAX, simple);
      check_components (&c);
      check_trees (&c);
      check_neighbours (&c);
      check_cuts (&c);
      check_singles (&c);
      check_blocks (&c);
      compared_clear (&c);
    }
}

static void
test_simple (void)
{
  run (7, TRUE);
}

static void
test_mixed (void)
{
  run (8, FALSE);
}

static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (DectLinks) links = NULL;
      Compared c, d;

      compared_init (&c, rand, SLOW_CHAIN_MAX, round % 2 == 0);
      d = c;
      slow_chain_shuffle (rand, d.slow.n, d.order);
      for (guint i = 0; i < d.slow.n; i++)
        d.at[d.order[i]] = i;
      d.snapshot = slow_chain_site (&d.slow, d.order);
      links = dect_links_new (d.snapshot, NULL, NULL);
      d.chain = dect_chain_new (d.snapshot, links);
      assert_same_chain (&c, &d);
      compared_clear (&c);
      compared_clear (&d);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/random/simple", test_simple);
  g_test_add_func ("/chain/random/mixed", test_mixed);
  g_test_add_func ("/chain/random/order", test_order);

  return g_test_run ();
}
