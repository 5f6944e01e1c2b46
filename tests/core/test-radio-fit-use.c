/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-fit-losses.h"
#include "radio/dect-fit.h"

#include "support/fit-sites.h"
#include "support/test-site.h"

/* --- What counts as an observation ------------------------------------------------------------ */

/* In milliwatts -50 and -60 dBm are 10 log10 ((1e-5 + 1e-6) / 2). */
static void
test_average (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  guint32 rfp = site_add_rfp (builder, 1, floor, 0, 0);
  guint32 other = site_add_rfp (builder, 2, floor, 20, 0);
  g_autoptr (DectSite) site = end_site (builder);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectFit) fit = NULL;
  const DectFitObservation *observations;
  guint32 first;
  guint n;

  dect_history_begin (history, "readings", NULL);
  first = survey_add (history, floor, 5, 5, rfp, -50);
  survey_add (history, floor, 5.001, 5, rfp, -60);
  survey_add (history, floor, 5, 5, other, -60);
  survey_add (history, floor, 5.02, 5, rfp, -60);
  dect_history_commit (history);
  fit = fit_of (site);
  observations = dect_fit_list_observations (fit, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (observations[0].record, ==, first);
  g_assert_cmpuint (observations[0].n_readings, ==, 2);
  g_assert_cmpfloat_with_epsilon (observations[0].measured_dbm, -52.5964, 1e-4);
  g_assert_cmpuint (observations[1].rfp, ==, other);
  g_assert_cmpuint (observations[1].n_readings, ==, 1);
  g_assert_cmpfloat (observations[1].measured_dbm, ==, -60.0);
  g_assert_cmpfloat (observations[2].x_m, ==, 5.02);
}

static DectFitSkip
skip_of (DectFit *fit, guint32 record)
{
  guint n;
  const DectFitSkipped *skipped = dect_fit_list_skipped (fit, &n);

  for (guint i = 0; i < n; i++)
    if (skipped[i].record == record)
      {
        g_assert_nonnull (dect_fit_skip_label (skipped[i].reason));
        g_assert_nonnull (dect_fit_skip_id (skipped[i].reason));
        return skipped[i].reason;
      }
  g_assert_not_reached ();
}

