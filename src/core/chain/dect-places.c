/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-places.h"

#include "plan/dect-plan.h"

#include <math.h>

#define OUTLINE_CELL_M 0.5
#define OUTLINE_MAX_SIDE 1000.0
#define ENCLOSED_SHARE 0.5
#define RFP_MARGIN_M 10.0
#define ROUND_M 0.05

/* --- What is on the floor --------------------------------------------------------------------- */

static const DectRectangle nowhere = { INFINITY, INFINITY, -INFINITY, -INFINITY };

static void
widen (DectRectangle *self, double x, double y, double by)
{
  self->x1 = fmin (self->x1, x - by);
  self->y1 = fmin (self->y1, y - by);
  self->x2 = fmax (self->x2, x + by);
  self->y2 = fmax (self->y2, y + by);
}

static void
read_walls (DectPlaces *self, DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_WALL);

  self->walls = g_new (double, MAX (1, 4 * (gsize) n));
  for (guint i = 0; i < n; i++)
    {
      const DectWall *wall = dect_snapshot_wall (snapshot, i);
      const double ends[4] = { wall->x1_m, wall->y1_m, wall->x2_m, wall->y2_m };
      double *into = &self->walls[4 * (gsize) self->n_walls];

      if (wall->floor != self->floor || !isfinite (ends[0] + ends[1] + ends[2] + ends[3]))
        continue;
      for (guint k = 0; k < 4; k++)
        into[k] = ends[k];
      widen (&self->bounds, ends[0], ends[1], 0.0);
      widen (&self->bounds, ends[2], ends[3], 0.0);
      self->n_walls++;
    }
  self->has_walls = self->bounds.x2 > self->bounds.x1 && self->bounds.y2 > self->bounds.y1;
  if (!self->has_walls)
    self->bounds = nowhere;
}

static void
read_zones (DectPlaces *self, DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_ZONE);

  self->cover = g_new (DectRectangle, MAX (1, n));
  self->forbidden = g_new (DectRectangle, MAX (1, n));
  for (guint i = 0; i < n; i++)
    {
      const DectZone *zone = dect_snapshot_zone (snapshot, i);
      DectRectangle area = nowhere;

      if (zone->floor != self->floor
          || !isfinite (zone->x1_m + zone->y1_m + zone->x2_m + zone->y2_m))
        continue;
      widen (&area, zone->x1_m, zone->y1_m, 0.0);
      widen (&area, zone->x2_m, zone->y2_m, 0.0);
      if (zone->kind == DECT_ZONE_FORBIDDEN)
        self->forbidden[self->n_forbidden++] = area;
      else if (area.x2 > area.x1 && area.y2 > area.y1)
        self->cover[self->n_cover++] = area;
    }
}

static void
read_rfps (DectPlaces *self, DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  self->rfps = g_new0 (DectPoint, MAX (1, n));
  self->rfp_ids = g_new (guint32, MAX (1, n));
  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      if (rfp->floor != self->floor || !dect_rfp_is_placed (rfp))
        continue;
      self->rfps[self->n_rfps] = (DectPoint){ rfp->x_m, rfp->y_m };
      self->rfp_ids[self->n_rfps++] = rfp->head.id;
    }
}

/* A plan without scale says nothing about metres. */
static void
widen_to_plan (DectPlaces *self, DectSnapshot *snapshot, const DectFloor *floor)
{
  GBytes *bytes = dect_snapshot_get_blob (snapshot, floor->plan);
  g_autoptr (DectPlan) plan = NULL;
  DectTransform transform;
  double width, height;

  if (bytes == NULL || !isfinite (floor->plan_scale_m))
    return;
  plan = dect_plan_open (bytes, NULL);
  if (plan == NULL
      || !dect_plan_get_size (plan, (guint) MAX (0, floor->plan_page), &width, &height))
    return;
  transform = dect_floor_plan_transform (floor);
  for (guint i = 0; i < 4; i++)
    {
      DectPoint corner = dect_transform_apply (
          &transform, (DectPoint){ (i & 1) != 0 ? width : 0.0, (i & 2) != 0 ? height : 0.0 });

      if (isfinite (corner.x) && isfinite (corner.y))
        widen (&self->bounds, corner.x, corner.y, 0.0);
    }
}

/* --- What the walls enclose ------------------------------------------------------------------- */

static gsize
cell_at (const DectPlaces *self, double x, double y)
{
  guint column = (guint) CLAMP ((x - self->bounds.x1) / self->cell_m + 1.0, 0.0, self->columns - 1);
  guint row = (guint) CLAMP ((y - self->bounds.y1) / self->cell_m + 1.0, 0.0, self->rows - 1);

  return (gsize) row * self->columns + column;
}

