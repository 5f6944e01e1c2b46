/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-fit-losses.h"
#include "radio/dect-fit.h"

#include "support/fit-sites.h"
#include "support/test-site.h"

/* --- Finding known numbers again -------------------------------------------------------------- */

/* Without scatter only the ridge keeps values from the truth. */
static void
test_exact (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectFit) fit = NULL;

  survey_measure (site, &office_truth, 0, 120, 40, 24, 0.0, 1);
  fit = fit_of (site);
  print_fit (fit);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, NULL)->value, 4.0, 0.2);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "")->value, 24.0, 0.2);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "brick-10")->value, 6.5, 0.1);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "concrete-15")->value, 13.0, 0.1);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "plasterboard")->value, 1.0, 0.1);
  g_assert_cmpfloat (dect_fit_get_before (fit)->rms_db, >, 8.0);
  g_assert_cmpfloat (dect_fit_get_after (fit)->rms_db, <, 0.1);
  g_assert_cmpfloat (dect_fit_get_left_out (fit)->rms_db, <, 0.1);
}

/* Scatter comes out as it went in, and values within their own errors. */
static void
test_noise (void)
{
  static const struct
  {
    const char *id;
    double truth;
  } values[] = { { NULL, 4.0 },
                 { "", 24.0 },
                 { "brick-10", 6.5 },
                 { "concrete-15", 13.0 },
                 { "plasterboard", 1.0 } };
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectFit) fit = NULL;

  survey_measure (site, &office_truth, 0, 120, 40, 24, 4.0, 2);
  fit = fit_of (site);
  print_fit (fit);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const DectFitParameter *parameter = parameter_of (fit, values[i].id);

      assert_state (fit, values[i].id, DECT_FIT_STATE_FITTED);
      g_assert_cmpfloat_with_epsilon (parameter->value, values[i].truth, 3.0 * parameter->error);
      g_assert_cmpfloat (parameter->error, <, 1.5);
      g_assert_cmpfloat (parameter->error, >, 0.05);
    }
  g_assert_cmpfloat (dect_fit_get_before (fit)->sigma_db, >, 5.0);
  g_assert_cmpfloat_with_epsilon (dect_fit_get_left_out (fit)->sigma_db, 4.0, 0.3);
  g_assert_cmpfloat (dect_fit_get_after (fit)->rms_db, <, dect_fit_get_left_out (fit)->rms_db);
  g_assert_cmpfloat (fabs (dect_fit_get_left_out (fit)->mean_db), <, 0.4);
  g_assert_true (dect_fit_improves (fit));
}

/* The more paths cross it, the farther from its table a loss may go. */
static void
test_ridge (void)
{
  static const guint counts[] = { 5, 10, 20, 40 };
  double last = 3.5;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 floor
          = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
      SurveyTruth truth = { 0.0, 20.0, "brick-10=13.5" };

      site_add_wall (builder, floor, 10, -50, 10, 50, "brick-10");
      site_add_rfp (builder, 1, floor, 0, 0);

      g_autoptr (DectSite) site = end_site (builder);
      g_autoptr (DectFit) fit = NULL;

      survey_measure (site, &truth, 0, counts[i] * 2, 20, 1, 0.0, 7);
      fit = fit_of (site);
      g_test_message ("%u paths: %.2f dB", parameter_of (fit, "brick-10")->n_observations,
                      parameter_of (fit, "brick-10")->value);
      g_assert_cmpfloat (parameter_of (fit, "brick-10")->value, >=, last);
      g_assert_cmpfloat (parameter_of (fit, "brick-10")->value, <, 13.5);
      last = parameter_of (fit, "brick-10")->value;
    }
  g_assert_cmpfloat (last, >, 12.5);
}