static void
test_skipped (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 house = site_add_building (builder, NAN, NAN);
  guint32 barn = site_add_building (builder, NAN, NAN);
  guint32 floor = site_add_floor (builder, house, 0, "office", NULL);
  guint32 far = site_add_floor (builder, barn, 0, "office", NULL);
  DectFloor *picture = dect_floor_new ();
  guint32 blank, rfp, nowhere, other, on_picture, expected[8], link, self_link, on, off;

  picture->building = house;
  picture->level = 1;
  dect_set_str (&picture->plan, "plans/a.png");
  blank = dect_snapshot_builder_add (builder, DECT_RECORD (picture));
  rfp = site_add_rfp (builder, 1, floor, 0, 0);
  nowhere = site_add_rfp (builder, 2, floor, NAN, 0);
  other = site_add_rfp (builder, 3, far, 3, 3);
  on_picture = site_add_rfp (builder, 4, blank, 3, 3);
  link = site_add_link (builder, nowhere, rfp, -60, NAN, DECT_LINK_MEASURED);
  self_link = site_add_link (builder, rfp, rfp, -60, NAN, DECT_LINK_MEASURED);
  on = site_add_link (builder, rfp, other, -60, NAN, DECT_LINK_FORCED_ON);
  off = site_add_link (builder, other, rfp, -60, NAN, DECT_LINK_FORCED_OFF);

  g_autoptr (DectSite) site = end_site (builder);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectFit) fit = NULL;
  guint n;

  dect_history_begin (history, "readings", NULL);
  expected[0] = survey_add (history, floor, 5, 5, rfp, NAN);
  expected[1] = survey_add (history, floor, NAN, 5, rfp, -50);
  expected[2] = survey_add (history, floor, 5, INFINITY, rfp, -50);
  expected[3] = survey_add (history, floor, 5, 5, nowhere, -50);
  expected[4] = survey_add (history, blank, 5, 5, rfp, -50);
  expected[5] = survey_add (history, floor, 5, 5, on_picture, -50);
  expected[6] = survey_add (history, floor, 5, 5, other, -50);
  expected[7] = survey_add (history, floor, 5, 5, rfp, -500);
  survey_add (history, floor, 5, 5, rfp, -50);
  dect_history_commit (history);
  fit = fit_of (site);

  g_assert_cmpint (skip_of (fit, expected[0]), ==, DECT_FIT_SKIP_LEVEL);
  g_assert_cmpint (skip_of (fit, expected[1]), ==, DECT_FIT_SKIP_PLACE);
  g_assert_cmpint (skip_of (fit, expected[2]), ==, DECT_FIT_SKIP_PLACE);
  g_assert_cmpint (skip_of (fit, expected[3]), ==, DECT_FIT_SKIP_RFP);
  g_assert_cmpint (skip_of (fit, expected[4]), ==, DECT_FIT_SKIP_SCALE);
  g_assert_cmpint (skip_of (fit, expected[5]), ==, DECT_FIT_SKIP_SCALE);
  g_assert_cmpint (skip_of (fit, expected[6]), ==, DECT_FIT_SKIP_PATH);
  g_assert_cmpint (skip_of (fit, expected[7]), ==, DECT_FIT_SKIP_LEVEL);
  g_assert_cmpint (skip_of (fit, link), ==, DECT_FIT_SKIP_RFP);
  g_assert_cmpint (skip_of (fit, self_link), ==, DECT_FIT_SKIP_RFP);
  dect_fit_list_skipped (fit, &n);
  g_assert_cmpuint (n, ==, 10); /* forced links are no measurements */
  g_assert_true (on != 0 && off != 0);
  dect_fit_list_observations (fit, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_min_crossings (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) usual = NULL;
  guint n_doors;

  survey_measure (site, &office_truth, 0, 40, 40, 24, 1.0, 4);
  usual = fit_of (site);
  g_assert_cmpuint (dect_fit_get_options (usual)->min_crossings, ==, 5);
  n_doors = parameter_of (usual, "door")->n_observations;
  g_assert_cmpuint (n_doors, >, 1);
  snapshot = dect_site_snapshot (site);

  DectFitOptions options = DECT_FIT_OPTIONS_INIT;
  g_autoptr (DectFit) enough = NULL;
  g_autoptr (DectFit) few = NULL;
  g_autoptr (DectFit) none = NULL;

  options.min_crossings = n_doors;
  enough = dect_fit_new (snapshot, &options, NULL, NULL);
  assert_state (enough, "door", DECT_FIT_STATE_FITTED);
  options.min_crossings = n_doors + 1;
  few = dect_fit_new (snapshot, &options, NULL, NULL);
  assert_state (few, "door", DECT_FIT_STATE_FEW);
  assert_state (few, "brick-10", DECT_FIT_STATE_FITTED);
  options.min_crossings = 1000000;
  none = dect_fit_new (snapshot, &options, NULL, NULL);
  assert_state (none, NULL, DECT_FIT_STATE_FEW);
  g_assert_false (dect_fit_is_fitted (none));
  g_assert_cmpfloat (dect_fit_get_after (none)->rms_db, ==, dect_fit_get_before (none)->rms_db);
}

