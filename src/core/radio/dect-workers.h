/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Many like jobs on all processors. Which thread does which job is left to chance, so a job writes
 * only what is its own; results then never depend on the number of threads.
 */

/**
 * DectWorkerFunc:
 * @job: which job, below the number of jobs
 * @worker: which of the threads that take part, below dect_workers_get_n(); 0 is the caller. Two
 * jobs of one batch with the same @worker never run at the same time: scratch memory may be kept by
 * it
 * @data: as given
 */
typedef void (*DectWorkerFunc) (guint job, guint worker, gpointer data);

/**
 * dect_workers_run:
 * @n_jobs: how many jobs
 * @func: does one
 * @data: for @func
 * @cancellable: (nullable): asked before each job
 *
 * Does all jobs and returns when the last is done. The calling thread takes part and never waits
 * for a thread to become free, so jobs may themselves run batches. From any thread.
 *
 * Returns: whether all were done; %FALSE: cancelled, some were left out
 */
gboolean
dect_workers_run (guint n_jobs, DectWorkerFunc func, gpointer data, GCancellable *cancellable);

/** dect_workers_get_n: Returns: how many threads take part at most, the caller's included */
guint dect_workers_get_n (void);

/** dect_workers_set_n: @n: how many threads may take part, the caller's included; 0: as many as
 * there are processors, as at the start. For tests and measuring. */
void dect_workers_set_n (guint n);

G_END_DECLS
