/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-journal.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-known-private.h"

#include <string.h>

#define EVENT_PUSH "push"
#define EVENT_REVIEW "review"
#define EVENT_FAILED "push-failed"
#define EVENT_ACCEPT "accept"

/* All that the log's details may hold before documents are no longer kept in it; the store takes
 * 16 MiB. */
#define MAX_KNOWN_BYTES (8 * 1024 * 1024)

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

static gboolean
is_about (DectLogEntry *entry, const char *url, const char *gateway)
{
  return tells_etag (entry) && has_detail (entry, "url", url)
         && (gateway == NULL || has_detail (entry, "gateway", gateway));
}

/* Which PBX it is. The embedded one has another port each time and is still the same. */
static const char *
url_of (DectPbxProfile *profile)
{
  return g_str_equal (profile->id, DECT_PBX_EMBEDDED_ID) && dect_pbx_profile_is_loopback (profile)
             ? DECT_PBX_EMBEDDED_URL
             : profile->base_url;
}

/* The newest entry about a gateway; any gateway when it is NULL. */
static DectLogEntry *
find_last (DectLog *log, const char *url, const char *gateway, const char *event)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (log)); i > 0; i--)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), i - 1);
      DectLogEntry *entry = dect_log_item_get_entry (item);

      if (is_about (entry, url, gateway)
          && (event == NULL || g_str_equal (dect_log_entry_get_event (entry), event)))
        return entry;
    }
  return NULL;
}

char *
dect_pbx_journal_dup_base (DectLog *log, DectPbxClient *client, const char *gateway)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);

  DectLogEntry *entry
      = find_last (log, url_of (dect_pbx_client_get_profile (client)), gateway, NULL);

  return entry != NULL ? dect_log_entry_dup_detail (entry, "etag") : NULL;
}

char *
dect_pbx_journal_dup_gateway (DectLog *log, DectPbxClient *client)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), NULL);

  DectLogEntry *entry
      = find_last (log, url_of (dect_pbx_client_get_profile (client)), NULL, EVENT_PUSH);

  return entry != NULL ? dect_log_entry_dup_detail (entry, "gateway") : NULL;
}

/* The document after one more entry; takes @before. */
static JsonNode *
step_document (JsonNode *before, DectLogEntry *entry)
{
  g_autoptr (JsonNode) had = before;
  const char *text = dect_log_entry_get_details (entry);
  g_autoptr (JsonNode) details = dect_pbx_json_parse (text, strlen (text), NULL);
  JsonObject *object
      = details != NULL && JSON_NODE_HOLDS_OBJECT (details) ? json_node_get_object (details) : NULL;
  JsonObject *known = dect_pbx_json_get_object (object, "known");

  return known != NULL ? dect_pbx_known_apply (had, known) : NULL;
}

JsonNode *
dect_pbx_journal_dup_document (DectLog *log, DectPbxClient *client, const char *gateway)
{
  g_return_val_if_fail (DECT_IS_LOG (log), NULL);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), NULL);
  g_return_val_if_fail (gateway != NULL, NULL);

  JsonNode *document = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (log)); i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), i);
      DectLogEntry *entry = dect_log_item_get_entry (item);
      if (is_about (entry, url_of (dect_pbx_client_get_profile (client)), gateway))
        document = step_document (document, entry);
    }
  return document;
}

static gsize
log_bytes (DectLog *log)
{
  gsize bytes = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (log)); i++)
    {
      g_autoptr (DectLogItem) item = g_list_model_get_item (G_LIST_MODEL (log), i);
      bytes += strlen (dect_log_entry_get_details (dect_log_item_get_entry (item)));
    }
  return bytes;
}

/* Remembers what the PBX has, as the difference to what was known of it. */
static void
add_known (JsonObject *details,
           DectLog *log,
           DectPbxClient *client,
           const char *gateway,
           JsonNode *document)
{
  g_autoptr (JsonNode) before = dect_pbx_journal_dup_document (log, client, gateway);
  JsonObject *known = document != NULL ? dect_pbx_known_new (before, document) : NULL;

  if (document == NULL)
    return;
  if (known == NULL)
    known = json_object_new ();

  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, known);
  g_autofree char *text = json_to_string (node, FALSE);
  if (log_bytes (log) + strlen (text) <= MAX_KNOWN_BYTES)
    json_object_set_member (details, "known", g_steal_pointer (&node));
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
  add_text (details, "url", url_of (profile));
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
  add_text (details, "mode", dect_pbx_mode_id (result->mode));
  add_text (details, "result", result->recovered ? "recovered" : "done");
  if (result->rekeyed_from != NULL)
    add_text (details, "rekeyed", result->rekeyed_from);
  add_known (details, log, client, gateway, result->document);
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
  add_known (details, log, client, gateway, result->document);
  append (log, EVENT_REVIEW, details);
  return TRUE;
}

/* One word for how a push ended that did not come to its end. */
static const char *
failure_word (const GError *error)
{
  static const struct
  {
    DectPbxError code;
    const char *word;
  } words[] = {
    { DECT_PBX_ERROR_CONFLICT, "conflict" },
    { DECT_PBX_ERROR_PARTIAL, "partial" },
    { DECT_PBX_ERROR_UNCERTAIN, "uncertain" },
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  for (guint i = 0; error->domain == DECT_PBX_ERROR && i < G_N_ELEMENTS (words); i++)
    if (error->code == (gint) words[i].code)
      return words[i].word;
  return "refused";
}

gboolean
dect_pbx_journal_add_failure (DectLog *log,
                              DectPbxClient *client,
                              const char *gateway,
                              const DectPbxPushOptions *options,
                              const GError *error)
{
  g_return_val_if_fail (DECT_IS_LOG (log), FALSE);
  g_return_val_if_fail (DECT_IS_PBX_CLIENT (client), FALSE);
  g_return_val_if_fail (gateway != NULL && error != NULL, FALSE);

  JsonObject *details;

  if ((options != NULL && options->dry_run)
      || (!dect_pbx_client_was_sent (client)
          && !g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT)))
    return FALSE;
  details = new_details (client, gateway);
  if (options != NULL && options->base_etag != NULL)
    add_text (details, "base", options->base_etag);
  add_text (details, "mode",
            dect_pbx_mode_id (options != NULL && options->remove
                                  ? DECT_PBX_MODE_CREATE_UPDATE_REMOVE
                                  : DECT_PBX_MODE_CREATE_UPDATE));
  add_text (details, "result", failure_word (error));
  add_text (details, "message", error->message);
  append (log, EVENT_FAILED, details);
  return TRUE;
}

gboolean
dect_pbx_journal_add_accepted (DectLog *log, const char *const *accepted)
{
  g_return_val_if_fail (DECT_IS_LOG (log), FALSE);

  for (guint i = 0; accepted != NULL && accepted[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (accepted[i], "=", 2);
      JsonObject *object = json_object_new ();
      JsonArray *rules = json_array_new ();
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *text = NULL;

      json_array_add_string_element (rules, parts[0]);
      json_object_set_array_member (object, "rules", rules);
      if (parts[1] != NULL && *g_strstrip (parts[1]) != '\0')
        json_object_set_string_member (object, "reason", parts[1]);
      json_object_unref (object);
      text = json_to_string (node, FALSE);
      dect_log_append (log, EVENT_ACCEPT, text);
    }
  return accepted != NULL && accepted[0] != NULL;
}
