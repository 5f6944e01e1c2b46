/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-sight.h"

#include "radio/dect-antenna.h"
#include "radio/dect-propagation.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-scene-private.h"

#include <math.h>

/* Decibels to a decade of distance, as decibels to a doubling of its square. */
#define LOG_SHARE 0.15051499783199060 /* log10 (2) / 2 */

/* Rises below are none, as in dect_scene_clip(). */
#define LEVEL_M 1e-9

static DectPoint
place_of_cell (const DectRaster *raster, guint column, guint row)
{
  return (DectPoint){ raster->area.x1_m + (column + 0.5) * raster->cell_m,
                      raster->area.y1_m + (row + 0.5) * raster->cell_m };
}

void
dect_raster_point (
    const DectRaster *self, const DectScene *scene, guint column, guint row, DectScenePoint *point)
{
  DectPoint place = place_of_cell (self, column, row);

  dect_scene_point_on_floor (scene, self->floor, place.x, place.y,
                             dect_limit_value ("handset-height"), point);
}

/* --- Frames ----------------------------------------------------------------------------------- */

static const DectSceneBuilding *
building_of (const DectScene *scene, gint floor)
{
  return &scene->buildings[scene->storeys[scene->floors[floor].storey].building];
}

/* Cells to the frame of a building. */
static DectTransform
cells_to (const DectSight *self, const DectSceneBuilding *building)
{
  const DectRaster *raster = self->raster;
  const DectSceneBuilding *own = building_of (self->scene, (gint) raster->floor);
  DectTransform cells = { raster->cell_m,
                          0.0,
                          0.0,
                          raster->cell_m,
                          raster->area.x1_m + (self->column_begin + 0.5) * raster->cell_m,
                          raster->area.y1_m + 0.5 * raster->cell_m };

  cells = dect_transform_compose (&self->scene->floors[raster->floor].to_building, &cells);
  if (!self->across)
    return cells;
  cells = dect_transform_compose (&own->to_site, &cells);
  return dect_transform_compose (&building->from_site, &cells);
}

/* The source in the frame of a building; the same steps as the walk takes. */
static DectPoint
source_in (const DectSight *self, const DectSceneBuilding *building)
{
  DectPoint p = { self->from.x, self->from.y };

  if (self->across)
    p = dect_scene_to_building (building_of (self->scene, self->from.floor), building, p);
  return p;
}

static void
place_source (DectSight *self)
{
  const DectSceneBuilding *own = building_of (self->scene, (gint) self->raster->floor);
  DectTransform cells = cells_to (self, own);
  DectTransform back = dect_transform_invert (&cells);
  DectPoint at = dect_transform_apply (&back, source_in (self, own));

  self->column = at.x;
  self->row = at.y;
}

/* --- What lies between ------------------------------------------------------------------------ */

/* Part of the path on a storey, measured from both ends. */
static gboolean
find_range (const DectSight *self, const DectSceneStorey *storey, gboolean clip, double range[2][2])
{
  double z = self->from.z;
  double end_z = self->handset_z;

  for (guint i = 0; i < 2; i++)
    {
      range[i][0] = 0.0;
      range[i][1] = 1.0;
      if (clip
          && !dect_scene_clip (i == 0 ? z : end_z, i == 0 ? end_z : z, storey->z0, storey->z1,
                               &range[i][0], &range[i][1]))
        return FALSE;
    }
  return TRUE;
}

static void
add_leg (DectSight *self, const DectSceneStorey *storey, gboolean clip)
{
  const DectSceneBuilding *building = &self->scene->buildings[storey->building];
  const DectSightLeg *last = self->n_legs > 0 ? &self->legs[self->n_legs - 1] : NULL;
  DectPoint at = source_in (self, building);
  DectSightLeg leg = {
    .walls = &storey->walls,
    .building = building,
    .cells = cells_to (self, building),
    .x = at.x,
    .y = at.y,
    .first = last != NULL ? last->first + last->walls->n : 0,
  };

  if (storey->walls.n == 0 || !find_range (self, storey, clip, leg.range))
    return;
  self->legs = g_renew (DectSightLeg, self->legs, self->n_legs + 1);
  self->legs[self->n_legs++] = leg;
}

