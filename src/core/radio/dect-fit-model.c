/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit-private.h"

#include "radio/dect-fit-losses.h"
#include "radio/dect-radio-data.h"

#include <math.h>
#include <stdlib.h>

/* Huber's constant: 95 % as good as least squares where errors are normal. */
#define HUBER 1.345

#define MAX_ROUNDS 200
#define MAX_HALVINGS 30
#define ENOUGH 1e-6

/* One fit on its way. Arrays "chosen" are in the order in which parameters were chosen. */
typedef struct
{
  const DectFitData *data;
  const guint *use;
  guint n_use;
  guint n; /* parameters */
  guint min_crossings;
  double scatter_db;
  DectFitParameter *parameters;
  double *values;
  double *slopes;

  guint *chosen;
  guint n_chosen;
  double *h, *g; /* normal equations of those chosen */
} Fit;

static const DectFitPath *
path_of (const Fit *self, guint i)
{
  return &g_array_index (self->data->paths, DectFitPath, self->use[i]);
}

static double
error_of (const Fit *self, guint i)
{
  return g_array_index (self->data->observations, DectFitObservation, self->use[i]).measured_dbm
         - dect_fit_path_level (path_of (self, i), self->values);
}

/* --- What is possible ------------------------------------------------------------------------- */

static double
get_limit (const char *id, double least)
{
  return fmax (least, dect_limit_value (id));
}

/* How far from its table a value may be expected. */
static double
spread_of (const DectFitParameter *parameter)
{
  static const char *const ids[] = { "fit-offset", "fit-exponent", "fit-loss" };

  return get_limit (ids[parameter->term], 0.01);
}

static void
get_range (const DectFitParameter *parameter, double *low, double *high)
{
  static const char *const ids[] = { "fit_offset_db", "fit_exponent_db" };
  const DectField *field;

  if (parameter->term == DECT_FIT_TERM_LOSS)
    {
      *low = 0.0;
      *high = DECT_FIT_LOSSES_MAX_DB;
      return;
    }
  field = dect_kind_field (DECT_KIND_SITE, ids[parameter->term]);
  *low = field->minimum;
  *high = field->maximum;
}

/* --- Choosing --------------------------------------------------------------------------------- */

static void
count_crossings (Fit *self)
{
  for (guint k = 0; k < self->n; k++)
    {
      DectFitParameter *parameter = &self->parameters[k];

      parameter->n_observations = parameter->n_crossings = 0;
      for (guint i = 0; i < self->n_use; i++)
        {
          const DectFitPath *path = path_of (self, i);
          guint n = parameter->term == DECT_FIT_TERM_OFFSET     ? 1
                    : parameter->term == DECT_FIT_TERM_EXPONENT ? path->decades > 0.0
                                                                : dect_fit_path_crossings (path, k);

          parameter->n_observations += n > 0;
          parameter->n_crossings += n;
        }
    }
}

typedef struct
{
  guint index;
  const DectFitParameter *parameter;
} Candidate;

static int
compare_candidates (const void *a, const void *b)
{
  return dect_fit_parameter_compare (((const Candidate *) a)->parameter,
                                     ((const Candidate *) b)->parameter);
}

/* Sums over observations of the products of two columns, by rows. */
static double *
multiply_columns (Fit *self)
{
  double *products = g_new0 (double, (gsize) self->n * self->n);

  for (guint i = 0; i < self->n_use; i++)
    {
      dect_fit_path_slopes (path_of (self, i), self->values, self->n, self->slopes);
      for (guint k = 0; k < self->n; k++)
        for (guint m = 0; self->slopes[k] != 0.0 && m <= k; m++)
          products[k * self->n + m] += self->slopes[k] * self->slopes[m];
    }
  for (guint k = 0; k < self->n; k++)
    for (guint m = k + 1; m < self->n; m++)
      products[k * self->n + m] = products[m * self->n + k];
  return products;
}

static double
correlation (const double *products, guint n, guint a, guint b)
{
  /* Column 0 is the offset's: all ones. */
  double ones = products[0];
  double ab = products[a * n + b] - products[a] * products[b] / ones;
  double aa = products[a * n + a] - products[a] * products[a] / ones;
  double bb = products[b * n + b] - products[b] * products[b] / ones;

  return aa > 0.0 && bb > 0.0 ? fabs (ab) / sqrt (aa * bb) : 0.0;
}

