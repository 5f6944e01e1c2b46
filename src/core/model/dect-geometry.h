/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/** DectPoint: metres (or image units where said), x to the right, y down */
typedef struct
{
  double x;
  double y;
} DectPoint;

/** DectTransform: x' = xx*x + xy*y + x0, y' = yx*x + yy*y + y0; laid out as cairo_matrix_t (xx, yx, xy, yy, x0, y0) */
typedef struct
{
  double xx, yx, xy, yy, x0, y0;
} DectTransform;

/** dect_transform_apply: Returns: where @point comes to lie */
DectPoint     dect_transform_apply   (const DectTransform *self,
                                      DectPoint            point);

/** dect_transform_invert: Returns: the transform that takes back what @self does, which must
 * not be flat */
DectTransform dect_transform_invert  (const DectTransform *self);

/** dect_transform_compose: Returns: the transform that does @inner first, then @outer */
DectTransform dect_transform_compose (const DectTransform *outer,
                                      const DectTransform *inner);

/** dect_floor_plan_transform: Returns: image units to metres of the floor's frame; scale 1 unit = 0.02 m while it has none, so that
 * an unscaled plan can be seen and worked on */
DectTransform dect_floor_plan_transform (const DectFloor *floor);

/** DectCrop: the part of an image that is shown, in its units: left < right, top < bottom */
typedef struct
{
  double left, top, right, bottom;
} DectCrop;

/**
 * dect_floor_plan_crop:
 * @floor: a floor
 * @width: width of its plan image, units, > 0
 * @height: height, units, > 0
 *
 * Edges beyond the image, or that leave nothing between them (the image was exchanged for a smaller one), do not count.
 *
 * Returns: the part of the image that is shown
 */
DectCrop dect_floor_plan_crop (const DectFloor *floor,
                               double           width,
                               double           height);

/** dect_floor_plan_scale: Returns: metres per image unit, 0.02 where the floor has none yet */
double dect_floor_plan_scale (const DectFloor *floor);

/**
 * dect_floor_scale_for:
 * @floor: a floor
 * @a: a point in metres of the floor's frame as placed now
 * @b: another, not the same
 * @length_m: true distance of both, > 0
 *
 * Returns: the metres per unit that make the drawn line @length_m long
 */
double dect_floor_scale_for (const DectFloor *floor,
                             DectPoint        a,
                             DectPoint        b,
                             double           length_m);

/**
 * dect_snapshot_floor_transform:
 * @self: a snapshot
 * @floor: one of its floors
 * @across_buildings: whether positions shall be in the site's frame; else the building's
 * @transform: (out): floor frame to that frame, metres
 * @base_z_m: (out): elevation of the floor's feet: building base (0 when unset) + sum of the heights of the
 *   storeys between level 0 and it
 *
 * Returns: %FALSE when @across_buildings and the building's place is not set
 */
gboolean dect_snapshot_floor_transform (const DectSnapshot *self,
                                        const DectFloor    *floor,
                                        gboolean            across_buildings,
                                        DectTransform      *transform,
                                        double             *base_z_m);

G_END_DECLS