static gboolean
is_even (const DectSceneStorey *storey)
{
  for (guint i = 1; i < DECT_SCENE_SLAB_STEPS; i++)
    {
      if (storey->slab_db[i] != storey->slab_db[0])
        return FALSE;
    }
  return TRUE;
}

static void
add_slab (DectSight *self, const DectSceneStorey *storey, gboolean bounded)
{
  DectSightSlab slab = { .storey = storey, .even = TRUE };

  if (self->n_slabs == DECT_SIGHT_SLABS)
    {
      self->plain = FALSE;
      return;
    }
  if (storey != NULL)
    {
      const DectSceneBuilding *building = &self->scene->buildings[storey->building];
      DectPoint at = source_in (self, building);

      slab.building = bounded ? building : NULL;
      slab.cells = cells_to (self, building);
      slab.x = at.x;
      slab.y = at.y;
      slab.t = fabs (self->rise_m) < LEVEL_M
                   ? 0.0
                   : CLAMP ((storey->z0 - self->from.z) / self->rise_m, 0.0, 1.0);
      slab.even = is_even (storey);
      self->n_zoned += bounded || storey->n_holes > 0;
    }
  self->slabs = g_renew (DectSightSlab, self->slabs, self->n_slabs + 1);
  self->slabs[self->n_slabs++] = slab;
}

static void
set_line (const DectSight *self, DectKernelExcess *excess, guint line, const DectSceneFloor *floor)
{
  double f = self->scene->frequency_mhz;
  double at_1
      = dect_scene_excess_db (self->scene, floor, 1.0, dect_propagation_free_space_db (f, 1.0));
  double at_10
      = dect_scene_excess_db (self->scene, floor, 10.0, dect_propagation_free_space_db (f, 10.0));

  excess->a[line] = (float) at_1;
  excess->b[line] = (float) ((at_10 - at_1) * LOG_SHARE);
}

/* Of two floors, the one that costs more counts at each distance. */
static void
add_excess (DectSight *self,
            const DectSceneFloor *one,
            const DectSceneFloor *two,
            const double range[2])
{
  DectKernelExcess excess = { .share = (float) (range[1] - range[0]) };

  set_line (self, &excess, 0, one != NULL ? one : two);
  set_line (self, &excess, 1, two != NULL ? two : one);
  self->excess = g_renew (DectKernelExcess, self->excess, self->n_excess + 1);
  self->excess[self->n_excess++] = excess;
}

static const DectSceneFloor *
if_here_by_environment (const DectSight *self, guint floor, guint storey)
{
  const DectSceneFloor *at = &self->scene->floors[floor];

  return at->storey == (gint) storey && at->model == DECT_PROPAGATION_ENVIRONMENT ? at : NULL;
}

/* As walk_inside() does. */
static void
add_storey (DectSight *self, guint i, gboolean clip)
{
  const DectScene *scene = self->scene;
  const DectSceneStorey *storey = &scene->storeys[i];
  guint a = (guint) self->from.floor;
  guint b = self->raster->floor;
  const DectSceneFloor *one = if_here_by_environment (self, a, i);
  const DectSceneFloor *two = if_here_by_environment (self, b, i);
  double range[2][2];

  if (dect_scene_storey_has_walls (scene, a, b, i))
    {
      add_leg (self, storey, clip);
      return;
    }
  if (!find_range (self, storey, clip, range))
    return;
  if (scene->floors[a].storey != (gint) i && scene->floors[b].storey != (gint) i)
    one = &scene->floors[storey->slab_floor];
  if (one != NULL || two != NULL)
    add_excess (self, one, two, range[0]);
}

