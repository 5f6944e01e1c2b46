/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "model/dect-site.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-store-private.h"

#include <glib/gi18n-lib.h>

static const DectPbxKind child_kinds[] = { DECT_PBX_KIND_ACCESSPOINT, DECT_PBX_KIND_HANDSET };

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

      if (!dect_pbx_is_read_only (name) && !g_strv_contains (dect_pbx_secret_names (), name)
          && !g_str_equal (name, "accesspoints") && !g_str_equal (name, "handsets"))
        json_object_set_member (kept, name, json_object_dup_member (object, name));
    }
  json_node_set_object (node, kept);
  return json_to_string (node, FALSE);
}

static gboolean
texts_equal (const char *a, const char *b)
{
  g_autoptr (JsonNode) node_a = NULL;
  g_autoptr (JsonNode) node_b = NULL;

  if (g_str_equal (a, b))
    return TRUE;
  node_a = json_from_string (a, NULL);
  node_b = json_from_string (b, NULL);
  return node_a != NULL && node_b != NULL && json_node_equal (node_a, node_b);
}

/* A row as it stands before a save. */
typedef struct
{
  char *doc;
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
load_rows (DectPbxStore *self, gint64 gateway, DectPbxKind kind, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  g_autoptr (DectPbxSql) sql
      = dect_pbx_sql (self, "SELECT key, created, doc FROM child WHERE gateway = ? AND kind = ?",
                      "ii", gateway, (gint64) kind);
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
  gint64 gateway;
  gint64 revision;
  DectPbxSecrets secrets;
} Save;

static gboolean
save_secrets (const Save *save,
              DectPbxKind kind,
              const char *key,
              JsonObject *object,
              gboolean *changed,
              GError **error)
{
  for (const char *const *name = dect_pbx_secret_names (); *name != NULL; name++)
    {
      const char *value = dect_pbx_json_get_string (object, *name);

      if (g_strcmp0 (value, dect_pbx_secrets_lookup (&save->secrets, kind, key, *name)) == 0)
        continue;
      *changed = TRUE;
      if (value == NULL
          && !dect_pbx_sql_run (
              save->store,
              dect_pbx_sql (
                  save->store,
                  "DELETE FROM secret WHERE gateway = ? AND kind = ? AND key = ? AND name = ?",
                  "iiss", save->gateway, (gint64) kind, dect_pbx_secret_key (kind, key), *name),
              error))
        return FALSE;
      if (value != NULL
          && !dect_pbx_sql_run (
              save->store,
              dect_pbx_sql (save->store,
                            "INSERT OR REPLACE INTO secret (gateway, kind, key, name, value)"
                            " VALUES (?, ?, ?, ?, ?)",
                            "iisss", save->gateway, (gint64) kind, dect_pbx_secret_key (kind, key),
                            *name, value),
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
            const Row *row,
            GError **error)
{
  g_autofree char *text = object_to_text (object);
  const char *ip = dect_pbx_json_get_string (object, "targetIp");
  gboolean changed = row == NULL || !texts_equal (text, row->doc);

  if (!save_secrets (save, kind, key, object, &changed, error))
    return FALSE;
  if (row == NULL)
    return dect_pbx_sql_run (
        save->store,
        dect_pbx_sql (save->store,
                      "INSERT INTO child (gateway, kind, key, created, revision, ip, doc)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "iisiiss", save->gateway, (gint64) kind, key, save->revision, save->revision,
                      ip, text),
        error);
  if (changed)
    return dect_pbx_sql_run (save->store,
                             dect_pbx_sql (save->store,
                                           "UPDATE child SET revision = ?, ip = ?, doc = ?"
                                           " WHERE gateway = ? AND kind = ? AND key = ?",
                                           "issiis", save->revision, ip, text, save->gateway,
                                           (gint64) kind, key),
                             error);
  return TRUE;
}

static gboolean
remove_child (const Save *save, DectPbxKind kind, const char *key, gint64 created, GError **error)
{
  DectPbxStore *self = save->store;
  gint64 gateway = save->gateway;

  return dect_pbx_sql_run (
             self,
             dect_pbx_sql (self, "DELETE FROM child WHERE gateway = ? AND kind = ? AND key = ?",
                           "iis", gateway, (gint64) kind, key),
             error)
         && dect_pbx_sql_run (
             self,
             dect_pbx_sql (self, "DELETE FROM secret WHERE gateway = ? AND kind = ? AND key = ?",
                           "iis", gateway, (gint64) kind, key),
             error)
         && dect_pbx_sql_run (
             self,
             dect_pbx_sql (self,
                           "INSERT INTO removed (gateway, kind, key, created, removed)"
                           " VALUES (?, ?, ?, ?, ?)",
                           "iisii", gateway, (gint64) kind, key, created, save->revision),
             error);
}

static gboolean
save_children (const Save *save, DectPbxKind kind, JsonArray *array, GError **error)
{
  g_autoptr (GHashTable) rows = load_rows (save->store, save->gateway, kind, error);
  GHashTableIter iter;
  gpointer key, value;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *child_key = dect_pbx_json_get_string (object, dect_pbx_kind_key_member (kind));

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
claim_row (DectPbxStore *self, const char *mac, gint64 *id, gint64 *revision, GError **error)
{
  GError *local = NULL;

  {
    g_autoptr (DectPbxSql) sql
        = dect_pbx_sql (self, "SELECT id, revision FROM gateway WHERE mac = ?", "s", mac);

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
  dect_pbx_secrets_clear (&save->secrets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Save, save_clear)

gboolean
dect_pbx_store_save (DectPbxStore *self, JsonObject *document, gint64 *revision, GError **error)
{
  g_autofree char *text = object_to_text (document);
  const char *mac = dect_pbx_json_get_string (document, "mac");
  g_auto (Save) save = { self, 0, 0, { NULL, FALSE } };
  gboolean changed = FALSE;

  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);
  g_return_val_if_fail (mac != NULL, FALSE);

  if (!claim_row (self, mac, &save.gateway, &save.revision, error)
      || !dect_pbx_store_load_secrets (self, save.gateway, TRUE, &save.secrets, error))
    return FALSE;
  save.revision++;
  if (!dect_pbx_sql_run (
          self,
          dect_pbx_sql (
              self,
              "UPDATE gateway SET revision = ?, deleted = 0, modified = ?, doc = ? WHERE id = ?",
              "iisi", save.revision, dect_clock_now (), text, save.gateway),
          error)
      || !save_secrets (&save, DECT_PBX_KIND_GATEWAY, mac, document, &changed, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (child_kinds); i++)
    {
      const char *list = dect_pbx_kind_list (child_kinds[i]);
      JsonArray *array = json_object_has_member (document, list)
                             ? json_object_get_array_member (document, list)
                             : NULL;

      if (!save_children (&save, child_kinds[i], array, error))
        return FALSE;
    }
  *revision = save.revision;
  return TRUE;
}

gboolean
dect_pbx_store_delete (DectPbxStore *self, const char *mac, GError **error)
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
  return dect_pbx_sql_run (
             self, dect_pbx_sql (self, "DELETE FROM secret WHERE gateway = ?", "i", save.gateway),
             error)
         && dect_pbx_sql_run (
             self, dect_pbx_sql (self, "DELETE FROM job WHERE gateway = ?", "i", save.gateway),
             error)
         && dect_pbx_sql_run (
             self,
             dect_pbx_sql (self,
                           "UPDATE gateway SET revision = ?, deleted = 1, doc = '{}' WHERE id = ?",
                           "ii", save.revision, save.gateway),
             error);
}

gboolean
dect_pbx_store_rekey (DectPbxStore *self, const char *mac, const char *new_mac, GError **error)
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

  /* The two rows swap keys, so that neither key ever sees a revision again; the mark in between is
   * no MAC. */
  revision = MAX (revision, other_revision) + 1;
  return dect_pbx_sql_run (
             self, dect_pbx_sql (self, "UPDATE gateway SET mac = '-' WHERE id = ?", "i", other),
             error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self,
                                            "UPDATE gateway SET mac = ?, revision = ? WHERE id = ?",
                                            "sii", new_mac, revision, id),
                              error)
         && dect_pbx_sql_run (self,
                              dect_pbx_sql (self,
                                            "UPDATE gateway SET mac = ?, revision = ? WHERE id = ?",
                                            "sii", mac, revision, other),
                              error);
}
