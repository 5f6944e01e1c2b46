/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-diff.h"

#include "pbx/dect-pbx-change-private.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-record-private.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>

#define MAX_CHANGES (4096 + DECT_PBX_MAX_HANDSETS)
#define MAX_FIELDS 200

G_DEFINE_BOXED_TYPE (DectPbxDiff, dect_pbx_diff, dect_pbx_diff_ref, dect_pbx_diff_unref)

static const char *const op_ids[] = { "create", "update", "remove" };
static const char *const mode_ids[] = { "create_update", "create_update_remove" };

const char *
dect_pbx_op_id (DectPbxOp op)
{
  g_return_val_if_fail (op < G_N_ELEMENTS (op_ids), NULL);

  return op_ids[op];
}

const char *
dect_pbx_mode_id (DectPbxMode mode)
{
  g_return_val_if_fail (mode < G_N_ELEMENTS (mode_ids), NULL);

  return mode_ids[mode];
}

gboolean
dect_pbx_mode_from_id (const char *id, DectPbxMode *mode)
{
  g_return_val_if_fail (mode != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (mode_ids); i++)
    if (g_strcmp0 (mode_ids[i], id) == 0)
      {
        *mode = i;
        return TRUE;
      }
  return FALSE;
}

static DectPbxDiff *
diff_new (void)
{
  DectPbxDiff *self = g_new0 (DectPbxDiff, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
  self->warnings = dect_pbx_problems_new ();
  return self;
}

DectPbxDiff *
dect_pbx_diff_ref (DectPbxDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_pbx_diff_unref (DectPbxDiff *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->warnings);
  g_clear_pointer (&self->merged, json_node_unref);
  g_free (self);
}

/* The named members of a record as a change may show them. */
static JsonObject *
pick (JsonObject *record, GPtrArray *names, const DectPbxMember *table, const char *secret_word)
{
  JsonObject *picked = json_object_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const DectPbxMember *member = dect_pbx_members_find (table, name);
      JsonNode *node = json_object_get_member (record, name);
      if (member != NULL && member->type == DECT_PBX_MEMBER_SECRET)
        {
          if (secret_word != NULL)
            json_object_set_string_member (picked, name, secret_word);
        }
      else if (node != NULL)
        dect_pbx_object_set (picked, name, node);
      else
        json_object_set_null_member (picked, name);
    }
  return picked;
}

static const char *
record_name (JsonObject *record)
{
  const char *name = dect_pbx_json_get_string (record, "name");

  return name != NULL ? name : dect_pbx_json_get_string (record, "number");
}

/* Notes what happens to one record; before or after is NULL when it comes or goes. */
static void
add_change (DectPbxDiff *self, DectPbxKind kind, JsonObject *before, JsonObject *after)
{
  const DectPbxMember *table = dect_pbx_members (kind);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (GPtrArray) names = dect_pbx_record_compare (before != NULL ? before : none,
                                                         after != NULL ? after : none, table);
  DectPbxOp op = before == NULL  ? DECT_PBX_OP_CREATE
                 : after == NULL ? DECT_PBX_OP_REMOVE
                                 : DECT_PBX_OP_UPDATE;
  JsonObject *record = after != NULL ? after : before;

  if (op == DECT_PBX_OP_UPDATE && names->len == 0)
    {
      self->n_keep++;
      return;
    }
  *(op == DECT_PBX_OP_CREATE   ? &self->n_create
    : op == DECT_PBX_OP_REMOVE ? &self->n_remove
                               : &self->n_update)
      += 1;

  JsonObject *shown_before = before != NULL ? pick (before, names, table, NULL) : NULL;
  JsonObject *shown_after = after != NULL ? pick (after, names, table, "changed") : NULL;
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (self->changes,
                   dect_pbx_change_new (op, kind, dect_pbx_record_key (record, kind),
                                        record_name (record), (const char *const *) names->pdata,
                                        shown_before, shown_after));
}

