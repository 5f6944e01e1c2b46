/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-geometry.h"

#include <math.h>

/* An unscaled plan has to be shown somehow: a PDF of 1:57 or a picture of 50 pixels a metre comes
 * out true. */
#define PROVISIONAL_SCALE_M 0.02

/* Height of a storey that the plan leaves out between two that it has. */
#define MISSING_STOREY_M 3.0

DectPoint
dect_transform_apply (const DectTransform *self, DectPoint point)
{
  g_return_val_if_fail (self != NULL, point);

  return (DectPoint){ self->xx * point.x + self->xy * point.y + self->x0,
                      self->yx * point.x + self->yy * point.y + self->y0 };
}

DectTransform
dect_transform_invert (const DectTransform *self)
{
  double det = self->xx * self->yy - self->xy * self->yx;
  DectTransform inverse
      = { self->yy / det, -self->yx / det, -self->xy / det, self->xx / det, 0, 0 };

  inverse.x0 = -(inverse.xx * self->x0 + inverse.xy * self->y0);
  inverse.y0 = -(inverse.yx * self->x0 + inverse.yy * self->y0);
  return inverse;
}

DectTransform
dect_transform_compose (const DectTransform *outer, const DectTransform *inner)
{
  DectPoint origin = dect_transform_apply (outer, (DectPoint){ inner->x0, inner->y0 });

  return (DectTransform){
    outer->xx * inner->xx + outer->xy * inner->yx,
    outer->yx * inner->xx + outer->yy * inner->yx,
    outer->xx * inner->xy + outer->xy * inner->yy,
    outer->yx * inner->xy + outer->yy * inner->yy,
    origin.x,
    origin.y,
  };
}

static double
or_zero (double value)
{
  return isfinite (value) ? value : 0;
}

/* With y down, a positive angle turns clockwise as seen. What is unset does not move anything. */
static DectTransform
placement (double x_m, double y_m, double rotation_deg, double scale)
{
  rotation_deg = or_zero (rotation_deg);

  double c = scale * cos (rotation_deg * G_PI / 180), s = scale * sin (rotation_deg * G_PI / 180);

  return (DectTransform){ c, s, -s, c, or_zero (x_m), or_zero (y_m) };
}

double
dect_floor_plan_scale (const DectFloor *floor)
{
  g_return_val_if_fail (floor != NULL, PROVISIONAL_SCALE_M);

  return isfinite (floor->plan_scale_m) ? floor->plan_scale_m : PROVISIONAL_SCALE_M;
}

DectTransform
dect_floor_plan_transform (const DectFloor *floor)
{
  return placement (floor->plan_x_m, floor->plan_y_m, floor->plan_rotation_deg,
                    dect_floor_plan_scale (floor));
}

/* One pair of edges: [@low, @high] within [0, @size]. */
static void
crop_side (double low, double high, double size, double *from, double *to)
{
  *from = isfinite (low) ? CLAMP (low, 0, size) : 0;
  *to = isfinite (high) ? CLAMP (high, 0, size) : size;
  if (*from < *to)
    return;
  *from = 0;
  *to = size;
}

DectCrop
dect_floor_plan_crop (const DectFloor *floor, double width, double height)
{
  DectCrop crop = { 0, 0, width, height };

  g_return_val_if_fail (floor != NULL, crop);

  crop_side (floor->plan_left, floor->plan_right, width, &crop.left, &crop.right);
  crop_side (floor->plan_top, floor->plan_bottom, height, &crop.top, &crop.bottom);
  return crop;
}

double
dect_floor_scale_for (const DectFloor *floor, DectPoint a, DectPoint b, double length_m)
{
  g_return_val_if_fail (floor != NULL, PROVISIONAL_SCALE_M);
  g_return_val_if_fail (length_m > 0 && (a.x != b.x || a.y != b.y), PROVISIONAL_SCALE_M);

  return dect_floor_plan_scale (floor) * length_m / hypot (b.x - a.x, b.y - a.y);
}

/* The tallest floor of that level, as two may share one (a gallery beside a hall). */
static double
storey_height (const DectSnapshot *self, guint32 building, gint level)
{
  double height = 0;

  for (guint i = 0; i < dect_snapshot_count (self, DECT_KIND_FLOOR); i++)
    {
      const DectFloor *floor = dect_snapshot_floor (self, i);

      if (floor->building == building && floor->level == level)
        height = fmax (height, floor->height_m);
    }
  return height > 0 ? height : MISSING_STOREY_M;
}

gboolean
dect_snapshot_floor_transform (const DectSnapshot *self,
                               const DectFloor *floor,
                               gboolean across_buildings,
                               DectTransform *transform,
                               double *base_z_m)
{
  g_return_val_if_fail (self != NULL && floor != NULL, FALSE);
  g_return_val_if_fail (transform != NULL && base_z_m != NULL, FALSE);

  const DectBuilding *building = dect_snapshot_find_building (self, floor->building);
  DectTransform in_building = placement (floor->offset_x_m, floor->offset_y_m, 0, 1);
  double z = 0;

  for (gint level = 0; level < floor->level; level++)
    z += storey_height (self, floor->building, level);
  for (gint level = -1; level >= floor->level; level--)
    z -= storey_height (self, floor->building, level);
  if (building != NULL && isfinite (building->base_m))
    z += building->base_m;

  *base_z_m = z;
  *transform = in_building;
  if (!across_buildings)
    return TRUE;
  if (building == NULL || !isfinite (building->x_m) || !isfinite (building->y_m))
    return FALSE;

  DectTransform in_site = placement (building->x_m, building->y_m, building->rotation_deg, 1);

  *transform = dect_transform_compose (&in_site, &in_building);
  return TRUE;
}
