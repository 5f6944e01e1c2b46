/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-document.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "omm/dect-omm-layout-edit.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAMED 5

typedef struct
{
  DectSnapshot *snapshot;
  DectSecrets *secrets;
} Writer;

/* The members that the model does not know, kept in a record's extra. */
static JsonObject *
dup_unknown (const DectRecord *record)
{
  g_autoptr (JsonNode) extra = NULL;
  JsonObject *pbx = NULL;

  if (record->extra != NULL)
    extra = dect_pbx_json_parse (record->extra, strlen (record->extra), NULL);
  if (extra != NULL && JSON_NODE_HOLDS_OBJECT (extra))
    pbx = dect_pbx_json_get_object (json_node_get_object (extra), DECT_PBX_EXTRA);
  return pbx != NULL ? json_object_ref (pbx) : json_object_new ();
}

static void
put_unknown (JsonObject *object, const DectPbxMember *table, JsonObject *unknown)
{
  g_autoptr (GList) names = dect_pbx_object_unknown (unknown, table);

  for (GList *l = names; l != NULL; l = l->next)
    dect_pbx_object_set (object, l->data, json_object_get_member (unknown, l->data));
}

static void
put_field (JsonObject *object, const DectPbxMember *member, const DectRecord *record)
{
  const DectField *field = dect_kind_field (record->kind, member->field);

  g_assert (field != NULL);
  if (!dect_field_is_set (field, record))
    return;
  if (member->type == DECT_PBX_MEMBER_INTEGER)
    json_object_set_int_member (object, member->name, dect_field_get_int (field, record));
  else if (member->type == DECT_PBX_MEMBER_BOOL)
    json_object_set_boolean_member (object, member->name, dect_field_get_int (field, record) != 0);
  else
    json_object_set_string_member (object, member->name, dect_field_get_string (field, record));
}

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

/* Plain copies, nested objects and what is unknown. */
static void
put_record (JsonObject *object,
            const DectPbxMember *table,
            const DectRecord *record,
            JsonObject *unknown)
{
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      if (member->field != NULL)
        put_field (object, member, record);
      if (member->type != DECT_PBX_MEMBER_OBJECT)
        continue;
      JsonObject *child_unknown = dect_pbx_json_get_object (unknown, member->name);
      JsonObject *child = json_object_new ();
      g_autoptr (JsonObject) none = json_object_new ();
      put_record (child, member->children, record, child_unknown != NULL ? child_unknown : none);
      json_object_set_object_member (object, member->name, child);
    }
  put_unknown (object, table, unknown);
}

static void
put_secrets (JsonObject *object,
             const DectPbxMember *table,
             DectSecrets *secrets,
             const char *scope)
{
  if (secrets == NULL || scope == NULL)
    return;
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_SECRET)
      put_text (object, member->name, dect_secrets_get (secrets, scope, member->secret));
}

/* Whose record it is: ours, unless the PBX said otherwise when it was read. */
static void
put_source (const Writer *writer, JsonObject *object, JsonObject *unknown)
{
  const char *uuid = dect_snapshot_get_info (writer->snapshot)->uuid;
  JsonNode *other = json_object_get_member (unknown, "source");
  g_autofree char *own = uuid != NULL ? g_strconcat (DECT_PBX_SOURCE_PREFIX, uuid, NULL) : NULL;

  if (other != NULL)
    put_text (object, "source", dect_pbx_json_get_string (unknown, "source"));
  else
    put_text (object, "source", own);
}

/* A layout that is not built in goes along as a whole: nobody else has it. */
static void
put_layout (const Writer *writer,
            JsonObject *layouts,
            const char *name,
            DectKind kind,
            const char *id,
            JsonObject *unknown)
{
  JsonObject *known
      = dect_pbx_json_get_object (dect_pbx_json_get_object (unknown, "ommLayout"), name);
  g_autoptr (DectOmmLayout) layout = NULL;

  if (known != NULL && g_strcmp0 (dect_pbx_json_get_string (known, "id"), id) == 0)
    {
      json_object_set_object_member (layouts, name, json_object_ref (known));
      return;
    }
  layout = dect_omm_layout_for_site (writer->snapshot, kind, NULL);
  if (layout != NULL && !dect_omm_layout_is_shipped (layout))
    json_object_set_member (layouts, name, dect_omm_layout_to_json (layout));
  else
    put_text (layouts, name, id);
}

