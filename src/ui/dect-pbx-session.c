/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-pbx-session-private.h"

#include "dect-commission-log.h"
#include "dect-document-secrets.h"
#include "dect-pbx-embedded.h"
#include "omm/dect-omm-imported.h"
#include "pbx/dect-pbx-journal.h"

struct _DectPbxSession
{
  GObject parent_instance;
  DectDocument *document;

  DectSessionTask task;
  GCancellable *cancellable;
  GError *errors[DECT_SESSION_NOTHING];
  GPtrArray *problems;

  DectPbxEmbedded *embedded;
  DectPbxClient *client;
  DectPbxInfo *info;
  DectSessionNews *news;                              /* of the task under way */
  DectPbxTrialReport reports[DECT_PBX_TRIAL_N_STEPS]; /* of the last connection */
  gboolean tried;
  guint n_done;
  guint n_total;
  char *doing;
  DectPbxCertificate *certificate;
  DectPbxReview *review;
  DectPbxPushResult *pushed;
  GPtrArray *steps;
  DectPbxJob *job;
  DectPbxDirectory *directory;
  gboolean unguarded;
  DectOmmDownload files[2];
};

G_DEFINE_FINAL_TYPE (DectPbxSession, dect_pbx_session, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed (DectPbxSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static DectSite *
site_of (DectPbxSession *self)
{
  return dect_document_get_site (self->document);
}

/* --- Taking over what a task found --------------------------------------------------------------- */

static void
tick (DectPbxSession *self, DectStep step)
{
  dect_commission_tick (site_of (self), step, TRUE);
}

static void
take_review (DectPbxSession *self, DectSessionJob *job)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (self));
  DectStepState states[DECT_N_STEPS];
  DectLog *log = dect_site_get_log (site_of (self));

  self->review = g_steal_pointer (&job->review);
  /* What another did counts as seen only when it was decided what becomes of it. */
  if (self->review->merge != NULL)
    return;
  dect_pbx_journal_add_review (log, job->client, dect_pbx_review_get_gateway (self->review),
                               self->review->result);
  tick (self, DECT_STEP_REVIEW);
  dect_commission_read (site_of (self), states);
  if (dect_pbx_diff_is_empty (self->review->result->diff)
      && !dect_pbx_session_review_is_stale (self)
      && (!states[DECT_STEP_PUSH].done
          || states[DECT_STEP_PUSH].time < dect_snapshot_get_changed (snapshot)))
    dect_session_log_push_anew (site_of (self));
}

static void
take_files (DectPbxSession *self, DectSessionJob *job)
{
  dect_session_log_files (site_of (self), job);
  for (guint i = 0; i < G_N_ELEMENTS (job->files); i++)
    {
      dect_omm_download_clear (&self->files[i]);
      self->files[i] = job->files[i];
      job->files[i] = (DectOmmDownload){ 0 };
    }
}

static void
take_over (DectPbxSession *self, DectSessionJob *job)
{
  switch (job->task)
    {
    case DECT_SESSION_CONNECT:
      self->info = g_steal_pointer (&job->info);
      /* A PBX that is only read says nothing of what it would take. */
      if (dect_pbx_client_get_profile (job->client)->sync != DECT_PBX_SYNC_NONE)
        {
          g_object_unref (self->client);
          self->client = dect_pbx_client_new_fitting (job->client, self->info);
        }
      tick (self, DECT_STEP_CONNECT);
      break;
    case DECT_SESSION_REVIEW:
      take_review (self, job);
      break;
    case DECT_SESSION_PUSH:
      dect_session_log_push (site_of (self), job);
      g_clear_pointer (&self->pushed, dect_pbx_push_result_free);
      self->pushed = g_steal_pointer (&job->result);
      tick (self, DECT_STEP_PUSH);
      break;
    case DECT_SESSION_APPLY:
      g_clear_pointer (&self->job, dect_pbx_job_free);
      self->job = g_steal_pointer (&job->applied);
      break;
    case DECT_SESSION_FILES:
      take_files (self, job);
      tick (self, DECT_STEP_FILES);
      break;
    case DECT_SESSION_DIRECTORY:
      g_clear_pointer (&self->directory, dect_pbx_directory_unref);
      self->directory = g_steal_pointer (&job->directory);
      break;
    case DECT_SESSION_NOTHING:
    default:
      break;
    }
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

static void
end_task (DectPbxSession *self, DectSessionTask task, GError *error)
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
  changed (self);
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
take_failure (DectPbxSession *self, DectSessionJob *job, const GError *error)
{
  const DectPbxPushOptions options = { .remove = job->review != NULL && job->review->remove };

  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = dect_pbx_client_dup_problems (job->client);
  if (job->task == DECT_SESSION_CONNECT)
    self->certificate = g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TLS)
                            ? g_steal_pointer (&job->certificate)
                            : NULL;
  if (job->task != DECT_SESSION_PUSH)
    return;
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  self->steps = dect_pbx_client_dup_steps (job->client);
  dect_pbx_journal_add_failure (dect_site_get_log (site_of (self)), job->client,
                                dect_pbx_review_get_gateway (job->review), &options, error);
  /* A push that was refused may be tried again: what was reviewed stays. */
  if (self->review == NULL)
    self->review = g_steal_pointer (&job->review);
}

