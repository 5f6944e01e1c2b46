/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-segment-index.h"

#include <math.h>

/* Squares a side at most: beyond that the grid itself would be what costs. */
#define MAX_SIDE 256

struct _DectSegmentIndex
{
  DectSegment *segments;
  guint n_segments;
  DectPoint low; /* corner of the grid */
  double cell_m;
  gint n_columns;
  gint n_rows;
  guint *starts; /* n_columns x n_rows + 1, row-major: where a square's list begins in @members */
  guint *members;
  guint *marks; /* of the query that found a segment last */
  guint query;
};

/* --- Segments ------------------------------------------------------------------------------------
 */

double
dect_segment_length (const DectSegment *segment)
{
  return hypot (segment->b.x - segment->a.x, segment->b.y - segment->a.y);
}

double
dect_segment_along (const DectSegment *segment, DectPoint point)
{
  double length = dect_segment_length (segment);

  if (!(length > 0))
    return 0;
  return ((point.x - segment->a.x) * (segment->b.x - segment->a.x)
          + (point.y - segment->a.y) * (segment->b.y - segment->a.y))
         / length;
}

DectPoint
dect_segment_at (const DectSegment *segment, double along_m)
{
  double length = dect_segment_length (segment);
  double t = length > 0 ? along_m / length : 0;

  return (DectPoint){ segment->a.x + t * (segment->b.x - segment->a.x),
                      segment->a.y + t * (segment->b.y - segment->a.y) };
}

DectPoint
dect_segment_foot (const DectSegment *segment, DectPoint point)
{
  double length = dect_segment_length (segment);

  return dect_segment_at (segment, CLAMP (dect_segment_along (segment, point), 0, length));
}

static gboolean
is_finite (const DectSegment *segment)
{
  return isfinite (segment->a.x) && isfinite (segment->a.y) && isfinite (segment->b.x)
         && isfinite (segment->b.y);
}

/* --- Building ------------------------------------------------------------------------------------
 */

static gint
column_of (const DectSegmentIndex *self, double x)
{
  return (gint) CLAMP (floor ((x - self->low.x) / self->cell_m), 0, self->n_columns - 1);
}

static gint
row_of (const DectSegmentIndex *self, double y)
{
  return (gint) CLAMP (floor ((y - self->low.y) / self->cell_m), 0, self->n_rows - 1);
}

typedef void (*SquareFunc) (DectSegmentIndex *self, gsize square, guint segment, guint *cursors);

/* Visits the squares that a segment passes through, row by row, so that a long slanted one is not
 * in all the squares of its rectangle. */
static void
walk (DectSegmentIndex *self, guint i, SquareFunc func, guint *cursors)
{
  const DectSegment *s = &self->segments[i];
  gint first = row_of (self, fmin (s->a.y, s->b.y)), last = row_of (self, fmax (s->a.y, s->b.y));
  double slope = (s->b.x - s->a.x) / (s->b.y - s->a.y);

  for (gint row = first; row <= last; row++)
    {
      double x1 = s->a.x, x2 = s->b.x;

      if (first != last)
        {
          /* A little beyond the row: what lies on a border is in both. */
          double top = self->low.y + (row - 1e-6) * self->cell_m;
          double bottom = self->low.y + (row + 1 + 1e-6) * self->cell_m;
          double y1 = CLAMP (s->a.y, top, bottom), y2 = CLAMP (s->b.y, top, bottom);

          x1 = s->a.x + (y1 - s->a.y) * slope;
          x2 = s->a.x + (y2 - s->a.y) * slope;
        }
      for (gint column = column_of (self, fmin (x1, x2)); column <= column_of (self, fmax (x1, x2));
           column++)
        func (self, (gsize) row * self->n_columns + column, i, cursors);
    }
}

static void
count_cb (DectSegmentIndex *self, gsize square, guint segment, guint *cursors)
{
  self->starts[square + 1]++;
}

static void
fill_cb (DectSegmentIndex *self, gsize square, guint segment, guint *cursors)
{
  self->members[cursors[square]++] = segment;
}

static void
choose_grid (DectSegmentIndex *self)
{
  DectPoint high = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  double width, height;

  self->low = (DectPoint){ G_MAXDOUBLE, G_MAXDOUBLE };
  for (guint i = 0; i < self->n_segments; i++)
    if (is_finite (&self->segments[i]))
      {
        const DectSegment *s = &self->segments[i];

        self->low.x = fmin (self->low.x, fmin (s->a.x, s->b.x));
        self->low.y = fmin (self->low.y, fmin (s->a.y, s->b.y));
        high.x = fmax (high.x, fmax (s->a.x, s->b.x));
        high.y = fmax (high.y, fmax (s->a.y, s->b.y));
      }
  if (self->low.x > high.x)
    self->low = high = (DectPoint){ 0, 0 };
  width = high.x - self->low.x;
  height = high.y - self->low.y;
  /* About one segment begins in each square. */
  self->cell_m = fmax (sqrt (width * height / MAX (self->n_segments, 1)),
                       fmax (fmax (width, height) / MAX_SIDE, 1e-3));
  self->n_columns = (gint) fmin (floor (width / self->cell_m), MAX_SIDE) + 1;
  self->n_rows = (gint) fmin (floor (height / self->cell_m), MAX_SIDE) + 1;
}

