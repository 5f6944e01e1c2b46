/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-shadow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Entries of a row of differences left of the first cell and right of the last one. */
#define PAD 4

/* Shadows are cut so far outside of the raster; not a round number, which borders might meet. */
#define OUTSIDE 1.37

/* Half the width of a tie, in cells. */
#define TIE (1.0 / (1 << (DECT_KERNEL_BITS - DECT_KERNEL_TIE_BITS + 1)))

/* Rows that are swept together: their differences stay in fast memory. */
#define BAND_BYTES 65536
#define MAX_BAND_ROWS 32

#define NO_EDGE G_MAXUINT32

/* A cell that the caller decides. base: what the edges say of it. */
typedef struct
{
  guint32 row;
  guint32 column;
  guint32 shadow;
  gint32 loss;
  guint base; /* 0 or 1 */
} Tie;

struct _DectShadows
{
  const DectKernel *kernel;
  guint columns;
  guint row_begin, row_end;
  gsize stride; /* of differences */
  guint band_rows;
  GArray *edges;  /* DectKernelEdge */
  GArray *first;  /* guint32: by band, an edge that begins in it; each names the next one */
  GArray *active; /* guint32: edges that began and have not ended */
  GArray *whole;  /* gint32: by row, what the first cell has more than in the row before */
  GArray *ties;   /* Tie, known from the start; later by row */
  GArray *met;    /* Tie, of the band in hand */
  GArray *keys;   /* guint64: ties of that band that were settled, a table */
  GArray *values; /* gint32: differences of a band */
};

DectShadows *
dect_shadows_new (void)
{
  DectShadows *self = g_new0 (DectShadows, 1);

  self->kernel = dect_kernel_get ();
  self->edges = g_array_new (FALSE, FALSE, sizeof (DectKernelEdge));
  self->first = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->active = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->whole = g_array_new (FALSE, TRUE, sizeof (gint32));
  self->ties = g_array_new (FALSE, FALSE, sizeof (Tie));
  self->met = g_array_new (FALSE, FALSE, sizeof (Tie));
  self->keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->values = g_array_new (FALSE, TRUE, sizeof (gint32));
  return self;
}

void
dect_shadows_free (DectShadows *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->edges);
  g_array_unref (self->first);
  g_array_unref (self->active);
  g_array_unref (self->whole);
  g_array_unref (self->ties);
  g_array_unref (self->met);
  g_array_unref (self->keys);
  g_array_unref (self->values);
  g_free (self);
}

static void
clear_to (GArray *array, guint n)
{
  g_array_set_size (array, 0);
  g_array_set_size (array, n); /* zeroed */
}

static guint
band_of (const DectShadows *self, guint row)
{
  return (row - self->row_begin) / self->band_rows;
}

void
dect_shadows_begin (DectShadows *self, guint columns, guint row_begin, guint row_end)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (columns > 0 && columns <= G_MAXUINT16 && row_begin < row_end);

  self->columns = columns;
  self->row_begin = row_begin;
  self->row_end = row_end;
  self->stride = columns + 2 * PAD;
  self->band_rows = (guint) CLAMP (BAND_BYTES / (self->stride * sizeof (gint32)), 1, MAX_BAND_ROWS);
  g_array_set_size (self->edges, 0);
  g_array_set_size (self->ties, 0);
  g_array_set_size (self->first, band_of (self, row_end - 1) + 1);
  memset (self->first->data, 0xff, self->first->len * sizeof (guint32)); /* NO_EDGE */
  clear_to (self->whole, row_end - row_begin + 1);
  clear_to (self->values, (guint) self->stride * self->band_rows);
}

/* --- One shadow ------------------------------------------------------------------------------- */

/* What its borders lie on. */
enum
{
  LINE_LEFT = DECT_SHADOW_PLANES, /* of the raster */
  LINE_RIGHT,
  LINE_LEVEL, /* along a row */
};

