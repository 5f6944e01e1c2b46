/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-diff.h"
#include "pbx/dect-pbx-profile.h"

G_BEGIN_DECLS

/**
 * DectPbxInfo:
 * @product: what the PBX calls itself, plain text
 * @version: its version
 * @contract: the contract it speaks
 * @dryrun: it can simulate a sync
 * @exports: it gives the OMM import files
 * @apply: it has an apply job
 * @members: (array zero-terminated=1): members it keeps, "accesspoint/wlan"; empty when it does not
 * say
 * @max_accesspoints: most base stations of a gateway
 * @max_handsets: most handsets
 * @firmware: (nullable) (array zero-terminated=1): firmware ids; %NULL when any is taken
 *
 * The handshake's answer, checked. Immutable; boxed.
 */
typedef struct
{
  char *product;
  char *version;
  gint contract;
  gboolean dryrun;
  gboolean exports;
  gboolean apply;
  char **members;
  guint max_accesspoints;
  guint max_handsets;
  char **firmware;
} DectPbxInfo;

#define DECT_TYPE_PBX_INFO (dect_pbx_info_get_type ())
GType dect_pbx_info_get_type (void) G_GNUC_CONST;

DectPbxInfo *dect_pbx_info_copy (const DectPbxInfo *self);
void dect_pbx_info_free (DectPbxInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxInfo, dect_pbx_info_free)

/** dect_pbx_info_keeps: Returns: whether the PBX says that it keeps a member, say "wlan" of an
 * access point */
gboolean dect_pbx_info_keeps (const DectPbxInfo *self, DectPbxKind kind, const char *member);

/**
 * DectPbxPushOptions:
 * @dry_run: only say what would change
 * @remove: remove our own records that the document does not name
 * @base_etag: (nullable): ETag the difference was reviewed against, as a dry run gave it ("" when
 * the gateway was not there yet); if the PBX has another one by now, the push is refused as a
 * conflict. %NULL takes what the PBX has at the moment.
 */
typedef struct
{
  gboolean dry_run;
  gboolean remove;
  const char *base_etag;
} DectPbxPushOptions;

/**
 * DectPbxPushResult:
 * @diff: what changes, or changed
 * @base_etag: ETag before, with its quotes; "" when the gateway was not there
 * @etag: ETag afterwards; equal to @base_etag when nothing changed; "" after a dry run of a new
 * gateway
 * @revision: revision in @etag, 0 when it tells none
 * @dry_run: nothing was changed
 * @recovered: the answer was lost; the PBX was asked again and has what was wanted
 * @jobs: (array zero-terminated=1): ids of jobs that wait to be applied
 *
 * Immutable; boxed.
 */
typedef struct
{
  DectPbxDiff *diff;
  char *base_etag;
  char *etag;
  guint64 revision;
  gboolean dry_run;
  gboolean recovered;
  char **jobs;
} DectPbxPushResult;

#define DECT_TYPE_PBX_PUSH_RESULT (dect_pbx_push_result_get_type ())
GType dect_pbx_push_result_get_type (void) G_GNUC_CONST;

DectPbxPushResult *dect_pbx_push_result_copy (const DectPbxPushResult *self);
void dect_pbx_push_result_free (DectPbxPushResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxPushResult, dect_pbx_push_result_free)

/**
 * DectPbxDownload:
 * @bytes: the file
 * @file_name: safe name to save it under: letters, digits, `.`, `_`, `-`, at most 100
 * @n_records: records in it
 * @revision: revision of the gateway it was written from, 0 when not told
 *
 * One OMM import file. It may hold SIP passwords and access codes: save it with #DECT_SAVE_PRIVATE.
 * Immutable; boxed.
 */
typedef struct
{
  GBytes *bytes;
  char *file_name;
  guint n_records;
  guint64 revision;
} DectPbxDownload;

#define DECT_TYPE_PBX_DOWNLOAD (dect_pbx_download_get_type ())
GType dect_pbx_download_get_type (void) G_GNUC_CONST;

DectPbxDownload *dect_pbx_download_copy (const DectPbxDownload *self);
void dect_pbx_download_free (DectPbxDownload *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxDownload, dect_pbx_download_free)

/** Largest answers that are read, in bytes. */
#define DECT_PBX_MAX_DOCUMENT_BYTES (16 * 1024 * 1024)
#define DECT_PBX_MAX_EXPORT_BYTES (4 * 1024 * 1024)
#define DECT_PBX_MAX_OTHER_BYTES (256 * 1024)

/**
 * DectPbxClient:
 *
 * Speaks the REST contract with one PBX. Each operation runs in a thread of its own with its own
 * connection, so that nothing waits for it; the `_sync` forms run in the caller's thread, for the
 * command line. The object itself is immutable but for dect_pbx_client_set_retry_unit(); operations
 * may run side by side.
 *
 * Errors of all operations: #DECT_PBX_ERROR by the table of the contract (C6),
 * %G_IO_ERROR_CANCELLED. Answers are bounded in size and time, redirects are followed only for GET
 * inside the profile's origin and at most three times, and the password is sent to that origin
 * only. 429, 503 and 423 are waited for as `Retry-After` says up to a minute, 500, 502 and 504
 * tried again, three times in all.
 *
 * Properties: profile (#DectPbxProfile, construct only).
 */
#define DECT_TYPE_PBX_CLIENT (dect_pbx_client_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxClient, dect_pbx_client, DECT, PBX_CLIENT, GObject)

