/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-scene.h"

G_BEGIN_DECLS

/** DectWallPiece: a straight piece of a wall in the building's frame; see #DectSceneWalls for the
 * members */
typedef struct
{
  double x1, y1, x2, y2;
  const DectMaterial *material;
  double loss_db;
  guint32 id;
  guint32 floor;
  gboolean is_opening;
} DectWallPiece;

/** DectWallOpening: a door, window or gap in the building's frame, before it is known which walls
 * it acts on */
typedef struct
{
  double x1, y1, x2, y2;
  DectOpeningKind kind;
  guint32 id;
} DectWallOpening;

/**
 * dect_scene_walls_init:
 * @self: what to fill
 * @pieces: (array length=n): pieces of walls, finite
 * @n: how many
 *
 * Fills arrays and grid.
 */
void dect_scene_walls_init (DectSceneWalls *self, const DectWallPiece *pieces, guint n);

void dect_scene_walls_clear (DectSceneWalls *self);

/**
 * dect_scene_walls_rows:
 * @self: walls
 * @segment: x1, y1, x2, y2
 * @first: (out): first grid row the segment touches
 * @last: (out): last one
 *
 * Returns: whether it touches any
 */
gboolean dect_scene_walls_rows (const DectSceneWalls *self,
                                const double segment[4],
                                guint *first,
                                guint *last);

/** dect_scene_walls_columns: same for the columns that the segment touches inside @row */
gboolean dect_scene_walls_columns (
    const DectSceneWalls *self, const double segment[4], guint row, guint *first, guint *last);

/**
 * dect_scene_cut_walls:
 * @walls: (array length=n_walls): whole walls of one floor
 * @n_walls: how many
 * @openings: (array length=n_openings): its doors, windows and gaps
 * @n_openings: how many
 * @opening_db: (array fixed-size=3): what a door, a window and a gap cost
 * @pieces: (element-type DectWallPiece): what is left of the walls, with doors and windows as
 * pieces of their own, is appended; where openings overlap the one that costs least counts; what
 * costs nothing is left out
 */
void dect_scene_cut_walls (const DectWallPiece *walls,
                           guint n_walls,
                           const DectWallOpening *openings,
                           guint n_openings,
                           const double opening_db[3],
                           GArray *pieces);

/**
 * dect_scene_walls_meet:
 * @self: walls
 * @i: index of a piece
 * @x1: one end of a path on the plan, in the order of dect_scene_walk()
 * @y1: same
 * @x2: other end
 * @y2: same
 *
 * The rule by which a path crosses a wall: its ends lie on both sides of the wall's line, each farther
 * than %DECT_SCENE_CONTACT_M from it, and it passes between the wall's ends, of which each belongs to
 * one side only, so that a path through the joint of two pieces meets one of them.
 *
 * Returns: where along the path they meet, 0 to 1; negative when they do not
 */
static inline double
dect_scene_walls_meet (
    const DectSceneWalls *self, guint i, double x1, double y1, double x2, double y2)
{
  double d1 = self->nx[i] * x1 + self->ny[i] * y1 - self->nd[i];
  double d2 = self->nx[i] * x2 + self->ny[i] * y2 - self->nd[i];
  double dx = x2 - x1;
  double dy = y2 - y1;
  double side_a = dx * (self->y1[i] - y1) - dy * (self->x1[i] - x1);
  double side_b = dx * (self->y2[i] - y1) - dy * (self->x2[i] - x1);
  gboolean apart = (d1 > DECT_SCENE_CONTACT_M && d2 < -DECT_SCENE_CONTACT_M)
                   || (d1 < -DECT_SCENE_CONTACT_M && d2 > DECT_SCENE_CONTACT_M);

  if (!apart || (side_a >= 0.0) == (side_b >= 0.0))
    return -1.0;
  return d1 / (d1 - d2);
}

/**
 * dect_scene_clip:
 * @z1: elevation of one end of a path
 * @z2: of the other
 * @low: elevation of a storey's feet
 * @high: of the slab above
 * @from: (out): where the path enters the storey, 0 to 1
 * @to: (out): where it leaves it; not part of it unless it is 1
 *
 * Half-open, so that a path through a slab is on one storey at a time; a level path is wholly on its
 * own.
 *
 * Returns: whether any of the path is inside
 */
gboolean
dect_scene_clip (double z1, double z2, double low, double high, double *from, double *to);

/**
 * dect_scene_storey_has_walls:
 * @self: a scene
 * @a: index of the floor of one end of a path
 * @b: of the other
 * @storey: a storey on the way
 *
 * The storey of an end goes as that end's floor does: a gallery without walls beside a drawn hall does
 * not go by walls.
 *
 * Returns: whether its walls count for this path
 */
gboolean dect_scene_storey_has_walls (const DectScene *self, guint a, guint b, guint storey);

/**
 * dect_scene_excess_db:
 * @self: a scene
 * @floor: one of its floors
 * @distance_m: length of a path
 * @free_space_db: what free space costs it
 *
 * Returns: what the floor's environment adds to free space; negative where it is below, which then
 * counts as nothing
 */
double dect_scene_excess_db (const DectScene *self,
                             const DectSceneFloor *floor,
                             double distance_m,
                             double free_space_db);

/** dect_scene_missing_floor: Returns: (nullable): of floors @a and @b the one whose environment counts
 * for storeys between them that the plan leaves out: the lower one if it goes by environment, else the
 * upper one if that does */
const DectSceneFloor *dect_scene_missing_floor (const DectScene *self, guint a, guint b);

/** dect_scene_find_hole: Returns: (nullable): of the holes in the storey's slab at this place the one
 * that costs least */
const DectSceneHole *dect_scene_find_hole (const DectSceneStorey *storey, double x, double y);

/**
 * dect_scene_slabs_db:
 * @self: a scene
 * @a: index of the floor of one end of a path
 * @b: of the other, in the same building
 * @slabs_db: (array length=n_slabs): loss of each slab between; sorted on return
 * @n_slabs: how many
 * @any_stated: whether the plan says of any of them what it is
 *
 * Returns: what the slabs cost together
 */
double dect_scene_slabs_db (const DectScene *self,
                            guint a,
                            guint b,
                            double *slabs_db,
                            guint n_slabs,
                            gboolean any_stated);

/** dect_scene_to_building: Returns: where a point of @from's building lies in the frame of @to;
 * both have a place */
static inline DectPoint
dect_scene_to_building (const DectSceneBuilding *from, const DectSceneBuilding *to, DectPoint point)
{
  return dect_transform_apply (&to->from_site, dect_transform_apply (&from->to_site, point));
}

/** dect_scene_entry_db: Returns: what a path from another building pays at this end of it */
double dect_scene_entry_db (const DectScene *self, const DectScenePoint *end);

/** dect_scene_is_swapped: Returns: whether dect_scene_walk() takes @b as the first end of the path, so
 * that it does not matter which one the caller names first */
gboolean dect_scene_is_swapped (const DectScene *scene,
                                const DectScenePoint *a,
                                const DectScenePoint *b);

G_END_DECLS
