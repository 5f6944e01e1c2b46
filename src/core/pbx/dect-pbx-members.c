/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-members-private.h"

#include "model/dect-catalogue.h"
#include "model/dect-ipei.h"
#include "model/dect-ipv4.h"
#include "model/dect-mac.h"

#include <string.h>

#define TEXT(name, field)                                                                          \
  {                                                                                                \
    name, DECT_PBX_MEMBER_TEXT, field                                                              \
  }
#define INTEGER(name, field)                                                                       \
  {                                                                                                \
    name, DECT_PBX_MEMBER_INTEGER, field                                                           \
  }
#define BOOL(name, field)                                                                          \
  {                                                                                                \
    name, DECT_PBX_MEMBER_BOOL, field                                                              \
  }
#define STATED_BOOL(name, field, stated)                                                           \
  {                                                                                                \
    name, DECT_PBX_MEMBER_BOOL, field, stated                                                      \
  }
#define SPECIAL(name, TYPE)                                                                        \
  {                                                                                                \
    name, DECT_PBX_MEMBER_##TYPE                                                                   \
  }
#define SECRET(name, key)                                                                          \
  { name, DECT_PBX_MEMBER_SECRET, NULL, NULL, key },                                               \
  {                                                                                                \
    name "Set", DECT_PBX_MEMBER_SERVER                                                             \
  }
#define OBJECT(name, children)                                                                     \
  {                                                                                                \
    name, DECT_PBX_MEMBER_OBJECT, NULL, NULL, NULL, children                                       \
  }
#define LIST(name, kind)                                                                           \
  {                                                                                                \
    name, DECT_PBX_MEMBER_LIST, NULL, NULL, NULL, NULL, kind                                       \
  }

static const DectPbxMember layout_members[]
    = { SPECIAL ("rfp", LAYOUT), SPECIAL ("handset", LAYOUT), { NULL } };

static const DectPbxMember gateway_members[]
    = { SPECIAL ("mac", MAC),
        SPECIAL ("revision", SERVER),
        SPECIAL ("name", TEXT),
        { "firmware", DECT_PBX_MEMBER_TEXT, "firmware", "default" },
        SPECIAL ("targetIp", IPV4),
        { "netmask", DECT_PBX_MEMBER_NETMASK, "netmask" },
        TEXT ("username", "omm_user"),
        SECRET ("password", DECT_SECRETS_OMM_PASSWORD),
        SECRET ("pin", "pin"),
        SPECIAL ("source", TEXT),
        SPECIAL ("modified", SERVER),
        TEXT ("ommRelease", "omm_release"),
        OBJECT ("ommLayout", layout_members),
        LIST ("accesspoints", DECT_PBX_KIND_ACCESSPOINT),
        LIST ("handsets", DECT_PBX_KIND_HANDSET),
        { NULL } };

static const DectPbxMember wlan_members[] = { INTEGER ("profile", "wlan_profile"),
                                              INTEGER ("antenna", "wlan_antenna"),
                                              INTEGER ("channel", "wlan_channel"),
                                              INTEGER ("power", "wlan_power"),
                                              BOOL ("on", "wlan_on"),
                                              { NULL } };

static const DectPbxMember accesspoint_members[]
    = { { "mac", DECT_PBX_MEMBER_MAC, "mac" },
        TEXT ("name", "name"),
        INTEGER ("number", "number"),
        { "targetIp", DECT_PBX_MEMBER_IPV4, "target_ip" },
        { "firmware", DECT_PBX_MEMBER_TEXT, "firmware", "default" },
        STATED_BOOL ("master", NULL, "false"),
        STATED_BOOL ("failover", NULL, "false"),
        STATED_BOOL ("reflective", "reflective", "false"),
        { "model", DECT_PBX_MEMBER_MODEL, "model" },
        STATED_BOOL ("dectOn", "dect_on", "true"),
        STATED_BOOL ("preferredSync", "preferred_sync", "false"),
        INTEGER ("cluster", "cluster"),
        INTEGER ("pagingArea", "paging_area"),
        INTEGER ("ommSite", "omm_site"),
        SPECIAL ("building", TEXT),
        SPECIAL ("floor", TEXT),
        TEXT ("room", "room"),
        OBJECT ("wlan", wlan_members),
        SPECIAL ("source", TEXT),
        { NULL } };

