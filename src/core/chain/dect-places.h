/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"

G_BEGIN_DECLS

/** DECT_PLACES_CLEARANCE_M: no place is nearer to a wall: nothing hangs in the middle of a wall,
 * where it would be in both rooms at once (#DECT_SCENE_CONTACT_M) */
#define DECT_PLACES_CLEARANCE_M 0.1

/** DectRectangle: in a floor's frame, metres; x2 >= x1, y2 >= y1 */
typedef struct
{
  double x1, y1, x2, y2;
} DectRectangle;

/**
 * DectPlaces:
 * @floor: the floor's id
 * @bounds: what base stations and area are kept inside: the rectangle around the floor's walls;
 * without walls that of its plan image, once it has a scale; else the one 10 m around its base
 * stations; x2 < x1 when there is none of them
 * @has_walls: whether @bounds are those of walls
 * @cover: (array length=n_cover): zones to cover, with more than no size
 * @n_cover: how many
 *
 * Where base stations may hang on a floor, and what is to be covered there. Inside is what walls
 * enclose (looked at in cells of half a metre, so a gap below that does not matter); where they do
 * not enclose at least half of the rectangle around them, all of it.
 */
typedef struct
{
  guint32 floor;
  DectRectangle bounds;
  gboolean has_walls;
  DectRectangle *cover;
  guint n_cover;

  /*< private >*/
  DectRectangle *forbidden;
  guint n_forbidden;
  double *walls; /* x1, y1, x2, y2 */
  guint n_walls;
  DectPoint *rfps;
  guint32 *rfp_ids;
  guint n_rfps;
  guint8 *outside; /* NULL: nothing in bounds is */
  guint columns, rows;
  double cell_m;
} DectPlaces;

/** dect_places_new: @floor: index of a floor. Returns: (transfer full): its places */
DectPlaces *dect_places_new (DectSnapshot *snapshot, guint floor);
void dect_places_free (DectPlaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPlaces, dect_places_free)

/** dect_places_is_inside: Returns: whether a point is inside the walls (or bounds) */
gboolean dect_places_is_inside (const DectPlaces *self, double x_m, double y_m);

/** dect_places_is_allowed: Returns: whether a base station may hang there: inside, in no forbidden
 * zone (edges included), not in a wall; other base stations are not looked at */
gboolean dect_places_is_allowed (const DectPlaces *self, double x_m, double y_m);

/** dect_places_distance: Returns: distance to the nearest other base station of the floor, metres,
 * @except (id) left out; %INFINITY without */
double dect_places_distance (const DectPlaces *self, double x_m, double y_m, guint32 except);

/** dect_places_round: Returns: the place to the next 5 cm, finer than anybody hangs a base station;
 * as it is where that is not allowed */
DectPoint dect_places_round (const DectPlaces *self, DectPoint point);

/**
 * dect_places_lattice:
 * @self: places
 * @spacing_m: distance between points, > 0
 * @region: (nullable): only points in there, in the floor's frame
 *
 * Points at which a base station may hang, row by row. One that is near a wall (a third of the
 * spacing) is put onto its side of that wall. Rounded, as dect_places_round().
 *
 * Returns: (transfer full) (element-type DectPoint): the points
 */
GArray *
dect_places_lattice (const DectPlaces *self, double spacing_m, const DectRectangle *region);

G_END_DECLS