static void
look_inside (DectSight *self)
{
  const DectScene *scene = self->scene;
  guint sa = (guint) scene->floors[self->from.floor].storey;
  guint sb = (guint) scene->floors[self->raster->floor].storey;
  guint low = MIN (sa, sb);
  guint high = MAX (sa, sb);
  const DectSceneFloor *missing
      = dect_scene_missing_floor (scene, (guint) self->from.floor, self->raster->floor);

  /* Where a level path meets a slab is not said by its height. */
  if (low != high && fabs (self->rise_m) < LEVEL_M)
    self->plain = FALSE;
  for (guint i = low; i <= high; i++)
    {
      gint gap = i > low ? scene->storeys[i].level - scene->storeys[i - 1].level - 1 : 0;
      DectSceneStorey between = { 0 };
      double range[2][2];

      for (gint k = 0; k < MIN (gap, DECT_SIGHT_SLABS); k++)
        add_slab (self, NULL, FALSE);
      if (i > low)
        add_slab (self, &scene->storeys[i], FALSE);
      between.z0 = i > low ? scene->storeys[i - 1].z1 : 0.0;
      between.z1 = scene->storeys[i].z0;
      if (gap > 0 && missing != NULL && find_range (self, &between, TRUE, range))
        add_excess (self, missing, NULL, range[0]);
      add_storey (self, i, low != high);
    }
}

/* As walk_across() does. */
static void
look_across (DectSight *self, const DectScenePoint *handset)
{
  const DectScene *scene = self->scene;
  double low = fmin (self->from.z, handset->z);
  double high = fmax (self->from.z, handset->z);

  self->base_db += dect_scene_entry_db (scene, &self->from) + dect_scene_entry_db (scene, handset);
  for (guint i = 0; i < scene->n_storeys; i++)
    {
      const DectSceneStorey *storey = &scene->storeys[i];

      if (!scene->buildings[storey->building].placed)
        continue;
      if (storey->z0 > low && storey->z0 <= high)
        add_slab (self, storey, TRUE);
      if (dect_scene_storey_has_walls (scene, (guint) self->from.floor, self->raster->floor, i))
        add_leg (self, storey, TRUE);
    }
}

/* --- Reach ------------------------------------------------------------------------------------ */

/* The least that all slabs together may cost. */
static double
least_floors_db (const DectSight *self)
{
  double slabs_db[DECT_SIGHT_SLABS];

  if (self->n_zoned > 0 || self->n_slabs == 0)
    return 0.0;
  for (guint i = 0; i < self->n_slabs; i++)
    {
      const DectSceneStorey *storey = self->slabs[i].storey;

      slabs_db[i] = storey != NULL ? storey->slab_db[0] : DECT_COST231_FLOOR_DB;
      for (guint k = 1; storey != NULL && k < DECT_SCENE_SLAB_STEPS; k++)
        slabs_db[i] = fmin (slabs_db[i], storey->slab_db[k]);
    }
  for (guint stated = 0; stated < self->n_slabs; stated++)
    {
      const DectSceneStorey *storey = self->slabs[stated].storey;

      if (storey != NULL && storey->slab_material != NULL)
        return dect_propagation_slabs_db (slabs_db, self->n_slabs);
    }
  return dect_scene_slabs_db (self->scene, (guint) self->from.floor, self->raster->floor, slabs_db,
                              self->n_slabs, FALSE);
}

/* Cells @n of a line that are no farther than @reach from @at. */
static void
find_reach (double at, double reach, guint n, guint *begin, guint *end)
{
  *begin = (guint) CLAMP (floor (at - reach) - 1.0, 0.0, n);
  *end = (guint) CLAMP (ceil (at + reach) + 2.0, *begin, n);
}

/* Free space and slabs alone may be too much for the far cells. */
static gboolean
limit_reach (DectSight *self, double most_db)
{
  double left_db = most_db - self->base_db - least_floors_db (self);
  double square, reach;

  self->column_end = self->raster->columns;
  self->row_end = self->raster->rows;
  if (!(self->log_db > 0.0))
    return TRUE;
  if (left_db < 0.0)
    return FALSE;

  square = exp2 (fmin (left_db / self->log_db + 0.01, 100.0)) - self->rise_m * self->rise_m;
  if (square < 0.0)
    return FALSE;
  reach = sqrt (square) / self->raster->cell_m;
  find_reach (self->column, reach, self->raster->columns, &self->column_begin, &self->column_end);
  find_reach (self->row, reach, self->raster->rows, &self->row_begin, &self->row_end);
  return self->column_begin < self->column_end && self->row_begin < self->row_end;
}

/* --- View ------------------------------------------------------------------------------------- */

