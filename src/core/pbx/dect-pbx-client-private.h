/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-answer-private.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/* One operation: blocks in its thread. problems takes what a refusal names. */
typedef struct
{
  DectPbxProfile *profile;
  DectPbxHttp *http;
  GCancellable *cancellable;
  GPtrArray *problems;
} DectPbxRun;

DectPbxInfo *dect_pbx_run_handshake (DectPbxRun *run, GError **error);

JsonNode *
dect_pbx_run_get_document (DectPbxRun *run, const char *gateway, char **etag, GError **error);

DectPbxPushResult *dect_pbx_run_push (DectPbxRun *run,
                                      JsonNode *document,
                                      const DectPbxPushOptions *options,
                                      GError **error);

DectPbxDownload *
dect_pbx_run_download (DectPbxRun *run, const char *gateway, DectKind kind, GError **error);

/* Sends; every status but 2xx is an error. */
gboolean dect_pbx_run_send (DectPbxRun *run,
                            const DectPbxHttpRequest *request,
                            DectPbxHttpAnswer *answer,
                            GError **error);

G_END_DECLS
