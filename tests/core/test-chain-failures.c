/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-failures.h"

#include "support/radio-sites.h"
#include "support/slow-chain.h"

#include <locale.h>
#include <math.h>

#define ROUNDS 1500
#define ALL_DOUBLES (SLOW_CHAIN_MAX * SLOW_CHAIN_MAX)

static DectFailures *
fail_all (DectSnapshot *snapshot, guint n_worst)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  DectFailures *failures = dect_failures_new (snapshot, chain, n_worst, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return failures;
}

/* --- Random chains against slow answers ------------------------------------------------------- */

typedef struct
{
  SlowChain slow;
  guint order[SLOW_CHAIN_MAX];
  guint at[SLOW_CHAIN_MAX];
  DectSnapshot *snapshot;
  DectFailures *failures;
} Compared;

static void
compare (Compared *c, GRand *rand, guint n_worst)
{
  slow_chain_shuffle (rand, c->slow.n, c->order);
  for (guint i = 0; i < c->slow.n; i++)
    c->at[c->order[i]] = i;
  c->snapshot = slow_chain_site (&c->slow, c->order);
  c->failures = fail_all (c->snapshot, n_worst);
}

static void
compared_clear (Compared *c)
{
  dect_failures_unref (c->failures);
  dect_snapshot_unref (c->snapshot);
}

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

/* What a failure says of itself, and the list of the lost, against the slow answer. */
static void
check_failure (const Compared *c, const DectFailure *failure)
{
  guint32 gone = set_of (c, failure->rfps, failure->n_rfps);
  guint n_left, n_lost, n_tested;
  guint32 expected = slow_chain_fail (&c->slow, gone, &n_left);
  g_autofree guint *lost = dect_failures_dup_lost (c->failures, failure, &n_lost);
  g_autofree guint *tested = dect_failures_test (dect_failures_get_chain (c->failures),
                                                 failure->rfps, failure->n_rfps, &n_tested, NULL);

  g_assert_cmphex (set_of (c, lost, n_lost), ==, expected);
  g_assert_cmphex (set_of (c, tested, n_tested), ==, expected);
  g_assert_cmpuint (failure->n_lost, ==, n_lost);
  g_assert_cmpuint (failure->n_synchronised, ==, n_left);
  g_assert_cmpfloat (dect_failures_get_share (c->failures, failure), ==,
                     (double) n_left / slow_chain_count (c->slow.members));
}

/* As dect-failures.h says what is worse; names and numbers decide between equals. */
static void
check_order (const Compared *c, const DectFailure *a, const DectFailure *b)
{
  guint32 first = set_of (c, a->rfps, a->n_rfps), second = set_of (c, b->rfps, b->n_rfps);

  g_assert_cmpuint (a->n_synchronised, <=, b->n_synchronised);
  if (a->n_synchronised != b->n_synchronised)
    return;
  g_assert_cmpuint (a->n_lost, >=, b->n_lost);
  if (a->n_lost != b->n_lost)
    return;
  if (a->name != NULL)
    g_assert_cmpstr (a->name, <, b->name);
  else
    {
      /* The lowest bit in which they differ is in the one with the lower numbers. */
      guint32 differ = first ^ second;

      g_assert_cmphex (first & differ & (~differ + 1), !=, 0);
    }
}

static void
check_kind (const Compared *c, DectFailureKind kind, const guint32 *sets, guint n_sets)
{
  guint n, n_left, n_losing = 0;
  const DectFailure *list = dect_failures_list (c->failures, kind, &n);

  for (guint i = 0; i < n_sets; i++)
    n_losing += slow_chain_fail (&c->slow, sets[i], &n_left) != 0;
  g_assert_cmpuint (n, ==, n_sets);
  g_assert_cmpuint (dect_failures_count (c->failures, kind), ==, n_sets);
  g_assert_cmpuint (dect_failures_count_losing (c->failures, kind), ==, n_losing);
  g_assert_true (dect_failures_worst (c->failures, kind) == (n > 0 ? list : NULL));
  for (guint i = 0; i < n; i++)
    {
      guint32 set = set_of (c, list[i].rfps, list[i].n_rfps);
      guint n_found = 0;

      for (guint k = 0; k < n_sets; k++)
        n_found += sets[k] == set;
      g_assert_cmpuint (n_found, >=, 1);
      g_assert_cmpint (list[i].kind, ==, kind);
      check_failure (c, &list[i]);
      if (i > 0)
        check_order (c, &list[i - 1], &list[i]);
    }
}

