/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-certificate.h"
#include "pbx/dect-pbx-diff.h"
#include "pbx/dect-pbx-directory.h"
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
 * dect_pbx_info_fit_profile:
 * @self: what a PBX says in the handshake
 * @profile: the profile it was reached by
 *
 * A PBX that cannot simulate, has no OMM files or no jobs is not asked for them: the difference is
 * worked out here (a PBX that does not know dry runs might commit one), the files are written here;
 * so are files of a PBX that does not keep all that is in them. Its limits and its list of firmware
 * narrow the profile's, so that a push beyond them is refused before anything is sent.
 *
 * Returns: (transfer full): the profile to go on with, @profile itself where nothing changes
 */
DectPbxProfile *dect_pbx_info_fit_profile (const DectPbxInfo *self, DectPbxProfile *profile);

/**
 * DectPbxProgress:
 * @done: how much is done
 * @total: how much there is
 * @text: what is being done, translated
 * @user_data: the caller's
 *
 * Called in the operation's own thread: a window hands it on with g_main_context_invoke().
 */
typedef void (*DectPbxProgress) (guint done, guint total, const char *text, gpointer user_data);

/**
 * DectPbxPushOptions:
 * @dry_run: only say what would change
 * @remove: remove our own records that the document does not name
 * @base_etag: (nullable): ETag the difference was reviewed against, as a dry run gave it ("" when
 * the gateway was not there yet); if the PBX has another one by now, the push is refused as a
 * conflict, unless it has what is wanted already (a push whose end nobody saw). %NULL takes what the
 * PBX has at the moment. A PBX without ETags has the hash of its
 * document for one.
 * @gateway: (nullable): key under which this site was pushed last (dect_pbx_journal_dup_gateway());
 * where the plan has another master by now, the PBX's gateway is given the new one's key (rekey)
 * instead of a second gateway
 * @unguarded: the person was told that this PBX cannot notice a change by somebody else
 * (concurrency=none) and wants to push all the same; asked for each push anew
 * @progress: (nullable): told of a push record by record
 * @progress_data: for @progress; must live until the push is over
 */
typedef struct
{
  gboolean dry_run;
  gboolean remove;
  const char *base_etag;
  const char *gateway;
  gboolean unguarded;
  DectPbxProgress progress;
  gpointer progress_data;
} DectPbxPushOptions;

/**
 * DectPbxStepState: how far a push record by record came with one record.
 */
typedef enum
{
  DECT_PBX_STEP_DONE,
  DECT_PBX_STEP_FAILED,
  DECT_PBX_STEP_NOT_TRIED,
} DectPbxStepState;

/**
 * DectPbxStep:
 * @change: what was to be done
 * @state: how far it came
 * @message: (nullable): why it failed
 *
 * One record of a push that stopped in the middle. Immutable; boxed.
 */
typedef struct
{
  DectPbxChange *change;
  DectPbxStepState state;
  char *message;
} DectPbxStep;

#define DECT_TYPE_PBX_STEP (dect_pbx_step_get_type ())
GType dect_pbx_step_get_type (void) G_GNUC_CONST;

DectPbxStep *dect_pbx_step_copy (const DectPbxStep *self);
void dect_pbx_step_free (DectPbxStep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxStep, dect_pbx_step_free)

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
 * @mode: whether our own records that the document does not name go
 * @rekeyed_from: (nullable): key the gateway had before: its master was exchanged
 * @document: (nullable): what the PBX has (before a dry run, after a commit), without secrets: the
 * base of the next merge; %NULL when the PBX did not tell
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
  DectPbxMode mode;
  char *rekeyed_from;
  JsonNode *document;
} DectPbxPushResult;

#define DECT_TYPE_PBX_PUSH_RESULT (dect_pbx_push_result_get_type ())
GType dect_pbx_push_result_get_type (void) G_GNUC_CONST;

DectPbxPushResult *dect_pbx_push_result_copy (const DectPbxPushResult *self);
void dect_pbx_push_result_free (DectPbxPushResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxPushResult, dect_pbx_push_result_free)

/**
 * DectPbxJobState: how far a job at the PBX is.
 */
typedef enum
{
  DECT_PBX_JOB_PENDING,
  DECT_PBX_JOB_RUNNING,
  DECT_PBX_JOB_DONE,
  DECT_PBX_JOB_FAILED,
} DectPbxJobState;

/**
 * DectPbxJob:
 * @id: its id
 * @state: how far it is
 * @message: (nullable): what the PBX says about it, plain text
 *
 * A job that takes pushed changes into service. Immutable; boxed.
 */
