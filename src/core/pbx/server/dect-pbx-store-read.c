/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-store-private.h"
#include "store/dect-secrets.h"

#include <glib/gi18n-lib.h>

static const DectPbxKind child_kinds[] = { DECT_PBX_KIND_ACCESSPOINT, DECT_PBX_KIND_HANDSET };

static JsonObject *
object_from_text (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return json_object_new ();
  return json_node_dup_object (node);
}

static void
set_not_found (GError **error, const char *what, const char *key)
{
  g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NOT_FOUND,
               _("The PBX has no %s %s."), what, key);
}

/* Nouns of the contract in sentences a person reads. */
static const char *
kind_label (DectPbxKind kind)
{
  switch (kind)
    {
    case DECT_PBX_KIND_ACCESSPOINT:
      return _("base station");
    case DECT_PBX_KIND_HANDSET:
      return _("handset");
    case DECT_PBX_KIND_GATEWAY:
    default:
      return _("DECT gateway");
    }
}

gboolean
dect_pbx_store_gateway_id (DectPbxStore *self, const char *mac, gint64 *id, GError **error)
{
  g_autoptr (DectPbxSql) sql
      = dect_pbx_sql (self, "SELECT id FROM gateway WHERE mac = ? AND deleted = 0", "s", mac);
  GError *local = NULL;

  if (dect_pbx_sql_row (self, sql, &local))
    {
      *id = sqlite3_column_int64 (sql, 0);
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    set_not_found (error, kind_label (DECT_PBX_KIND_GATEWAY), mac);
  return FALSE;
}

gboolean
dect_pbx_store_revision (DectPbxStore *self, const char *mac, gint64 *revision, GError **error)
{
  g_autoptr (DectPbxSql) sql
      = dect_pbx_sql (self, "SELECT revision FROM gateway WHERE mac = ? AND deleted = 0", "s", mac);
  GError *local = NULL;

  *revision = dect_pbx_sql_row (self, sql, &local) ? sqlite3_column_int64 (sql, 0) : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* --- Secrets --------------------------------------------------------------------------------- */

void
dect_pbx_secrets_clear (DectPbxSecrets *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
}

gboolean
dect_pbx_store_load_secrets (
    DectPbxStore *self, gint64 gateway, gboolean clear, DectPbxSecrets *secrets, GError **error)
{
  g_autoptr (DectPbxSql) sql = dect_pbx_sql (
      self, "SELECT kind || '/' || key || '/' || name, value FROM secret WHERE gateway = ?", "i",
      gateway);
  GError *local = NULL;

  secrets->clear = clear;
  secrets->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) dect_secrets_wipe);
  while (dect_pbx_sql_row (self, sql, &local))
    g_hash_table_insert (secrets->values, g_strdup (dect_pbx_sql_text (sql, 0)),
                         g_strdup (dect_pbx_sql_text (sql, 1)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

const char *
dect_pbx_secret_key (DectPbxKind kind, const char *key)
{
  return kind == DECT_PBX_KIND_GATEWAY ? "" : key;
}

const char *
dect_pbx_secrets_lookup (const DectPbxSecrets *secrets,
                         DectPbxKind kind,
                         const char *key,
                         const char *name)
{
  g_autofree char *mark = g_strdup_printf ("%d/%s/%s", kind, dect_pbx_secret_key (kind, key), name);

  return g_hash_table_lookup (secrets->values, mark);
}

/* --- Documents
 * ------------------------------------------------------------------------------------ */

static void
add_secrets (JsonObject *object, const DectPbxSecrets *secrets, DectPbxKind kind, const char *key)
{
  if (g_hash_table_size (secrets->values) == 0)
    return;

  for (const char *const *name = dect_pbx_secret_names (); *name != NULL; name++)
    {
      const char *value = dect_pbx_secrets_lookup (secrets, kind, key, *name);
      g_autofree char *member = g_strconcat (*name, "Set", NULL);

      if (value != NULL && secrets->clear)
        json_object_set_string_member (object, *name, value);
      else if (value != NULL)
        json_object_set_boolean_member (object, member, TRUE);
    }
}

static JsonArray *
load_children (DectPbxStore *self,
               gint64 gateway,
               DectPbxKind kind,
               gint64 limit,
               gint64 offset,
               const DectPbxSecrets *secrets,
               GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (DectPbxSql) sql = dect_pbx_sql (
      self,
      "SELECT key, doc FROM child WHERE gateway = ? AND kind = ? ORDER BY key LIMIT ? OFFSET ?",
      "iiii", gateway, (gint64) kind, limit, offset);
  GError *local = NULL;

  while (dect_pbx_sql_row (self, sql, &local))
    {
      JsonObject *object = object_from_text (dect_pbx_sql_text (sql, 1));

      add_secrets (object, secrets, kind, dect_pbx_sql_text (sql, 0));
      json_array_add_object_element (array, object);
    }
  if (local == NULL)
    return g_steal_pointer (&array);
  g_propagate_error (error, local);
  return NULL;
}

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

/* Members in the order of the contract's example: mac, revision, its own, modified. */
static JsonObject *
head_object (DectPbxSql *sql, const char *mac, const DectPbxSecrets *secrets)
{
  g_autofree char *modified = format_time (sqlite3_column_int64 (sql, 2));
  g_autoptr (JsonObject) doc = object_from_text (dect_pbx_sql_text (sql, 3));
  g_autoptr (GList) members = json_object_get_members (doc);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "mac", mac);
  json_object_set_int_member (object, "revision", sqlite3_column_int64 (sql, 1));
  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_str_equal (l->data, "mac"))
        json_object_set_member (object, l->data, json_object_dup_member (doc, l->data));
    }
  add_secrets (object, secrets, DECT_PBX_KIND_GATEWAY, mac);
  json_object_set_string_member (object, "modified", modified);
  return object;
}

