/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-graph.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static DectChain *
analyse (DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, &error);

  g_assert_no_error (error);
  return dect_chain_new (snapshot, links);
}

/* --- Gigaset N720 planning guide, p. 27: log of five bases ------------------------------------ */

enum
{
  A,
  B,
  C,
  D,
  E,
  N_BASES
};

/* Row: where it was measured; column: who was heard; dBm, then frame quality in percent. */
static const double log_levels[N_BASES][N_BASES] = {
  { NAN, -52, -40, -58, NAN }, { -50, NAN, -48, NAN, -70 }, { -42, -46, NAN, -50, NAN },
  { -60, NAN, -48, NAN, -64 }, { NAN, -68, NAN, -62, NAN },
};
static const double log_quality[N_BASES][N_BASES] = {
  { NAN, 100, 100, 100, NAN }, { 100, NAN, 100, NAN, 92 }, { 100, 100, NAN, 100, NAN },
  { 100, NAN, 100, NAN, 100 }, { NAN, 94, NAN, 100, NAN },
};

static DectSnapshot *
make_log_site (gboolean with_quality)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 ids[N_BASES];

  for (gint i = 0; i < N_BASES; i++)
    ids[i] = site_add_rfp (builder, i + 1, 0, NAN, NAN);
  for (guint at = 0; at < N_BASES; at++)
    for (guint heard = 0; heard < N_BASES; heard++)
      {
        if (isfinite (log_levels[at][heard]))
          site_add_link (builder, ids[heard], ids[at], log_levels[at][heard],
                         with_quality ? log_quality[at][heard] : (double) NAN, DECT_LINK_MEASURED);
      }
  return dect_snapshot_builder_end (builder);
}

