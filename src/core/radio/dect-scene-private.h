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
 * @pieces: (element-type DectWallPiece): what is left of the walls, with doors and windows as
 * pieces of their own, is appended; where openings overlap the one that costs least counts; what
 * costs nothing is left out
 */
void dect_scene_cut_walls (const DectWallPiece *walls,
                           guint n_walls,
                           const DectWallOpening *openings,
                           guint n_openings,
                           GArray *pieces);

G_END_DECLS
