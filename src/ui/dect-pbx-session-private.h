/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

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
