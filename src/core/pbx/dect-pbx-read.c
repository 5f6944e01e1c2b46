/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-dialect-private.h"
#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>

static JsonNode *
get_object (DectPbxRun *run, const char *url, char **etag, GError **error)
{
  DectPbxHttpRequest request = { .method = "GET",
                                 .url = url,
                                 .accept = "application/json",
                                 .max_bytes = DECT_PBX_MAX_DOCUMENT_BYTES };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  JsonNode *node;

  if (!dect_pbx_run_send (run, &request, &answer, error))
    return NULL;
  node = dect_pbx_answer_parse (&answer, error);
  if (node != NULL && etag != NULL)
    *etag = dect_pbx_answer_dup_etag (&answer);
  return node;
}

char *
dect_pbx_run_read_id (DectPbxRun *run, JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, run->profile->id_field);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_STRING && *json_node_get_string (node) != '\0'
      && g_utf8_strlen (json_node_get_string (node), -1) <= 200)
    return g_strdup (json_node_get_string (node));
  return NULL;
}

void
dect_pbx_run_keep_id (DectPbxRun *run, DectPbxKind kind, const char *key, char *id)
{
  if (run->ids == NULL)
    run->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (id != NULL)
    g_hash_table_replace (run->ids, g_strdup_printf ("%s/%s", dect_pbx_kind_id (kind), key), id);
}

const char *
dect_pbx_run_get_id (DectPbxRun *run, DectPbxKind kind, const char *key)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", dect_pbx_kind_id (kind), key);

  if (run->profile->key_mode == DECT_PBX_KEY_NATURAL)
    return key;
  return run->ids != NULL ? g_hash_table_lookup (run->ids, name) : NULL;
}

/* A row of the PBX as a canonical record, its id kept. */
static JsonObject *
read_row (DectPbxRun *run, DectPbxKind kind, JsonObject *row)
{
  g_autoptr (JsonObject) ours = dect_pbx_dialect_read (run->profile, kind, row);
  JsonObject *record = dect_pbx_record_canonical (ours, dect_pbx_members (kind));
  const char *key = dect_pbx_record_key (record, kind);

  if (run->profile->key_mode == DECT_PBX_KEY_LOOKUP && *key != '\0')
    {
      dect_pbx_run_keep_id (run, kind, key, dect_pbx_run_read_id (run, row));
      /* The PBX's own id is no part of what the record says. */
      json_object_remove_member (record, run->profile->id_field);
    }
  return record;
}

/* The ids of a gateway are looked up in the list of all. */
static JsonObject *
find_gateway (DectPbxRun *run, const char *gateway, GError **error)
{
  g_autofree char *url
      = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_GATEWAYS, NULL, NULL, error);
  g_autoptr (JsonArray) rows = url != NULL ? dect_pbx_run_list (run, url, error) : NULL;

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      if (!JSON_NODE_HOLDS_OBJECT (row))
        continue;
      JsonObject *record = read_row (run, DECT_PBX_KIND_GATEWAY, json_node_get_object (row));
      if (g_str_equal (dect_pbx_record_key (record, DECT_PBX_KIND_GATEWAY), gateway))
        return record;
      json_object_unref (record);
    }
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND, _("The PBX has no such gateway."));
  return NULL;
}

static void
summary_free (gpointer data)
{
  DectPbxSummary *summary = data;

  g_free (summary->mac);
  g_free (summary->name);
  g_free (summary);
}

GPtrArray *
dect_pbx_run_list_gateways (DectPbxRun *run, GError **error)
{
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func (summary_free);
  g_autoptr (JsonArray) rows = NULL;
  g_autofree char *url = NULL;

  if (*run->profile->paths[DECT_PBX_PATH_GATEWAYS] == '\0')
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                   _("By its connection profile “%s” the PBX has no list of gateways."),
                   run->profile->title);
      return NULL;
    }
  url = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_GATEWAYS, NULL, NULL, error);
  rows = url != NULL ? dect_pbx_run_list (run, url, error) : NULL;
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      JsonObject *row = json_node_get_object (node);
      g_autoptr (JsonObject) record = read_row (run, DECT_PBX_KIND_GATEWAY, row);
      const char *mac = dect_pbx_record_key (record, DECT_PBX_KIND_GATEWAY);
      if (!dect_pbx_run_check_gateway (mac, NULL))
        continue;
      DectPbxSummary *summary = g_new0 (DectPbxSummary, 1);
      summary->mac = g_strdup (mac);
      summary->name = dect_peer_plain_text (dect_pbx_json_get_string (record, "name"), 64);
      summary->n_accesspoints = dect_pbx_json_get_int (row, "accesspointCount", -1);
      summary->n_handsets = dect_pbx_json_get_int (row, "handsetCount", -1);
      summary->revision = dect_pbx_json_get_int (row, "revision", 0);
      g_ptr_array_add (summaries, summary);
    }
  return g_steal_pointer (&summaries);
}