static void review_again (DectPbxSession *self, gboolean remove, const char *seen);

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
    take_over (self, job);
  else if (job->client != NULL)
    take_failure (self, job, error);
  end_task (self, job->task, error);
  /* What the other did is looked at without a further click. */
  if (job->task == DECT_SESSION_PUSH
      && g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
    {
      g_autofree char *seen = g_strdup (self->review->result->base_etag);

      review_again (self, self->review->remove, seen);
    }
}

static DectSessionJob *
job_new (DectPbxSession *self, DectSessionTask task)
{
  DectSessionJob *job = g_new0 (DectSessionJob, 1);

  job->task = task;
  job->snapshot = dect_site_snapshot (site_of (self));
  job->secrets = dect_secrets_copy (dect_document_secrets (self->document));
  return job;
}

static void
begin (DectPbxSession *self, DectSessionTask task)
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

static void
run (DectPbxSession *self, DectSessionJob *job)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, job_done_cb, NULL);

  job->news = dect_session_news_ref (self->news);
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, job, (GDestroyNotify) dect_session_job_free);
  /* A push that reached the PBX counts, even if it was cancelled at the last moment. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, job_thread);
  changed (self);
}

static void
forget_connection (DectPbxSession *self)
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

/* What the log knows of this PBX: where this site stood there, for a review or a push. */
static void
recall (DectPbxSession *self, DectSessionJob *job)
{
  DectLog *log = dect_site_get_log (site_of (self));
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *now = NULL;

  job->client = g_object_ref (self->client);
  job->gateway = dect_pbx_journal_dup_gateway (log, self->client);
  if (job->gateway == NULL)
    {
      document
          = dect_pbx_document_new_full (job->snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, NULL);
      if (document == NULL)
        return;
      now = g_strdup (
          json_object_get_string_member_with_default (json_node_get_object (document), "mac", ""));
    }
  job->last_etag = dect_pbx_journal_dup_base (log, self->client, now != NULL ? now : job->gateway);
  job->agreed = dect_pbx_journal_dup_document (log, self->client, now != NULL ? now : job->gateway);
}

/* @seen: (nullable): what the PBX had when the person looked, where the log does not know it */
static void
review_again (DectPbxSession *self, gboolean remove, const char *seen)
{
  DectSessionJob *job;

  begin (self, DECT_SESSION_REVIEW);
  g_clear_pointer (&self->review, dect_pbx_review_free);
  g_clear_pointer (&self->pushed, dect_pbx_push_result_free);
  job = job_new (self, DECT_SESSION_REVIEW);
  recall (self, job);
  if (job->last_etag == NULL)
    job->last_etag = g_strdup (seen);
  job->remove = remove;
  run (self, job);
}

static void
handshake (DectPbxSession *self, DectPbxProfile *profile, const char *password, gboolean keep)
{
  DectSessionJob *job = job_new (self, DECT_SESSION_CONNECT);

  self->client = dect_pbx_client_new (profile, password);
  self->tried = TRUE;
  job->client = g_object_ref (self->client);
  job->keep = keep;
  run (self, job);
}

/* --- The embedded PBX ---------------------------------------------------------------------------- */

static void
embedded_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectPbxSession) self = user_data;
  DectPbxEmbedded *embedded = DECT_PBX_EMBEDDED (source);
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  gboolean started = dect_pbx_embedded_start_finish (embedded, result, &error);

  if (self->document == NULL)
    {
      dect_pbx_embedded_stop (embedded);
      return;
    }
  if (started)
    profile = dect_pbx_embedded_dup_profile (embedded, &error);
  if (profile != NULL)
    handshake (self, profile, dect_pbx_embedded_get_password (embedded), FALSE);
  else
    end_task (self, DECT_SESSION_CONNECT, error);
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
dect_pbx_session_dispose (GObject *object)
{
  DectPbxSession *self = DECT_PBX_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  dect_pbx_embedded_stop (self->embedded);
  forget_connection (self);
  if (self->news != NULL)
    self->news->session = NULL;
  g_clear_pointer (&self->news, dect_session_news_unref);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (site_of (self), self);
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
  g_signal_connect_object (site_of (self), "notify::generation", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* --- What is known ------------------------------------------------------------------------------- */

DectDocument *
dect_pbx_session_get_document (DectPbxSession *self)
{
  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), NULL);

  return self->document;
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
  changed (self);
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
         && self->review->generation != dect_site_get_generation (site_of (self));
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

/* --- Doing --------------------------------------------------------------------------------------- */

void
dect_pbx_session_connect (DectPbxSession *self,
                          DectPbxProfile *profile,
                          const char *password,
                          gboolean keep)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (profile != NULL);
  g_return_if_fail (self->task == DECT_SESSION_NOTHING);

  begin (self, DECT_SESSION_CONNECT);
  forget_connection (self);
  dect_pbx_embedded_stop (self->embedded);
  dect_secrets_set (dect_document_secrets (self->document), DECT_SECRETS_SITE,
                    DECT_SECRETS_PBX_PASSWORD, password);
  handshake (self, profile, password, keep);
}

