/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-graph.h"

#include "support/radio-sites.h"

#include <locale.h>

static DectChain *
analyse (DectSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, &error);

  g_assert_no_error (error);
  return dect_chain_new (snapshot, links);
}

/* --- Gigaset N720 planning guide, p. 27: log of five bases ----------------------------------------- */

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

/* --- Two groups out of reach ------------------------------------------------------------------------- */

static DectSnapshot *
make_two_groups (gboolean measured,
                 guint32  ids[6])
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

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/gigaset/levels", test_gigaset_levels);
  g_test_add_func ("/chain/gigaset/level-alone", test_gigaset_level_alone);
  g_test_add_func ("/chain/gigaset/quality", test_gigaset_quality);
  g_test_add_func ("/chain/groups/apart", test_groups_apart);
  g_test_add_func ("/chain/groups/healed", test_groups_healed);

  return g_test_run ();
}
