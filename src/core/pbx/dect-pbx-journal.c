/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-journal.h"

#define EVENT "push"

static gboolean
has_detail (DectLogEntry *entry, const char *member, const char *value)
{
  g_autofree char *text = dect_log_entry_dup_detail (entry, member);

  return g_strcmp0 (text, value) == 0;
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

      if (g_str_equal (dect_log_entry_get_event (entry), EVENT) && has_detail (entry, "url", url)
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

gboolean
dect_pbx_journal_add_push (DectLog *log,
                           DectPbxClient *client,
                           const char *gateway,
                           const DectPbxPushResult *result)
{
  g_return_val_if_fail (DECT_IS_LOG (log), FALSE);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), FALSE);
  g_return_val_if_fail (gateway != NULL && result != NULL, FALSE);

  DectPbxProfile *profile = dect_pbx_client_get_profile (client);
  g_autofree char *last = dect_pbx_journal_dup_base (log, client, gateway);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *details = NULL;
  JsonObject *object;

  if (result->dry_run
      || (dect_pbx_diff_is_empty (result->diff) && g_strcmp0 (last, result->etag) == 0))
    return FALSE;
  json_node_take_object (root, json_object_new ());
  object = json_node_get_object (root);
  add_text (object, "profile", profile->id);
  add_text (object, "url", profile->base_url);
  add_text (object, "gateway", gateway);
  add_text (object, "base", result->base_etag);
  add_text (object, "etag", result->etag);
  json_object_set_int_member (object, "create", result->diff->n_create);
  json_object_set_int_member (object, "update", result->diff->n_update);
  json_object_set_int_member (object, "remove", result->diff->n_remove);
  details = json_to_string (root, FALSE);
  dect_log_append (log, EVENT, details);
  return TRUE;
}
