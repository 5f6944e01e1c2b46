/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-adopt.h"

#include "pbx/dect-pbx-change-private.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/dect-pbx-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The plan, its document, the document wanted, and the site that one describes. */
typedef struct
{
  DectSnapshot *snapshot;
  JsonObject *mine;
  JsonObject *wanted;
  DectSnapshot *described;
  DectPbxAdoption *adoption;
} Work;

void
dect_pbx_adoption_free (DectPbxAdoption *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_array_unref (self->removed);
  g_ptr_array_unref (self->left);
  g_free (self);
}

static void
copy_field (const char *id, const DectRecord *from, DectRecord *to)
{
  const DectField *field = dect_kind_field (to->kind, id);
  g_autofree char *text
      = dect_field_is_set (field, from) ? dect_field_dup_text (field, from) : NULL;

  if (text == NULL || !dect_field_set_text (field, to, text, NULL))
    dect_field_clear (field, to);
}

/* Whether the model has a place for the member. */
static gboolean
copy_member (const DectPbxMember *member, const DectRecord *from, DectRecord *to)
{
  if (member->field != NULL)
    copy_field (member->field, from, to);
  for (const DectPbxMember *child = member->children; child != NULL && child->name != NULL; child++)
    if (child->field != NULL)
      copy_field (child->field, from, to);
  return member->field != NULL || member->children != NULL;
}

static void
add_left (Work *work, DectPbxKind kind, guint index, const char *name, const char *title)
{
  static const char *const lists[] = { "", "/accesspoints/%u", "/handsets/%u" };
  g_autofree char *place
      = kind == DECT_PBX_KIND_GATEWAY ? g_strdup ("") : g_strdup_printf (lists[kind], index);
  g_autofree char *path = g_strdup_printf ("%s/%s", place, name);

  g_ptr_array_add (work->adoption->left,
                   dect_pbx_problem_new (path, "no_place", TRUE,
                                         _("%s: the plan has no place for “%s”, so it stays as it "
                                            "is there."),
                                         title, dect_pbx_member_label (kind, name)));
}

static guint32
find_floor (Work *work, const char *building_name, const char *name)
{
  for (guint i = 0; i < dect_snapshot_count (work->snapshot, DECT_KIND_FLOOR); i++)
    {
      const DectFloor *floor = dect_snapshot_floor (work->snapshot, i);
      const DectBuilding *building = dect_snapshot_find_building (work->snapshot, floor->building);
      if (g_strcmp0 (floor->name, name) == 0
          && g_strcmp0 (building != NULL ? building->name : NULL, building_name) == 0)
        return floor->head.id;
    }
  return 0;
}

/* Members of a base station that are no plain copies; whether it was one of them. */
static gboolean
copy_special (Work *work, JsonObject *wanted, const char *name, DectRfp *rfp)
{
  guint32 floor;

  if (g_str_equal (name, "master") || g_str_equal (name, "failover"))
    {
      rfp->role = dect_pbx_json_get_bool (wanted, "master", FALSE)     ? DECT_ROLE_MASTER
                  : dect_pbx_json_get_bool (wanted, "failover", FALSE) ? DECT_ROLE_FAILOVER
                                                                       : DECT_ROLE_NORMAL;
      return TRUE;
    }
  if (!g_str_equal (name, "building") && !g_str_equal (name, "floor"))
    return FALSE;
  floor = find_floor (work, dect_pbx_json_get_string (wanted, "building"),
                      dect_pbx_json_get_string (wanted, "floor"));
  if (floor == 0)
    return FALSE;
  rfp->floor = floor;
  return TRUE;
}

static gboolean
copy_gateway (const char *name, const DectSiteInfo *from, DectSiteInfo *to)
{
  if (g_str_equal (name, "name"))
    dect_set_str (&to->gateway, from->gateway);
  else if (g_str_equal (name, "ommLayout"))
    {
      dect_set_str (&to->rfp_layout, from->rfp_layout);
      dect_set_str (&to->pp_layout, from->pp_layout);
      dect_set_str (&to->rfp_layout_own, from->rfp_layout_own);
      dect_set_str (&to->pp_layout_own, from->pp_layout_own);
    }
  else
    /* These follow from the master. */
    return g_str_equal (name, "mac") || g_str_equal (name, "targetIp");
  return TRUE;
}