/* A reading that is 35 dB off, a base station measured as another, counts little. */
static void
test_outliers (void)
{
  g_autoptr (DectSite) site = office ();
  g_autoptr (DectFit) clean = NULL;
  g_autoptr (DectFit) fit = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectHistory *history = dect_site_get_history (site);
  const DectFitObservation *observations;
  guint n;
  guint n_light = 0;
  guint n_wrong = 0;

  survey_measure (site, &office_truth, 0, 60, 40, 24, 2.0, 3);
  clean = fit_of (site);
  snapshot = dect_site_snapshot (site);
  dect_history_begin (history, "spoil", NULL);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SURVEY); i += 20, n_wrong++)
    {
      DectSurvey *survey = dect_survey_copy (dect_snapshot_survey (snapshot, i));

      survey->rssi_dbm = fmin (0.0, survey->rssi_dbm + 35.0);
      dect_history_put (history, DECT_RECORD (survey));
    }
  dect_history_commit (history);

  fit = fit_of (site);
  print_fit (fit);
  observations = dect_fit_list_observations (fit, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean wrong = observations[i].measured_dbm - observations[i].fitted_dbm > 20.0;

      g_assert_true (!wrong || observations[i].weight < 0.4);
      g_assert_true (observations[i].weight > 0.0 && observations[i].weight <= 1.0);
      n_light += observations[i].weight < 0.4;
    }
  g_assert_cmpuint (n_light, >=, n_wrong * 9 / 10);
  g_assert_cmpuint (n_light, <=, n_wrong + 1);
  /* Least squares would move the offset by 35 / 20 = 1.75 dB. */
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, NULL)->value,
                                  parameter_of (clean, NULL)->value, 0.8);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "brick-10")->value,
                                  parameter_of (clean, "brick-10")->value, 0.5);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "")->value, parameter_of (clean, "")->value,
                                  1.0);
}

/* --- What the data cannot tell ---------------------------------------------------------------- */

/* On a ring around the RFP. */
static void
test_one_distance (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  guint32 rfp = site_add_rfp (builder, 1, floor, 0, 0);
  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  double level_dbm = survey_level (snapshot, 0, 10, 0, 0);
  g_autoptr (DectFit) fit = NULL;

  dect_history_begin (dect_site_get_history (site), "ring", NULL);
  for (guint i = 0; i < 24; i++)
    survey_add (dect_site_get_history (site), floor, 10 * cos (i * G_PI / 12),
                10 * sin (i * G_PI / 12), rfp, level_dbm - 6.0);
  dect_history_commit (dect_site_get_history (site));
  fit = fit_of (site);
  assert_state (fit, NULL, DECT_FIT_STATE_FITTED);
  assert_state (fit, "", DECT_FIT_STATE_SAME);
  /* The ridge: 24 / (24 + (5 / 10)^2) of the 6 dB. */
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, NULL)->value, 5.94, 0.011);
  g_assert_cmpfloat (dect_fit_get_after (fit)->rms_db, <, 0.1);
}

/* What the one wall costs more is in the offset. */
static void
test_one_wall (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  SurveyTruth truth = { 0.0, 20.0, "brick-10=9.5" };

  site_add_wall (builder, floor, -2, -50, -2, 50, "brick-10");
  site_add_rfp (builder, 1, floor, -3, 5);

  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectFit) fit = NULL;

  survey_measure (site, &truth, 0, 60, 40, 10, 0.0, 9);
  fit = fit_of (site);
  print_fit (fit);
  assert_state (fit, NULL, DECT_FIT_STATE_FITTED);
  assert_state (fit, "", DECT_FIT_STATE_FITTED);
  assert_state (fit, "brick-10", DECT_FIT_STATE_SAME);
  g_assert_cmpuint (parameter_of (fit, "brick-10")->n_crossings, ==, 60);
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, NULL)->value, 6.0, 0.5);
  g_assert_cmpfloat (dect_fit_get_left_out (fit)->rms_db, <, 0.2);
}

/* Brick and glass are only ever crossed both: brick stands for both. */
static void
test_always_together (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  SurveyTruth truth = { 0.0, 20.0, "brick-10=8 glass=6" };
  const DectFitParameter *glass;
  guint n;

  site_add_wall (builder, floor, 20, -50, 20, 50, "glass");
  site_add_wall (builder, floor, 20.1, -50, 20.1, 50, "brick-10");
  site_add_rfp (builder, 1, floor, 1, 5);
  site_add_rfp (builder, 2, floor, 39, 6);

  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectFit) fit = NULL;

  survey_measure (site, &truth, 0, 80, 40, 10, 0.0, 10);
  fit = fit_of (site);
  print_fit (fit);
  assert_state (fit, "brick-10", DECT_FIT_STATE_FITTED);
  assert_state (fit, "glass", DECT_FIT_STATE_ALIKE);
  glass = parameter_of (fit, "glass");
  g_assert_cmpstr (dect_fit_list_parameters (fit, &n)[glass->alike].material, ==, "brick-10");
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "brick-10")->value + glass->value, 14.0, 0.7);
  g_assert_cmpfloat (dect_fit_get_left_out (fit)->rms_db, <, 0.4);
}

