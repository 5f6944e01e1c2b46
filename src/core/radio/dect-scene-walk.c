/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-path-private.h"
#include "radio/dect-propagation.h"
#include "radio/dect-scene-private.h"

#include <math.h>
#include <string.h>

/* Slabs beyond cost as much as this many: far more than any signal survives. */
#define MAX_SLABS 64

struct _DectSceneWalker
{
  const DectScene *scene;
  guint32 *stamps; /* by piece of the storey in hand */
  guint n_stamps;
  guint32 stamp;
};

/* One path on its way: ends in the order that does not depend on who is called first. */
typedef struct
{
  const DectScene *scene;
  const DectScenePoint *a;
  const DectScenePoint *b;
  double enough_db;
  GArray *crossings; /* nullable */
  DectPathTerms *terms;
  double slabs_db[MAX_SLABS];
  guint n_slabs;
  gboolean slab_stated;
} Walk;

/* A path in the frame of one building, and the part of it that lies between two elevations. */
typedef struct
{
  double x1, y1, z1;
  double x2, y2, z2;
  double from, to; /* 0 to 1 along the path; to is not part of it unless it is 1 */
} Leg;

/* --- Helpers ---------------------------------------------------------------------------------- */

static double
sum_terms (const DectPathTerms *terms)
{
  return terms->free_space_db + terms->environment_db + terms->fit_db + terms->wall_db
         + terms->floor_db + terms->entry_db + terms->antenna_db;
}

static const DectSceneFloor *
floor_of (const DectScene *scene, const DectScenePoint *point)
{
  return &scene->floors[point->floor];
}

static gboolean
goes_by_environment (const DectSceneFloor *floor)
{
  return floor->model == DECT_PROPAGATION_ENVIRONMENT;
}

static guint
building_of (const DectScene *scene, const DectScenePoint *point)
{
  return scene->storeys[floor_of (scene, point)->storey].building;
}

gboolean
dect_scene_clip (double z1, double z2, double low, double high, double *from, double *to)
{
  double rise = z2 - z1;
  double t1, t2;

  *from = 0.0;
  *to = 1.0;
  if (fabs (rise) < 1e-9)
    return z1 >= low && z1 < high;

  t1 = (low - z1) / rise;
  t2 = (high - z1) / rise;
  *from = CLAMP (fmin (t1, t2), 0.0, 1.0);
  *to = CLAMP (fmax (t1, t2), 0.0, 1.0);
  return *to > *from;
}

static gboolean
clip_leg (Leg *leg, double low, double high)
{
  return dect_scene_clip (leg->z1, leg->z2, low, high, &leg->from, &leg->to);
}

static void
note_crossing (const Walk *walk, const Leg *leg, double t, DectCrossing crossing, guint floor)
{
  const DectSceneFloor *at = &walk->scene->floors[floor];
  DectPoint p = { leg->x1 + t * (leg->x2 - leg->x1), leg->y1 + t * (leg->y2 - leg->y1) };
  DectTransform back;

  if (walk->crossings == NULL)
    return;

  back = dect_transform_invert (&at->to_building);
  p = dect_transform_apply (&back, p);
  crossing.along_m = t * walk->terms->distance_m;
  crossing.floor = at->id;
  crossing.x_m = p.x;
  crossing.y_m = p.y;
  g_array_append_val (walk->crossings, crossing);
}

/* --- Walls ------------------------------------------------------------------------------------ */

static void
cross_wall (Walk *walk, const DectSceneStorey *storey, guint i, const Leg *leg, double t)
{
  const DectSceneWalls *walls = &storey->walls;
  DectCrossing crossing = {
    .id = walls->id[i],
    .kind = walls->is_opening[i] ? DECT_KIND_OPENING : DECT_KIND_WALL,
    .material = walls->material[i]->id,
    .loss_db = walls->loss_db[i],
  };

  walk->terms->wall_sum_db += walls->loss_db[i];
  walk->terms->n_walls++;
  if (walk->crossings != NULL)
    note_crossing (walk, leg, t, crossing, walls->floor[i]);
}

static void
next_stamp (DectSceneWalker *self)
{
  if (++self->stamp != 0)
    return;
  memset (self->stamps, 0, self->n_stamps * sizeof *self->stamps);
  self->stamp = 1;
}

