/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include "pbx/dect-pbx-answer-private.h"
#include "pbx/dect-pbx-document.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-profile-edit.h"

#define MAX_DOCUMENT_BYTES (1024 * 1024)

/* A valid document becomes a site, and that site the same document, but for what only the PBX
 * knows. A site has both lists always. */
static void
check_valid (JsonNode *document)
{
  JsonObject *object = json_node_get_object (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) site = dect_pbx_document_to_snapshot (document, &error);
  g_autoptr (DectSecrets) secrets = dect_pbx_document_get_secrets (document);
  g_autoptr (JsonNode) again = NULL;

  g_assert_no_error (error);
  again = dect_pbx_document_new (site, secrets, &error);
  g_assert_no_error (error);
  if (json_object_has_member (object, "accesspoints") && json_object_has_member (object, "handsets")
      && !dect_pbx_document_equal (document, again))
    {
      g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
      g_autoptr (GBytes) first = dect_pbx_document_to_bytes (canonical);
      g_autoptr (GBytes) second = dect_pbx_document_to_bytes (again);

      dect_fuzz_assert_equal (first, second, "the document");
    }
}

void
dect_fuzz_pbx_document (const guint8 *data, gsize size)
{
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (JsonNode) canonical = NULL;
  g_autoptr (JsonNode) twice = NULL;
  g_autoptr (JsonNode) redacted = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  gboolean valid;

  if (size > MAX_DOCUMENT_BYTES)
    return;
  document = dect_pbx_json_parse (size > 0 ? (const char *) data : "", size, NULL);
  if (document == NULL)
    return;
  valid = dect_pbx_document_validate (document, NULL, NULL);
  if (!JSON_NODE_HOLDS_OBJECT (document))
    {
      g_assert_false (valid);
      return;
    }
  canonical = dect_pbx_document_canonical (document);
  twice = dect_pbx_document_canonical (canonical);
  first = dect_pbx_document_to_bytes (canonical);
  second = dect_pbx_document_to_bytes (twice);
  dect_fuzz_assert_equal (first, second, "the canonical document");
  g_assert_true (dect_pbx_document_equal (document, canonical));
  redacted = dect_pbx_document_redact (document);
  g_assert_nonnull (redacted);
  if (valid)
    check_valid (document);
}

void
dect_fuzz_pbx_profile (const guint8 *data, gsize size)
{
  g_autoptr (DectPbxProfile) profile
      = size <= DECT_PBX_PROFILE_MAX_BYTES
            ? dect_pbx_profile_parse (size > 0 ? (const char *) data : "", size, NULL)
            : NULL;
  g_autoptr (DectPbxProfile) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  if (profile == NULL)
    return;
  first = dect_pbx_profile_to_text (profile);
  again = dect_pbx_profile_parse (first, strlen (first), &error);
  g_assert_no_error (error);
  second = dect_pbx_profile_to_text (again);
  g_assert_cmpstr (first, ==, second);
  for (gint path = 0; path < DECT_PBX_N_PATHS; path++)
    {
      g_autofree char *url
          = dect_pbx_profile_dup_url (profile, path, "0030421b7f01", "000770115484*", NULL);

      /* Never outside of the profile's base, whatever its paths say. */
      g_assert_true (url == NULL || g_str_has_prefix (url, profile->base_url));
    }
}

static gpointer
load_profile (gpointer unused)
{
  return dect_pbx_profile_load ("contract-1", NULL);
}

/* The first byte is the status, the second chooses the type; the rest is the body. */
void
dect_fuzz_pbx_answer (const guint8 *data, gsize size)
{
  static const char *const types[]
      = { "application/json", "application/problem+json", "text/html", "text/plain", "" };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  static GOnce once = G_ONCE_INIT;
  DectPbxProfile *profile = g_once (&once, load_profile, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  JsonArray *list;

  if (size < 2 || size > MAX_DOCUMENT_BYTES)
    return;
  text = dect_fuzz_text (data + 2, size - 2);
  answer.status = 300 + data[0];
  answer.headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  answer.body = g_bytes_new (data + 2, size - 2);
  soup_message_headers_append (answer.headers, "Content-Type",
                               types[data[1] % G_N_ELEMENTS (types)]);
  if (strpbrk (text, "\r\n") == NULL)
    {
      soup_message_headers_append (answer.headers, "Content-Disposition", text);
      soup_message_headers_append (answer.headers, "ETag", text);
    }

  dect_pbx_answer_fail (&answer, profile, &problems, &error);
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  node = dect_pbx_answer_parse (&answer, NULL);
  list = dect_pbx_answer_parse_list (&answer, profile->items_pointer, NULL);
  g_clear_pointer (&list, json_array_unref);
  etag = dect_pbx_answer_dup_etag (&answer);
  dect_pbx_etag_revision (etag);
  name = dect_pbx_answer_dup_file_name (&answer, "omm.txt");
  g_assert_true (*name != '\0' && *name != '.' && strchr (name, G_DIR_SEPARATOR) == NULL);
}
