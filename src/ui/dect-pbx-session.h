/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"
#include "pbx/dect-pbx-adopt.h"
#include "pbx/dect-pbx-merge.h"
#include "pbx/dect-pbx-trial.h"

G_BEGIN_DECLS

/**
 * DectSessionTask:
 * @DECT_SESSION_CONNECT: the handshake, and starting the embedded PBX before it
 * @DECT_SESSION_REVIEW: reading what the PBX has and simulating the push
 * @DECT_SESSION_PUSH: the push
 * @DECT_SESSION_APPLY: taking what was pushed into service
 * @DECT_SESSION_FILES: fetching or writing the OMM files
 * @DECT_SESSION_DIRECTORY: reading users, locations and devices
 * @DECT_SESSION_NOTHING: number of tasks; nothing is under way
 */
typedef enum
{
  DECT_SESSION_CONNECT,
  DECT_SESSION_REVIEW,
  DECT_SESSION_PUSH,
  DECT_SESSION_APPLY,
  DECT_SESSION_FILES,
  DECT_SESSION_DIRECTORY,
  DECT_SESSION_NOTHING,
} DectSessionTask;

/**
 * DectPbxReview:
 * @result: answer of the simulated push
 * @base: (nullable): document the PBX has; %NULL when it has no such gateway
 * @target: document that would be sent
 * @left_out: (element-type DectPbxProblem): what the document cannot hold
 * @last_etag: (nullable): ETag that this site's last push left at that PBX, or its last review found; %NULL when this is the
 *   first look
 * @merge: (nullable): somebody else changed the gateway since this site was there last, and what both did must be brought
 *   together before a push; %NULL when there is nothing to bring together
 * @generation: of the site it was made from
 * @remove: whether our own records that the plan does not have are removed
 *
 * A difference as it was looked at. What is pushed is @target against the ETag of @result, so never anything else than this.
 */
typedef struct
{
  DectPbxPushResult *result;
  JsonNode          *base;
  JsonNode          *target;
  GPtrArray         *left_out;
  char              *last_etag;
  DectPbxMerge      *merge;
  guint64            generation;
  gboolean           remove;
} DectPbxReview;

/**
 * DectOmmDownload:
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @path: where it lies; %NULL = not fetched
 * @bytes: the file
 * @n_records: records in it
 * @imported: the person said that the OMM took it
 *
 * An OMM file fetched in this session.
 */
typedef struct
{
  DectKind kind;
  char    *path;
  GBytes  *bytes;
  guint    n_records;
  gboolean imported;
} DectOmmDownload;

/**
 * DectPbxSession:
 *
 * The connection of one open site to its PBX: profile, what the PBX can do, the reviewed difference, the last push, the
 * fetched files. One task at a time, each in a thread; a failed one leaves one sentence behind. What was done is ticked in
 * the site's log. Main thread only.
 *
 * Signal: changed (self), after anything of it changed.
 */
#define DECT_TYPE_PBX_SESSION (dect_pbx_session_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxSession, dect_pbx_session, DECT, PBX_SESSION, GObject)

/** dect_pbx_session_new: Returns: (transfer full): a session that is not connected */
DectPbxSession *dect_pbx_session_new (DectDocument *document);

DectDocument *dect_pbx_session_get_document (DectPbxSession *self);

/** dect_pbx_session_get_task: Returns: what is under way */
DectSessionTask dect_pbx_session_get_task (DectPbxSession *self);

/** dect_pbx_session_cancel: stops what is under way */
void dect_pbx_session_cancel (DectPbxSession *self);

/** dect_pbx_session_get_error: Returns: (nullable): why the last run of @task failed; cancelled is no failure */
const GError *dect_pbx_session_get_error (DectPbxSession *self,
                                          DectSessionTask task);

/** dect_pbx_session_get_problems: Returns: (nullable) (element-type DectPbxProblem): what a refused review or push named */
GPtrArray *dect_pbx_session_get_problems (DectPbxSession *self);

/** dect_pbx_session_get_info: Returns: (nullable): what the connected PBX is; %NULL while there is no connection */
const DectPbxInfo *dect_pbx_session_get_info (DectPbxSession *self);

/** dect_pbx_session_get_profile: Returns: (nullable): the profile of the connection, or of the last try */
DectPbxProfile *dect_pbx_session_get_profile (DectPbxSession *self);

/** dect_pbx_session_get_trial: Returns: (nullable) (array fixed-size=6): how the last connection went, step by step; %NULL before the first */
const DectPbxTrialReport *dect_pbx_session_get_trial (DectPbxSession *self);

/** dect_pbx_session_get_certificate: Returns: (nullable): what the PBX showed when its certificate was not trusted; %NULL else */
const DectPbxCertificate *dect_pbx_session_get_certificate (DectPbxSession *self);