static void
shift_columns (DectSight *self)
{
  double shift = self->column_begin;

  self->column -= shift;
  for (guint i = 0; i < self->n_legs; i++)
    {
      self->legs[i].cells.x0 += shift * self->legs[i].cells.xx;
      self->legs[i].cells.y0 += shift * self->legs[i].cells.yx;
    }
  for (guint i = 0; i < self->n_slabs; i++)
    {
      self->slabs[i].cells.x0 += shift * self->slabs[i].cells.xx;
      self->slabs[i].cells.y0 += shift * self->slabs[i].cells.yx;
    }
}

DectSight *
dect_sight_new (const DectScene *scene,
                const DectScenePoint *from,
                const DectRaster *raster,
                double most_db)
{
  g_autoptr (DectSight) self = NULL;
  DectScenePoint handset;

  g_return_val_if_fail (scene != NULL && from != NULL && raster != NULL, NULL);

  if (from->floor < 0)
    return NULL;
  self = g_new0 (DectSight, 1);
  self->scene = scene;
  self->raster = raster;
  self->from = *from;
  self->plain = TRUE;
  self->across = building_of (scene, from->floor) != building_of (scene, (gint) raster->floor);
  if (self->across
      && (!building_of (scene, from->floor)->placed
          || !building_of (scene, (gint) raster->floor)->placed))
    return NULL;

  dect_raster_point (raster, scene, 0, 0, &handset);
  self->handset_z = handset.z;
  self->rise_m = handset.z - from->z;
  self->base_db = dect_propagation_free_space_db (scene->frequency_mhz, 1.0) + scene->fit_offset_db;
  self->log_db = scene->fit_exponent_db * LOG_SHARE;
  place_source (self);
  if (self->across)
    look_across (self, &handset);
  else
    look_inside (self);
  if (!limit_reach (self, most_db))
    return NULL;
  shift_columns (self);
  return g_steal_pointer (&self);
}

void
dect_sight_free (DectSight *self)
{
  if (self == NULL)
    return;

  g_free (self->excess);
  g_free (self->legs);
  g_free (self->slabs);
  g_free (self);
}

/* --- Walls ------------------------------------------------------------------------------------ */

double
dect_sight_unit_db (const DectSight *self)
{
  double unit_db = 1.0 / 16384.0;
  double sum_db = 0.0;

  for (guint i = 0; i < self->n_legs; i++)
    for (guint k = 0; k < self->legs[i].walls->n; k++)
      sum_db += self->legs[i].walls->loss_db[k] + unit_db;
  while (sum_db / unit_db > G_MAXINT32 / 2)
    unit_db *= 2.0;
  return unit_db;
}

/* a x + b y >= k in the frame of the leg, as one in cells. */
static DectPlane
plane_in_cells (const DectSightLeg *leg, double a, double b, double k)
{
  const DectTransform *cells = &leg->cells;

  return (DectPlane){ a * cells->xx + b * cells->yx, a * cells->xy + b * cells->yy,
                      k - a * cells->x0 - b * cells->y0 };
}

/* Right of the line from the source through a point, seen with y down; @turn -1: left of it. */
static DectPlane
plane_through (const DectSight *self, const DectSightLeg *leg, double x, double y, double turn)
{
  DectPlane plane = plane_in_cells (leg, -turn * (y - leg->y), turn * (x - leg->x), 0.0);

  plane.k = plane.a * self->column + plane.b * self->row;
  return plane;
}

/* The shadow of wall @i in cells. With the source @d from the wall's line and a cell @q beyond it,
 * the path crosses at d / (d + q): the storey's range is one of q. */