enum
{
  CELL_UNKNOWN,
  CELL_WALL,
  CELL_OUTSIDE,
};

/* Steps of a third of a cell leave no way through between neighbours by an edge. */
static void
draw_wall (DectPlaces *self, const double *wall)
{
  double length_m = hypot (wall[2] - wall[0], wall[3] - wall[1]);
  guint n = (guint) ceil (3.0 * length_m / self->cell_m) + 1;

  for (guint i = 0; i <= n; i++)
    {
      double t = (double) i / n;

      self->outside[cell_at (self, wall[0] + t * (wall[2] - wall[0]),
                             wall[1] + t * (wall[3] - wall[1]))]
          = CELL_WALL;
    }
}

/* From a corner of the rim, that is one cell wide and has no walls. Returns how many are outside.
 */
static gsize
flood (DectPlaces *self)
{
  g_autofree gsize *stack = g_new (gsize, (gsize) self->columns * self->rows);
  gsize n_stack = 0;
  gsize n_outside = 1;

  stack[n_stack++] = 0;
  self->outside[0] = CELL_OUTSIDE;
  while (n_stack > 0)
    {
      gsize cell = stack[--n_stack];
      gsize column = cell % self->columns;
      gsize row = cell / self->columns;
      const gsize next[4]
          = { column > 0 ? cell - 1 : cell, column + 1 < self->columns ? cell + 1 : cell,
              row > 0 ? cell - self->columns : cell,
              row + 1 < self->rows ? cell + self->columns : cell };

      for (guint i = 0; i < 4; i++)
        {
          if (self->outside[next[i]] != CELL_UNKNOWN)
            continue;
          self->outside[next[i]] = CELL_OUTSIDE;
          stack[n_stack++] = next[i];
          n_outside++;
        }
    }
  return n_outside;
}

static void
find_outline (DectPlaces *self)
{
  double width_m = self->bounds.x2 - self->bounds.x1;
  double depth_m = self->bounds.y2 - self->bounds.y1;
  gsize n, n_rim;

  self->cell_m = fmax (OUTLINE_CELL_M, fmax (width_m, depth_m) / OUTLINE_MAX_SIDE);
  self->columns = (guint) floor (width_m / self->cell_m) + 3;
  self->rows = (guint) floor (depth_m / self->cell_m) + 3;
  n = (gsize) self->columns * self->rows;
  n_rim = 2 * ((gsize) self->columns + self->rows) - 4;
  self->outside = g_new0 (guint8, n);
  for (guint i = 0; i < self->n_walls; i++)
    draw_wall (self, &self->walls[4 * (gsize) i]);
  if ((double) (flood (self) - n_rim) > (1.0 - ENCLOSED_SHARE) * (double) (n - n_rim))
    g_clear_pointer (&self->outside, g_free);
}

/* --- Public ----------------------------------------------------------------------------------- */

DectPlaces *
dect_places_new (DectSnapshot *snapshot, guint floor)
{
  DectPlaces *self = g_new0 (DectPlaces, 1);
  const DectFloor *record;

  g_return_val_if_fail (snapshot != NULL, NULL);

  record = dect_snapshot_floor (snapshot, floor);
  self->floor = record->head.id;
  self->bounds = nowhere;
  read_walls (self, snapshot);
  read_zones (self, snapshot);
  read_rfps (self, snapshot);
  if (self->has_walls)
    find_outline (self);
  else
    widen_to_plan (self, snapshot, record);
  if (!(self->bounds.x2 > self->bounds.x1 && self->bounds.y2 > self->bounds.y1))
    {
      self->bounds = nowhere;
      for (guint i = 0; i < self->n_rfps; i++)
        widen (&self->bounds, self->rfps[i].x, self->rfps[i].y, RFP_MARGIN_M);
    }
  return self;
}

void
dect_places_free (DectPlaces *self)
{
  if (self == NULL)
    return;

  g_free (self->cover);
  g_free (self->forbidden);
  g_free (self->walls);
  g_free (self->rfps);
  g_free (self->rfp_ids);
  g_free (self->outside);
  g_free (self);
}

static gboolean
is_within (const DectRectangle *area, double x_m, double y_m)
{
  return x_m >= area->x1 && x_m <= area->x2 && y_m >= area->y1 && y_m <= area->y2;
}

gboolean
dect_places_is_inside (const DectPlaces *self, double x_m, double y_m)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return is_within (&self->bounds, x_m, y_m)
         && (self->outside == NULL || self->outside[cell_at (self, x_m, y_m)] != CELL_OUTSIDE);
}

