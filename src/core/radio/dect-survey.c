/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-survey.h"

#include <math.h>

#include "radio/dect-radio-data.h"
#include "radio/dect-scene.h"

/* Places nearer than this are one: nobody puts a handset down more exactly. */
#define PLACE_M 0.01
#define FAR_M 1e6
/* No receiver shows levels beyond; a file may. */
#define MIN_DBM (-200.0)
#define MAX_DBM 100.0

static gboolean
is_usable (DectSnapshot *snapshot, const DectSurvey *survey)
{
  return survey->rssi_dbm >= MIN_DBM && survey->rssi_dbm <= MAX_DBM && fabs (survey->x_m) <= FAR_M
         && fabs (survey->y_m) <= FAR_M
         && dect_snapshot_find_floor (snapshot, survey->floor) != NULL
         && dect_snapshot_find_rfp (snapshot, survey->rfp) != NULL;
}

static int
compare (double a, double b)
{
  return (a > b) - (a < b);
}

static int
compare_places (const DectSurvey *a, const DectSurvey *b)
{
  int order = (a->floor > b->floor) - (a->floor < b->floor);

  order = order != 0 ? order : compare (round (a->y_m / PLACE_M), round (b->y_m / PLACE_M));
  return order != 0 ? order : compare (round (a->x_m / PLACE_M), round (b->x_m / PLACE_M));
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const DectSurvey *p = *(const DectSurvey *const *) a;
  const DectSurvey *q = *(const DectSurvey *const *) b;
  int order = compare_places (p, q);

  order = order != 0 ? order : (p->rfp > q->rfp) - (p->rfp < q->rfp);
  return order != 0 ? order : (p->head.id > q->head.id) - (p->head.id < q->head.id);
}

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const DectSurveyLevel *p = a;
  const DectSurveyLevel *q = b;
  int order = compare (q->measured_dbm, p->measured_dbm);

  return order != 0 ? order : (p->rfp > q->rfp) - (p->rfp < q->rfp);
}

static void
place_free (gpointer data)
{
  DectSurveyPlace *place = data;

  g_array_unref (place->records);
  g_array_unref (place->levels);
  g_free (place);
}

static double
predict (const DectScene *scene,
         DectSceneWalker *walker,
         DectSnapshot *snapshot,
         const DectSurvey *survey)
{
  const DectSceneRfp *rfp = &scene->rfps[dect_snapshot_index (snapshot, survey->rfp)];
  g_autoptr (DectPath) path = NULL;
  DectScenePoint handset;

  if (!rfp->on)
    return NAN;
  dect_scene_point_on_floor (scene, (guint) dect_snapshot_index (snapshot, survey->floor),
                             survey->x_m, survey->y_m, dect_limit_value ("handset-height"),
                             &handset);
  path = dect_scene_trace (walker, &rfp->at, &handset, rfp->eirp_dbm);
  return path != NULL ? dect_path_get_level (path) : (double) NAN;
}

/* Its levels are there; they become means, sorted. */
static void
finish (DectSurveyPlace *place)
{
  double sum_db = 0;
  guint n = 0;

  for (guint i = 0; i < place->levels->len; i++)
    {
      DectSurveyLevel *level = &g_array_index (place->levels, DectSurveyLevel, i);

      level->measured_dbm = 10 * log10 (level->measured_dbm / level->n_readings);
      if (isnan (level->predicted_dbm))
        continue;
      sum_db += level->measured_dbm - level->predicted_dbm;
      n++;
    }
  place->difference_db = n > 0 ? sum_db / n : (double) NAN;
  g_array_sort (place->levels, compare_levels);
}

static DectSurveyPlace *
begin (const DectSurvey *survey)
{
  DectSurveyPlace *place = g_new0 (DectSurveyPlace, 1);

  place->floor = survey->floor;
  place->x_m = survey->x_m;
  place->y_m = survey->y_m;
  place->records = g_array_new (FALSE, FALSE, sizeof (guint32));
  place->levels = g_array_new (FALSE, FALSE, sizeof (DectSurveyLevel));
  return place;
}

GPtrArray *
dect_survey_list (DectSnapshot *snapshot)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);
  g_autoptr (GPtrArray) readings = g_ptr_array_new ();
  g_autoptr (DectSceneWalker) walker = NULL;
  g_autoptr (DectScene) scene = NULL;
  DectSurveyPlace *place = NULL;

  g_return_val_if_fail (snapshot != NULL, places);

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SURVEY); i++)
    if (is_usable (snapshot, dect_snapshot_survey (snapshot, i)))
      g_ptr_array_add (readings, (gpointer) dect_snapshot_survey (snapshot, i));
  if (readings->len == 0)
    return places;
  g_ptr_array_sort (readings, compare_readings);
  scene = dect_scene_new (snapshot);
  walker = dect_scene_walker_new (scene);
  for (guint i = 0; i < readings->len; i++)
    {
      const DectSurvey *survey = readings->pdata[i];
      const DectSurvey *before = i > 0 ? readings->pdata[i - 1] : NULL;
      gboolean new_place = before == NULL || compare_places (before, survey) != 0;
      DectSurveyLevel *level;

      if (new_place)
        {
          place = begin (survey);
          g_ptr_array_add (places, place);
        }
      g_array_append_val (place->records, survey->head.id);
      if (new_place || before->rfp != survey->rfp)
        {
          DectSurveyLevel fresh
              = { survey->head.id, survey->rfp, 0, 0, predict (scene, walker, snapshot, survey) };

          g_array_append_val (place->levels, fresh);
        }
      level = &g_array_index (place->levels, DectSurveyLevel, place->levels->len - 1);
      level->n_readings++;
      level->measured_dbm += pow (10, survey->rssi_dbm / 10);
    }
  for (guint i = 0; i < places->len; i++)
    finish (places->pdata[i]);
  return places;
}

DectSurveyVerdict
dect_survey_judge (double difference_db)
{
  double scatter_db = dect_limit_value ("sigma-walls");

  if (isnan (difference_db))
    return DECT_SURVEY_UNKNOWN;
  return difference_db < -scatter_db  ? DECT_SURVEY_WEAKER
         : difference_db > scatter_db ? DECT_SURVEY_STRONGER
                                      : DECT_SURVEY_EQUAL;
}

char *
dect_survey_dup_difference (double difference_db)
{
  double rounded = round (difference_db);

  if (isnan (difference_db))
    return g_strdup ("?");
  return g_strdup_printf ("%s%.0f", rounded > 0 ? "+" : rounded < 0 ? "−" : "±", fabs (rounded));
}