typedef struct
{
  char *id;
  DectPbxJobState state;
  char *message;
} DectPbxJob;

#define DECT_TYPE_PBX_JOB (dect_pbx_job_get_type ())
GType dect_pbx_job_get_type (void) G_GNUC_CONST;

DectPbxJob *dect_pbx_job_copy (const DectPbxJob *self);
void dect_pbx_job_free (DectPbxJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxJob, dect_pbx_job_free)

/** Longest that an apply job is waited for, in seconds (contract C5). */
#define DECT_PBX_APPLY_MAX_S 300

/**
 * DectPbxDownload:
 * @bytes: (nullable): the file; %NULL when only new records were asked for and there are none
 * @file_name: safe name to save it under: letters, digits, `.`, `_`, `-`, at most 100
 * @n_records: records in it
 * @revision: revision of the gateway it was written from, 0 when not told
 * @keys: (array zero-terminated=1): MACs or IPEIs of its records, as the contract spells them, where
 * they have one
 * @removed: (array zero-terminated=1): MACs or IPEIs that are gone since the revision that was asked
 * about and must be deleted in the OMM by hand
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
  char **keys;
  char **removed;
} DectPbxDownload;

#define DECT_TYPE_PBX_DOWNLOAD (dect_pbx_download_get_type ())
GType dect_pbx_download_get_type (void) G_GNUC_CONST;

DectPbxDownload *dect_pbx_download_copy (const DectPbxDownload *self);
void dect_pbx_download_free (DectPbxDownload *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxDownload, dect_pbx_download_free)

/**
 * dect_pbx_download_compare:
 * @self: a file
 * @document: the plan's document
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @missing: (out) (transfer full) (array zero-terminated=1): keys of the plan that the file lacks
 * @unexpected: (out) (transfer full) (array zero-terminated=1): keys of the file that the plan lacks
 *
 * Returns: whether both name the same
 */
gboolean dect_pbx_download_compare (const DectPbxDownload *self,
                                    JsonNode *document,
                                    DectKind kind,
                                    char ***missing,
                                    char ***unexpected);

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

/** dect_pbx_client_new_fitting: Returns: (transfer full): the client to go on with after the handshake:
 * by dect_pbx_info_fit_profile(), with the same password */
DectPbxClient *dect_pbx_client_new_fitting (DectPbxClient *self, const DectPbxInfo *info);

/** dect_pbx_client_get_profile: Returns: (transfer none): its profile */
DectPbxProfile *dect_pbx_client_get_profile (DectPbxClient *self);

/** dect_pbx_client_set_retry_unit: @unit_ms: first wait before another try where the PBX names
 * none, doubled each time; 2000 */
void dect_pbx_client_set_retry_unit (DectPbxClient *self, guint unit_ms);

/** dect_pbx_client_set_throttled: @throttled: whether pushes record by record and lists keep to the
 * profile's `max_rps`; off on loopback, on elsewhere */
void dect_pbx_client_set_throttled (DectPbxClient *self, gboolean throttled);

/**
 * dect_pbx_client_dup_problems:
 * @self: a client
 *
 * Returns: (transfer full) (element-type DectPbxProblem): what the last refused operation named:
 * fields by JSON pointer (422), owners of what is in use (409); or what our own validation found
 * before anything was sent
 */
GPtrArray *dect_pbx_client_dup_problems (DectPbxClient *self);

/** dect_pbx_client_dup_steps: Returns: (transfer full) (element-type DectPbxStep): how far the last
 * push came that ended with %DECT_PBX_ERROR_PARTIAL; else empty */
GPtrArray *dect_pbx_client_dup_steps (DectPbxClient *self);

/** dect_pbx_client_was_sent: Returns: whether a change may have come to the PBX in the last operation,
 * however it ended */
gboolean dect_pbx_client_was_sent (DectPbxClient *self);

/** dect_pbx_client_dup_certificate: Returns: (transfer full) (nullable): the certificate for which
 * the last operation was refused (%DECT_PBX_ERROR_TLS), to be shown beside the pinned key */
DectPbxCertificate *dect_pbx_client_dup_certificate (DectPbxClient *self);

/**
 * dect_pbx_client_probe_async:
 * @self: a client of an https address
 * @cancellable: (nullable): cancels
 * @callback: called when done
 * @user_data: for @callback
 *
 * First contact: connects, shakes hands and hangs up. Nothing of HTTP is sent, no user name and no
 * password; every certificate is looked at, none is trusted by it.
 */
