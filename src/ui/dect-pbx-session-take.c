/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-pbx-session-private.h"
#include "pbx/dect-pbx-journal.h"

/* What becomes of the session and the site's log when a task has ended. */

void
dect_pbx_session_tick (DectPbxSession *self, DectStep step)
{
  dect_commission_tick (dect_pbx_session_get_site (self), step, TRUE);
}

static void
take_review (DectPbxSession *self, DectSessionJob *job)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (dect_pbx_session_get_site (self));
  DectStepState states[DECT_N_STEPS];
  DectLog *log = dect_site_get_log (dect_pbx_session_get_site (self));

  self->review = g_steal_pointer (&job->review);
  /* What another did counts as seen only when it was decided what becomes of it. */
  if (self->review->merge != NULL)
    return;
  dect_pbx_journal_add_review (log, job->client, dect_pbx_review_get_gateway (self->review),
                               self->review->result);
  dect_pbx_session_tick (self, DECT_STEP_REVIEW);
  dect_commission_read (dect_pbx_session_get_site (self), states);
  if (dect_pbx_diff_is_empty (self->review->result->diff)
      && !dect_pbx_session_review_is_stale (self)
      && (!states[DECT_STEP_PUSH].done
          || states[DECT_STEP_PUSH].time < dect_snapshot_get_changed (snapshot)))
    dect_session_log_push_anew (dect_pbx_session_get_site (self));
}

static void
take_files (DectPbxSession *self, DectSessionJob *job)
{
  dect_session_log_files (dect_pbx_session_get_site (self), job);
  for (guint i = 0; i < G_N_ELEMENTS (job->files); i++)
    {
      dect_omm_download_clear (&self->files[i]);
      self->files[i] = job->files[i];
      job->files[i] = (DectOmmDownload){ 0 };
    }
}

void
dect_pbx_session_take_over (DectPbxSession *self, DectSessionJob *job)
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
      dect_pbx_session_tick (self, DECT_STEP_CONNECT);
      break;
    case DECT_SESSION_REVIEW:
      take_review (self, job);
      break;
    case DECT_SESSION_PUSH:
      dect_session_log_push (dect_pbx_session_get_site (self), job);
      g_clear_pointer (&self->pushed, dect_pbx_push_result_free);
      self->pushed = g_steal_pointer (&job->result);
      dect_pbx_session_tick (self, DECT_STEP_PUSH);
      break;
    case DECT_SESSION_APPLY:
      g_clear_pointer (&self->job, dect_pbx_job_free);
      self->job = g_steal_pointer (&job->applied);
      break;
    case DECT_SESSION_FILES:
      take_files (self, job);
      dect_pbx_session_tick (self, DECT_STEP_FILES);
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

void
dect_pbx_session_take_failure (DectPbxSession *self, DectSessionJob *job, const GError *error)
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
  dect_pbx_journal_add_failure (dect_site_get_log (dect_pbx_session_get_site (self)), job->client,
                                dect_pbx_review_get_gateway (job->review), &options, error);
  /* A push that was refused may be tried again: what was reviewed stays. */
  if (self->review == NULL)
    self->review = g_steal_pointer (&job->review);
}