JsonObject *
dect_pbx_store_load (
    DectPbxStore *self, const char *mac, gboolean with_secrets, gint64 *revision, GError **error)
{
  g_autoptr (DectPbxSql) sql = NULL;
  g_auto (DectPbxSecrets) secrets = { NULL, FALSE };
  g_autoptr (JsonObject) document = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && self->in_transaction, NULL);

  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !dect_pbx_store_load_secrets (self, id, with_secrets, &secrets, error))
    return NULL;

  sql = dect_pbx_sql (self, "SELECT id, revision, modified, doc FROM gateway WHERE id = ?", "i",
                      id);
  if (!dect_pbx_sql_row (self, sql, error))
    return NULL;
  document = head_object (sql, mac, &secrets);
  if (revision != NULL)
    *revision = sqlite3_column_int64 (sql, 1);

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      JsonArray *children = load_children (self, id, child_kinds[i], -1, 0, &secrets, error);

      if (children == NULL)
        return NULL;
      json_object_set_array_member (document, dect_pbx_kind_list (child_kinds[i]), children);
    }
  return g_steal_pointer (&document);
}

JsonObject *
dect_pbx_store_load_child (DectPbxStore *self,
                           const char *mac,
                           DectPbxKind kind,
                           const char *key,
                           gint64 *revision,
                           GError **error)
{
  g_autoptr (DectPbxSql) sql = NULL;
  g_auto (DectPbxSecrets) secrets = { NULL, FALSE };
  JsonObject *object;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !dect_pbx_store_load_secrets (self, id, FALSE, &secrets, error))
    return NULL;

  sql = dect_pbx_sql (self,
                      "SELECT revision, doc FROM child WHERE gateway = ? AND kind = ? AND key = ?",
                      "iis", id, (gint64) kind, key);
  if (!dect_pbx_sql_row (self, sql, &local))
    {
      if (local != NULL)
        g_propagate_error (error, local);
      else
        set_not_found (error, kind_label (kind), key);
      return NULL;
    }
  if (revision != NULL)
    *revision = sqlite3_column_int64 (sql, 0);
  object = object_from_text (dect_pbx_sql_text (sql, 1));
  add_secrets (object, &secrets, kind, key);
  return object;
}

static gboolean
count_rows (DectPbxStore *self, DectPbxSql *sql, gint64 *count, GError **error)
{
  g_autoptr (DectPbxSql) statement = sql;

  if (!dect_pbx_sql_row (self, statement, error))
    return FALSE;
  *count = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

JsonArray *
dect_pbx_store_list (DectPbxStore *self, gint64 limit, gint64 offset, gint64 *total, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;

  if (!count_rows (self,
                   dect_pbx_sql (self, "SELECT count(*) FROM gateway WHERE deleted = 0", NULL),
                   total, error))
    return NULL;

  sql = dect_pbx_sql (self,
                      "SELECT mac, revision, doc,"
                      " (SELECT count(*) FROM child WHERE gateway = id AND kind = 1),"
                      " (SELECT count(*) FROM child WHERE gateway = id AND kind = 2)"
                      " FROM gateway WHERE deleted = 0 ORDER BY mac LIMIT ? OFFSET ?",
                      "ii", limit, offset);
  while (dect_pbx_sql_row (self, sql, &local))
    {
      g_autoptr (JsonObject) doc = object_from_text (dect_pbx_sql_text (sql, 2));
      const char *name = dect_pbx_json_get_string (doc, "name");
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "mac", dect_pbx_sql_text (sql, 0));
      json_object_set_string_member (object, "name", name != NULL ? name : "");
      json_object_set_int_member (object, "accesspointCount", sqlite3_column_int64 (sql, 3));
      json_object_set_int_member (object, "handsetCount", sqlite3_column_int64 (sql, 4));
      json_object_set_int_member (object, "revision", sqlite3_column_int64 (sql, 1));
      json_array_add_object_element (array, object);
    }
  if (local == NULL)
    return g_steal_pointer (&array);
  g_propagate_error (error, local);
  return NULL;
}