static void
check_rfps (const Compared *c)
{
  guint32 sets[ALL_DOUBLES];
  guint n = 0;

  for (guint v = 0; v < c->slow.n; v++)
    {
      if (SLOW_CHAIN_HAS (c->slow.members, v))
        sets[n++] = 1u << v;
    }
  check_kind (c, DECT_FAILURE_SINGLE, sets, n);
  n = 0;
  for (guint v = 0; v < c->slow.n; v++)
    for (guint u = 0; u < v; u++)
      {
        if (SLOW_CHAIN_HAS (c->slow.members, v) && SLOW_CHAIN_HAS (c->slow.members, u))
          sets[n++] = 1u << v | 1u << u;
      }
  check_kind (c, DECT_FAILURE_DOUBLE, sets, n);
  g_assert_true (dect_failures_is_complete (c->failures));
}

static void
check_risks (const Compared *c)
{
  const SlowChain *slow = &c->slow;
  guint32 switches[SLOW_CHAIN_RISKS + 1] = { 0 };
  guint32 risers[SLOW_CHAIN_RISKS + 1] = { 0 };
  guint32 compartments[SLOW_CHAIN_RISKS + 1] = { 0 };
  guint32 *const all[] = { switches, risers, compartments };

  for (guint v = 0; v < slow->n; v++)
    {
      if (!SLOW_CHAIN_HAS (slow->members, v))
        continue;
      switches[slow->network_switch[v]] |= 1u << v;
      risers[slow->riser[slow->network_switch[v]]] |= 1u << v;
      compartments[slow->compartment[v]] |= 1u << v;
    }
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      guint n = 0;

      /* 0 is none. */
      for (guint k = 1; k <= SLOW_CHAIN_RISKS; k++)
        {
          if (all[i][k] != 0)
            all[i][n++] = all[i][k];
        }
      check_kind (c, DECT_FAILURE_SWITCH + i, all[i], n);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (23);

  for (guint round = 0; round < ROUNDS; round++)
    {
      Compared c;

      slow_chain_random (&c.slow, rand, 10, round % 2 == 0);
      compare (&c, rand, ALL_DOUBLES);
      check_rfps (&c);
      check_risks (&c);
      compared_clear (&c);
    }
}

/* The few worst doubles are the first of all; the order of the records does not show. */
static void
test_worst (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (29);

  for (guint round = 0; round < 500; round++)
    {
      Compared all, few;
      guint n_worst = (guint) g_rand_int_range (rand, 0, 20);

      slow_chain_random (&all.slow, rand, SLOW_CHAIN_MAX, round % 2 == 0);
      few.slow = all.slow;
      compare (&all, rand, ALL_DOUBLES);
      compare (&few, rand, n_worst);
      for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
        {
          guint n_all, n_few;
          const DectFailure *list = dect_failures_list (all.failures, kind, &n_all);
          const DectFailure *first = dect_failures_list (few.failures, kind, &n_few);

          if (kind == DECT_FAILURE_DOUBLE)
            g_assert_cmpuint (n_few, ==, MIN (n_all, n_worst));
          else
            g_assert_cmpuint (n_few, ==, n_all);
          g_assert_cmpuint (dect_failures_count (few.failures, kind), ==, n_all);
          g_assert_cmpuint (dect_failures_count_losing (few.failures, kind), ==,
                            dect_failures_count_losing (all.failures, kind));
          for (guint i = 0; i < n_few; i++)
            {
              g_assert_cmphex (set_of (&few, first[i].rfps, first[i].n_rfps), ==,
                               set_of (&all, list[i].rfps, list[i].n_rfps));
              g_assert_cmpuint (first[i].n_lost, ==, list[i].n_lost);
              g_assert_cmpuint (first[i].n_synchronised, ==, list[i].n_synchronised);
              g_assert_cmpstr (first[i].name, ==, list[i].name);
            }
        }
      compared_clear (&all);
      compared_clear (&few);
    }
}

