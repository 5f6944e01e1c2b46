/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-scene-private.h"

#include <math.h>
#include <stdlib.h>

/* Cells are made a little too wide when asked what touches them, so that rounding never hides a
 * wall. */
#define GRID_SLACK_M 1e-6
#define GRID_MIN_CELL_M 2.0
#define GRID_MAX_SIDE 2048.0

/* Shorter remains of a wall beside an opening are drawing inaccuracy. */
#define MIN_PIECE_M 1e-3

/* --- Grid ------------------------------------------------------------------------------------- */

static void
choose_grid (DectSceneWalls *self)
{
  double x1 = INFINITY, y1 = INFINITY, x2 = -INFINITY, y2 = -INFINITY;
  double width, height, cell;

  for (guint i = 0; i < self->n; i++)
    {
      x1 = fmin (x1, fmin (self->x1[i], self->x2[i]));
      y1 = fmin (y1, fmin (self->y1[i], self->y2[i]));
      x2 = fmax (x2, fmax (self->x1[i], self->x2[i]));
      y2 = fmax (y2, fmax (self->y1[i], self->y2[i]));
    }
  width = x2 - x1 + 2.0 * GRID_SLACK_M;
  height = y2 - y1 + 2.0 * GRID_SLACK_M;

  /* About one cell a wall: paths then meet few walls more than they cross. */
  cell = fmax (GRID_MIN_CELL_M, sqrt (width * height / self->n));
  cell = fmax (cell, fmax (width, height) / GRID_MAX_SIDE);
  while (ceil (width / cell) * ceil (height / cell) > 4.0 * self->n + 64.0)
    cell *= 1.5;

  self->grid_x = x1 - GRID_SLACK_M;
  self->grid_y = y1 - GRID_SLACK_M;
  self->grid_cell_m = cell;
  self->columns = MAX (1, (guint) ceil (width / cell));
  self->rows = MAX (1, (guint) ceil (height / cell));
}

static gboolean
clamp_range (double low, double high, guint n, guint *first, guint *last)
{
  if (high < 0.0 || low >= n)
    return FALSE;

  *first = low > 0.0 ? (guint) low : 0;
  *last = high < n ? (guint) high : n - 1;
  return TRUE;
}

gboolean
dect_scene_walls_rows (const DectSceneWalls *self,
                       const double segment[4],
                       guint *first,
                       guint *last)
{
  double low = fmin (segment[1], segment[3]) - GRID_SLACK_M - self->grid_y;
  double high = fmax (segment[1], segment[3]) + GRID_SLACK_M - self->grid_y;

  return self->n > 0
         && clamp_range (low / self->grid_cell_m, high / self->grid_cell_m, self->rows, first,
                         last);
}

gboolean
dect_scene_walls_columns (
    const DectSceneWalls *self, const double segment[4], guint row, guint *first, guint *last)
{
  double dx = segment[2] - segment[0];
  double dy = segment[3] - segment[1];
  double band = self->grid_y + row * self->grid_cell_m;
  double t1 = 0.0;
  double t2 = 1.0;

  if (fabs (dy) > GRID_SLACK_M)
    {
      double u1 = (band - GRID_SLACK_M - segment[1]) / dy;
      double u2 = (band + self->grid_cell_m + GRID_SLACK_M - segment[1]) / dy;

      t1 = CLAMP (fmin (u1, u2), 0.0, 1.0);
      t2 = CLAMP (fmax (u1, u2), 0.0, 1.0);
    }

  double xa = segment[0] + t1 * dx;
  double xb = segment[0] + t2 * dx;
  double low = fmin (xa, xb) - GRID_SLACK_M - self->grid_x;
  double high = fmax (xa, xb) + GRID_SLACK_M - self->grid_x;

  return clamp_range (low / self->grid_cell_m, high / self->grid_cell_m, self->columns, first,
                      last);
}

/* Two passes over the same cells: count, then fill. */
static void
visit_cells (DectSceneWalls *self, gboolean fill)
{
  for (guint i = 0; i < self->n; i++)
    {
      double segment[4] = { self->x1[i], self->y1[i], self->x2[i], self->y2[i] };
      guint r1, r2, c1, c2;

      if (!dect_scene_walls_rows (self, segment, &r1, &r2))
        continue;
      for (guint r = r1; r <= r2; r++)
        {
          if (!dect_scene_walls_columns (self, segment, r, &c1, &c2))
            continue;
          for (guint c = c1; c <= c2; c++)
            {
              guint cell = r * self->columns + c;

              if (fill)
                self->items[self->start[cell]++] = i;
              else
                self->start[cell + 1]++;
            }
        }
    }
}

