/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "model/dect-site.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-store-private.h"

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

/* What is kept of a document or record: not the lists, nothing of the server's own, no secrets. */
static char *
object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) kept = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *name = l->data;

      if (!dect_pbx_is_read_only (name)
          && !g_strv_contains (dect_pbx_secret_names (), name)
          && !g_str_equal (name, "accesspoints") && !g_str_equal (name, "handsets"))
        json_object_set_member (kept, name, json_object_dup_member (object, name));
    }
  json_node_set_object (node, kept);
  return json_to_string (node, FALSE);
}

static gboolean
texts_equal (const char *a,
             const char *b)
{
  g_autoptr (JsonNode) node_a = NULL;
  g_autoptr (JsonNode) node_b = NULL;

  if (g_str_equal (a, b))
    return TRUE;
  node_a = json_from_string (a, NULL);
  node_b = json_from_string (b, NULL);
  return node_a != NULL && node_b != NULL && json_node_equal (node_a, node_b);
}

static const char *
string_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
set_not_found (GError    **error,
               const char *what,
               const char *key)
{
  g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NOT_FOUND, _("The PBX has no %s %s."), what, key);
}

/* Nouns of the contract in sentences a person reads. */
static const char *
kind_label (DectPbxKind kind)
{
  switch (kind)
    {
    case DECT_PBX_KIND_ACCESSPOINT: return _("base station");
    case DECT_PBX_KIND_HANDSET: return _("handset");
    case DECT_PBX_KIND_GATEWAY:
    default: return _("DECT gateway");
    }
}