static void
test_gigaset_levels (void)
{
  g_autoptr (DectSnapshot) snapshot = make_log_site (TRUE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  static const gint levels[N_BASES] = { 1, 1, 0, 1, 2 }; /* the guide counts from 1 */

  for (guint i = 0; i < N_BASES; i++)
    g_assert_cmpint (dect_chain_get_node (chain, i)->level, ==, levels[i]);
  g_assert_true (dect_chain_is_connected (chain));
  g_assert_cmpuint (dect_chain_get_max_level (chain), ==, 2);
  g_assert_cmpint (dect_chain_get_node (chain, E)->parent, ==, D);
  g_assert_cmpint (dect_chain_get_node (chain, E)->second, ==, -1);
  g_assert_cmpfloat_with_epsilon (dect_chain_get_node (chain, E)->margin_db, 6.0, 1e-9);
  g_assert_cmpint (dect_chain_get_node (chain, A)->second, ==, B);
  g_assert_cmpfloat_with_epsilon (dect_chain_get_node (chain, A)->second_margin_db, 18.0, 1e-9);
}

static void
test_gigaset_level_alone (void)
{
  g_autoptr (DectSnapshot) snapshot = make_log_site (FALSE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (dect_chain_get_node (chain, E)->n_neighbours, ==, 2);
}

static void
test_gigaset_quality (void)
{
  g_autoptr (DectSnapshot) snapshot = make_log_site (TRUE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainCut *cuts;
  const DectChainSingleLink *singles;
  g_autofree guint *lost = NULL;
  g_autofree guint *hanging = NULL;
  guint n, n_lost;

  cuts = dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (cuts[0].rfp, ==, D);
  lost = dect_chain_dup_cut_lost (chain, 0, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);
  g_assert_cmpuint (lost[0], ==, E);

  singles = dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (singles[0].from, ==, D);
  g_assert_cmpuint (singles[0].to, ==, E);
  g_assert_cmpfloat_with_epsilon (singles[0].margin_db, 6.0, 1e-9);
  hanging = dect_chain_dup_single_link_lost (chain, 0, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);
  g_assert_cmpuint (hanging[0], ==, E);
}

/* --- Two groups out of reach ------------------------------------------------------------------ */

static DectSnapshot *
make_two_groups (gboolean measured, guint32 ids[6])
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  for (gint i = 0; i < 6; i++)
    ids[i] = site_add_rfp (builder, i + 1, floor, (i % 3) * 20.0 + (i / 3) * 400.0, (i % 2) * 15.0);
  if (measured)
    site_add_link (builder, ids[1], ids[4], -66.0, 100.0, DECT_LINK_MEASURED);
  return dect_snapshot_builder_end (builder);
}

static void
test_groups_apart (void)
{
  guint32 ids[6];
  g_autoptr (DectSnapshot) snapshot = make_two_groups (FALSE, ids);
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainComponent *components;
  guint n;

  g_assert_false (dect_chain_is_connected (chain));
  components = dect_chain_get_components (chain, &n);
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (components[i].n_rfps, ==, 3);
      g_assert_cmpint (components[i].cluster, ==, 1);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpuint (components[i].rfps[k], ==, i * 3 + k);
    }
  g_assert_cmpint (components[0].root, >=, 0);
  g_assert_cmpint (components[1].root, ==, -1);
  g_assert_cmpint (dect_chain_get_node (chain, 4)->level, ==, -1);
  g_assert_cmpint (dect_chain_get_node (chain, 4)->parent, ==, -1);
  g_assert_cmpint (dect_chain_get_node (chain, 4)->component, ==, 1);
}

static void
test_groups_healed (void)
{
  guint32 ids[6];
  g_autoptr (DectSnapshot) snapshot = make_two_groups (TRUE, ids);
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainSingleLink *singles;
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  dect_chain_get_components (chain, &n);
  g_assert_cmpuint (n, ==, 1);
  singles = dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (singles[0].n_lost, ==, 3);
  g_assert_cmpfloat_with_epsilon (singles[0].margin_db, 4.0, 1e-9);
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* --- Roots, clusters and who takes part ------------------------------------------------------- */

typedef struct
{
  gint cluster;
  gboolean preferred;
  gboolean master;
  gboolean off;
  gint number;
} RfpSpec;

/* A line of unplaced RFPs, each measured to the next. */
static DectSnapshot *
make_line (const RfpSpec *specs, guint n)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autofree guint32 *ids = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      rfp->number = specs[i].number;
      rfp->cluster = specs[i].cluster;
      rfp->preferred_sync = specs[i].preferred;
      rfp->role = specs[i].master ? DECT_ROLE_MASTER : DECT_ROLE_NORMAL;
      rfp->dect_on = !specs[i].off;
      ids[i] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint i = 0; i + 1 < n; i++)
    site_add_link (builder, ids[i], ids[i + 1], -60.0, NAN, DECT_LINK_MEASURED);
  return dect_snapshot_builder_end (builder);
}

