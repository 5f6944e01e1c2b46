/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-store-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (dect-pbx-store-error-quark, dect_pbx_store_error)

/* "HoPB": tells our database from that of another program. */
#define APPLICATION_ID 0x486f5042

/* The database has kinds by number. */
G_STATIC_ASSERT (DECT_PBX_KIND_GATEWAY == 0 && DECT_PBX_KIND_ACCESSPOINT == 1
                 && DECT_PBX_KIND_HANDSET == 2);

/* One entry a schema version; entry n brings a database from version n to n + 1. Never change one
 * that was released. */
static const char *const migrations[] = {
  "CREATE TABLE gateway ("
  " id INTEGER PRIMARY KEY,"
  " mac TEXT NOT NULL UNIQUE,"
  " revision INTEGER NOT NULL,"
  " deleted INTEGER NOT NULL DEFAULT 0,"
  " modified INTEGER NOT NULL,"
  " doc TEXT NOT NULL);"
  "CREATE TABLE child ("
  " gateway INTEGER NOT NULL REFERENCES gateway (id),"
  " kind INTEGER NOT NULL,"
  " key TEXT NOT NULL,"
  " created INTEGER NOT NULL,"
  " revision INTEGER NOT NULL,"
  " ip TEXT,"
  " doc TEXT NOT NULL,"
  " PRIMARY KEY (gateway, kind, key)) WITHOUT ROWID;"
  "CREATE INDEX child_key ON child (kind, key);"
  "CREATE INDEX child_ip ON child (ip) WHERE ip IS NOT NULL;"
  /* A record was there from revision created up to, not with, revision removed. */
  "CREATE TABLE removed ("
  " gateway INTEGER NOT NULL REFERENCES gateway (id),"
  " kind INTEGER NOT NULL,"
  " key TEXT NOT NULL,"
  " created INTEGER NOT NULL,"
  " removed INTEGER NOT NULL,"
  " PRIMARY KEY (gateway, kind, key, removed)) WITHOUT ROWID;"
  "CREATE TABLE secret ("
  " gateway INTEGER NOT NULL REFERENCES gateway (id),"
  " kind INTEGER NOT NULL,"
  " key TEXT NOT NULL,"
  " name TEXT NOT NULL,"
  " value TEXT NOT NULL,"
  " PRIMARY KEY (gateway, kind, key, name)) WITHOUT ROWID;"
  "CREATE TABLE reply ("
  " user TEXT NOT NULL,"
  " key TEXT NOT NULL,"
  " time INTEGER NOT NULL,"
  " digest TEXT NOT NULL,"
  " status INTEGER NOT NULL,"
  " headers TEXT NOT NULL,"
  " body TEXT NOT NULL,"
  " PRIMARY KEY (user, key)) WITHOUT ROWID;"
  "CREATE INDEX reply_time ON reply (time);"
  "CREATE TABLE job ("
  " number INTEGER PRIMARY KEY AUTOINCREMENT,"
  " gateway INTEGER NOT NULL REFERENCES gateway (id),"
  " state TEXT NOT NULL,"
  " message TEXT,"
  " time INTEGER NOT NULL);"
  "CREATE INDEX job_gateway ON job (gateway, state);"
  "CREATE TABLE audit ("
  " number INTEGER PRIMARY KEY AUTOINCREMENT,"
  " time INTEGER NOT NULL,"
  " user TEXT NOT NULL,"
  " request TEXT NOT NULL,"
  " action TEXT NOT NULL,"
  " mac TEXT NOT NULL,"
  " revision INTEGER NOT NULL);",
};

const char *
dect_pbx_kind_list (DectPbxKind kind)
{
  g_return_val_if_fail (kind != DECT_PBX_KIND_GATEWAY, NULL);

  return kind == DECT_PBX_KIND_ACCESSPOINT ? "accesspoints" : "handsets";
}

const char *const *
dect_pbx_secret_names (void)
{
  static const char *const names[] = { "ac", "password", "pin", "sipPassword", NULL };

  return names;
}

gboolean
dect_pbx_is_read_only (const char *member)
{
  g_return_val_if_fail (member != NULL, FALSE);

  static const char *const names[]
      = { "revision", "modified", "acSet", "passwordSet", "pinSet", "sipPasswordSet", NULL };

  return g_strv_contains (names, member);
}

void
dect_pbx_store_set_error (DectPbxStore *self, GError **error)
{
  int code = sqlite3_errcode (self->db) & 0xff;
  GError *failure = NULL;

  switch (code)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (&failure, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_BUSY,
                   _("The PBX database is in use by another program; try again."));
      break;
    case SQLITE_FULL:
      g_set_error (
          &failure, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FULL,
          _("There is no room on the disk for the PBX database; free some and try again."));
      break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      g_set_error (&failure, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FOREIGN,
                   _("The file is not a PBX database or is damaged; name another one."));
      break;
    default:
      g_set_error (&failure, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FAILED,
                   _("The PBX database failed: %s."), sqlite3_errstr (code));
    }
  if (self->failure == NULL)
    self->failure = g_error_copy (failure);
  g_propagate_error (error, failure);
}

static void
statement_free (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
bind_values (sqlite3_stmt *statement, const char *types, va_list args)
{
  for (int i = 0; types != NULL && types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        {
          sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
          continue;
        }
      g_assert (types[i] == 's');
      sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
    }
}

DectPbxSql *
dect_pbx_sql (DectPbxStore *self, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  va_list args;

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
          != SQLITE_OK)
        return NULL;
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  g_assert (!sqlite3_stmt_busy (statement));

  va_start (args, types);
  bind_values (statement, types, args);
  va_end (args);
  return statement;
}