gboolean
dect_pbx_store_gateway_id (DectPbxStore *self,
                           const char   *mac,
                           gint64       *id,
                           GError      **error)
{
  g_autoptr (DectPbxSql) sql = dect_pbx_sql (self, "SELECT id FROM gateway WHERE mac = ? AND deleted = 0", "s", mac);
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
dect_pbx_store_revision (DectPbxStore *self,
                         const char   *mac,
                         gint64       *revision,
                         GError      **error)
{
  g_autoptr (DectPbxSql) sql = dect_pbx_sql (self, "SELECT revision FROM gateway WHERE mac = ? AND deleted = 0", "s", mac);
  GError *local = NULL;

  *revision = dect_pbx_sql_row (self, sql, &local) ? sqlite3_column_int64 (sql, 0) : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* --- Reading ------------------------------------------------------------------------------------ */

/* What a reader may see of the secrets of one gateway. */
typedef struct
{
  GHashTable *values; /* "<kind>/<key>/<name>" -> value; one query instead of one a record */
  gboolean    clear;
} Secrets;

static void
wipe_free (gpointer data)
{
  memset (data, 0, strlen (data));
  g_free (data);
}

static void
secrets_clear (Secrets *self)
{
  g_clear_pointer (&self->values, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secrets, secrets_clear)

static gboolean
load_secrets (DectPbxStore *self,
              gint64        gateway,
              gboolean      clear,
              Secrets      *secrets,
              GError      **error)
{
  g_autoptr (DectPbxSql) sql =
      dect_pbx_sql (self, "SELECT kind || '/' || key || '/' || name, value FROM secret WHERE gateway = ?", "i", gateway);
  GError *local = NULL;

  secrets->clear = clear;
  secrets->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_free);
  while (dect_pbx_sql_row (self, sql, &local))
    g_hash_table_insert (secrets->values, g_strdup (dect_pbx_sql_text (sql, 0)), g_strdup (dect_pbx_sql_text (sql, 1)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* A gateway's own secrets must outlive a new key of the gateway. */
static const char *
secret_key (DectPbxKind kind,
            const char *key)
{
  return kind == DECT_PBX_KIND_GATEWAY ? "" : key;
}

static const char *
secret_lookup (const Secrets *secrets,
               DectPbxKind    kind,
               const char    *key,
               const char    *name)
{
  g_autofree char *mark = g_strdup_printf ("%d/%s/%s", kind, secret_key (kind, key), name);

  return g_hash_table_lookup (secrets->values, mark);
}

static void
add_secrets (JsonObject    *object,
             const Secrets *secrets,
             DectPbxKind    kind,
             const char    *key)
{
  if (g_hash_table_size (secrets->values) == 0)
    return;

  for (const char *const *name = dect_pbx_secret_names (); *name != NULL; name++)
    {
      const char *value = secret_lookup (secrets, kind, key, *name);
      g_autofree char *member = g_strconcat (*name, "Set", NULL);

      if (value != NULL && secrets->clear)
        json_object_set_string_member (object, *name, value);
      else if (value != NULL)
        json_object_set_boolean_member (object, member, TRUE);
    }
}

static JsonArray *
load_children (DectPbxStore *self,
               gint64        gateway,
               DectPbxKind   kind,
               gint64        limit,
               gint64        offset,
               const Secrets *secrets,
               GError      **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (DectPbxSql) sql =
      dect_pbx_sql (self, "SELECT key, doc FROM child WHERE gateway = ? AND kind = ? ORDER BY key LIMIT ? OFFSET ?",
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
head_object (DectPbxSql    *sql,
             const char    *mac,
             const Secrets *secrets)
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
dect_pbx_store_load (DectPbxStore *self,
                     const char   *mac,
                     gboolean      with_secrets,
                     gint64       *revision,
                     GError      **error)
{
  g_autoptr (DectPbxSql) sql = NULL;
  g_auto (Secrets) secrets = { NULL, FALSE };
  g_autoptr (JsonObject) document = NULL;
  gint64 id;

  g_return_val_if_fail (self != NULL && self->in_transaction, NULL);

  if (!dect_pbx_store_gateway_id (self, mac, &id, error) || !load_secrets (self, id, with_secrets, &secrets, error))
    return NULL;

  sql = dect_pbx_sql (self, "SELECT id, revision, modified, doc FROM gateway WHERE id = ?", "i", id);
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
                           const char   *mac,
                           DectPbxKind   kind,
                           const char   *key,
                           gint64       *revision,
                           GError      **error)
{
  g_autoptr (DectPbxSql) sql = NULL;
  g_auto (Secrets) secrets = { NULL, FALSE };
  JsonObject *object;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error) || !load_secrets (self, id, FALSE, &secrets, error))
    return NULL;

  sql = dect_pbx_sql (self, "SELECT revision, doc FROM child WHERE gateway = ? AND kind = ? AND key = ?", "iis", id,
                      (gint64) kind, key);
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
count_rows (DectPbxStore *self,
            DectPbxSql   *sql,
            gint64       *count,
            GError      **error)
{
  g_autoptr (DectPbxSql) statement = sql;

  if (!dect_pbx_sql_row (self, statement, error))
    return FALSE;
  *count = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

JsonArray *
dect_pbx_store_list (DectPbxStore *self,
                     gint64        limit,
                     gint64        offset,
                     gint64       *total,
                     GError      **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;

  if (!count_rows (self, dect_pbx_sql (self, "SELECT count(*) FROM gateway WHERE deleted = 0", NULL), total, error))
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
      const char *name = string_member (doc, "name");
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
                              const char   *mac,
                              DectPbxKind   kind,
                              gint64        limit,
                              gint64        offset,
                              gint64       *total,
                              GError      **error)
{
  g_auto (Secrets) secrets = { NULL, FALSE };
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !load_secrets (self, id, FALSE, &secrets, error)
      || !count_rows (self,
                      dect_pbx_sql (self, "SELECT count(*) FROM child WHERE gateway = ? AND kind = ?", "ii", id,
                                    (gint64) kind),
                      total, error))
    return NULL;
  return load_children (self, id, kind, limit, offset, &secrets, error);
}

/* --- Writing ------------------------------------------------------------------------------------ */

/* A row as it stands before a save. */
typedef struct
{
  char  *doc;
  gint64 created;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->doc);
  g_free (row);
}

static GHashTable *
load_rows (DectPbxStore *self,
           gint64        gateway,
           DectPbxKind   kind,
           GError      **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  g_autoptr (DectPbxSql) sql =
      dect_pbx_sql (self, "SELECT key, created, doc FROM child WHERE gateway = ? AND kind = ?", "ii", gateway,
                    (gint64) kind);
  GError *local = NULL;

  while (dect_pbx_sql_row (self, sql, &local))
    {
      Row *row = g_new0 (Row, 1);

      row->created = sqlite3_column_int64 (sql, 1);
      row->doc = g_strdup (dect_pbx_sql_text (sql, 2));
      g_hash_table_insert (rows, g_strdup (dect_pbx_sql_text (sql, 0)), row);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local);
  return NULL;
}

/* One save under way. */
typedef struct
{
  DectPbxStore *store;
  gint64        gateway;
  gint64        revision;
  Secrets       secrets;
} Save;

static gboolean
save_secrets (const Save *save,
              DectPbxKind kind,
              const char *key,
              JsonObject *object,
              gboolean   *changed,
              GError    **error)
{
  for (const char *const *name = dect_pbx_secret_names (); *name != NULL; name++)
    {
      const char *value = string_member (object, *name);

      if (g_strcmp0 (value, secret_lookup (&save->secrets, kind, key, *name)) == 0)
        continue;
      *changed = TRUE;
      if (value == NULL
          && !dect_pbx_sql_run (save->store,
                                dect_pbx_sql (save->store,
                                              "DELETE FROM secret WHERE gateway = ? AND kind = ? AND key = ? AND name = ?",
                                              "iiss", save->gateway, (gint64) kind, secret_key (kind, key), *name),
                                error))
        return FALSE;
      if (value != NULL
          && !dect_pbx_sql_run (save->store,
                                dect_pbx_sql (save->store,
                                              "INSERT OR REPLACE INTO secret (gateway, kind, key, name, value)"
                                              " VALUES (?, ?, ?, ?, ?)",
                                              "iisss", save->gateway, (gint64) kind, secret_key (kind, key), *name, value),
                                error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_child (const Save *save,
            DectPbxKind kind,
            const char *key,
            JsonObject *object,
            const Row  *row,
            GError    **error)
{
  g_autofree char *text = object_to_text (object);
  const char *ip = string_member (object, "targetIp");
  gboolean changed = row == NULL || !texts_equal (text, row->doc);

  if (!save_secrets (save, kind, key, object, &changed, error))
    return FALSE;
  if (row == NULL)
    return dect_pbx_sql_run (save->store,
                             dect_pbx_sql (save->store,
                                           "INSERT INTO child (gateway, kind, key, created, revision, ip, doc)"
                                           " VALUES (?, ?, ?, ?, ?, ?, ?)",
                                           "iisiiss", save->gateway, (gint64) kind, key, save->revision,
                                           save->revision, ip, text),
                             error);
  if (changed)
    return dect_pbx_sql_run (save->store,
                             dect_pbx_sql (save->store,
                                           "UPDATE child SET revision = ?, ip = ?, doc = ?"
                                           " WHERE gateway = ? AND kind = ? AND key = ?",
                                           "issiis", save->revision, ip, text, save->gateway, (gint64) kind, key),
                             error);
  return TRUE;
}

static gboolean
remove_child (const Save *save,
              DectPbxKind kind,
              const char *key,
              gint64      created,
              GError    **error)
{
  DectPbxStore *self = save->store;
  gint64 gateway = save->gateway;

  return dect_pbx_sql_run (self,
                           dect_pbx_sql (self, "DELETE FROM child WHERE gateway = ? AND kind = ? AND key = ?", "iis",
                                         gateway, (gint64) kind, key),
                           error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self, "DELETE FROM secret WHERE gateway = ? AND kind = ? AND key = ?", "iis",
                                            gateway, (gint64) kind, key),
                              error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self,
                                            "INSERT INTO removed (gateway, kind, key, created, removed)"
                                            " VALUES (?, ?, ?, ?, ?)",
                                            "iisii", gateway, (gint64) kind, key, created, save->revision),
                              error);
}

static gboolean
save_children (const Save *save,
               DectPbxKind kind,
               JsonArray  *array,
               GError    **error)
{
  g_autoptr (GHashTable) rows = load_rows (save->store, save->gateway, kind, error);
  GHashTableIter iter;
  gpointer key, value;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *child_key = string_member (object, dect_pbx_kind_key_member (kind));

      g_return_val_if_fail (child_key != NULL, FALSE);
      if (!save_child (save, kind, child_key, object, g_hash_table_lookup (rows, child_key), error))
        return FALSE;
      g_hash_table_remove (rows, child_key);
    }

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (!remove_child (save, kind, key, ((const Row *) value)->created, error))
        return FALSE;
    }
  return TRUE;
}

/* Finds the gateway's row, living or deleted, or makes one; @revision is the last it had. */
static gboolean
claim_row (DectPbxStore *self,
           const char   *mac,
           gint64       *id,
           gint64       *revision,
           GError      **error)
{
  GError *local = NULL;

  {
    g_autoptr (DectPbxSql) sql = dect_pbx_sql (self, "SELECT id, revision FROM gateway WHERE mac = ?", "s", mac);

    if (dect_pbx_sql_row (self, sql, &local))
      {
        *id = sqlite3_column_int64 (sql, 0);
        *revision = sqlite3_column_int64 (sql, 1);
        return TRUE;
      }
  }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!dect_pbx_sql_run (self,
                         dect_pbx_sql (self,
                                       "INSERT INTO gateway (mac, revision, deleted, modified, doc)"
                                       " VALUES (?, 0, 1, 0, '{}')",
                                       "s", mac),
                         error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (self->db);
  *revision = 0;
  return TRUE;
}

static void
save_clear (Save *save)
{
  secrets_clear (&save->secrets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Save, save_clear)

gboolean
dect_pbx_store_save (DectPbxStore *self,
                     JsonObject   *document,
                     gint64       *revision,
                     GError      **error)
{
  g_autofree char *text = object_to_text (document);
  const char *mac = string_member (document, "mac");
  g_auto (Save) save = { self, 0, 0, { NULL, FALSE } };
  gboolean changed = FALSE;

  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);
  g_return_val_if_fail (mac != NULL, FALSE);

  if (!claim_row (self, mac, &save.gateway, &save.revision, error)
      || !load_secrets (self, save.gateway, TRUE, &save.secrets, error))
    return FALSE;
  save.revision++;
  if (!dect_pbx_sql_run (self,
                         dect_pbx_sql (self,
                                       "UPDATE gateway SET revision = ?, deleted = 0, modified = ?, doc = ? WHERE id = ?",
                                       "iisi", save.revision, dect_clock_now (), text, save.gateway),
                         error)
      || !save_secrets (&save, DECT_PBX_KIND_GATEWAY, mac, document, &changed, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      const char *list = dect_pbx_kind_list (child_kinds[i]);
      JsonArray *array = json_object_has_member (document, list) ? json_object_get_array_member (document, list) : NULL;

      if (!save_children (&save, child_kinds[i], array, error))
        return FALSE;
    }
  *revision = save.revision;
  return TRUE;
}

gboolean
dect_pbx_store_delete (DectPbxStore *self,
                       const char   *mac,
                       GError      **error)
{
  g_auto (Save) save = { self, 0, 0, { NULL, FALSE } };

  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);

  if (!dect_pbx_store_gateway_id (self, mac, &save.gateway, error)
      || !dect_pbx_store_revision (self, mac, &save.revision, error))
    return FALSE;
  save.revision++;

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      if (!save_children (&save, child_kinds[i], NULL, error))
        return FALSE;
    }
  return dect_pbx_sql_run (self, dect_pbx_sql (self, "DELETE FROM secret WHERE gateway = ?", "i", save.gateway), error)
         && dect_pbx_sql_run (self, dect_pbx_sql (self, "DELETE FROM job WHERE gateway = ?", "i", save.gateway), error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self,
                                            "UPDATE gateway SET revision = ?, deleted = 1, doc = '{}' WHERE id = ?", "ii",
                                            save.revision, save.gateway),
                              error);
}

gboolean
dect_pbx_store_rekey (DectPbxStore *self,
                      const char   *mac,
                      const char   *new_mac,
                      GError      **error)
{
  gint64 id, revision, other, other_revision, taken;

  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);

  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !dect_pbx_store_revision (self, mac, &revision, error)
      || !dect_pbx_store_revision (self, new_mac, &taken, error))
    return FALSE;
  if (taken != 0)
    {
      g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_EXISTS,
                   _("The PBX already has a DECT gateway %s."), new_mac);
      return FALSE;
    }
  if (!claim_row (self, new_mac, &other, &other_revision, error))
    return FALSE;

  /* The two rows swap keys, so that neither key ever sees a revision again; the mark in between is no MAC. */
  revision = MAX (revision, other_revision) + 1;
  return dect_pbx_sql_run (self, dect_pbx_sql (self, "UPDATE gateway SET mac = '-' WHERE id = ?", "i", other), error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self, "UPDATE gateway SET mac = ?, revision = ? WHERE id = ?", "sii", new_mac,
                                            revision, id),
                              error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self, "UPDATE gateway SET mac = ?, revision = ? WHERE id = ?", "sii", mac,
                                            revision, other),
                              error);
}