static void
test_roots (void)
{
  static const struct
  {
    RfpSpec specs[5];
    gint root;
  } cases[] = {
    { { { 1, 0, 0, 0, 1 },
        { 1, 0, 0, 0, 2 },
        { 1, 0, 0, 0, 3 },
        { 1, 0, 0, 0, 4 },
        { 1, 0, 0, 0, 5 } },
      2 },
    { { { 1, 0, 0, 0, 1 },
        { 1, 0, 1, 0, 2 },
        { 1, 0, 0, 0, 3 },
        { 1, 0, 0, 0, 4 },
        { 1, 0, 0, 0, 5 } },
      1 },
    { { { 1, 0, 0, 0, 1 },
        { 1, 0, 1, 0, 2 },
        { 1, 0, 0, 0, 3 },
        { 1, 0, 0, 0, 4 },
        { 1, 1, 0, 0, 5 } },
      4 },
    { { { 1, 1, 0, 0, 9 },
        { 1, 0, 0, 0, 2 },
        { 1, 0, 0, 0, 3 },
        { 1, 1, 0, 0, 4 },
        { 1, 1, 0, 0, 5 } },
      3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_line (cases[i].specs, 5);
      g_autoptr (DectChain) chain = analyse (snapshot);
      guint n;

      g_assert_cmpint (dect_chain_get_components (chain, &n)->root, ==, cases[i].root);
      g_assert_cmpuint (n, ==, 1);
      for (gint k = 0; k < 5; k++)
        g_assert_cmpint (dect_chain_get_node (chain, (guint) k)->level, ==,
                         ABS (k - cases[i].root));
    }
}

static void
test_clusters (void)
{
  static const RfpSpec specs[]
      = { { 2, 0, 0, 0, 1 }, { 2, 1, 0, 0, 2 }, { 1, 0, 0, 0, 3 }, { 1, 0, 1, 0, 4 } };
  g_autoptr (DectSnapshot) snapshot = make_line (specs, G_N_ELEMENTS (specs));
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainComponent *components;
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  g_assert_cmpuint (dect_chain_get_n_clusters (chain), ==, 2);
  components = dect_chain_get_components (chain, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (components[0].cluster, ==, 1);
  g_assert_cmpint (components[0].root, ==, 3);
  g_assert_cmpint (components[1].cluster, ==, 2);
  g_assert_cmpint (components[1].root, ==, 1);
  g_assert_cmpuint (components[1].n_rfps, ==, 2);
  g_assert_cmpint (dect_chain_get_node (chain, 2)->parent, ==, 3);
}

/* Nothing placed, nothing stated, DECT off: no part of the chain. Placed and alone: isolated. */
static void
test_members (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  guint32 a = site_add_rfp (builder, 1, floor, 0.0, 0.0);
  guint32 b = site_add_rfp (builder, 2, 0, NAN, NAN);
  guint32 c = site_add_rfp (builder, 3, 0, NAN, NAN);
  DectRfp *off = dect_rfp_new ();

  site_add_rfp (builder, 4, floor, 900.0, 0.0);
  off->dect_on = FALSE;
  off->floor = floor;
  off->x_m = off->y_m = 1.0;
  dect_snapshot_builder_add (builder, DECT_RECORD (off));
  site_add_link (builder, a, b, -60.0, NAN, DECT_LINK_MEASURED);
  site_add_link (builder, a, c, NAN, NAN, DECT_LINK_FORCED_OFF);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectChain) chain = analyse (snapshot);
  guint n;

  g_assert_cmpuint (dect_chain_get_n_members (chain), ==, 3);
  g_assert_false (dect_chain_is_connected (chain));
  dect_chain_get_components (chain, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (dect_chain_get_node (chain, 0)->component, ==, 0);
  g_assert_cmpint (dect_chain_get_node (chain, 1)->component, ==, 0);
  g_assert_cmpint (dect_chain_get_node (chain, 2)->component, ==, -1);
  g_assert_cmpint (dect_chain_get_node (chain, 3)->component, ==, 1);
  g_assert_cmpint (dect_chain_get_node (chain, 4)->component, ==, -1);
}

static void
test_empty (void)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (dect_snapshot_builder_new ());
  g_autoptr (DectChain) chain = analyse (snapshot);
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  g_assert_cmpuint (dect_chain_get_n_members (chain), ==, 0);
  dect_chain_get_components (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_strong (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();
  guint32 ids[3];

  info->sync_limit_dbm = -80.0;
  dect_snapshot_builder_add (builder, DECT_RECORD (g_steal_pointer (&info)));
  for (gint i = 0; i < 3; i++)
    ids[i] = site_add_rfp (builder, i + 1, 0, NAN, NAN);
  site_add_link (builder, ids[0], ids[1], -73.0, NAN, DECT_LINK_MEASURED);
  site_add_link (builder, ids[0], ids[2], -72.9, NAN, DECT_LINK_MEASURED);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectChain) chain = analyse (snapshot);

  g_assert_cmpuint (dect_chain_get_node (chain, 0)->n_neighbours, ==, 2);
  g_assert_cmpuint (dect_chain_get_node (chain, 0)->n_strong, ==, 1);
  g_assert_cmpuint (dect_chain_get_node (chain, 1)->n_strong, ==, 0);
}

/* A line of thousands: nothing recurses, nothing is quadratic but the lists of the lost that are
 * asked for. */
static void
test_long_line (void)
{
  enum
  {
    N = 4096
  };
  g_autofree RfpSpec *specs = g_new0 (RfpSpec, N);

  for (gint i = 0; i < N; i++)
    specs[i] = (RfpSpec){ 1, FALSE, FALSE, FALSE, i + 1 };

  g_autoptr (DectSnapshot) snapshot = make_line (specs, N);
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainCut *cuts;
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  cuts = dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, N - 2);
  g_assert_cmpuint (cuts[0].n_lost, ==, N / 2 - 1);
  dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, N - 1);
  g_assert_cmpuint (dect_chain_get_max_level (chain), ==, N / 2);
}

