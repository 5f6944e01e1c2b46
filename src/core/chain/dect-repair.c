/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-private.h"

#include "model/dect-change.h"
#include "model/dect-i18n.h"
#include "radio/dect-radio-data.h"

#include <math.h>

G_DEFINE_BOXED_TYPE (DectRepair, dect_repair, dect_repair_ref, dect_repair_unref)

/* --- One suggestion --------------------------------------------------------------------------- */

DectRepair *
dect_repair_new (DectRepairKind kind,
                 const DectRepairTarget *target,
                 DectSnapshot *snapshot,
                 DectRfp *const *records,
                 guint n_records)
{
  DectRepair *self = g_new0 (DectRepair, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->target = *target;
  self->generation = dect_snapshot_get_generation (snapshot);
  self->n_records = n_records;
  self->records = g_new (DectRfp *, n_records);
  self->before = g_new (DectRfp *, n_records);
  self->links = g_array_new (FALSE, FALSE, sizeof (DectRepairLink));
  for (guint i = 0; i < n_records; i++)
    {
      const DectRfp *before = dect_snapshot_find_rfp (snapshot, records[i]->head.id);

      self->records[i] = dect_rfp_copy (records[i]);
      self->before[i] = before != NULL ? DECT_RFP (dect_record_ref (&before->head)) : NULL;
    }
  return self;
}

DectRepair *
dect_repair_ref (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_repair_unref (DectRepair *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_records; i++)
    {
      dect_rfp_unref (self->records[i]);
      g_clear_pointer (&self->before[i], dect_rfp_unref);
    }
  g_free (self->records);
  g_free (self->before);
  g_array_unref (self->links);
  g_free (self->label);
  g_free (self->text);
  g_free (self->loss);
  g_free (self);
}

const char *
dect_repair_kind_id (DectRepairKind kind)
{
  static const char *const ids[] = { "move", "add", "power", "cluster" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (ids), NULL);

  return ids[kind];
}

DectRepairKind
dect_repair_get_kind (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, DECT_REPAIR_MOVE);

  return self->kind;
}

const DectRepairTarget *
dect_repair_get_target (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->target;
}

