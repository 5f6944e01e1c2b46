/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"

G_BEGIN_DECLS

/** DectMapPiece: what stands of a wall between its openings; @window: the wall has a window there */
typedef struct
{
  DectPoint from;
  DectPoint to;
  gboolean  window;
} DectMapPiece;

/** DectWallDistance: how far a wall is, metres, and where on it a tape held square to it ends */
typedef struct
{
  double    distance_m;
  DectPoint foot;
} DectWallDistance;

/** DECT_MEASURE_AT_WALL_M: what is nearer than this hangs on the wall; half a thick wall, and what a hand on a plan is off */
#define DECT_MEASURE_AT_WALL_M 0.25

/**
 * dect_measure_walls:
 * @pieces: (array length=n_pieces): what stands of the walls
 * @n_pieces: how many
 * @at: where something is to be mounted
 * @found: (out): up to two distances, the shorter one first
 *
 * The two walls from which a person with a tape finds @at: the nearest one that can be measured to, and the nearest one that stands
 * across it (60 to 90 degrees). A wall can be measured to where the tape is square to it and no other wall is in between. Distances
 * are to the line that was drawn for the wall. Pure; the order of the pieces changes nothing but which of equally near ones counts.
 *
 * Returns: how many were found, 0 to 2
 */
guint dect_measure_walls (const DectMapPiece *pieces,
                          guint               n_pieces,
                          DectPoint           at,
                          DectWallDistance    found[2]);

/** dect_measure_arrow: Returns: (transfer none): the arrow that points from @at to @to on the plan, one of eight; "•" for the same place */
const char *dect_measure_arrow (DectPoint at,
                                DectPoint to);

G_END_DECLS
