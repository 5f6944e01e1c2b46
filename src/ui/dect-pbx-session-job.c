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

void
dect_pbx_review_free (DectPbxReview *review)
{
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
  g_clear_pointer (&job->info, dect_pbx_info_free);
  g_clear_pointer (&job->result, dect_pbx_push_result_free);
  for (guint i = 0; i < G_N_ELEMENTS (job->files); i++)
    dect_omm_download_clear (&job->files[i]);
  g_free (job);
}

static gboolean
run_connect (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  job->info = dect_pbx_client_handshake_sync (job->client, cancellable, error);
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

/* Reads first, so that the simulated push and the list of what only the PBX has speak of one
 * revision. */
static gboolean
run_review (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPbxReview) review = g_new0 (DectPbxReview, 1);
  g_autofree char *etag = NULL;
  g_autoptr (GError) why = NULL;
  DectPbxPushOptions options = { .dry_run = TRUE, .remove = job->remove };

  review->generation = dect_snapshot_get_generation (job->snapshot);
  review->remove = job->remove;
  review->left_out = dect_pbx_document_list_left_out (job->snapshot, DECT_PBX_DOCUMENT_LEAVE_OUT);
  review->target = dect_pbx_document_new_full (job->snapshot, job->secrets,
                                               DECT_PBX_DOCUMENT_LEAVE_OUT, error);
  if (review->target == NULL)
    return FALSE;
  review->base = dect_pbx_client_get_document_sync (job->client, gateway_of (review->target), &etag,
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
  job->review = g_steal_pointer (&review);
  return TRUE;
}

static gboolean
run_push (DectSessionJob *job, GCancellable *cancellable, GError **error)
{
  DectPbxPushOptions options = {
    .remove = job->review->remove,
    .base_etag = job->review->result->base_etag,
  };

  job->result
      = dect_pbx_client_push_sync (job->client, job->review->target, &options, cancellable, error);
  return job->result != NULL;
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
    case DECT_SESSION_FILES:
      return run_files (job, cancellable, error);
    case DECT_SESSION_NOTHING:
    default:
      g_return_val_if_reached (FALSE);
    }
}