/* A rectangle that gets a corner from each plane, and as many again where rounding makes the sides
 * of a sliver change more than twice. */
#define MAX_CORNERS (4 + 4 * DECT_SHADOW_PLANES)

/* Corners, clockwise as seen with y down; border i goes from corner i to the next. */
typedef struct
{
  guint n;
  double x[MAX_CORNERS], y[MAX_CORNERS];
  guint8 line[MAX_CORNERS];
} Polygon;

static inline void
append_corner (Polygon *polygon, double x, double y, guint8 line)
{
  if (polygon->n == MAX_CORNERS)
    return;
  polygon->x[polygon->n] = x;
  polygon->y[polygon->n] = y;
  polygon->line[polygon->n] = line;
  polygon->n++;
}

/* Returns whether anything was cut off; else @to is not filled. */
static gboolean
cut (const Polygon *from, const DectPlane *plane, guint8 line, Polygon *to)
{
  double sides[MAX_CORNERS];
  guint n_inside = 0;

  for (guint i = 0; i < from->n; i++)
    {
      sides[i] = plane->a * from->x[i] + plane->b * from->y[i] - plane->k;
      n_inside += sides[i] >= 0.0;
    }
  if (n_inside == from->n)
    return FALSE;

  to->n = 0;
  for (guint i = 0; i < from->n && n_inside > 0; i++)
    {
      guint next = i + 1 < from->n ? i + 1 : 0;
      double t;

      if (sides[i] >= 0.0)
        append_corner (to, from->x[i], from->y[i], from->line[i]);
      if ((sides[i] >= 0.0) == (sides[next] >= 0.0))
        continue;
      t = sides[i] / (sides[i] - sides[next]);
      append_corner (to, from->x[i] + t * (from->x[next] - from->x[i]),
                     from->y[i] + t * (from->y[next] - from->y[i]),
                     sides[i] >= 0.0 ? line : from->line[i]);
    }
  return TRUE;
}

/* Its shape, and what it needs to become edges. */
typedef struct
{
  const Polygon *polygon;
  const DectPlane *planes;
  gint32 loss;
  guint32 shadow;
  guint careful[MAX_CORNERS]; /* rows that a corner touches */
  guint n_careful;
} Shape;

/* Where a border that is not along the rows crosses the middle of a row. The planes say it more
 * exactly than corners that came from cutting. */
static double
border_at (const DectShadows *self, const Shape *shape, guint border, double y)
{
  guint line = shape->polygon->line[border];

  if (line == LINE_LEFT)
    return -OUTSIDE;
  if (line == LINE_RIGHT)
    return self->columns - 1.0 + OUTSIDE;
  return (shape->planes[line].k - shape->planes[line].b * y) / shape->planes[line].a;
}

static void
append_edge (DectShadows *self, const DectKernelEdge *edge)
{
  guint32 *first = &g_array_index (self->first, guint32, band_of (self, edge->row));
  DectKernelEdge added = *edge;

  added.next = *first;
  *first = self->edges->len;
  g_array_append_val (self->edges, added);
}

/* Border of @shape from @row to before @end, none of them careful. */
static void
add_border (DectShadows *self, const Shape *shape, guint border, gint32 jump, guint row, guint end)
{
  guint line = shape->polygon->line[border];
  double scale = (double) (G_GINT64_CONSTANT (1) << DECT_KERNEL_BITS);
  double x;

  if (row >= end)
    return;
  if (line == LINE_LEFT)
    {
      g_array_index (self->whole, gint32, row - self->row_begin) += jump;
      g_array_index (self->whole, gint32, end - self->row_begin) -= jump;
      return;
    }

  x = CLAMP (border_at (self, shape, border, row), -2.0, self->columns + 2.0);
  append_edge (self, &(DectKernelEdge){
                         .x = (gint64) ((x + TIE + 1.0 + PAD) * scale),
                         .step = end - row > 1 ? (gint64) (-shape->planes[line].b
                                                           / shape->planes[line].a * scale)
                                               : 0,
                         .jump = jump,
                         .row = row,
                         .end = end,
                         .shadow = shape->shadow,
                     });
}