/**
 * dect_pbx_client_new:
 * @profile: where and how
 * @password: (nullable): password, token or key of the profile's user; never shown or logged
 *
 * Returns: (transfer full): a client; nothing is sent yet
 */
DectPbxClient *dect_pbx_client_new (DectPbxProfile *profile, const char *password);

/** dect_pbx_client_get_profile: Returns: (transfer none): its profile */
DectPbxProfile *dect_pbx_client_get_profile (DectPbxClient *self);

/** dect_pbx_client_set_retry_unit: @unit_ms: first wait before another try where the PBX names
 * none, doubled each time; 2000 */
void dect_pbx_client_set_retry_unit (DectPbxClient *self, guint unit_ms);

/**
 * dect_pbx_client_dup_problems:
 * @self: a client
 *
 * Returns: (transfer full) (element-type DectPbxProblem): what the last refused operation named:
 * fields by JSON pointer (422), owners of what is in use (409); or what our own validation found
 * before anything was sent
 */
GPtrArray *dect_pbx_client_dup_problems (DectPbxClient *self);

/** dect_pbx_client_handshake_async: asks the PBX what it is and can; also the "test connection" */
void dect_pbx_client_handshake_async (DectPbxClient *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/** dect_pbx_client_handshake_finish: Returns: (transfer full): what it says;
 * %DECT_PBX_ERROR_NOT_SUPPORTED for another contract */
DectPbxInfo *
dect_pbx_client_handshake_finish (DectPbxClient *self, GAsyncResult *result, GError **error);
DectPbxInfo *
dect_pbx_client_handshake_sync (DectPbxClient *self, GCancellable *cancellable, GError **error);

/**
 * dect_pbx_client_get_document_async:
 * @self: a client
 * @gateway: MAC of the gateway, 12 hex digits
 * @cancellable: (nullable): cancels
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the gateway document.
 */
void dect_pbx_client_get_document_async (DectPbxClient *self,
                                         const char *gateway,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/** dect_pbx_client_get_document_finish: @etag: (out) (optional): its ETag with quotes. Returns:
 * (transfer full): the document; %DECT_PBX_ERROR_NOT_FOUND when the PBX has no such gateway */
JsonNode *dect_pbx_client_get_document_finish (DectPbxClient *self,
                                               GAsyncResult *result,
                                               char **etag,
                                               GError **error);

/** dect_pbx_client_get_document_sync: as dect_pbx_client_get_document_finish(); blocks */
JsonNode *dect_pbx_client_get_document_sync (DectPbxClient *self,
                                             const char *gateway,
                                             char **etag,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * dect_pbx_client_push_async:
 * @self: a client
 * @document: the gateway document as it shall be, from dect_pbx_document_new()
 * @options: (nullable): what exactly to do; copied
 * @cancellable: (nullable): cancels; once the commit is on its way it may still happen at the PBX,
 * so read the document again
 * @callback: called when done
 * @user_data: for @callback
 *
 * Validates the document, then lets the PBX work out the difference (dry run) or commit it, as a
 * whole or not at all. When the answer to a commit is lost, the PBX is asked what it has: the
 * wanted state is success (@recovered), the old one is sent once more under the same key, anything
 * else is %DECT_PBX_ERROR_CONFLICT, and no answer %DECT_PBX_ERROR_UNCERTAIN.
 */
void dect_pbx_client_push_async (DectPbxClient *self,
                                 JsonNode *document,
                                 const DectPbxPushOptions *options,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** dect_pbx_client_push_finish: Returns: (transfer full): what changes. %DECT_PBX_ERROR_INVALID
 * with dect_pbx_client_dup_problems(), %DECT_PBX_ERROR_CONFLICT when somebody else changed the
 * gateway, %DECT_PBX_ERROR_NOT_SUPPORTED for a read-only profile */
DectPbxPushResult *
dect_pbx_client_push_finish (DectPbxClient *self, GAsyncResult *result, GError **error);

/** dect_pbx_client_push_sync: as dect_pbx_client_push_finish(); blocks */
DectPbxPushResult *dect_pbx_client_push_sync (DectPbxClient *self,
                                              JsonNode *document,
                                              const DectPbxPushOptions *options,
                                              GCancellable *cancellable,
                                              GError **error);

/**
 * dect_pbx_client_download_async:
 * @self: a client
 * @gateway: MAC of the gateway, 12 hex digits
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @cancellable: (nullable): cancels
 * @callback: called when done
 * @user_data: for @callback
 *
 * Fetches an OMM import file and checks that it is one: text, at most 4 MiB, a `data_sequence`
 * line, as many records as the PBX says.
 */
void dect_pbx_client_download_async (DectPbxClient *self,
                                     const char *gateway,
                                     DectKind kind,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/** dect_pbx_client_download_finish: Returns: (transfer full): the file; %DECT_PBX_ERROR_EXPORT for
 * one that must not be given to an OMM, %DECT_PBX_ERROR_NOT_SUPPORTED when the profile says that
 * files are written locally */
DectPbxDownload *
dect_pbx_client_download_finish (DectPbxClient *self, GAsyncResult *result, GError **error);

/** dect_pbx_client_download_sync: as dect_pbx_client_download_finish(); blocks */
DectPbxDownload *dect_pbx_client_download_sync (DectPbxClient *self,
                                                const char *gateway,
                                                DectKind kind,
                                                GCancellable *cancellable,
                                                GError **error);

G_END_DECLS
