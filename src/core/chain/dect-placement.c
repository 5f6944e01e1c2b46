/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-change.h"

#include <math.h>

/* Rounds of the local search, and how often a plan is gone over because the finer raster finds
 * holes that the coarse one did not see. */
#define ROUNDS 8
#define ROUNDS_AGAIN 2
#define ROUNDS_WITHOUT_MARGIN 4
#define ATTEMPTS 5
#define NEED_SPARE 0.0005

G_DEFINE_BOXED_TYPE (DectPlacement, dect_placement, dect_placement_ref, dect_placement_unref)

/* --- Proposal --------------------------------------------------------------------------------- */

DectPlacement *
dect_placement_ref (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
clear_items (DectPlacement *self)
{
  for (guint i = 0; i < self->n_items; i++)
    {
      dect_record_unref (&self->items[i].rfp->head);
      g_free ((char *) self->items[i].reason);
    }
  for (guint i = 0; i < self->n_records; i++)
    g_clear_pointer (&self->was[i], dect_rfp_unref);
  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->nodes, g_free);
  g_clear_pointer (&self->records, g_free);
  g_clear_pointer (&self->was, g_free);
  self->n_items = self->n_records = 0;
}

void
dect_placement_unref (DectPlacement *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_items (self);
  g_free (self->zones);
  g_free (self->label);
  g_free (self->text);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

const char *
dect_placement_act_id (DectPlacementAct act)
{
  static const char *const ids[] = { "keep", "move", "add" };

  g_return_val_if_fail ((guint) act < G_N_ELEMENTS (ids), NULL);

  return ids[act];
}

guint64
dect_placement_get_generation (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

const DectPlacementItem *
dect_placement_get_items (DectPlacement *self, guint *n_items)
{
  g_return_val_if_fail (self != NULL && n_items != NULL, NULL);

  *n_items = self->n_items;
  return self->items;
}

const DectPlacementZone *
dect_placement_get_zones (DectPlacement *self, guint *n_zones)
{
  g_return_val_if_fail (self != NULL && n_zones != NULL, NULL);

  *n_zones = self->n_zones;
  return self->zones;
}

const DectPlacementFigures *
dect_placement_get_before (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->before;
}

const DectPlacementFigures *
dect_placement_get_after (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->after;
}

static guint
count_acts (const DectPlacement *self, DectPlacementAct act)
{
  guint n = 0;

  for (guint i = 0; i < self->n_items; i++)
    n += self->items[i].act == act;
  return n;
}

guint
dect_placement_get_n_added (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return count_acts (self, DECT_PLACEMENT_ADD);
}

guint
dect_placement_get_n_moved (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return count_acts (self, DECT_PLACEMENT_MOVE);
}

guint
dect_placement_get_n_without_margin (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_without_margin;
}

double
dect_placement_get_target (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->target_dbm;
}

gboolean
dect_placement_is_reached (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_reached;
}

gboolean
dect_placement_is_present (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_records == 0;
}

const char *
dect_placement_get_label (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

const char *
dect_placement_get_text (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *const *
dect_placement_get_notes (DectPlacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->notes->pdata;
}

DectSnapshot *
dect_placement_dup_snapshot (DectPlacement *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  return dect_snapshot_with (snapshot, (const DectRecord *const *) self->records, self->n_records);
}

gboolean
dect_placement_apply (DectPlacement *self, DectSite *site)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_records == 0)
    return FALSE;
  return dect_change_apply (site, self->label, (const DectRfp *const *) self->records,
                            (const DectRfp *const *) self->was, self->n_records);
}

/* --- Running ---------------------------------------------------------------------------------- */

/* Items and figures of a plan, with the level that was planned for. */
static gboolean
measure_plan (DectPlacing *problem,
              const DectDraft *plan,
              DectPlacement *placement,
              double target_dbm)
{
  g_autoptr (DectSnapshot) snapshot = NULL;

  clear_items (placement);
  dect_placing_make_records (problem, plan, placement);
  snapshot = dect_placement_dup_snapshot (placement, problem->snapshot);
  return dect_placing_measure (problem, snapshot, target_dbm, &placement->after);
}

/* The coarse raster is a bit too kind or too strict; what it must show, with a little to spare, so
 * that the finer one shows what is wanted. */
static gboolean
correct_need (DectPlacing *problem, double share)
{
  double lack = problem->settings->share - share;

  if (lack <= 1e-9 || problem->need >= problem->n_cells)
    return FALSE;
  problem->need += 1 + (guint) ((lack + NEED_SPARE) * problem->n_cells);
  problem->need = MIN (problem->n_cells, problem->need);
  return TRUE;
}

/* From the present plan to one that has what is wanted, as far as it can be had. */
static gboolean
solve (DectPlacing *problem, DectDraft *plan, DectPlacement *placement)
{
  static const double shares[ATTEMPTS + 1] = { 0.5, 0.65, 0.69, 0.73, 0.77, 0.8 };
  DectDraftScore score;

  if (!measure_plan (problem, plan, placement, problem->limit_dbm))
    return FALSE;
  dect_draft_score (problem, plan, &score);
  if (dect_draft_score_is_reached (&score)
      && placement->after.share >= problem->settings->share - 1e-9)
    return TRUE;
  for (guint i = 0; i < ATTEMPTS; i++)
    {
      double middle = 0.7 * shares[i] + 0.3 * shares[i + 1];

      dect_placing_begin (problem, shares[i], middle);
      dect_draft_build (problem, plan, NULL);
      dect_placing_begin (problem, middle, shares[i + 1]);
      dect_draft_improve (problem, plan, problem->settings->seed + i,
                          i == 0 ? ROUNDS : ROUNDS_AGAIN);
      if (!measure_plan (problem, plan, placement, problem->limit_dbm))
        return FALSE;
      dect_draft_score (problem, plan, &score);
      if (score.n_missing > 0 || !correct_need (problem, placement->after.share))
        break;
    }
  return TRUE;
}

/* How many would do if every prediction were exact. */
static guint
count_without_margin (DectPlacing *problem, guint n_with)
{
  g_autoptr (DectDraft) plan = dect_draft_new (problem);
  DectDraftScore score;
  guint n = 0;

  if (problem->link_db <= 0.0 && problem->settings->margin_db <= 0.0)
    return n_with;
  dect_placing_set_margins (problem, FALSE);
  dect_placing_begin (problem, 0.8, 0.9);
  dect_draft_build (problem, plan, NULL);
  dect_placing_begin (problem, 0.9, 0.95);
  dect_draft_improve (problem, plan, problem->settings->seed, ROUNDS_WITHOUT_MARGIN);
  dect_draft_score (problem, plan, &score);
  dect_placing_set_margins (problem, TRUE);
  if (!dect_draft_score_is_reached (&score))
    return n_with;
  for (guint i = 0; i < plan->n; i++)
    n += problem->spots[plan->spot[i]].floor != DECT_PLACEMENT_NONE
         && problem->spots[plan->spot[i]].radio.on;
  return MIN (n, n_with);
}

/* Never worse than what is there. */
static void
keep_better (DectPlacing *problem, DectDraft *plan, const DectPlacement *placement)
{
  g_autoptr (DectDraft) present = dect_draft_new (problem);
  DectDraftScore own, there;
  gboolean loses = placement->after.share < placement->before.share
                   && placement->after.share < problem->settings->share;

  dect_draft_score (problem, plan, &own);
  dect_draft_score (problem, present, &there);
  if (!loses && dect_draft_score_compare (&own, &there) < 0)
    return;
  g_clear_pointer (&plan->spot, g_free);
  plan->spot = g_steal_pointer (&present->spot);
  plan->n = present->n;
  plan->allocated = present->allocated;
}

DectPlacement *
dect_placement_new (DectSnapshot *snapshot,
                    const DectPlacementSettings *settings,
                    DectProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (DectPlacing) problem = NULL;
  g_autoptr (DectDraft) plan = NULL;
  g_autoptr (DectPlacement) self = NULL;

  g_return_val_if_fail (snapshot != NULL && settings != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  problem = dect_placing_new (snapshot, settings, progress, data, cancellable, error);
  if (problem == NULL)
    return NULL;
  self = g_new0 (DectPlacement, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->target_dbm = problem->target_dbm;

  dect_placing_begin (problem, 0.0, 0.5);
  plan = dect_draft_new (problem);
  if (!dect_placing_fill_rows (problem)
      || !dect_placing_measure (problem, snapshot, problem->target_dbm, &self->before)
      || !solve (problem, plan, self))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  keep_better (problem, plan, self);
  if (!measure_plan (problem, plan, self, problem->target_dbm))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  self->n_without_margin = count_without_margin (problem, self->after.n_rfps);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  dect_placing_describe (problem, plan, self);
  g_ptr_array_add (self->notes, NULL);
  return g_steal_pointer (&self);
}
