/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-private.h"

#include "radio/dect-propagation.h"
#include "radio/dect-scene.h"

#include <math.h>
#include <stdlib.h>

/* As many slabs as the scene counts. */
#define MAX_SLABS 64

#define OFFSET 0
#define EXPONENT 1

typedef struct
{
  DectSnapshot *snapshot;
  DectScene *scene;
  DectSceneWalker *walker;
  GArray *crossings;
  GHashTable *parameters; /* id of a material: index + 1 */
  DectFitData *data;
} Collector;

static void
skip (Collector *self, guint32 record, DectFitSkip reason)
{
  DectFitSkipped skipped = { record, reason };

  g_array_append_val (self->data->skipped, skipped);
}

/* --- Paths ------------------------------------------------------------------------------------ */

static guint
add_parameter (DectFitData *data, DectFitTerm term, const char *material, double table)
{
  DectFitParameter parameter = {
    .term = term,
    .material = material,
    .state = DECT_FIT_STATE_FEW,
    .alike = -1,
    .value = table,
    .table = table,
    .in_use = table,
    .error = NAN,
  };

  g_array_append_val (data->parameters, parameter);
  return data->parameters->len - 1;
}

/* A wall of no stated material counts as one of the usual; a slab of none has a loss of its own. */
static gint
find_parameter (Collector *self, const char *material)
{
  const DectMaterial *known = dect_material_find (material);
  guint index;

  if (known == NULL)
    return -1;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->parameters, known->id));
  if (index == 0)
    {
      index = add_parameter (self->data, DECT_FIT_TERM_LOSS, known->id, known->loss_db) + 1;
      g_hash_table_insert (self->parameters, (gpointer) known->id, GUINT_TO_POINTER (index));
    }
  return (gint) index - 1;
}

static int
compare_crosses (const void *a, const void *b)
{
  return DECT_FIT_COMPARE (((const DectFitCross *) a)->parameter,
                           ((const DectFitCross *) b)->parameter);
}

/* Stairs are openings in a slab. */
static gboolean
is_slab (Collector *self, const DectCrossing *crossing)
{
  const DectOpening *opening = dect_snapshot_find_opening (self->snapshot, crossing->id);

  return crossing->kind == DECT_KIND_FLOOR
         || (opening != NULL && opening->kind >= DECT_OPENING_HOLE);
}

static void
take_walls (Collector *self, DectFitPath *path)
{
  GArray *walls = g_array_new (FALSE, FALSE, sizeof (DectFitCross));

  for (guint i = 0; i < self->crossings->len; i++)
    {
      const DectCrossing *crossing = &g_array_index (self->crossings, DectCrossing, i);
      gint parameter;
      guint k = 0;

      if (is_slab (self, crossing))
        continue;
      parameter = find_parameter (self, crossing->material);
      if (parameter < 0)
        continue;
      while (k < walls->len
             && g_array_index (walls, DectFitCross, k).parameter != (guint) parameter)
        k++;
      if (k == walls->len)
        {
          DectFitCross cross = { (guint) parameter, 0 };

          g_array_append_val (walls, cross);
        }
      g_array_index (walls, DectFitCross, k).count++;
    }
  g_array_sort (walls, compare_crosses);
  path->n_walls = walls->len;
  path->walls = (DectFitCross *) (gpointer) g_array_free (walls, FALSE);
}

static double
sum_slabs (const DectFitPath *path, const double *values)
{
  double losses_db[MAX_SLABS];

  for (guint i = 0; i < path->n_slabs; i++)
    {
      const DectFitSlab *slab = &path->slabs[i];
      double moved_db = slab->parameter >= 0 ? values[slab->parameter] - slab->table_db : 0.0;

      losses_db[i] = fmax (0.0, slab->loss_db + moved_db);
    }
  return dect_propagation_slabs_db (losses_db, path->n_slabs);
}

/* Slabs that the plan leaves out are counted, but there is nothing to point at. Where the floor
 * term is that of the environment, no slab acts. */
