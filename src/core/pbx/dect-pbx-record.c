/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-record-private.h"

#include "pbx/dect-pbx-json.h"

static char *
set_member_name (const DectPbxMember *secret)
{
  return g_strconcat (secret->name, "Set", NULL);
}

static void
merge_unknown (JsonObject *merged, JsonObject *base, JsonObject *target, const DectPbxMember *table)
{
  g_autoptr (GList) kept = dect_pbx_object_unknown (base, table);
  g_autoptr (GList) stated = dect_pbx_object_unknown (target, table);

  for (GList *l = kept; l != NULL; l = l->next)
    dect_pbx_object_set (merged, l->data, json_object_get_member (base, l->data));
  for (GList *l = stated; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_NULL (json_object_get_member (target, l->data)))
      json_object_remove_member (merged, l->data);
    else
      dect_pbx_object_set (merged, l->data, json_object_get_member (target, l->data));
}

static void
merge_secret (JsonObject *merged, JsonObject *base, JsonObject *target, const DectPbxMember *member)
{
  g_autofree char *set_name = set_member_name (member);
  JsonNode *stated = json_object_get_member (target, member->name);

  if (stated != NULL && JSON_NODE_HOLDS_NULL (stated))
    json_object_remove_member (merged, set_name);
  else if (stated != NULL)
    dect_pbx_object_set (merged, member->name, stated);
  else if (json_object_has_member (base, member->name))
    dect_pbx_object_set (merged, member->name, json_object_get_member (base, member->name));
}

JsonObject *
dect_pbx_record_merge (JsonObject *base, JsonObject *target, const DectPbxMember *table)
{
  JsonObject *merged = json_object_new ();

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_SERVER && json_object_has_member (base, member->name))
      dect_pbx_object_set (merged, member->name, json_object_get_member (base, member->name));

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      JsonObject *base_child = dect_pbx_json_get_object (base, member->name);
      JsonObject *target_child = dect_pbx_json_get_object (target, member->name);
      g_autoptr (JsonObject) none = json_object_new ();

      if (member->type == DECT_PBX_MEMBER_SECRET)
        merge_secret (merged, base, target, member);
      else if (member->type == DECT_PBX_MEMBER_OBJECT
               && (base_child != NULL || target_child != NULL))
        json_object_set_object_member (
            merged, member->name,
            dect_pbx_record_merge (base_child != NULL ? base_child : none,
                                   target_child != NULL ? target_child : none, member->children));
      else if (member->type != DECT_PBX_MEMBER_LIST && member->type != DECT_PBX_MEMBER_SERVER
               && json_object_has_member (target, member->name))
        dect_pbx_object_set (merged, member->name, json_object_get_member (target, member->name));
    }
  merge_unknown (merged, base, target, table);

  JsonObject *canonical = dect_pbx_record_canonical (merged, table);
  json_object_unref (merged);
  return canonical;
}

static gboolean
same (JsonObject *a, JsonObject *b, const char *name)
{
  JsonNode *first = json_object_get_member (a, name);
  JsonNode *second = json_object_get_member (b, name);

  return first == second || (first != NULL && second != NULL && json_node_equal (first, second));
}

static gboolean
secret_changes (JsonObject *before, JsonObject *after, const DectPbxMember *member)
{
  g_autofree char *set_name = set_member_name (member);

  return !same (before, after, member->name)
         || dect_pbx_json_get_bool (before, set_name, FALSE)
                != dect_pbx_json_get_bool (after, set_name, FALSE);
}

GPtrArray *
dect_pbx_record_compare (JsonObject *before, JsonObject *after, const DectPbxMember *table)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GList) unknown_before = dect_pbx_object_unknown (before, table);
  g_autoptr (GList) unknown_after = dect_pbx_object_unknown (after, table);

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_SECRET
            ? secret_changes (before, after, member)
            : member->type != DECT_PBX_MEMBER_SERVER && member->type != DECT_PBX_MEMBER_LIST
                  && !same (before, after, member->name))
      g_ptr_array_add (names, g_strdup (member->name));
  for (GList *l = unknown_before; l != NULL; l = l->next)
    if (!same (before, after, l->data))
      g_ptr_array_add (names, g_strdup (l->data));
  for (GList *l = unknown_after; l != NULL; l = l->next)
    if (!json_object_has_member (before, l->data))
      g_ptr_array_add (names, g_strdup (l->data));
  return names;
}

JsonObject *
dect_pbx_record_redact (JsonObject *record, const DectPbxMember *table)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (record);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const DectPbxMember *member = dect_pbx_members_find (table, l->data);
      JsonNode *node = json_object_get_member (record, l->data);
      if (member == NULL
          || (member->type != DECT_PBX_MEMBER_SECRET && member->type != DECT_PBX_MEMBER_LIST))
        dect_pbx_object_set (copy, l->data, node);
      else if (member->type == DECT_PBX_MEMBER_SECRET && !JSON_NODE_HOLDS_NULL (node))
        {
          g_autofree char *set_name = set_member_name (member);
          json_object_set_boolean_member (copy, set_name, TRUE);
        }
      else if (member->type == DECT_PBX_MEMBER_LIST && JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *array = json_node_get_array (node);
          JsonArray *redacted = json_array_new ();
          for (guint i = 0; i < json_array_get_length (array); i++)
            if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
              json_array_add_object_element (
                  redacted, dect_pbx_record_redact (json_array_get_object_element (array, i),
                                                    dect_pbx_members (member->kind)));
          json_object_set_array_member (copy, l->data, redacted);
        }
    }
  return dect_pbx_record_canonical (copy, table);
}

JsonNode *
dect_pbx_document_redact (JsonNode *document)
{
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  JsonNode *redacted = dect_pbx_object_node (dect_pbx_record_redact (
      json_node_get_object (document), dect_pbx_members (DECT_PBX_KIND_GATEWAY)));

  json_node_seal (redacted);
  return redacted;
}

static JsonObject *
without_server_members (JsonObject *record, const DectPbxMember *table)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (record);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const DectPbxMember *member = dect_pbx_members_find (table, l->data);
      JsonNode *node = json_object_get_member (record, l->data);
      if (member != NULL && member->type == DECT_PBX_MEMBER_SERVER)
        continue;
      if (member == NULL || member->type != DECT_PBX_MEMBER_LIST || !JSON_NODE_HOLDS_ARRAY (node))
        {
          dect_pbx_object_set (copy, l->data, node);
          continue;
        }
      JsonArray *array = json_node_get_array (node);
      JsonArray *list = json_array_new ();
      for (guint i = 0; i < json_array_get_length (array); i++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
          json_array_add_object_element (
              list, without_server_members (json_array_get_object_element (array, i),
                                            dect_pbx_members (member->kind)));
      json_object_set_array_member (copy, l->data, list);
    }
  return copy;
}

JsonNode *
dect_pbx_document_strip_server (JsonNode *document)
{
  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);

  return dect_pbx_object_node (without_server_members (json_node_get_object (canonical),
                                                       dect_pbx_members (DECT_PBX_KIND_GATEWAY)));
}

gboolean
dect_pbx_document_equal (JsonNode *a, JsonNode *b)
{
  g_return_val_if_fail (a != NULL && JSON_NODE_HOLDS_OBJECT (a), FALSE);
  g_return_val_if_fail (b != NULL && JSON_NODE_HOLDS_OBJECT (b), FALSE);

  g_autoptr (JsonNode) own = dect_pbx_document_strip_server (a);
  g_autoptr (JsonNode) other = dect_pbx_document_strip_server (b);

  return json_node_equal (own, other);
}