/* Why the column says nothing of its own, and which chosen one says the same. */
static void
explain (Fit *self, const double *products, guint index, double needed)
{
  DectFitParameter *parameter = &self->parameters[index];
  double mean_square = products[index] * products[index] / products[0];
  double best = 0.0;

  parameter->state = DECT_FIT_STATE_SAME;
  if (products[index * self->n + index] - mean_square < needed)
    return;

  for (guint i = 0; i < self->n_chosen; i++)
    {
      double alike = correlation (products, self->n, index, self->chosen[i]);

      if (self->parameters[self->chosen[i]].term != DECT_FIT_TERM_OFFSET && alike > best)
        {
          best = alike;
          parameter->state = DECT_FIT_STATE_ALIKE;
          parameter->alike = (gint) self->chosen[i];
        }
    }
}

static void
choose (Fit *self)
{
  g_autofree double *products = multiply_columns (self);
  g_autofree double *l = g_new (double, DECT_FIT_TRIANGLE (self->n));
  g_autofree double *row = g_new (double, self->n);
  g_autofree Candidate *candidates = g_new (Candidate, self->n);

  for (guint k = 0; k < self->n; k++)
    candidates[k] = (Candidate){ k, &self->parameters[k] };
  qsort (candidates, self->n, sizeof *candidates, compare_candidates);

  for (guint k = 0; k < self->n; k++)
    {
      guint index = candidates[k].index;
      DectFitParameter *parameter = &self->parameters[index];
      double needed = pow (self->scatter_db / spread_of (parameter), 2.0);
      double left;

      parameter->state = DECT_FIT_STATE_FEW;
      parameter->alike = -1;
      if (parameter->n_observations < self->min_crossings)
        continue;
      for (guint i = 0; i < self->n_chosen; i++)
        row[i] = products[index * self->n + self->chosen[i]];
      left = dect_fit_cholesky_append (l, self->n_chosen, row, products[index * self->n + index]);
      if (left > needed)
        {
          parameter->state = DECT_FIT_STATE_FITTED;
          self->chosen[self->n_chosen++] = index;
        }
      else
        explain (self, products, index, needed);
    }
}

/* --- Minimising ------------------------------------------------------------------------------- */

static double
ridge_of (const Fit *self, const DectFitParameter *parameter)
{
  return pow (self->scatter_db / spread_of (parameter), 2.0);
}

static double
weight_of (const Fit *self, double error_db)
{
  double k = HUBER * self->scatter_db;

  return fabs (error_db) <= k ? 1.0 : k / fabs (error_db);
}

/* What is minimised, see DectFit. */
static double
measure (const Fit *self)
{
  double k = HUBER * self->scatter_db;
  double sum = 0.0;

  for (guint i = 0; i < self->n_use; i++)
    {
      double error = fabs (error_of (self, i));

      sum += error <= k ? error * error : 2.0 * k * error - k * k;
    }
  for (guint i = 0; i < self->n_chosen; i++)
    {
      const DectFitParameter *parameter = &self->parameters[self->chosen[i]];
      double moved = self->values[self->chosen[i]] - parameter->table;

      sum += ridge_of (self, parameter) * moved * moved;
    }
  return sum;
}

/* Normal equations of the step from the values so far, each observation weighted by its error
 * there: their sum of squares touches Huber's from above. */
static void
build_equations (Fit *self)
{
  guint n = self->n_chosen;

  for (guint k = 0; k < n * n; k++)
    self->h[k] = 0.0;
  for (guint k = 0; k < n; k++)
    {
      const DectFitParameter *parameter = &self->parameters[self->chosen[k]];
      double ridge = ridge_of (self, parameter);

      self->h[k * n + k] = ridge;
      self->g[k] = -ridge * (self->values[self->chosen[k]] - parameter->table);
    }
  for (guint i = 0; i < self->n_use; i++)
    {
      double error_db = error_of (self, i);
      double weight = weight_of (self, error_db);

      dect_fit_path_slopes (path_of (self, i), self->values, self->n, self->slopes);
      for (guint k = 0; k < n; k++)
        {
          double slope = weight * self->slopes[self->chosen[k]];

          /* More loss lowers the prediction. */
          self->g[k] -= slope * error_db;
          for (guint m = 0; slope != 0.0 && m <= k; m++)
            self->h[k * n + m] += slope * self->slopes[self->chosen[m]];
        }
    }
  for (guint k = 0; k < n; k++)
    for (guint m = k + 1; m < n; m++)
      self->h[k * n + m] = self->h[m * n + k];
}