static void
test_nothing (void)
{
  g_autoptr (DectSite) empty = dect_site_new ();
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectFit) fit = fit_of (empty);
  g_autoptr (DectFit) unmeasured = fit_of (site);
  guint n;

  dect_fit_list_observations (fit, &n);
  g_assert_cmpuint (n, ==, 0);
  dect_fit_list_skipped (fit, &n);
  g_assert_cmpuint (n, ==, 0);
  assert_state (fit, NULL, DECT_FIT_STATE_FEW);
  assert_state (fit, "", DECT_FIT_STATE_FEW);
  g_assert_cmpuint (dect_fit_get_before (fit)->n, ==, 0);
  g_assert_true (isnan (dect_fit_get_before (fit)->mean_db));
  g_assert_true (isnan (dect_fit_get_left_out (fit)->sigma_db));
  g_assert_true (isnan (dect_fit_get_left_out (fit)->rms_db));
  g_assert_true (isnan (dect_fit_get_after (fit)->right_sync));
  g_assert_false (dect_fit_is_fitted (fit));
  g_assert_false (dect_fit_improves (fit));
  g_assert_false (dect_fit_is_in_use (fit));
  g_assert_false (dect_fit_is_current (fit));
  g_assert_cmpuint (dect_fit_get_before (unmeasured)->n, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  survey_measure (site, &office_truth, 0, 5, 40, 24, 1.0, 5);
  snapshot = dect_site_snapshot (site);
  g_cancellable_cancel (cancellable);
  g_assert_null (dect_fit_new (snapshot, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Errors ----------------------------------------------------------------------------------- */

/* Four places with the same prediction p; measured p + 1, p - 1, p - 3, p - 0.5. */
static void
test_errors (void)
{
  static const double measured[] = { 1.0, -1.0, -3.0, -0.5 };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  guint32 rfp = site_add_rfp (builder, 1, floor, 0, 0);
  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectSnapshot) bare = dect_site_snapshot (site);
  double p = survey_level (bare, 0, 10, 0, 0);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) fit = NULL;
  DectFitOptions options = { 0, p - 0.5, p - 2.5 };
  const DectFitErrors *errors;

  dect_history_begin (dect_site_get_history (site), "cross", NULL);
  for (guint i = 0; i < 4; i++)
    survey_add (dect_site_get_history (site), floor, i % 2 == 0 ? 0 : 10 * (1.0 - (i & 2)),
                i % 2 == 1 ? 0 : 10 * (1.0 - (i & 2)), rfp, p + measured[i]);
  dect_history_commit (dect_site_get_history (site));
  snapshot = dect_site_snapshot (site);
  fit = dect_fit_new (snapshot, &options, NULL, NULL);
  errors = dect_fit_get_before (fit);
  print_errors ("before", errors);
  g_assert_cmpuint (errors->n, ==, 4);
  g_assert_cmpfloat_with_epsilon (errors->mean_db, 0.875, 1e-9);
  g_assert_cmpfloat_with_epsilon (errors->mean_abs_db, 1.375, 1e-9);
  g_assert_cmpfloat_with_epsilon (errors->sigma_db, sqrt (8.1875 / 3), 1e-9);
  g_assert_cmpfloat_with_epsilon (errors->rms_db, sqrt (11.25 / 4), 1e-9);
  g_assert_cmpfloat_with_epsilon (errors->right_design, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (errors->right_sync, 0.75, 1e-9);
  /* Too few to fit anything. */
  g_assert_cmpfloat (dect_fit_get_after (fit)->rms_db, ==, errors->rms_db);
  g_assert_cmpfloat (dect_fit_get_left_out (fit)->rms_db, ==, errors->rms_db);
}

/* Takes away what leaving a place out takes away, and what was left out comes back as predicted. */
static void
compare_with_refit (DectSite *site, DectFit *fit, guint32 hearer, double x_m, double y_m)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectSite) rest = dect_site_new_from_snapshot (snapshot);
  DectHistory *history = dect_site_get_history (rest);
  g_autoptr (DectFit) refit = NULL;
  g_autoptr (DectSnapshot) applied = NULL;
  guint n;
  const DectFitObservation *observations = dect_fit_list_observations (fit, &n);

  dect_history_begin (history, "leave out", NULL);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SURVEY); i++)
    {
      const DectSurvey *survey = dect_snapshot_survey (snapshot, i);

      if (hearer == 0 && survey->x_m == x_m && survey->y_m == y_m)
        dect_history_remove (history, survey->head.id);
    }
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_LINK); i++)
    {
      const DectLink *link = dect_snapshot_link (snapshot, i);

      if (link->from == hearer || link->to == hearer)
        dect_history_remove (history, link->head.id);
    }
  dect_history_commit (history);
  refit = fit_of (rest);
  if (dect_fit_is_fitted (refit))
    dect_fit_apply (refit, rest);
  applied = dect_site_snapshot (rest);

  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &observations[i];
      guint rfp = (guint) dect_snapshot_index (applied, at->rfp);

      if (at->hearer != hearer || (hearer == 0 && (at->x_m != x_m || at->y_m != y_m)))
        continue;
      g_assert_cmpfloat_with_epsilon (
          at->left_out_dbm,
          hearer == 0
              ? survey_level (applied, 0, x_m, y_m, rfp)
              : survey_link_level (applied, rfp, (guint) dect_snapshot_index (applied, hearer)),
          0.03); /* a value may round the other way */
    }
}

