/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "pbx/server/dect-pbx-store.h"

G_BEGIN_DECLS

struct _DectPbxStore
{
  sqlite3    *db;
  GHashTable *statements; /* SQL text (static) -> sqlite3_stmt */
  gboolean    in_transaction;
  gboolean    writing;
  GError     *failure; /* (nullable): the first of the transaction */
};

/** DectPbxSql: a cached statement under way; auto-cleanup puts it back */
typedef sqlite3_stmt DectPbxSql;

/**
 * dect_pbx_sql:
 * @self: a store
 * @sql: a string literal; the compiled statement is kept by it
 * @types: (nullable): one letter a value that follows: i gint64, s text or %NULL
 *
 * Returns: (transfer full) (nullable): the statement with its values bound; %NULL when SQLite
 * refuses it
 */
DectPbxSql *dect_pbx_sql (DectPbxStore *self,
                          const char   *sql,
                          const char   *types,
                          ...);

void dect_pbx_sql_end (DectPbxSql *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxSql, dect_pbx_sql_end)

/**
 * dect_pbx_sql_row: steps. Returns: whether there is a row; at the end and on failure not, with
 * @error set on failure alone
 */
gboolean dect_pbx_sql_row (DectPbxStore *self,
                           DectPbxSql   *sql,
                           GError      **error);

/**
 * dect_pbx_sql_run: steps a statement without rows. @sql: (transfer full). Returns: whether it
 * worked
 */
gboolean dect_pbx_sql_run (DectPbxStore *self,
                           DectPbxSql   *sql,
                           GError      **error);

/** dect_pbx_sql_text: Returns: the column as text, "" for NULL */
const char *dect_pbx_sql_text (DectPbxSql *self,
                               int         column);

/** dect_pbx_store_set_error: makes a #GError of what SQLite reported last */
void dect_pbx_store_set_error (DectPbxStore *self,
                               GError      **error);

/** dect_pbx_store_exec: runs SQL text that gives no rows. Returns: whether it worked */
gboolean dect_pbx_store_exec (DectPbxStore *self,
                              const char   *sql,
                              GError      **error);

/**
 * dect_pbx_store_gateway_id: Returns: whether there is such a living gateway; else @error is
 * %DECT_PBX_STORE_ERROR_NOT_FOUND
 */
gboolean dect_pbx_store_gateway_id (DectPbxStore *self,
                                    const char   *mac,
                                    gint64       *id,
                                    GError      **error);

/**
 * DectPbxSecrets:
 * @values: "kind/key/name" -> value; one query instead of one a record
 * @clear: whether the reader may see the values
 *
 * The secrets of one gateway.
 */
typedef struct
{
  GHashTable *values;
  gboolean    clear;
} DectPbxSecrets;

void dect_pbx_secrets_clear (DectPbxSecrets *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectPbxSecrets, dect_pbx_secrets_clear)

gboolean dect_pbx_store_load_secrets (DectPbxStore   *self,
                                      gint64          gateway,
                                      gboolean        clear,
                                      DectPbxSecrets *secrets,
                                      GError        **error);

/** dect_pbx_secret_key: Returns: @key, "" for a gateway: its secrets must outlive a new key */
const char *dect_pbx_secret_key (DectPbxKind kind,
                                 const char *key);

const char *dect_pbx_secrets_lookup (const DectPbxSecrets *secrets,
                                     DectPbxKind           kind,
                                     const char           *key,
                                     const char           *name);

G_END_DECLS