/* Any number of RFPs at once, named in any order, twice, or no part of the chain. */
static void
test_what_if (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  for (guint round = 0; round < ROUNDS; round++)
    {
      Compared c;
      guint rfps[2 * SLOW_CHAIN_MAX];
      guint n = (guint) g_rand_int_range (rand, 0, SLOW_CHAIN_MAX);
      guint32 gone = 0;
      guint n_lost, n_left, expected_left;
      g_autofree guint *lost = NULL;

      slow_chain_random (&c.slow, rand, SLOW_CHAIN_MAX, round % 2 == 0);
      compare (&c, rand, 0);
      for (guint i = 0; i < n; i++)
        {
          rfps[i] = (guint) g_rand_int_range (rand, 0, (gint) c.slow.n);
          gone |= 1u << c.order[rfps[i]];
        }
      lost = dect_failures_test (dect_failures_get_chain (c.failures), rfps, n, &n_lost, &n_left);
      g_assert_cmphex (set_of (&c, lost, n_lost), ==,
                       slow_chain_fail (&c.slow, gone & c.slow.members, &expected_left));
      g_assert_cmpuint (n_left, ==, expected_left);
      compared_clear (&c);
    }
}

/* --- Larger ones: as the cut RFPs say, and doubles as the test of each ------------------------- */

static DectSnapshot *
make_rooms (guint n, double spacing_m)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

  for (guint i = 0; i < n; i++)
    site_add_rfp (builder, (gint) i + 1, floor, (i % 12) * spacing_m + (i % 5),
                  (i / 12) * spacing_m + (i % 7));
  return dect_snapshot_builder_end (builder);
}

static void
test_cuts (void)
{
  for (guint n = 1; n <= 120; n += 7)
    {
      g_autoptr (DectSnapshot) snapshot = make_rooms (n, 23.0);
      g_autoptr (DectFailures) failures = fail_all (snapshot, 50);
      DectChain *chain = dect_failures_get_chain (failures);
      guint n_cuts, n_singles, n_doubles;
      const DectChainCut *cuts = dect_chain_get_cuts (chain, &n_cuts);
      const DectFailure *singles = dect_failures_list (failures, DECT_FAILURE_SINGLE, &n_singles);
      const DectFailure *doubles = dect_failures_list (failures, DECT_FAILURE_DOUBLE, &n_doubles);

      g_assert_cmpuint (n_singles, ==, n);
      g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_SINGLE), ==, n_cuts);
      for (guint i = 0; i < n_singles; i++)
        {
          guint n_lost = 0;

          for (guint k = 0; k < n_cuts; k++)
            n_lost += cuts[k].rfp == singles[i].rfps[0] ? cuts[k].n_lost : 0;
          g_assert_cmpuint (singles[i].n_lost, ==, n_lost);
        }
      for (guint i = 0; i < n_doubles; i++)
        {
          guint n_lost, n_left;
          g_autofree guint *lost = dect_failures_test (chain, doubles[i].rfps, 2, &n_lost, &n_left);

          g_assert_cmpuint (doubles[i].n_lost, ==, n_lost);
          g_assert_cmpuint (doubles[i].n_synchronised, ==, n_left);
        }
    }
}

/* --- Shared risks ----------------------------------------------------------------------------- */

/* A ring of six: no cut RFP. Two switches in one riser feed 2 and 4; 5 and 6 are one compartment.
 */
static DectSnapshot *
make_ring (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 ids[6], switches[2];

  for (guint i = 0; i < 2; i++)
    {
      DectSwitch *network_switch = dect_switch_new ();

      network_switch->name = g_strdup_printf ("SW%u", i + 1);
      dect_set_str (&network_switch->riser, "West");
      switches[i] = dect_snapshot_builder_add (builder, DECT_RECORD (network_switch));
    }
  for (guint i = 0; i < 6; i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      rfp->number = (gint) i + 1;
      rfp->preferred_sync = i == 0;
      if (i == 1 || i == 3)
        rfp->network_switch = switches[i / 2];
      if (i > 3)
        dect_set_str (&rfp->compartment, "B2");
      ids[i] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint i = 0; i < 6; i++)
    site_add_link (builder, ids[i], ids[(i + 1) % 6], -60.0, 100.0, DECT_LINK_MEASURED);
  return dect_snapshot_builder_end (builder);
}

