/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-private.h"

#include <math.h>

static const double *
row_of (const double *l, guint i)
{
  return l + DECT_FIT_TRIANGLE (i);
}

/* Solves L y = b in place. */
static void
solve_lower (const double *l, guint n, double *b)
{
  for (guint i = 0; i < n; i++)
    {
      const double *row = row_of (l, i);

      for (guint k = 0; k < i; k++)
        b[i] -= row[k] * b[k];
      b[i] /= row[i];
    }
}

double
dect_fit_cholesky_append (double *l, guint n, const double *row, double diagonal)
{
  double *last = l + DECT_FIT_TRIANGLE (n);

  for (guint i = 0; i < n; i++)
    last[i] = row[i];
  solve_lower (l, n, last);
  for (guint i = 0; i < n; i++)
    diagonal -= last[i] * last[i];
  last[n] = sqrt (fmax (diagonal, 0.0));
  return diagonal;
}

void
dect_fit_cholesky_solve (const double *l, guint n, double *b)
{
  solve_lower (l, n, b);
  for (guint i = n; i-- > 0;)
    {
      for (guint k = i + 1; k < n; k++)
        b[i] -= row_of (l, k)[i] * b[k];
      b[i] /= row_of (l, i)[i];
    }
}

double
dect_fit_cholesky_variance (const double *l, guint n, guint i)
{
  g_autofree double *column = g_new0 (double, n);
  double sum = 0.0;

  column[i] = 1.0;
  solve_lower (l, n, column);
  for (guint k = i; k < n; k++)
    sum += column[k] * column[k];
  return sum;
}

/* --- Inside a box ----------------------------------------------------------------------------- */

typedef struct
{
  guint n;
  const double *h, *g;
  const double *low, *high;
  gboolean *held; /* at an edge */
  guint *free;    /* indexes of those not held */
  double *l, *row;
  double *target;
} Box;

/* What x would be if only those not held could move, edges or not. */
static void
find_target (Box *box, const double *x)
{
  guint n = 0;

  for (guint i = 0; i < box->n; i++)
    {
      double right = box->g[i];

      if (box->held[i])
        continue;
      for (guint k = 0; k < box->n; k++)
        if (box->held[k])
          right -= box->h[i * box->n + k] * x[k];
      for (guint k = 0; k < n; k++)
        box->row[k] = box->h[i * box->n + box->free[k]];
      dect_fit_cholesky_append (box->l, n, box->row, box->h[i * box->n + i]);
      box->target[n] = right;
      box->free[n++] = i;
    }
  dect_fit_cholesky_solve (box->l, n, box->target);

  /* From the front of the list to the places of the unknowns. */
  for (guint i = box->n; i-- > 0;)
    box->target[i] = box->held[i] ? x[i] : box->target[--n];
}

/* Goes towards the target up to the first edge. Returns the unknown that stopped it, or -1. */
static gint
walk (Box *box, double *x)
{
  double share = 1.0;
  gint stop = -1;

  for (guint i = 0; i < box->n; i++)
    {
      double edge = CLAMP (box->target[i], box->low[i], box->high[i]);
      double reach = edge != box->target[i] ? (edge - x[i]) / (box->target[i] - x[i]) : 1.0;

      if (reach < share)
        {
          share = reach;
          stop = (gint) i;
        }
    }
  for (guint i = 0; i < box->n; i++)
    x[i] += share * (box->target[i] - x[i]);
  for (guint i = 0; i < box->n; i++)
    x[i] = CLAMP (x[i], box->low[i], box->high[i]);
  if (stop >= 0)
    x[stop] = box->target[stop] > x[stop] ? box->high[stop] : box->low[stop];
  return stop;
}

/* The held one that gains most when let go, or -1. */
static gint
find_release (const Box *box, const double *x)
{
  double best = 0.0;
  gint release = -1;

  for (guint i = 0; i < box->n; i++)
    {
      double pull = box->g[i]; /* against the gradient */
      double size = fabs (pull);

      if (!box->held[i])
        continue;
      for (guint k = 0; k < box->n; k++)
        {
          pull -= box->h[i * box->n + k] * x[k];
          size += fabs (box->h[i * box->n + k] * x[k]);
        }
      if (box->low[i] == box->high[i])
        continue;
      if (x[i] >= box->high[i])
        pull = -pull;
      if (pull > best && pull > 1e-12 * size)
        {
          best = pull;
          release = (gint) i;
        }
    }
  return release;
}

void
dect_fit_box_solve (
    guint n, const double *h, const double *g, const double *low, const double *high, double *x)
{
  g_autofree gboolean *held = g_new0 (gboolean, n + 1);
  g_autofree guint *free = g_new (guint, n + 1);
  g_autofree double *l = g_new (double, DECT_FIT_TRIANGLE (n) + 1);
  g_autofree double *row = g_new (double, n + 1);
  g_autofree double *target = g_new (double, n + 1);
  Box box = { n, h, g, low, high, held, free, l, row, target };

  /* Each round lowers the value or holds one more; the count is for rounding alone. */
  for (guint round = 0; round < 20 * (n + 1); round++)
    {
      gint i;

      find_target (&box, x);
      i = walk (&box, x);
      if (i >= 0)
        {
          held[i] = TRUE;
          continue;
        }
      i = find_release (&box, x);
      if (i < 0)
        return;
      held[i] = FALSE;
    }
}
