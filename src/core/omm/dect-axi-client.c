/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-client.h"

#include "omm/dect-axi-push-private.h"
#include "omm/dect-axi-read.h"
#include "omm/dect-axi-session.h"
#include "omm/dect-axi-wire-private.h"

#include <glib/gi18n-lib.h>

void
dect_axi_peer_free (DectAxiPeer *self)
{
  if (self == NULL)
    return;
  g_free (self->pin);
  g_free (self->sha256);
  g_free (self->subject);
  g_free (self->protocol);
  g_free (self);
}

static gboolean
check_host (DectAxiProfile *profile, GError **error)
{
  if (*profile->host != '\0')
    return TRUE;
  g_set_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE,
               _("The connection has no address of the OMM yet; enter it (key host)."));
  return FALSE;
}

DectAxiPeer *
dect_axi_probe_sync (DectAxiProfile *profile, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (profile != NULL, NULL);
  g_return_val_if_fail (profile->tls, NULL);

  DectAxiPeer *peer = NULL;

  if (check_host (profile, error))
    dect_axi_wire_free (dect_axi_wire_open (profile, &peer, cancellable, error));
  return peer;
}

DectOmmSystem *
dect_axi_read_sync (DectAxiProfile *profile,
                    const char *password,
                    DectProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (profile != NULL && password != NULL, NULL);

  g_autoptr (DectAxiSession) session = NULL;

  if (check_host (profile, error))
    session = dect_axi_session_open (profile, password, cancellable, error);
  return session != NULL ? dect_axi_read (session, profile, progress, data, cancellable, error)
                         : NULL;
}

gboolean
dect_axi_push_sync (DectAxiProfile *profile,
                    const char *password,
                    DectAxiPlan *plan,
                    const DectSecrets *secrets,
                    DectProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (profile != NULL && password != NULL && plan != NULL, FALSE);

  g_autoptr (DectAxiSession) session = NULL;

  if (check_host (profile, error))
    session = dect_axi_session_open (profile, password, cancellable, error);
  return session != NULL
         && dect_axi_push (session, plan, secrets, progress, data, cancellable, error);
}

/* --- In a thread of its own ---------------------------------------------------------------------
 */

typedef struct
{
  DectAxiProfile *profile;
  char *password;
  DectAxiPlan *plan; /* the caller's, who leaves it alone */
  DectSecrets *secrets;
  DectProgressFunc progress;
  gpointer progress_data;
  GMainContext *context;
} Job;

static Job *
job_new (DectAxiProfile *profile,
         const char *password,
         DectProgressFunc progress,
         gpointer progress_data)
{
  Job *job = g_new0 (Job, 1);

  job->profile = dect_axi_profile_ref (profile);
  job->password = g_strdup (password);
  job->progress = progress;
  job->progress_data = progress_data;
  job->context = g_main_context_ref_thread_default ();
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  dect_axi_profile_unref (job->profile);
  dect_secrets_wipe (job->password);
  g_clear_pointer (&job->secrets, dect_secrets_free);
  g_main_context_unref (job->context);
  g_free (job);
}

typedef struct
{
  GTask *task; /* while it stands, so does the caller's data */
  char *phase;
  double fraction;
} Report;

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Job *job = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task))
    job->progress (report->phase, report->fraction, job->progress_data);
  return G_SOURCE_REMOVE;
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report->phase);
  g_free (report);
}

/* From the job's thread to the caller's. */
static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GSource) source = NULL;
  Report *report;

  if (job->progress == NULL)
    return;
  report = g_new0 (Report, 1);
  report->task = g_object_ref (task);
  report->phase = g_strdup (phase);
  report->fraction = fraction;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, job->context);
}

static void
start (Job *job,
       gpointer tag,
       GTaskThreadFunc work,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

static void
probe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  DectAxiPeer *peer = dect_axi_probe_sync (job->profile, cancellable, &error);

  if (peer != NULL)
    g_task_return_pointer (task, peer, (GDestroyNotify) dect_axi_peer_free);
  else
    g_task_return_error (task, error);
}

void
dect_axi_probe_async (DectAxiProfile *profile,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (profile != NULL && profile->tls);

  start (job_new (profile, NULL, NULL, NULL), dect_axi_probe_async, probe_thread, cancellable,
         callback, user_data);
}

DectAxiPeer *
dect_axi_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_axi_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  DectOmmSystem *system
      = dect_axi_read_sync (job->profile, job->password, progress_cb, task, cancellable, &error);

  if (system != NULL)
    g_task_return_pointer (task, system, (GDestroyNotify) dect_omm_system_free);
  else
    g_task_return_error (task, error);
}

void
dect_axi_read_async (DectAxiProfile *profile,
                     const char *password,
                     DectProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (profile != NULL && password != NULL);

  start (job_new (profile, password, progress, progress_data), dect_axi_read_async, read_thread,
         cancellable, callback, user_data);
}

DectOmmSystem *
dect_axi_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_axi_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
push_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (dect_axi_push_sync (job->profile, job->password, job->plan, job->secrets, progress_cb, task,
                          cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dect_axi_push_async (DectAxiProfile *profile,
                     const char *password,
                     DectAxiPlan *plan,
                     const DectSecrets *secrets,
                     DectProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Job *job;

  g_return_if_fail (profile != NULL && password != NULL && plan != NULL);

  job = job_new (profile, password, progress, progress_data);
  job->plan = plan;
  job->secrets = secrets != NULL ? dect_secrets_copy (secrets) : NULL;
  start (job, dect_axi_push_async, push_thread, cancellable, callback, user_data);
}

gboolean
dect_axi_push_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_axi_push_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
