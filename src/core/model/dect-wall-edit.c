/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-wall-edit.h"

#include <math.h>

DectSegment
dect_wall_segment (const DectWall *wall)
{
  return (DectSegment){ { wall->x1_m, wall->y1_m }, { wall->x2_m, wall->y2_m } };
}

DectSegment
dect_opening_segment (const DectOpening *opening)
{
  return (DectSegment){ { opening->x1_m, opening->y1_m }, { opening->x2_m, opening->y2_m } };
}

gboolean
dect_opening_in_slab (DectOpeningKind kind)
{
  return kind == DECT_OPENING_HOLE || kind == DECT_OPENING_STAIR;
}

static gboolean
is_near (const DectSegment *wall, DectPoint point)
{
  DectPoint foot = dect_segment_foot (wall, point);

  return hypot (foot.x - point.x, foot.y - point.y) <= DECT_WALL_HOLD_M;
}

gboolean
dect_wall_holds (const DectWall *wall, const DectOpening *opening)
{
  DectSegment line, hole;

  g_return_val_if_fail (wall != NULL && opening != NULL, FALSE);

  if (wall->floor != opening->floor || dect_opening_in_slab (opening->kind))
    return FALSE;
  line = dect_wall_segment (wall);
  hole = dect_opening_segment (opening);
  return is_near (&line, hole.a) && is_near (&line, hole.b);
}

static double
moved (DectPoint before, DectPoint after)
{
  return hypot (after.x - before.x, after.y - before.y);
}

static DectSegment
turned (const DectSegment *segment)
{
  return (DectSegment){ segment->b, segment->a };
}

DectSegment
dect_wall_carry (const DectSegment *before, const DectSegment *after, const DectSegment *opening)
{
  /* Measured from the end that stayed. */
  gboolean from_a = moved (before->a, after->a) <= moved (before->b, after->b);
  DectSegment old = from_a ? *before : turned (before);
  DectSegment new = from_a ? *after : turned (after);
  double length = dect_segment_length (&new);
  double first = dect_segment_along (&old, opening->a);
  double last = dect_segment_along (&old, opening->b);
  double low = fmin (first, last), high = fmax (first, last);
  double shift = fmax (fmin (0, length - high), -low);

  /* No more than what stood out already. */
  if (dect_segment_length (&old) < high || low < 0)
    shift = fmin (0, length - dect_segment_length (&old));
  return (DectSegment){ dect_segment_at (&new, CLAMP (first + shift, 0, fmax (length, 0))),
                        dect_segment_at (&new, CLAMP (last + shift, 0, fmax (length, 0))) };
}

DectSegment
dect_wall_place_opening (const DectSegment *wall, DectPoint point, double width_m)
{
  double length = dect_segment_length (wall);
  double width = fmin (width_m, length);
  double start = CLAMP (dect_segment_along (wall, point) - width / 2, 0, length - width);

  return (DectSegment){ dect_segment_at (wall, start), dect_segment_at (wall, start + width) };
}

guint32
dect_wall_split (DectSite *site, guint32 id, DectPoint point)
{
  const DectRecord *record;
  DectSegment line;
  DectWall *first, *second;
  DectPoint at;

  g_return_val_if_fail (DECT_IS_SITE (site), 0);

  record = dect_site_find_record (site, id);
  if (record == NULL || record->kind != DECT_KIND_WALL)
    return 0;
  line = dect_wall_segment (DECT_WALL (record));
  at = dect_segment_foot (&line, point);
  if (!(moved (line.a, at) >= DECT_WALL_SHORTEST_M && moved (line.b, at) >= DECT_WALL_SHORTEST_M))
    return 0;
  first = dect_wall_copy (DECT_WALL (record));
  second = dect_wall_copy (DECT_WALL (record));
  second->head.id = 0;
  first->x2_m = second->x1_m = at.x;
  first->y2_m = second->y1_m = at.y;
  dect_history_put (dect_site_get_history (site), DECT_RECORD (first));
  return dect_history_put (dect_site_get_history (site), DECT_RECORD (second));
}

void
dect_floor_align_offset (const DectFloor *floor,
                         const DectFloor *below,
                         const DectPoint *here,
                         const DectPoint *there,
                         DectPoint *offset,
                         double *scale,
                         double *turn_deg)
{
  DectPoint h = { here[1].x - here[0].x, here[1].y - here[0].y };
  DectPoint t = { there[1].x - there[0].x, there[1].y - there[0].y };

  g_return_if_fail (floor != NULL && below != NULL);

  offset->x = below->offset_x_m + (there[0].x + there[1].x - here[0].x - here[1].x) / 2;
  offset->y = below->offset_y_m + (there[0].y + there[1].y - here[0].y - here[1].y) / 2;
  *scale = *turn_deg = NAN;
  if (hypot (h.x, h.y) > 0 && hypot (t.x, t.y) > 0)
    {
      *scale = hypot (t.x, t.y) / hypot (h.x, h.y);
      *turn_deg = atan2 (h.x * t.y - h.y * t.x, h.x * t.x + h.y * t.y) * 180 / G_PI;
    }
}