static void
build_grid (DectSceneWalls *self)
{
  guint n_cells;

  choose_grid (self);
  n_cells = self->columns * self->rows;
  self->start = g_new0 (guint32, n_cells + 1);
  visit_cells (self, FALSE);
  for (guint i = 0; i < n_cells; i++)
    self->start[i + 1] += self->start[i];

  self->items = g_new0 (guint32, MAX (1, self->start[n_cells]));
  visit_cells (self, TRUE);
  /* Filling moved each start to its end, which is the next one's start. */
  for (guint i = n_cells; i > 0; i--)
    self->start[i] = self->start[i - 1];
  self->start[0] = 0;
}

void
dect_scene_walls_init (DectSceneWalls *self, const DectWallPiece *pieces, guint n)
{
  *self = (DectSceneWalls){ .n = n };
  if (n == 0)
    return;

  self->x1 = g_new (double, n);
  self->y1 = g_new (double, n);
  self->x2 = g_new (double, n);
  self->y2 = g_new (double, n);
  self->nx = g_new (double, n);
  self->ny = g_new (double, n);
  self->nd = g_new (double, n);
  self->loss_db = g_new (double, n);
  self->id = g_new (guint32, n);
  self->floor = g_new (guint32, n);
  self->is_opening = g_new (guint8, n);
  self->material = g_new (const DectMaterial *, n);
  for (guint i = 0; i < n; i++)
    {
      double dx = pieces[i].x2 - pieces[i].x1;
      double dy = pieces[i].y2 - pieces[i].y1;
      double length = hypot (dx, dy);

      self->nx[i] = -dy / length;
      self->ny[i] = dx / length;
      self->nd[i] = self->nx[i] * pieces[i].x1 + self->ny[i] * pieces[i].y1;
      self->x1[i] = pieces[i].x1;
      self->y1[i] = pieces[i].y1;
      self->x2[i] = pieces[i].x2;
      self->y2[i] = pieces[i].y2;
      self->loss_db[i] = pieces[i].loss_db;
      self->material[i] = pieces[i].material;
      self->is_opening[i] = pieces[i].is_opening != FALSE;
      self->id[i] = pieces[i].id;
      self->floor[i] = pieces[i].floor;
    }
  build_grid (self);
}

void
dect_scene_walls_clear (DectSceneWalls *self)
{
  g_free (self->x1);
  g_free (self->y1);
  g_free (self->x2);
  g_free (self->y2);
  g_free (self->nx);
  g_free (self->ny);
  g_free (self->nd);
  g_free (self->loss_db);
  g_free (self->id);
  g_free (self->floor);
  g_free (self->is_opening);
  g_free (self->material);
  g_free (self->start);
  g_free (self->items);
  *self = (DectSceneWalls){ 0 };
}

/* --- Openings --------------------------------------------------------------------------------- */

#define N_WALL_OPENINGS 3 /* door, window, gap: the first kinds of DectOpeningKind */

/* An opening begins or ends on a wall, along_m from the wall's start. */
typedef struct
{
  guint32 wall;
  guint32 opening;
  double along_m;
  gint step; /* +1 begins, -1 ends */
  DectOpeningKind kind;
} CutEvent;

static int
compare_events (const void *a, const void *b)
{
  const CutEvent *x = a;
  const CutEvent *y = b;

  if (x->wall != y->wall)
    return x->wall < y->wall ? -1 : 1;
  if (x->along_m != y->along_m)
    return x->along_m < y->along_m ? -1 : 1;
  if (x->step != y->step)
    return x->step < y->step ? -1 : 1;
  return (x->opening > y->opening) - (x->opening < y->opening);
}

/* Appends both ends of the opening where it lies on the wall. */
static void
add_events (const DectWallPiece *wall,
            guint32 wall_index,
            const DectWallOpening *opening,
            GArray *events)
{
  double dx = wall->x2 - wall->x1;
  double dy = wall->y2 - wall->y1;
  double length = hypot (dx, dy);
  double off1 = fabs (dx * (opening->y1 - wall->y1) - dy * (opening->x1 - wall->x1)) / length;
  double off2 = fabs (dx * (opening->y2 - wall->y1) - dy * (opening->x2 - wall->x1)) / length;
  double s1 = (dx * (opening->x1 - wall->x1) + dy * (opening->y1 - wall->y1)) / length;
  double s2 = (dx * (opening->x2 - wall->x1) + dy * (opening->y2 - wall->y1)) / length;
  double begin = CLAMP (fmin (s1, s2), 0.0, length);
  double end = CLAMP (fmax (s1, s2), 0.0, length);

  if (off1 > DECT_SCENE_OPENING_REACH_M || off2 > DECT_SCENE_OPENING_REACH_M
      || end - begin < MIN_PIECE_M)
    return;

  CutEvent event = { wall_index, opening->id, begin, 1, opening->kind };

  g_array_append_val (events, event);
  event.along_m = end;
  event.step = -1;
  g_array_append_val (events, event);
}

