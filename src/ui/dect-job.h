/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-progress.h"

G_BEGIN_DECLS

/**
 * DectJob:
 *
 * A long computation in a thread, and how far it is. One at a time: starting another cancels the one before. Main thread only.
 *
 * Properties (read-only, notified): running (gboolean), phase (nullable text), fraction (0 to 1).
 */
#define DECT_TYPE_JOB (dect_job_get_type ())
G_DECLARE_FINAL_TYPE (DectJob, dect_job, DECT, JOB, GObject)

/**
 * DectJobFunc:
 * @data: what dect_job_start() was given
 * @progress: to be told how far it is
 * @progress_data: for @progress
 * @cancellable: to be asked often
 * @error: return location
 *
 * Computes something; called in a thread, whose current one @cancellable is (g_cancellable_get_current()).
 *
 * Returns: (transfer full) (nullable): the result; %NULL and @error set when there is none
 */
typedef gpointer (*DectJobFunc) (gpointer         data,
                                 DectProgressFunc progress,
                                 gpointer         progress_data,
                                 GCancellable    *cancellable,
                                 GError         **error);

DectJob *dect_job_new (void);

/**
 * dect_job_start:
 * @self: a job
 * @func: what to do
 * @data: (transfer full): for @func
 * @free_data: frees @data
 * @free_result: frees the result when nobody takes it
 * @callback: called in the main thread when it is done, with an error of %G_IO_ERROR_CANCELLED too
 * @user_data: for @callback
 */
void dect_job_start (DectJob            *self,
                     DectJobFunc         func,
                     gpointer            data,
                     GDestroyNotify      free_data,
                     GDestroyNotify      free_result,
                     GAsyncReadyCallback callback,
                     gpointer            user_data);

/** dect_job_finish: Returns: (transfer full) (nullable): what the function returned */
gpointer dect_job_finish (DectJob      *self,
                          GAsyncResult *result,
                          GError      **error);

/** dect_job_cancel: stops what is running; its callback is told %G_IO_ERROR_CANCELLED */
void dect_job_cancel (DectJob *self);

gboolean    dect_job_is_running   (DectJob *self);
const char *dect_job_get_phase    (DectJob *self);
double      dect_job_get_fraction (DectJob *self);

G_END_DECLS
