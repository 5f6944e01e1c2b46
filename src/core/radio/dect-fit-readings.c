/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-private.h"

#include <math.h>

/* Places nearer than this are one: nobody puts a handset down more exactly. */
#define PLACE_M 0.01
#define FAR_M 1e6

/* No receiver shows levels beyond; a file may. */
#define MIN_DBM (-200.0)
#define MAX_DBM 100.0

typedef struct
{
  DectSnapshot *snapshot;
  const DectScene *scene;
  GArray *skipped;
  GArray *readings;
} Reader;

static void
skip (Reader *self, guint32 record, DectFitSkip reason)
{
  DectFitSkipped skipped = { record, reason };

  g_array_append_val (self->skipped, skipped);
}

static gboolean
is_level (double rssi_dbm)
{
  return rssi_dbm >= MIN_DBM && rssi_dbm <= MAX_DBM;
}

static gboolean
is_scaled (const DectFloor *floor)
{
  return floor == NULL || floor->plan == NULL || isfinite (floor->plan_scale_m);
}

/* Whether both RFPs and both floors can be predicted with; NULL ends are places. */
static gboolean
check_ends (Reader *self, guint32 record, const DectRfp *a, const DectRfp *b, guint32 floor)
{
  const DectRfp *ends[2] = { a, b };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gint index = ends[i] != NULL ? dect_snapshot_index (self->snapshot, ends[i]->head.id) : -1;

      if (ends[i] == NULL)
        continue;
      if (self->scene->rfps[index].at.floor < 0)
        {
          skip (self, record, DECT_FIT_SKIP_RFP);
          return FALSE;
        }
      if (!is_scaled (dect_snapshot_find_floor (self->snapshot, ends[i]->floor)))
        {
          skip (self, record, DECT_FIT_SKIP_SCALE);
          return FALSE;
        }
    }
  if (is_scaled (dect_snapshot_find_floor (self->snapshot, floor)))
    return TRUE;
  skip (self, record, DECT_FIT_SKIP_SCALE);
  return FALSE;
}

static void
read_survey (Reader *self, const DectSurvey *survey)
{
  const DectRfp *rfp = dect_snapshot_find_rfp (self->snapshot, survey->rfp);
  DectFitReading reading = {
    .source = DECT_FIT_SOURCE_SURVEY,
    .where = survey->floor,
    .rfp = survey->rfp,
    .record = survey->head.id,
    .floor = survey->floor,
    .x_m = survey->x_m,
    .y_m = survey->y_m,
    .rssi_dbm = survey->rssi_dbm,
  };

  if (!is_level (survey->rssi_dbm))
    return skip (self, survey->head.id, DECT_FIT_SKIP_LEVEL);
  if (dect_snapshot_find_floor (self->snapshot, survey->floor) == NULL
      || !(fabs (survey->x_m) <= FAR_M && fabs (survey->y_m) <= FAR_M))
    return skip (self, survey->head.id, DECT_FIT_SKIP_PLACE);
  if (rfp == NULL)
    return skip (self, survey->head.id, DECT_FIT_SKIP_RFP);
  if (!check_ends (self, survey->head.id, rfp, NULL, survey->floor))
    return;

  reading.x = llround (survey->x_m / PLACE_M);
  reading.y = llround (survey->y_m / PLACE_M);
  g_array_append_val (self->readings, reading);
}

static void
read_link (Reader *self, const DectLink *link)
{
  const DectRfp *from = dect_snapshot_find_rfp (self->snapshot, link->from);
  const DectRfp *to = dect_snapshot_find_rfp (self->snapshot, link->to);

  if (link->kind != DECT_LINK_MEASURED)
    return;
  if (!is_level (link->rssi_dbm))
    return skip (self, link->head.id, DECT_FIT_SKIP_LEVEL);
  if (from == NULL || to == NULL || from == to)
    return skip (self, link->head.id, DECT_FIT_SKIP_RFP);
  if (!check_ends (self, link->head.id, from, to, 0))
    return;

  DectFitReading reading = {
    .source = DECT_FIT_SOURCE_LINK,
    .where = link->to,
    .rfp = link->from,
    .record = link->head.id,
    .floor = to->floor,
    .x_m = to->x_m,
    .y_m = to->y_m,
    .rssi_dbm = link->rssi_dbm,
  };

  g_array_append_val (self->readings, reading);
}

/* Ids, not places in lists: the order of records must not matter. */
int
dect_fit_reading_compare_places (const DectFitReading *p, const DectFitReading *q)
{
  int order = DECT_FIT_COMPARE (p->source, q->source);

  order = order != 0 ? order : DECT_FIT_COMPARE (p->where, q->where);
  order = order != 0 ? order : DECT_FIT_COMPARE (p->y, q->y);
  return order != 0 ? order : DECT_FIT_COMPARE (p->x, q->x);
}

static int
compare_readings (const void *a, const void *b)
{
  const DectFitReading *p = a;
  const DectFitReading *q = b;
  int order = dect_fit_reading_compare_places (p, q);

  order = order != 0 ? order : DECT_FIT_COMPARE (p->rfp, q->rfp);
  return order != 0 ? order : DECT_FIT_COMPARE (p->record, q->record);
}

/* Sorted as they are, readings of one place follow each other; an RFP is a place as hearer and as
 * heard. */
static void
number_places (GArray *readings, guint *n_places)
{
  g_autoptr (GHashTable) rfps = g_hash_table_new (NULL, NULL); /* id: place + 1 */

  *n_places = 0;
  for (guint i = 0; i < readings->len; i++)
    {
      DectFitReading *reading = &g_array_index (readings, DectFitReading, i);
      guint32 ends[2] = { reading->where, reading->rfp };
      guint places[2];

      if (reading->source == DECT_FIT_SOURCE_SURVEY)
        {
          *n_places += i == 0 || dect_fit_reading_compare_places (reading - 1, reading) != 0;
          reading->place = *n_places - 1;
          reading->other = -1;
          continue;
        }
      for (guint k = 0; k < G_N_ELEMENTS (ends); k++)
        {
          places[k] = GPOINTER_TO_UINT (g_hash_table_lookup (rfps, GUINT_TO_POINTER (ends[k])));
          if (places[k] == 0)
            {
              places[k] = ++*n_places;
              g_hash_table_insert (rfps, GUINT_TO_POINTER (ends[k]), GUINT_TO_POINTER (places[k]));
            }
        }
      reading->place = places[0] - 1;
      reading->other = (gint) places[1] - 1;
    }
}

GArray *
dect_fit_readings_new (DectSnapshot *snapshot,
                       const DectScene *scene,
                       GArray *skipped,
                       guint *n_places)
{
  GArray *readings = g_array_new (FALSE, FALSE, sizeof (DectFitReading));
  Reader reader = { snapshot, scene, skipped, readings };

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_SURVEY); i++)
    read_survey (&reader, dect_snapshot_survey (snapshot, i));
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_LINK); i++)
    read_link (&reader, dect_snapshot_link (snapshot, i));
  g_array_sort (readings, compare_readings);
  number_places (readings, n_places);
  return readings;
}