/* Rows whose middle is at @y or below. */
static guint
row_from (const DectShadows *self, double y)
{
  return (guint) CLAMP (ceil (y), self->row_begin, self->row_end);
}

static void
find_careful (const DectShadows *self, Shape *shape)
{
  for (guint i = 0; i < shape->polygon->n; i++)
    {
      double near = rint (shape->polygon->y[i]);
      guint row = (guint) CLAMP (near, self->row_begin, self->row_end);
      guint k = 0;

      if (fabs (shape->polygon->y[i] - near) > TIE || row != near || row >= self->row_end)
        continue;
      while (k < shape->n_careful && shape->careful[k] != row)
        k++;
      if (k == shape->n_careful)
        shape->careful[shape->n_careful++] = row;
    }
}

/* The rows between two corners, without the careful ones. */
static void
add_rows (DectShadows *self, const Shape *shape, guint border, gint32 jump, guint row, guint end)
{
  while (row < end)
    {
      guint stop = end;

      for (guint i = 0; i < shape->n_careful; i++)
        {
          if (shape->careful[i] >= row && shape->careful[i] < stop)
            stop = shape->careful[i];
        }
      add_border (self, shape, border, jump, row, stop);
      row = stop + 1;
    }
}

/* An interval, from > to when empty. */
typedef struct
{
  double from, to;
} Interval;

static Interval
interval_at (const DectShadows *self, const Shape *shape, double y)
{
  const Polygon *polygon = shape->polygon;
  Interval interval = { INFINITY, -INFINITY };

  for (guint i = 0; i < polygon->n; i++)
    {
      double y2 = polygon->y[i + 1 < polygon->n ? i + 1 : 0];
      double x;

      if (polygon->line[i] == LINE_LEVEL || (polygon->y[i] <= y) == (y2 <= y))
        continue;
      x = CLAMP (border_at (self, shape, i, y), -2.0, self->columns + 2.0);
      interval.from = fmin (interval.from, x);
      interval.to = fmax (interval.to, x);
    }
  return interval;
}

static void
add_ties (DectShadows *self, const Shape *shape, guint row, double from, double to)
{
  gint first = (gint) ceil (fmax (from - 2.0 * TIE, 0.0));
  gint last = (gint) floor (fmin (to + 2.0 * TIE, self->columns - 1.0));

  for (gint column = first; column <= last; column++)
    {
      Tie tie = { row, (guint32) column, shape->shadow, shape->loss, 0 };

      g_array_append_val (self->ties, tie);
    }
}

/* A row through a corner, or along a border: what lies in the shadow both right above and right
 * below the middle of the row is in it, what lies in it on one side is a tie. */
static void
add_careful_row (DectShadows *self, const Shape *shape, guint row)
{
  Interval above = interval_at (self, shape, row - 2.0 * TIE);
  Interval below = interval_at (self, shape, row + 2.0 * TIE);
  Interval some = { fmin (above.from, below.from), fmax (above.to, below.to) };
  Interval both
      = { fmax (above.from, below.from) + 2.0 * TIE, fmin (above.to, below.to) - 2.0 * TIE };
  DectKernelEdge edge = { .row = row, .end = row + 1, .shadow = shape->shadow };

  for (guint i = 0; i < shape->polygon->n; i++)
    {
      if (fabs (shape->polygon->y[i] - row) > 2.0 * TIE)
        continue;
      some.from = fmin (some.from, shape->polygon->x[i]);
      some.to = fmax (some.to, shape->polygon->x[i]);
    }
  if (!(both.from < both.to && ceil (both.from) <= floor (both.to)))
    {
      add_ties (self, shape, row, some.from, some.to);
      return;
    }

  /* In the middle between cells, where no tie can be. */
  edge.x = ((gint64) ceil (both.from) + PAD) * (G_GINT64_CONSTANT (2) << (DECT_KERNEL_BITS - 1))
           + (G_GINT64_CONSTANT (1) << (DECT_KERNEL_BITS - 1));
  edge.jump = shape->loss;
  append_edge (self, &edge);
  edge.x = ((gint64) floor (both.to) + 1 + PAD) * (G_GINT64_CONSTANT (2) << (DECT_KERNEL_BITS - 1))
           + (G_GINT64_CONSTANT (1) << (DECT_KERNEL_BITS - 1));
  edge.jump = -shape->loss;
  append_edge (self, &edge);
  add_ties (self, shape, row, some.from, ceil (both.from) - 1.0);
  add_ties (self, shape, row, floor (both.to) + 1.0, some.to);
}