void
dect_pbx_session_connect_embedded (DectPbxSession *self)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->task == DECT_SESSION_NOTHING);

  begin (self, DECT_SESSION_CONNECT);
  forget_connection (self);
  dect_pbx_embedded_start_async (self->embedded, self->cancellable, embedded_started_cb,
                                 g_object_ref (self));
  changed (self);
}

void
dect_pbx_session_review (DectPbxSession *self, gboolean remove)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  g_clear_error (&self->errors[DECT_SESSION_PUSH]);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  review_again (self, remove, NULL);
}

void
dect_pbx_session_allow_unguarded (DectPbxSession *self)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));

  self->unguarded = TRUE;
}

gboolean
dect_pbx_session_take_merge (DectPbxSession *self, guint *n_left, GError **error)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (DectPbxAdoption) adoption = NULL;

  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), FALSE);
  g_return_val_if_fail (self->task == DECT_SESSION_NOTHING, FALSE);
  g_return_val_if_fail (self->review != NULL && self->review->merge != NULL, FALSE);
  g_return_val_if_fail (!dect_pbx_session_review_is_stale (self), FALSE);

  snapshot = dect_site_snapshot (site_of (self));
  document = dect_pbx_merge_dup_document (self->review->merge);
  adoption = dect_pbx_adoption_new (snapshot, document, error);
  if (adoption == NULL)
    return FALSE;
  if (n_left != NULL)
    *n_left = adoption->left->len;
  dect_pbx_adopt (site_of (self), adoption);
  dect_pbx_journal_add_review (dect_site_get_log (site_of (self)), self->client,
                               dect_pbx_review_get_gateway (self->review), self->review->result);
  dect_pbx_session_review (self, self->review->remove);
  return TRUE;
}

void
dect_pbx_session_push (DectPbxSession *self, const char *const *overridden)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);
  g_return_if_fail (self->review != NULL && !dect_pbx_session_review_is_stale (self));
  g_return_if_fail (self->review->merge == NULL);

  begin (self, DECT_SESSION_PUSH);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->job, dect_pbx_job_free);
  job = job_new (self, DECT_SESSION_PUSH);
  recall (self, job);
  job->unguarded = self->unguarded;
  self->unguarded = FALSE;
  job->review = g_steal_pointer (&self->review);
  job->overridden = g_strdupv ((char **) overridden);
  run (self, job);
}

void
dect_pbx_session_apply (DectPbxSession *self)
{
  DectSessionJob *job;
  DectLog *log;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);
  g_return_if_fail (self->pushed != NULL);

  log = dect_site_get_log (site_of (self));
  begin (self, DECT_SESSION_APPLY);
  job = job_new (self, DECT_SESSION_APPLY);
  job->client = g_object_ref (self->client);
  job->gateway = dect_pbx_journal_dup_gateway (log, self->client);
  job->jobs = g_strdupv (self->pushed->jobs);
  run (self, job);
}

void
dect_pbx_session_read_directory (DectPbxSession *self)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  begin (self, DECT_SESSION_DIRECTORY);
  job = job_new (self, DECT_SESSION_DIRECTORY);
  job->client = g_object_ref (self->client);
  run (self, job);
}

void
dect_pbx_session_fetch_files (DectPbxSession *self, const char *folder)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  begin (self, DECT_SESSION_FILES);
  job = job_new (self, DECT_SESSION_FILES);
  job->client = g_object_ref (self->client);
  job->folder = g_strdup (folder);
  run (self, job);
}

void
dect_pbx_session_write_files (DectPbxSession *self, const char *folder, gboolean new_only)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (self->task == DECT_SESSION_NOTHING);

  begin (self, DECT_SESSION_FILES);
  job = job_new (self, DECT_SESSION_FILES);
  job->folder = g_strdup (folder);
  job->new_only = new_only;
  run (self, job);
}

gboolean
dect_pbx_session_mark_imported (DectPbxSession *self, DectKind kind, GError **error)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;
  g_autoptr (DectOmmFile) file = NULL;
  g_autofree char *name = NULL;
  DectOmmDownload *download;

  g_return_val_if_fail (DECT_IS_PBX_SESSION (self), FALSE);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, FALSE);

  download = &self->files[kind == DECT_KIND_RFP ? 0 : 1];
  g_return_val_if_fail (download->bytes != NULL, FALSE);
  snapshot = dect_site_snapshot (site_of (self));
  layout = dect_omm_layout_for_site (snapshot, kind, error);
  if (layout != NULL)
    file = dect_omm_read (download->bytes, layout, error);
  if (file == NULL)
    return FALSE;
  name = g_path_get_basename (download->path);
  dect_omm_mark_imported (site_of (self), file, name);
  download->imported = TRUE;
  tick (self, kind == DECT_KIND_RFP ? DECT_STEP_RFP_IMPORT : DECT_STEP_HANDSET_IMPORT);
  changed (self);
  return TRUE;
}
