/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-document.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  DectSnapshotBuilder *builder;
  GHashTable *buildings; /* name -> id */
  GHashTable *floors;    /* "building\nfloor" -> id */
  const char *source;    /* the gateway's */
  const char *path;      /* of the record being read */
} Reader;

static gboolean
fail (const Reader *reader, const char *name, const char *why, GError **error)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
               _("Member %s/%s of the gateway document: %s"), reader->path, name, why);
  return FALSE;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return json_node_get_value_type (node) == type;
}

static gboolean
read_field (const Reader *reader,
            const DectPbxMember *member,
            JsonNode *node,
            DectRecord *record,
            GError **error)
{
  const DectField *field = dect_kind_field (record->kind, member->field);
  g_autofree char *text = NULL;
  g_autoptr (GError) why = NULL;

  if (member->type == DECT_PBX_MEMBER_INTEGER && holds (node, G_TYPE_INT64))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (member->type == DECT_PBX_MEMBER_BOOL && holds (node, G_TYPE_BOOLEAN))
    text = g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  else if (member->type != DECT_PBX_MEMBER_INTEGER && member->type != DECT_PBX_MEMBER_BOOL
           && holds (node, G_TYPE_STRING))
    text = g_strdup (json_node_get_string (node));
  else
    return fail (reader, member->name, _("it has the wrong type."), error);
  /* "default" stands for the gateway's firmware, and at the gateway for the PBX's. */
  if (g_strcmp0 (member->stated, "default") == 0 && g_str_equal (text, "default"))
    return TRUE;
  if (!dect_field_set_text (field, record, text, &why))
    return fail (reader, member->name, why->message, error);
  return TRUE;
}

/* Known members go into the record, the others into unknown. */
static gboolean
read_members (const Reader *reader,
              JsonObject *object,
              const DectPbxMember *table,
              DectRecord *record,
              JsonObject *unknown,
              GError **error)
{
  g_autoptr (GList) names = dect_pbx_object_unknown (object, table);

  for (GList *l = names; l != NULL; l = l->next)
    dect_pbx_object_set (unknown, l->data, json_object_get_member (object, l->data));
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      const DectField *field
          = member->field != NULL ? dect_kind_field (record->kind, member->field) : NULL;
      JsonNode *node = json_object_get_member (object, member->name);
      g_autoptr (JsonObject) child_unknown = json_object_new ();

      if (field != NULL && node == NULL)
        dect_field_clear (field, record);
      else if (field != NULL && !read_field (reader, member, node, record, error))
        return FALSE;
      if (node == NULL || member->type != DECT_PBX_MEMBER_OBJECT)
        continue;
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail (reader, member->name, _("it has the wrong type."), error);
      if (!read_members (reader, json_node_get_object (node), member->children, record,
                         child_unknown, error))
        return FALSE;
      if (json_object_get_size (child_unknown) > 0)
        json_object_set_object_member (unknown, member->name, g_steal_pointer (&child_unknown));
    }
  return TRUE;
}

/* Texts and booleans that are no plain copies. */
static gboolean
read_text (
    const Reader *reader, JsonObject *object, const char *name, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = dect_pbx_json_get_string (object, name);
  return node == NULL || *text != NULL || fail (reader, name, _("it has the wrong type."), error);
}

static gboolean
read_bool (
    const Reader *reader, JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *value = dect_pbx_json_get_bool (object, name, FALSE);
  return node == NULL || holds (node, G_TYPE_BOOLEAN)
         || fail (reader, name, _("it has the wrong type."), error);
}

/* A record whose source is not the gateway's keeps its own, or that it has none. */
static gboolean
read_source (const Reader *reader, JsonObject *object, JsonObject *unknown, GError **error)
{
  const char *source;

  if (!read_text (reader, object, "source", &source, error))
    return FALSE;
  if (source == NULL && reader->source != NULL)
    json_object_set_null_member (unknown, "source");
  else if (g_strcmp0 (source, reader->source) != 0)
    json_object_set_string_member (unknown, "source", source);
  return TRUE;
}

static void
set_extra (DectRecord *record, JsonObject *unknown)
{
  if (json_object_get_size (unknown) == 0)
    return;

  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *extra = json_object_new ();
  json_node_take_object (node, extra);
  json_object_set_object_member (extra, DECT_PBX_EXTRA, json_object_ref (unknown));
  record->extra = json_to_string (node, FALSE);
}

