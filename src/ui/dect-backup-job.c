/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-backup-job.h"

#include "omm/dect-omm-backup.h"

static gpointer
read_backup (gpointer data,
             DectProgressFunc progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  return dect_omm_backup_load (data, cancellable, error);
}

void
dect_backup_job_start (DectJob *job, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DECT_IS_JOB (job));
  g_return_if_fail (G_IS_FILE (file));

  dect_job_start (job, read_backup, g_object_ref (file), g_object_unref,
                  (GDestroyNotify) dect_omm_backup_free, callback, user_data);
}
