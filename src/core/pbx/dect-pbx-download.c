/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REMOVED 10000

static gboolean
fail_export (GError **error, const char *why)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_EXPORT,
               _("The downloaded file must not be given to the OMM: %s"), why);
  return FALSE;
}

/* The MAC or IPEI in a record of fields separated by ";"; NULL where it has none. */
static char *
find_key (const char *line, DectKind kind)
{
  g_auto (GStrv) fields = g_strsplit (line, ";", -1);
  DectMac mac;
  DectIpei ipei;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *field = g_strstrip (fields[i]);
      if (kind == DECT_KIND_RFP && strlen (field) >= 12 && dect_mac_parse (field, &mac, NULL))
        return dect_mac_to_key (&mac);
      if (kind == DECT_KIND_HANDSET && strlen (field) >= 13 && dect_ipei_parse (field, &ipei, NULL))
        return dect_ipei_to_string (&ipei);
    }
  return NULL;
}

/* Counts the records of an import file: lines behind the data_sequence line that are neither empty
 * nor comments. */
static gboolean
read_records (GBytes *bytes, DectKind kind, guint *n_records, GPtrArray *keys, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gboolean in_records = FALSE;

  *n_records = 0;
  if (!g_utf8_validate_len (data, length, NULL))
    return fail_export (error, _("it is not text."));
  for (gsize start = 0; start < length;)
    {
      gsize end = start;
      while (end < length && data[end] != '\n' && data[end] != '\r')
        end++;
      g_autofree char *line = g_strndup (data + start, end - start);
      start = end + 1;
      g_strstrip (line);
      if (*line == '\0' || *line == '#')
        continue;
      if (!in_records)
        {
          in_records = g_str_equal (line, "data_sequence");
          continue;
        }
      char *key = find_key (line, kind);
      ++*n_records;
      if (key != NULL)
        g_ptr_array_add (keys, key);
    }
  return in_records || fail_export (error, _("the line “data_sequence” is missing."));
}

static gboolean
check_count (const DectPbxHttpAnswer *answer, guint n_records, GError **error)
{
  const char *text = soup_message_headers_get_one (answer->headers, "X-Record-Count");
  guint64 said;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &said, NULL))
    return fail_export (error, _("the PBX does not say how many records it has."));
  if (said != n_records)
    {
      g_autofree char *why = g_strdup_printf (_("it has %u records, and the PBX says %u."),
                                              n_records, (guint) said);
      return fail_export (error, why);
    }
  return TRUE;
}

/* Content-Digest of RFC 9530; other algorithms than SHA-256 are passed over. */
static gboolean
check_digest (const DectPbxHttpAnswer *answer, GError **error)
{
  const char *text = soup_message_headers_get_one (answer->headers, "Content-Digest");
  const char *start = text != NULL ? strstr (text, "sha-256=:") : NULL;
  const char *end = start != NULL ? strchr (start + strlen ("sha-256=:"), ':') : NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  if (start == NULL)
    return TRUE;
  g_checksum_update (checksum, g_bytes_get_data (answer->body, NULL),
                     g_bytes_get_size (answer->body));
  g_checksum_get_digest (checksum, digest, &length);

  g_autofree char *expected = g_base64_encode (digest, length);
  start += strlen ("sha-256=:");
  return (end != NULL && strlen (expected) == (gsize) (end - start)
          && strncmp (start, expected, end - start) == 0)
         || fail_export (error, _("it was changed on the way (its digest differs)."));
}

/* MACs or IPEIs that are gone: letters, digits and the mark of an IPEI. */
static char **
read_removed (const DectPbxHttpAnswer *answer)
{
  const char *text = soup_message_headers_get_list (answer->headers, "X-Removed");
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", MAX_REMOVED);
  g_autoptr (GStrvBuilder) removed = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);
      if (*word != '\0' && strlen (word) <= 17
          && strspn (word, "0123456789abcdefABCDEF:-* ") == strlen (word))
        g_strv_builder_add (removed, word);
    }
  return g_strv_builder_end (removed);
}