static void
add_links (DectSite *site, const SurveyTruth *truth, double noise_db)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);
  g_autoptr (DectSnapshot) built = NULL;

  survey_set_truth (site, truth);
  built = dect_site_snapshot (site);
  survey_set_truth (site, NULL);
  dect_history_begin (dect_site_get_history (site), "links", NULL);
  for (guint a = 0; a < dect_snapshot_count (built, DECT_KIND_RFP); a++)
    for (guint b = 0; b < dect_snapshot_count (built, DECT_KIND_RFP); b++)
      {
        DectLink *link;

        if (a == b || (a + 2 * b) % 5 == 0)
          continue;
        link = dect_link_new ();
        link->from = dect_snapshot_rfp (built, a)->head.id;
        link->to = dect_snapshot_rfp (built, b)->head.id;
        link->kind = DECT_LINK_MEASURED;
        link->rssi_dbm = survey_link_level (built, a, b) + noise_db * survey_normal (rand);
        dect_history_put (dect_site_get_history (site), DECT_RECORD (link));
      }
  dect_history_commit (dect_site_get_history (site));
}

static void
test_left_out (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectFit) fit = NULL;
  const DectFitObservation *observations;
  guint n;
  guint n_places = 0;

  survey_measure (site, &office_truth, 0, 12, 40, 24, 4.0, 6);
  add_links (site, &office_truth, 4.0);
  fit = fit_of (site);
  print_fit (fit);
  observations = dect_fit_list_observations (fit, &n);
  for (guint i = 0; i < n; i++)
    if (i == 0 || observations[i].hearer != observations[i - 1].hearer
        || observations[i].x_m != observations[i - 1].x_m
        || observations[i].y_m != observations[i - 1].y_m)
      {
        compare_with_refit (site, fit, observations[i].hearer, observations[i].x_m,
                            observations[i].y_m);
        n_places++;
      }
  g_assert_cmpuint (n_places, ==, 12 + 6);
}

/* --- In use ----------------------------------------------------------------------------------- */

/* Slabs with an angle, stairs, doors, a wall sum far beyond the knee, two buildings, a floor that
 * goes by environment. */
static DectSite *
campus (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 house = site_add_building (builder, 0, 0);
  guint32 barn = site_add_building (builder, 60, 3);
  guint32 ground = site_add_floor (builder, house, 0, "office", NULL);
  guint32 first = site_add_floor (builder, house, 1, "office", "slab-reinforced");
  guint32 second = site_add_floor (builder, house, 2, "office", "concrete");
  guint32 hall = site_add_floor (builder, barn, 0, "hall", NULL);

  for (guint i = 1; i < 12; i++)
    site_add_wall (builder, ground, i * 3, 0, i * 3, 20, i % 2 == 0 ? "concrete-15" : "brick-24");
  site_add_opening (builder, ground, 6, 9, 6, 10, DECT_OPENING_DOOR);
  site_add_opening (builder, first, 14, 8, 20, 12, DECT_OPENING_STAIR);
  site_add_wall (builder, first, 15, 0, 15, 20, "glass");
  site_add_wall (builder, second, 0, 12, 40, 12, NULL);
  site_add_wall (builder, second, 20, 0, 20, 12, "concrete"); /* as its slab */
  for (guint i = 0; i < 4; i++)
    {
      site_add_rfp (builder, (gint) i + 1, ground, 1.5 + i * 10, 4.0 + i);
      site_add_rfp (builder, (gint) i + 11, first, 4.5 + i * 9, 14.0 - i);
      site_add_rfp (builder, (gint) i + 21, second, 3.5 + i * 9, 10.5 - i);
    }
  site_add_rfp (builder, 31, hall, 5, 5);
  site_add_rfp (builder, 32, hall, 25, 9);
  return end_site (builder);
}

static const SurveyTruth campus_truth = {
  -3.0, 23.0,
  "brick-10=5 brick-24=6 concrete=11 concrete-15=7.5 door=1 glass=4 slab-reinforced=21 stair=3"
};

