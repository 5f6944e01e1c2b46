/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS 1000
#define JSON_TYPE "application/json"

gboolean
dect_pbx_run_send (DectPbxRun *run,
                   const DectPbxHttpRequest *request,
                   DectPbxHttpAnswer *answer,
                   GError **error)
{
  gboolean answered = dect_pbx_http_send (run->http, request, answer, run->cancellable, error);

  if (answer->sent && !g_str_equal (request->method, "GET"))
    run->sent = TRUE;
  if (!answered)
    return FALSE;
  if (answer->status >= 200 && answer->status < 300)
    return dect_pbx_answer_check (answer, run->profile, error);
  g_clear_pointer (&run->problems, g_ptr_array_unref);
  dect_pbx_answer_fail (answer, run->profile, &run->problems, error);
  return FALSE;
}

/* Appends the texts of an array, each behind a prefix. */
static void
add_words (GPtrArray *words, JsonArray *array, const char *prefix)
{
  for (guint i = 0; i < dect_pbx_json_length (array) && words->len < MAX_WORDS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      g_autofree char *word = dect_peer_plain_text (json_node_get_string (node), 64);
      g_ptr_array_add (words, g_strconcat (prefix, word, NULL));
    }
}

static char **
end_words (GPtrArray *words)
{
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

static char **
read_members (JsonObject *members)
{
  GPtrArray *words = g_ptr_array_new ();

  for (DectPbxKind kind = DECT_PBX_KIND_GATEWAY; kind <= DECT_PBX_KIND_HANDSET; kind++)
    {
      g_autofree char *prefix = g_strconcat (dect_pbx_kind_id (kind), "/", NULL);
      add_words (words, dect_pbx_json_get_array (members, dect_pbx_kind_id (kind)), prefix);
    }
  return end_words (words);
}

/* An empty list stands for any. */
static char **
read_firmware (JsonArray *array)
{
  GPtrArray *words = g_ptr_array_new ();

  add_words (words, array, "");
  if (words->len > 0)
    return end_words (words);
  g_ptr_array_unref (words);
  return NULL;
}

static guint
read_limit (JsonObject *limits, const char *name, guint fallback)
{
  gint64 limit = dect_pbx_json_get_int (limits, name, fallback);

  return limit > 0 && limit <= G_MAXINT ? limit : fallback;
}

static DectPbxInfo *
read_info (JsonObject *object)
{
  JsonObject *features = dect_pbx_json_get_object (object, "features");
  JsonObject *limits = dect_pbx_json_get_object (object, "limits");
  DectPbxInfo *info = g_new0 (DectPbxInfo, 1);

  info->product = dect_peer_plain_text (dect_pbx_json_get_string (object, "product"), 64);
  info->version = dect_peer_plain_text (dect_pbx_json_get_string (object, "version"), 64);
  info->contract = 1;
  info->dryrun = dect_pbx_json_get_bool (features, "dryrun", FALSE);
  info->exports = dect_pbx_json_get_bool (features, "export", FALSE);
  info->apply = dect_pbx_json_get_bool (features, "apply", FALSE);
  info->members = read_members (dect_pbx_json_get_object (features, "members"));
  info->max_accesspoints = read_limit (limits, "accesspoints", DECT_PBX_MAX_ACCESSPOINTS);
  info->max_handsets = read_limit (limits, "handsets", DECT_PBX_MAX_HANDSETS);
  info->firmware = read_firmware (dect_pbx_json_get_array (object, "firmware"));
  return info;
}

DectPbxInfo *
dect_pbx_run_handshake (DectPbxRun *run, GError **error)
{
  g_autofree char *url
      = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_INFO, NULL, NULL, error);
  DectPbxHttpRequest request
      = { .method = "GET", .url = url, .accept = JSON_TYPE, .max_bytes = DECT_PBX_MAX_OTHER_BYTES };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  g_autoptr (JsonNode) node = NULL;

  if (url == NULL || !dect_pbx_run_send (run, &request, &answer, error))
    return NULL;
  node = dect_pbx_answer_parse (&answer, error);
  if (node == NULL)
    return NULL;

  JsonObject *object = json_node_get_object (node);
  if (!json_object_has_member (object, "contract"))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                   _("What answers there is not the DECT interface of a PBX; check base_url in "
                      "the connection profile."));
      return NULL;
    }
  if (dect_pbx_json_get_int (object, "contract", 0) != 1)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                   _("The PBX speaks another version of the DECT interface than this program, "
                      "which speaks version 1."));
      return NULL;
    }
  return read_info (object);
}

gboolean
dect_pbx_run_check_gateway (const char *gateway, GError **error)
{
  if (strlen (gateway) == 12 && strspn (gateway, "0123456789abcdef") == 12)
    return TRUE;
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND,
               _("A gateway is named by the MAC address of its master."));
  return FALSE;
}
