/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <graphene.h>

#include "model/dect-geometry.h"
#include "radio/dect-coverage.h"

G_BEGIN_DECLS

/** Range of the zoom, pixels a metre: a site of kilometres fits, and a socket on the wall can be seen. */
#define DECT_VIEW_MIN_SCALE 0.2
#define DECT_VIEW_MAX_SCALE 1000.0

/**
 * DectViewTransform:
 * @scale: widget pixels a metre, #DECT_VIEW_MIN_SCALE to #DECT_VIEW_MAX_SCALE
 * @x0: widget x of the floor frame's origin, pixels
 * @y0: widget y of it
 *
 * The one transform between a floor's frame (metres, x right, y down) and the canvas (pixels, same directions).
 */
typedef struct
{
  double scale;
  double x0;
  double y0;
} DectViewTransform;

/** dect_view_transform_to_widget: Returns: where the point @plan (metres) is on the canvas (pixels) */
DectPoint dect_view_transform_to_widget (const DectViewTransform *self,
                                         DectPoint                plan);

/** dect_view_transform_to_plan: Returns: which point of the floor (metres) is at @widget (pixels); the inverse */
DectPoint dect_view_transform_to_plan (const DectViewTransform *self,
                                       DectPoint                widget);

/** dect_view_transform_area: Returns: the rectangle of the canvas that @area (metres) covers */
graphene_rect_t dect_view_transform_area (const DectViewTransform *self,
                                          const DectArea          *area);

/** dect_view_transform_pan: moves the picture by @dx, @dy pixels */
void dect_view_transform_pan (DectViewTransform *self,
                              double             dx,
                              double             dy);

/**
 * dect_view_transform_zoom_at:
 * @self: a transform
 * @widget: point of the canvas that keeps its place of the floor, pixels
 * @factor: > 0; over 1 makes things larger
 */
void dect_view_transform_zoom_at (DectViewTransform *self,
                                  DectPoint          widget,
                                  double             factor);

/**
 * dect_view_transform_fit:
 * @self: a transform
 * @area: what shall be seen, metres
 * @width: of the canvas, pixels
 * @height: of it
 * @margin: kept free at each edge, pixels
 */
void dect_view_transform_fit (DectViewTransform *self,
                              const DectArea    *area,
                              double             width,
                              double             height,
                              double             margin);

/** dect_view_transform_centre: moves the picture so that @plan (metres) is in the middle of @width x @height pixels */
void dect_view_transform_centre (DectViewTransform *self,
                                 DectPoint          plan,
                                 double             width,
                                 double             height);

/**
 * dect_view_nice_length:
 * @longest_m: > 0
 *
 * Returns: the largest of 1, 2 or 5 times a power of ten that is not over @longest_m, metres, or as many feet, below a foot inches, where those
 *   are preferred; for scale bar, rulers and grid
 */
double dect_view_nice_length (double longest_m);

G_END_DECLS