static void
take_slabs (Collector *self, DectFitPath *path, const DectPathTerms *terms)
{
  g_autofree const DectCrossing **crossed = g_new0 (const DectCrossing *, MAX_SLABS);
  guint n = MIN (terms->n_floors, MAX_SLABS);
  guint next = 0;

  path->slabs = g_new0 (DectFitSlab, MAX (1, n));
  path->n_slabs = n;
  for (guint i = 0; i < self->crossings->len && next < n; i++)
    {
      const DectCrossing *crossing = &g_array_index (self->crossings, DectCrossing, i);

      if (is_slab (self, crossing))
        crossed[next++] = crossing;
    }
  for (guint i = 0; i < n; i++)
    path->slabs[i]
        = (DectFitSlab){ -1, i < next ? crossed[i]->loss_db : DECT_COST231_FLOOR_DB, 0.0 };
  if (fabs (sum_slabs (path, NULL) - terms->floor_db) > 1e-6)
    {
      path->n_slabs = 0;
      return;
    }

  for (guint i = 0; i < next; i++)
    {
      gint parameter = find_parameter (self, crossed[i]->material);

      path->slabs[i].parameter = parameter;
      if (parameter >= 0)
        path->slabs[i].table_db
            = g_array_index (self->data->parameters, DectFitParameter, parameter).table;
    }
}

static gboolean
take_path (Collector *self,
           const DectScenePoint *from,
           const DectScenePoint *to,
           double eirp_dbm,
           DectFitPath *path,
           DectFitObservation *observation)
{
  DectPathTerms terms;

  g_array_set_size (self->crossings, 0);
  if (!dect_scene_walk (self->walker, from, to, INFINITY, self->crossings, &terms))
    return FALSE;

  take_walls (self, path);
  take_slabs (self, path, &terms);
  path->knee_db = self->scene->wall_knee_db;
  path->slope = self->scene->wall_slope;
  path->decades = log10 (fmax (terms.distance_m, DECT_PROPAGATION_MIN_M));
  /* Not the whole loss less walls and slabs: that would keep the rounding of the order in which
   * they were met. */
  path->sent_dbm = eirp_dbm - terms.free_space_db - terms.environment_db - terms.entry_db
                   - terms.antenna_db - (path->n_slabs > 0 ? 0.0 : terms.floor_db);
  observation->distance_m = terms.distance_m;
  observation->n_walls = terms.n_walls;
  observation->n_floors = terms.n_floors;
  return TRUE;
}

/* --- Observations ----------------------------------------------------------------------------- */

static double
average_dbm (const DectFitReading *readings, guint n)
{
  double sum_mw = 0.0;

  for (guint i = 0; i < n; i++)
    sum_mw += pow (10.0, readings[i].rssi_dbm / 10.0);
  return n > 1 ? 10.0 * log10 (sum_mw / n) : readings[0].rssi_dbm;
}

static void
add_observation (Collector *self, const DectFitReading *readings, guint n)
{
  const DectSceneRfp *rfps = self->scene->rfps;
  const DectSceneRfp *rfp = &rfps[dect_snapshot_index (self->snapshot, readings->rfp)];
  DectFitPath path = { .place = readings->place, .other = readings->other };
  DectFitObservation observation = {
    .source = readings->source,
    .record = readings->record,
    .rfp = readings->rfp,
    .floor = readings->floor,
    .x_m = readings->x_m,
    .y_m = readings->y_m,
    .n_readings = n,
    .measured_dbm = average_dbm (readings, n),
    .weight = 1.0,
  };
  DectScenePoint at;

  if (readings->source == DECT_FIT_SOURCE_LINK)
    {
      observation.hearer = readings->where;
      at = rfps[dect_snapshot_index (self->snapshot, readings->where)].at;
    }
  else
    {
      dect_scene_point_on_floor (
          self->scene, (guint) dect_snapshot_index (self->snapshot, readings->floor), readings->x_m,
          readings->y_m, dect_limit_value ("handset-height"), &at);
    }
  if (!take_path (self, &rfp->at, &at, rfp->eirp_dbm, &path, &observation))
    {
      for (guint i = 0; i < n; i++)
        skip (self, readings[i].record, DECT_FIT_SKIP_PATH);
      return;
    }

  g_array_append_val (self->data->observations, observation);
  g_array_append_val (self->data->paths, path);
}

