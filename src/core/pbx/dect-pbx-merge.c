/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-merge.h"

#include "pbx/dect-pbx-conflict-private.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (DectPbxMerge, dect_pbx_merge, dect_pbx_merge_ref, dect_pbx_merge_unref)

/* One way through the three documents. The first one collects the conflicts, later ones ask them,
 * in the same order, what was chosen. */
typedef struct
{
  GPtrArray *conflicts;
  gboolean collecting;
  guint next;
  gboolean no_base;
} Walk;

/* The record that a walk is at. */
typedef struct
{
  DectPbxKind kind;
  const char *key;
  const char *name;
  const char *field; /* path of the member, or NULL */
} Place;

/* One value on its three sides; NULL where there is none. */
typedef struct
{
  JsonNode *base;
  JsonNode *mine;
  JsonNode *theirs;
} Sides;

static gboolean
equal (JsonNode *a, JsonNode *b)
{
  return a == b || (a != NULL && b != NULL && json_node_equal (a, b));
}

static char *
value_text (JsonNode *node, gboolean whole)
{
  if (whole)
    return g_strdup (node != NULL ? _("there") : _("removed"));

  g_autoptr (JsonObject) values = json_object_new ();
  if (node != NULL)
    dect_pbx_object_set (values, "value", node);
  return dect_pbx_change_dup_value (values, "value");
}

/* Whether theirs is to be taken of what both sides changed. */
static gboolean
takes_theirs (Walk *walk, const Place *place, const Sides *sides)
{
  gboolean whole = place->field == NULL;

  if (!walk->collecting)
    return dect_pbx_conflict_get_choice (g_ptr_array_index (walk->conflicts, walk->next++))
           == DECT_PBX_CHOICE_THEIRS;
  g_ptr_array_add (
      walk->conflicts,
      dect_pbx_conflict_new (place->kind, place->key, place->name, place->field,
                             walk->no_base ? g_strdup ("") : value_text (sides->base, whole),
                             value_text (sides->mine, whole), value_text (sides->theirs, whole)));
  return FALSE;
}

/* The rule of a three-way merge. silent: a side without the value says nothing about it. */
static JsonNode *
merge_value (Walk *walk, const Place *place, const Sides *sides, gboolean silent)
{
  if (equal (sides->mine, sides->theirs))
    return sides->mine;
  if (silent || walk->no_base)
    {
      if (sides->mine == NULL)
        return sides->theirs;
      if (sides->theirs == NULL)
        return sides->mine;
    }
  if (!walk->no_base && equal (sides->base, sides->mine))
    return sides->theirs;
  if (!walk->no_base && equal (sides->base, sides->theirs))
    return sides->mine;
  return takes_theirs (walk, place, sides) ? sides->theirs : sides->mine;
}

static JsonObject *
object_of (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
member_of (JsonNode *record, const char *name)
{
  JsonObject *object = object_of (record);

  return object != NULL ? json_object_get_member (object, name) : NULL;
}

/* Names that a record has on any side: the table's in its order, then the unknown ones. */
static GPtrArray *
list_members (const Sides *sides, const DectPbxMember *table)
{
  JsonNode *const records[] = { sides->base, sides->mine, sides->theirs };
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) unknown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) sorted = NULL;

  for (const DectPbxMember *member = table; member->name != NULL; member++)
    g_ptr_array_add (names, (char *) member->name);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      JsonObject *object = object_of (records[i]);
      g_autoptr (GList) own = object != NULL ? dect_pbx_object_unknown (object, table) : NULL;
      for (GList *l = own; l != NULL; l = l->next)
        g_hash_table_add (unknown, l->data);
    }
  sorted = g_list_sort (g_hash_table_get_keys (unknown), (GCompareFunc) strcmp);
  for (GList *l = sorted; l != NULL; l = l->next)
    g_ptr_array_add (names, l->data);
  return names;
}

static gboolean
is_flag (const DectPbxMember *member)
{
  return member->type == DECT_PBX_MEMBER_SERVER && g_str_has_suffix (member->name, "Set");
}