/** dect_pbx_session_is_plain: Returns: whether there is a connection that others on the way can read */
gboolean dect_pbx_session_is_plain (DectPbxSession *self);

/** dect_pbx_session_can_write: Returns: whether there is a connection to a PBX that may be written to */
gboolean dect_pbx_session_can_write (DectPbxSession *self);

/**
 * dect_pbx_session_get_progress:
 * @done: (out): how much of the task is done
 * @total: (out): how much there is; 0 = not known
 *
 * Returns: (nullable): what is being done; %NULL when the task does not tell
 */
const char *dect_pbx_session_get_progress (DectPbxSession *self,
                                           guint          *done,
                                           guint          *total);

/** dect_pbx_session_get_steps: Returns: (nullable) (element-type DectPbxStep): records of a push that stopped in the middle */
GPtrArray *dect_pbx_session_get_steps (DectPbxSession *self);

/** dect_pbx_session_get_job: Returns: (nullable): the job that takes what was pushed into service, as it was seen last */
const DectPbxJob *dect_pbx_session_get_job (DectPbxSession *self);

/** dect_pbx_session_get_directory: Returns: (nullable): users, locations and devices, once read */
DectPbxDirectory *dect_pbx_session_get_directory (DectPbxSession *self);

/** dect_pbx_session_get_review: Returns: (nullable): the difference; %NULL before the first review and after a push */
const DectPbxReview *dect_pbx_session_get_review (DectPbxSession *self);

/** dect_pbx_session_review_is_stale: Returns: whether the plan changed since the review */
gboolean dect_pbx_session_review_is_stale (DectPbxSession *self);

/** dect_pbx_session_get_pushed: Returns: (nullable): result of the last push in this session */
const DectPbxPushResult *dect_pbx_session_get_pushed (DectPbxSession *self);

/** dect_pbx_session_get_file: @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET. Returns: (transfer none): its state */
const DectOmmDownload *dect_pbx_session_get_file (DectPbxSession *self,
                                                  DectKind        kind);

/**
 * dect_pbx_session_connect:
 * @self: a session
 * @profile: how to reach the PBX
 * @password: (nullable): of the profile's user; kept in memory
 * @keep: write the profile into the user's folder once it worked
 *
 * Asks the PBX what it is.
 */
void dect_pbx_session_connect (DectPbxSession *self,
                               DectPbxProfile *profile,
                               const char     *password,
                               gboolean        keep);

/** dect_pbx_session_connect_embedded: starts the PBX of this computer, with its database in the user's data folder, and connects */
void dect_pbx_session_connect_embedded (DectPbxSession *self);

/** dect_pbx_session_review: @remove: remove our own records that the plan does not have. Needs a connection. */
void dect_pbx_session_review (DectPbxSession *self,
                              gboolean        remove);

/** dect_pbx_session_push: sends what was reviewed. Needs a review that is not stale; the caller looks at the checks.
 * @overridden: (nullable) (array zero-terminated=1): rules the person overrode, "RULE" or "RULE=REASON", for the log */
void dect_pbx_session_push (DectPbxSession    *self,
                            const char *const *overridden);

/** dect_pbx_session_allow_unguarded: the person was told that this PBX cannot notice a change by somebody else; for the next push only */
void dect_pbx_session_allow_unguarded (DectPbxSession *self);

/**
 * dect_pbx_session_take_merge:
 * @self: a session whose review has a settled merge
 * @n_left: (out) (optional): how many values the plan has no place for
 * @error: return location, as dect_pbx_adoption_new()
 *
 * Takes over from the PBX what was chosen, as one step of the history, and compares again: the difference is then against
 * what the other left.
 *
 * Returns: whether it could be done
 */
gboolean dect_pbx_session_take_merge (DectPbxSession *self,
                                      guint          *n_left,
                                      GError        **error);

/** dect_pbx_session_apply: takes what was pushed into service; only ever on a person's word. Needs a push with jobs. */
void dect_pbx_session_apply (DectPbxSession *self);

/** dect_pbx_session_read_directory: reads users, locations and devices. Needs a connection. */
void dect_pbx_session_read_directory (DectPbxSession *self);

/** dect_pbx_session_fetch_files: @folder: path; both files from the PBX, saved there for the user only. Needs a connection. */
void dect_pbx_session_fetch_files (DectPbxSession *self,
                                   const char     *folder);

/** dect_pbx_session_write_files: @folder: path; both files from the plan. @new_only: only what was not imported yet */
void dect_pbx_session_write_files (DectPbxSession *self,
                                   const char     *folder,
                                   gboolean        new_only);

/** dect_pbx_session_mark_imported: the person says that the OMM took the file of @kind; needs that file. Ticks the step. */
gboolean dect_pbx_session_mark_imported (DectPbxSession *self,
                                         DectKind        kind,
                                         GError        **error);

G_END_DECLS