static void
walk_walls (DectSceneWalker *self, Walk *walk, const DectSceneStorey *storey, const Leg *leg)
{
  const DectSceneWalls *walls = &storey->walls;
  double segment[4] = {
    leg->x1 + leg->from * (leg->x2 - leg->x1),
    leg->y1 + leg->from * (leg->y2 - leg->y1),
    leg->x1 + leg->to * (leg->x2 - leg->x1),
    leg->y1 + leg->to * (leg->y2 - leg->y1),
  };
  guint r1, r2, c1, c2;

  if (!dect_scene_walls_rows (walls, segment, &r1, &r2))
    return;

  next_stamp (self);
  for (guint r = r1; r <= r2; r++)
    {
      if (!dect_scene_walls_columns (walls, segment, r, &c1, &c2))
        continue;
      for (guint k = walls->start[r * walls->columns + c1];
           k < walls->start[r * walls->columns + c2 + 1]; k++)
        {
          guint32 i = walls->items[k];
          double t;

          if (self->stamps[i] == self->stamp)
            continue;
          self->stamps[i] = self->stamp;
          t = dect_scene_walls_meet (walls, i, leg->x1, leg->y1, leg->x2, leg->y2);
          if (t >= leg->from && (t < leg->to || leg->to >= 1.0))
            cross_wall (walk, storey, i, leg, t);
        }
      walk->terms->wall_db = dect_propagation_saturated_db (
          walk->terms->wall_sum_db, walk->scene->wall_knee_db, walk->scene->wall_slope);
      if (sum_terms (walk->terms) > walk->enough_db)
        return;
    }
}

/* --- Slabs ------------------------------------------------------------------------------------ */

static void
add_slab (Walk *walk, double loss_db, gboolean stated)
{
  if (walk->n_slabs < MAX_SLABS)
    walk->slabs_db[walk->n_slabs++] = loss_db;
  walk->slab_stated |= stated;
}

const DectSceneHole *
dect_scene_find_hole (const DectSceneStorey *storey, double x, double y)
{
  const DectSceneHole *best = NULL;

  for (guint i = 0; i < storey->n_holes; i++)
    {
      const DectSceneHole *hole = &storey->holes[i];

      if (x >= hole->x1 && x <= hole->x2 && y >= hole->y1 && y <= hole->y2
          && (best == NULL || hole->loss_db < best->loss_db))
        best = hole;
    }
  return best;
}

/* The slab below the storey's feet. */
static void
cross_slab (Walk *walk, const DectSceneStorey *storey, const Leg *leg)
{
  double rise = leg->z2 - leg->z1;
  double t = fabs (rise) < 1e-9 ? 0.0 : CLAMP ((storey->z0 - leg->z1) / rise, 0.0, 1.0);
  double cosine = walk->terms->distance_m > 0.0 ? fabs (rise) / walk->terms->distance_m : 1.0;
  const DectSceneHole *hole = dect_scene_find_hole (storey, leg->x1 + t * (leg->x2 - leg->x1),
                                                    leg->y1 + t * (leg->y2 - leg->y1));
  DectCrossing crossing = {
    .id = walk->scene->floors[storey->slab_floor].id,
    .kind = DECT_KIND_FLOOR,
    .material = storey->slab_material != NULL ? storey->slab_material->id : NULL,
    .loss_db = dect_scene_slab_db (storey, cosine),
  };

  if (hole != NULL && hole->loss_db <= 0.0)
    return;
  if (hole != NULL)
    {
      crossing.id = hole->id;
      crossing.kind = DECT_KIND_OPENING;
      crossing.material = dect_material_for_opening (DECT_OPENING_STAIR)->id;
      crossing.loss_db = hole->loss_db;
    }
  add_slab (walk, crossing.loss_db, hole != NULL || storey->slab_material != NULL);
  note_crossing (walk, leg, t, crossing, storey->slab_floor);
}

/* Slabs of @n storeys that the plan leaves out. */
static void
cross_missing_slabs (Walk *walk, gint n)
{
  for (gint i = 0; i < MIN (n, MAX_SLABS); i++)
    add_slab (walk, DECT_COST231_FLOOR_DB, FALSE);
}

static double
environment_floors_db (const DectSceneFloor *floor, guint n)
{
  return floor->environment->first_floor_db + floor->environment->next_floor_db * (n - 1);
}

double
dect_scene_slabs_db (
    const DectScene *self, guint a, guint b, double *slabs_db, guint n_slabs, gboolean any_stated)
{
  const DectSceneFloor *floor_a = &self->floors[a];
  const DectSceneFloor *floor_b = &self->floors[b];

  if (n_slabs > 0 && goes_by_environment (floor_a) && goes_by_environment (floor_b) && !any_stated)
    return fmax (environment_floors_db (floor_a, n_slabs),
                 environment_floors_db (floor_b, n_slabs));
  return dect_propagation_slabs_db (slabs_db, n_slabs);
}