/* Returns by how much the value that moved most moved. */
static double
take_step (Fit *self, double *best)
{
  guint n = self->n_chosen;
  g_autofree double *step = g_new0 (double, n);
  g_autofree double *low = g_new (double, n);
  g_autofree double *high = g_new (double, n);
  g_autofree double *from = g_new (double, n);
  double share = 1.0;

  build_equations (self);
  for (guint k = 0; k < n; k++)
    {
      from[k] = self->values[self->chosen[k]];
      get_range (&self->parameters[self->chosen[k]], &low[k], &high[k]);
      low[k] -= from[k];
      high[k] -= from[k];
    }
  dect_fit_box_solve (n, self->h, self->g, low, high, step);

  for (guint halving = 0; halving < MAX_HALVINGS; halving++, share /= 2.0)
    {
      double moved = 0.0;
      double now;

      for (guint k = 0; k < n; k++)
        {
          self->values[self->chosen[k]] = from[k] + share * step[k];
          moved = fmax (moved, fabs (share * step[k]));
        }
      if (moved < ENOUGH)
        break;
      now = measure (self);
      if (now < *best)
        {
          *best = now;
          return moved;
        }
    }
  for (guint k = 0; k < n; k++)
    self->values[self->chosen[k]] = from[k];
  return 0.0;
}

static void
minimise (Fit *self)
{
  double best;

  /* A table may hold more than a fit may find. */
  for (guint k = 0; k < self->n_chosen; k++)
    {
      double low, high;

      get_range (&self->parameters[self->chosen[k]], &low, &high);
      self->values[self->chosen[k]] = CLAMP (self->values[self->chosen[k]], low, high);
    }
  best = measure (self);
  for (guint round = 0; round < MAX_ROUNDS; round++)
    if (take_step (self, &best) < ENOUGH)
      return;
}

/* --- Results ---------------------------------------------------------------------------------- */

/* What is written to the site and shown are these values and no others. */
static void
round_values (Fit *self)
{
  for (guint k = 0; k < self->n_chosen; k++)
    {
      DectFitParameter *parameter = &self->parameters[self->chosen[k]];
      double *value = &self->values[self->chosen[k]];
      double low, high;

      get_range (parameter, &low, &high);
      *value = CLAMP (round (*value * 100.0) / 100.0, low, high) + 0.0;
      if (*value <= low || *value >= high)
        parameter->state = DECT_FIT_STATE_BOUND;
      parameter->value = *value;
    }
}

/* Scatter per degree of freedom, times the inverse of the normal equations, ridge included. Those
 * at an edge do not move. */
static void
estimate_errors (Fit *self)
{
  guint n = self->n_chosen;
  g_autofree double *l = g_new (double, DECT_FIT_TRIANGLE (n));
  g_autofree double *row = g_new (double, n);
  g_autofree guint *moving = g_new (guint, n);
  guint n_moving = 0;
  double sum = 0.0;
  double scatter_db = self->scatter_db;

  build_equations (self);
  for (guint i = 0; i < self->n_use; i++)
    {
      double error_db = error_of (self, i);

      sum += weight_of (self, error_db) * error_db * error_db;
    }
  for (guint k = 0; k < n; k++)
    {
      if (self->parameters[self->chosen[k]].state != DECT_FIT_STATE_FITTED)
        continue;
      for (guint i = 0; i < n_moving; i++)
        row[i] = self->h[k * n + moving[i]];
      dect_fit_cholesky_append (l, n_moving, row, self->h[k * n + k]);
      moving[n_moving++] = k;
    }
  if (self->n_use > n_moving)
    scatter_db = sqrt (sum / (self->n_use - n_moving));
  for (guint i = 0; i < n_moving; i++)
    self->parameters[self->chosen[moving[i]]].error
        = scatter_db * sqrt (dect_fit_cholesky_variance (l, n_moving, i));
}

void
dect_fit_model_solve (const DectFitData *data,
                      const guint *use,
                      guint n_use,
                      guint min_crossings,
                      double *values,
                      DectFitParameter *parameters,
                      double *weights)
{
  guint n = data->parameters->len;
  g_autofree DectFitParameter *own = g_memdup2 (data->parameters->data, n * sizeof *own);
  g_autofree double *slopes = g_new (double, n);
  g_autofree guint *chosen = g_new (guint, n);
  Fit fit = {
    .data = data,
    .use = use,
    .n_use = n_use,
    .n = n,
    .min_crossings = MAX (1, min_crossings),
    .scatter_db = get_limit ("fit-scatter", 0.1),
    .parameters = own,
    .values = values,
    .slopes = slopes,
    .chosen = chosen,
  };

  for (guint k = 0; k < n; k++)
    values[k] = own[k].table;
  count_crossings (&fit);
  choose (&fit);

  g_autofree double *h = g_new (double, (gsize) fit.n_chosen *fit.n_chosen + 1);
  g_autofree double *g = g_new (double, fit.n_chosen + 1);

  fit.h = h;
  fit.g = g;
  minimise (&fit);
  round_values (&fit);
  if (parameters != NULL)
    {
      estimate_errors (&fit);
      for (guint k = 0; k < n; k++)
        parameters[k] = own[k];
    }
  for (guint i = 0; weights != NULL && i < n_use; i++)
    weights[i] = weight_of (&fit, error_of (&fit, i));
}