/* --- Random chains against slow answers ------------------------------------------------------- */

#define MAX_N 14

/* By number of the RFP, 0-based, so that the order of the records does not show. */
typedef struct
{
  guint n;
  guint root;                     /* n: none is named */
  double margin_db[MAX_N][MAX_N]; /* NAN: no usable link */
} Truth;

static Truth
random_truth (GRand *rand)
{
  Truth t = { .n = (guint) g_rand_int_range (rand, 1, MAX_N + 1) };
  double density = g_rand_double_range (rand, 0.05, 0.6);

  t.root = g_rand_boolean (rand) ? t.n : (guint) g_rand_int_range (rand, 0, (gint) t.n);
  for (guint a = 0; a < t.n; a++)
    for (guint b = 0; b <= a; b++)
      t.margin_db[a][b] = t.margin_db[b][a] = a != b && g_rand_double (rand) < density
                                                  ? (double) g_rand_int_range (rand, 0, 6)
                                                  : (double) NAN;
  return t;
}

/* order[i] is the number of the i-th record. */
static DectSnapshot *
make_truth (const Truth *t, GRand *rand, const guint *order)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "dense", NULL);
  guint32 ids[MAX_N];

  for (guint i = 0; i < t->n; i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      /* Far apart, so that only the stated links count. */
      rfp->floor = floor;
      rfp->x_m = order[i] * 5000.0;
      rfp->y_m = 0.0;
      rfp->number = (gint) order[i] + 1;
      rfp->preferred_sync = order[i] == t->root;
      ids[order[i]] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint a = 0; a < t->n; a++)
    for (guint b = 0; b < a; b++)
      {
        guint from = g_rand_boolean (rand) ? a : b;

        if (isfinite (t->margin_db[a][b]))
          site_add_link (builder, ids[from], ids[a + b - from], -70.0 + t->margin_db[a][b], 100.0,
                         DECT_LINK_MEASURED);
      }
  return dect_snapshot_builder_end (builder);
}

/* Hops from @root without node @gone and without the edge @cut_a - @cut_b (n: none); MAX_N where it
 * is not reached. */
static void
slow_levels (const Truth *t, guint root, guint gone, guint cut_a, guint cut_b, guint level[MAX_N])
{
  for (guint i = 0; i < MAX_N; i++)
    level[i] = MAX_N;
  level[root] = 0;
  for (guint round = 0; round < t->n; round++)
    for (guint a = 0; a < t->n; a++)
      for (guint b = 0; b < t->n; b++)
        {
          gboolean is_cut = (a == cut_a && b == cut_b) || (a == cut_b && b == cut_a);

          if (isfinite (t->margin_db[a][b]) && !is_cut && a != gone && b != gone
              && level[a] < MAX_N)
            level[b] = MIN (level[b], level[a] + 1);
        }
}

/* Weakest margin on the best of the shortest ways; parents are chosen so that this is reached. */
static void
slow_bottlenecks (const Truth *t, const guint level[MAX_N], double bottleneck[MAX_N])
{
  for (guint depth = 0; depth < t->n; depth++)
    for (guint v = 0; v < t->n; v++)
      {
        if (level[v] != depth)
          continue;
        bottleneck[v] = depth == 0 ? INFINITY : -INFINITY;
        for (guint u = 0; u < t->n && depth > 0; u++)
          {
            if (isfinite (t->margin_db[u][v]) && level[u] + 1 == depth)
              bottleneck[v] = fmax (bottleneck[v], fmin (bottleneck[u], t->margin_db[u][v]));
          }
      }
}