/* --- Questions ---------------------------------------------------------------------------------- */

char *
dect_pbx_store_find_owner (DectPbxStore *self,
                           const char   *mac,
                           const char   *member,
                           const char   *value)
{
  g_autoptr (DectPbxSql) sql = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  if (g_str_equal (member, "targetIp"))
    sql = dect_pbx_sql (self,
                        "SELECT mac FROM gateway JOIN child ON gateway = id WHERE ip = ? AND mac <> ? LIMIT 1", "ss", value,
                        mac);
  else
    sql = dect_pbx_sql (self,
                        "SELECT mac FROM gateway JOIN child ON gateway = id WHERE kind = ? AND key = ? AND mac <> ? LIMIT 1",
                        "iss", (gint64) (g_str_equal (member, "ipei") ? DECT_PBX_KIND_HANDSET : DECT_PBX_KIND_ACCESSPOINT), value,
                        mac);
  return dect_pbx_sql_row (self, sql, NULL) ? g_strdup (dect_pbx_sql_text (sql, 0)) : NULL;
}

GHashTable *
dect_pbx_store_list_new (DectPbxStore *self,
                         const char   *mac,
                         DectPbxKind   kind,
                         gint64        since,
                         GError      **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error))
    return NULL;

  /* Removed and added again since then is not new: whoever imported at @since has it. */
  sql = dect_pbx_sql (self,
                      "SELECT key FROM child AS c WHERE gateway = ? AND kind = ? AND created > ? AND NOT EXISTS"
                      " (SELECT 1 FROM removed AS r WHERE r.gateway = c.gateway AND r.kind = c.kind AND r.key = c.key"
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
dect_pbx_store_list_removed (DectPbxStore *self,
                             const char   *mac,
                             DectPbxKind   kind,
                             gint64        since,
                             GError      **error)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autoptr (DectPbxSql) sql = NULL;
  GError *local = NULL;
  gint64 id;

  if (!dect_pbx_store_gateway_id (self, mac, &id, error))
    return NULL;

  sql = dect_pbx_sql (self,
                      "SELECT DISTINCT key FROM removed AS r WHERE gateway = ? AND kind = ? AND created <= ? AND removed > ?"
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
