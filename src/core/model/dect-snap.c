/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-snap.h"

#include <math.h>

/* One coordinate that may be drawn to a line: x to an upright one, y to a level one. */
typedef struct
{
  double value;
  gint point; /* with which it is in line; -1: the paper, or none */
  gboolean found;
} Axis;

static Axis
find_axis (const DectSnapper *self, DectPoint at, gboolean upright)
{
  double own = upright ? at.x : at.y, reach = self->reach_m, away = G_MAXDOUBLE;
  Axis axis = { own, -1, FALSE };

  for (guint i = 0; i < self->n_points; i++)
    {
      double other = upright ? self->points[i].x : self->points[i].y;
      double along = fabs (upright ? self->points[i].y - at.y : self->points[i].x - at.x);

      /* Of those in one line the nearest gives the guide: the short one tells more. */
      if (!(fabs (other - own) <= reach)
          || (fabs (other - own) == reach && axis.found && along >= away))
        continue;
      reach = fabs (other - own);
      away = along;
      axis = (Axis){ other, (gint) i, TRUE };
    }
  if (!axis.found && self->grid_m > 0)
    {
      double line = round (own / self->grid_m) * self->grid_m;

      if (fabs (line - own) <= self->reach_m)
        axis = (Axis){ line, -1, TRUE };
    }
  return axis;
}

static void
add_guide (const DectSnapper *self, DectSnap *snap, const Axis *axis)
{
  if (!axis->found || axis->point < 0)
    return;
  snap->guides[snap->n_guides++] = (DectSegment){ self->points[axis->point], snap->point };
}

static DectSnapKind
axis_kind (const Axis *axis)
{
  if (!axis->found)
    return DECT_SNAP_NONE;
  return axis->point >= 0 ? DECT_SNAP_AXIS : DECT_SNAP_GRID;
}

/* Indices of the walls that may be in reach. */
static GArray *
walls_near (const DectSnapper *self, DectPoint point)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  double reach = self->reach_m;

  if (self->walls != NULL)
    dect_segment_index_query (self->walls, (DectPoint){ point.x - reach, point.y - reach },
                              (DectPoint){ point.x + reach, point.y + reach }, found);
  return found;
}

static gboolean
find_end (const DectSnapper *self, DectPoint point, DectPoint *end)
{
  g_autoptr (GArray) found = walls_near (self, point);
  double reach = self->reach_m;
  gboolean any = FALSE;

  for (guint k = 0; k < found->len; k++)
    {
      const DectSegment *wall
          = dect_segment_index_get (self->walls, g_array_index (found, guint, k));
      const DectPoint ends[2] = { wall->a, wall->b };

      for (guint e = 0; e < 2; e++)
        {
          double distance = hypot (ends[e].x - point.x, ends[e].y - point.y);

          if (distance > reach || (any && distance >= reach))
            continue;
          reach = distance;
          *end = ends[e];
          any = TRUE;
        }
    }
  return any;
}

/* Where the endless line of @wall has the axis's coordinate, if that is on the wall and in reach.
 */
static gboolean
cross (const DectSnapper *self,
       const DectSegment *wall,
       const Axis *axis,
       gboolean upright,
       DectPoint foot,
       DectPoint *crossing)
{
  double from = upright ? wall->a.x : wall->a.y, to = upright ? wall->b.x : wall->b.y;
  double t = (axis->value - from) / (to - from);

  if (!axis->found || axis->point < 0 || !(t >= 0 && t <= 1))
    return FALSE;
  *crossing = (DectPoint){ wall->a.x + t * (wall->b.x - wall->a.x),
                           wall->a.y + t * (wall->b.y - wall->a.y) };
  return hypot (crossing->x - foot.x, crossing->y - foot.y) <= self->reach_m;
}