/* A member that only the PBX knows, where the plan has taken it along already. */
static gboolean
copy_unknown (const char *name, JsonObject *wanted, DectRecord *to)
{
  g_autoptr (JsonNode) extra
      = to->extra != NULL ? dect_pbx_json_parse (to->extra, strlen (to->extra), NULL) : NULL;
  JsonObject *pbx = extra != NULL && JSON_NODE_HOLDS_OBJECT (extra)
                        ? dect_pbx_json_get_object (json_node_get_object (extra), DECT_PBX_EXTRA)
                        : NULL;

  if (pbx == NULL || !json_object_has_member (pbx, name) || !json_object_has_member (wanted, name))
    return FALSE;
  dect_pbx_object_set (pbx, name, json_object_get_member (wanted, name));
  g_free (to->extra);
  to->extra = json_to_string (extra, FALSE);
  return TRUE;
}

/* The record as it shall be; from is what the wanted document describes. */
static void
adopt_record (Work *work,
              DectPbxKind kind,
              guint index,
              JsonObject *mine,
              JsonObject *wanted,
              const DectRecord *from,
              const DectRecord *now)
{
  const DectPbxMember *table = dect_pbx_members (kind);
  g_autoptr (GPtrArray) names = dect_pbx_record_compare (mine, wanted, table);
  g_autoptr (DectRecord) copy = dect_record_copy (now);
  g_autofree char *title = dect_record_title (now);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const DectPbxMember *member = dect_pbx_members_find (table, name);
      if (g_str_equal (name, "source")
          || (member != NULL && member->type == DECT_PBX_MEMBER_SECRET))
        continue;
      if (kind == DECT_PBX_KIND_GATEWAY
          && copy_gateway (name, (const DectSiteInfo *) from, (DectSiteInfo *) copy))
        continue;
      if (kind == DECT_PBX_KIND_ACCESSPOINT && copy_special (work, wanted, name, (DectRfp *) copy))
        continue;
      if (member != NULL ? copy_member (member, from, copy) : copy_unknown (name, wanted, copy))
        continue;
      /* What only the PBX knows stays there by itself. */
      if (member != NULL)
        add_left (work, kind, index, name, title);
    }
  if (!dect_record_equal (copy, now))
    g_ptr_array_add (work->adoption->records, g_steal_pointer (&copy));
}

static void
add_record (Work *work, DectPbxKind kind, JsonObject *wanted, const DectRecord *from)
{
  const char *source = dect_pbx_json_get_string (wanted, "source");
  DectRecord *copy;

  /* What others put there is theirs; the PBX keeps it. */
  if (source == NULL || g_strcmp0 (source, dect_pbx_json_get_string (work->mine, "source")) != 0)
    return;
  copy = dect_record_copy (from);
  copy->id = 0;
  g_clear_pointer (&copy->extra, g_free);
  if (kind == DECT_PBX_KIND_ACCESSPOINT)
    ((DectRfp *) copy)->floor = find_floor (work, dect_pbx_json_get_string (wanted, "building"),
                                            dect_pbx_json_get_string (wanted, "floor"));
  g_ptr_array_add (work->adoption->records, copy);
}

static GHashTable *
index_list (JsonObject *document, const DectPbxMember *list)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = dect_pbx_json_get_array (document, list->name);

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonObject *record = json_array_get_object_element (array, i);
      g_hash_table_insert (index, (char *) dect_pbx_record_key (record, list->kind), record);
    }
  return index;
}

