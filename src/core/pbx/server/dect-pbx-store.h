/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/**
 * DECT_PBX_STORE_ERROR:
 *
 * Why the embedded PBX cannot read or write its database; codes are #DectPbxStoreError.
 */
#define DECT_PBX_STORE_ERROR (dect_pbx_store_error_quark ())
GQuark dect_pbx_store_error_quark (void);

/**
 * DectPbxStoreError:
 * @DECT_PBX_STORE_ERROR_OPEN: the file cannot be opened or made
 * @DECT_PBX_STORE_ERROR_FOREIGN: an SQLite database of another program, or no database at all
 * @DECT_PBX_STORE_ERROR_NEWER: written by a newer version of this program
 * @DECT_PBX_STORE_ERROR_BUSY: another process holds the database for longer than the busy time;
 *   worth a retry
 * @DECT_PBX_STORE_ERROR_FULL: no room on the disk
 * @DECT_PBX_STORE_ERROR_FAILED: anything else SQLite reports
 * @DECT_PBX_STORE_ERROR_NOT_FOUND: no such gateway, record or job
 * @DECT_PBX_STORE_ERROR_EXISTS: the key is taken already (rekey)
 */
typedef enum
{
  DECT_PBX_STORE_ERROR_OPEN,
  DECT_PBX_STORE_ERROR_FOREIGN,
  DECT_PBX_STORE_ERROR_NEWER,
  DECT_PBX_STORE_ERROR_BUSY,
  DECT_PBX_STORE_ERROR_FULL,
  DECT_PBX_STORE_ERROR_FAILED,
  DECT_PBX_STORE_ERROR_NOT_FOUND,
  DECT_PBX_STORE_ERROR_EXISTS,
} DectPbxStoreError;

/**
 * dect_pbx_kind_list: Returns: "accesspoints" or "handsets", the member of the document; not for
 * a gateway
 */
const char *dect_pbx_kind_list (DectPbxKind kind);

/**
 * dect_pbx_secret_names: Returns: (array zero-terminated=1): the write-only members of the
 * contract (C1)
 */
const char *const *dect_pbx_secret_names (void);

/**
 * dect_pbx_is_read_only: Returns: whether a member of a document is the server's own
 * ("revision", "passwordSet" ...)
 */
gboolean dect_pbx_is_read_only (const char *member);

/**
 * DectPbxStore:
 *
 * The embedded PBX's database: SQLite in WAL mode. Each gateway is a JSON document with a revision
 * that only grows, also over delete and create; its base stations and handsets are rows of their
 * own, with the revision they were made at and the one they last changed at. Secrets stand in a
 * table of their own and are never part of a document that is read. The file is made with mode
 * 0600. Every change happens inside one transaction that the caller begins and commits, so a
 * process that is killed, or a second server on the same file, never leaves half a configuration.
 *
 * Not thread-safe: one store per thread. Several stores, in this or another process, may share the
 * file.
 */
typedef struct _DectPbxStore DectPbxStore;

/**
 * dect_pbx_store_open:
 * @path: a file, made when missing; ":memory:" for one that is gone when closed
 * @busy_ms: how long to wait for another process, milliseconds
 * @error: return location, #DECT_PBX_STORE_ERROR
 *
 * Returns: (transfer full): the store; free with dect_pbx_store_close()
 */
DectPbxStore *dect_pbx_store_open (const char *path,
                                   guint       busy_ms,
                                   GError    **error);

/** dect_pbx_store_close: gives up a transaction under way, as a crash would */
void dect_pbx_store_close (DectPbxStore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxStore, dect_pbx_store_close)

/**
 * dect_pbx_store_begin:
 * @self: a store without a transaction
 * @write: whether it will write; then it holds the write lock from here (BEGIN IMMEDIATE), so that
 *   what it reads stays true
 * @error: return location, %DECT_PBX_STORE_ERROR_BUSY among others
 *
 * Returns: whether the transaction stands
 */
gboolean dect_pbx_store_begin (DectPbxStore *self,
                               gboolean      write,
                               GError      **error);

/**
 * dect_pbx_store_check: a question that cannot be answered reads as "there is none" in some places;
 * so nothing that was found out in a transaction counts unless this holds at its end. Returns:
 * whether each statement since dect_pbx_store_begin() worked
 */
gboolean dect_pbx_store_check (DectPbxStore *self,
                               GError      **error);

/**
 * dect_pbx_store_commit: ends the transaction; where dect_pbx_store_check() does not hold, or on
 * failure, it is rolled back. Returns: whether it is on disk
 */
