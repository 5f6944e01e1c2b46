/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-measure.h"

#include <math.h>

/* cos 60°: the walls of a corner need not be square, but nearly parallel ones find no place. */
#define ACROSS_COS 0.5

/* Drawn ends miss each other by less. */
#define NEARLY_M 1e-6

typedef struct
{
  DectWallDistance distance;
  guint piece;
  DectPoint along; /* unit vector */
} Candidate;

static gboolean
project (const DectMapPiece *piece, DectPoint at, Candidate *candidate)
{
  double dx = piece->to.x - piece->from.x, dy = piece->to.y - piece->from.y;
  double length = hypot (dx, dy);
  double t;

  if (!(length > 0))
    return FALSE;
  t = ((at.x - piece->from.x) * dx + (at.y - piece->from.y) * dy) / length;
  if (t < -NEARLY_M || t > length + NEARLY_M)
    return FALSE;

  candidate->along = (DectPoint){ dx / length, dy / length };
  candidate->distance.foot = (DectPoint){ piece->from.x + candidate->along.x * t,
                                          piece->from.y + candidate->along.y * t };
  candidate->distance.distance_m
      = hypot (candidate->distance.foot.x - at.x, candidate->distance.foot.y - at.y);
  return TRUE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;
  double difference = x->distance.distance_m - y->distance.distance_m;

  return difference != 0 ? (difference < 0 ? -1 : 1) : x->piece < y->piece ? -1 : 1;
}

static double
side (DectPoint a, DectPoint b, DectPoint point)
{
  return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

/* Whether the piece lies across the tape; one that the tape only starts from or ends at does not.
 */
static gboolean
is_between (const DectMapPiece *piece, DectPoint at, const DectWallDistance *distance)
{
  double shrink = NEARLY_M * 10 / fmax (distance->distance_m, NEARLY_M * 100);
  DectPoint a
      = { at.x + (distance->foot.x - at.x) * shrink, at.y + (distance->foot.y - at.y) * shrink };
  DectPoint b = { distance->foot.x + (at.x - distance->foot.x) * shrink,
                  distance->foot.y + (at.y - distance->foot.y) * shrink };

  return side (a, b, piece->from) * side (a, b, piece->to) < 0
         && side (piece->from, piece->to, a) * side (piece->from, piece->to, b) < 0;
}

static gboolean
is_clear (const DectMapPiece *pieces, guint n_pieces, DectPoint at, const Candidate *candidate)
{
  for (guint i = 0; i < n_pieces; i++)
    if (i != candidate->piece && is_between (&pieces[i], at, &candidate->distance))
      return FALSE;
  return TRUE;
}

guint
dect_measure_walls (const DectMapPiece *pieces,
                    guint n_pieces,
                    DectPoint at,
                    DectWallDistance found[2])
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  DectPoint along = { 0, 0 };
  guint n_found = 0;

  g_return_val_if_fail (pieces != NULL || n_pieces == 0, 0);
  g_return_val_if_fail (found != NULL, 0);

  for (guint i = 0; i < n_pieces; i++)
    {
      Candidate candidate = { .piece = i };

      if (project (&pieces[i], at, &candidate))
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);

  for (guint i = 0; i < candidates->len && n_found < 2; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      double cosine = fabs (along.x * candidate->along.x + along.y * candidate->along.y);

      if ((n_found == 1 && cosine > ACROSS_COS + NEARLY_M)
          || !is_clear (pieces, n_pieces, at, candidate))
        continue;
      along = candidate->along;
      found[n_found++] = candidate->distance;
    }

  return n_found;
}

const char *
dect_measure_arrow (DectPoint at, DectPoint to)
{
  /* clockwise from the right, as y goes down */
  static const char *const arrows[]
      = { "\u2192", "\u2198", "\u2193", "\u2199", "\u2190", "\u2196", "\u2191", "\u2197" };
  double dx = to.x - at.x, dy = to.y - at.y;

  if (hypot (dx, dy) < NEARLY_M)
    return "\u2022";
  return arrows[(lround (atan2 (dy, dx) / (G_PI / 4)) + 8) % 8];
}
