/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client.h"

G_DEFINE_BOXED_TYPE (DectPbxInfo, dect_pbx_info, dect_pbx_info_copy, dect_pbx_info_free)
G_DEFINE_BOXED_TYPE (DectPbxPushResult,
                     dect_pbx_push_result,
                     dect_pbx_push_result_copy,
                     dect_pbx_push_result_free)
G_DEFINE_BOXED_TYPE (DectPbxDownload,
                     dect_pbx_download,
                     dect_pbx_download_copy,
                     dect_pbx_download_free)

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

DectPbxPushResult *
dect_pbx_push_result_copy (const DectPbxPushResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxPushResult *copy = g_memdup2 (self, sizeof *self);

  copy->diff = self->diff != NULL ? dect_pbx_diff_ref (self->diff) : NULL;
  copy->base_etag = g_strdup (self->base_etag);
  copy->etag = g_strdup (self->etag);
  copy->jobs = g_strdupv (self->jobs);
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
  g_free (self);
}

DectPbxDownload *
dect_pbx_download_copy (const DectPbxDownload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxDownload *copy = g_memdup2 (self, sizeof *self);

  copy->bytes = g_bytes_ref (self->bytes);
  copy->file_name = g_strdup (self->file_name);
  return copy;
}

void
dect_pbx_download_free (DectPbxDownload *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->file_name);
  g_free (self);
}