/* One wall more each time the distance doubles: as good as an exponent. */
static void
test_walls_like_distance (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  guint32 rfp = site_add_rfp (builder, 1, floor, 0, 0);

  for (guint i = 3; i < 8; i++)
    site_add_wall (builder, floor, exp2 (i), -1, exp2 (i), 1, "brick-10");

  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectFit) fit = NULL;
  const DectFitParameter *brick;

  dect_history_begin (dect_site_get_history (site), "line", NULL);
  for (guint i = 3; i < 8; i++)
    for (guint k = 0; k < 4; k++)
      {
        double x_m = exp2 (i + 0.5) + 0.02 * k;

        survey_add (dect_site_get_history (site), floor, x_m, 0, rfp,
                    survey_level (snapshot, 0, x_m, 0, 0) - (i - 2) * 2.0);
      }
  dect_history_commit (dect_site_get_history (site));
  fit = fit_of (site);
  print_fit (fit);
  assert_state (fit, "", DECT_FIT_STATE_FITTED);
  assert_state (fit, "brick-10", DECT_FIT_STATE_ALIKE);
  brick = parameter_of (fit, "brick-10");
  g_assert_cmpint (brick->alike, ==, 1);
  /* 2 dB a doubling are 6.64 dB a decade. */
  g_assert_cmpfloat_with_epsilon (parameter_of (fit, "")->value, 26.64, 1.0);
  g_assert_cmpfloat (dect_fit_get_after (fit)->rms_db, <, 0.5);
}

/* A wall that seems to make levels stronger. */
static void
test_bound (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, NULL, NULL);
  SurveyTruth truth = { 0.0, 20.0, "brick-10=0" };
  g_autofree char *text = NULL;

  site_add_wall (builder, floor, 10, -50, 10, 50, "brick-10");
  site_add_rfp (builder, 1, floor, 0, 0);

  g_autoptr (DectSite) site = end_site (builder);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) fit = NULL;
  DectHistory *history = dect_site_get_history (site);

  survey_measure (site, &truth, 0, 60, 20, 10, 0.0, 11);
  snapshot = dect_site_snapshot (site);
  dect_history_begin (history, "stronger", NULL);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SURVEY); i++)
    {
      DectSurvey *survey = dect_survey_copy (dect_snapshot_survey (snapshot, i));

      survey->rssi_dbm += survey->x_m > 10.0 ? 8.0 : 0.0;
      dect_history_put (history, DECT_RECORD (survey));
    }
  dect_history_commit (history);
  fit = fit_of (site);
  print_fit (fit);
  assert_state (fit, "brick-10", DECT_FIT_STATE_BOUND);
  g_assert_cmpfloat (parameter_of (fit, "brick-10")->value, ==, 0.0);
  g_assert_true (dect_fit_apply (fit, site));
  g_assert_nonnull (strstr (dect_site_get_info (site)->fit_losses, "brick-10=0"));
}

/* Whatever is measured, values stay possible and everything is a number. */
static void
test_garbage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (DectSite) site = office ();
      g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
      g_autoptr (DectFit) fit = NULL;
      const DectFitParameter *parameters;
      guint n;

      dect_history_begin (dect_site_get_history (site), "garbage", NULL);
      for (guint i = 0; i < round; i++)
        survey_add (dect_site_get_history (site), dect_snapshot_floor (snapshot, 0)->head.id,
                    round % 3 == 0 ? 5.0 : g_rand_double_range (rand, -5, 45),
                    round % 3 == 0 ? 5.0 : g_rand_double_range (rand, -5, 30),
                    dect_snapshot_rfp (snapshot, g_rand_int_range (rand, 0, 6))->head.id,
                    g_rand_double_range (rand, -120, 30));
      dect_history_commit (dect_site_get_history (site));
      fit = fit_of (site);
      parameters = dect_fit_list_parameters (fit, &n);
      for (guint i = 0; i < n; i++)
        {
          double low = parameters[i].term == DECT_FIT_TERM_OFFSET     ? -60
                       : parameters[i].term == DECT_FIT_TERM_EXPONENT ? 5
                                                                      : 0;
          double high = parameters[i].term == DECT_FIT_TERM_OFFSET     ? 60
                        : parameters[i].term == DECT_FIT_TERM_EXPONENT ? 80
                                                                       : DECT_FIT_LOSSES_MAX_DB;

          g_assert_true (parameters[i].value >= low && parameters[i].value <= high);
        }
      if (round > 1)
        g_assert_true (isfinite (dect_fit_get_left_out (fit)->rms_db));
      g_assert_cmpint (dect_fit_is_fitted (fit), ==, dect_fit_get_before (fit)->n >= 5);
    }
}