JsonArray *
dect_pbx_store_list_children (DectPbxStore *self,
                              const char *mac,
                              DectPbxKind kind,
                              gint64 limit,
                              gint64 offset,
                              gint64 *total,
                              GError **error)
{
  g_return_val_if_fail (self != NULL && mac != NULL, NULL);

  g_auto (DectPbxSecrets) secrets = { NULL, FALSE };
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !dect_pbx_store_load_secrets (self, id, FALSE, &secrets, error)
      || !count_rows (self,
                      dect_pbx_sql (self,
                                    "SELECT count(*) FROM child WHERE gateway = ? AND kind = ?",
                                    "ii", id, (gint64) kind),
                      total, error))
    return NULL;
  return load_children (self, id, kind, limit, offset, &secrets, error);
}

/* --- Questions ------------------------------------------------------------------------------- */

char *
dect_pbx_store_find_owner (DectPbxStore *self,
                           const char *mac,
                           const char *member,
                           const char *value)
{
  g_autoptr (DectPbxSql) sql = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  if (g_str_equal (member, "targetIp"))
    sql = dect_pbx_sql (
        self,
        "SELECT mac FROM gateway JOIN child ON gateway = id WHERE ip = ? AND mac <> ? LIMIT 1",
        "ss", value, mac);
  else
    sql = dect_pbx_sql (
        self,
        "SELECT mac FROM gateway JOIN child ON gateway = id WHERE kind = ? AND key = ? AND mac <> "
        "? LIMIT 1",
        "iss",
        (gint64) (g_str_equal (member, "ipei") ? DECT_PBX_KIND_HANDSET : DECT_PBX_KIND_ACCESSPOINT),
        value, mac);
  return dect_pbx_sql_row (self, sql, NULL) ? g_strdup (dect_pbx_sql_text (sql, 0)) : NULL;
}

GHashTable *
dect_pbx_store_list_new (
    DectPbxStore *self, const char *mac, DectPbxKind kind, gint64 since, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error))
    return NULL;

  /* Removed and added again since then is not new: whoever imported at @since has it. */
  sql = dect_pbx_sql (
      self,
      "SELECT key FROM child AS c WHERE gateway = ? AND kind = ? AND created > ? AND NOT EXISTS"
      " (SELECT 1 FROM removed AS r WHERE r.gateway = c.gateway AND r.kind = c.kind AND r.key = "
      "c.key"
      "  AND r.created <= ? AND r.removed > ?)",
      "iiiii", id, (gint64) kind, since, since, since);
  while (dect_pbx_sql_row (self, sql, &local))
    g_hash_table_add (keys, g_strdup (dect_pbx_sql_text (sql, 0)));
  if (local == NULL)
    return g_steal_pointer (&keys);
  g_propagate_error (error, local);
  return NULL;
}

GStrv
dect_pbx_store_list_removed (
    DectPbxStore *self, const char *mac, DectPbxKind kind, gint64 since, GError **error)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error))
    return NULL;

  sql = dect_pbx_sql (
      self,
      "SELECT DISTINCT key FROM removed AS r WHERE gateway = ? AND kind = ? AND created <= ? AND "
      "removed > ?"
      " AND NOT EXISTS (SELECT 1 FROM child AS c WHERE c.gateway = r.gateway AND c.kind = r.kind"
      " AND c.key = r.key) ORDER BY key",
      "iiii", id, (gint64) kind, since, since);
  while (dect_pbx_sql_row (self, sql, &local))
    g_strv_builder_add (keys, dect_pbx_sql_text (sql, 0));
  if (local == NULL)
    return g_strv_builder_end (keys);
  g_propagate_error (error, local);
  return NULL;
}