/* The lists of a gateway are left out. */
static JsonNode *
merge_record (Walk *walk, const Place *place, const Sides *sides, const DectPbxMember *table)
{
  g_autoptr (GPtrArray) names = list_members (sides, table);
  JsonObject *merged = json_object_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const DectPbxMember *member = dect_pbx_members_find (table, name);
      g_autofree char *field
          = place->field != NULL ? g_strdup_printf ("%s/%s", place->field, name) : g_strdup (name);
      const Place inner = { place->kind, place->key, place->name, field };
      const Sides values = { member_of (sides->base, name), member_of (sides->mine, name),
                             member_of (sides->theirs, name) };
      if (member != NULL && member->type == DECT_PBX_MEMBER_OBJECT
          && (object_of (values.mine) != NULL || object_of (values.theirs) != NULL))
        {
          json_object_set_member (merged, name,
                                  merge_record (walk, &inner, &values, member->children));
          continue;
        }
      if (member != NULL
          && (member->type == DECT_PBX_MEMBER_LIST
              || (member->type == DECT_PBX_MEMBER_SERVER && !is_flag (member))))
        continue;
      JsonNode *value = merge_value (walk, &inner, &values, member == NULL || is_flag (member));
      if (value != NULL)
        dect_pbx_object_set (merged, name, value);
    }
  return dect_pbx_object_node (merged);
}

/* What a record says, without what says nothing when it is missing. */
static gboolean
same_record (JsonNode *a, JsonNode *b, const DectPbxMember *table)
{
  const Sides sides = { NULL, a, b };
  g_autoptr (GPtrArray) names = list_members (&sides, table);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const DectPbxMember *member = dect_pbx_members_find (table, name);
      JsonNode *first = member_of (a, name), *second = member_of (b, name);
      gboolean silent = member == NULL || is_flag (member);
      if (silent ? first != NULL && second != NULL && !equal (first, second)
                 : member->type != DECT_PBX_MEMBER_SERVER && !equal (first, second))
        return FALSE;
    }
  return TRUE;
}

/* A record that one side lacks. */
static JsonNode *
merge_presence (Walk *walk, const Place *place, const Sides *sides, const DectPbxMember *table)
{
  JsonNode *there = sides->mine != NULL ? sides->mine : sides->theirs;

  if (walk->no_base || sides->base == NULL)
    return there;
  if (there == NULL || same_record (sides->base, there, table))
    return NULL;
  return takes_theirs (walk, place, sides) ? sides->theirs : sides->mine;
}

static GHashTable *
index_list (JsonNode *document, const DectPbxMember *list, GHashTable *keys)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  JsonNode *node = member_of (document, list->name);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonNode *record = json_array_get_element (array, i);
      const char *key = object_of (record) != NULL
                            ? dect_pbx_record_key (json_node_get_object (record), list->kind)
                            : "";
      if (*key == '\0')
        continue;
      g_hash_table_insert (index, (char *) key, record);
      g_hash_table_add (keys, (char *) key);
    }
  return index;
}

static const char *
name_of (const Sides *sides)
{
  JsonObject *record = object_of (sides->mine != NULL     ? sides->mine
                                  : sides->theirs != NULL ? sides->theirs
                                                          : sides->base);
  const char *name = dect_pbx_json_get_string (record, "name");

  return name != NULL ? name : dect_pbx_json_get_string (record, "number");
}

static JsonArray *
merge_list (Walk *walk, const DectPbxMerge *self, const DectPbxMember *list)
{
  const DectPbxMember *table = dect_pbx_members (list->kind);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) base = index_list (self->base, list, keys);
  g_autoptr (GHashTable) mine = index_list (self->mine, list, keys);
  g_autoptr (GHashTable) theirs = index_list (self->theirs, list, keys);
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (keys), (GCompareFunc) strcmp);
  JsonArray *merged = json_array_new ();

  for (GList *l = sorted; l != NULL; l = l->next)
    {
      const Sides sides
          = { g_hash_table_lookup (base, l->data), g_hash_table_lookup (mine, l->data),
              g_hash_table_lookup (theirs, l->data) };
      const Place place = { list->kind, l->data, name_of (&sides), NULL };
      JsonNode *record = NULL;
      if (sides.mine != NULL && sides.theirs != NULL)
        json_array_add_element (merged, merge_record (walk, &place, &sides, table));
      else if ((record = merge_presence (walk, &place, &sides, table)) != NULL)
        json_array_add_element (merged, json_node_copy (record));
    }
  return merged;
}