DectSegmentIndex *
dect_segment_index_new (const DectSegment *segments, guint n_segments)
{
  DectSegmentIndex *self = g_new0 (DectSegmentIndex, 1);
  g_autofree guint *cursors = NULL;
  gsize n_squares;

  g_return_val_if_fail (segments != NULL || n_segments == 0, self);

  self->segments = g_memdup2 (segments, n_segments * sizeof *segments);
  self->n_segments = n_segments;
  self->marks = g_new0 (guint, n_segments);
  choose_grid (self);
  n_squares = (gsize) self->n_columns * self->n_rows;
  self->starts = g_new0 (guint, n_squares + 1);
  for (guint i = 0; i < n_segments; i++)
    if (is_finite (&segments[i]))
      walk (self, i, count_cb, NULL);
  for (gsize i = 0; i < n_squares; i++)
    self->starts[i + 1] += self->starts[i];
  self->members = g_new (guint, self->starts[n_squares]);
  cursors = g_memdup2 (self->starts, n_squares * sizeof *cursors);
  for (guint i = 0; i < n_segments; i++)
    if (is_finite (&segments[i]))
      walk (self, i, fill_cb, cursors);
  return self;
}

void
dect_segment_index_free (DectSegmentIndex *self)
{
  g_free (self->segments);
  g_free (self->starts);
  g_free (self->members);
  g_free (self->marks);
  g_free (self);
}

guint
dect_segment_index_count (const DectSegmentIndex *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_segments;
}

const DectSegment *
dect_segment_index_get (const DectSegmentIndex *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->n_segments, NULL);

  return &self->segments[i];
}

/* --- Finding -------------------------------------------------------------------------------------
 */

static gint
compare (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* What is outside the whole grid is nowhere; the squares at its edge must not be asked for it. */
static gboolean
clip (const DectSegmentIndex *self, DectPoint low, DectPoint high, gint *range)
{
  double right = self->low.x + self->n_columns * self->cell_m;
  double bottom = self->low.y + self->n_rows * self->cell_m;

  if (!(low.x <= right && low.y <= bottom && high.x >= self->low.x && high.y >= self->low.y))
    return FALSE;
  range[0] = column_of (self, low.x);
  range[1] = column_of (self, high.x);
  range[2] = row_of (self, low.y);
  range[3] = row_of (self, high.y);
  return TRUE;
}

/* Cohen and Sutherland's question, by clipping the parameter (Liang and Barsky). */
static gboolean
touches (const DectSegment *s, DectPoint low, DectPoint high)
{
  const double d[2] = { s->b.x - s->a.x, s->b.y - s->a.y };
  const double from[2] = { s->a.x, s->a.y };
  const double least[2] = { low.x, low.y }, most[2] = { high.x, high.y };
  double enter = 0, leave = 1;

  for (guint i = 0; i < 2; i++)
    {
      double t1, t2;

      if (d[i] == 0)
        {
          if (from[i] < least[i] || from[i] > most[i])
            return FALSE;
          continue;
        }
      t1 = (least[i] - from[i]) / d[i];
      t2 = (most[i] - from[i]) / d[i];
      enter = fmax (enter, fmin (t1, t2));
      leave = fmin (leave, fmax (t1, t2));
    }
  return enter <= leave;
}

void
dect_segment_index_query (DectSegmentIndex *self, DectPoint low, DectPoint high, GArray *found)
{
  gint range[4];

  g_return_if_fail (self != NULL);
  g_return_if_fail (found != NULL);

  g_array_set_size (found, 0);
  if (!clip (self, low, high, range))
    return;
  self->query++;
  for (gint row = range[2]; row <= range[3]; row++)
    for (gint column = range[0]; column <= range[1]; column++)
      {
        gsize square = (gsize) row * self->n_columns + column;

        for (guint m = self->starts[square]; m < self->starts[square + 1]; m++)
          {
            guint i = self->members[m];

            if (self->marks[i] == self->query)
              continue;
            self->marks[i] = self->query;
            if (touches (&self->segments[i], low, high))
              g_array_append_val (found, i);
          }
      }
  g_array_sort (found, compare);
}

gint
dect_segment_index_nearest (DectSegmentIndex *self,
                            DectPoint point,
                            double reach_m,
                            DectPoint *foot)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  gint nearest = -1;

  g_return_val_if_fail (self != NULL, -1);

  dect_segment_index_query (self, (DectPoint){ point.x - reach_m, point.y - reach_m },
                            (DectPoint){ point.x + reach_m, point.y + reach_m }, found);
  for (guint k = 0; k < found->len; k++)
    {
      guint i = g_array_index (found, guint, k);
      DectPoint at = dect_segment_foot (&self->segments[i], point);
      double distance = hypot (at.x - point.x, at.y - point.y);

      if (distance > reach_m || (nearest >= 0 && distance >= reach_m))
        continue;
      reach_m = distance;
      nearest = (gint) i;
      if (foot != NULL)
        *foot = at;
    }
  return nearest;
}
