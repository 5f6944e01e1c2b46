/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-survival.h"
#include "radio/dect-coverage.h"

#include "support/radio-sites.h"

#include <locale.h>

#define CELL_M 2.0
#define DESIGN_DBM (-65.0)

static const double places[][3] = {
  /* floor, x, y */
  { 0, 5, 5 }, { 0, 35, 6 }, { 0, 65, 5 }, { 0, 95, 7 }, { 1, 6, 6 }, { 1, 90, 5 },
};

/* A long house of two storeys, the third one empty; who hears whom is stated: 0 - 1 - 2 - 3, and 4
 * on the root 0 and on 1; 5 has no link. Those in @off (bit i for RFP i) are switched off. */
static DectSnapshot *
make_house (guint32 off)
{
  static const guint links[][2] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 0, 4 }, { 1, 4 } };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = site_add_building (builder, NAN, NAN);
  guint32 floors[3], ids[G_N_ELEMENTS (places)];

  for (gint i = 0; i < 3; i++)
    floors[i] = site_add_floor (builder, building, i, "office", "concrete-40");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      rfp->number = (gint) i + 1;
      rfp->preferred_sync = i == 0;
      rfp->dect_on = (off >> i & 1) == 0;
      rfp->floor = floors[(guint) places[i][0]];
      rfp->x_m = places[i][1];
      rfp->y_m = places[i][2];
      dect_set_str (&rfp->compartment, i < 2 ? "West" : "East");
      ids[i] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint a = 0; a < G_N_ELEMENTS (places); a++)
    for (guint b = 0; b < a; b++)
      {
        gboolean linked = FALSE;

        for (guint i = 0; i < G_N_ELEMENTS (links); i++)
          linked |= links[i][0] == b && links[i][1] == a;
        site_add_link (builder, ids[b], ids[a], NAN, NAN,
                       linked ? DECT_LINK_FORCED_ON : DECT_LINK_FORCED_OFF);
      }
  return dect_snapshot_builder_end (builder);
}

static DectSurvival *
survive (DectSnapshot *snapshot, DectFailures **failures)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (DectFailures) made = dect_failures_new (snapshot, chain, 100, NULL, NULL, NULL, NULL);
  DectSurvival *survival = dect_survival_new (snapshot, made, CELL_M, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  *failures = g_steal_pointer (&made);
  return survival;
}

/* Every floor predicted anew, with the dead ones switched off and in the area that the living house
 * has. */
static double
plain_share (guint32 dead)
{
  g_autoptr (DectSnapshot) whole = make_house (0);
  g_autoptr (DectSnapshot) left = make_house (dead);
  double covered = 0.0, all = 0.0;

  for (guint i = 0; i < 2; i++)
    {
      guint32 floor = dect_snapshot_floor (whole, i)->head.id;
      g_autoptr (DectCoverage) before = dect_coverage_new (whole, floor, CELL_M, NULL, NULL);
      g_autoptr (DectCoverage) after = dect_coverage_new_area (
          left, floor, CELL_M, dect_coverage_get_area (before), NULL, NULL, NULL);
      double cells
          = (double) dect_coverage_get_n_columns (before) * dect_coverage_get_n_rows (before);

      covered += dect_coverage_get_share (after, DESIGN_DBM) * cells;
      all += cells;
    }
  return covered / all;
}

static double
house_area (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  double area_m2 = 0.0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DectCoverage) coverage = dect_coverage_new (
          snapshot, dect_snapshot_floor (snapshot, i)->head.id, CELL_M, NULL, NULL);
      const DectArea *area = dect_coverage_get_area (coverage);

      area_m2 += (area->x2_m - area->x1_m) * (area->y2_m - area->y1_m);
    }
  return area_m2;
}

/* Who takes no calls any more, by hand: what hangs on whom is in make_house(). RFP 5 never does. */
static guint32
dead_without (guint32 gone)
{
  guint32 dead = gone | 1u << 5;

  if (gone & 1u << 0)
    /* The largest group goes on: 1, 2, 3 and 4, or what is left of it. */
    return dead;
  if (gone & 1u << 1)
    dead |= 1u << 2 | 1u << 3;
  if (gone & 1u << 2)
    dead |= 1u << 3;
  return dead;
}