void
dect_pbx_sql_end (DectPbxSql *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

gboolean
dect_pbx_sql_row (DectPbxStore *self, DectPbxSql *sql, GError **error)
{
  int result = sql != NULL ? sqlite3_step (sql) : SQLITE_ERROR;

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    dect_pbx_store_set_error (self, error);
  return result == SQLITE_ROW;
}

gboolean
dect_pbx_sql_run (DectPbxStore *self, DectPbxSql *sql, GError **error)
{
  g_autoptr (DectPbxSql) statement = sql;

  if (statement != NULL && sqlite3_step (statement) == SQLITE_DONE)
    return TRUE;
  dect_pbx_store_set_error (self, error);
  return FALSE;
}

const char *
dect_pbx_sql_text (DectPbxSql *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self, column);

  return text != NULL ? text : "";
}

gboolean
dect_pbx_store_exec (DectPbxStore *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  dect_pbx_store_set_error (self, error);
  return FALSE;
}

static gboolean
pragma_number (DectPbxStore *self, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK
                && sqlite3_step (statement) == SQLITE_ROW;

  if (ok)
    *number = sqlite3_column_int64 (statement, 0);
  else
    dect_pbx_store_set_error (self, error);
  sqlite3_finalize (statement);
  return ok;
}

/* Inside a write transaction, so that two processes that start at once do not both do it. */
static gboolean
migrate (DectPbxStore *self, GError **error)
{
  gint64 version, application, n_objects;

  if (!pragma_number (self, "PRAGMA user_version", &version, error)
      || !pragma_number (self, "PRAGMA application_id", &application, error)
      || !pragma_number (self, "SELECT count(*) FROM sqlite_master", &n_objects, error))
    return FALSE;

  if (application != APPLICATION_ID && (application != 0 || version != 0 || n_objects != 0))
    {
      g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_FOREIGN,
                   _("The file is a database of another program; name another one for the PBX."));
      return FALSE;
    }
  if (version > (gint64) G_N_ELEMENTS (migrations))
    {
      g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NEWER,
                   _("The PBX database was written by a newer version of Handover (its version is "
                      "%d, this one knows %d); "
                      "use that version."),
                   (int) version, (int) G_N_ELEMENTS (migrations));
      return FALSE;
    }
  for (guint i = version; i < G_N_ELEMENTS (migrations); i++)
    {
      g_autofree char *mark = g_strdup_printf (
          "PRAGMA user_version = %u; PRAGMA application_id = %d;", i + 1, APPLICATION_ID);

      if (!dect_pbx_store_exec (self, migrations[i], error)
          || !dect_pbx_store_exec (self, mark, error))
        return FALSE;
    }
  return TRUE;
}

/* SQLite gives its -wal and -shm files the mode of the database, so it is enough to make that one
 * private. */
static gboolean
make_private (const char *path, GError **error)
{
  struct stat info;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean ok = fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode)
                && ((info.st_mode & 0077) == 0 || fchmod (fd, 0600) == 0);
  int saved = fd >= 0 && !S_ISREG (info.st_mode) ? EINVAL : errno;

  if (fd >= 0)
    close (fd);
  if (!ok)
    g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_OPEN,
                 _("The PBX database %s cannot be opened for reading and writing: %s."), path,
                 g_strerror (saved));
  return ok;
}

DectPbxStore *
dect_pbx_store_open (const char *path, guint busy_ms, GError **error)
{
  g_autoptr (DectPbxStore) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_str_equal (path, ":memory:") && !make_private (path, error))
    return NULL;

  self = g_new0 (DectPbxStore, 1);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, statement_free);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL)
      != SQLITE_OK)
    {
      g_set_error (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_OPEN,
                   _("The PBX database %s cannot be opened."), path);
      return NULL;
    }
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, (int) busy_ms);

  /* FULL: an answered commit is on disk even when the power goes; secure_delete: a cleared secret
   * is overwritten. */
  if (!dect_pbx_store_exec (
          self,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
          "PRAGMA trusted_schema = OFF;",
          error)
      || !dect_pbx_store_begin (self, TRUE, error) || !migrate (self, error)
      || !dect_pbx_store_commit (self, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
dect_pbx_store_close (DectPbxStore *self)
{
  if (self == NULL)
    return;

  dect_pbx_store_rollback (self);
  g_clear_error (&self->failure);
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self);
}

gboolean
dect_pbx_store_begin (DectPbxStore *self, gboolean write, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->in_transaction, FALSE);

  g_clear_error (&self->failure);
  if (!dect_pbx_store_exec (self, write ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return FALSE;
  self->in_transaction = TRUE;
  self->writing = write;
  return TRUE;
}

gboolean
dect_pbx_store_check (DectPbxStore *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

gboolean
dect_pbx_store_commit (DectPbxStore *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->in_transaction, FALSE);

  if (!dect_pbx_store_check (self, error) || !dect_pbx_store_exec (self, "COMMIT", error))
    {
      dect_pbx_store_rollback (self);
      return FALSE;
    }
  self->in_transaction = FALSE;
  return TRUE;
}

void
dect_pbx_store_rollback (DectPbxStore *self)
{
  g_return_if_fail (self != NULL);

  /* SQLite may have rolled back by itself after a failure. */
  if (self->in_transaction && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  self->in_transaction = FALSE;
}
