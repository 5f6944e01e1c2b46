/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"

G_BEGIN_DECLS

/** DectSegment: a straight line from @a to @b, metres */
typedef struct
{
  DectPoint a;
  DectPoint b;
} DectSegment;

/**
 * DectSegmentIndex:
 *
 * Finds those of many segments (walls, openings) that lie near a point or in a rectangle, without looking at all of them: a grid
 * of squares, each of which knows the segments that pass through it. Immutable but for a mark that keeps one from being
 * found twice, so one thread at a time.
 */
typedef struct _DectSegmentIndex DectSegmentIndex;

/**
 * dect_segment_index_new:
 * @segments: (array length=n_segments): copied; one with a coordinate that is not finite is never found
 * @n_segments: how many; 0 is allowed
 *
 * Returns: (transfer full): the index
 */
DectSegmentIndex *dect_segment_index_new (const DectSegment *segments,
                                          guint              n_segments);

void dect_segment_index_free (DectSegmentIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSegmentIndex, dect_segment_index_free)

/** dect_segment_index_get: Returns: the segment @i, 0 to one less than were given */
const DectSegment *dect_segment_index_get (const DectSegmentIndex *self,
                                           guint                   i);

guint dect_segment_index_count (const DectSegmentIndex *self);

/**
 * dect_segment_index_query:
 * @self: an index
 * @low: corner with the lower coordinates, metres
 * @high: the opposite corner
 * @found: (element-type guint): emptied, then filled with the places of the segments that have a point in the rectangle,
 *   rising; by a margin of the grid's rounding one that only nearly touches it may be among them
 */
void dect_segment_index_query (DectSegmentIndex *self,
                               DectPoint         low,
                               DectPoint         high,
                               GArray           *found);

/**
 * dect_segment_index_nearest:
 * @self: an index
 * @point: metres
 * @reach_m: how far away a segment may be
 * @foot: (out) (optional): the point of the segment that is nearest
 *
 * Returns: place of the nearest segment, the first of those equally near; -1 when none is in reach
 */
gint dect_segment_index_nearest (DectSegmentIndex *self,
                                 DectPoint         point,
                                 double            reach_m,
                                 DectPoint        *foot);

/** dect_segment_foot: Returns: the point of @segment that is nearest to @point; its start when it has no length */
DectPoint dect_segment_foot (const DectSegment *segment,
                             DectPoint          point);

/** dect_segment_along: Returns: how far from the start of @segment, in metres along it, the foot of @point on its endless line is; may
 * be negative or over its length; 0 when it has none */
double dect_segment_along (const DectSegment *segment,
                           DectPoint          point);

/** dect_segment_length: Returns: metres */
double dect_segment_length (const DectSegment *segment);

/** dect_segment_at: Returns: the point @along_m metres from the start; the start when it has no length */
DectPoint dect_segment_at (const DectSegment *segment,
                           double             along_m);

G_END_DECLS