static JsonObject *
write_accesspoint (const Writer *writer, const DectRfp *rfp)
{
  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_ACCESSPOINT);
  const DectFloor *floor = dect_snapshot_find_floor (writer->snapshot, rfp->floor);
  const DectBuilding *building
      = floor != NULL ? dect_snapshot_find_building (writer->snapshot, floor->building) : NULL;
  g_autoptr (JsonObject) unknown = dup_unknown (DECT_RECORD (rfp));
  JsonObject *object = json_object_new ();

  put_record (object, table, DECT_RECORD (rfp), unknown);
  json_object_set_boolean_member (object, "master", rfp->role == DECT_ROLE_MASTER);
  json_object_set_boolean_member (object, "failover", rfp->role == DECT_ROLE_FAILOVER);
  put_text (object, "building", building != NULL ? building->name : NULL);
  put_text (object, "floor", floor != NULL ? floor->name : NULL);
  put_source (writer, object, unknown);
  return object;
}

static JsonObject *
write_handset (const Writer *writer, const DectHandset *handset)
{
  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_HANDSET);
  g_autoptr (JsonObject) unknown = dup_unknown (DECT_RECORD (handset));
  JsonObject *object = json_object_new ();

  put_record (object, table, DECT_RECORD (handset), unknown);
  put_secrets (object, table, writer->secrets, handset->ipei);
  put_source (writer, object, unknown);
  return object;
}

static JsonObject *
write_gateway (const Writer *writer, const DectRfp *master)
{
  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_GATEWAY);
  const DectSiteInfo *info = dect_snapshot_get_info (writer->snapshot);
  g_autoptr (JsonObject) unknown = dup_unknown (DECT_RECORD (info));
  JsonObject *object = json_object_new ();

  put_record (object, table, DECT_RECORD (info), unknown);
  put_text (object, "mac", master->mac);
  put_text (object, "name", info->gateway != NULL ? info->gateway : info->name);
  put_text (object, "targetIp", master->target_ip);
  put_secrets (object, table, writer->secrets, DECT_SECRETS_SITE);
  put_source (writer, object, unknown);

  JsonObject *layouts = json_object_get_object_member (object, "ommLayout");
  put_layout (writer, layouts, "rfp", DECT_KIND_RFP, info->rfp_layout, unknown);
  put_layout (writer, layouts, "handset", DECT_KIND_HANDSET, info->pp_layout, unknown);
  return object;
}

static gboolean
has_mac (const DectRfp *rfp)
{
  DectMac mac;

  return rfp->mac != NULL && dect_mac_parse (rfp->mac, &mac, NULL);
}

static gboolean
has_ipei (const DectHandset *handset)
{
  DectIpei ipei;

  return handset->ipei != NULL && dect_ipei_parse (handset->ipei, &ipei, NULL);
}

/* Names the first few things of a list in a sentence. */
static char *
join_titles (GPtrArray *records)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < records->len && i < MAX_NAMED; i++)
    {
      g_autofree char *title = dect_record_title (g_ptr_array_index (records, i));
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", title);
    }
  if (records->len > MAX_NAMED)
    g_string_append_printf (names,
                            ngettext (" and %u more", " and %u more", records->len - MAX_NAMED),
                            records->len - MAX_NAMED);
  return g_string_free (names, FALSE);
}

static gboolean
check_keys (DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) rfps = g_ptr_array_new ();
  g_autoptr (GPtrArray) handsets = g_ptr_array_new ();

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    if (!has_mac (dect_snapshot_rfp (snapshot, i)))
      g_ptr_array_add (rfps, (gpointer) dect_snapshot_rfp (snapshot, i));
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    if (dect_snapshot_handset (snapshot, i)->ipei != NULL
        && !has_ipei (dect_snapshot_handset (snapshot, i)))
      g_ptr_array_add (handsets, (gpointer) dect_snapshot_handset (snapshot, i));
  if (rfps->len == 0 && handsets->len == 0)
    return TRUE;

  g_autofree char *names = join_titles (rfps->len > 0 ? rfps : handsets);
  if (rfps->len > 0)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_EXPRESSIBLE,
                 _("The PBX knows a base station by its MAC address; enter a valid one for %s."),
                 names);
  else
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_EXPRESSIBLE,
                 _("The PBX knows a handset by its IPEI; correct or remove the IPEI of %s."),
                 names);
  return FALSE;
}