static void
init_raster (const DectShadows *self, Polygon *polygon)
{
  double right = self->columns - 1.0 + OUTSIDE;
  double top = self->row_begin - 0.5;
  double bottom = self->row_end - 0.5;

  polygon->n = 0;
  append_corner (polygon, -OUTSIDE, top, LINE_LEVEL);
  append_corner (polygon, right, top, LINE_RIGHT);
  append_corner (polygon, right, bottom, LINE_LEVEL);
  append_corner (polygon, -OUTSIDE, bottom, LINE_LEFT);
}

void
dect_shadows_add (
    DectShadows *self, const DectPlane *planes, guint n_planes, gint32 loss, guint32 shadow)
{
  Polygon polygons[2];
  guint current = 0;
  Shape shape = { .planes = planes, .loss = loss, .shadow = shadow };
  const Polygon *polygon;

  g_assert (n_planes <= DECT_SHADOW_PLANES);

  init_raster (self, &polygons[0]);
  polygons[1].n = 0;
  for (guint i = 0; i < n_planes; i++)
    current ^= cut (&polygons[current], &planes[i], i, &polygons[current ^ 1]) != FALSE;
  shape.polygon = polygon = &polygons[current];
  find_careful (self, &shape);
  for (guint i = 0; i < polygon->n; i++)
    {
      double y1 = polygon->y[i];
      double y2 = polygon->y[i + 1 < polygon->n ? i + 1 : 0];

      if (polygon->line[i] == LINE_LEVEL || polygon->line[i] == LINE_RIGHT || y1 == y2)
        continue;
      if (y1 < y2)
        add_rows (self, &shape, i, -loss, row_from (self, y1), row_from (self, y2));
      else
        add_rows (self, &shape, i, loss, row_from (self, y2), row_from (self, y1));
    }
  for (guint i = 0; i < shape.n_careful; i++)
    add_careful_row (self, &shape, shape.careful[i]);
}

/* --- Sweep ------------------------------------------------------------------------------------ */

/* In the last @n rows. Of a left border (it has a positive jump) the tie cell was left out, of a
 * right one it was taken in. */
static void
note_ties (DectShadows *self, const DectKernelEdge *edge, guint n)
{
  gint64 x = edge->x - n * edge->step;
  guint64 mask = (G_GUINT64_CONSTANT (1) << DECT_KERNEL_BITS) - 1;

  for (guint i = 0; i < n; i++, x += edge->step)
    {
      gint64 column = (x >> DECT_KERNEL_BITS) - 1 - PAD;
      Tie tie
          = { edge->row - n + i, (guint32) column, edge->shadow, ABS (edge->jump), edge->jump < 0 };

      if (((guint64) x & mask) < G_GUINT64_CONSTANT (1) << DECT_KERNEL_TIE_BITS && column >= 0
          && column < self->columns)
        g_array_append_val (self->met, tie);
    }
}

