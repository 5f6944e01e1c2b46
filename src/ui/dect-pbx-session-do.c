/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-secrets.h"
#include "dect-pbx-session-private.h"
#include "omm/dect-omm-imported.h"
#include "pbx/dect-pbx-journal.h"

/* What a person does at the PBX: each fills a task and sends it on its way. */

/* What the log knows of this PBX: where this site stood there, for a review or a push. */
static void
recall (DectPbxSession *self, DectSessionJob *job)
{
  DectLog *log = dect_site_get_log (dect_pbx_session_get_site (self));
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

void
dect_pbx_session_review_again (DectPbxSession *self, gboolean remove, const char *seen)
{
  DectSessionJob *job;

  dect_pbx_session_begin (self, DECT_SESSION_REVIEW);
  g_clear_pointer (&self->review, dect_pbx_review_free);
  g_clear_pointer (&self->pushed, dect_pbx_push_result_free);
  job = dect_pbx_session_job_new (self, DECT_SESSION_REVIEW);
  recall (self, job);
  if (job->last_etag == NULL)
    job->last_etag = g_strdup (seen);
  job->remove = remove;
  dect_pbx_session_run (self, job);
}

static void
handshake (DectPbxSession *self, DectPbxProfile *profile, const char *password, gboolean keep)
{
  DectSessionJob *job = dect_pbx_session_job_new (self, DECT_SESSION_CONNECT);

  self->client = dect_pbx_client_new (profile, password);
  self->tried = TRUE;
  job->client = g_object_ref (self->client);
  job->keep = keep;
  dect_pbx_session_run (self, job);
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
    dect_pbx_session_end_task (self, DECT_SESSION_CONNECT, error);
}

/* --- Public ---------------------------------------------------------------------------------------- */

void
dect_pbx_session_connect (DectPbxSession *self,
                          DectPbxProfile *profile,
                          const char *password,
                          gboolean keep)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (profile != NULL);
  g_return_if_fail (self->task == DECT_SESSION_NOTHING);

  dect_pbx_session_begin (self, DECT_SESSION_CONNECT);
  dect_pbx_session_forget (self);
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

  dect_pbx_session_begin (self, DECT_SESSION_CONNECT);
  dect_pbx_session_forget (self);
  dect_pbx_embedded_start_async (self->embedded, self->cancellable, embedded_started_cb,
                                 g_object_ref (self));
  dect_pbx_session_changed (self);
}

void
dect_pbx_session_review (DectPbxSession *self, gboolean remove)
{
  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  g_clear_error (&self->errors[DECT_SESSION_PUSH]);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  dect_pbx_session_review_again (self, remove, NULL);
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

  snapshot = dect_site_snapshot (dect_pbx_session_get_site (self));
  document = dect_pbx_merge_dup_document (self->review->merge);
  adoption = dect_pbx_adoption_new (snapshot, document, error);
  if (adoption == NULL)
    return FALSE;
  if (n_left != NULL)
    *n_left = adoption->left->len;
  dect_pbx_adopt (dect_pbx_session_get_site (self), adoption);
  dect_pbx_journal_add_review (dect_site_get_log (dect_pbx_session_get_site (self)), self->client,
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

  dect_pbx_session_begin (self, DECT_SESSION_PUSH);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->job, dect_pbx_job_free);
  job = dect_pbx_session_job_new (self, DECT_SESSION_PUSH);
  recall (self, job);
  job->unguarded = self->unguarded;
  self->unguarded = FALSE;
  job->review = g_steal_pointer (&self->review);
  job->overridden = g_strdupv ((char **) overridden);
  dect_pbx_session_run (self, job);
}

void
dect_pbx_session_apply (DectPbxSession *self)
{
  DectSessionJob *job;
  DectLog *log;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);
  g_return_if_fail (self->pushed != NULL);

  log = dect_site_get_log (dect_pbx_session_get_site (self));
  dect_pbx_session_begin (self, DECT_SESSION_APPLY);
  job = dect_pbx_session_job_new (self, DECT_SESSION_APPLY);
  job->client = g_object_ref (self->client);
  job->gateway = dect_pbx_journal_dup_gateway (log, self->client);
  job->jobs = g_strdupv (self->pushed->jobs);
  dect_pbx_session_run (self, job);
}

void
dect_pbx_session_read_directory (DectPbxSession *self)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  dect_pbx_session_begin (self, DECT_SESSION_DIRECTORY);
  job = dect_pbx_session_job_new (self, DECT_SESSION_DIRECTORY);
  job->client = g_object_ref (self->client);
  dect_pbx_session_run (self, job);
}

void
dect_pbx_session_fetch_files (DectPbxSession *self, const char *folder)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (self->info != NULL && self->task == DECT_SESSION_NOTHING);

  dect_pbx_session_begin (self, DECT_SESSION_FILES);
  job = dect_pbx_session_job_new (self, DECT_SESSION_FILES);
  job->client = g_object_ref (self->client);
  job->folder = g_strdup (folder);
  dect_pbx_session_run (self, job);
}

void
dect_pbx_session_write_files (DectPbxSession *self, const char *folder, gboolean new_only)
{
  DectSessionJob *job;

  g_return_if_fail (DECT_IS_PBX_SESSION (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (self->task == DECT_SESSION_NOTHING);

  dect_pbx_session_begin (self, DECT_SESSION_FILES);
  job = dect_pbx_session_job_new (self, DECT_SESSION_FILES);
  job->folder = g_strdup (folder);
  job->new_only = new_only;
  dect_pbx_session_run (self, job);
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
  snapshot = dect_site_snapshot (dect_pbx_session_get_site (self));
  layout = dect_omm_layout_for_site (snapshot, kind, error);
  if (layout != NULL)
    file = dect_omm_read (download->bytes, layout, error);
  if (file == NULL)
    return FALSE;
  name = g_path_get_basename (download->path);
  dect_omm_mark_imported (dect_pbx_session_get_site (self), file, name);
  download->imported = TRUE;
  dect_pbx_session_tick (self,
                         kind == DECT_KIND_RFP ? DECT_STEP_RFP_IMPORT : DECT_STEP_HANDSET_IMPORT);
  dect_pbx_session_changed (self);
  return TRUE;
}
