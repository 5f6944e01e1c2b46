/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-fit-private.h"
#include "support/test-site.h"

#include <math.h>

/* Factor of a whole matrix. */
static void
factor (const double *a, guint n, double *l)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (dect_fit_cholesky_append (l, i, a + i * n, a[i * n + i]), >, 0.0);
}

/* A textbook's: L = (2; 6 1; -8 5 3). */
static void
test_known_factor (void)
{
  const double a[] = { 4, 12, -16, 12, 37, -43, -16, -43, 98 };
  const double expected[] = { 2, 6, 1, -8, 5, 3 };
  double l[6];
  double b[] = { 4 + 24 - 48, 12 + 74 - 129, -16 - 86 + 294 };

  factor (a, 3, l);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (l[i], expected[i], 1e-12);
  dect_fit_cholesky_solve (l, 3, b);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (b[i], i + 1.0, 1e-9);
}

/* Diagonal of the inverse of Hilbert's matrix of order 3: 9, 192, 180. */
static void
test_known_inverse (void)
{
  const double expected[] = { 9, 192, 180 };
  double a[9], l[6];

  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < 3; k++)
      a[i * 3 + k] = 1.0 / (i + k + 1);
  factor (a, 3, l);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (dect_fit_cholesky_variance (l, 3, i), expected[i], 1e-9);
}

/* What is left of a column that is the sum of the two before is nothing; of one at right angles
 * all. */
static void
test_left_over (void)
{
  const double a[] = { 2, 1, 1, 3 };
  double l[10];

  factor (a, 2, l);
  g_assert_cmpfloat_with_epsilon (
      dect_fit_cholesky_append (l, 2, (const double[]){ 3, 4 }, 2 + 2 * 1 + 3), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (dect_fit_cholesky_append (l, 2, (const double[]){ 0, 0 }, 7.0),
                                  7.0, 1e-12);
}

/* --- Inside a box ----------------------------------------------------------------------------- */

#define N 5

typedef struct
{
  double h[N * N], g[N], low[N], high[N];
} Problem;

static double
value_of (const Problem *problem, const double *x)
{
  double value = 0.0;

  for (guint i = 0; i < N; i++)
    {
      value -= problem->g[i] * x[i];
      for (guint k = 0; k < N; k++)
        value += 0.5 * problem->h[i * N + k] * x[i] * x[k];
    }
  return value;
}

static void
make_problem (GRand *rand, Problem *problem)
{
  double j[8][N];

  for (guint r = 0; r < 8; r++)
    for (guint i = 0; i < N; i++)
      j[r][i] = g_rand_double_range (rand, -1, 1);
  for (guint i = 0; i < N; i++)
    {
      problem->g[i] = g_rand_double_range (rand, -5, 5);
      problem->low[i] = g_rand_double_range (rand, -2, 1);
      problem->high[i]
          = problem->low[i] + (g_rand_int_range (rand, 0, 5) > 0) * g_rand_double (rand);
      for (guint k = 0; k < N; k++)
        {
          problem->h[i * N + k] = i == k ? 0.01 : 0.0;
          for (guint r = 0; r < 8; r++)
            problem->h[i * N + k] += j[r][i] * j[r][k];
        }
    }
}

/* Gauss on those not held at an edge; another way than the one under test. */
static void
solve_face (const Problem *problem, guint face, double *x)
{
  double a[N][N + 1];
  guint hold[N];

  for (guint i = 0; i < N; i++, face /= 3)
    hold[i] = face % 3;
  for (guint i = 0; i < N; i++)
    {
      for (guint k = 0; k < N; k++)
        a[i][k] = hold[i] == 0 ? problem->h[i * N + k] : i == k;
      a[i][N] = hold[i] == 0 ? problem->g[i] : hold[i] == 1 ? problem->low[i] : problem->high[i];
    }
  for (guint c = 0; c < N; c++)
    {
      guint pivot = c;

      for (guint r = c + 1; r < N; r++)
        pivot = fabs (a[r][c]) > fabs (a[pivot][c]) ? r : pivot;
      for (guint k = 0; k <= N; k++)
        {
          double swap = a[c][k];

          a[c][k] = a[pivot][k];
          a[pivot][k] = swap;
        }
      for (guint r = 0; r < N; r++)
        for (guint k = N + 1; r != c && k-- > c;)
          a[r][k] -= a[r][c] / a[c][c] * a[c][k];
    }
  for (guint i = 0; i < N; i++)
    x[i] = a[i][N] / a[i][i];
}

/* The least of all 3^5 faces whose minimum lies in the box. */
static double
least_of_faces (const Problem *problem)
{
  double least = INFINITY;

  for (guint face = 0; face < 243; face++)
    {
      double x[N];
      gboolean inside = TRUE;

      solve_face (problem, face, x);
      for (guint i = 0; i < N; i++)
        inside = inside && x[i] >= problem->low[i] - 1e-9 && x[i] <= problem->high[i] + 1e-9;
      if (inside)
        least = fmin (least, value_of (problem, x));
    }
  return least;
}

static void
test_box (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint round = 0; round < 500; round++)
    {
      Problem problem;
      double x[N];

      make_problem (rand, &problem);
      for (guint i = 0; i < N; i++)
        x[i] = round % 2 == 0 ? problem.low[i] : (problem.low[i] + problem.high[i]) / 2;
      dect_fit_box_solve (N, problem.h, problem.g, problem.low, problem.high, x);
      for (guint i = 0; i < N; i++)
        {
          g_assert_cmpfloat (x[i], >=, problem.low[i]);
          g_assert_cmpfloat (x[i], <=, problem.high[i]);
        }
      g_assert_cmpfloat_with_epsilon (value_of (&problem, x), least_of_faces (&problem), 1e-6);
    }
}

