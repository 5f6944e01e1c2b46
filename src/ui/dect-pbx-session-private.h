/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-pbx-session.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/* One task on its way: filled on the main thread, worked on in its own, taken over on the main thread. */
typedef struct
{
  DectSessionTask task;
  DectPbxClient  *client; /* NULL when no PBX is needed */
  DectSnapshot   *snapshot;
  DectSecrets    *secrets;
  gboolean        remove;
  gboolean        keep;
  gboolean        new_only;
  char           *folder;
  char          **overridden;
  DectPbxReview  *review; /* in of a push, out of a review */

  DectPbxInfo       *info;
  DectPbxPushResult *result;
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

G_END_DECLS