static void
test_ring (void)
{
  g_autoptr (DectSnapshot) snapshot = make_ring ();
  g_autoptr (DectFailures) failures = fail_all (snapshot, 3);
  const DectFailure *worst;
  g_autofree guint *lost = NULL;
  guint n;

  g_assert_cmpuint (dect_failures_get_n_synchronised (failures), ==, 6);
  g_assert_cmpfloat (dect_failures_get_share (failures, NULL), ==, 1.0);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_SINGLE), ==, 0);

  /* 2 and 6 beside the root; then 1 and 4 as well as 2 and 5, which leave two of three. */
  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_DOUBLE), ==, 15);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_DOUBLE), ==, 9);
  worst = dect_failures_worst (failures, DECT_FAILURE_DOUBLE);
  g_assert_cmpuint (worst->rfps[0], ==, 1);
  g_assert_cmpuint (worst->rfps[1], ==, 5);
  g_assert_cmpuint (worst->n_lost, ==, 3);
  g_assert_cmpuint (worst->n_synchronised, ==, 1);

  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_SWITCH), ==, 2);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_SWITCH), ==, 0);
  worst = dect_failures_worst (failures, DECT_FAILURE_RISER);
  g_assert_cmpstr (worst->name, ==, "West");
  g_assert_cmpuint (worst->n_rfps, ==, 2);
  g_assert_cmpuint (worst->n_synchronised, ==, 3);
  lost = dect_failures_dup_lost (failures, worst, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (lost[0], ==, 2);
  worst = dect_failures_worst (failures, DECT_FAILURE_COMPARTMENT);
  g_assert_cmpstr (worst->name, ==, "B2");
  g_assert_cmpuint (worst->n_lost, ==, 0);
  g_assert_cmpfloat (dect_failures_get_share (failures, worst), ==, 4.0 / 6.0);
}

/* --- Degenerate sites ------------------------------------------------------------------------- */

static void
test_empty (void)
{
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (dect_snapshot_builder_new ());
  g_autoptr (DectFailures) failures = fail_all (snapshot, 10);

  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      g_assert_null (dect_failures_worst (failures, kind));
      g_assert_cmpuint (dect_failures_count (failures, kind), ==, 0);
    }
  g_assert_true (isnan (dect_failures_get_share (failures, NULL)));
  g_assert_true (dect_failures_is_complete (failures));
}

static void
test_one (void)
{
  g_autoptr (DectSnapshot) snapshot = make_rooms (1, 10.0);
  g_autoptr (DectFailures) failures = fail_all (snapshot, 10);
  const DectFailure *worst = dect_failures_worst (failures, DECT_FAILURE_SINGLE);

  g_assert_cmpuint (worst->n_lost, ==, 0);
  g_assert_cmpuint (worst->n_synchronised, ==, 0);
  g_assert_cmpfloat (dect_failures_get_share (failures, worst), ==, 0.0);
  g_assert_null (dect_failures_worst (failures, DECT_FAILURE_DOUBLE));
}

static void
test_unplaced (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  for (gint i = 0; i < 5; i++)
    site_add_rfp (builder, i + 1, 0, NAN, NAN);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectFailures) failures = fail_all (snapshot, 10);
  const guint all[] = { 0, 1, 2, 3, 4 };
  guint n_lost, n_left;
  g_autofree guint *lost
      = dect_failures_test (dect_failures_get_chain (failures), all, 5, &n_lost, &n_left);

  g_assert_null (dect_failures_worst (failures, DECT_FAILURE_SINGLE));
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (n_left, ==, 0);
}

/* All at one point: everybody hears everybody, nothing is ever lost. */
static void
test_one_point (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);

  for (gint i = 0; i < 40; i++)
    site_add_rfp (builder, i + 1, floor, 3.0, 4.0);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectFailures) failures = fail_all (snapshot, 4);
  guint n;
  const DectFailure *doubles = dect_failures_list (failures, DECT_FAILURE_DOUBLE, &n);

  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_DOUBLE), ==, 40 * 39 / 2);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_DOUBLE), ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (doubles[i].rfps[0], ==, 0);
      g_assert_cmpuint (doubles[i].rfps[1], ==, i + 1);
      g_assert_cmpuint (doubles[i].n_synchronised, ==, 38);
    }
}