static guint
find_planes (const DectSight *self, const DectSightLeg *leg, guint i, DectPlane *planes)
{
  const DectSceneWalls *walls = leg->walls;
  double d = walls->nx[i] * leg->x + walls->ny[i] * leg->y - walls->nd[i];
  double side = d > 0.0 ? 1.0 : -1.0;
  double from = leg->range[0][0];
  double to = leg->range[0][1];
  double nx = side * walls->nx[i];
  double ny = side * walls->ny[i];
  double nd = side * walls->nd[i];
  double near = DECT_SCENE_CONTACT_M;
  double turn;

  d = fabs (d);
  if (!(d > DECT_SCENE_CONTACT_M))
    return 0;
  if (to < 1.0)
    near = fmax (near, d * (1.0 - to) / to);
  planes[0] = plane_in_cells (leg, -nx, -ny, near - nd);
  turn = (walls->x1[i] - leg->x) * (walls->y2[i] - leg->y)
                     - (walls->y1[i] - leg->y) * (walls->x2[i] - leg->x)
                 > 0.0
             ? 1.0
             : -1.0;
  planes[1] = plane_through (self, leg, walls->x1[i], walls->y1[i], turn);
  planes[2] = plane_through (self, leg, walls->x2[i], walls->y2[i], -turn);
  if (!(from > 0.0))
    return 3;
  planes[3] = plane_in_cells (leg, nx, ny, nd - d * (1.0 - from) / from);
  return 4;
}

void
dect_sight_add_shadows (const DectSight *self, double unit_db, DectShadows *shadows)
{
  for (guint l = 0; l < self->n_legs; l++)
    {
      const DectSightLeg *leg = &self->legs[l];

      for (guint i = 0; i < leg->walls->n; i++)
        {
          DectPlane planes[DECT_SHADOW_PLANES];
          guint n = find_planes (self, leg, i, planes);

          if (n > 0)
            dect_shadows_add (shadows, planes, n,
                              (gint32) lround (leg->walls->loss_db[i] / unit_db), leg->first + i);
        }
    }
}

gboolean
dect_sight_is_hit (const DectSight *self, guint32 shadow, guint column, guint row)
{
  guint l = self->n_legs - 1;
  const DectSightLeg *leg;
  const double *range;
  DectScenePoint handset;
  DectPoint end;
  double t;

  while (self->legs[l].first > shadow)
    l--;
  leg = &self->legs[l];
  end = place_of_cell (self->raster, self->column_begin + column, row);
  end = dect_transform_apply (&self->scene->floors[self->raster->floor].to_building, end);
  handset = (DectScenePoint){ .floor = (gint) self->raster->floor, end.x, end.y, self->handset_z };
  if (self->across)
    end = dect_scene_to_building (building_of (self->scene, handset.floor), leg->building, end);
  if (dect_scene_is_swapped (self->scene, &self->from, &handset))
    {
      range = leg->range[1];
      t = dect_scene_walls_meet (leg->walls, shadow - leg->first, end.x, end.y, leg->x, leg->y);
    }
  else
    {
      range = leg->range[0];
      t = dect_scene_walls_meet (leg->walls, shadow - leg->first, leg->x, leg->y, end.x, end.y);
    }
  return t >= range[0] && (t < range[1] || range[1] >= 1.0);
}

/* --- Antenna ---------------------------------------------------------------------------------- */

gboolean
dect_sight_antenna (const DectSight *self, DectKernelAntenna *antenna)
{
  const DectAntenna *pattern = self->from.antenna;
  double azimuth = self->from.azimuth_deg * G_PI / 180.0;
  gboolean beam;
  DectTransform cells, back;

  if (dect_antenna_is_even (pattern))
    return FALSE;

  /* Up on the plan of its building is north. */
  cells = cells_to (self, building_of (self->scene, self->from.floor));
  back = dect_transform_invert (&cells);
  beam = pattern->beam_deg > 0.0 && pattern->back_db > 0.0;
  *antenna = (DectKernelAntenna){
    .x = (float) (self->raster->cell_m * (back.xx * sin (azimuth) - back.xy * cos (azimuth))),
    .y = (float) (self->raster->cell_m * (back.yx * sin (azimuth) - back.yy * cos (azimuth))),
    .edge = (float) self->raster->cell_m,
    .rise = (float) (self->rise_m * self->rise_m),
    .beam = beam ? (float) (12.0 * pow (180.0 / G_PI / pattern->beam_deg, 2.0)) : 0.0f,
    .back_db = beam ? (float) pattern->back_db : 0.0f,
    .zenith_db = pattern->zenith_db > 0.0 ? (float) pattern->zenith_db : 0.0f,
  };
  return TRUE;
}
