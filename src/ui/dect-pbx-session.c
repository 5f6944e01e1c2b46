/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-pbx-session-private.h"

#include "dect-document-secrets.h"

G_DEFINE_FINAL_TYPE (DectPbxSession, dect_pbx_session, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
dect_pbx_session_changed (DectPbxSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_news (DectPbxSession *self, DectSessionNews *news)
{
  g_mutex_lock (&news->lock);
  news->waiting = FALSE;
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS && self->task == DECT_SESSION_CONNECT; i++)
    {
      dect_pbx_trial_report_clear (&self->reports[i]);
      self->reports[i].step = news->trial[i].step;
      self->reports[i].state = news->trial[i].state;
      self->reports[i].text = g_strdup (news->trial[i].text);
      self->reports[i].advice = g_strdup (news->trial[i].advice);
    }
  self->n_done = news->done;
  self->n_total = news->total;
  dect_set_str (&self->doing, news->text);
  g_mutex_unlock (&news->lock);
}

void
dect_pbx_session_end_task (DectPbxSession *self, DectSessionTask task, GError *error)
{
  if (self->news != NULL)
    {
      read_news (self, self->news);
      self->news->session = NULL;
    }
  self->task = DECT_SESSION_NOTHING;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->news, dect_session_news_unref);
  g_clear_error (&self->errors[task]);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->errors[task] = g_error_copy (error);
  dect_pbx_session_changed (self);
}

/* --- Running ------------------------------------------------------------------------------------- */

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (dect_session_job_run (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectPbxSession *self = DECT_PBX_SESSION (source);
  DectSessionJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->document == NULL)
    return;
  /* A connection that stood just as it was cancelled is not wanted. */
  if (done && job->task == DECT_SESSION_CONNECT)
    done = !g_cancellable_set_error_if_cancelled (self->cancellable, &error);
  if (done)
    dect_pbx_session_take_over (self, job);
  else if (job->client != NULL)
    dect_pbx_session_take_failure (self, job, error);
  dect_pbx_session_end_task (self, job->task, error);
  /* What the other did is looked at without a further click. */
  if (job->task == DECT_SESSION_PUSH
      && g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
    {
      g_autofree char *seen = g_strdup (self->review->result->base_etag);

      dect_pbx_session_review_again (self, self->review->remove, seen);
    }
}

DectSessionJob *
dect_pbx_session_job_new (DectPbxSession *self, DectSessionTask task)
{
  DectSessionJob *job = g_new0 (DectSessionJob, 1);

  job->task = task;
  job->snapshot = dect_site_snapshot (dect_pbx_session_get_site (self));
  job->secrets = dect_secrets_copy (dect_document_secrets (self->document));
  return job;
}

void
dect_pbx_session_begin (DectPbxSession *self, DectSessionTask task)
{
  self->task = task;
  self->cancellable = g_cancellable_new ();
  self->news = dect_session_news_new (self);
  self->n_done = 0;
  self->n_total = 0;
  g_clear_pointer (&self->doing, g_free);
  g_clear_error (&self->errors[task]);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

void
dect_pbx_session_run (DectPbxSession *self, DectSessionJob *job)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, job_done_cb, NULL);

  job->news = dect_session_news_ref (self->news);
  g_task_set_source_tag (task, dect_pbx_session_run);
  g_task_set_task_data (task, job, (GDestroyNotify) dect_session_job_free);
  /* A push that reached the PBX counts, even if it was cancelled at the last moment. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, job_thread);
  dect_pbx_session_changed (self);
}

void
dect_pbx_session_forget (DectPbxSession *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->info, dect_pbx_info_free);
  g_clear_pointer (&self->review, dect_pbx_review_free);
  g_clear_pointer (&self->pushed, dect_pbx_push_result_free);
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    {
      dect_pbx_trial_report_clear (&self->reports[i]);
      self->reports[i] = (DectPbxTrialReport){ .step = (DectPbxTrialStep) i };
    }
  g_clear_pointer (&self->certificate, dect_pbx_certificate_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->job, dect_pbx_job_free);
  g_clear_pointer (&self->directory, dect_pbx_directory_unref);
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
dect_pbx_session_dispose (GObject *object)
{
  DectPbxSession *self = DECT_PBX_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  dect_pbx_embedded_stop (self->embedded);
  dect_pbx_session_forget (self);
  if (self->news != NULL)
    self->news->session = NULL;
  g_clear_pointer (&self->news, dect_session_news_unref);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (dect_pbx_session_get_site (self), self);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (dect_pbx_session_parent_class)->dispose (object);
}

static void
dect_pbx_session_finalize (GObject *object)
{
  DectPbxSession *self = DECT_PBX_SESSION (object);

  for (guint i = 0; i < DECT_SESSION_NOTHING; i++)
    g_clear_error (&self->errors[i]);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_object (&self->embedded);
  g_free (self->doing);
  for (guint i = 0; i < G_N_ELEMENTS (self->files); i++)
    dect_omm_download_clear (&self->files[i]);
  G_OBJECT_CLASS (dect_pbx_session_parent_class)->finalize (object);
}

static void
dect_pbx_session_class_init (DectPbxSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_pbx_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_pbx_session_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_pbx_session_init (DectPbxSession *self)
{
  self->task = DECT_SESSION_NOTHING;
  self->embedded = dect_pbx_embedded_new ();
}

DectPbxSession *
dect_pbx_session_new (DectDocument *document)
{
  DectPbxSession *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_PBX_SESSION, NULL);
  self->document = g_object_ref (document);
  self->files[0].kind = DECT_KIND_RFP;
  self->files[1].kind = DECT_KIND_HANDSET;
  g_signal_connect_object (dect_pbx_session_get_site (self), "notify::generation",
                           G_CALLBACK (dect_pbx_session_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* --- What is known ------------------------------------------------------------------------------- */

DectDocument *
dect_pbx_session_get_document (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->document;
}

DectSite *
dect_pbx_session_get_site (DectPbxSession *self)
{
  return dect_document_get_site (self->document);
}

DectSessionTask
dect_pbx_session_get_task (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), DECT_SESSION_NOTHING);

  return self->task;
}

