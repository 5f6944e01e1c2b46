/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-peers.h"

#include "radio/dect-propagation.h"
#include "radio/dect-radio-data.h"
#include "radio/dect-workers.h"

#include <math.h>
#include <string.h>

#define GRID_CELL_M 2.0

typedef struct
{
  BenchPeer peer;
  const DectScene *scene;
  const DectSceneWalls *walls;
  double cell_m;
  DectArea area;
  guint step, columns;
  double *best_dbm;
  double free_space_db; /* at 1 m */
  double height_m;

  /* The grid: walls of cell i are items[start[i]] to before items[start[i + 1]]. */
  guint grid_columns, grid_rows;
  guint *start, *items;
  guint32 **stamps; /* by worker and wall: the last link that asked it */
  guint32 *link;    /* by worker */
} Run;

/* The walker's rule: both ends farther than contact from the wall's line, on both sides of it, and
 * the path between the wall's ends. */
static inline double
loss_of_wall (const DectSceneWalls *walls, guint i, double x1, double y1, double x2, double y2)
{
  double d1 = walls->nx[i] * x1 + walls->ny[i] * y1 - walls->nd[i];
  double d2 = walls->nx[i] * x2 + walls->ny[i] * y2 - walls->nd[i];
  double dx = x2 - x1, dy = y2 - y1;
  double side_a = dx * (walls->y1[i] - y1) - dy * (walls->x1[i] - x1);
  double side_b = dx * (walls->y2[i] - y1) - dy * (walls->x2[i] - x1);

  if (!(d1 > DECT_SCENE_CONTACT_M && d2 < -DECT_SCENE_CONTACT_M)
      && !(d1 < -DECT_SCENE_CONTACT_M && d2 > DECT_SCENE_CONTACT_M))
    return 0.0;
  return (side_a >= 0.0) == (side_b >= 0.0) ? 0.0 : walls->loss_db[i];
}

/* Two walls at a time: what a register of any x86-64 holds. */
typedef double Pair __attribute__ ((vector_size (16)));
typedef gint64 PairBits __attribute__ ((vector_size (16)));

static inline Pair
load (const double *numbers)
{
  Pair pair;

  memcpy (&pair, numbers, sizeof pair);
  return pair;
}

static double
plain_sum (const DectSceneWalls *walls, double x1, double y1, double x2, double y2)
{
  double dx = x2 - x1, dy = y2 - y1, contact = DECT_SCENE_CONTACT_M, sum;
  Pair all = { 0 };
  guint i = 0;

  for (; i + 2 <= walls->n; i += 2)
    {
      Pair nx = load (walls->nx + i), ny = load (walls->ny + i), nd = load (walls->nd + i);
      Pair d1 = nx * x1 + ny * y1 - nd, d2 = nx * x2 + ny * y2 - nd;
      Pair a = dx * (load (walls->y1 + i) - y1) - dy * (load (walls->x1 + i) - x1);
      Pair b = dx * (load (walls->y2 + i) - y1) - dy * (load (walls->x2 + i) - x1);
      PairBits apart = ((d1 > contact) & (d2 < -contact)) | ((d1 < -contact) & (d2 > contact));
      PairBits bits;
      Pair counted = load (walls->loss_db + i);

      memcpy (&bits, &counted, sizeof bits);
      bits &= apart & ((a >= 0.0) ^ (b >= 0.0));
      memcpy (&counted, &bits, sizeof counted);
      all += counted;
    }
  sum = all[0] + all[1];
  for (; i < walls->n; i++)
    sum += loss_of_wall (walls, i, x1, y1, x2, y2);
  return sum;
}

/* Amanatides and Woo's walk from cell to cell. */
static double
grid_sum (
    const Run *run, guint worker, double x1, double y1, double x2, double y2, double enough_db)
{
  guint32 *stamps = run->stamps[worker];
  guint32 link = ++run->link[worker];
  double dx = x2 - x1, dy = y2 - y1;
  gint column = (gint) floor ((x1 - run->area.x1_m) / GRID_CELL_M);
  gint row = (gint) floor ((y1 - run->area.y1_m) / GRID_CELL_M);
  gint last_column = (gint) floor ((x2 - run->area.x1_m) / GRID_CELL_M);
  gint last_row = (gint) floor ((y2 - run->area.y1_m) / GRID_CELL_M);
  gint step_x = dx > 0 ? 1 : -1, step_y = dy > 0 ? 1 : -1;
  double next_x = dx != 0 ? (run->area.x1_m + (column + (dx > 0)) * GRID_CELL_M - x1) / dx : 2;
  double next_y = dy != 0 ? (run->area.y1_m + (row + (dy > 0)) * GRID_CELL_M - y1) / dy : 2;
  double add_x = dx != 0 ? GRID_CELL_M / fabs (dx) : 2,
         add_y = dy != 0 ? GRID_CELL_M / fabs (dy) : 2;
  double sum_db = 0.0;

  for (gint left = ABS (last_column - column) + ABS (last_row - row); left >= 0; left--)
    {
      if (column >= 0 && row >= 0 && column < (gint) run->grid_columns
          && row < (gint) run->grid_rows)
        {
          guint cell = (guint) row * run->grid_columns + (guint) column;

          for (guint k = run->start[cell]; k < run->start[cell + 1]; k++)
            {
              guint i = run->items[k];

              if (stamps[i] == link)
                continue;
              stamps[i] = link;
              sum_db += loss_of_wall (run->walls, i, x1, y1, x2, y2);
            }
          if (sum_db > enough_db)
            return sum_db;
        }
      if (next_x < next_y)
        {
          column += step_x;
          next_x += add_x;
        }
      else
        {
          row += step_y;
          next_y += add_y;
        }
    }
  return sum_db;
}

