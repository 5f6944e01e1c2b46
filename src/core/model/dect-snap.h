/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-segment-index.h"

G_BEGIN_DECLS

/**
 * DectSnapKind:
 * @DECT_SNAP_NONE: nothing was near
 * @DECT_SNAP_END: on the end of a wall
 * @DECT_SNAP_WALL: on a wall
 * @DECT_SNAP_AXIS: in line with another thing, across or up
 * @DECT_SNAP_GRID: on a line of the squared paper
 *
 * The strongest of what a point was drawn to.
 */
typedef enum
{
  DECT_SNAP_NONE,
  DECT_SNAP_END,
  DECT_SNAP_WALL,
  DECT_SNAP_AXIS,
  DECT_SNAP_GRID,
} DectSnapKind;

/**
 * DectSnapper:
 * @walls: (nullable): what has ends and lines
 * @points: (array length=n_points) (nullable): with what a point may be in line, metres
 * @n_points: how many
 * @grid_m: distance of the lines of squared paper through the origin; 0: none
 * @reach_m: how near a point must be to be drawn there
 *
 * What a point is drawn to on a floor.
 */
typedef struct
{
  DectSegmentIndex *walls;
  const DectPoint  *points;
  guint             n_points;
  double            grid_m;
  double            reach_m;
} DectSnapper;

/**
 * DectSnap:
 * @point: where the point goes, metres
 * @kind: why
 * @guides: lines to be shown: from the thing that it is in line with
 * @n_guides: 0 to 2
 */
typedef struct
{
  DectPoint    point;
  DectSnapKind kind;
  DectSegment  guides[2];
  guint        n_guides;
} DectSnap;

/**
 * dect_snap:
 * @self: what there is
 * @point: where the pointer is, metres
 *
 * The end of a wall comes before its line, that before being in line with others, and the paper last. On a wall, the
 * place where it crosses such a line is taken when that is in reach too. The result is never further from @point than the
 * reach in x or in y, but for a crossing, which is not further than twice of it. A point that is not finite stays as it is.
 */
DectSnap dect_snap (const DectSnapper *self,
                    DectPoint          point);

/**
 * dect_snap_straight:
 * @self: what there is
 * @from: where a line begins
 * @point: where the pointer is
 *
 * As dect_snap(), but the line from @from stays level or upright, whichever is nearer.
 */
DectSnap dect_snap_straight (const DectSnapper *self,
                             DectPoint          from,
                             DectPoint          point);

G_END_DECLS