static void
finish_slabs (Walk *walk)
{
  walk->terms->n_floors = walk->n_slabs;
  walk->terms->floor_db
      = dect_scene_slabs_db (walk->scene, (guint) walk->a->floor, (guint) walk->b->floor,
                             walk->slabs_db, walk->n_slabs, walk->slab_stated);
}

/* --- Environment ------------------------------------------------------------------------------ */

double
dect_scene_excess_db (const DectScene *self,
                      const DectSceneFloor *floor,
                      double distance_m,
                      double free_space_db)
{
  const DectEnvironment *environment = floor->environment;
  double reference_db = isfinite (environment->reference_db)
                            ? environment->reference_db
                            : dect_propagation_p1238_reference_db (self->frequency_mhz);

  return dect_propagation_power_law_db (reference_db, environment->exponent_db, distance_m)
         - free_space_db;
}

static double
excess_db (const Walk *walk, const DectSceneFloor *floor)
{
  return fmax (0.0, dect_scene_excess_db (walk->scene, floor, walk->terms->distance_m,
                                          walk->terms->free_space_db));
}

gboolean
dect_scene_storey_has_walls (const DectScene *self, guint a, guint b, guint storey)
{
  const DectSceneFloor *floor_a = &self->floors[a];
  const DectSceneFloor *floor_b = &self->floors[b];
  gboolean here_a = floor_a->storey == (gint) storey;
  gboolean here_b = floor_b->storey == (gint) storey;

  if (!here_a && !here_b)
    return self->storeys[storey].model != DECT_PROPAGATION_ENVIRONMENT;
  return !(here_a && goes_by_environment (floor_a)) && !(here_b && goes_by_environment (floor_b));
}

static gboolean
storey_has_walls (const Walk *walk, guint storey)
{
  return dect_scene_storey_has_walls (walk->scene, (guint) walk->a->floor, (guint) walk->b->floor,
                                      storey);
}

/* What the environment of a storey costs a path that is wholly inside. */
static double
storey_excess_db (const Walk *walk, guint storey)
{
  const DectScene *scene = walk->scene;
  const DectSceneFloor *a = floor_of (scene, walk->a);
  const DectSceneFloor *b = floor_of (scene, walk->b);
  double best = 0.0;

  if (a->storey == (gint) storey && goes_by_environment (a))
    best = excess_db (walk, a);
  if (b->storey == (gint) storey && goes_by_environment (b))
    best = fmax (best, excess_db (walk, b));
  if (a->storey != (gint) storey && b->storey != (gint) storey)
    best = excess_db (walk, &scene->floors[scene->storeys[storey].slab_floor]);
  return best;
}

/* --- Paths ------------------------------------------------------------------------------------ */

static void
walk_storey (DectSceneWalker *self, Walk *walk, guint i, Leg *leg, gboolean clip)
{
  const DectSceneStorey *storey = &walk->scene->storeys[i];

  leg->from = 0.0;
  leg->to = 1.0;
  if (clip && !clip_leg (leg, storey->z0, storey->z1))
    return;
  if (storey_has_walls (walk, i))
    walk_walls (self, walk, storey, leg);
}

static void
add_environment (Walk *walk, guint i, Leg *leg, gboolean clip)
{
  const DectSceneStorey *storey = &walk->scene->storeys[i];

  leg->from = 0.0;
  leg->to = 1.0;
  if (storey_has_walls (walk, i) || (clip && !clip_leg (leg, storey->z0, storey->z1)))
    return;
  walk->terms->environment_db += (leg->to - leg->from) * storey_excess_db (walk, i);
}

const DectSceneFloor *
dect_scene_missing_floor (const DectScene *self, guint a, guint b)
{
  const DectSceneFloor *floor_a = &self->floors[a];
  const DectSceneFloor *floor_b = &self->floors[b];
  const DectSceneFloor *low = floor_a->storey < floor_b->storey ? floor_a : floor_b;
  const DectSceneFloor *high = low == floor_a ? floor_b : floor_a;

  if (goes_by_environment (low))
    return low;
  return goes_by_environment (high) ? high : NULL;
}

/* Storeys of a building that the plan leaves out count like the one of an end that goes by
 * environment, the lower one where both do. */
static void
add_missing_environment (Walk *walk,
                         Leg *leg,
                         const DectSceneStorey *below,
                         const DectSceneStorey *above)
{
  const DectSceneFloor *floor
      = dect_scene_missing_floor (walk->scene, (guint) walk->a->floor, (guint) walk->b->floor);

  if (floor != NULL && clip_leg (leg, below->z1, above->z0))
    walk->terms->environment_db += (leg->to - leg->from) * excess_db (walk, floor);
}

