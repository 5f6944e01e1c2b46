/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-pbx-session-private.h"

#include <glib/gi18n.h>

#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-writer.h"
#include "store/dect-save.h"

static const DectKind file_kinds[] = { DECT_KIND_RFP, DECT_KIND_HANDSET };

void
dect_omm_download_clear (DectOmmDownload *file)
{
  g_clear_pointer (&file->path, g_free);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  file->n_records = 0;
  file->imported = FALSE;
}

/* --- News ---------------------------------------------------------------------------------------- */

DectSessionNews *
dect_session_news_new (DectPbxSession *session)
{
  DectSessionNews *news = g_atomic_rc_box_new0 (DectSessionNews);

  g_mutex_init (&news->lock);
  news->session = session;
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    news->trial[i].step = (DectPbxTrialStep) i;
  return news;
}

DectSessionNews *
dect_session_news_ref (DectSessionNews *news)
{
  return g_atomic_rc_box_acquire (news);
}

static void
news_clear (gpointer data)
{
  DectSessionNews *news = data;

  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    dect_pbx_trial_report_clear (&news->trial[i]);
  g_free (news->text);
  g_mutex_clear (&news->lock);
}

void
dect_session_news_unref (DectSessionNews *news)
{
  g_atomic_rc_box_release_full (news, news_clear);
}

static gboolean
news_cb (gpointer user_data)
{
  DectSessionNews *news = user_data;

  if (news->session != NULL)
    dect_pbx_session_take_news (news->session, news);
  return G_SOURCE_REMOVE;
}