gboolean dect_pbx_store_commit (DectPbxStore *self,
                                GError      **error);

/** dect_pbx_store_rollback: ends the transaction, if there is one, without a trace */
void dect_pbx_store_rollback (DectPbxStore *self);

/**
 * dect_pbx_store_load:
 * @self: a store
 * @mac: key of a gateway
 * @with_secrets: whether secrets stand in it in the clear (to compare and to export), else only
 *   `passwordSet` and the like
 * @revision: (out) (optional): its revision
 * @error: return location, %DECT_PBX_STORE_ERROR_NOT_FOUND among others
 *
 * Reads a whole gateway: mac, revision, its own members, modified, accesspoints, handsets.
 *
 * Returns: (transfer full): the document of the contract (C3)
 */
JsonObject *dect_pbx_store_load (DectPbxStore *self,
                                 const char   *mac,
                                 gboolean      with_secrets,
                                 gint64       *revision,
                                 GError      **error);

/**
 * dect_pbx_store_revision:
 * @self: a store
 * @mac: key of a gateway
 * @revision: (out): its revision, 0 when there is no such gateway
 * @error: return location
 *
 * Returns: whether the question could be answered
 */
gboolean dect_pbx_store_revision (DectPbxStore *self,
                                  const char   *mac,
                                  gint64       *revision,
                                  GError      **error);

/**
 * dect_pbx_store_load_child:
 * @self: a store
 * @mac: key of a gateway
 * @kind: a kind, not a gateway
 * @key: key of a record in it
 * @revision: (out) (optional): revision of the gateway at which the record last changed
 * @error: return location, %DECT_PBX_STORE_ERROR_NOT_FOUND among others
 *
 * Returns: (transfer full): the record
 */
JsonObject *dect_pbx_store_load_child (DectPbxStore *self,
                                       const char   *mac,
                                       DectPbxKind   kind,
                                       const char   *key,
                                       gint64       *revision,
                                       GError      **error);

/**
 * dect_pbx_store_list:
 * @self: a store
 * @limit: at most so many
 * @offset: leave out so many
 * @total: (out): how many there are
 * @error: return location
 *
 * Returns: (transfer full): summaries of the gateways by MAC (C2)
 */
JsonArray *dect_pbx_store_list (DectPbxStore *self,
                                gint64        limit,
                                gint64        offset,
                                gint64       *total,
                                GError      **error);

/** dect_pbx_store_list_children: as dect_pbx_store_list() for the records of one gateway, by key */
JsonArray *dect_pbx_store_list_children (DectPbxStore *self,
                                         const char   *mac,
                                         DectPbxKind   kind,
                                         gint64        limit,
                                         gint64        offset,
                                         gint64       *total,
                                         GError      **error);

/**
 * dect_pbx_store_save:
 * @self: a store with a write transaction
 * @document: a whole gateway as it shall be, with both lists and, in the clear, all secrets it
 *   shall have; members of the server's own in it are left out
 * @revision: (out): its new revision
 * @error: return location
 *
 * Writes what differs: records that are equal keep their revision, those missing in @document are
 * removed (with their secrets) and remembered. A gateway that was deleted goes on with its
 * revisions.
 *
 * Returns: whether it is written
 */
gboolean dect_pbx_store_save (DectPbxStore *self,
                              JsonObject   *document,
                              gint64       *revision,
                              GError      **error);

/**
 * dect_pbx_store_delete: removes a gateway, all its records and secrets; its last revision is
 * kept in mind
 */
gboolean dect_pbx_store_delete (DectPbxStore *self,
                                const char   *mac,
                                GError      **error);

/**
 * dect_pbx_store_rekey:
 * @self: a store with a write transaction
 * @mac: key of a gateway
 * @new_mac: its new key
 * @error: return location, %DECT_PBX_STORE_ERROR_EXISTS when another gateway has it
 *
 * Moves the gateway; its revision becomes higher than that of whatever had the new key before.
 * dect_pbx_store_save() with the changed document must follow.
 *
 * Returns: whether it is moved
 */
gboolean dect_pbx_store_rekey (DectPbxStore *self,
                               const char   *mac,
                               const char   *new_mac,
                               GError      **error);

/**
 * dect_pbx_store_find_owner:
 * @self: a store
 * @mac: key of the gateway that asks
 * @member: "mac", "ipei" or "targetIp"
 * @value: what it wants to use
 *
 * Returns: (transfer full) (nullable): key of another gateway that has a record with that value
 */