static GHashTable *
index_records (JsonArray *array, DectPbxKind kind)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (JSON_NODE_HOLDS_OBJECT (node))
        g_hash_table_insert (index,
                             (char *) dect_pbx_record_key (json_node_get_object (node), kind),
                             json_node_get_object (node));
    }
  return index;
}

static gboolean
is_ours (JsonObject *record, JsonObject *target)
{
  const char *source = dect_pbx_json_get_string (target, "source");

  return source != NULL && g_strcmp0 (source, dect_pbx_json_get_string (record, "source")) == 0;
}

/* Creates and updates of one list; its merged records, unsorted. */
static JsonArray *
merge_list (DectPbxDiff *self,
            const DectPbxMember *list,
            JsonObject *base,
            JsonObject *target,
            DectPbxMode mode,
            GPtrArray *removed)
{
  JsonArray *before = dect_pbx_json_get_array (base, list->name);
  JsonArray *wanted = dect_pbx_json_get_array (target, list->name);
  g_autoptr (GHashTable) had = index_records (before, list->kind);
  g_autoptr (GHashTable) named = index_records (wanted, list->kind);
  JsonArray *merged = json_array_new ();

  for (guint i = 0; i < dect_pbx_json_length (wanted); i++)
    {
      JsonNode *node = json_array_get_element (wanted, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      JsonObject *record = json_node_get_object (node);
      JsonObject *old = g_hash_table_lookup (had, dect_pbx_record_key (record, list->kind));
      g_autoptr (JsonObject) none = json_object_new ();
      JsonObject *now
          = dect_pbx_record_merge (old != NULL ? old : none, record, dect_pbx_members (list->kind));
      add_change (self, list->kind, old, now);
      json_array_add_object_element (merged, now);
    }
  for (guint i = 0; i < dect_pbx_json_length (before); i++)
    {
      JsonNode *node = json_array_get_element (before, i);
      JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      if (record == NULL || g_hash_table_contains (named, dect_pbx_record_key (record, list->kind)))
        continue;
      if (wanted != NULL && mode == DECT_PBX_MODE_CREATE_UPDATE_REMOVE && is_ours (record, target))
        {
          g_ptr_array_add (removed, record);
          continue;
        }
      self->n_keep++;
      json_array_add_element (merged, json_node_copy (node));
    }
  return merged;
}

static void
add_removals (DectPbxDiff *self, const char *list_name, DectPbxKind kind, GPtrArray *removed)
{
  g_autofree char *path = g_strdup_printf ("/%s", list_name);

  for (guint i = 0; i < removed->len; i++)
    add_change (self, kind, g_ptr_array_index (removed, i), NULL);
  if (removed->len > 0)
    g_ptr_array_add (
        self->warnings,
        dect_pbx_problem_new (
            path, "omm_manual_delete", TRUE,
            _("The import files only add: what is removed at the PBX must be deleted in "
               "the OMM by hand.")));
}

DectPbxDiff *
dect_pbx_diff_new (JsonNode *base, JsonNode *target, DectPbxMode mode)
{
  g_return_val_if_fail (base == NULL || JSON_NODE_HOLDS_OBJECT (base), NULL);
  g_return_val_if_fail (target != NULL && JSON_NODE_HOLDS_OBJECT (target), NULL);

  const DectPbxMember *table = dect_pbx_members (DECT_PBX_KIND_GATEWAY);
  g_autoptr (JsonNode) had = base != NULL ? dect_pbx_document_canonical (base) : NULL;
  g_autoptr (JsonNode) wanted = dect_pbx_document_canonical (target);
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *before = had != NULL ? json_node_get_object (had) : NULL;
  g_autoptr (GPtrArray) aps = g_ptr_array_new ();
  g_autoptr (GPtrArray) handsets = g_ptr_array_new ();
  DectPbxDiff *self = diff_new ();

  g_autoptr (JsonNode) merged = dect_pbx_object_node (
      dect_pbx_record_merge (before != NULL ? before : none, json_node_get_object (wanted), table));
  add_change (self, DECT_PBX_KIND_GATEWAY, before, json_node_get_object (merged));
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    if (member->type == DECT_PBX_MEMBER_LIST)
      json_object_set_array_member (
          json_node_get_object (merged), member->name,
          merge_list (self, member, before, json_node_get_object (wanted), mode,
                      member->kind == DECT_PBX_KIND_HANDSET ? handsets : aps));
  add_removals (self, "accesspoints", DECT_PBX_KIND_ACCESSPOINT, aps);
  add_removals (self, "handsets", DECT_PBX_KIND_HANDSET, handsets);
  self->merged = dect_pbx_document_canonical (merged);
  return self;
}

gboolean
dect_pbx_diff_is_empty (const DectPbxDiff *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->n_create + self->n_update + self->n_remove == 0;
}

static gboolean
only_secrets (DectPbxChange *change)
{
  const DectPbxMember *table = dect_pbx_members (dect_pbx_change_get_kind (change));
  const char *const *fields = dect_pbx_change_get_fields (change);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const DectPbxMember *member = dect_pbx_members_find (table, fields[i]);
      if (member == NULL || member->type != DECT_PBX_MEMBER_SECRET)
        return FALSE;
    }
  return dect_pbx_change_get_op (change) == DECT_PBX_OP_UPDATE;
}