/* Nobody hears anybody: one is synchronised, the others are out of reach and stay so. */
static void
test_all_apart (void)
{
  g_autoptr (DectSnapshot) snapshot = make_rooms (5, 4000.0);
  g_autoptr (DectFailures) failures = fail_all (snapshot, 4);

  g_assert_cmpuint (dect_failures_get_n_synchronised (failures), ==, 1);
  g_assert_cmpfloat (dect_failures_get_share (failures, NULL), ==, 0.2);
  g_assert_cmpuint (dect_failures_worst (failures, DECT_FAILURE_SINGLE)->rfps[0], ==, 0);
  g_assert_cmpuint (dect_failures_worst (failures, DECT_FAILURE_SINGLE)->n_synchronised, ==, 0);
  g_assert_cmpuint (dect_failures_count_losing (failures, DECT_FAILURE_DOUBLE), ==, 0);
}

/* --- Long runs -------------------------------------------------------------------------------- */

typedef struct
{
  guint n_calls;
  double last;
  GCancellable *cancellable;
} Watch;

static void
watch_cb (const char *phase, double fraction, gpointer data)
{
  Watch *watch = data;

  g_assert_nonnull (phase);
  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  watch->last = fraction;
  if (++watch->n_calls == 10 && watch->cancellable != NULL)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_progress (void)
{
  g_autoptr (DectSnapshot) snapshot = make_rooms (250, 20.0);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectFailures) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { 0, 0.0, NULL };

  failures = dect_failures_new (snapshot, chain, 1, watch_cb, &watch, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watch.n_calls, >=, 50);
  g_assert_cmpuint (watch.n_calls, <=, 101);
  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_DOUBLE), ==, 250 * 249 / 2);

  watch = (Watch){ 0, 0.0, cancellable };
  cancelled = dect_failures_new (snapshot, chain, 1, watch_cb, &watch, cancellable, &error);
  g_assert_null (cancelled);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.n_calls, ==, 10);
}

/* More RFPs than a system can have: not all pairs, and it says so. */
static void
test_too_many (void)
{
  enum
  {
    N = DECT_FAILURES_DOUBLES_OF + 3
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 before = 0;

  for (guint i = 0; i < N; i++)
    {
      guint32 id = site_add_rfp (builder, (gint) i + 1, 0, NAN, NAN);

      if (before != 0)
        site_add_link (builder, before, id, -60.0, NAN, DECT_LINK_MEASURED);
      before = id;
    }

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectFailures) failures = fail_all (snapshot, 1);
  const DectFailure *worst = dect_failures_worst (failures, DECT_FAILURE_DOUBLE);

  g_assert_false (dect_failures_is_complete (failures));
  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_SINGLE), ==, N);
  /* All pairs but the three among the last three. */
  g_assert_cmpuint (dect_failures_count (failures, DECT_FAILURE_DOUBLE), ==, N * (N - 1) / 2 - 3);
  /* Both beside the root, which is in the middle and then alone. */
  g_assert_cmpuint (worst->rfps[1] - worst->rfps[0], ==, 2);
  g_assert_cmpuint (worst->n_synchronised, ==, 1);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/failures/random", test_random);
  g_test_add_func ("/chain/failures/worst", test_worst);
  g_test_add_func ("/chain/failures/what-if", test_what_if);
  g_test_add_func ("/chain/failures/cuts", test_cuts);
  g_test_add_func ("/chain/failures/ring", test_ring);
  g_test_add_func ("/chain/failures/empty", test_empty);
  g_test_add_func ("/chain/failures/one", test_one);
  g_test_add_func ("/chain/failures/unplaced", test_unplaced);
  g_test_add_func ("/chain/failures/one-point", test_one_point);
  g_test_add_func ("/chain/failures/all-apart", test_all_apart);
  g_test_add_func ("/chain/failures/progress", test_progress);
  g_test_add_func ("/chain/failures/too-many", test_too_many);

  return g_test_run ();
}