/* However fast the news comes, the main thread is called once for what it has not seen. */
static void
call_main_thread (DectSessionNews *news)
{
  if (news->waiting)
    return;
  news->waiting = TRUE;
  /* Not g_main_context_invoke (): between two turns of the main loop that would run it here. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, news_cb, dect_session_news_ref (news),
                   (GDestroyNotify) dect_session_news_unref);
}

static void
progress_cb (guint done, guint total, const char *text, gpointer user_data)
{
  DectSessionNews *news = user_data;

  g_mutex_lock (&news->lock);
  news->done = done;
  news->total = total;
  g_free (news->text);
  news->text = g_strdup (text);
  call_main_thread (news);
  g_mutex_unlock (&news->lock);
}

static void
trial_cb (const DectPbxTrialReport *report, gpointer user_data)
{
  DectSessionNews *news = user_data;
  DectPbxTrialReport *kept = &news->trial[report->step];

  g_mutex_lock (&news->lock);
  dect_pbx_trial_report_clear (kept);
  kept->state = report->state;
  kept->text = g_strdup (report->text);
  kept->advice = g_strdup (report->advice);
  call_main_thread (news);
  g_mutex_unlock (&news->lock);
}

/* --- Jobs ---------------------------------------------------------------------------------------- */

void
dect_pbx_review_free (DectPbxReview *review)
{
  g_clear_pointer (&review->merge, dect_pbx_merge_unref);
  g_clear_pointer (&review->result, dect_pbx_push_result_free);
  g_clear_pointer (&review->base, json_node_unref);
  g_clear_pointer (&review->target, json_node_unref);
  g_clear_pointer (&review->left_out, g_ptr_array_unref);
  g_clear_pointer (&review->last_etag, g_free);
  g_free (review);
}

void
dect_session_job_free (DectSessionJob *job)
{
  g_clear_object (&job->client);
  g_clear_pointer (&job->snapshot, dect_snapshot_unref);
  g_clear_pointer (&job->secrets, dect_secrets_free);
  g_clear_pointer (&job->folder, g_free);
  g_clear_pointer (&job->overridden, g_strfreev);
  g_clear_pointer (&job->review, dect_pbx_review_free);
  g_clear_pointer (&job->news, dect_session_news_unref);
  g_clear_pointer (&job->agreed, json_node_unref);
  g_clear_pointer (&job->last_etag, g_free);
  g_clear_pointer (&job->gateway, g_free);
  g_clear_pointer (&job->certificate, dect_pbx_certificate_free);
  g_clear_pointer (&job->jobs, g_strfreev);
  g_clear_pointer (&job->applied, dect_pbx_job_free);
  g_clear_pointer (&job->directory, dect_pbx_directory_unref);
  g_clear_pointer (&job->info, dect_pbx_info_free);
  g_clear_pointer (&job->result, dect_pbx_push_result_free);
  for (guint i = 0; i < G_N_ELEMENTS (job->files); i++)
    dect_omm_download_clear (&job->files[i]);
  g_free (job);
}

static gboolean
run_connect (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  job->info = dect_pbx_trial_run_sync (job->client, trial_cb, job->news, &job->certificate,
                                       cancellable, error);
  if (job->info == NULL)
    return FALSE;
  return !job->keep || dect_pbx_profile_save (dect_pbx_client_get_profile (job->client), error);
}

static const char *
gateway_of (JsonNode *document)
{
  return json_object_get_string_member_with_default (json_node_get_object (document), "mac", "");
}

const char *
dect_pbx_review_get_gateway (const DectPbxReview *review)
{
  return gateway_of (review->target);
}

/* Where somebody else was there since, what both did is brought together first. A merge in which
 * nothing of theirs is new says nothing. */
static void
merge_review (DectSessionJob *job, DectPbxReview *review)
{
  g_autoptr (DectPbxMerge) merge = NULL;
  g_autoptr (DectPbxDiff) taken = NULL;

  if (review->base == NULL || job->last_etag == NULL
      || g_str_equal (job->last_etag, review->result->base_etag))
    return;
  merge = dect_pbx_merge_new (job->agreed, review->target, review->base);
  taken = dect_pbx_merge_dup_taken (merge);
  if (merge->conflicts->len > 0 || !dect_pbx_diff_is_empty (taken))
    review->merge = g_steal_pointer (&merge);
}

/* Reads first, so that the simulated push and the list of what only the PBX has speak of one
 * revision. */
static gboolean
run_review (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPbxReview) review = g_new0 (DectPbxReview, 1);
  g_autofree char *etag = NULL;
  g_autoptr (GError) why = NULL;
  DectPbxPushOptions options = {
    .dry_run = TRUE,
    .remove = job->remove,
    .gateway = job->gateway,
    .progress = progress_cb,
    .progress_data = job->news,
  };

  review->generation = dect_snapshot_get_generation (job->snapshot);
  review->remove = job->remove;
  review->left_out = dect_pbx_document_list_left_out (job->snapshot, DECT_PBX_DOCUMENT_LEAVE_OUT);
  review->target = dect_pbx_document_new_full (job->snapshot, job->secrets,
                                               DECT_PBX_DOCUMENT_LEAVE_OUT, error);
  if (review->target == NULL)
    return FALSE;
  /* Under the key it has there: the master may have been swapped since. */
  review->base = dect_pbx_client_get_document_sync (
      job->client, job->gateway != NULL ? job->gateway : gateway_of (review->target), &etag,
      cancellable, &why);
  if (review->base == NULL && !g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  options.base_etag = review->base != NULL ? etag : "";
  review->result
      = dect_pbx_client_push_sync (job->client, review->target, &options, cancellable, error);
  if (review->result == NULL)
    return FALSE;
  review->last_etag = g_strdup (job->last_etag);
  merge_review (job, review);
  job->review = g_steal_pointer (&review);
  return TRUE;
}

static gboolean
run_push (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  DectPbxPushOptions options = {
    .remove = job->review->remove,
    .base_etag = job->review->result->base_etag,
    .gateway = job->gateway,
    .unguarded = job->unguarded,
    .progress = progress_cb,
    .progress_data = job->news,
  };

  job->result
      = dect_pbx_client_push_sync (job->client, job->review->target, &options, cancellable, error);
  return job->result != NULL;
}

static gboolean
run_apply (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  job->applied
      = dect_pbx_client_apply_sync (job->client, job->gateway, (const char *const *) job->jobs,
                                    progress_cb, job->news, cancellable, error);
  return job->applied != NULL;
}

static gboolean
run_directory (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  job->directory = dect_pbx_client_directory_sync (job->client, cancellable, error);
  return job->directory != NULL;
}

/* --- OMM files ----------------------------------------------------------------------------------- */

static gboolean
save_file (
    DectSessionJob *job, DectOmmDownload *file, GBytes *bytes, const char *name, GError **error)
{
  file->path = g_build_filename (job->folder, name, NULL);
  file->bytes = g_bytes_ref (bytes);
  return dect_save_bytes (file->path, bytes, DECT_SAVE_PRIVATE, error);
}

static gboolean
download_file (DectSessionJob *job,
               DectOmmDownload *file,
               const char *gateway,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (DectPbxDownload) download
      = dect_pbx_client_download_sync (job->client, gateway, file->kind, 0, cancellable, error);

  if (download == NULL)
    return FALSE;
  file->n_records = download->n_records;
  return save_file (job, file, download->bytes, download->file_name, error);
}

static gboolean
write_file (DectSessionJob *job, DectOmmDownload *file, GError **error)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (job->snapshot, file->kind, error);
  g_autoptr (DectOmmComparison) comparison = NULL;
  g_autoptr (GHashTable) only = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (layout == NULL)
    return FALSE;
  if (job->new_only)
    {
      comparison = dect_omm_compare (job->snapshot, layout);
      only = dect_omm_comparison_new_ids (comparison);
    }
  bytes = dect_omm_write (job->snapshot, layout, job->secrets, only, &file->n_records, error);
  if (bytes == NULL)
    return FALSE;
  name = dect_omm_file_name (job->snapshot, file->kind, 0);
  return save_file (job, file, bytes, name, error);
}

static gboolean
run_files (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) document = NULL;

  if (job->client != NULL)
    {
      document
          = dect_pbx_document_new_full (job->snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, error);
      if (document == NULL)
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (file_kinds); i++)
    {
      job->files[i].kind = file_kinds[i];
      if (document != NULL
              ? !download_file (job, &job->files[i], gateway_of (document), cancellable, error)
              : !write_file (job, &job->files[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dect_session_job_run (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  switch (job->task)
    {
    case DECT_SESSION_CONNECT:
      return run_connect (job, cancellable, error);
    case DECT_SESSION_REVIEW:
      return run_review (job, cancellable, error);
    case DECT_SESSION_PUSH:
      return run_push (job, cancellable, error);
    case DECT_SESSION_APPLY:
      return run_apply (job, cancellable, error);
    case DECT_SESSION_FILES:
      return run_files (job, cancellable, error);
    case DECT_SESSION_DIRECTORY:
      return run_directory (job, cancellable, error);
    case DECT_SESSION_NOTHING:
    default:
      g_return_val_if_reached (FALSE);
    }
}
