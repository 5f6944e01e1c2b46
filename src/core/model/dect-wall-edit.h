/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "model/dect-segment-index.h"

G_BEGIN_DECLS

/*
 * How walls and the doors in them are edited. An opening does not name its wall: it is a segment that lies on it. So what is
 * done to a wall has to be done to the openings on it.
 */

/** DECT_WALL_HOLD_M: an opening belongs to a wall when both its ends are this near to it, metres (half of a thick wall) */
#define DECT_WALL_HOLD_M 0.15

/** DECT_WALL_SHORTEST_M: a shorter wall is not drawn, metres */
#define DECT_WALL_SHORTEST_M 0.05

/** dect_wall_segment: Returns: from its first end to its second */
DectSegment dect_wall_segment (const DectWall *wall);

/** dect_opening_segment: Returns: from its first end to its second */
DectSegment dect_opening_segment (const DectOpening *opening);

/** dect_opening_in_slab: Returns: whether its kind is one of the floor's slab, not of a wall */
gboolean dect_opening_in_slab (DectOpeningKind kind);

/** dect_wall_holds: Returns: whether @opening is a door, window or gap of the same floor that lies on @wall */
gboolean dect_wall_holds (const DectWall    *wall,
                          const DectOpening *opening);

/**
 * dect_wall_carry:
 * @before: the wall as it was
 * @after: as it is now
 * @opening: one that lay on it
 *
 * Where the opening is now: as far as before from that end of the wall that moved less, and as wide. On a wall that became too
 * short it is moved along, then narrowed.
 *
 * Returns: the opening's new place
 */
DectSegment dect_wall_carry (const DectSegment *before,
                             const DectSegment *after,
                             const DectSegment *opening);

/**
 * dect_wall_place_opening:
 * @wall: a wall
 * @point: where its middle is wanted, metres
 * @width_m: > 0
 *
 * Returns: @width_m on the wall around the foot of @point, moved along so that it does not stand out; the whole wall when
 *   that is shorter
 */
DectSegment dect_wall_place_opening (const DectSegment *wall,
                                     DectPoint          point,
                                     double             width_m);

/**
 * dect_wall_split:
 * @site: a site with an open step
 * @id: a wall
 * @point: where, metres; its foot on the wall counts
 *
 * Makes two walls of one, of the same material; openings stay where they are.
 *
 * Returns: id of the second part; 0 and nothing done when one of the parts would be shorter than %DECT_WALL_SHORTEST_M
 */
guint32 dect_wall_split (DectSite *site,
                         guint32   id,
                         DectPoint point);

/**
 * dect_floor_align_offset:
 * @floor: a floor
 * @below: the one it is aligned to
 * @here: (array fixed-size=2): two points of @floor, metres of its frame
 * @there: (array fixed-size=2): the same two places on @below, metres of that one's frame
 * @offset: (out): what the offset of @floor must be for the middles of both pairs to lie above each other, metres
 * @scale: (out): by how much the line of @floor must be stretched to be as long as that of @below; %NAN when one of them has no length
 * @turn_deg: (out): by how much it must be turned, clockwise, -180 to 180; %NAN likewise
 *
 * An offset is all a floor has; what is left in @scale and @turn_deg tells whether both plans have the same scale and direction.
 */
void dect_floor_align_offset (const DectFloor *floor,
                              const DectFloor *below,
                              const DectPoint *here,
                              const DectPoint *there,
                              DectPoint       *offset,
                              double          *scale,
                              double          *turn_deg);

G_END_DECLS