/* Rows as records of the contract; what has no key is passed over. */
static JsonArray *
read_rows (DectPbxRun *run, DectPbxKind kind, JsonArray *rows)
{
  JsonArray *records = json_array_new ();

  for (guint i = 0; i < dect_pbx_json_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      if (JSON_NODE_HOLDS_OBJECT (row))
        json_array_add_object_element (records, read_row (run, kind, json_node_get_object (row)));
      else
        json_array_add_element (records, json_node_copy (row));
    }
  return records;
}

static gboolean
read_list (DectPbxRun *run,
           const DectPbxMember *list,
           const char *id,
           JsonObject *document,
           GError **error)
{
  DectPbxPath path
      = list->kind == DECT_PBX_KIND_HANDSET ? DECT_PBX_PATH_HANDSETS : DECT_PBX_PATH_ACCESSPOINTS;
  g_autoptr (JsonArray) rows = NULL;

  if (run->profile->lists == DECT_PBX_LISTS_INSIDE)
    {
      JsonArray *inside = dect_pbx_json_get_array (document, list->name);
      if (inside != NULL)
        json_object_set_array_member (document, list->name, read_rows (run, list->kind, inside));
      return TRUE;
    }
  json_object_remove_member (document, list->name);
  if (*run->profile->paths[path] == '\0')
    return TRUE;

  g_autofree char *url = dect_pbx_profile_dup_url (run->profile, path, id, NULL, error);
  rows = url != NULL ? dect_pbx_run_list (run, url, error) : NULL;
  if (rows == NULL)
    return FALSE;
  json_object_set_array_member (document, list->name, read_rows (run, list->kind, rows));
  return TRUE;
}

/* The gateway's own members, as the contract says them; with lists=inside its lists as they came.
 */
static JsonObject *
read_gateway (DectPbxRun *run, const char *gateway, char **etag, GError **error)
{
  g_autoptr (JsonObject) row = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *id = gateway;

  if (run->profile->key_mode == DECT_PBX_KEY_LOOKUP)
    {
      row = find_gateway (run, gateway, error);
      id = row != NULL ? dect_pbx_run_get_id (run, DECT_PBX_KIND_GATEWAY, gateway) : NULL;
      if (row != NULL && id == NULL)
        g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                     _("The PBX's list of gateways has no ids under the name that the connection "
                        "profile says (id_field)."));
      if (id == NULL)
        return NULL;
      if (*run->profile->paths[DECT_PBX_PATH_GATEWAY] == '\0')
        {
          *etag = g_strdup ("");
          return g_steal_pointer (&row);
        }
    }

  g_autofree char *url
      = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_GATEWAY, id, id, error);
  node = url != NULL ? get_object (run, url, etag, error) : NULL;
  return node != NULL ? read_row (run, DECT_PBX_KIND_GATEWAY, json_node_get_object (node)) : NULL;
}

JsonNode *
dect_pbx_run_get_document (DectPbxRun *run, const char *gateway, char **etag, GError **error)
{
  g_autofree char *seen = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!dect_pbx_run_check_gateway (gateway, error))
    return NULL;
  object = read_gateway (run, gateway, &seen, error);
  if (object == NULL)
    return NULL;
  /* Whatever it is, it must be the gateway that was asked for. */
  if (!g_str_equal (dect_pbx_record_key (object, DECT_PBX_KIND_GATEWAY), gateway))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                   _("The PBX answered with something else than the gateway that was asked for."));
      return NULL;
    }
  for (const DectPbxMember *member = dect_pbx_members (DECT_PBX_KIND_GATEWAY); member->name != NULL;
       member++)
    if (member->type == DECT_PBX_MEMBER_LIST
        && !read_list (run, member, dect_pbx_run_get_id (run, DECT_PBX_KIND_GATEWAY, gateway),
                       object, error))
      return NULL;
  if (etag != NULL)
    *etag = g_steal_pointer (&seen);

  g_autoptr (JsonNode) node = dect_pbx_object_node (g_steal_pointer (&object));
  return dect_pbx_document_canonical (node);
}