/* The plan's records by the key under which its document has them. */
static GHashTable *
index_plan (Work *work, DectPbxKind kind)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const DectPbxMember *member
      = dect_pbx_members_find (dect_pbx_members (kind), dect_pbx_kind_key_member (kind));
  DectKind model = dect_pbx_kind_model (kind);

  for (guint i = 0; i < dect_snapshot_count (work->snapshot, model); i++)
    {
      const DectRecord *record = dect_snapshot_records (work->snapshot, model, NULL)[i];
      const char *text = dect_field_get_string (dect_kind_field (model, member->field), record);
      g_autoptr (JsonObject) object = json_object_new ();
      if (text == NULL)
        continue;
      json_object_set_string_member (object, member->name, text);
      g_autoptr (JsonObject) canonical
          = dect_pbx_record_canonical (object, dect_pbx_members (kind));
      char *key = g_strdup (dect_pbx_record_key (canonical, kind));
      if (g_hash_table_contains (index, key))
        g_free (key);
      else
        g_hash_table_insert (index, key, (gpointer) record);
    }
  return index;
}

static void
adopt_list (Work *work, const DectPbxMember *list)
{
  g_autoptr (GHashTable) mine = index_list (work->mine, list);
  g_autoptr (GHashTable) wanted = index_list (work->wanted, list);
  g_autoptr (GHashTable) plan = index_plan (work, list->kind);
  JsonArray *array = dect_pbx_json_get_array (work->wanted, list->name);
  JsonArray *own = dect_pbx_json_get_array (work->mine, list->name);
  DectKind model = dect_pbx_kind_model (list->kind);

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonObject *record = json_array_get_object_element (array, i);
      const char *key = dect_pbx_record_key (record, list->kind);
      const DectRecord *from = dect_snapshot_records (work->described, model, NULL)[i];
      JsonObject *old = g_hash_table_lookup (mine, key);
      const DectRecord *now = g_hash_table_lookup (plan, key);
      if (old == NULL)
        add_record (work, list->kind, record, from);
      else if (now != NULL)
        adopt_record (work, list->kind, i, old, record, from, now);
    }
  for (guint i = 0; i < dect_pbx_json_length (own); i++)
    {
      const char *key = dect_pbx_record_key (json_array_get_object_element (own, i), list->kind);
      const DectRecord *now = g_hash_table_lookup (plan, key);
      if (now != NULL && !g_hash_table_contains (wanted, key))
        g_array_append_val (work->adoption->removed, now->id);
    }
}

DectPbxAdoption *
dect_pbx_adoption_new (DectSnapshot *snapshot, JsonNode *document, GError **error)
{
  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (document != NULL && JSON_NODE_HOLDS_OBJECT (document), NULL);

  g_autoptr (JsonNode) wanted = dect_pbx_document_redact (document);
  g_autoptr (JsonNode) mine
      = dect_pbx_document_new_full (snapshot, NULL, DECT_PBX_DOCUMENT_LEAVE_OUT, error);
  g_autoptr (DectSnapshot) described
      = mine != NULL ? dect_pbx_document_to_snapshot (wanted, error) : NULL;

  if (described == NULL)
    return NULL;

  DectPbxAdoption *self = g_new0 (DectPbxAdoption, 1);
  Work work
      = { snapshot, json_node_get_object (mine), json_node_get_object (wanted), described, self };

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->left = dect_pbx_problems_new ();
  adopt_record (&work, DECT_PBX_KIND_GATEWAY, 0, work.mine, work.wanted,
                DECT_RECORD (dect_snapshot_get_info (described)),
                DECT_RECORD (dect_snapshot_get_info (snapshot)));
  for (const DectPbxMember *member = dect_pbx_members (DECT_PBX_KIND_GATEWAY); member->name != NULL;
       member++)
    if (member->type == DECT_PBX_MEMBER_LIST)
      adopt_list (&work, member);
  return self;
}

gboolean
dect_pbx_adopt (DectSite *site, const DectPbxAdoption *adoption)
{
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);
  g_return_val_if_fail (adoption != NULL, FALSE);

  DectHistory *history = dect_site_get_history (site);

  dect_history_begin (history, _("Take changes from the PBX"), NULL);
  for (guint i = 0; i < adoption->removed->len; i++)
    dect_history_remove (history, g_array_index (adoption->removed, guint32, i));
  for (guint i = 0; i < adoption->records->len; i++)
    dect_history_put (history, dect_record_copy (g_ptr_array_index (adoption->records, i)));
  return dect_history_commit (history);
}
