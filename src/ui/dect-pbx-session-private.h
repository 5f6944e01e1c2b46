/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-commission-log.h"
#include "dect-pbx-embedded.h"
#include "dect-pbx-session.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/*
 * What a task tells while it works: written in its thread, read on the main one. Counted atomically; session belongs to the
 * main thread and is cleared when the task is over.
 */
typedef struct
{
  GMutex lock;
  DectPbxSession *session;
  DectPbxTrialReport trial[DECT_PBX_TRIAL_N_STEPS];
  guint done;
  guint total;
  char *text;
  gboolean waiting; /* the main thread is about to look */
} DectSessionNews;

DectSessionNews *dect_session_news_new   (DectPbxSession *session);
DectSessionNews *dect_session_news_ref   (DectSessionNews *news);
void             dect_session_news_unref (DectSessionNews *news);

/* Called on the main thread when there is news. */
void dect_pbx_session_take_news (DectPbxSession  *self,
                                 DectSessionNews *news);

/* One task on its way: filled on the main thread, worked on in its own, taken over on the main thread. */
typedef struct
{
  DectSessionTask task;
  DectPbxClient  *client; /* NULL when no PBX is needed */
  DectSnapshot   *snapshot;
  DectSecrets    *secrets;
  DectSessionNews *news;
  JsonNode       *agreed;  /* what the PBX had when this site was there last; NULL = not known */
  char           *last_etag;
  char           *gateway; /* under which this site was pushed last */
  gboolean        remove;
  gboolean        unguarded;
  gboolean        keep;
  gboolean        new_only;
  char           *folder;
  char          **overridden;
  DectPbxReview  *review; /* in of a push, out of a review */

  DectPbxInfo       *info;
  DectPbxCertificate *certificate;
  DectPbxPushResult *result;
  char             **jobs; /* to be applied */
  DectPbxJob        *applied;
  DectPbxDirectory  *directory;
  DectOmmDownload    files[2];
} DectSessionJob;

void           dect_session_job_free (DectSessionJob *job);
void           dect_pbx_review_free (DectPbxReview *review);
void           dect_omm_download_clear (DectOmmDownload *file);

/** dect_pbx_review_get_gateway: Returns: key of the gateway, 12 hex digits */
const char *dect_pbx_review_get_gateway (const DectPbxReview *review);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxReview, dect_pbx_review_free)

/** dect_session_job_run: does it; blocks; any thread */
gboolean dect_session_job_run (DectSessionJob *job,
                               GCancellable   *cancellable,
                               GError        **error);

/* --- The session ------------------------------------------------------------------------------------ */

struct _DectPbxSession
{
  GObject parent_instance;
  DectDocument *document;

  DectSessionTask task;
  GCancellable *cancellable;
  GError *errors[DECT_SESSION_NOTHING];
  GPtrArray *problems;

  DectPbxEmbedded *embedded;
  DectPbxClient *client;
  DectPbxInfo *info;
  DectSessionNews *news;                              /* of the task under way */
  DectPbxTrialReport reports[DECT_PBX_TRIAL_N_STEPS]; /* of the last connection */
  gboolean tried;
  guint n_done;
  guint n_total;
  char *doing;
  DectPbxCertificate *certificate;
  DectPbxReview *review;
  DectPbxPushResult *pushed;
  GPtrArray *steps;
  DectPbxJob *job;
  DectPbxDirectory *directory;
  gboolean unguarded;
  DectOmmDownload files[2];
};

DectSite *dect_pbx_session_get_site (DectPbxSession *self);

/* Tells everybody who looks. */
void dect_pbx_session_changed (DectPbxSession *self);

/* --- dect-pbx-session.c: a task on its way, one at a time: begun, filled with what it needs, run, and ended with what went wrong. */

void dect_pbx_session_begin (DectPbxSession *self,
                             DectSessionTask task);

/* Returns: (transfer full): for a task, with the site as it stands */
DectSessionJob *dect_pbx_session_job_new (DectPbxSession *self,
                                          DectSessionTask task);

/* @job: (transfer full) */
void dect_pbx_session_run (DectPbxSession *self,
                           DectSessionJob *job);

void dect_pbx_session_end_task (DectPbxSession *self,
                                DectSessionTask task,
                                GError         *error);

/* Whatever is known of the PBX it was connected to. */
void dect_pbx_session_forget (DectPbxSession *self);

/* --- dect-pbx-session-take.c: what a task that ended leaves in the session and in the site. */

/* The step counts as done. */
void dect_pbx_session_tick (DectPbxSession *self,
                            DectStep        step);

void dect_pbx_session_take_over (DectPbxSession *self,
                                 DectSessionJob *job);

void dect_pbx_session_take_failure (DectPbxSession *self,
                                    DectSessionJob *job,
                                    const GError   *error);

/* --- dect-pbx-session-do.c */

/* @seen: (nullable): what the PBX had when the person looked, where the log does not know it */
void dect_pbx_session_review_again (DectPbxSession *self,
                                    gboolean        remove,
                                    const char     *seen);

/* What the site's log keeps of a task. */

/* The PBX has what the plan says, as of now. */
void dect_session_log_push_anew (DectSite *site);

/* A push that was done. */
void dect_session_log_push (DectSite       *site,
                            DectSessionJob *job);

/* The files that came, before they are taken over. */
void dect_session_log_files (DectSite       *site,
                             DectSessionJob *job);

G_END_DECLS
