/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-workers.h"

/* Jobs of one caller. Threads that come when it has been closed find nothing to do. */
typedef struct
{
  gatomicrefcount ref_count;
  DectWorkerFunc func;
  gpointer data;
  GCancellable *cancellable; /* of the caller, who outlives the jobs */
  guint n_jobs;
  gint next;   /* atomic */
  gint n_done; /* atomic */
  GMutex mutex;
  GCond idle;
  guint n_workers;
  guint n_running;
  gboolean closed;
} Batch;

static gint n_threads; /* atomic; 0: not set */

static void
batch_unref (Batch *batch)
{
  if (!g_atomic_ref_count_dec (&batch->ref_count))
    return;
  g_mutex_clear (&batch->mutex);
  g_cond_clear (&batch->idle);
  g_free (batch);
}

static void
do_jobs (Batch *batch, guint worker)
{
  while (!g_cancellable_is_cancelled (batch->cancellable))
    {
      guint job = (guint) g_atomic_int_add (&batch->next, 1);

      if (job >= batch->n_jobs)
        return;
      batch->func (job, worker, batch->data);
      g_atomic_int_inc (&batch->n_done);
    }
}

static void
help_cb (gpointer data, gpointer unused)
{
  Batch *batch = data;
  guint worker = 0;

  g_mutex_lock (&batch->mutex);
  if (!batch->closed)
    {
      worker = ++batch->n_workers;
      batch->n_running++;
    }
  g_mutex_unlock (&batch->mutex);

  if (worker > 0)
    {
      do_jobs (batch, worker);
      g_mutex_lock (&batch->mutex);
      batch->n_running--;
      g_cond_signal (&batch->idle);
      g_mutex_unlock (&batch->mutex);
    }
  batch_unref (batch);
}

static gpointer
make_pool (gpointer unused)
{
  return g_thread_pool_new (help_cb, NULL, -1, FALSE, NULL);
}

guint
dect_workers_get_n (void)
{
  gint n = g_atomic_int_get (&n_threads);

  return n > 0 ? (guint) n : g_get_num_processors ();
}

void
dect_workers_set_n (guint n)
{
  g_atomic_int_set (&n_threads, (gint) MIN (n, G_MAXINT16));
}

gboolean
dect_workers_run (guint n_jobs, DectWorkerFunc func, gpointer data, GCancellable *cancellable)
{
  static GOnce once = G_ONCE_INIT;
  GThreadPool *pool = g_once (&once, make_pool, NULL);
  guint n_helpers = MIN (dect_workers_get_n (), n_jobs);
  gboolean complete;
  Batch *batch;

  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (n_jobs <= G_MAXINT / 2, FALSE);

  batch = g_new0 (Batch, 1);
  g_atomic_ref_count_init (&batch->ref_count);
  batch->func = func;
  batch->data = data;
  batch->cancellable = cancellable;
  batch->n_jobs = n_jobs;
  g_mutex_init (&batch->mutex);
  g_cond_init (&batch->idle);
  for (guint i = 1; i < n_helpers; i++)
    {
      g_atomic_ref_count_inc (&batch->ref_count);
      g_thread_pool_push (pool, batch, NULL);
    }

  do_jobs (batch, 0);
  g_mutex_lock (&batch->mutex);
  batch->closed = TRUE;
  while (batch->n_running > 0)
    g_cond_wait (&batch->idle, &batch->mutex);
  g_mutex_unlock (&batch->mutex);
  complete = (guint) g_atomic_int_get (&batch->n_done) == n_jobs;
  batch_unref (batch);
  return complete;
}