/* Every wall near the opening is tried once: a wall may lie in several cells of the grid. */
static void
find_walls (const DectSceneWalls *grid,
            const DectWallPiece *walls,
            const DectWallOpening *opening,
            guint32 *stamps,
            guint32 stamp,
            GArray *events)
{
  double reach = DECT_SCENE_OPENING_REACH_M + GRID_SLACK_M;
  double low_x = fmin (opening->x1, opening->x2) - reach - grid->grid_x;
  double high_x = fmax (opening->x1, opening->x2) + reach - grid->grid_x;
  double low_y = fmin (opening->y1, opening->y2) - reach - grid->grid_y;
  double high_y = fmax (opening->y1, opening->y2) + reach - grid->grid_y;
  double cell = grid->grid_cell_m;
  guint r1, r2, c1, c2;

  if (!clamp_range (low_y / cell, high_y / cell, grid->rows, &r1, &r2)
      || !clamp_range (low_x / cell, high_x / cell, grid->columns, &c1, &c2))
    return;

  for (guint r = r1; r <= r2; r++)
    for (guint i = grid->start[r * grid->columns + c1]; i < grid->start[r * grid->columns + c2 + 1];
         i++)
      {
        guint32 wall = grid->items[i];

        if (stamps[wall] == stamp)
          continue;
        stamps[wall] = stamp;
        add_events (&walls[wall], wall, opening, events);
      }
}

static void
append_piece (GArray *pieces,
              const DectWallPiece *wall,
              double begin_m,
              double end_m,
              const DectMaterial *opening,
              double opening_db,
              guint32 id)
{
  double length = hypot (wall->x2 - wall->x1, wall->y2 - wall->y1);
  double t1 = begin_m / length;
  double t2 = end_m / length;
  DectWallPiece piece = *wall;

  if (opening != NULL)
    {
      piece.material = opening;
      piece.loss_db = opening_db;
      piece.id = id;
      piece.is_opening = TRUE;
    }
  if (end_m - begin_m < MIN_PIECE_M || piece.loss_db <= 0.0)
    return;

  piece.x1 = wall->x1 + t1 * (wall->x2 - wall->x1);
  piece.y1 = wall->y1 + t1 * (wall->y2 - wall->y1);
  if (t2 < 1.0)
    {
      piece.x2 = wall->x1 + t2 * (wall->x2 - wall->x1);
      piece.y2 = wall->y1 + t2 * (wall->y2 - wall->y1);
    }
  g_array_append_val (pieces, piece);
}

/* Walks along one wall; where several openings lie over each other, the cheapest open kind counts.
 */
static void
cut_wall (const DectWallPiece *wall,
          const CutEvent *events,
          guint n_events,
          const double opening_db[N_WALL_OPENINGS],
          GArray *pieces)
{
  gint open[N_WALL_OPENINGS] = { 0 };
  guint32 last[N_WALL_OPENINGS] = { 0 };
  double at = 0.0;

  for (guint i = 0; i <= n_events; i++)
    {
      double next
          = i < n_events ? events[i].along_m : hypot (wall->x2 - wall->x1, wall->y2 - wall->y1);
      gint best = -1;

      for (gint kind = 0; kind < N_WALL_OPENINGS; kind++)
        {
          if (open[kind] > 0 && (best < 0 || opening_db[kind] < opening_db[best]))
            best = kind;
        }
      if (next > at)
        append_piece (pieces, wall, at, next,
                      best >= 0 ? dect_material_for_opening ((DectOpeningKind) best) : NULL,
                      best >= 0 ? opening_db[best] : 0.0, best >= 0 ? last[best] : 0);
      at = fmax (at, next);
      if (i < n_events)
        {
          open[events[i].kind] += events[i].step;
          if (events[i].step > 0)
            last[events[i].kind] = events[i].opening;
        }
    }
}

void
dect_scene_cut_walls (const DectWallPiece *walls,
                      guint n_walls,
                      const DectWallOpening *openings,
                      guint n_openings,
                      const double opening_db[N_WALL_OPENINGS],
                      GArray *pieces)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CutEvent));
  g_autofree guint32 *stamps = g_new0 (guint32, MAX (1, n_walls));
  DectSceneWalls grid;
  guint next = 0;

  dect_scene_walls_init (&grid, walls, n_openings > 0 ? n_walls : 0);
  for (guint i = 0; i < n_openings && n_walls > 0; i++)
    find_walls (&grid, walls, &openings[i], stamps, i + 1, events);
  dect_scene_walls_clear (&grid);

  g_array_sort (events, compare_events);
  for (guint i = 0; i < n_walls; i++)
    {
      guint begin = next;

      while (next < events->len && g_array_index (events, CutEvent, next).wall == i)
        next++;
      cut_wall (&walls[i], &g_array_index (events, CutEvent, begin), next - begin, opening_db,
                pieces);
    }
}
