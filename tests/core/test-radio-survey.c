/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-links.h"
#include "radio/dect-survey.h"

#include "support/fit-sites.h"
#include "support/test-site.h"

static void
test_places (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  guint32 near = site_add_rfp (builder, 1, floor, 0, 0);
  guint32 far = site_add_rfp (builder, 2, floor, 20, 0);
  guint32 nowhere = site_add_rfp (builder, 3, floor, NAN, 0);
  g_autoptr (DectSite) site = end_site (builder);
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) places = NULL;
  const DectSurveyPlace *place;
  const DectSurveyLevel *levels;
  guint32 first;

  dect_history_begin (history, "readings", NULL);
  first = survey_add (history, floor, 5, 5, far, -60);
  survey_add (history, floor, 5, 5, near, -50);
  survey_add (history, floor, 5.001, 5, near, -60);
  survey_add (history, floor, 9, 5, nowhere, -60);
  /* No level, no place, no base station. */
  survey_add (history, floor, 5, 5, near, NAN);
  survey_add (history, floor, NAN, 5, near, -60);
  survey_add (history, floor, 1, 1, 0, -60);
  dect_history_commit (history);
  snapshot = dect_site_snapshot (site);
  places = dect_survey_list (snapshot);

  g_assert_cmpuint (places->len, ==, 2);
  place = places->pdata[0];
  g_assert_cmpfloat (place->x_m, ==, 5);
  g_assert_cmpuint (place->floor, ==, floor);
  g_assert_cmpuint (place->records->len, ==, 3);
  g_assert_cmpuint (place->levels->len, ==, 2);
  levels = (const DectSurveyLevel *) (gconstpointer) place->levels->data;
  /* In milliwatts -50 and -60 dBm are 10 log10 ((1e-5 + 1e-6) / 2). */
  g_assert_cmpuint (levels[0].rfp, ==, near);
  g_assert_cmpuint (levels[0].n_readings, ==, 2);
  g_assert_cmpfloat_with_epsilon (levels[0].measured_dbm, -52.5964, 1e-4);
  g_assert_cmpuint (levels[1].rfp, ==, far);
  g_assert_cmpuint (levels[1].record, ==, first);
  /* What the plan shows there. */
  g_assert_cmpfloat_with_epsilon (levels[0].predicted_dbm, survey_level (snapshot, 0, 5, 5, 0),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (levels[1].predicted_dbm, survey_level (snapshot, 0, 5, 5, 1),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (place->difference_db,
                                  (levels[0].measured_dbm - levels[0].predicted_dbm
                                   + levels[1].measured_dbm - levels[1].predicted_dbm)
                                      / 2,
                                  1e-9);
  /* Of a base station that is not placed nothing is predicted. */
  place = places->pdata[1];
  g_assert_true (isnan (place->difference_db));
  g_assert_cmpuint (place->levels->len, ==, 1);
}

static void
test_words (void)
{
  static const struct
  {
    double difference_db;
    DectSurveyVerdict verdict;
    const char *words;
  } cases[] = {
    { -8.2, DECT_SURVEY_WEAKER, "−8" },   { -6, DECT_SURVEY_EQUAL, "−6" },
    { -0.4, DECT_SURVEY_EQUAL, "±0" },    { 0.5, DECT_SURVEY_EQUAL, "+1" },
    { 6.01, DECT_SURVEY_STRONGER, "+6" }, { NAN, DECT_SURVEY_UNKNOWN, "?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = dect_survey_dup_difference (cases[i].difference_db);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (dect_survey_judge (cases[i].difference_db), ==, cases[i].verdict);
    }
}

static void
test_margin (void)
{
  static const double margins[] = { -2, 0, 4.9, 5, 9.9, 10, 30 };
  static const DectMargin expected[]
      = { DECT_MARGIN_WEAK, DECT_MARGIN_WEAK,   DECT_MARGIN_WEAK,  DECT_MARGIN_FAIR,
          DECT_MARGIN_FAIR, DECT_MARGIN_STRONG, DECT_MARGIN_STRONG };
  g_autofree char *weak = dect_margin_dup_label (DECT_MARGIN_WEAK);
  g_autofree char *fair = dect_margin_dup_label (DECT_MARGIN_FAIR);
  g_autofree char *strong = dect_margin_dup_label (DECT_MARGIN_STRONG);

  for (guint i = 0; i < G_N_ELEMENTS (margins); i++)
    g_assert_cmpint (dect_margin_of (margins[i]), ==, expected[i]);
  /* Forced on, and nobody knows its level. */
  g_assert_cmpint (dect_margin_of (NAN), ==, DECT_MARGIN_STRONG);
  g_assert_cmpstr (weak, ==, "Less than 5 dB above the limit");
  g_assert_cmpstr (fair, ==, "5 to 10 dB above the limit");
  g_assert_cmpstr (strong, ==, "10 dB above the limit or more");
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/radio/survey/places", test_places);
  g_test_add_func ("/radio/survey/words", test_words);
  g_test_add_func ("/radio/survey/margin", test_margin);

  return g_test_run ();
}