char *dect_pbx_store_find_owner (DectPbxStore *self,
                                 const char   *mac,
                                 const char   *member,
                                 const char   *value);

/**
 * dect_pbx_store_list_new:
 * @self: a store
 * @mac: key of a gateway
 * @kind: a kind, not a gateway
 * @since: a revision
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): set of keys of records that are there now and were
 * not at @since
 */
GHashTable *dect_pbx_store_list_new (DectPbxStore *self,
                                     const char   *mac,
                                     DectPbxKind   kind,
                                     gint64        since,
                                     GError      **error);

/**
 * dect_pbx_store_list_removed: Returns: (transfer full): keys, sorted, that were there at @since
 * and are not now
 */
GStrv dect_pbx_store_list_removed (DectPbxStore *self,
                                   const char   *mac,
                                   DectPbxKind   kind,
                                   gint64        since,
                                   GError      **error);

/**
 * DectPbxReply:
 * @digest: SHA-256 of what was asked, hex
 * @status: status of the answer
 * @headers: JSON object of the headers that belong to it
 * @body: the answer, without secrets
 *
 * An answer kept for a repeated Idempotency-Key.
 */
typedef struct
{
  char *digest;
  guint status;
  char *headers;
  char *body;
} DectPbxReply;

void dect_pbx_reply_free (DectPbxReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxReply, dect_pbx_reply_free)

/** DECT_PBX_REPLY_SECONDS: how long an answer is kept for replay (C5) */
#define DECT_PBX_REPLY_SECONDS (24 * 60 * 60)

/**
 * dect_pbx_store_find_reply: @now: seconds since 1970. Returns: (transfer full) (nullable): the
 * kept answer, unless too old
 */
DectPbxReply *dect_pbx_store_find_reply (DectPbxStore *self,
                                         const char   *user,
                                         const char   *key,
                                         gint64        now);

/**
 * dect_pbx_store_keep_reply: keeps an answer in the transaction under way and drops those too
 * old
 */
gboolean dect_pbx_store_keep_reply (DectPbxStore       *self,
                                    const char         *user,
                                    const char         *key,
                                    const DectPbxReply *reply,
                                    gint64              now,
                                    GError            **error);

/**
 * dect_pbx_store_add_job: Returns: (transfer full): id of the gateway's pending job, a new one
 * or the one that waits already
 */
char *dect_pbx_store_add_job (DectPbxStore *self,
                              const char   *mac,
                              GError      **error);

/** dect_pbx_store_get_job: Returns: (transfer full): id, kind, state, message of a job (C5) */
JsonObject *dect_pbx_store_get_job (DectPbxStore *self,
                                    const char   *mac,
                                    const char   *id,
                                    GError      **error);

/** dect_pbx_store_set_job: @state: "pending", "running", "done" or "failed" */
gboolean dect_pbx_store_set_job (DectPbxStore *self,
                                 const char   *id,
                                 const char   *state,
                                 const char   *message,
                                 gint64        now,
                                 GError      **error);

/**
 * dect_pbx_store_job_in_state: Returns: (transfer full) (nullable): id of the gateway's first
 * job in that state
 */
char *dect_pbx_store_job_in_state (DectPbxStore *self,
                                   const char   *mac,
                                   const char   *state);

/**
 * dect_pbx_store_end_stale_jobs: jobs that run since before @before (seconds since 1970) died
 * with their server: failed
 */
gboolean dect_pbx_store_end_stale_jobs (DectPbxStore *self,
                                        gint64        before,
                                        GError      **error);

/**
 * dect_pbx_store_audit:
 * @self: a store with a write transaction
 * @now: seconds since 1970
 * @user: who
 * @request: id of the request
 * @action: "sync", "put handset 0007701234565" ...; never a secret
 * @mac: which gateway
 * @revision: its revision afterwards
 * @error: return location
 *
 * Notes in the database who changed what. The newest 10 000 notes are kept.
 */
gboolean dect_pbx_store_audit (DectPbxStore *self,
                               gint64        now,
                               const char   *user,
                               const char   *request,
                               const char   *action,
                               const char   *mac,
                               gint64        revision,
                               GError      **error);

/**
 * dect_pbx_store_list_audit: Returns: (transfer full): the newest notes first: time, user,
 * request, action, mac, revision
 */
JsonArray *dect_pbx_store_list_audit (DectPbxStore *self,
                                      gint64        limit,
                                      GError      **error);

G_END_DECLS