static void
test_shares (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = survive (snapshot, &failures);
  guint n;
  const DectFailure *list = dect_failures_list (failures, DECT_FAILURE_SINGLE, &n);
  double least = INFINITY;

  g_assert_cmpfloat_with_epsilon (dect_survival_get_area (survival), house_area (), 1e-6);
  g_assert_cmpfloat_with_epsilon (dect_survival_get_share (survival, NULL), plain_share (1u << 5),
                                  1e-9);
  g_assert_cmpfloat (plain_share (1u << 5), <, plain_share (0));
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (places));
  for (guint i = 0; i < n; i++)
    {
      double share = dect_survival_get_share (survival, &list[i]);

      g_assert_cmpfloat_with_epsilon (share, plain_share (dead_without (1u << list[i].rfps[0])),
                                      1e-9);
      g_assert_cmpfloat (share, ==, dect_survival_test (survival, list[i].rfps, 1));
      least = MIN (least, share);
    }
  /* 1 takes 2 and 3 with it: worse than any other. */
  g_assert_cmpuint (dect_survival_worst (survival, DECT_FAILURE_SINGLE)->rfps[0], ==, 1);
  g_assert_cmpfloat (
      dect_survival_get_share (survival, dect_survival_worst (survival, DECT_FAILURE_SINGLE)), ==,
      least);
  g_assert_cmpfloat (dect_survival_get_share (survival, NULL), >, least);
}

static void
test_doubles (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = survive (snapshot, &failures);
  guint n;
  const DectFailure *list = dect_failures_list (failures, DECT_FAILURE_DOUBLE, &n);

  g_assert_cmpuint (n, ==, 15);
  for (guint i = 0; i < n; i++)
    {
      guint32 gone = 1u << list[i].rfps[0] | 1u << list[i].rfps[1];
      guint32 dead = dead_without (gone);

      /* Without the root and 1, or 2, the larger group that is left goes on. */
      if (gone == (1u << 0 | 1u << 1))
        dead |= 1u << 4;
      if (gone == (1u << 0 | 1u << 2))
        dead |= 1u << 3;
      g_assert_cmpfloat_with_epsilon (dect_survival_get_share (survival, &list[i]),
                                      plain_share (dead), 1e-9);
    }
}

static void
test_compartment (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = survive (snapshot, &failures);
  guint n;
  const DectFailure *list = dect_failures_list (failures, DECT_FAILURE_COMPARTMENT, &n);

  /* The root and 1 gone: 2 and 3 go on, 4 does not. All of the east gone: the root, 1 go on. */
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    {
      guint32 dead = list[i].name[0] == 'W' ? 1u << 0 | 1u << 1 | 1u << 4 | 1u << 5
                                            : 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5;

      g_assert_cmpfloat_with_epsilon (dect_survival_get_share (survival, &list[i]),
                                      plain_share (dead), 1e-9);
    }
  g_assert_null (dect_survival_worst (survival, DECT_FAILURE_SWITCH));
  g_assert_null (dect_survival_worst (survival, DECT_FAILURE_RISER));
}

static void
test_all_gone (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = survive (snapshot, &failures);
  const guint all[] = { 5, 4, 3, 2, 1, 0, 0 };

  g_assert_cmpfloat (dect_survival_test (survival, all, G_N_ELEMENTS (all)), ==, 0.0);
  g_assert_cmpfloat (dect_survival_test (survival, NULL, 0), ==,
                     dect_survival_get_share (survival, NULL));
}

/* --- Degenerate sites and errors -------------------------------------------------------------- */

static void
test_nothing (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  g_assert_cmpuint (floor, >, 0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = survive (snapshot, &failures);

  g_assert_cmpfloat (dect_survival_get_area (survival), ==, 0.0);
  g_assert_true (isnan (dect_survival_get_share (survival, NULL)));
  g_assert_true (isnan (dect_survival_test (survival, NULL, 0)));
  g_assert_null (dect_survival_worst (survival, DECT_FAILURE_SINGLE));
}

static void
test_errors (void)
{
  static const double cells_m[] = { 0.0, -1.0, NAN, INFINITY, 0.01, 1000.0 };
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (DectFailures) failures
      = dect_failures_new (snapshot, chain, 1, NULL, NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cells_m); i++)
    {
      g_assert_null (dect_survival_new (snapshot, failures, cells_m[i], NULL, NULL, NULL, &error));
      g_assert_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_CELL);
      g_clear_error (&error);
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (dect_survival_new (snapshot, failures, CELL_M, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
watch_cb (const char *phase, double fraction, gpointer data)
{
  double *last = data;

  g_assert_nonnull (phase);
  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static void
test_progress (void)
{
  g_autoptr (DectSnapshot) snapshot = make_house (0);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (DectFailures) failures
      = dect_failures_new (snapshot, chain, 1, NULL, NULL, NULL, NULL);
  g_autoptr (DectSurvival) survival = NULL;
  double last = 0.0;

  survival = dect_survival_new (snapshot, failures, CELL_M, watch_cb, &last, NULL, NULL);
  g_assert_nonnull (survival);
  g_assert_cmpfloat (last, >, 0.8);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/survival/shares", test_shares);
  g_test_add_func ("/chain/survival/doubles", test_doubles);
  g_test_add_func ("/chain/survival/compartment", test_compartment);
  g_test_add_func ("/chain/survival/all-gone", test_all_gone);
  g_test_add_func ("/chain/survival/nothing", test_nothing);
  g_test_add_func ("/chain/survival/errors", test_errors);
  g_test_add_func ("/chain/survival/progress", test_progress);

  return g_test_run ();
}