void
dect_pbx_session_cancel (DectPbxSession *self)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));

  g_cancellable_cancel (self->cancellable);
}

const GError *
dect_pbx_session_get_error (DectPbxSession *self, DectSessionTask task)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);
  g_return_val_if_fail (task < DECT_SESSION_NOTHING, NULL);

  return self->errors[task];
}

GPtrArray *
dect_pbx_session_get_problems (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->problems;
}

const DectPbxInfo *
dect_pbx_session_get_info (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->info;
}

DectPbxProfile *
dect_pbx_session_get_profile (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->client != NULL ? dect_pbx_client_get_profile (self->client) : NULL;
}

void
dect_pbx_session_take_news (DectPbxSession *self, DectSessionNews *news)
{
  read_news (self, news);
  dect_pbx_session_changed (self);
}

const DectPbxTrialReport *
dect_pbx_session_get_trial (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->tried ? self->reports : NULL;
}

const DectPbxCertificate *
dect_pbx_session_get_certificate (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->certificate;
}

gboolean
dect_pbx_session_is_plain (DectPbxSession *self)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self);

  return self->info != NULL && profile != NULL && dect_pbx_profile_is_plain (profile)
         && !dect_pbx_profile_is_loopback (profile);
}

gboolean
dect_pbx_session_can_write (DectPbxSession *self)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self);

  return self->info != NULL && profile != NULL && profile->sync != DECT_PBX_SYNC_NONE;
}

const char *
dect_pbx_session_get_progress (DectPbxSession *self, guint *done, guint *total)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);
  g_return_val_if_fail (done != NULL && total != NULL, NULL);

  *done = self->n_done;
  *total = self->n_total;
  return self->task != DECT_SESSION_NOTHING ? self->doing : NULL;
}

GPtrArray *
dect_pbx_session_get_steps (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->steps;
}

const DectPbxJob *
dect_pbx_session_get_job (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->job;
}

DectPbxDirectory *
dect_pbx_session_get_directory (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->directory;
}

const DectPbxReview *
dect_pbx_session_get_review (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->review;
}

gboolean
dect_pbx_session_review_is_stale (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), FALSE);

  return self->review != NULL
         && self->review->generation != dect_site_get_generation (dect_pbx_session_get_site (self));
}

const DectPbxPushResult *
dect_pbx_session_get_pushed (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->pushed;
}

const DectOmmDownload *
dect_pbx_session_get_file (DectPbxSession *self, DectKind kind)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  return &self->files[kind == DECT_KIND_RFP ? 0 : 1];
}
