/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

G_DEFINE_BOXED_TYPE (DectPbxInfo, dect_pbx_info, dect_pbx_info_copy, dect_pbx_info_free)
G_DEFINE_BOXED_TYPE (DectPbxPushResult,
                     dect_pbx_push_result,
                     dect_pbx_push_result_copy,
                     dect_pbx_push_result_free)
G_DEFINE_BOXED_TYPE (DectPbxDownload,
                     dect_pbx_download,
                     dect_pbx_download_copy,
                     dect_pbx_download_free)

G_DEFINE_BOXED_TYPE (DectPbxStep, dect_pbx_step, dect_pbx_step_copy, dect_pbx_step_free)
G_DEFINE_BOXED_TYPE (DectPbxJob, dect_pbx_job, dect_pbx_job_copy, dect_pbx_job_free)

DectPbxInfo *
dect_pbx_info_copy (const DectPbxInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxInfo *copy = g_memdup2 (self, sizeof *self);

  copy->product = g_strdup (self->product);
  copy->version = g_strdup (self->version);
  copy->members = g_strdupv (self->members);
  copy->firmware = g_strdupv (self->firmware);
  return copy;
}

void
dect_pbx_info_free (DectPbxInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->product);
  g_free (self->version);
  g_strfreev (self->members);
  g_strfreev (self->firmware);
  g_free (self);
}

gboolean
dect_pbx_info_keeps (const DectPbxInfo *self, DectPbxKind kind, const char *member)
{
  g_return_val_if_fail (self != NULL && member != NULL, FALSE);

  g_autofree char *name = g_strconcat (dect_pbx_kind_id (kind), "/", member, NULL);
  return g_strv_contains ((const char *const *) self->members, name);
}

/* What an OMM file of the base stations holds beside the contract's own members (C3). */
static gboolean
keeps_export (const DectPbxInfo *self)
{
  static const char *const members[]
      = { "model",    "cluster", "pagingArea", "preferredSync", "dectOn",
          "building", "floor",   "room",       "ommSite",       "wlan" };

  for (guint i = 0; self->members[0] != NULL && i < G_N_ELEMENTS (members); i++)
    if (!dect_pbx_info_keeps (self, DECT_PBX_KIND_ACCESSPOINT, members[i]))
      return FALSE;
  return self->exports;
}

static char *
dup_smaller (guint said, gint known)
{
  return g_strdup_printf ("%u", MIN (said, (guint) known));
}

DectPbxProfile *
dect_pbx_info_fit_profile (const DectPbxInfo *self, DectPbxProfile *profile)
{
  g_return_val_if_fail (self != NULL && profile != NULL, NULL);

  gboolean limited = self->max_accesspoints < (guint) profile->max_accesspoints
                     || self->max_handsets < (guint) profile->max_handsets
                     || self->firmware != NULL;
  gboolean simulate = profile->dryrun == DECT_PBX_SIDE_SERVER && !self->dryrun;
  gboolean write = profile->export_side == DECT_PBX_SIDE_SERVER && !keeps_export (self);
  gboolean no_jobs = profile->apply == DECT_PBX_SIDE_SERVER && !self->apply;
  DectPbxProfile *fitting;

  if (!limited && !simulate && !write && !no_jobs)
    return dect_pbx_profile_ref (profile);

  g_autofree char *accesspoints = dup_smaller (self->max_accesspoints, profile->max_accesspoints);
  g_autofree char *handsets = dup_smaller (self->max_handsets, profile->max_handsets);
  g_autofree char *firmware = self->firmware != NULL ? g_strjoinv (";", self->firmware) : NULL;
  fitting = dect_pbx_profile_with_values (
      profile, NULL, "features", "dryrun",
      simulate || profile->dryrun == DECT_PBX_SIDE_CLIENT ? "client" : "server", "features",
      "export", write || profile->export_side == DECT_PBX_SIDE_CLIENT ? "local" : "server",
      "features", "apply", no_jobs || profile->apply == DECT_PBX_SIDE_CLIENT ? "none" : "server",
      "limits", "max_accesspoints", accesspoints, "limits", "max_handsets", handsets, "limits",
      "firmware", firmware != NULL ? firmware : profile->firmware, NULL);
  return fitting != NULL ? fitting : dect_pbx_profile_ref (profile);
}

DectPbxPushResult *
dect_pbx_push_result_copy (const DectPbxPushResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxPushResult *copy = g_memdup2 (self, sizeof *self);

  copy->diff = self->diff != NULL ? dect_pbx_diff_ref (self->diff) : NULL;
  copy->base_etag = g_strdup (self->base_etag);
  copy->etag = g_strdup (self->etag);
  copy->jobs = g_strdupv (self->jobs);
  copy->rekeyed_from = g_strdup (self->rekeyed_from);
  copy->document = self->document != NULL ? json_node_ref (self->document) : NULL;
  return copy;
}

void
dect_pbx_push_result_free (DectPbxPushResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->diff, dect_pbx_diff_unref);
  g_free (self->base_etag);
  g_free (self->etag);
  g_strfreev (self->jobs);
  g_free (self->rekeyed_from);
  g_clear_pointer (&self->document, json_node_unref);
  g_free (self);
}

DectPbxDownload *
dect_pbx_download_copy (const DectPbxDownload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxDownload *copy = g_memdup2 (self, sizeof *self);

  copy->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  copy->file_name = g_strdup (self->file_name);
  copy->keys = g_strdupv (self->keys);
  copy->removed = g_strdupv (self->removed);
  return copy;
}

void
dect_pbx_download_free (DectPbxDownload *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->file_name);
  g_strfreev (self->keys);
  g_strfreev (self->removed);
  g_free (self);
}

DectPbxStep *
dect_pbx_step_copy (const DectPbxStep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxStep *copy = g_memdup2 (self, sizeof *self);

  copy->change = g_object_ref (self->change);
  copy->message = g_strdup (self->message);
  return copy;
}

void
dect_pbx_step_free (DectPbxStep *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->change);
  g_free (self->message);
  g_free (self);
}

GPtrArray *
dect_pbx_steps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dect_pbx_step_free);
}

DectPbxJob *
dect_pbx_job_copy (const DectPbxJob *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxJob *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->message = g_strdup (self->message);
  return copy;
}

void
dect_pbx_job_free (DectPbxJob *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->message);
  g_free (self);
}
