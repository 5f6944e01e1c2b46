/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-analysis.h"

G_DEFINE_BOXED_TYPE (DectAnalysis, dect_analysis, dect_analysis_ref, dect_analysis_unref)

DectAnalysis *
dect_analysis_ref (DectAnalysis *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_analysis_unref (DectAnalysis *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->survey, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->failures, dect_failures_unref);
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_free (self);
}

DectAnalysis *
dect_analysis_new (DectSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectAnalysis) self = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);

  self = g_new0 (DectAnalysis, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->snapshot = dect_snapshot_ref (snapshot);
  self->links = dect_links_new (snapshot, cancellable, error);
  if (self->links == NULL)
    return NULL;
  self->chain = dect_chain_new (snapshot, self->links);
  self->failures = dect_failures_new (snapshot, self->chain, 1, NULL, NULL, cancellable, error);
  if (self->failures == NULL)
    return NULL;
  self->findings = dect_check_run (snapshot, self->links, self->chain, NULL);
  self->survey = dect_survey_list (snapshot);
  return g_steal_pointer (&self);
}

static void
analysis_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  DectAnalysis *self = dect_analysis_new (task_data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) dect_analysis_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
dect_analysis_new_async (DectSnapshot *snapshot,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (snapshot != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_analysis_new_async);
  g_task_set_task_data (task, dect_snapshot_ref (snapshot), (GDestroyNotify) dect_snapshot_unref);
  g_task_run_in_thread (task, analysis_thread);
}

DectAnalysis *
dect_analysis_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