gboolean
dect_pbx_diff_is_empty_but_secrets (const DectPbxDiff *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->changes->len; i++)
    if (!only_secrets (g_ptr_array_index (self->changes, i)))
      return FALSE;
  return TRUE;
}

char *
dect_pbx_diff_dup_summary (const DectPbxDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (_("%u new, %u changed, %u removed, %u unchanged"), self->n_create,
                          self->n_update, self->n_remove, self->n_keep);
}

static JsonObject *
change_to_json (DectPbxChange *change)
{
  JsonObject *object = json_object_new ();
  DectPbxOp op = dect_pbx_change_get_op (change);
  const char *const *fields = dect_pbx_change_get_fields (change);

  json_object_set_string_member (object, "op", dect_pbx_op_id (op));
  json_object_set_string_member (object, "kind",
                                 dect_pbx_kind_id (dect_pbx_change_get_kind (change)));
  json_object_set_string_member (object, "key", dect_pbx_change_get_key (change));
  if (dect_pbx_change_get_name (change) != NULL)
    json_object_set_string_member (object, "name", dect_pbx_change_get_name (change));
  if (op == DECT_PBX_OP_UPDATE)
    {
      JsonArray *names = json_array_new ();
      for (guint i = 0; fields[i] != NULL; i++)
        json_array_add_string_element (names, fields[i]);
      json_object_set_array_member (object, "fields", names);
    }
  if (dect_pbx_change_get_before (change) != NULL)
    json_object_set_object_member (object, "before",
                                   json_object_ref (dect_pbx_change_get_before (change)));
  if (dect_pbx_change_get_after (change) != NULL)
    json_object_set_object_member (object, "after",
                                   json_object_ref (dect_pbx_change_get_after (change)));
  return object;
}

JsonNode *
dect_pbx_diff_to_json (const DectPbxDiff *self,
                       gboolean dryrun,
                       const char *base_etag,
                       const char *etag)
{
  g_return_val_if_fail (self != NULL, NULL);

  JsonObject *answer = json_object_new ();
  JsonObject *summary = json_object_new ();
  JsonArray *changes = json_array_new ();

  json_object_set_string_member (answer, "response", dryrun ? "sync simulated" : "sync committed");
  json_object_set_boolean_member (answer, "dryrun", dryrun);
  json_object_set_string_member (answer, "baseEtag", base_etag);
  json_object_set_string_member (answer, "etag", etag);
  json_object_set_int_member (summary, "create", self->n_create);
  json_object_set_int_member (summary, "update", self->n_update);
  json_object_set_int_member (summary, "remove", self->n_remove);
  json_object_set_int_member (summary, "keep", self->n_keep);
  json_object_set_object_member (answer, "summary", summary);
  for (guint i = 0; i < self->changes->len; i++)
    json_array_add_object_element (changes, change_to_json (g_ptr_array_index (self->changes, i)));
  json_object_set_array_member (answer, "changes", changes);
  json_object_set_array_member (answer, "warnings",
                                dect_pbx_problems_to_json (self->warnings, TRUE));
  json_object_set_array_member (answer, "jobs", json_array_new ());
  return dect_pbx_object_node (answer);
}