/* Readings of one place and RFP follow each other, and those of one place. */
static gboolean
add_observations (Collector *self, GArray *readings, GCancellable *cancellable, GError **error)
{
  guint begin = 0;

  while (begin < readings->len)
    {
      const DectFitReading *first = &g_array_index (readings, DectFitReading, begin);
      guint n = 1;

      while (begin + n < readings->len && dect_fit_reading_compare_places (first, first + n) == 0
             && first->rfp == first[n].rfp)
        n++;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_observation (self, first, n);
      begin += n;
    }
  return TRUE;
}

/* --- Parameters ------------------------------------------------------------------------------- */

guint
dect_fit_path_crossings (const DectFitPath *self, guint parameter)
{
  guint n = 0;

  for (guint i = 0; i < self->n_walls; i++)
    n += self->walls[i].parameter == parameter ? self->walls[i].count : 0;
  for (guint i = 0; i < self->n_slabs; i++)
    n += self->slabs[i].parameter == (gint) parameter;
  return n;
}

/* The term comes first, then what acts most often, then the name. */
int
dect_fit_parameter_compare (const DectFitParameter *p, const DectFitParameter *q)
{
  if (p->term != q->term)
    return DECT_FIT_COMPARE (p->term, q->term);
  if (p->n_observations != q->n_observations)
    return DECT_FIT_COMPARE (q->n_observations, p->n_observations);
  return g_strcmp0 (p->material, q->material);
}

static int
compare_parameters (const void *a, const void *b)
{
  return dect_fit_parameter_compare (a, b);
}

/* Materials came in the order in which they were met. */
static void
sort_parameters (Collector *self)
{
  GArray *parameters = self->data->parameters;
  GArray *paths = self->data->paths;
  g_autofree guint *place_of = g_new0 (guint, parameters->len);

  for (guint i = 0; i < parameters->len; i++)
    {
      DectFitParameter *parameter = &g_array_index (parameters, DectFitParameter, i);

      parameter->alike = (gint) i;
      for (guint k = 0; k < paths->len; k++)
        parameter->n_observations
            += dect_fit_path_crossings (&g_array_index (paths, DectFitPath, k), i) > 0;
    }
  g_array_sort (parameters, compare_parameters);
  for (guint i = 0; i < parameters->len; i++)
    {
      DectFitParameter *parameter = &g_array_index (parameters, DectFitParameter, i);

      place_of[parameter->alike] = i;
      parameter->alike = -1;
    }
  for (guint k = 0; k < paths->len; k++)
    {
      DectFitPath *path = &g_array_index (paths, DectFitPath, k);

      for (guint i = 0; i < path->n_walls; i++)
        path->walls[i].parameter = place_of[path->walls[i].parameter];
      for (guint i = 0; i < path->n_slabs; i++)
        if (path->slabs[i].parameter >= 0)
          path->slabs[i].parameter = (gint) place_of[path->slabs[i].parameter];
      if (path->n_walls > 1)
        qsort (path->walls, path->n_walls, sizeof *path->walls, compare_crosses);
    }
}

/* --- Levels ----------------------------------------------------------------------------------- */

static double
sum_walls (const DectFitPath *self, const double *values)
{
  double sum_db = 0.0;

  for (guint i = 0; i < self->n_walls; i++)
    sum_db += self->walls[i].count * values[self->walls[i].parameter];
  return sum_db;
}

double
dect_fit_path_level (const DectFitPath *self, const double *values)
{
  double walls_db
      = dect_propagation_saturated_db (sum_walls (self, values), self->knee_db, self->slope);

  return self->sent_dbm - values[OFFSET]
         - (values[EXPONENT] - DECT_FIT_FREE_SPACE_DB) * self->decades - walls_db
         - (self->n_slabs > 0 ? sum_slabs (self, values) : 0.0);
}