void dect_pbx_client_probe_async (DectPbxClient *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** dect_pbx_client_probe_finish: Returns: (transfer full): what the PBX shows.
 * %DECT_PBX_ERROR_NOT_SUPPORTED for plain http, %DECT_PBX_ERROR_TLS where there is no handshake or
 * an outdated version only, %DECT_PBX_ERROR_UNREACHABLE, %DECT_PBX_ERROR_TIMEOUT */
DectPbxCertificate *
dect_pbx_client_probe_finish (DectPbxClient *self, GAsyncResult *result, GError **error);
DectPbxCertificate *
dect_pbx_client_probe_sync (DectPbxClient *self, GCancellable *cancellable, GError **error);

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
 * DectPbxSummary:
 * @mac: key of the gateway, 12 lower-case hex digits
 * @name: its name, plain text
 * @n_accesspoints: how many base stations it has, -1 where the PBX does not say
 * @n_handsets: how many handsets, -1 where it does not say
 * @revision: its revision, 0 where it has none
 *
 * One gateway in the PBX's list of all (C2). Immutable.
 */
typedef struct
{
  char *mac;
  char *name;
  gint64 n_accesspoints;
  gint64 n_handsets;
  gint64 revision;
} DectPbxSummary;

/** dect_pbx_client_list_gateways_async: asks what gateways the PBX has; read page by page */
void dect_pbx_client_list_gateways_async (DectPbxClient *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/** dect_pbx_client_list_gateways_finish: Returns: (transfer container) (element-type DectPbxSummary): in
 * the PBX's order; rows without a MAC are passed over. %DECT_PBX_ERROR_NOT_SUPPORTED where the profile
 * has no address for it */
GPtrArray *
dect_pbx_client_list_gateways_finish (DectPbxClient *self, GAsyncResult *result, GError **error);
GPtrArray *
dect_pbx_client_list_gateways_sync (DectPbxClient *self, GCancellable *cancellable, GError **error);

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
 * whole or not at all. With sync=items the difference is worked out here, and records are written
 * one by one: gateway, master, failover, other base stations by MAC, handsets by IPEI, removals
 * last; the first error stops it (%DECT_PBX_ERROR_PARTIAL when something was written before,
 * dect_pbx_client_dup_steps()), and pushing again goes on from there. When the answer to a commit is lost, the PBX is asked what it has: the
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
 * dect_pbx_client_apply_async:
 * @self: a client
 * @gateway: key of the gateway
 * @jobs: (nullable): ids from a push; %NULL = what waits
 * @progress: (nullable): told about every poll
 * @progress_data: for @progress
 * @cancellable: (nullable): stops the waiting; the PBX goes on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Takes pushed changes into service and waits for the end: asks after 1, 2, 4 … at most 10 s, for
 * five minutes. Only ever on a person's word: a push does not apply by itself.
 */
void dect_pbx_client_apply_async (DectPbxClient *self,
                                  const char *gateway,
                                  const char *const *jobs,
                                  DectPbxProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** dect_pbx_client_apply_finish: Returns: (transfer full): the last job: done, or still pending or
 * running after five minutes, or there was none (id ""); %DECT_PBX_ERROR_JOB_FAILED with the PBX's
 * words when it failed, %DECT_PBX_ERROR_NOT_SUPPORTED when the profile says that there are none */
DectPbxJob *dect_pbx_client_apply_finish (DectPbxClient *self, GAsyncResult *result, GError **error);
DectPbxJob *dect_pbx_client_apply_sync (DectPbxClient *self,
                                        const char *gateway,
                                        const char *const *jobs,
                                        DectPbxProgress progress,
                                        gpointer progress_data,
                                        GCancellable *cancellable,
                                        GError **error);

/** dect_pbx_client_directory_async: reads users, locations and devices, as far as the profile has
 * addresses for them; nothing is written */
void dect_pbx_client_directory_async (DectPbxClient *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/** dect_pbx_client_directory_finish: Returns: (transfer full): what the PBX has;
 * %DECT_PBX_ERROR_NOT_SUPPORTED when the profile has none of these addresses */
DectPbxDirectory *
dect_pbx_client_directory_finish (DectPbxClient *self, GAsyncResult *result, GError **error);
DectPbxDirectory *
dect_pbx_client_directory_sync (DectPbxClient *self, GCancellable *cancellable, GError **error);

/**
 * dect_pbx_client_download_async:
 * @self: a client
 * @gateway: MAC of the gateway, 12 hex digits
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @since: revision of the last download: only what is new since then; 0 = everything
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
                                     guint64 since,
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
                                                guint64 since,
                                                GCancellable *cancellable,
                                                GError **error);

G_END_DECLS