static int
find_word (const char *word, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  return -1;
}

static DectPbxChange *
change_from_json (JsonNode *node)
{
  static const char *const kind_ids[] = { "gateway", "accesspoint", "handset" };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  JsonObject *object = json_node_get_object (node);
  JsonObject *before = dect_pbx_json_get_object (object, "before");
  JsonObject *after = dect_pbx_json_get_object (object, "after");
  int op = find_word (dect_pbx_json_get_string (object, "op"), op_ids, G_N_ELEMENTS (op_ids));
  int kind
      = find_word (dect_pbx_json_get_string (object, "kind"), kind_ids, G_N_ELEMENTS (kind_ids));
  g_autofree char *key = dect_peer_plain_text (dect_pbx_json_get_string (object, "key"), 64);
  JsonObject *values = after != NULL ? after : before;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  if (op < 0 || kind < 0 || *key == '\0' || (values == NULL && op == DECT_PBX_OP_UPDATE))
    return NULL;

  g_autoptr (GList) names = values != NULL ? json_object_get_members (values) : NULL;
  for (GList *l = names; l != NULL && fields->len < MAX_FIELDS; l = l->next)
    g_ptr_array_add (fields, l->data);
  g_ptr_array_add (fields, NULL);

  const char *said = dect_pbx_json_get_string (object, "name");
  if (said == NULL && values != NULL)
    said = record_name (values);
  g_autofree char *name = said != NULL ? dect_peer_plain_text (said, 64) : NULL;
  return dect_pbx_change_new (op, kind, key, name, (const char *const *) fields->pdata,
                              before != NULL ? json_object_ref (before) : NULL,
                              after != NULL ? json_object_ref (after) : NULL);
}

static gboolean
fail_malformed (GError **error)
{
  g_set_error (
      error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
      _("The PBX answered the synchronisation with JSON of another form than the contract's."));
  return FALSE;
}

static gboolean
read_summary (DectPbxDiff *self, JsonObject *summary, GError **error)
{
  guint *counts[] = { &self->n_create, &self->n_update, &self->n_remove, &self->n_keep };
  static const char *const names[] = { "create", "update", "remove", "keep" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 count = dect_pbx_json_get_int (summary, names[i], -1);
      if (count < 0 || count > G_MAXINT)
        return fail_malformed (error);
      *counts[i] = count;
    }
  return TRUE;
}

DectPbxDiff *
dect_pbx_diff_new_from_json (JsonNode *answer, GError **error)
{
  g_return_val_if_fail (answer != NULL, NULL);

  JsonObject *object = JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;
  JsonArray *changes = dect_pbx_json_get_array (object, "changes");
  g_autoptr (DectPbxDiff) self = diff_new ();

  if (changes == NULL || !read_summary (self, dect_pbx_json_get_object (object, "summary"), error))
    {
      if (changes == NULL)
        fail_malformed (error);
      return NULL;
    }
  if (json_array_get_length (changes) > MAX_CHANGES)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_TOO_LARGE,
                   _("The PBX reports more than %d changes."), MAX_CHANGES);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      DectPbxChange *change = change_from_json (json_array_get_element (changes, i));
      if (change == NULL)
        {
          fail_malformed (error);
          return NULL;
        }
      g_ptr_array_add (self->changes, change);
    }
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  self->warnings = dect_pbx_problems_from_json (dect_pbx_json_get_array (object, "warnings"), TRUE);
  return g_steal_pointer (&self);
}