/* What the scene predicts with the fit in use is what the fit said it would. */
static void
assert_scene_agrees (DectSnapshot *snapshot, DectFit *fit)
{
  guint n;
  const DectFitObservation *observations = dect_fit_list_observations (fit, &n);

  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &observations[i];
      guint rfp = (guint) dect_snapshot_index (snapshot, at->rfp);
      double level_dbm
          = at->hearer != 0
                ? survey_link_level (snapshot, rfp,
                                     (guint) dect_snapshot_index (snapshot, at->hearer))
                : survey_level (snapshot, (guint) dect_snapshot_index (snapshot, at->floor),
                                at->x_m, at->y_m, rfp);

      g_assert_cmpfloat_with_epsilon (at->fitted_dbm, level_dbm, 1e-9);
    }
}

static void
test_scene_agrees (void)
{
  g_autoptr (DectSite) site = campus ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) fit = NULL;
  g_autoptr (DectFit) again = NULL;
  const DectFitObservation *observations;
  guint n, n_saturated = 0, n_floors = 0;

  for (guint floor = 0; floor < 4; floor++)
    survey_measure (site, &campus_truth, floor, 40, 36, 20, 3.0, 20 + floor);
  add_links (site, &campus_truth, 3.0);
  fit = fit_of (site);
  print_fit (fit);
  observations = dect_fit_list_observations (fit, &n);
  for (guint i = 0; i < n; i++)
    {
      n_saturated += observations[i].n_walls > 5;
      n_floors += observations[i].n_floors > 1;
    }
  g_test_message ("%u observations, %u through more than 5 walls, %u through more than 1 slab", n,
                  n_saturated, n_floors);
  g_assert_cmpuint (n_saturated, >, 30);
  g_assert_cmpuint (n_floors, >, 30);
  assert_state (fit, "slab-reinforced", DECT_FIT_STATE_FITTED);
  assert_state (fit, "concrete", DECT_FIT_STATE_FITTED);
  assert_state (fit, "brick-24", DECT_FIT_STATE_FITTED);
  g_assert_cmpfloat (dect_fit_get_left_out (fit)->rms_db, <, 4.0);

  dect_fit_apply (fit, site);
  snapshot = dect_site_snapshot (site);
  assert_scene_agrees (snapshot, fit);

  /* The tables are still what it is compared with. */
  again = fit_of (site);
  g_assert_true (dect_fit_is_in_use (again));
  g_assert_true (dect_fit_is_current (again));
  g_assert_cmpfloat (dect_fit_get_before (again)->rms_db, ==, dect_fit_get_before (fit)->rms_db);
  g_assert_cmpfloat (dect_fit_get_after (again)->rms_db, ==, dect_fit_get_after (fit)->rms_db);
}

/* Huber's loss and the ridge as DectFit states them, with the scene's own predictions for the
 * numbers in @info. */
static double
measure_goal (DectSnapshot *snapshot, DectFit *fit, const DectSiteInfo *info)
{
  const double s = 5.0;
  const double k = 1.345 * s;
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (DectSnapshot) changed = NULL;
  g_autoptr (DectScene) scene = NULL;
  g_autoptr (DectSceneWalker) walker = NULL;
  g_autoptr (GHashTable) losses = dect_fit_losses_parse (info->fit_losses);
  GHashTableIter iter;
  gpointer id, loss_db;
  double goal = pow (s * info->fit_offset_db / 10.0, 2)
                + pow (s * (info->fit_exponent_db - 20.0) / 10.0, 2);
  guint n;
  const DectFitObservation *observations = dect_fit_list_observations (fit, &n);

  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (dect_site_info_copy (info)),
                        "try", NULL);
  changed = dect_site_snapshot (site);
  scene = dect_scene_new (changed);
  walker = dect_scene_walker_new (scene);
  g_hash_table_iter_init (&iter, losses);
  while (g_hash_table_iter_next (&iter, &id, &loss_db))
    goal += pow (s * (*(double *) loss_db - dect_material_find (id)->loss_db) / 5.0, 2);
  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &observations[i];
      const DectSceneRfp *rfp = &scene->rfps[dect_snapshot_index (changed, at->rfp)];
      DectScenePoint point;
      DectPathTerms terms;
      double off;

      if (at->hearer != 0)
        point = scene->rfps[dect_snapshot_index (changed, at->hearer)].at;
      else
        dect_scene_point_on_floor (scene, (guint) dect_snapshot_index (changed, at->floor), at->x_m,
                                   at->y_m, dect_limit_value ("handset-height"), &point);
      g_assert_true (dect_scene_walk (walker, &rfp->at, &point, INFINITY, NULL, &terms));
      off = fabs (at->measured_dbm - (rfp->eirp_dbm - terms.loss_db));
      goal += off <= k ? off * off : 2 * k * off - k * k;
    }
  return goal;
}