static guint32
find_building (const Reader *reader, const char *name)
{
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (reader->buildings, name != NULL ? name : ""));

  if (id == 0)
    {
      DectBuilding *building = dect_building_new ();
      building->name = g_strdup (name);
      id = dect_snapshot_builder_add (reader->builder, DECT_RECORD (building));
      g_hash_table_insert (reader->buildings, g_strdup (name != NULL ? name : ""),
                           GUINT_TO_POINTER (id));
    }
  return id;
}

static guint32
find_floor (const Reader *reader, const char *building, const char *name)
{
  g_autofree char *key
      = g_strdup_printf ("%s\n%s", building != NULL ? building : "", name != NULL ? name : "");
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (reader->floors, key));

  if (building == NULL && name == NULL)
    return 0;
  if (id == 0)
    {
      DectFloor *floor = dect_floor_new ();
      floor->building = find_building (reader, building);
      floor->name = g_strdup (name);
      floor->level = g_hash_table_size (reader->floors);
      id = dect_snapshot_builder_add (reader->builder, DECT_RECORD (floor));
      g_hash_table_insert (reader->floors, g_steal_pointer (&key), GUINT_TO_POINTER (id));
    }
  return id;
}

static gboolean
read_accesspoint (const Reader *reader, JsonObject *object, GError **error)
{
  g_autoptr (DectRfp) rfp = dect_rfp_new ();
  g_autoptr (JsonObject) unknown = json_object_new ();
  const char *building, *floor;
  gboolean master, failover;

  if (!read_members (reader, object, dect_pbx_members (DECT_PBX_KIND_ACCESSPOINT),
                     DECT_RECORD (rfp), unknown, error)
      || !read_bool (reader, object, "master", &master, error)
      || !read_bool (reader, object, "failover", &failover, error)
      || !read_text (reader, object, "building", &building, error)
      || !read_text (reader, object, "floor", &floor, error)
      || !read_source (reader, object, unknown, error))
    return FALSE;
  rfp->role = master ? DECT_ROLE_MASTER : failover ? DECT_ROLE_FAILOVER : DECT_ROLE_NORMAL;
  rfp->floor = find_floor (reader, building, floor);
  set_extra (DECT_RECORD (rfp), unknown);
  dect_snapshot_builder_add (reader->builder, DECT_RECORD (g_steal_pointer (&rfp)));
  return TRUE;
}

static gboolean
read_handset (const Reader *reader, JsonObject *object, GError **error)
{
  g_autoptr (DectHandset) handset = dect_handset_new ();
  g_autoptr (JsonObject) unknown = json_object_new ();

  if (!read_members (reader, object, dect_pbx_members (DECT_PBX_KIND_HANDSET),
                     DECT_RECORD (handset), unknown, error)
      || !read_source (reader, object, unknown, error))
    return FALSE;
  set_extra (DECT_RECORD (handset), unknown);
  dect_snapshot_builder_add (reader->builder, DECT_RECORD (g_steal_pointer (&handset)));
  return TRUE;
}

/* A layout is an id, or a whole layout, which is kept and known by its id. */
static gboolean
read_layout (const Reader *reader,
             JsonObject *object,
             const char *name,
             char **id,
             char **own,
             JsonObject *unknown,
             GError **error)
{
  g_autoptr (DectOmmLayout) layout = NULL;
  JsonObject *layouts = dect_pbx_json_get_object (object, "ommLayout");
  JsonObject *whole = dect_pbx_json_get_object (layouts, name);
  const char *text
      = dect_pbx_json_get_string (whole != NULL ? whole : layouts, whole != NULL ? "id" : name);

  if (layouts == NULL || !json_object_has_member (layouts, name))
    return TRUE;
  if (text == NULL)
    return fail (reader, "ommLayout", _("it has the wrong type."), error);
  *id = g_strdup (text);
  if (whole == NULL)
    return TRUE;
  layout = dect_omm_layout_new_from_json (json_object_get_member (layouts, name), NULL);
  if (layout != NULL)
    {
      g_autoptr (JsonNode) node = dect_omm_layout_to_json (layout);

      *own = json_to_string (node, FALSE);
      return TRUE;
    }
  /* One that makes no sense to us goes back as it came. */
  if (!json_object_has_member (unknown, "ommLayout"))
    json_object_set_object_member (unknown, "ommLayout", json_object_new ());
  json_object_set_object_member (json_object_get_object_member (unknown, "ommLayout"), name,
                                 json_object_ref (whole));
  return TRUE;
}