static DectSnap
on_wall (const DectSnapper *self, const DectSegment *wall, DectPoint foot)
{
  DectSnap snap = { .point = foot, .kind = DECT_SNAP_WALL };

  for (guint upright = 0; upright < 2; upright++)
    {
      Axis axis = find_axis (self, foot, upright);

      if (!cross (self, wall, &axis, upright, foot, &snap.point))
        {
          snap.point = foot;
          continue;
        }
      add_guide (self, &snap, &axis);
      break;
    }
  return snap;
}

DectSnap
dect_snap (const DectSnapper *self, DectPoint point)
{
  DectSnap snap = { .point = point, .kind = DECT_SNAP_NONE };
  DectPoint foot;
  Axis x, y;
  gint wall;

  g_return_val_if_fail (self != NULL, snap);

  if (!isfinite (point.x) || !isfinite (point.y) || !(self->reach_m > 0))
    return snap;
  if (find_end (self, point, &snap.point))
    {
      snap.kind = DECT_SNAP_END;
      return snap;
    }
  wall = self->walls != NULL ? dect_segment_index_nearest (self->walls, point, self->reach_m, &foot)
                             : -1;
  if (wall >= 0)
    return on_wall (self, dect_segment_index_get (self->walls, (guint) wall), foot);
  x = find_axis (self, point, TRUE);
  y = find_axis (self, point, FALSE);
  snap.point = (DectPoint){ x.value, y.value };
  snap.kind = axis_kind (&x);
  if (snap.kind == DECT_SNAP_NONE || axis_kind (&y) == DECT_SNAP_AXIS)
    snap.kind = axis_kind (&y);
  add_guide (self, &snap, &x);
  add_guide (self, &snap, &y);
  return snap;
}

/* Where a level (upright) line through @point meets a wall in reach. */
static gboolean
meet_wall (const DectSnapper *self, DectPoint point, gboolean level, DectPoint *meeting)
{
  g_autoptr (GArray) found = walls_near (self, point);
  double reach = self->reach_m;
  gboolean any = FALSE;

  for (guint k = 0; k < found->len; k++)
    {
      const DectSegment *wall
          = dect_segment_index_get (self->walls, g_array_index (found, guint, k));
      double from = level ? wall->a.y : wall->a.x, to = level ? wall->b.y : wall->b.x;
      double t = ((level ? point.y : point.x) - from) / (to - from);
      double at = level ? wall->a.x + t * (wall->b.x - wall->a.x)
                        : wall->a.y + t * (wall->b.y - wall->a.y);

      if (!(t >= 0 && t <= 1) || !(fabs (at - (level ? point.x : point.y)) <= reach))
        continue;
      reach = fabs (at - (level ? point.x : point.y));
      *meeting = level ? (DectPoint){ at, point.y } : (DectPoint){ point.x, at };
      any = TRUE;
    }
  return any;
}

DectSnap
dect_snap_straight (const DectSnapper *self, DectPoint from, DectPoint point)
{
  gboolean level = fabs (point.x - from.x) >= fabs (point.y - from.y);
  DectSnap snap
      = { .point = level ? (DectPoint){ point.x, from.y } : (DectPoint){ from.x, point.y },
          .kind = DECT_SNAP_NONE };
  DectPoint end;
  Axis axis;

  g_return_val_if_fail (self != NULL, snap);

  if (!isfinite (point.x) || !isfinite (point.y) || !(self->reach_m > 0))
    return snap;
  if (find_end (self, snap.point, &end) && (level ? end.y == from.y : end.x == from.x))
    {
      snap.point = end;
      snap.kind = DECT_SNAP_END;
    }
  else if (meet_wall (self, snap.point, level, &snap.point))
    snap.kind = DECT_SNAP_WALL;
  else
    {
      /* A level line is free in x, so it is drawn to upright ones. */
      axis = find_axis (self, snap.point, level);
      *(level ? &snap.point.x : &snap.point.y) = axis.value;
      snap.kind = axis_kind (&axis);
      add_guide (self, &snap, &axis);
    }
  return snap;
}