/* --- A corridor ------------------------------------------------------------------------------- */

/* In the spirit of validation case 5 (facts, 7; the public data are not in the tree, so the levels
 * are made up): a corridor of 35 x 6 m with rooms on both sides and base stations in four of them.
 * The same measurements are fitted by distance alone, and with the walls drawn. */
static DectSite *
corridor (DectPropagation propagation)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectFloor *made = dect_floor_new ();
  guint32 floor;

  made->building = site_add_building (builder, NAN, NAN);
  made->propagation = propagation;
  floor = dect_snapshot_builder_add (builder, DECT_RECORD (made));
  site_add_wall (builder, floor, 0, 2, 35, 2, "concrete-15");
  site_add_wall (builder, floor, 0, 4, 20, 4, "brick-24");
  site_add_wall (builder, floor, 20, 4, 35, 4, "concrete-40");
  for (guint i = 1; i < 7; i++)
    {
      site_add_wall (builder, floor, i * 5, -3, i * 5, 2, "brick-24");
      site_add_wall (builder, floor, i * 5, 4, i * 5, 9, "concrete-15");
    }
  site_add_rfp (builder, 1, floor, 2.5, -1);
  site_add_rfp (builder, 2, floor, 12.5, 6.5);
  site_add_rfp (builder, 3, floor, 22.5, -1);
  site_add_rfp (builder, 4, floor, 32.5, 6.5);
  return end_site (builder);
}

static void
test_corridor (void)
{
  static const SurveyTruth truth = { 2.0, 21.0, "brick-24=10 concrete-15=12 concrete-40=21" };
  g_autoptr (DectSite) walls = corridor (DECT_PROPAGATION_WALLS);
  g_autoptr (DectSite) blank = corridor (DECT_PROPAGATION_FREE_SPACE);
  g_autoptr (DectSnapshot) measured = NULL;
  g_autoptr (DectFit) by_walls = NULL;
  g_autoptr (DectFit) by_distance = NULL;
  const double noise_db = 3.7;

  survey_measure (walls, &truth, 0, 80, 35, 6, noise_db, 15);
  measured = dect_site_snapshot (walls);
  dect_history_begin (dect_site_get_history (blank), "copy", NULL);
  for (guint i = 0; i < dect_snapshot_count (measured, DECT_KIND_SURVEY); i++)
    {
      const DectSurvey *survey = dect_snapshot_survey (measured, i);

      survey_add (dect_site_get_history (blank), survey->floor, survey->x_m, survey->y_m,
                  survey->rfp, survey->rssi_dbm);
    }
  dect_history_commit (dect_site_get_history (blank));
  by_walls = fit_of (walls);
  by_distance = fit_of (blank);
  g_test_message ("distance only");
  print_fit (by_distance);
  g_test_message ("walls drawn");
  print_fit (by_walls);

  g_assert_cmpfloat (dect_fit_get_left_out (by_distance)->sigma_db, >, 6.5);
  g_assert_cmpfloat (dect_fit_get_before (by_walls)->sigma_db, <,
                     dect_fit_get_left_out (by_distance)->sigma_db);
  g_assert_cmpfloat_with_epsilon (dect_fit_get_left_out (by_walls)->sigma_db, noise_db, 0.5);
  g_assert_cmpfloat (dect_fit_get_left_out (by_walls)->right_sync, >,
                     dect_fit_get_left_out (by_distance)->right_sync);
}

int
main (int argc, char *argv[])
{
  test_init (&argc, &argv);

  g_test_add_func ("/radio/fit/exact", test_exact);
  g_test_add_func ("/radio/fit/noise", test_noise);
  g_test_add_func ("/radio/fit/ridge", test_ridge);
  g_test_add_func ("/radio/fit/outliers", test_outliers);
  g_test_add_func ("/radio/fit/one-distance", test_one_distance);
  g_test_add_func ("/radio/fit/one-wall", test_one_wall);
  g_test_add_func ("/radio/fit/always-together", test_always_together);
  g_test_add_func ("/radio/fit/walls-like-distance", test_walls_like_distance);
  g_test_add_func ("/radio/fit/bound", test_bound);
  g_test_add_func ("/radio/fit/garbage", test_garbage);
  g_test_add_func ("/radio/fit/corridor", test_corridor);

  return g_test_run ();
}
