/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-journal.h"

#define EVENT_PUSH "push"
#define EVENT_REVIEW "review"

static gboolean
has_detail (DectLogEntry *entry, const char *member, const char *value)
{
  g_autofree char *text = dect_log_entry_dup_detail (entry, member);

  return g_strcmp0 (text, value) == 0;
}

/* Events with the ETag that the gateway had when they were over. */
static gboolean
tells_etag (DectLogEntry *entry)
{
  const char *event = dect_log_entry_get_event (entry);

  return g_str_equal (event, EVENT_PUSH) || g_str_equal (event, EVENT_REVIEW);
}

char *
dect_pbx_journal_dup_base (DectLog *log, DectPbxClient *client, const char *gateway)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);

  const char *url = dect_pbx_client_get_profile (client)->base_url;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (log)); i > 0; i--)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), i - 1);
      DectLogEntry *entry = dect_log_item_get_entry (item);

      if (tells_etag (entry) && has_detail (entry, "url", url)
          && has_detail (entry, "gateway", gateway))
        return dect_log_entry_dup_detail (entry, "etag");
    }
  return NULL;
}

static void
add_text (JsonObject *object, const char *member, const char *value)
{
  json_object_set_string_member (object, member, value != NULL ? value : "");
}

static JsonObject *
new_details (DectPbxClient *client, const char *gateway)
{
  DectPbxProfile *profile = dect_pbx_client_get_profile (client);
  JsonObject *details = json_object_new ();

  add_text (details, "profile", profile->id);
  add_text (details, "url", profile->base_url);
  add_text (details, "gateway", gateway);
  return details;
}

static void
append (DectLog *log, const char *event, JsonObject *details)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (root, details);
  text = json_to_string (root, FALSE);
  dect_log_append (log, event, text);
}

gboolean
dect_pbx_journal_add_push (DectLog *log,
                           DectPbxClient *client,
                           const char *gateway,
                           const DectPbxPushResult *result)
{
  g_return_val_if_fail (DECT_IS_LOG (log), FALSE);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), FALSE);
  g_return_val_if_fail (gateway != NULL && result != NULL, FALSE);

  g_autofree char *last = dect_pbx_journal_dup_base (log, client, gateway);
  JsonObject *details;

  if (result->dry_run
      || (dect_pbx_diff_is_empty (result->diff) && g_strcmp0 (last, result->etag) == 0))
    return FALSE;
  details = new_details (client, gateway);
  add_text (details, "base", result->base_etag);
  add_text (details, "etag", result->etag);
  json_object_set_int_member (details, "create", result->diff->n_create);
  json_object_set_int_member (details, "update", result->diff->n_update);
  json_object_set_int_member (details, "remove", result->diff->n_remove);
  append (log, EVENT_PUSH, details);
  return TRUE;
}

gboolean
dect_pbx_journal_add_review (DectLog *log,
                             DectPbxClient *client,
                             const char *gateway,
                             const DectPbxPushResult *result)
{
  g_return_val_if_fail (DECT_IS_LOG (log), FALSE);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), FALSE);
  g_return_val_if_fail (gateway != NULL && result != NULL && result->dry_run, FALSE);

  g_autofree char *last = dect_pbx_journal_dup_base (log, client, gateway);
  JsonObject *details;

  if (g_strcmp0 (last != NULL ? last : "", result->base_etag) == 0)
    return FALSE;
  details = new_details (client, gateway);
  add_text (details, "etag", result->base_etag);
  append (log, EVENT_REVIEW, details);
  return TRUE;
}