static void
walk_inside (DectSceneWalker *self, Walk *walk)
{
  const DectScene *scene = walk->scene;
  Leg leg = { walk->a->x, walk->a->y, walk->a->z, walk->b->x, walk->b->y, walk->b->z, 0.0, 1.0 };
  guint sa = (guint) floor_of (scene, walk->a)->storey;
  guint sb = (guint) floor_of (scene, walk->b)->storey;
  guint low = MIN (sa, sb);
  guint high = MAX (sa, sb);

  for (guint i = low + 1; i <= high; i++)
    {
      gint gap = scene->storeys[i].level - scene->storeys[i - 1].level - 1;

      cross_missing_slabs (walk, gap);
      cross_slab (walk, &scene->storeys[i], &leg);
      if (gap > 0)
        add_missing_environment (walk, &leg, &scene->storeys[i - 1], &scene->storeys[i]);
    }
  finish_slabs (walk);
  for (guint i = low; i <= high && sum_terms (walk->terms) <= walk->enough_db; i++)
    add_environment (walk, i, &leg, low != high);
  for (guint i = low; i <= high && sum_terms (walk->terms) <= walk->enough_db; i++)
    walk_storey (self, walk, i, &leg, low != high);
}

static void
move_to_building (const DectScene *scene,
                  const DectScenePoint *point,
                  const DectSceneBuilding *building,
                  double *x,
                  double *y)
{
  DectPoint p = dect_scene_to_building (&scene->buildings[building_of (scene, point)], building,
                                        (DectPoint){ point->x, point->y });

  *x = p.x;
  *y = p.y;
}

static void
cross_slabs_of (Walk *walk, const DectSceneBuilding *building, const Leg *leg)
{
  double low = fmin (leg->z1, leg->z2);
  double high = fmax (leg->z1, leg->z2);

  for (guint i = building->first; i < building->first + building->n_storeys; i++)
    {
      const DectSceneStorey *storey = &walk->scene->storeys[i];
      double t, x, y;

      if (!(storey->z0 > low && storey->z0 <= high))
        continue;
      t = (storey->z0 - leg->z1) / (leg->z2 - leg->z1);
      x = leg->x1 + t * (leg->x2 - leg->x1);
      y = leg->y1 + t * (leg->y2 - leg->y1);
      if (x >= building->x1 && x <= building->x2 && y >= building->y1 && y <= building->y2)
        cross_slab (walk, storey, leg);
    }
}

/* Higher up there is less in the way outside. */
double
dect_scene_entry_db (const DectScene *self, const DectScenePoint *end)
{
  const DectSceneFloor *floor = floor_of (self, end);
  const DectEnvironment *environment = floor->environment;
  double height = end->z - self->buildings[building_of (self, end)].ground_z;

  if (!goes_by_environment (floor))
    return 0.0;
  return fmax (0.0, environment->entry_db - environment->entry_gain_db_m * fmax (0.0, height));
}

/* From one building to another: what stands in any of the placed ones. */
static void
walk_across (DectSceneWalker *self, Walk *walk)
{
  const DectScene *scene = walk->scene;

  walk->terms->entry_db
      = dect_scene_entry_db (scene, walk->a) + dect_scene_entry_db (scene, walk->b);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < scene->n_buildings; i++)
        {
          const DectSceneBuilding *building = &scene->buildings[i];
          Leg leg = { .z1 = walk->a->z, .z2 = walk->b->z };

          if (!building->placed || sum_terms (walk->terms) > walk->enough_db)
            continue;
          move_to_building (scene, walk->a, building, &leg.x1, &leg.y1);
          move_to_building (scene, walk->b, building, &leg.x2, &leg.y2);
          if (pass == 0)
            cross_slabs_of (walk, building, &leg);
          for (guint s = building->first; pass == 1 && s < building->first + building->n_storeys;
               s++)
            walk_storey (self, walk, s, &leg, TRUE);
        }
      if (pass == 0)
        {
          walk->terms->n_floors = walk->n_slabs;
          walk->terms->floor_db = dect_propagation_slabs_db (walk->slabs_db, walk->n_slabs);
        }
    }
}

/* Any order will do that does not depend on which end the caller names first. */
gboolean
dect_scene_is_swapped (const DectScene *scene, const DectScenePoint *a, const DectScenePoint *b)
{
  if (building_of (scene, a) != building_of (scene, b))
    return building_of (scene, a) > building_of (scene, b);
  if (a->x != b->x)
    return a->x > b->x;
  if (a->y != b->y)
    return a->y > b->y;
  if (a->z != b->z)
    return a->z > b->z;
  return a->floor > b->floor;
}

