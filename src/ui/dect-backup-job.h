/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-job.h"

G_BEGIN_DECLS

/**
 * dect_backup_job_start:
 * @job: a job
 * @file: backup of an OMM
 * @callback: called when it is read; dect_job_finish() gives a #DectOmmBackup
 * @user_data: for @callback
 *
 * Reads a backup in a thread.
 */
void dect_backup_job_start (DectJob            *job,
                            GFile              *file,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

G_END_DECLS