static guint
slow_best_root (const Truth *t, const guint *members, guint n_members)
{
  guint best = members[0];
  guint best_distance = G_MAXUINT;
  double best_total = 0.0;

  for (guint i = 0; i < n_members; i++)
    {
      guint level[MAX_N];
      double bottleneck[MAX_N];
      guint distance = 0;
      double total = 0.0;

      slow_levels (t, members[i], MAX_N, MAX_N, MAX_N, level);
      slow_bottlenecks (t, level, bottleneck);
      for (guint k = 0; k < n_members; k++)
        {
          distance = MAX (distance, level[members[k]]);
          total += k != i ? bottleneck[members[k]] : 0.0;
        }
      if (distance < best_distance || (distance == best_distance && total > best_total))
        {
          best = members[i];
          best_distance = distance;
          best_total = total;
        }
    }
  return best;
}

/* Who loses the way when @gone fails: in the component of a root those who do not reach it, else
 * all but the largest group. */
static guint
slow_lost (const Truth *t,
           guint gone,
           gint root,
           const guint *members,
           guint n_members,
           gboolean lost[MAX_N])
{
  gboolean seen[MAX_N] = { FALSE };
  guint keep[MAX_N];
  guint n_keep = 0;
  guint n_lost = 0;

  for (guint i = 0; i < n_members; i++)
    {
      guint level[MAX_N];
      guint n = 0;
      gboolean holds_root = FALSE;

      if (members[i] == gone || seen[members[i]])
        continue;
      slow_levels (t, members[i], gone, MAX_N, MAX_N, level);
      for (guint k = 0; k < n_members; k++)
        {
          if (level[members[k]] == MAX_N)
            continue;
          seen[members[k]] = TRUE;
          holds_root |= (gint) members[k] == root;
          n++;
        }
      if (holds_root || (n > n_keep && (root < 0 || (gint) gone == root)))
        {
          n_keep = n;
          memcpy (keep, level, sizeof keep);
        }
    }
  for (guint i = 0; i < n_members; i++)
    {
      lost[members[i]] = members[i] != gone && (n_keep == 0 || keep[members[i]] == MAX_N);
      n_lost += lost[members[i]];
    }
  return n_lost;
}

typedef struct
{
  const Truth *truth;
  DectChain *chain;
  const guint *order; /* number by index */
  guint at[MAX_N];    /* index by number */
} Compared;

static void
compare_tree (const Compared *c, guint root)
{
  const Truth *t = c->truth;
  guint level[MAX_N];
  double bottleneck[MAX_N];

  slow_levels (t, root, MAX_N, MAX_N, MAX_N, level);
  slow_bottlenecks (t, level, bottleneck);
  for (guint v = 0; v < t->n; v++)
    {
      const DectChainNode *node = dect_chain_get_node (c->chain, c->at[v]);
      guint parent = MAX_N;
      guint second = MAX_N;

      if (level[v] == MAX_N)
        continue;
      g_assert_cmpint (node->level, ==, level[v]);
      for (guint u = 0; u < t->n; u++)
        {
          double way = fmin (bottleneck[u], t->margin_db[u][v]);

          if (!isfinite (t->margin_db[u][v]) || level[u] + 1 != level[v])
            continue;
          if (parent == MAX_N || way > fmin (bottleneck[parent], t->margin_db[parent][v])
              || (way == fmin (bottleneck[parent], t->margin_db[parent][v])
                  && t->margin_db[u][v] > t->margin_db[parent][v]))
            parent = u;
        }
      g_assert_cmpint (node->parent, ==, parent == MAX_N ? -1 : (gint) c->at[parent]);
      if (parent == MAX_N)
        continue;
      g_assert_cmpfloat (node->margin_db, ==, t->margin_db[parent][v]);

      for (guint u = 0; u < t->n; u++)
        {
          gboolean below = FALSE;
          double way = fmin (bottleneck[u], t->margin_db[u][v]);
          double best = second < MAX_N ? fmin (bottleneck[second], t->margin_db[second][v]) : 0.0;

          if (!isfinite (t->margin_db[u][v]) || u == parent)
            continue;
          for (gint up = (gint) c->at[u]; up >= 0;
               up = dect_chain_get_node (c->chain, (guint) up)->parent)
            below |= up == (gint) c->at[v];
          if (below)
            continue;
          if (second == MAX_N || level[u] < level[second]
              || (level[u] == level[second]
                  && (way > best || (way == best && t->margin_db[u][v] > t->margin_db[second][v]))))
            second = u;
        }
      g_assert_cmpint (node->second, ==, second == MAX_N ? -1 : (gint) c->at[second]);
    }
}