/* Several slabs count less, and some not at all: taken by a small step to both sides. */
static double
slope_of_slabs (const DectFitPath *self, double *values, guint parameter)
{
  double value = values[parameter];
  double step = 1e-5;
  double above, below;

  values[parameter] = value + step;
  above = sum_slabs (self, values);
  values[parameter] = value - step;
  below = sum_slabs (self, values);
  values[parameter] = value;
  return (above - below) / (2.0 * step);
}

static gboolean
is_slab_before (const DectFitPath *self, guint slab)
{
  for (guint i = 0; i < slab; i++)
    if (self->slabs[i].parameter == self->slabs[slab].parameter)
      return TRUE;
  return FALSE;
}

void
dect_fit_path_slopes (const DectFitPath *self, double *values, guint n, double *slopes)
{
  double slope = sum_walls (self, values) <= self->knee_db ? 1.0 : self->slope;

  for (guint i = 0; i < n; i++)
    slopes[i] = 0.0;
  slopes[OFFSET] = 1.0;
  slopes[EXPONENT] = self->decades;
  for (guint i = 0; i < self->n_walls; i++)
    slopes[self->walls[i].parameter] = slope * self->walls[i].count;
  for (guint i = 0; i < self->n_slabs; i++)
    {
      gint parameter = self->slabs[i].parameter;

      /* A material may stand upright and lie on one path. */
      if (parameter >= 0 && !is_slab_before (self, i))
        slopes[parameter] += slope_of_slabs (self, values, (guint) parameter);
    }
}

/* --- Data ------------------------------------------------------------------------------------- */

static void
clear_path (gpointer data)
{
  DectFitPath *path = data;

  g_free (path->walls);
  g_free (path->slabs);
}

/* The site as it would be without a fit in use: the tables predict. */
static DectSnapshot *
without_fit (DectSnapshot *snapshot)
{
  DectSnapshotBuilder *builder;
  DectSiteInfo *info;

  if (!dect_fit_snapshot_is_fitted (snapshot))
    return dect_snapshot_ref (snapshot);

  builder = dect_snapshot_builder_new ();
  info = dect_site_info_copy (dect_snapshot_get_info (snapshot));
  dect_fit_unset (info);
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  for (guint kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n);

      for (guint i = 0; i < n; i++)
        dect_snapshot_builder_add (builder, dect_record_ref (records[i]));
    }
  return dect_snapshot_builder_end (builder);
}

static int
compare_skipped (const void *a, const void *b)
{
  return DECT_FIT_COMPARE (((const DectFitSkipped *) a)->record,
                           ((const DectFitSkipped *) b)->record);
}

DectFitData *
dect_fit_data_new (DectSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectFitData) self = g_new0 (DectFitData, 1);
  g_autoptr (DectSnapshot) plain = without_fit (snapshot);
  g_autoptr (DectScene) scene = dect_scene_new (plain);
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (DectCrossing));
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) readings = NULL;
  Collector collector = { plain, scene, walker, crossings, parameters, self };

  self->observations = g_array_new (FALSE, FALSE, sizeof (DectFitObservation));
  self->paths = g_array_new (FALSE, FALSE, sizeof (DectFitPath));
  g_array_set_clear_func (self->paths, clear_path);
  self->parameters = g_array_new (FALSE, FALSE, sizeof (DectFitParameter));
  self->skipped = g_array_new (FALSE, FALSE, sizeof (DectFitSkipped));
  add_parameter (self, DECT_FIT_TERM_OFFSET, NULL, 0.0);
  add_parameter (self, DECT_FIT_TERM_EXPONENT, NULL, DECT_FIT_FREE_SPACE_DB);

  readings = dect_fit_readings_new (plain, scene, self->skipped, &self->n_places);
  if (!add_observations (&collector, readings, cancellable, error))
    return NULL;
  sort_parameters (&collector);
  g_array_sort (self->skipped, compare_skipped);
  return g_steal_pointer (&self);
}

void
dect_fit_data_free (DectFitData *self)
{
  g_array_unref (self->observations);
  g_array_unref (self->paths);
  g_array_unref (self->parameters);
  g_array_unref (self->skipped);
  g_free (self);
}
