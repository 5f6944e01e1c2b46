/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-workers.h"

#include <locale.h>

#define N_JOBS 1000

typedef struct
{
  gint done[N_JOBS];
  gint in_use[64]; /* by worker */
  gint n_done;
  guint n_workers;
  GCancellable *cancel_at_10;
} Batch;

static void
work_cb (guint job, guint worker, gpointer data)
{
  Batch *batch = data;

  g_assert_cmpuint (worker, <, batch->n_workers);
  g_assert_true (g_atomic_int_compare_and_exchange (&batch->in_use[worker], 0, 1));
  g_atomic_int_inc (&batch->done[job]);
  if (g_atomic_int_add (&batch->n_done, 1) == 9 && batch->cancel_at_10 != NULL)
    g_cancellable_cancel (batch->cancel_at_10);
  g_atomic_int_set (&batch->in_use[worker], 0);
}

/* Each job is done once, no two at the same time by one worker, however many threads there are. */
static void
test_all (void)
{
  static const guint counts[] = { 1, 2, 3, 16, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      Batch batch = { 0 };

      dect_workers_set_n (counts[i]);
      g_assert_cmpuint (dect_workers_get_n (), ==,
                        counts[i] > 0 ? counts[i] : g_get_num_processors ());
      batch.n_workers = MIN (dect_workers_get_n (), G_N_ELEMENTS (batch.in_use));
      g_assert_true (dect_workers_run (N_JOBS, work_cb, &batch, NULL));
      for (guint k = 0; k < N_JOBS; k++)
        g_assert_cmpint (batch.done[k], ==, 1);
    }
}

static void
test_none (void)
{
  Batch batch = { 0 };

  g_assert_true (dect_workers_run (0, work_cb, &batch, NULL));
  g_assert_cmpint (batch.n_done, ==, 0);
}

/* What is begun is finished, the rest is left. */
static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Batch batch = { .n_workers = 3, .cancel_at_10 = cancellable };

  dect_workers_set_n (3);
  g_assert_false (dect_workers_run (N_JOBS, work_cb, &batch, cancellable));
  g_assert_cmpint (batch.n_done, >=, 10);
  g_assert_cmpint (batch.n_done, <=, 12);
  g_assert_false (dect_workers_run (N_JOBS, work_cb, &batch, cancellable));
  g_assert_cmpint (batch.n_done, <=, 12);
  dect_workers_set_n (0);
}

static void
add_cb (guint job, guint worker, gpointer sum)
{
  g_atomic_int_add ((gint *) sum, (gint) job);
}

static void
nested_cb (guint job, guint worker, gpointer sum)
{
  g_assert_true (dect_workers_run (10, add_cb, sum, NULL));
}

/* A job may run jobs although all threads are taken. */
static void
test_nested (void)
{
  gint sum = 0;

  dect_workers_set_n (2);
  g_assert_true (dect_workers_run (50, nested_cb, &sum, NULL));
  g_assert_cmpint (sum, ==, 50 * 45);
  dect_workers_set_n (0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/workers/all", test_all);
  g_test_add_func ("/radio/workers/none", test_none);
  g_test_add_func ("/radio/workers/cancelled", test_cancelled);
  g_test_add_func ("/radio/workers/nested", test_nested);

  return g_test_run ();
}
