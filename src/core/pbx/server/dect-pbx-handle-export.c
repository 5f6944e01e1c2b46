/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-document.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

/* Keys in X-Removed: a header has its bounds; X-Removed-Count says how many there are. */
#define MAX_REMOVED 1000

/* Reads ?scope=all|new&since=rN&format=omm-text; -1 in @since is all. Answers 400. */
static gboolean
read_scope (DectPbxRequest *self, gint64 *since)
{
  const char *scope = dect_pbx_request_get_query (self, "scope");
  const char *text = dect_pbx_request_get_query (self, "since");
  const char *format = dect_pbx_request_get_query (self, "format");
  guint64 revision = 0;

  *since = -1;
  if (format != NULL && !g_str_equal (format, "omm-text"))
    {
      dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed",
                             _("The parameter format must be omm-text."));
      return FALSE;
    }
  if (scope == NULL || g_str_equal (scope, "all"))
    return TRUE;
  if (g_str_equal (scope, "new") && text != NULL && text[0] == 'r'
      && g_ascii_string_to_unsigned (text + 1, 10, 0, G_MAXINT64, &revision, NULL))
    {
      *since = (gint64) revision;
      return TRUE;
    }
  dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed",
                         _("The parameter scope must be all, or new with since=rN."));
  return FALSE;
}

/* Ids of the snapshot's records whose keys are in @keys. */
static GHashTable *
find_ids (DectSnapshot *snapshot, DectKind kind, GHashTable *keys)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  guint n;
  const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = dect_omm_record_key (records[i]);

      if (key != NULL && g_hash_table_contains (keys, key))
        g_hash_table_add (ids, GUINT_TO_POINTER (records[i]->id));
    }
  return g_steal_pointer (&ids);
}

/* The planner's own writer on the site that the document describes: so both write the same bytes.
 */
static GBytes *
write_file (
    DectPbxRequest *self, JsonObject *document, GHashTable *keys, guint *n_records, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  DectKind kind = self->kind == DECT_PBX_KIND_HANDSET ? DECT_KIND_HANDSET : DECT_KIND_RFP;
  g_autoptr (DectSnapshot) snapshot = dect_pbx_document_to_snapshot (node, error);
  g_autoptr (DectSecrets) secrets = dect_pbx_document_get_secrets (node);
  g_autoptr (DectOmmLayout) layout = NULL;
  g_autoptr (GHashTable) only = NULL;

  if (snapshot == NULL || (layout = dect_pbx_document_load_layout (node, kind, error)) == NULL)
    return NULL;
  if (keys != NULL)
    only = find_ids (snapshot, kind, keys);
  return dect_omm_write (snapshot, layout, secrets, only, n_records, error);
}

static gboolean
set_removed (DectPbxRequest *self, gint64 since, GError **error)
{
  g_auto (GStrv) removed
      = dect_pbx_store_list_removed (self->store, self->gateway, self->kind, since, error);
  g_autofree char *text = NULL;
  guint n;

  if (removed == NULL)
    return FALSE;
  n = g_strv_length (removed);
  if (n == 0)
    return TRUE;
  for (guint i = MAX_REMOVED; i < n; i++)
    g_clear_pointer (&removed[i], g_free);
  text = g_strjoinv (",", removed);
  dect_pbx_request_set_header (self, "X-Removed", "%s", text);
  dect_pbx_request_set_header (self, "X-Removed-Count", "%u", n);
  return TRUE;
}

static void
answer_file (DectPbxRequest *self, GBytes *file, guint n_records, const char *what, gint64 revision)
{
  gsize length;
  const guchar *data = g_bytes_get_data (file, &length);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  g_autofree char *digest_text = NULL;

  g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  digest_text = g_base64_encode (digest, digest_length);
  dect_pbx_request_set_header (self, "Content-Digest", "sha-256=:%s:", digest_text);
  dect_pbx_request_set_header (self, "Content-Disposition",
                               "attachment; filename=\"omm-%s-%s-r%" G_GINT64_FORMAT ".txt\"", what,
                               self->gateway, revision);
  dect_pbx_request_set_header (self, "X-Record-Count", "%u", n_records);
  self->status = SOUP_STATUS_OK;
  self->content_type = "text/plain; charset=UTF-8";
  self->answer = g_bytes_ref (file);
}

/* Returns whether 304 is answered. */
static gboolean
set_state (DectPbxRequest *self, const char *what, gint64 revision, gint64 since)
{
  g_autofree char *scope = since >= 0 ? g_strdup_printf ("-since-%" G_GINT64_FORMAT, since) : NULL;
  g_autofree char *etag
      = g_strdup_printf ("r%" G_GINT64_FORMAT "-%s%s", revision, what, scope != NULL ? scope : "");

  dect_pbx_request_set_header (self, "ETag", "\"%s\"", etag);
  dect_pbx_request_set_header (self, "Cache-Control", "no-store");
  dect_pbx_request_set_header (self, "X-Gateway-Revision", "%" G_GINT64_FORMAT, revision);
  return dect_pbx_request_not_modified (self, etag);
}

/* Answers 409 while a change waits to be applied, where that is asked for. */
static gboolean
check_applied (DectPbxRequest *self)
{
  g_autofree char *pending = NULL;

  if (!self->applied_only)
    return TRUE;
  pending = dect_pbx_store_job_in_state (self->store, self->gateway, "pending");
  if (pending == NULL)
    pending = dect_pbx_store_job_in_state (self->store, self->gateway, "running");
  if (pending == NULL)
    return TRUE;
  dect_pbx_request_fail (self, SOUP_STATUS_CONFLICT, "not_committed",
                         _("The last change is not applied yet; apply it first."));
  return FALSE;
}

void
dect_pbx_handle_export (DectPbxRequest *self)
{
  const char *what = self->kind == DECT_PBX_KIND_HANDSET ? "handset" : "rfp";
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GBytes) file = NULL;
  GError *error = NULL;
  gint64 revision, since;
  guint n_records = 0;

  if (!read_scope (self, &since))
    return;
  document = dect_pbx_store_load (self->store, self->gateway, TRUE, &revision, &error);
  if (document == NULL)
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  if (!check_applied (self) || set_state (self, what, revision, since))
    return;
  /* The other list has no part in this file. */
  json_object_remove_member (document, dect_pbx_kind_list (self->kind == DECT_PBX_KIND_HANDSET
                                                               ? DECT_PBX_KIND_ACCESSPOINT
                                                               : DECT_PBX_KIND_HANDSET));
  if (since >= 0
      && ((keys = dect_pbx_store_list_new (self->store, self->gateway, self->kind, since, &error))
              == NULL
          || !set_removed (self, since, &error)))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  if (keys != NULL && g_hash_table_size (keys) == 0)
    {
      self->status = SOUP_STATUS_NO_CONTENT;
      dect_pbx_request_set_header (self, "X-Record-Count", "0");
      return;
    }
  file = write_file (self, document, keys, &n_records, &error);
  if (file == NULL)
    {
      dect_pbx_request_fail (self, SOUP_STATUS_UNPROCESSABLE_ENTITY, "not_expressible",
                             error->message);
      g_error_free (error);
      return;
    }
  answer_file (self, file, n_records, what, revision);
}