static const DectRfp *
find_master (DectSnapshot *snapshot, GError **error)
{
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      if (rfp->role == DECT_ROLE_MASTER && has_mac (rfp))
        return rfp;
    }
  if (dect_snapshot_get_info (snapshot)->omm_host == DECT_OMM_HOST_PC)
    g_set_error (
        error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
        _("The PBX names a gateway by its master base station, and here the OMM runs on a PC: "
           "write the OMM files locally instead."));
  else
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NO_MASTER,
                 _("The PBX names a gateway by its master base station: give one base station "
                    "with a valid MAC "
                    "address the role master."));
  return NULL;
}

JsonNode *
dect_pbx_document_new (DectSnapshot *snapshot, DectSecrets *secrets, GError **error)
{
  return dect_pbx_document_new_full (snapshot, secrets, DECT_PBX_DOCUMENT_PLAIN, error);
}

JsonNode *
dect_pbx_document_new_full (DectSnapshot *snapshot,
                            DectSecrets *secrets,
                            DectPbxDocumentFlags flags,
                            GError **error)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  Writer writer = { snapshot, secrets };
  JsonArray *accesspoints, *handsets;
  const DectRfp *master;

  if (!(flags & DECT_PBX_DOCUMENT_LEAVE_OUT) && !check_keys (snapshot, error))
    return NULL;
  master = find_master (snapshot, error);
  if (master == NULL)
    return NULL;

  g_autoptr (JsonNode) draft = dect_pbx_object_node (write_gateway (&writer, master));
  json_object_set_array_member (json_node_get_object (draft), "accesspoints",
                                accesspoints = json_array_new ());
  json_object_set_array_member (json_node_get_object (draft), "handsets",
                                handsets = json_array_new ());
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    if (has_mac (dect_snapshot_rfp (snapshot, i)))
      json_array_add_object_element (accesspoints,
                                     write_accesspoint (&writer, dect_snapshot_rfp (snapshot, i)));
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    if (has_ipei (dect_snapshot_handset (snapshot, i)))
      json_array_add_object_element (handsets,
                                     write_handset (&writer, dect_snapshot_handset (snapshot, i)));
  return dect_pbx_document_canonical (draft);
}

GPtrArray *
dect_pbx_document_list_left_out (DectSnapshot *snapshot, DectPbxDocumentFlags flags)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  GPtrArray *problems = dect_pbx_problems_new ();
  gboolean more = (flags & DECT_PBX_DOCUMENT_LEAVE_OUT) != 0;

  for (guint i = 0; more && i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      g_autofree char *title = dect_record_title (DECT_RECORD (rfp));
      if (!has_mac (rfp))
        g_ptr_array_add (problems, dect_pbx_problem_new (
                                       "", "mac_missing", TRUE,
                                       _("Without a valid MAC address %s is not sent."), title));
    }
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_HANDSET); i++)
    {
      const DectHandset *handset = dect_snapshot_handset (snapshot, i);
      g_autofree char *title = dect_record_title (DECT_RECORD (handset));
      if (handset->ipei == NULL || (more && !has_ipei (handset)))
        g_ptr_array_add (problems, dect_pbx_problem_new (
                                       "", handset->ipei == NULL ? "ipei_missing" : "ipei_invalid",
                                       TRUE, _("Without a valid IPEI %s is not sent."), title));
    }
  return problems;
}

JsonNode *
dect_pbx_document_canonical (JsonNode *document)
{
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  JsonNode *canonical = dect_pbx_object_node (dect_pbx_record_canonical (
      json_node_get_object (document), dect_pbx_members (DECT_PBX_KIND_GATEWAY)));

  json_node_seal (canonical);
  return canonical;
}

GBytes *
dect_pbx_document_to_bytes (JsonNode *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
  char *text = json_to_string (canonical, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

DectOmmLayout *
dect_pbx_document_load_layout (JsonNode *document, DectKind kind, GError **error)
{
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  const char *name = kind == DECT_KIND_RFP ? "rfp" : "handset";
  JsonObject *layouts = dect_pbx_json_get_object (json_node_get_object (document), "ommLayout");
  const char *id = dect_pbx_json_get_string (layouts, name);

  if (dect_pbx_json_get_object (layouts, name) != NULL)
    return dect_omm_layout_new_from_json (json_object_get_member (layouts, name), error);
  if (id == NULL)
    id = dect_omm_release_page (
             dect_pbx_json_get_string (json_node_get_object (document), "ommRelease"), kind)
             ->layout;
  return dect_omm_layout_load (id, error);
}