/* Nothing near the fitted values is better, by the scene's word. */
static void
test_minimum (void)
{
  g_autoptr (DectSite) site = campus ();
  g_autoptr (DectFit) fit = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  guint n;
  const DectFitParameter *parameters;
  double least;

  for (guint floor = 0; floor < 4; floor++)
    survey_measure (site, &campus_truth, floor, 12, 36, 20, 7.0, 50 + floor);
  add_links (site, &campus_truth, 7.0);
  fit = fit_of (site);
  g_assert_true (dect_fit_apply (fit, site));
  snapshot = dect_site_snapshot (site);
  parameters = dect_fit_list_parameters (fit, &n);
  least = measure_goal (snapshot, fit, dect_site_get_info (site));
  for (guint i = 0; i < n; i++)
    for (gint sign = -1; sign <= 1 && parameters[i].state == DECT_FIT_STATE_FITTED; sign += 2)
      {
        g_autoptr (DectSiteInfo) info = dect_site_info_copy (dect_site_get_info (site));
        g_autoptr (GHashTable) losses = dect_fit_losses_parse (info->fit_losses);
        double value = parameters[i].value + sign * 0.1;

        if (i == 0)
          info->fit_offset_db = value;
        else if (i == 1)
          info->fit_exponent_db = value;
        else
          *(double *) g_hash_table_lookup (losses, parameters[i].material) = value;
        g_free (info->fit_losses);
        info->fit_losses = dect_fit_losses_format (losses);
        g_assert_cmpfloat (measure_goal (snapshot, fit, info), >, least);
      }
}

static void
test_apply (void)
{
  g_autoptr (DectSite) site = office ();
  DectHistory *history = dect_site_get_history (site);
  const DectSiteInfo *info;
  g_autoptr (DectFit) fit = NULL;
  g_autoptr (DectFit) again = NULL;
  g_autoptr (GHashTable) losses = NULL;

  survey_measure (site, &office_truth, 0, 60, 40, 24, 3.0, 8);
  fit = fit_of (site);
  g_assert_false (dect_fit_is_in_use (fit));
  g_assert_false (dect_fit_is_current (fit));
  g_assert_true (dect_fit_apply (fit, site));
  g_assert_cmpstr (dect_history_get_undo_label (history), ==, "Use the fitted radio model");
  g_assert_false (dect_fit_apply (fit, site));

  info = dect_site_get_info (site);
  losses = dect_fit_losses_parse (info->fit_losses);
  g_assert_cmpfloat (info->fit_offset_db, ==, parameter_of (fit, NULL)->value);
  g_assert_cmpfloat (info->fit_exponent_db, ==, parameter_of (fit, "")->value);
  g_assert_cmpfloat_with_epsilon (info->fit_sigma_db, dect_fit_get_left_out (fit)->sigma_db,
                                  0.0051);
  g_assert_cmpfloat (*(double *) g_hash_table_lookup (losses, "concrete-15"), ==,
                     parameter_of (fit, "concrete-15")->value);

  again = fit_of (site);
  g_assert_true (dect_fit_is_current (again));
  g_assert_cmpfloat (parameter_of (again, "brick-10")->in_use, ==,
                     parameter_of (fit, "brick-10")->value);
  g_assert_cmpfloat (parameter_of (fit, "brick-10")->in_use, ==, 3.5);

  dect_history_undo (history);
  g_assert_true (isnan (dect_site_get_info (site)->fit_offset_db));
  g_assert_null (dect_site_get_info (site)->fit_losses);
  dect_history_redo (history);
  g_assert_true (dect_fit_clear (site));
  info = dect_site_get_info (site);
  g_assert_true (isnan (info->fit_offset_db) && isnan (info->fit_exponent_db)
                 && isnan (info->fit_sigma_db) && info->fit_losses == NULL);
  g_assert_false (dect_fit_clear (site));
  dect_history_undo (history);
  g_assert_nonnull (dect_site_get_info (site)->fit_losses);
}

