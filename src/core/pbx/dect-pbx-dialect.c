/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-dialect-private.h"

#include "pbx/dect-pbx-profile-private.h"

#include <string.h>

/* Spellings of bool_style, no and yes; json is none of them. */
static const char *const spelt_bools[][2] = { { NULL, NULL }, { "nein", "ja" }, { "0", "1" } };

/* A tolerant reader: ja/nein, yes/no, true/false, 1/0 as text or number. */
static JsonNode *
read_bool (JsonNode *node)
{
  static const char *const yes[] = { "ja", "yes", "true", "1", "on", NULL };
  static const char *const no[] = { "nein", "no", "false", "0", "off", "", NULL };
  GType type = json_node_get_value_type (node);
  g_autofree char *word = NULL;

  if (type == G_TYPE_INT64 && (json_node_get_int (node) == 0 || json_node_get_int (node) == 1))
    return json_node_init_boolean (json_node_alloc (), json_node_get_int (node) == 1);
  if (type != G_TYPE_STRING)
    return json_node_copy (node);
  word = g_ascii_strdown (json_node_get_string (node), -1);
  if (g_strv_contains (yes, word) || g_strv_contains (no, word))
    return json_node_init_boolean (json_node_alloc (), g_strv_contains (yes, word));
  return json_node_copy (node);
}

static JsonNode *
write_bool (DectPbxProfile *profile, gboolean value)
{
  if (profile->bool_style == 0)
    return json_node_init_boolean (json_node_alloc (), value);
  return json_node_init_string (json_node_alloc (), spelt_bools[profile->bool_style][!!value]);
}

/* Texts that a PBX gives as numbers: extensions, say. */
static JsonNode *
read_value (DectPbxProfile *profile, const DectPbxMember *member, JsonNode *node)
{
  gboolean number = json_node_get_value_type (node) == G_TYPE_INT64;

  if (member->type == DECT_PBX_MEMBER_BOOL && profile->bool_style != 0)
    return read_bool (node);
  if (number && (member->type == DECT_PBX_MEMBER_TEXT || member->type == DECT_PBX_MEMBER_IPEI))
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      return json_node_init_string (json_node_alloc (), text);
    }
  return json_node_copy (node);
}

JsonObject *
dect_pbx_dialect_read (DectPbxProfile *profile, DectPbxKind kind, JsonObject *theirs)
{
  const DectPbxMember *table = dect_pbx_members (kind);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) names = json_object_get_members (theirs);
  JsonObject *ours = json_object_new ();

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      const char *name
          = dect_pbx_profile_get_field (profile, dect_pbx_kind_id (kind), member->name);
      JsonNode *node = *name != '\0' ? json_object_get_member (theirs, name) : NULL;
      if (node == NULL)
        continue;
      g_hash_table_add (used, (char *) name);
      json_object_set_member (ours, member->name, read_value (profile, member, node));
    }
  /* A member that happens to have one of our names means something else. */
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_hash_table_contains (used, l->data) && dect_pbx_members_find (table, l->data) == NULL)
      dect_pbx_object_set (ours, l->data, json_object_get_member (theirs, l->data));
  return ours;
}

static JsonNode *
write_value (DectPbxProfile *profile, const DectPbxMember *member, JsonNode *node)
{
  gboolean text = json_node_get_value_type (node) == G_TYPE_STRING;

  if (member->type == DECT_PBX_MEMBER_BOOL && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return write_bool (profile, json_node_get_boolean (node));
  if (member->type == DECT_PBX_MEMBER_MAC && text)
    {
      g_autofree char *mac = dect_pbx_profile_spell_mac (profile, json_node_get_string (node));
      return json_node_init_string (json_node_alloc (), mac);
    }
  return json_node_copy (node);
}

JsonObject *
dect_pbx_dialect_write (DectPbxProfile *profile, DectPbxKind kind, JsonObject *ours)
{
  const DectPbxMember *table = dect_pbx_members (kind);
  g_autoptr (GList) names = json_object_get_members (ours);
  JsonObject *theirs = json_object_new ();

  for (GList *l = names; l != NULL; l = l->next)
    {
      const DectPbxMember *member = dect_pbx_members_find (table, l->data);
      JsonNode *node = json_object_get_member (ours, l->data);
      const char *name = dect_pbx_profile_get_field (profile, dect_pbx_kind_id (kind), l->data);
      if (member == NULL)
        dect_pbx_object_set (theirs, l->data, node);
      else if (*name != '\0' && member->type != DECT_PBX_MEMBER_LIST
               && member->type != DECT_PBX_MEMBER_SERVER)
        json_object_set_member (theirs, name, write_value (profile, member, node));
    }
  return theirs;
}

gboolean
dect_pbx_dialect_has_list (DectPbxProfile *profile, DectPbxKind kind)
{
  DectPbxPath path
      = kind == DECT_PBX_KIND_HANDSET ? DECT_PBX_PATH_HANDSETS : DECT_PBX_PATH_ACCESSPOINTS;

  return profile->lists == DECT_PBX_LISTS_INSIDE || *profile->paths[path] != '\0';
}

static JsonObject *
strip_record (DectPbxProfile *profile, DectPbxKind kind, JsonObject *record)
{
  g_autoptr (GList) names = json_object_get_members (record);
  JsonObject *stripped = json_object_new ();

  for (GList *l = names; l != NULL; l = l->next)
    {
      const DectPbxMember *member = dect_pbx_members_find (dect_pbx_members (kind), l->data);
      JsonNode *node = json_object_get_member (record, l->data);
      if (member != NULL
          && *dect_pbx_profile_get_field (profile, dect_pbx_kind_id (kind), l->data) == '\0')
        continue;
      if (member == NULL || member->type != DECT_PBX_MEMBER_LIST || !JSON_NODE_HOLDS_ARRAY (node))
        {
          dect_pbx_object_set (stripped, l->data, node);
          continue;
        }
      if (!dect_pbx_dialect_has_list (profile, member->kind))
        continue;
      JsonArray *array = json_node_get_array (node);
      JsonArray *list = json_array_new ();
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_object_element (
            list, strip_record (profile, member->kind, json_array_get_object_element (array, i)));
      json_object_set_array_member (stripped, l->data, list);
    }
  return stripped;
}

JsonNode *
dect_pbx_dialect_strip (DectPbxProfile *profile, JsonNode *document)
{
  g_autoptr (JsonNode) stripped = NULL;

  if (g_hash_table_size (profile->fields) == 0 && profile->lists == DECT_PBX_LISTS_INSIDE)
    return json_node_ref (document);
  stripped = dect_pbx_object_node (
      strip_record (profile, DECT_PBX_KIND_GATEWAY, json_node_get_object (document)));
  return dect_pbx_document_canonical (stripped);
}
