/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-store-private.h"

#include <glib/gi18n-lib.h>

/* Notes kept in the audit table; the oldest go. */
#define AUDIT_ROWS 10000

void
dect_pbx_reply_free (DectPbxReply *self)
{
  if (self == NULL)
    return;

  g_free (self->digest);
  g_free (self->headers);
  g_free (self->body);
  g_free (self);
}

DectPbxReply *
dect_pbx_store_find_reply (DectPbxStore *self, const char *user, const char *key, gint64 now)
{
  g_return_val_if_fail (self != NULL && user != NULL && key != NULL, NULL);

  g_autoptr (DectPbxSql) sql = dect_pbx_sql (
      self,
      "SELECT digest, status, headers, body FROM reply WHERE user = ? AND key = ? AND time > ?",
      "ssi", user, key, now - DECT_PBX_REPLY_SECONDS);
  DectPbxReply *reply;

  if (!dect_pbx_sql_row (self, sql, NULL))
    return NULL;
  reply = g_new0 (DectPbxReply, 1);
  reply->digest = g_strdup (dect_pbx_sql_text (sql, 0));
  reply->status = (guint) sqlite3_column_int (sql, 1);
  reply->headers = g_strdup (dect_pbx_sql_text (sql, 2));
  reply->body = g_strdup (dect_pbx_sql_text (sql, 3));
  return reply;
}

gboolean
dect_pbx_store_keep_reply (DectPbxStore *self,
                           const char *user,
                           const char *key,
                           const DectPbxReply *reply,
                           gint64 now,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);

  return dect_pbx_sql_run (self,
                           dect_pbx_sql (self, "DELETE FROM reply WHERE time <= ?", "i",
                                         now - DECT_PBX_REPLY_SECONDS),
                           error)
         && dect_pbx_sql_run (
             self,
             dect_pbx_sql (
                 self,
                 "INSERT OR REPLACE INTO reply (user, key, time, digest, status, headers, body)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?)",
                 "ssisiss", user, key, now, reply->digest, (gint64) reply->status, reply->headers,
                 reply->body),
             error);
}

/* --- Jobs ------------------------------------------------------------------------------------ */

static char *
job_id (gint64 number)
{
  return g_strdup_printf ("a%" G_GINT64_FORMAT, number);
}

static gint64
job_number (const char *id)
{
  guint64 number;

  return id[0] == 'a' && g_ascii_string_to_unsigned (id + 1, 10, 1, G_MAXINT64, &number, NULL)
             ? (gint64) number
             : 0;
}

char *
dect_pbx_store_job_in_state (DectPbxStore *self, const char *mac, const char *state)
{
  g_return_val_if_fail (self != NULL && mac != NULL && state != NULL, NULL);

  g_autoptr (DectPbxSql) sql
      = dect_pbx_sql (self,
                      "SELECT number FROM job JOIN gateway ON gateway = id"
                      " WHERE mac = ? AND deleted = 0 AND state = ? ORDER BY number LIMIT 1",
                      "ss", mac, state);

  return dect_pbx_sql_row (self, sql, NULL) ? job_id (sqlite3_column_int64 (sql, 0)) : NULL;
}

char *
dect_pbx_store_add_job (DectPbxStore *self, const char *mac, GError **error)
{
  char *pending = dect_pbx_store_job_in_state (self, mac, "pending");
  gint64 id;

  g_return_val_if_fail (self->in_transaction && self->writing, NULL);

  if (pending != NULL)
    return pending;
  if (!dect_pbx_store_gateway_id (self, mac, &id, error)
      || !dect_pbx_sql_run (
          self,
          dect_pbx_sql (self, "INSERT INTO job (gateway, state, time) VALUES (?, 'pending', 0)",
                        "i", id),
          error))
    return NULL;
  return job_id (sqlite3_last_insert_rowid (self->db));
}

JsonObject *
dect_pbx_store_get_job (DectPbxStore *self, const char *mac, const char *id, GError **error)
{
  g_autoptr (DectPbxSql) sql
      = dect_pbx_sql (self,
                      "SELECT state, message FROM job JOIN gateway ON gateway = id"
                      " WHERE mac = ? AND deleted = 0 AND number = ?",
                      "si", mac, job_number (id));
  JsonObject *object;
  GError *local = NULL;

  if (!dect_pbx_sql_row (self, sql, &local))
    {
      if (local != NULL)
        g_propagate_error (error, local);
      else
        g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NOT_FOUND,
                     _("The PBX has no job of that id."));
      return NULL;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "kind", "telephony");
  json_object_set_string_member (object, "state", dect_pbx_sql_text (sql, 0));
  if (sqlite3_column_type (sql, 1) != SQLITE_NULL)
    json_object_set_string_member (object, "message", dect_pbx_sql_text (sql, 1));
  return object;
}

gboolean
dect_pbx_store_set_job (DectPbxStore *self,
                        const char *id,
                        const char *state,
                        const char *message,
                        gint64 now,
                        GError **error)
{
  return dect_pbx_sql_run (
      self,
      dect_pbx_sql (self, "UPDATE job SET state = ?, message = ?, time = ? WHERE number = ?",
                    "ssii", state, message, now, job_number (id)),
      error);
}

gboolean
dect_pbx_store_end_stale_jobs (DectPbxStore *self, gint64 before, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return dect_pbx_sql_run (
      self,
      dect_pbx_sql (
          self, "UPDATE job SET state = 'failed', message = ? WHERE state = 'running' AND time < ?",
          "si", _("The server stopped while the job ran; apply again."), before),
      error);
}

/* --- Audit ----------------------------------------------------------------------------------- */

gboolean
dect_pbx_store_audit (DectPbxStore *self,
                      gint64 now,
                      const char *user,
                      const char *request,
                      const char *action,
                      const char *mac,
                      gint64 revision,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && self->in_transaction && self->writing, FALSE);

  return dect_pbx_sql_run (
             self,
             dect_pbx_sql (self,
                           "INSERT INTO audit (time, user, request, action, mac, revision)"
                           " VALUES (?, ?, ?, ?, ?, ?)",
                           "issssi", now, user, request, action, mac, revision),
             error)
         && dect_pbx_sql_run (
             self,
             dect_pbx_sql (self, "DELETE FROM audit WHERE number <= ?", "i",
                           (gint64) sqlite3_last_insert_rowid (self->db) - AUDIT_ROWS),
             error);
}

JsonArray *
dect_pbx_store_list_audit (DectPbxStore *self, gint64 limit, GError **error)
{
  static const char *const columns[] = { "user", "request", "action", "mac" };
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (DectPbxSql) sql = dect_pbx_sql (
      self,
      "SELECT user, request, action, mac, revision, time FROM audit ORDER BY number DESC LIMIT ?",
      "i", limit);
  GError *local = NULL;

  while (dect_pbx_sql_row (self, sql, &local))
    {
      JsonObject *object = json_object_new ();

      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        json_object_set_string_member (object, columns[i], dect_pbx_sql_text (sql, i));
      json_object_set_int_member (object, "revision", sqlite3_column_int64 (sql, 4));
      json_object_set_int_member (object, "time", sqlite3_column_int64 (sql, 5));
      json_array_add_object_element (array, object);
    }
  if (local == NULL)
    return g_steal_pointer (&array);
  g_propagate_error (error, local);
  return NULL;
}