static gboolean
check_file (const DectPbxHttpAnswer *answer,
            DectKind kind,
            guint *n_records,
            GPtrArray *keys,
            GError **error)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);

  if (type == NULL || g_ascii_strcasecmp (type, "text/plain") != 0)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                   _("The PBX sent something else than an OMM import file; check base_url in the "
                      "connection profile."));
      return FALSE;
    }
  return read_records (answer->body, kind, n_records, keys, error)
         && check_count (answer, *n_records, error) && check_digest (answer, error);
}

static DectPbxDownload *
new_download (const DectPbxHttpAnswer *answer,
              const char *gateway,
              DectKind kind,
              guint n_records,
              GPtrArray *keys)
{
  g_autofree char *fallback
      = g_strdup_printf ("omm-%s-%s.txt", kind == DECT_KIND_RFP ? "rfp" : "handset", gateway);
  g_autofree char *etag = dect_pbx_answer_dup_etag (answer);
  DectPbxDownload *download = g_new0 (DectPbxDownload, 1);

  if (answer->status != SOUP_STATUS_NO_CONTENT)
    download->bytes = g_bytes_ref (answer->body);
  download->file_name = dect_pbx_answer_dup_file_name (answer, fallback);
  download->n_records = n_records;
  download->revision = dect_pbx_etag_revision (etag);
  g_ptr_array_add (keys, NULL);
  download->keys = g_strdupv ((char **) keys->pdata);
  download->removed = read_removed (answer);
  return download;
}

DectPbxDownload *
dect_pbx_run_download (
    DectPbxRun *run, const char *gateway, DectKind kind, guint64 since, GError **error)
{
  DectPbxPath path
      = kind == DECT_KIND_RFP ? DECT_PBX_PATH_EXPORT_RFP : DECT_PBX_PATH_EXPORT_HANDSET;
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  guint n_records = 0;

  if (run->profile->export_side != DECT_PBX_SIDE_SERVER)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                   _("By its connection profile “%s” the PBX has no OMM files to download; write "
                      "them locally."),
                   run->profile->title);
      return NULL;
    }

  g_autofree char *address = dect_pbx_profile_dup_url (run->profile, path, gateway, NULL, error);
  g_autofree char *url
      = since > 0 ? g_strdup_printf ("%s?scope=new&since=r%" G_GUINT64_FORMAT, address, since)
                  : g_strdup (address);
  DectPbxHttpRequest request = {
    .method = "GET", .url = url, .accept = "text/plain", .max_bytes = DECT_PBX_MAX_EXPORT_BYTES
  };
  if (address == NULL || !dect_pbx_run_check_gateway (gateway, error)
      || !dect_pbx_run_send (run, &request, &answer, error))
    return NULL;
  if ((since == 0 || answer.status != SOUP_STATUS_NO_CONTENT)
      && !check_file (&answer, kind, &n_records, keys, error))
    return NULL;
  return new_download (&answer, gateway, kind, n_records, keys);
}

gboolean
dect_pbx_download_compare (const DectPbxDownload *self,
                           JsonNode *document,
                           DectKind kind,
                           char ***missing,
                           char ***unexpected)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), FALSE);
  g_return_val_if_fail (missing != NULL && unexpected != NULL, FALSE);

  DectPbxKind record = kind == DECT_KIND_RFP ? DECT_PBX_KIND_ACCESSPOINT : DECT_PBX_KIND_HANDSET;
  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
  JsonArray *list = dect_pbx_json_get_array (json_node_get_object (canonical),
                                             kind == DECT_KIND_RFP ? "accesspoints" : "handsets");
  g_autoptr (GHashTable) planned = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) lacking = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) surplus = g_strv_builder_new ();

  for (guint i = 0; self->keys[i] != NULL; i++)
    g_hash_table_add (there, self->keys[i]);
  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    {
      const char *key = dect_pbx_record_key (json_array_get_object_element (list, i), record);
      g_hash_table_add (planned, (char *) key);
      if (!g_hash_table_contains (there, key))
        g_strv_builder_add (lacking, key);
    }
  for (guint i = 0; self->keys[i] != NULL; i++)
    if (!g_hash_table_contains (planned, self->keys[i]))
      g_strv_builder_add (surplus, self->keys[i]);
  *missing = g_strv_builder_end (lacking);
  *unexpected = g_strv_builder_end (surplus);
  return **missing == NULL && **unexpected == NULL;
}