/* A gateway that is gone at the PBX: nothing can be taken from there. */
static JsonNode *
merge_gone (Walk *walk, const DectPbxMerge *self)
{
  const Sides sides = { self->base, self->mine, NULL };
  const Place place = { DECT_PBX_KIND_GATEWAY,
                        dect_pbx_record_key (object_of (self->mine), DECT_PBX_KIND_GATEWAY),
                        name_of (&sides), NULL };

  if (self->base != NULL)
    takes_theirs (walk, &place, &sides);
  return json_node_ref (self->mine);
}

static JsonNode *
walk_document (Walk *walk, const DectPbxMerge *self)
{
  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_GATEWAY);
  const Sides sides = { self->base, self->mine, self->theirs };
  const Place place = { DECT_PBX_KIND_GATEWAY,
                        dect_pbx_record_key (object_of (self->mine), DECT_PBX_KIND_GATEWAY),
                        name_of (&sides), NULL };

  walk->no_base = self->base == NULL;
  if (self->theirs == NULL)
    return merge_gone (walk, self);

  g_autoptr (JsonNode) merged = merge_record (walk, &place, &sides, table);
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_LIST)
      json_object_set_array_member (json_node_get_object (merged), member->name,
                                    merge_list (walk, self, member));
  return dect_pbx_document_canonical (merged);
}

DectPbxMerge *
dect_pbx_merge_new (JsonNode *base, JsonNode *mine, JsonNode *theirs)
{
  g_return_val_if_fail (base == NULL || JSON_NODE_HOLDS_OBJECT (base), NULL);
  g_return_val_if_fail (mine != NULL && JSON_NODE_HOLDS_OBJECT (mine), NULL);
  g_return_val_if_fail (theirs == NULL || JSON_NODE_HOLDS_OBJECT (theirs), NULL);

  DectPbxMerge *self = g_new0 (DectPbxMerge, 1);
  Walk walk = { .collecting = TRUE };

  g_atomic_ref_count_init (&self->ref_count);
  self->conflicts = walk.conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  self->base = base != NULL ? dect_pbx_document_redact (base) : NULL;
  self->mine = dect_pbx_document_redact (mine);
  self->theirs = theirs != NULL ? dect_pbx_document_redact (theirs) : NULL;
  json_node_unref (walk_document (&walk, self));
  return self;
}

DectPbxMerge *
dect_pbx_merge_ref (DectPbxMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_pbx_merge_unref (DectPbxMerge *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->conflicts);
  g_clear_pointer (&self->base, json_node_unref);
  json_node_unref (self->mine);
  g_clear_pointer (&self->theirs, json_node_unref);
  g_free (self);
}

gboolean
dect_pbx_merge_is_settled (const DectPbxMerge *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->conflicts->len; i++)
    if (dect_pbx_conflict_get_choice (g_ptr_array_index (self->conflicts, i))
        == DECT_PBX_CHOICE_OPEN)
      return FALSE;
  return TRUE;
}

void
dect_pbx_merge_choose_all (DectPbxMerge *self, DectPbxChoice choice)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->conflicts->len; i++)
    {
      DectPbxConflict *conflict = g_ptr_array_index (self->conflicts, i);
      if (dect_pbx_conflict_get_choice (conflict) == DECT_PBX_CHOICE_OPEN)
        dect_pbx_conflict_set_choice (conflict, choice);
    }
}

JsonNode *
dect_pbx_merge_dup_document (const DectPbxMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  Walk walk = { .conflicts = self->conflicts };

  return walk_document (&walk, self);
}

DectPbxDiff *
dect_pbx_merge_dup_taken (const DectPbxMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (JsonNode) merged = dect_pbx_merge_dup_document (self);

  return dect_pbx_diff_new (self->mine, merged, DECT_PBX_MODE_CREATE_UPDATE_REMOVE);
}