static const DectPbxMember handset_members[] = { { "ipei", DECT_PBX_MEMBER_IPEI, "ipei" },
                                                 TEXT ("name", "name"),
                                                 TEXT ("number", "number"),
                                                 TEXT ("additionalId", "additional_id"),
                                                 TEXT ("sipUser", "sip_user"),
                                                 SECRET ("sipPassword", DECT_SECRETS_SIP_PASSWORD),
                                                 SECRET ("ac", DECT_SECRETS_AC),
                                                 SECRET ("pin", "pin"),
                                                 TEXT ("model", "model"),
                                                 TEXT ("sosNumber", "sos_number"),
                                                 TEXT ("mandownNumber", "mandown_number"),
                                                 BOOL ("locatable", "locatable"),
                                                 BOOL ("localization", "localization"),
                                                 BOOL ("tracking", "tracking"),
                                                 TEXT ("location", "location"),
                                                 SPECIAL ("source", TEXT),
                                                 { NULL } };

const DectPbxMember *
dect_pbx_members (DectPbxKind kind)
{
  static const DectPbxMember *const tables[]
      = { gateway_members, accesspoint_members, handset_members };

  return tables[kind];
}

const DectPbxMember *
dect_pbx_members_find (const DectPbxMember *table, const char *name)
{
  for (; table->name != NULL; table++)
    if (g_str_equal (table->name, name))
      return table;
  return NULL;
}

const char *
dect_pbx_kind_id (DectPbxKind kind)
{
  static const char *const ids[] = { "gateway", "accesspoint", "handset" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (ids), NULL);

  return ids[kind];
}

const char *
dect_pbx_kind_key_member (DectPbxKind kind)
{
  return kind == DECT_PBX_KIND_HANDSET ? "ipei" : "mac";
}

DectKind
dect_pbx_kind_model (DectPbxKind kind)
{
  static const DectKind kinds[] = { DECT_KIND_SITE, DECT_KIND_RFP, DECT_KIND_HANDSET };

  return kinds[kind];
}

static gboolean
is_string (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING;
}

const char *
dect_pbx_record_key (JsonObject *record, DectPbxKind kind)
{
  JsonNode *node = json_object_get_member (record, dect_pbx_kind_key_member (kind));

  return node != NULL && is_string (node) ? json_node_get_string (node) : "";
}

void
dect_pbx_object_set (JsonObject *object, const char *name, JsonNode *node)
{
  /* A copy of a node shares its object or array, which nobody changes any more. */
  json_object_set_member (object, name, json_node_copy (node));
}

JsonNode *
dect_pbx_object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

GList *
dect_pbx_object_unknown (JsonObject *object, const DectPbxMember *table)
{
  g_autoptr (GList) names = json_object_get_members (object);
  GList *unknown = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (dect_pbx_members_find (table, l->data) == NULL)
      unknown = g_list_prepend (unknown, l->data);
  return g_list_sort (unknown, (GCompareFunc) strcmp);
}

static JsonNode *
new_string (char *text)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), text);

  g_free (text);
  return node;
}

static JsonNode *
canonical_text (const DectPbxMember *member, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  DectMac mac;
  DectIpei ipei;
  DectIpv4 address;
  const DectRfpModel *model;

  if (*trimmed == '\0')
    return NULL;
  if (member->type == DECT_PBX_MEMBER_MAC && dect_mac_parse (trimmed, &mac, NULL))
    return new_string (dect_mac_to_key (&mac));
  if (member->type == DECT_PBX_MEMBER_IPEI && dect_ipei_parse (trimmed, &ipei, NULL))
    return new_string (dect_ipei_to_string (&ipei));
  if (member->type == DECT_PBX_MEMBER_NETMASK && dect_netmask_parse (trimmed, &address, NULL))
    return new_string (dect_ipv4_to_string (address));
  if (member->type == DECT_PBX_MEMBER_MODEL && (model = dect_catalogue_find (trimmed)) != NULL)
    return new_string (g_strconcat ("RFP", model->id, NULL));
  return new_string (g_steal_pointer (&trimmed));
}