static void
compare_cuts (const Compared *c,
              const DectChainComponent *component,
              const guint *members,
              guint n_cuts_expected[1])
{
  const Truth *t = c->truth;
  gint root = component->root >= 0 ? (gint) c->order[component->root] : -1;
  guint n_cuts;
  const DectChainCut *cuts = dect_chain_get_cuts (c->chain, &n_cuts);

  for (guint i = 0; i < component->n_rfps; i++)
    {
      gboolean lost[MAX_N] = { FALSE };
      guint n_lost = slow_lost (t, members[i], root, members, component->n_rfps, lost);
      gboolean found = FALSE;

      for (guint k = 0; k < n_cuts; k++)
        {
          g_autofree guint *rfps = NULL;
          guint n;

          if (cuts[k].rfp != c->at[members[i]])
            continue;
          found = TRUE;
          rfps = dect_chain_dup_cut_lost (c->chain, k, &n);
          g_assert_cmpuint (n, ==, n_lost);
          g_assert_cmpuint (cuts[k].n_lost, ==, n_lost);
          for (guint m = 0; m < n; m++)
            g_assert_true (lost[c->order[rfps[m]]]);
        }
      g_assert_cmpint (found, ==, n_lost > 0);
      n_cuts_expected[0] += n_lost > 0;
    }
}

static guint
compare_singles (const Compared *c, const DectChainComponent *component, const guint *members)
{
  const Truth *t = c->truth;
  guint top = component->root >= 0 ? c->order[component->root] : members[0];
  guint n_singles, n_expected = 0;
  const DectChainSingleLink *singles = dect_chain_get_single_links (c->chain, &n_singles);

  for (guint i = 0; i < component->n_rfps; i++)
    for (guint j = 0; j < i; j++)
      {
        guint level[MAX_N];
        guint n_lost = 0;
        guint found = 0;

        if (!isfinite (t->margin_db[members[i]][members[j]]))
          continue;
        slow_levels (t, top, MAX_N, members[i], members[j], level);
        for (guint k = 0; k < component->n_rfps; k++)
          n_lost += level[members[k]] == MAX_N;
        for (guint k = 0; k < n_singles; k++)
          {
            guint from = c->order[singles[k].from], to = c->order[singles[k].to];
            g_autofree guint *rfps = NULL;
            guint n;

            if (MAX (from, to) != MAX (members[i], members[j])
                || MIN (from, to) != MIN (members[i], members[j]))
              continue;
            found++;
            rfps = dect_chain_dup_single_link_lost (c->chain, k, &n);
            g_assert_cmpuint (n, ==, n_lost);
            for (guint m = 0; m < n; m++)
              g_assert_cmpuint (level[c->order[rfps[m]]], ==, MAX_N);
            g_assert_cmpuint (level[from], <, MAX_N);
            g_assert_cmpfloat (singles[k].margin_db, ==, t->margin_db[from][to]);
          }
        g_assert_cmpuint (found, ==, n_lost > 0);
        n_expected += found;
      }
  return n_expected;
}

