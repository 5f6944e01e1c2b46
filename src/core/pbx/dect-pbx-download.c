/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-json.h"

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

/* Counts the records of an import file: lines behind the data_sequence line that are neither empty
 * nor comments. */
static gboolean
count_records (GBytes *bytes, guint *n_records, GError **error)
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
      if (in_records)
        ++*n_records;
      else
        in_records = g_str_equal (line, "data_sequence");
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
check_file (const DectPbxHttpAnswer *answer, guint *n_records, GError **error)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);

  if (type == NULL || g_ascii_strcasecmp (type, "text/plain") != 0)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                   _("The PBX sent something else than an OMM import file; check base_url in the "
                      "connection profile."));
      return FALSE;
    }
  return count_records (answer->body, n_records, error) && check_count (answer, *n_records, error)
         && check_digest (answer, error);
}

static DectPbxDownload *
new_download (const DectPbxHttpAnswer *answer, const char *gateway, DectKind kind, guint n_records)
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
      && !check_file (&answer, &n_records, error))
    return NULL;
  return new_download (&answer, gateway, kind, n_records);
}