guint64
dect_repair_get_generation (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

const char *
dect_repair_get_label (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

const char *
dect_repair_get_text (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
dect_repair_get_loss (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->loss;
}

gboolean
dect_repair_is_cure (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_cure;
}

const DectRfp *const *
dect_repair_get_records (DectRepair *self, guint *n_records)
{
  g_return_val_if_fail (self != NULL && n_records != NULL, NULL);

  *n_records = self->n_records;
  return (const DectRfp *const *) self->records;
}

const DectRepairLink *
dect_repair_get_links (DectRepair *self, guint *n_links)
{
  g_return_val_if_fail (self != NULL && n_links != NULL, NULL);

  *n_links = self->links->len;
  return (gconstpointer) self->links->data;
}

const DectRepairFigures *
dect_repair_get_before (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->figures[0];
}

const DectRepairFigures *
dect_repair_get_after (DectRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->figures[1];
}

DectSnapshot *
dect_repair_dup_snapshot (DectRepair *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  return dect_snapshot_with (snapshot, (const DectRecord *const *) self->records, self->n_records);
}

gboolean
dect_repair_apply (DectRepair *self, DectSite *site)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dect_change_apply (site, self->label, (const DectRfp *const *) self->records,
                            (const DectRfp *const *) self->before, self->n_records);
}

/* --- All suggestions -------------------------------------------------------------------------- */

void
dect_repair_report (const DectRepairRun *run, double fraction)
{
  if (run->progress != NULL)
    run->progress (_("Looking for repairs"), (run->split + fraction) / run->n_splits, run->data);
}

/* What is asked of the person: nothing to buy, hardware, or to live with two clusters. */
static guint
effort_of (const DectRepair *repair)
{
  static const guint efforts[] = {
    [DECT_REPAIR_POWER] = 0,
    [DECT_REPAIR_MOVE] = 1,
    [DECT_REPAIR_ADD] = 2,
    [DECT_REPAIR_CLUSTER] = 3,
  };

  return efforts[repair->kind];
}

static gint
compare_numbers (double a, double b)
{
  return (a > b) - (a < b);
}

static int
compare_repairs (const void *a, const void *b)
{
  const DectRepair *x = *(DectRepair *const *) a;
  const DectRepair *y = *(DectRepair *const *) b;
  const DectRepairFigures *f = &x->figures[1];
  const DectRepairFigures *g = &y->figures[1];
  gboolean x_is_cluster = x->kind == DECT_REPAIR_CLUSTER;
  gboolean y_is_cluster = y->kind == DECT_REPAIR_CLUSTER;
  const gint order[] = {
    compare_numbers (x_is_cluster, y_is_cluster),
    compare_numbers (y->is_cure, x->is_cure),
    compare_numbers (f->n_lost, g->n_lost),
    compare_numbers (f->n_groups, g->n_groups),
    compare_numbers (f->worst_lost, g->worst_lost),
    compare_numbers (f->n_cuts + f->n_single_links, g->n_cuts + g->n_single_links),
    compare_numbers (f->n_weak, g->n_weak),
    compare_numbers (effort_of (x), effort_of (y)),
    compare_numbers (x->moved_m, y->moved_m),
    -compare_numbers (f->margin_db, g->margin_db),
    compare_numbers (x->records[0]->number, y->records[0]->number),
    compare_numbers (x->records[0]->x_m, y->records[0]->x_m),
    compare_numbers (x->records[0]->y_m, y->records[0]->y_m),
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (order[i] != 0)
        return order[i];
    }
  return 0;
}

/* Of each kind the best two: a list of ten moves helps nobody choose. */
static void
keep_best (GPtrArray *found)
{
  guint n_kept[4] = { 0 };
  guint n = 0;

  g_ptr_array_sort (found, compare_repairs);
  while (n < found->len)
    {
      DectRepair *repair = g_ptr_array_index (found, n);

      if (n >= DECT_REPAIR_MAX || n_kept[repair->kind]++ >= 2)
        g_ptr_array_remove_index (found, n);
      else
        n++;
    }
}

/* Whether anything but to live with it was found. */
static gboolean
has_real_one (GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      if (((const DectRepair *) g_ptr_array_index (found, i))->kind != DECT_REPAIR_CLUSTER)
        return TRUE;
    }
  return FALSE;
}

static void
unref_coverage (gpointer coverage)
{
  dect_coverage_unref (coverage);
}

GPtrArray *
dect_repair_suggest (DectSnapshot *snapshot,
                     DectLinks *links,
                     DectChain *chain,
                     const DectRepairTarget *target,
                     DectProgressFunc progress,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (snapshot != NULL && links != NULL && chain != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (GHashTable) coverages = g_hash_table_new_full (NULL, NULL, NULL, unref_coverage);
  g_autoptr (GHashTable) places
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dect_places_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_repair_unref);
  g_autoptr (GPtrArray) splits = NULL;
  DectRepairRun run = {
    .snapshot = snapshot,
    .links = links,
    .chain = chain,
    .progress = progress,
    .data = data,
    .cancellable = cancellable,
    .wanted_db = dect_limit_value ("weak-margin"),
    .coverages = coverages,
    .places = places,
    .found = found,
  };

  if (target != NULL && target->kind != DECT_REPAIR_TARGET_NONE)
    run.target = *target;
  else
    dect_repair_find_worst (snapshot, chain, &run.target);
  splits = dect_repair_split (snapshot, links, chain, &run.target);
  run.n_splits = MAX (1, splits->len);
  for (run.split = 0; run.split < splits->len; run.split++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!((const DectRepairSplit *) g_ptr_array_index (splits, run.split))->is_step
          || !has_real_one (found))
        dect_repair_search (&run, g_ptr_array_index (splits, run.split));
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  keep_best (found);
  return g_steal_pointer (&found);
}
