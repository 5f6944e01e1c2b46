/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-survival.h"

#include "chain/dect-failures-private.h"
#include "model/dect-i18n.h"
#include "radio/dect-coverage.h"
#include "radio/dect-radio-data.h"

#include <math.h>

/* How much of the work the prediction of the floors is, about. */
#define FLOORS_PART 0.8

/* One floor that has anything to predict. */
typedef struct
{
  DectCoverage *coverage;
  double area_m2;
} Floor;

struct _DectSurvival
{
  gatomicrefcount ref_count;
  DectFailures *failures;
  double limit_dbm;
  GArray *floors; /* Floor */
  double area_m2;
  GArray *out; /* guint: RFPs that are not synchronised though nothing fails */
  double share;
  double *shares[DECT_N_FAILURE_KINDS]; /* by the failures' lists */
  const DectFailure *worst[DECT_N_FAILURE_KINDS];
};

G_DEFINE_BOXED_TYPE (DectSurvival, dect_survival, dect_survival_ref, dect_survival_unref)

/* --- Floors ----------------------------------------------------------------------------------- */

static void
clear_floor (gpointer data)
{
  dect_coverage_unref (((Floor *) data)->coverage);
}

static void
add_floor (DectSurvival *self, DectCoverage *coverage)
{
  gsize n = (gsize) dect_coverage_get_n_columns (coverage) * dect_coverage_get_n_rows (coverage);
  double cell_m = dect_coverage_get_cell (coverage);
  Floor floor = { .coverage = coverage, .area_m2 = (double) n * cell_m * cell_m };

  self->area_m2 += floor.area_m2;
  g_array_append_val (self->floors, floor);
}

static gboolean
predict_floors (DectSurvival *self,
                DectSnapshot *snapshot,
                double cell_m,
                DectProgressFunc progress,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_FLOOR);

  for (guint i = 0; i < n; i++)
    {
      guint32 id = dect_snapshot_floor (snapshot, i)->head.id;
      g_autoptr (GError) local_error = NULL;
      DectCoverage *coverage;

      if (progress != NULL)
        progress (_("Predicting the floors"), FLOORS_PART * i / n, data);
      coverage = dect_coverage_new (snapshot, id, cell_m, cancellable, &local_error);
      if (coverage != NULL)
        add_floor (self, coverage);
      else if (!g_error_matches (local_error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_EMPTY))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

/* --- Shares ----------------------------------------------------------------------------------- */

/* Share of all floors without the RFPs of @dead. */
static double
share_without (DectSurvival *self, GArray *dead)
{
  double covered_m2 = 0.0;

  for (guint i = 0; i < self->floors->len; i++)
    {
      const Floor *floor = &g_array_index (self->floors, Floor, i);

      covered_m2 += floor->area_m2
                    * dect_coverage_share_without (floor->coverage, &g_array_index (dead, guint, 0),
                                                   dead->len, self->limit_dbm);
    }
  return self->area_m2 > 0.0 ? covered_m2 / self->area_m2 : (double) NAN;
}

double
dect_survival_test (DectSurvival *self, const guint *rfps, guint n_rfps)
{
  g_return_val_if_fail (self != NULL && (rfps != NULL || n_rfps == 0), NAN);

  guint n_lost;
  g_autofree guint *lost
      = dect_failures_test (dect_failures_get_chain (self->failures), rfps, n_rfps, &n_lost, NULL);
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (lost != NULL, NAN);
  g_array_append_vals (dead, rfps, n_rfps);
  g_array_append_vals (dead, lost, n_lost);
  g_array_append_vals (dead, self->out->data, self->out->len);
  return share_without (self, dead);
}

static void
find_out_of_reach (DectSurvival *self)
{
  const DectChain *chain = dect_failures_get_chain (self->failures);

  for (guint i = 0; i < chain->n_rfps; i++)
    {
      if (chain->nodes[i].component >= 0 && chain->nodes[i].level < 0)
        g_array_append_val (self->out, i);
    }
  self->share = share_without (self, self->out);
}

static gboolean
test_failures (DectSurvival *self,
               DectProgressFunc progress,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      guint n;
      const DectFailure *list = dect_failures_list (self->failures, kind, &n);
      double least = INFINITY;

      if (progress != NULL)
        progress (_("Letting base stations fail"),
                  FLOORS_PART + (1.0 - FLOORS_PART) * kind / DECT_N_FAILURE_KINDS, data);
      self->shares[kind] = g_new (double, MAX (1, n));
      for (guint i = 0; i < n; i++)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          self->shares[kind][i] = dect_survival_test (self, list[i].rfps, list[i].n_rfps);
          if (self->shares[kind][i] < least)
            {
              least = self->shares[kind][i];
              self->worst[kind] = &list[i];
            }
        }
    }
  return TRUE;
}

/* --- Public ----------------------------------------------------------------------------------- */

DectSurvival *
dect_survival_new (DectSnapshot *snapshot,
                   DectFailures *failures,
                   double cell_m,
                   DectProgressFunc progress,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (snapshot != NULL && failures != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (DectSurvival) self = g_new0 (DectSurvival, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->failures = dect_failures_ref (failures);
  self->limit_dbm = dect_limit_of_site (dect_snapshot_get_info (snapshot), "design");
  self->floors = g_array_new (FALSE, FALSE, sizeof (Floor));
  g_array_set_clear_func (self->floors, clear_floor);
  self->out = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!predict_floors (self, snapshot, cell_m, progress, data, cancellable, error))
    return NULL;
  find_out_of_reach (self);
  if (!test_failures (self, progress, data, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

DectSurvival *
dect_survival_ref (DectSurvival *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_survival_unref (DectSurvival *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  dect_failures_unref (self->failures);
  g_array_unref (self->floors);
  g_array_unref (self->out);
  for (guint i = 0; i < DECT_N_FAILURE_KINDS; i++)
    g_free (self->shares[i]);
  g_free (self);
}

double
dect_survival_get_area (DectSurvival *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return self->area_m2;
}

double
dect_survival_get_share (DectSurvival *self, const DectFailure *failure)
{
  guint n;

  g_return_val_if_fail (self != NULL, NAN);

  if (failure == NULL)
    return self->share;

  const DectFailure *list = dect_failures_list (self->failures, failure->kind, &n);

  g_return_val_if_fail (failure >= list && failure < list + n, NAN);
  return self->shares[failure->kind][failure - list];
}

const DectFailure *
dect_survival_worst (DectSurvival *self, DectFailureKind kind)
{
  g_return_val_if_fail (self != NULL && (guint) kind < DECT_N_FAILURE_KINDS, NULL);

  return self->worst[kind];
}
