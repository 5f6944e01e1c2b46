/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-view-transform.h"

#include <math.h>

#include "model/dect-length.h"

DectPoint
dect_view_transform_to_widget (const DectViewTransform *self, DectPoint plan)
{
  return (DectPoint){ self->x0 + plan.x * self->scale, self->y0 + plan.y * self->scale };
}

DectPoint
dect_view_transform_to_plan (const DectViewTransform *self, DectPoint widget)
{
  return (DectPoint){ (widget.x - self->x0) / self->scale, (widget.y - self->y0) / self->scale };
}

graphene_rect_t
dect_view_transform_area (const DectViewTransform *self, const DectArea *area)
{
  DectPoint a = dect_view_transform_to_widget (self, (DectPoint){ area->x1_m, area->y1_m });
  DectPoint b = dect_view_transform_to_widget (self, (DectPoint){ area->x2_m, area->y2_m });

  return GRAPHENE_RECT_INIT ((float) a.x, (float) a.y, (float) (b.x - a.x), (float) (b.y - a.y));
}

void
dect_view_transform_pan (DectViewTransform *self, double dx, double dy)
{
  self->x0 += dx;
  self->y0 += dy;
}

void
dect_view_transform_zoom_at (DectViewTransform *self, DectPoint widget, double factor)
{
  DectPoint plan = dect_view_transform_to_plan (self, widget);

  g_return_if_fail (factor > 0);

  self->scale = CLAMP (self->scale * factor, DECT_VIEW_MIN_SCALE, DECT_VIEW_MAX_SCALE);
  self->x0 = widget.x - plan.x * self->scale;
  self->y0 = widget.y - plan.y * self->scale;
}

void
dect_view_transform_fit (
    DectViewTransform *self, const DectArea *area, double width, double height, double margin)
{
  double area_width = MAX (area->x2_m - area->x1_m, 1e-3);
  double area_height = MAX (area->y2_m - area->y1_m, 1e-3);
  double scale_x = MAX (width - 2 * margin, 1) / area_width;
  double scale_y = MAX (height - 2 * margin, 1) / area_height;
  DectPoint middle = { (area->x1_m + area->x2_m) / 2, (area->y1_m + area->y2_m) / 2 };

  self->scale = CLAMP (MIN (scale_x, scale_y), DECT_VIEW_MIN_SCALE, DECT_VIEW_MAX_SCALE);
  dect_view_transform_centre (self, middle, width, height);
}

void
dect_view_transform_centre (DectViewTransform *self, DectPoint plan, double width, double height)
{
  self->x0 = width / 2 - plan.x * self->scale;
  self->y0 = height / 2 - plan.y * self->scale;
}

double
dect_view_nice_length (double longest_m)
{
  double unit_m = dect_length_get_unit_size ();
  double longest, power, nice;

  g_return_val_if_fail (longest_m > 0, 1);

  /* Feet are not divided by ten, but by twelve. */
  if (dect_length_get_unit () == DECT_LENGTH_FEET && longest_m < DECT_FOOT_M)
    unit_m = DECT_FOOT_M / 12;
  longest = longest_m / unit_m;
  power = pow (10, floor (log10 (longest)));
  nice = longest >= 5 * power ? 5 : longest >= 2 * power ? 2 : 1;
  return nice * power * unit_m;
}
