/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-failures.h"

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

/* With the level alone E has two sources; nobody is a cut RFP, and only two at once lose anybody.
 */
static void
test_gigaset_level_alone (void)
{
  g_autoptr (DectSnapshot) snapshot = make_log_site (FALSE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  g_autoptr (DectFailures) failures
      = dect_failures_new (snapshot, chain, 20, NULL, NULL, NULL, NULL);
  static const gint levels[N_BASES] = { 1, 1, 0, 1, 2 };
  const DectFailure *worst;
  guint n;

  for (guint i = 0; i < N_BASES; i++)
    g_assert_cmpint (dect_chain_get_node (chain, i)->level, ==, levels[i]);
  g_assert_true (dect_chain_is_connected (chain));
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_chain_get_single_links (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (dect_chain_get_node (chain, E)->n_neighbours, ==, 2);
  g_assert_cmpint (dect_chain_get_node (chain, E)->second, ==, B);
  g_assert_cmpfloat (dect_chain_get_node (chain, E)->second_margin_db, ==, 0.0);

  g_assert_cmpuint (dect_chain_get_blocks (chain, &n)->n_rfps, ==, N_BASES);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (dect_chain_get_components (chain, &n)->n_missing_links, ==, 0);

  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_SINGLE), ==, 0);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_DOUBLE), ==, 1);
  worst = dect_failures_worst (failures, DECT_FAILURE_DOUBLE);
  g_assert_cmpuint (worst->rfps[0], ==, B);
  g_assert_cmpuint (worst->rfps[1], ==, D);
  g_assert_cmpuint (worst->n_synchronised, ==, 2);
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

static void
test_gigaset_ways (void)
{
  static const struct
  {
    gint parent;
    double widest_db;
  } expected[N_BASES] = { { C, 28.0 }, { C, 22.0 }, { -1, NAN }, { C, 20.0 }, { D, 6.0 } };
  static const guint ring[] = { A, B, C, D }, tail[] = { D, E };
  g_autoptr (DectSnapshot) snapshot = make_log_site (TRUE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  const DectChainBlock *blocks;
  DectChainRoot root;
  guint n;

  for (guint i = 0; i < N_BASES; i++)
    {
      const DectChainNode *node = dect_chain_get_node (chain, i);

      g_assert_cmpint (node->widest, ==, expected[i].parent);
      if (expected[i].parent < 0)
        continue;
      g_assert_cmpfloat_with_epsilon (node->widest_margin_db, expected[i].widest_db, 1e-9);
      g_assert_cmpfloat_with_epsilon (node->path_margin_db, expected[i].widest_db, 1e-9);
    }
  blocks = dect_chain_get_blocks (chain, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpmem (blocks[0].rfps, blocks[0].n_rfps * sizeof (guint), ring, sizeof ring);
  g_assert_cmpmem (blocks[1].rfps, blocks[1].n_rfps * sizeof (guint), tail, sizeof tail);
  g_assert_cmpuint (blocks[0].n_cuts, ==, 1);
  g_assert_cmpuint (blocks[1].n_cuts, ==, 1);
  dect_chain_get_blocks_of (chain, D, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (dect_chain_get_components (chain, &n)->n_missing_links, ==, 1);
  g_assert_false (dect_chain_suggest_root (chain, 0, &root));
}

static void
test_gigaset_failures (void)
{
  g_autoptr (DectSnapshot) snapshot = make_log_site (TRUE);
  g_autoptr (DectChain) chain = analyse (snapshot);
  g_autoptr (DectFailures) failures
      = dect_failures_new (snapshot, chain, 20, NULL, NULL, NULL, NULL);
  const DectFailure *worst = dect_failures_worst (failures, DECT_FAILURE_SINGLE);
  g_autofree guint *lost = NULL;
  guint n;

  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_SINGLE), ==, 1);
  g_assert_cmpuint (worst->rfps[0], ==, D);
  g_assert_cmpfloat_with_epsilon (dect_failures_get_share (failures, worst), 0.6, 1e-9);
  lost = dect_failures_dup_lost (failures, worst, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (lost[0], ==, E);
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
test_one (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  site_add_rfp (builder, 1, floor, 1.0, 1.0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectChain) chain = analyse (snapshot);
  DectChainRoot root;
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  g_assert_cmpint (dect_chain_get_components (chain, &n)->root, ==, 0);
  g_assert_cmpuint (dect_chain_get_components (chain, &n)->n_missing_links, ==, 0);
  g_assert_cmpint (dect_chain_get_node (chain, 0)->widest, ==, -1);
  dect_chain_get_blocks (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_chain_get_blocks_of (chain, 0, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (dect_chain_suggest_root (chain, 0, &root));
}

/* All at one point: everybody hears everybody as well as it gets. */
static void
test_one_point (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  for (gint i = 0; i < 20; i++)
    site_add_rfp (builder, i + 1, floor, 7.0, 7.0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectChain) chain = analyse (snapshot);
  guint n;

  g_assert_true (dect_chain_is_connected (chain));
  g_assert_cmpuint (dect_chain_get_max_level (chain), ==, 1);
  dect_chain_get_cuts (chain, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (dect_chain_get_blocks (chain, &n)->n_rfps, ==, 20);
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpuint (dect_chain_get_node (chain, i)->n_neighbours, ==, 19);
      g_assert_cmpint (dect_chain_get_node (chain, i)->parent, ==, i == 0 ? -1 : 0);
      g_assert_cmpint (dect_chain_get_node (chain, i)->widest, ==, i == 0 ? -1 : 0);
    }
}

/* A root at the end of a line: the middle would be better, and by how much. */
static void
test_suggested_root (void)
{
  static const RfpSpec specs[] = {
    { 1, 1, 0, 0, 1 }, { 1, 0, 0, 0, 2 }, { 1, 0, 0, 0, 3 }, { 1, 0, 0, 0, 4 }, { 1, 0, 0, 0, 5 },
  };
  g_autoptr (DectSnapshot) snapshot = make_line (specs, G_N_ELEMENTS (specs));
  g_autoptr (DectChain) chain = analyse (snapshot);
  DectChainRoot root;

  g_assert_true (dect_chain_suggest_root (chain, 0, &root));
  g_assert_cmpuint (root.rfp, ==, 2);
  g_assert_cmpuint (root.hops_now, ==, 4);
  g_assert_cmpuint (root.hops, ==, 2);
  g_assert_cmpfloat_with_epsilon (root.mean_margin_now_db, 10.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (root.mean_margin_db, 10.0, 1e-6);
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

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/gigaset/levels", test_gigaset_levels);
  g_test_add_func ("/chain/gigaset/level-alone", test_gigaset_level_alone);
  g_test_add_func ("/chain/gigaset/quality", test_gigaset_quality);
  g_test_add_func ("/chain/gigaset/ways", test_gigaset_ways);
  g_test_add_func ("/chain/gigaset/failures", test_gigaset_failures);
  g_test_add_func ("/chain/groups/apart", test_groups_apart);
  g_test_add_func ("/chain/groups/healed", test_groups_healed);

  g_test_add_func ("/chain/roots", test_roots);
  g_test_add_func ("/chain/clusters", test_clusters);
  g_test_add_func ("/chain/members", test_members);
  g_test_add_func ("/chain/empty", test_empty);
  g_test_add_func ("/chain/one", test_one);
  g_test_add_func ("/chain/one-point", test_one_point);
  g_test_add_func ("/chain/suggested-root", test_suggested_root);
  g_test_add_func ("/chain/strong", test_strong);
  g_test_add_func ("/chain/long-line", test_long_line);

  return g_test_run ();
}