/* An entry that a file has wrong does not count, the others do. */
static void
test_bad_text (void)
{
  g_autoptr (DectSite) site = office ();
  SurveyTruth bad = { 1.0, 22.0, "brick-10=99999 concrete-15=8 plasterboard=x" };
  g_autoptr (DectFit) fit = NULL;

  survey_measure (site, &office_truth, 0, 30, 40, 24, 3.0, 8);
  survey_set_truth (site, &bad);
  fit = fit_of (site);
  g_assert_true (dect_fit_is_in_use (fit));
  g_assert_cmpfloat (parameter_of (fit, NULL)->in_use, ==, 1.0);
  g_assert_cmpfloat (parameter_of (fit, "")->in_use, ==, 22.0);
  g_assert_cmpfloat (parameter_of (fit, "concrete-15")->in_use, ==, 8.0);
  g_assert_cmpfloat (parameter_of (fit, "brick-10")->in_use, ==, 3.5);
  g_assert_cmpfloat (parameter_of (fit, "plasterboard")->in_use, ==, 2.0);
}

/* The same records with the same ids in another order: the same to the last bit. */
static void
test_order (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) fit = NULL;
  guint n, m;

  survey_measure (site, &office_truth, 0, 30, 40, 24, 4.0, 14);
  add_links (site, &office_truth, 4.0);
  snapshot = dect_site_snapshot (site);
  fit = fit_of (site);
  for (guint round = 0; round < 5; round++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

      for (guint kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
        {
          const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n);
          g_autofree guint *order = g_new (guint, n + 1);

          for (guint i = 0; i < n; i++)
            {
              guint k = (guint) g_rand_int_range (rand, 0, (gint) i + 1);

              order[i] = order[k];
              order[k] = i;
            }
          for (guint i = 0; i < n; i++)
            dect_snapshot_builder_add (builder, dect_record_ref (records[order[i]]));
        }

      g_autoptr (DectSnapshot) shuffled = dect_snapshot_builder_end (builder);
      g_autoptr (DectFit) other = dect_fit_new (shuffled, NULL, NULL, NULL);
      const DectFitObservation *a = dect_fit_list_observations (fit, &n);
      const DectFitObservation *b = dect_fit_list_observations (other, &m);

      g_assert_cmpuint (n, ==, m);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (a[i].record, ==, b[i].record);
          g_assert_cmpfloat (a[i].measured_dbm, ==, b[i].measured_dbm);
          g_assert_cmpfloat (a[i].predicted_dbm, ==, b[i].predicted_dbm);
          g_assert_cmpfloat (a[i].fitted_dbm, ==, b[i].fitted_dbm);
          g_assert_cmpfloat (a[i].left_out_dbm, ==, b[i].left_out_dbm);
          g_assert_cmpfloat (a[i].weight, ==, b[i].weight);
        }
      const DectFitParameter *p = dect_fit_list_parameters (fit, &n);
      const DectFitParameter *q = dect_fit_list_parameters (other, &m);

      g_assert_cmpuint (n, ==, m);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpstr (p[i].material, ==, q[i].material);
          g_assert_cmpint (p[i].state, ==, q[i].state);
          g_assert_cmpfloat (p[i].value, ==, q[i].value);
          g_assert_true (p[i].error == q[i].error || (isnan (p[i].error) && isnan (q[i].error)));
        }
    }
}

int
main (int argc, char *argv[])
{
  test_init (&argc, &argv);

  g_test_add_func ("/radio/fit-use/average", test_average);
  g_test_add_func ("/radio/fit-use/skipped", test_skipped);
  g_test_add_func ("/radio/fit-use/min-crossings", test_min_crossings);
  g_test_add_func ("/radio/fit-use/nothing", test_nothing);
  g_test_add_func ("/radio/fit-use/cancelled", test_cancelled);
  g_test_add_func ("/radio/fit-use/errors", test_errors);
  g_test_add_func ("/radio/fit-use/left-out", test_left_out);
  g_test_add_func ("/radio/fit-use/scene-agrees", test_scene_agrees);
  g_test_add_func ("/radio/fit-use/minimum", test_minimum);
  g_test_add_func ("/radio/fit-use/apply", test_apply);
  g_test_add_func ("/radio/fit-use/bad-text", test_bad_text);
  g_test_add_func ("/radio/fit-use/order", test_order);

  return g_test_run ();
}