/* Nearest point of a wall. Returns the square of the distance to it. */
static double
nearest_of_wall (const double *wall, double x, double y, DectPoint *nearest)
{
  double dx = wall[2] - wall[0];
  double dy = wall[3] - wall[1];
  double square = dx * dx + dy * dy;
  double t = square > 0.0 ? ((x - wall[0]) * dx + (y - wall[1]) * dy) / square : 0.0;

  t = CLAMP (t, 0.0, 1.0);
  nearest->x = wall[0] + t * dx;
  nearest->y = wall[1] + t * dy;
  return (x - nearest->x) * (x - nearest->x) + (y - nearest->y) * (y - nearest->y);
}

static double
nearest_wall (const DectPlaces *self, double x_m, double y_m, DectPoint *nearest)
{
  double best = INFINITY;

  for (guint i = 0; i < self->n_walls; i++)
    {
      DectPoint point;
      double square = nearest_of_wall (&self->walls[4 * (gsize) i], x_m, y_m, &point);

      if (square >= best)
        continue;
      best = square;
      *nearest = point;
    }
  return sqrt (best);
}

gboolean
dect_places_is_allowed (const DectPlaces *self, double x_m, double y_m)
{
  DectPoint nearest;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!dect_places_is_inside (self, x_m, y_m))
    return FALSE;
  for (guint i = 0; i < self->n_forbidden; i++)
    {
      if (is_within (&self->forbidden[i], x_m, y_m))
        return FALSE;
    }
  /* A place put at the clearance exactly must not fail by rounding. */
  return nearest_wall (self, x_m, y_m, &nearest) >= 0.99 * DECT_PLACES_CLEARANCE_M;
}

double
dect_places_distance (const DectPlaces *self, double x_m, double y_m, guint32 except)
{
  double best = INFINITY;

  g_return_val_if_fail (self != NULL, 0.0);

  for (guint i = 0; i < self->n_rfps; i++)
    {
      if (self->rfp_ids[i] != except)
        best = fmin (best, hypot (self->rfps[i].x - x_m, self->rfps[i].y - y_m));
    }
  return best;
}

/* Onto its own side of a wall that is near; a point right on the wall has no side and goes to the
 * one where it is allowed. */
static DectPoint
snap (const DectPlaces *self, DectPoint point, double reach_m)
{
  DectPoint nearest = point;
  double distance_m = nearest_wall (self, point.x, point.y, &nearest);

  if (!(distance_m < reach_m))
    return point;
  if (distance_m > 1e-6)
    {
      double t = DECT_PLACES_CLEARANCE_M / distance_m;

      return (DectPoint){ nearest.x + t * (point.x - nearest.x),
                          nearest.y + t * (point.y - nearest.y) };
    }
  for (guint i = 0; i < 4; i++)
    {
      static const double directions[4][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
      DectPoint beside = { nearest.x + DECT_PLACES_CLEARANCE_M * directions[i][0],
                           nearest.y + DECT_PLACES_CLEARANCE_M * directions[i][1] };

      if (dect_places_is_allowed (self, beside.x, beside.y))
        return beside;
    }
  return point;
}

DectPoint
dect_places_round (const DectPlaces *self, DectPoint point)
{
  DectPoint rounded = { round (point.x / ROUND_M) * ROUND_M, round (point.y / ROUND_M) * ROUND_M };

  g_return_val_if_fail (self != NULL, point);

  return dect_places_is_allowed (self, rounded.x, rounded.y) ? rounded : point;
}

GArray *
dect_places_lattice (const DectPlaces *self, double spacing_m, const DectRectangle *region)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (DectPoint));
  guint columns, rows;

  g_return_val_if_fail (self != NULL && spacing_m > 0.0, points);

  if (!(self->bounds.x2 > self->bounds.x1))
    return points;
  columns = (guint) fmax (1.0, ceil ((self->bounds.x2 - self->bounds.x1) / spacing_m));
  rows = (guint) fmax (1.0, ceil ((self->bounds.y2 - self->bounds.y1) / spacing_m));
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        /* Evenly, so that the rim is as near on each side. */
        DectPoint point
            = { self->bounds.x1 + (column + 0.5) / columns * (self->bounds.x2 - self->bounds.x1),
                self->bounds.y1 + (row + 0.5) / rows * (self->bounds.y2 - self->bounds.y1) };

        if (region != NULL && !is_within (region, point.x, point.y))
          continue;
        point = dect_places_round (self, snap (self, point, spacing_m / 3.0));
        if (dect_places_is_allowed (self, point.x, point.y))
          g_array_append_val (points, point);
      }
  return points;
}