static gboolean
read_gateway (Reader *reader, JsonObject *object, GError **error)
{
  g_autoptr (DectSiteInfo) info = dect_site_info_new ();
  g_autoptr (JsonObject) unknown = json_object_new ();
  const char *name, *source;

  if (!read_members (reader, object, dect_pbx_members (DECT_PBX_KIND_GATEWAY), DECT_RECORD (info),
                     unknown, error)
      || !read_text (reader, object, "name", &name, error)
      || !read_text (reader, object, "source", &source, error)
      || !read_layout (reader, object, "rfp", &info->rfp_layout, &info->rfp_layout_own, unknown,
                       error)
      || !read_layout (reader, object, "handset", &info->pp_layout, &info->pp_layout_own, unknown,
                       error))
    return FALSE;
  dect_set_str (&info->name, name);
  dect_set_str (&info->gateway, name);
  if (source != NULL && g_str_has_prefix (source, DECT_PBX_SOURCE_PREFIX)
      && source[strlen (DECT_PBX_SOURCE_PREFIX)] != '\0')
    dect_set_str (&info->uuid, source + strlen (DECT_PBX_SOURCE_PREFIX));
  else if (source != NULL)
    json_object_set_string_member (unknown, "source", source);
  else
    json_object_set_null_member (unknown, "source");
  reader->source = info->uuid != NULL ? source : NULL;
  set_extra (DECT_RECORD (info), unknown);
  dect_snapshot_builder_add (reader->builder, DECT_RECORD (g_steal_pointer (&info)));
  return TRUE;
}

static gboolean
read_list (Reader *reader,
           JsonObject *object,
           const char *name,
           gboolean (*read_record) (const Reader *, JsonObject *, GError **),
           GError **error)
{
  JsonArray *array = dect_pbx_json_get_array (object, name);

  if (array == NULL && json_object_has_member (object, name))
    return fail (reader, name, _("it has the wrong type."), error);
  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%u", name, i);
      JsonNode *element = json_array_get_element (array, i);
      Reader record_reader = *reader;
      record_reader.path = path;
      if (!JSON_NODE_HOLDS_OBJECT (element))
        return fail (&record_reader, "", _("it has the wrong type."), error);
      if (!read_record (&record_reader, json_node_get_object (element), error))
        return FALSE;
    }
  return TRUE;
}

DectSnapshot *
dect_pbx_document_to_snapshot (JsonNode *document, GError **error)
{
  g_return_val_if_fail (document != NULL, NULL);

  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  g_autoptr (GHashTable) buildings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) floors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { builder, buildings, floors, NULL, "" };

  if (!JSON_NODE_HOLDS_OBJECT (document))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                   _("The gateway document is not a JSON object."));
      return NULL;
    }

  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
  JsonObject *object = json_node_get_object (canonical);
  if (!read_gateway (&reader, object, error)
      || !read_list (&reader, object, "accesspoints", read_accesspoint, error)
      || !read_list (&reader, object, "handsets", read_handset, error))
    return NULL;
  return dect_snapshot_builder_end (g_steal_pointer (&builder));
}

static void
collect_secrets (JsonObject *record, DectPbxKind kind, const char *scope, DectSecrets *secrets)
{
  for (const DectPbxMember *member = dect_pbx_members (kind); member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_SECRET
        && dect_pbx_json_get_string (record, member->name) != NULL)
      dect_secrets_set (secrets, scope, member->secret,
                        dect_pbx_json_get_string (record, member->name));
}

DectSecrets *
dect_pbx_document_get_secrets (JsonNode *document)
{
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
  JsonObject *object = json_node_get_object (canonical);
  JsonArray *handsets = dect_pbx_json_get_array (object, "handsets");
  DectSecrets *secrets = dect_secrets_new ();

  collect_secrets (object, DECT_PBX_KIND_GATEWAY, DECT_SECRETS_SITE, secrets);
  for (guint i = 0; i < dect_pbx_json_length (handsets); i++)
    {
      JsonNode *element = json_array_get_element (handsets, i);
      JsonObject *handset
          = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *ipei = handset != NULL ? dect_pbx_json_get_string (handset, "ipei") : NULL;
      if (ipei != NULL)
        collect_secrets (handset, DECT_PBX_KIND_HANDSET, ipei, secrets);
    }
  return secrets;
}