static double
level_at (
    const Run *run, guint worker, const DectSceneRfp *rfp, double x, double y, double best_dbm)
{
  double dx = rfp->at.x - x, dy = rfp->at.y - y, dz = rfp->at.z - run->height_m;
  double square = fmax (1.0, dx * dx + dy * dy + dz * dz);
  double open_dbm = rfp->eirp_dbm - run->free_space_db - 10.0 * log10 (square);
  double knee_db = run->scene->wall_knee_db, slope = run->scene->wall_slope, sum_db;

  if (run->peer == BENCH_PLAIN)
    {
      /* Which end comes first decides about a path through a wall's end. */
      gboolean swapped = rfp->at.x != x ? rfp->at.x > x : rfp->at.y > y;

      sum_db = swapped ? plain_sum (run->walls, x, y, rfp->at.x, rfp->at.y)
                       : plain_sum (run->walls, rfp->at.x, rfp->at.y, x, y);
    }
  else
    {
      double spare_db = open_dbm - best_dbm;

      /* Early out: not the best one any more, however the walls saturate. */
      if (spare_db <= 0.0)
        return open_dbm;
      if (spare_db > knee_db)
        spare_db = slope > 0.0 ? knee_db + (spare_db - knee_db) / slope : INFINITY;
      sum_db = grid_sum (run, worker, rfp->at.x, rfp->at.y, x, y, spare_db);
    }
  return open_dbm - dect_propagation_saturated_db (sum_db, knee_db, slope);
}

static void
row_cb (guint job, guint worker, gpointer data)
{
  const Run *run = data;
  double y = run->area.y1_m + (job * run->step + 0.5) * run->cell_m;

  for (guint c = 0; c < run->columns; c++)
    {
      double x = run->area.x1_m + (c * run->step + 0.5) * run->cell_m;
      double best_dbm = -INFINITY;

      for (guint i = 0; i < run->scene->n_rfps; i++)
        best_dbm = fmax (best_dbm, level_at (run, worker, &run->scene->rfps[i], x, y, best_dbm));
      run->best_dbm[(gsize) job * run->columns + c] = best_dbm;
    }
}

/* A wall is listed in each cell of the rectangle around it. */
static void
list_walls (Run *run, gboolean fill)
{
  const DectSceneWalls *walls = run->walls;

  for (guint i = 0; i < walls->n; i++)
    {
      double c1 = (fmin (walls->x1[i], walls->x2[i]) - run->area.x1_m) / GRID_CELL_M;
      double c2 = (fmax (walls->x1[i], walls->x2[i]) - run->area.x1_m) / GRID_CELL_M;
      double r1 = (fmin (walls->y1[i], walls->y2[i]) - run->area.y1_m) / GRID_CELL_M;
      double r2 = (fmax (walls->y1[i], walls->y2[i]) - run->area.y1_m) / GRID_CELL_M;

      for (guint r = (guint) fmax (0, r1 - 1e-6); r < run->grid_rows && r <= r2 + 1e-6; r++)
        for (guint c = (guint) fmax (0, c1 - 1e-6); c < run->grid_columns && c <= c2 + 1e-6; c++)
          {
            if (fill)
              run->items[run->start[r * run->grid_columns + c]++] = i;
            else
              run->start[r * run->grid_columns + c + 1]++;
          }
    }
}

static void
make_grid (Run *run)
{
  guint n;

  run->grid_columns = (guint) ceil ((run->area.x2_m - run->area.x1_m) / GRID_CELL_M);
  run->grid_rows = (guint) ceil ((run->area.y2_m - run->area.y1_m) / GRID_CELL_M);
  n = run->grid_columns * run->grid_rows;
  run->start = g_new0 (guint, n + 1);
  list_walls (run, FALSE);
  for (guint i = 0; i < n; i++)
    run->start[i + 1] += run->start[i];
  run->items = g_new (guint, MAX (1, run->start[n]));
  list_walls (run, TRUE);
  memmove (run->start + 1, run->start, n * sizeof *run->start);
  run->start[0] = 0;
}

guint64
bench_peer_run (BenchPeer peer,
                const DectScene *scene,
                double cell_m,
                const DectArea *area,
                guint step,
                double *best_dbm)
{
  guint n_workers = dect_workers_get_n ();
  guint columns = (guint) ((area->x2_m - area->x1_m) / cell_m + 0.5);
  guint rows = (guint) ((area->y2_m - area->y1_m) / cell_m + 0.5);
  g_autofree guint32 **stamps = g_new (guint32 *, n_workers);
  g_autofree guint32 *link = g_new0 (guint32, n_workers);
  Run run = { .peer = peer,
              .scene = scene,
              .walls = &scene->storeys[0].walls,
              .cell_m = cell_m,
              .area = *area,
              .step = step,
              .columns = (columns + step - 1) / step,
              .best_dbm = best_dbm,
              .free_space_db = dect_propagation_free_space_db (scene->frequency_mhz, 1.0),
              .height_m = scene->storeys[0].z0 + dect_limit_value ("handset-height"),
              .stamps = stamps,
              .link = link };

  for (guint i = 0; i < n_workers; i++)
    stamps[i] = g_new0 (guint32, MAX (1, run.walls->n));
  make_grid (&run);
  rows = (rows + step - 1) / step;
  dect_workers_run (rows, row_cb, &run, NULL);
  for (guint i = 0; i < n_workers; i++)
    g_free (stamps[i]);
  g_free (run.start);
  g_free (run.items);
  return (guint64) rows * run.columns * scene->n_rfps;
}