static double
distance_between (const DectScene *scene, const DectScenePoint *a, const DectScenePoint *b)
{
  double x = a->x;
  double y = a->y;

  if (building_of (scene, a) != building_of (scene, b))
    move_to_building (scene, a, &scene->buildings[building_of (scene, b)], &x, &y);
  return hypot (hypot (b->x - x, b->y - y), b->z - a->z);
}

/* From one end to the other in the frame of the first one's building. */
static double
pattern_db (const DectScene *scene, const DectScenePoint *from, const DectScenePoint *to)
{
  double x = to->x;
  double y = to->y;

  if (dect_antenna_is_even (from->antenna))
    return 0.0;
  if (building_of (scene, from) != building_of (scene, to))
    move_to_building (scene, to, &scene->buildings[building_of (scene, from)], &x, &y);
  return dect_antenna_loss_db (from->antenna, from->azimuth_deg, x - from->x, y - from->y,
                               to->z - from->z);
}

double
dect_scene_antenna_db (const DectScene *self, const DectScenePoint *a, const DectScenePoint *b)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL, 0.0);

  return pattern_db (self, a, b) + pattern_db (self, b, a);
}

gboolean
dect_scene_walk (DectSceneWalker *self,
                 const DectScenePoint *a,
                 const DectScenePoint *b,
                 double enough_db,
                 GArray *crossings,
                 DectPathTerms *terms)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL && terms != NULL, FALSE);

  const DectScene *scene = self->scene;
  gboolean across;
  Walk walk = { .scene = scene, .enough_db = enough_db, .crossings = crossings, .terms = terms };

  *terms = (DectPathTerms){ 0 };
  if (a->floor < 0 || b->floor < 0)
    return FALSE;
  across = building_of (scene, a) != building_of (scene, b);
  if (across
      && (!scene->buildings[building_of (scene, a)].placed
          || !scene->buildings[building_of (scene, b)].placed))
    return FALSE;

  walk.a = dect_scene_is_swapped (scene, a, b) ? b : a;
  walk.b = walk.a == a ? b : a;
  terms->distance_m = distance_between (scene, walk.a, walk.b);
  terms->free_space_db = dect_propagation_free_space_db (scene->frequency_mhz, terms->distance_m);
  terms->fit_db
      = scene->fit_offset_db
        + dect_propagation_power_law_db (0.0, scene->fit_exponent_db - 20.0, terms->distance_m);
  terms->antenna_db = dect_scene_antenna_db (scene, walk.a, walk.b);
  if (sum_terms (terms) <= enough_db)
    {
      if (across)
        walk_across (self, &walk);
      else
        walk_inside (self, &walk);
    }
  terms->loss_db = sum_terms (terms);
  return TRUE;
}

DectSceneWalker *
dect_scene_walker_new (const DectScene *scene)
{
  DectSceneWalker *self;
  guint n = 1;

  g_return_val_if_fail (scene != NULL, NULL);

  for (guint i = 0; i < scene->n_storeys; i++)
    n = MAX (n, scene->storeys[i].walls.n);

  self = g_new0 (DectSceneWalker, 1);
  self->scene = scene;
  self->n_stamps = n;
  self->stamps = g_new0 (guint32, n);
  return self;
}

void
dect_scene_walker_free (DectSceneWalker *self)
{
  if (self == NULL)
    return;

  g_free (self->stamps);
  g_free (self);
}

/* --- Explaining ------------------------------------------------------------------------------- */

static int
compare_crossings (const void *a, const void *b)
{
  const DectCrossing *x = a;
  const DectCrossing *y = b;

  if (x->along_m != y->along_m)
    return x->along_m < y->along_m ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

DectPath *
dect_scene_trace (DectSceneWalker *self,
                  const DectScenePoint *a,
                  const DectScenePoint *b,
                  double eirp_dbm)
{
  g_return_val_if_fail (self != NULL && a != NULL && b != NULL, NULL);

  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (DectCrossing));
  DectPathTerms terms;

  if (!dect_scene_walk (self, a, b, INFINITY, crossings, &terms))
    return NULL;

  for (guint i = 0; dect_scene_is_swapped (self->scene, a, b) && i < crossings->len; i++)
    {
      DectCrossing *crossing = &g_array_index (crossings, DectCrossing, i);

      crossing->along_m = terms.distance_m - crossing->along_m;
    }
  g_array_sort (crossings, compare_crossings);
  return dect_path_new (&terms, eirp_dbm - terms.loss_db, g_steal_pointer (&crossings));
}
