/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-scene.h"

#include "support/radio-sites.h"

/*
 * Made-up measurements: what the scene itself predicts with numbers that the test chose, and scatter on top. Whoever fits the
 * site must find those numbers again.
 */

/** SurveyTruth: the numbers a building is made of; losses as in fit_losses */
typedef struct
{
  double offset_db;
  double exponent_db;
  const char *losses;
} SurveyTruth;

static inline void
survey_set_truth (DectSite *site, const SurveyTruth *truth)
{
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (site));

  info->fit_offset_db = truth != NULL ? truth->offset_db : (double) NAN;
  info->fit_exponent_db = truth != NULL ? truth->exponent_db : (double) NAN;
  dect_set_str (&info->fit_losses, truth != NULL ? truth->losses : NULL);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info), "truth", NULL);
}

/** survey_level: Returns: level of RFP @rfp (index) at a handset on floor @floor (index), dBm, as @snapshot predicts it */
static inline double
survey_level (DectSnapshot *snapshot, guint floor, double x_m, double y_m, guint rfp)
{
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
  DectScenePoint at;
  DectPathTerms terms;

  dect_scene_point_on_floor (scene, floor, x_m, y_m, dect_limit_value ("handset-height"), &at);
  g_assert_true (
      dect_scene_walk (walker, &scene->rfps[rfp].at, &at, INFINITY, NULL, &terms));
  return scene->rfps[rfp].eirp_dbm - terms.loss_db;
}

/** survey_link_level: Returns: level of RFP @from heard at @to (indexes), dBm */
static inline double
survey_link_level (DectSnapshot *snapshot, guint from, guint to)
{
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
  DectPathTerms terms;

  g_assert_true (dect_scene_walk (walker, &scene->rfps[from].at, &scene->rfps[to].at, INFINITY,
                                  NULL, &terms));
  return scene->rfps[from].eirp_dbm - terms.loss_db;
}

/** survey_normal: Returns: a number with mean 0 and deviation 1 (Box and Muller 1958) */
static inline double
survey_normal (GRand *rand)
{
  double u = 1.0 - g_rand_double (rand);
  double v = g_rand_double (rand);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

static inline guint32
survey_add (DectHistory *history,
            guint32 floor,
            double x_m,
            double y_m,
            guint32 rfp,
            double rssi_dbm)
{
  DectSurvey *survey = dect_survey_new ();

  survey->floor = floor;
  survey->x_m = x_m;
  survey->y_m = y_m;
  survey->rfp = rfp;
  survey->rssi_dbm = rssi_dbm;
  return dect_history_put (history, DECT_RECORD (survey));
}

/**
 * survey_measure:
 * @site: a site without a fit
 * @truth: what the building is made of
 * @floor: index of the floor walked
 * @n_places: how many places
 * @width_m: places lie between 0 and this
 * @depth_m: same
 * @noise_db: deviation of the scatter
 * @seed: of the scatter and the places
 *
 * Walks a floor: at each place the level of every RFP that is heard above -90 dBm; that is asked before the scatter comes on top,
 * so that weak levels are not the lucky ones alone.
 */
static inline void
survey_measure (DectSite *site,
                const SurveyTruth *truth,
                guint floor,
                guint n_places,
                double width_m,
                double depth_m,
                double noise_db,
                guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (DectSnapshot) built = NULL;
  DectHistory *history = dect_site_get_history (site);

  survey_set_truth (site, truth);
  built = dect_site_snapshot (site);
  survey_set_truth (site, NULL);

  dect_history_begin (history, "survey", NULL);
  for (guint i = 0; i < n_places; i++)
    {
      double x_m = round (g_rand_double_range (rand, 0.2, width_m - 0.2) * 10.0) / 10.0 + 0.03;
      double y_m = round (g_rand_double_range (rand, 0.2, depth_m - 0.2) * 10.0) / 10.0 + 0.03;

      for (guint r = 0; r < dect_snapshot_count (built, DECT_KIND_RFP); r++)
        {
          double level_dbm = survey_level (built, floor, x_m, y_m, r);

          if (level_dbm > -90.0)
            survey_add (history, dect_snapshot_floor (built, floor)->head.id, x_m, y_m,
                        dect_snapshot_rfp (built, r)->head.id,
                        level_dbm + noise_db * survey_normal (rand));
        }
    }
  dect_history_commit (history);
}