static void
sweep_edges (DectShadows *self, guint band, guint row, guint end)
{
  gint32 *values = (gpointer) self->values->data;
  guint n_active = 0;
  guint32 *active;

  for (guint32 i = g_array_index (self->first, guint32, band); i != NO_EDGE;
       i = g_array_index (self->edges, DectKernelEdge, i).next)
    g_array_append_val (self->active, i);
  active = (gpointer) self->active->data;
  for (guint i = 0; i < self->active->len; i++)
    {
      DectKernelEdge *edge = &g_array_index (self->edges, DectKernelEdge, active[i]);
      guint n = MIN (edge->end, end) - edge->row;

      if (self->kernel->edge (edge, values + (edge->row - row) * self->stride, self->stride, n))
        note_ties (self, edge, n);
      if (edge->end > end)
        active[n_active++] = active[i];
    }
  g_array_set_size (self->active, n_active);
}

/* Whether the tie's shadow and cell are new to the table; they are put in. */
static gboolean
is_first (GArray *table, guint row, const Tie *tie)
{
  guint64 *keys = (gpointer) table->data;
  guint64 key = (guint64) tie->shadow << 32 | (tie->row - row) << 16 | tie->column;
  guint at = (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);

  for (;; at++)
    {
      guint64 *found = &keys[at & (table->len - 1)];

      if (*found == key + 1)
        return FALSE;
      if (*found != 0)
        continue;
      *found = key + 1;
      return TRUE;
    }
}

/* Where two borders of a shadow meet one cell, the left one speaks for both, so it is asked first.
 */
static void
settle_ties (DectShadows *self, guint row, const DectShadowFuncs *funcs, gpointer data)
{
  gint32 *values = (gpointer) self->values->data;
  guint n_keys = 64;

  while (n_keys < 2 * self->met->len)
    n_keys *= 2;
  clear_to (self->keys, n_keys);
  for (guint base = 0; base < 2; base++)
    for (guint i = 0; i < self->met->len; i++)
      {
        const Tie *tie = &g_array_index (self->met, Tie, i);
        gint32 *value = &values[(tie->row - row) * self->stride + PAD + tie->column];
        gint32 change;

        if (tie->base != base || !is_first (self->keys, row, tie))
          continue;
        change
            = (funcs->is_hit (tie->shadow, tie->column, tie->row, data) != FALSE) - (gint32) base;
        value[0] += change * tie->loss;
        value[1] -= change * tie->loss;
      }
  g_array_set_size (self->met, 0);
}

static int
compare_rows (const void *a, const void *b)
{
  const Tie *x = a;
  const Tie *y = b;

  return (x->row > y->row) - (x->row < y->row);
}

gboolean
dect_shadows_sweep (DectShadows *self, const DectShadowFuncs *funcs, gpointer data)
{
  gint32 *values = (gpointer) self->values->data;
  const gint32 *whole = (gconstpointer) self->whole->data;
  guint next_tie = 0;
  gint32 base = 0;

  g_return_val_if_fail (self != NULL && funcs != NULL, FALSE);

  g_array_set_size (self->active, 0);
  g_array_set_size (self->met, 0);
  g_array_sort (self->ties, compare_rows);
  for (guint row = self->row_begin; row < self->row_end; row += self->band_rows)
    {
      guint end = MIN (row + self->band_rows, self->row_end);

      if (funcs->is_cancelled (data))
        return FALSE;
      for (; next_tie < self->ties->len && g_array_index (self->ties, Tie, next_tie).row < end;
           next_tie++)
        g_array_append_val (self->met, g_array_index (self->ties, Tie, next_tie));
      sweep_edges (self, band_of (self, row), row, end);
      if (self->met->len > 0)
        settle_ties (self, row, funcs, data);
      for (guint r = row; r < end; r++)
        {
          gint32 *sums = values + (r - row) * self->stride;

          base += whole[r - self->row_begin];
          self->kernel->sum (sums, (guint) self->stride, base);
          funcs->row (r, sums + PAD, data);
          memset (sums, 0, self->stride * sizeof *sums);
        }
    }
  return TRUE;
}