static int
compare_numbers (const void *a, const void *b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static void
compare_chain (const Compared *c)
{
  const Truth *t = c->truth;
  guint n_components, n_cuts, n_singles, n_members = 0, n_cuts_expected = 0, n_singles_expected = 0;
  const DectChainComponent *components = dect_chain_get_components (c->chain, &n_components);

  dect_chain_get_cuts (c->chain, &n_cuts);
  dect_chain_get_single_links (c->chain, &n_singles);
  for (guint i = 0; i < n_components; i++)
    {
      guint members[MAX_N], level[MAX_N];

      for (guint k = 0; k < components[i].n_rfps; k++)
        members[k] = c->order[components[i].rfps[k]];
      qsort (members, components[i].n_rfps, sizeof *members, compare_numbers);
      slow_levels (t, members[0], MAX_N, MAX_N, MAX_N, level);
      for (guint v = 0, k = 0; v < t->n; v++)
        {
          if (level[v] < MAX_N)
            g_assert_cmpuint (members[k++], ==, v);
        }
      n_members += components[i].n_rfps;
      g_assert_cmpint (components[i].root >= 0, ==, i == 0);
      if (i == 0)
        {
          guint root = t->root < t->n ? t->root : slow_best_root (t, members, components[i].n_rfps);

          g_assert_cmpint (c->order[components[i].root], ==, root);
          compare_tree (c, root);
        }
      if (i > 1)
        g_assert_cmpuint (components[i].n_rfps, <=, components[i - 1].n_rfps);
      compare_cuts (c, &components[i], members, &n_cuts_expected);
      n_singles_expected += compare_singles (c, &components[i], members);
    }
  g_assert_cmpuint (n_members, ==, t->n);
  g_assert_cmpuint (n_cuts, ==, n_cuts_expected);
  g_assert_cmpuint (n_singles, ==, n_singles_expected);
  g_assert_cmpint (dect_chain_is_connected (c->chain), ==, n_components == 1);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      Truth truth = random_truth (rand);
      guint order[MAX_N];

      for (guint i = 0; i < truth.n; i++)
        order[i] = i;
      for (guint i = truth.n; i-- > 1;)
        {
          guint k = (guint) g_rand_int_range (rand, 0, (gint) i + 1);
          guint kept = order[i];

          order[i] = order[k];
          order[k] = kept;
        }

      g_autoptr (DectSnapshot) snapshot = make_truth (&truth, rand, order);
      g_autoptr (DectChain) chain = analyse (snapshot);
      Compared compared = { .truth = &truth, .chain = chain, .order = order };

      for (guint i = 0; i < truth.n; i++)
        compared.at[order[i]] = i;
      compare_chain (&compared);
    }
}

/* More nodes than candidates for a best root: it still is about in the middle. */
static void
test_large_best_root (void)
{
  enum
  {
    N = 3001
  };
  g_autofree DectGraphEdge *edges = g_new (DectGraphEdge, N);
  g_autofree guint *nodes = g_new (guint, N);
  g_autoptr (DectGraph) graph = NULL;

  for (guint i = 0; i < N; i++)
    {
      nodes[i] = i;
      edges[i] = (DectGraphEdge){ i, i + 1, 1.0 };
    }
  graph = dect_graph_new (N, edges, N - 1, NULL);
  g_assert_cmpuint (dect_graph_best_root (graph, nodes, N), ==, N / 2);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/gigaset/levels", test_gigaset_levels);
  g_test_add_func ("/chain/gigaset/level-alone", test_gigaset_level_alone);
  g_test_add_func ("/chain/gigaset/quality", test_gigaset_quality);
  g_test_add_func ("/chain/groups/apart", test_groups_apart);
  g_test_add_func ("/chain/groups/healed", test_groups_healed);

  g_test_add_func ("/chain/roots", test_roots);
  g_test_add_func ("/chain/clusters", test_clusters);
  g_test_add_func ("/chain/members", test_members);
  g_test_add_func ("/chain/empty", test_empty);
  g_test_add_func ("/chain/strong", test_strong);
  g_test_add_func ("/chain/long-line", test_long_line);
  g_test_add_func ("/chain/random", test_random);
  g_test_add_func ("/chain/large-best-root", test_large_best_root);

  return g_test_run ();
}
