/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-known-private.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#define GONE "gone"
#define WHOLE "whole"

static GHashTable *
index_list (JsonObject *document, const DectPbxMember *list)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = dect_pbx_json_get_array (document, list->name);

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_OBJECT (node))
        g_hash_table_insert (
            index, (char *) dect_pbx_record_key (json_node_get_object (node), list->kind), node);
    }
  return index;
}

/* A canonical gateway without its lists and without what changes by itself. */
static JsonNode *
bare_gateway (JsonObject *document)
{
  JsonObject *bare = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (document);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const DectPbxMember *member
          = dect_pbx_members_find (dect_pbx_members (DECT_PBX_KIND_GATEWAY), l->data);
      if (member != NULL
          && (member->type == DECT_PBX_MEMBER_LIST
              || (member->type == DECT_PBX_MEMBER_SERVER && !g_str_has_suffix (l->data, "Set"))))
        continue;
      dect_pbx_object_set (bare, l->data, json_object_get_member (document, l->data));
    }
  return dect_pbx_object_node (bare);
}

static void
compare_list (JsonObject *known, const DectPbxMember *list, JsonObject *before, JsonObject *after)
{
  g_autoptr (GHashTable) had = index_list (before, list);
  g_autoptr (GHashTable) has = index_list (after, list);
  JsonArray *array = dect_pbx_json_get_array (after, list->name);
  JsonArray *old = dect_pbx_json_get_array (before, list->name);
  g_autoptr (JsonArray) changed = json_array_new ();

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonNode *earlier = JSON_NODE_HOLDS_OBJECT (node) ? g_hash_table_lookup (
                              had, dect_pbx_record_key (json_node_get_object (node), list->kind))
                                                        : node;
      if (earlier == NULL || !json_node_equal (earlier, node))
        json_array_add_element (changed, json_node_copy (node));
    }
  for (guint i = 0; i < dect_pbx_json_length (old); i++)
    {
      JsonNode *node = json_array_get_element (old, i);
      const char *key = JSON_NODE_HOLDS_OBJECT (node)
                            ? dect_pbx_record_key (json_node_get_object (node), list->kind)
                            : "";
      if (*key == '\0' || g_hash_table_contains (has, key))
        continue;
      if (!json_object_has_member (known, GONE))
        json_object_set_array_member (known, GONE, json_array_new ());
      json_array_add_string_element (json_object_get_array_member (known, GONE), key);
    }
  if (json_array_get_length (changed) > 0)
    json_object_set_array_member (known, list->name, g_steal_pointer (&changed));
}

JsonObject *
dect_pbx_known_new (JsonNode *before, JsonNode *document)
{
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_GATEWAY);
  g_autoptr (JsonNode) had = before != NULL ? dect_pbx_document_redact (before) : NULL;
  g_autoptr (JsonNode) has = dect_pbx_document_redact (document);
  JsonObject *old = had != NULL ? json_node_get_object (had) : NULL;
  g_autoptr (JsonObject) known = json_object_new ();
  g_autoptr (JsonNode) bare = bare_gateway (json_node_get_object (has));
  g_autoptr (JsonNode) old_bare = old != NULL ? bare_gateway (old) : NULL;

  if (old == NULL)
    json_object_set_boolean_member (known, WHOLE, TRUE);
  if (old_bare == NULL || !json_node_equal (old_bare, bare))
    dect_pbx_object_set (known, "gateway", bare);
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_LIST)
      compare_list (known, member, old, json_node_get_object (has));
  return json_object_get_size (known) > 0 ? g_steal_pointer (&known) : NULL;
}

static JsonArray *
apply_list (const DectPbxMember *list, JsonObject *before, JsonObject *known, GHashTable *gone)
{
  g_autoptr (GHashTable) changed = index_list (known, list);
  JsonArray *old = dect_pbx_json_get_array (before, list->name);
  JsonArray *array = dect_pbx_json_get_array (known, list->name);
  JsonArray *now = json_array_new ();

  for (guint i = 0; i < dect_pbx_json_length (old); i++)
    {
      JsonNode *node = json_array_get_element (old, i);
      const char *key = JSON_NODE_HOLDS_OBJECT (node)
                            ? dect_pbx_record_key (json_node_get_object (node), list->kind)
                            : "";
      if (!g_hash_table_contains (changed, key) && !g_hash_table_contains (gone, key))
        json_array_add_element (now, json_node_copy (node));
    }
  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    json_array_add_element (now, json_node_copy (json_array_get_element (array, i)));
  return now;
}

JsonNode *
dect_pbx_known_apply (JsonNode *before, JsonObject *known)
{
  g_return_val_if_fail (known != NULL, NULL);

  gboolean whole = dect_pbx_json_get_bool (known, WHOLE, FALSE);
  JsonObject *old = !whole && before != NULL ? json_node_get_object (before) : NULL;
  JsonObject *gateway = dect_pbx_json_get_object (known, "gateway");
  JsonArray *names = dect_pbx_json_get_array (known, GONE);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) now = NULL;

  if (whole ? gateway == NULL : old == NULL)
    return NULL;
  for (guint i = 0; i < dect_pbx_json_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_add (gone, (char *) json_node_get_string (node));
    }
  if (gateway != NULL)
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), gateway);
      now = bare_gateway (json_node_get_object (node));
    }
  else
    now = bare_gateway (old);
  for (const DectPbxMember *member = dect_pbx_members (DECT_PBX_KIND_GATEWAY); member->name != NULL;
       member++)
    if (member->type == DECT_PBX_MEMBER_LIST)
      json_object_set_array_member (json_node_get_object (now), member->name,
                                    apply_list (member, old, known, gone));
  return dect_pbx_document_canonical (now);
}