static JsonNode *
stated_value (const DectPbxMember *member)
{
  if (member->stated == NULL)
    return NULL;
  if (member->type == DECT_PBX_MEMBER_BOOL)
    return json_node_init_boolean (json_node_alloc (), g_str_equal (member->stated, "true"));
  return json_node_init_string (json_node_alloc (), member->stated);
}

static JsonNode *
canonical_object (JsonNode *node, const DectPbxMember *member)
{
  g_autoptr (JsonObject) object
      = dect_pbx_record_canonical (json_node_get_object (node), member->children);

  return json_object_get_size (object) > 0 ? dect_pbx_object_node (g_steal_pointer (&object))
                                           : NULL;
}

static int
compare_records (gconstpointer a, gconstpointer b, gpointer kind)
{
  JsonNode *const *first = a, *const *second = b;
  const char *keys[] = { "", "" };

  if (JSON_NODE_HOLDS_OBJECT (*first))
    keys[0] = dect_pbx_record_key (json_node_get_object (*first), GPOINTER_TO_INT (kind));
  if (JSON_NODE_HOLDS_OBJECT (*second))
    keys[1] = dect_pbx_record_key (json_node_get_object (*second), GPOINTER_TO_INT (kind));
  return strcmp (keys[0], keys[1]);
}

static JsonNode *
canonical_list (JsonNode *node, const DectPbxMember *member, gboolean sort)
{
  JsonArray *array = json_node_get_array (node);
  JsonArray *sorted = json_array_sized_new (json_array_get_length (array));
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_ptr_array_add (records, JSON_NODE_HOLDS_OBJECT (element) ? dect_pbx_object_node (
                                    dect_pbx_record_canonical (json_node_get_object (element),
                                                               dect_pbx_members (member->kind)))
                                                                 : json_node_copy (element));
    }
  /* g_ptr_array_sort_with_data() is stable, so doubles stay in their order. */
  if (sort)
    g_ptr_array_sort_with_data (records, compare_records, GINT_TO_POINTER (member->kind));
  for (guint i = 0; i < records->len; i++)
    json_array_add_element (sorted, g_ptr_array_index (records, i));

  JsonNode *list = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (list, sorted);
  return list;
}

static JsonNode *
canonical_value (JsonNode *node, const DectPbxMember *member, gboolean sort)
{
  if (node == NULL || (JSON_NODE_HOLDS_NULL (node) && member->type != DECT_PBX_MEMBER_SECRET))
    return stated_value (member);
  if (member->type == DECT_PBX_MEMBER_OBJECT && JSON_NODE_HOLDS_OBJECT (node))
    return canonical_object (node, member);
  if (member->type == DECT_PBX_MEMBER_LIST && JSON_NODE_HOLDS_ARRAY (node))
    return canonical_list (node, member, sort);
  if (member->type == DECT_PBX_MEMBER_SECRET || member->type == DECT_PBX_MEMBER_SERVER
      || !is_string (node))
    return json_node_copy (node);

  JsonNode *text = canonical_text (member, json_node_get_string (node));
  return text != NULL ? text : stated_value (member);
}

static JsonObject *
canonical_record (JsonObject *record, const DectPbxMember *table, gboolean sort)
{
  JsonObject *canonical = json_object_new ();
  g_autoptr (GList) unknown = dect_pbx_object_unknown (record, table);

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      JsonNode *value
          = canonical_value (json_object_get_member (record, member->name), member, sort);
      if (value != NULL)
        json_object_set_member (canonical, member->name, value);
    }
  for (GList *l = unknown; l != NULL; l = l->next)
    dect_pbx_object_set (canonical, l->data, json_object_get_member (record, l->data));
  return canonical;
}

JsonObject *
dect_pbx_record_canonical (JsonObject *record, const DectPbxMember *table)
{
  return canonical_record (record, table, TRUE);
}

JsonNode *
dect_pbx_document_unsorted (JsonNode *document)
{
  return dect_pbx_object_node (canonical_record (json_node_get_object (document),
                                                 dect_pbx_members (DECT_PBX_KIND_GATEWAY), FALSE));
}