static void
test_nothing (void)
{
  dect_fit_box_solve (0, NULL, NULL, NULL, NULL, NULL);
}

/* --- Paths ------------------------------------------------------------------------------------ */

/* Slopes are what the level itself says by how much it falls; material 2 stands and lies on the
 * path. */
static void
test_slopes (void)
{
  DectFitCross walls[] = { { 2, 1 }, { 3, 4 } };
  DectFitSlab slabs[]
      = { { 4, 15.0, 18.0 }, { 2, 7.0, 6.0 }, { 4, 17.5, 18.0 }, { -1, 18.3, 0.0 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 400; round++)
    {
      DectFitPath path = {
        .sent_dbm = 24.0,
        .decades = g_rand_double_range (rand, 0, 2),
        .walls = walls,
        .n_walls = (guint) g_rand_int_range (rand, 0, 3),
        .slabs = slabs,
        .n_slabs = (guint) g_rand_int_range (rand, 0, 5),
        .knee_db = 30.0,
        .slope = 0.5,
      };
      double values[5], slopes[5];
      double level_dbm;

      for (guint i = 0; i < 5; i++)
        values[i] = g_rand_double_range (rand, 1, 25);
      level_dbm = dect_fit_path_level (&path, values);
      dect_fit_path_slopes (&path, values, 5, slopes);
      g_assert_cmpfloat (dect_fit_path_level (&path, values), ==, level_dbm);
      for (guint i = 0; i < 5; i++)
        {
          double before = values[i];
          double up, down;

          values[i] = before + 1e-5;
          up = level_dbm - dect_fit_path_level (&path, values);
          values[i] = before - 1e-5;
          down = dect_fit_path_level (&path, values) - level_dbm;
          values[i] = before;
          /* Not where the sum of walls bends just there. */
          if (fabs (up - down) < 1e-9)
            g_assert_cmpfloat_with_epsilon (slopes[i], (up + down) / 2e-5, 1e-4);
        }
    }
}

int
main (int argc, char *argv[])
{
  test_init (&argc, &argv);

  g_test_add_func ("/radio/fit-solve/known-factor", test_known_factor);
  g_test_add_func ("/radio/fit-solve/known-inverse", test_known_inverse);
  g_test_add_func ("/radio/fit-solve/left-over", test_left_over);
  g_test_add_func ("/radio/fit-solve/box", test_box);
  g_test_add_func ("/radio/fit-solve/nothing", test_nothing);
  g_test_add_func ("/radio/fit-solve/slopes", test_slopes);

  return g_test_run ();
}
