/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-answer-private.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/* One operation: blocks in its thread. problems takes what a refusal names, steps how far a push
 * came. */
typedef struct
{
  DectPbxProfile *profile;
  DectPbxHttp *http;
  GCancellable *cancellable;
  GPtrArray *problems;
  GPtrArray *steps;
  gboolean sent;   /* something that changes the PBX may have come there */
  GHashTable *ids; /* "handset/IPEI" -> the PBX's own id, with key_mode=lookup */
} DectPbxRun;

GPtrArray *dect_pbx_steps_new (void);

DectPbxInfo *dect_pbx_run_handshake (DectPbxRun *run, GError **error);

JsonNode *
dect_pbx_run_get_document (DectPbxRun *run, const char *gateway, char **etag, GError **error);

DectPbxPushResult *dect_pbx_run_push (DectPbxRun *run,
                                      JsonNode *document,
                                      const DectPbxPushOptions *options,
                                      GError **error);

DectPbxDownload *
dect_pbx_run_download (DectPbxRun *run,
                       const char *gateway,
                       DectKind kind,
                       guint64 since,
                       GError **error);

DectPbxJob *dect_pbx_run_apply (DectPbxRun *run,
                                const char *gateway,
                                const char *const *jobs,
                                DectPbxProgress progress,
                                gpointer progress_data,
                                GError **error);

/* DectPbxSummary. */
GPtrArray *dect_pbx_run_list_gateways (DectPbxRun *run, GError **error);

DectPbxDirectory *dect_pbx_run_directory (DectPbxRun *run, GError **error);

/* One list of the PBX, page by page, with what stands around it taken off: an array of objects. */
JsonArray *dect_pbx_run_list (DectPbxRun *run, const char *url, GError **error);

/* What stands for a record in addresses: its key, or the id that was looked up; NULL when the PBX has
 * no such record yet. */
const char *dect_pbx_run_get_id (DectPbxRun *run, DectPbxKind kind, const char *key);

/* Keeps an id (taken; NULL is passed over). */
void dect_pbx_run_keep_id (DectPbxRun *run, DectPbxKind kind, const char *key, char *id);

/* The id in a row of the PBX, by id_field. */
char *dect_pbx_run_read_id (DectPbxRun *run, JsonObject *row);

/* 12 lower-case hex digits. */
gboolean dect_pbx_run_check_gateway (const char *gateway, GError **error);

/* Sends; every status but 2xx is an error. */
gboolean dect_pbx_run_send (DectPbxRun *run,
                            const DectPbxHttpRequest *request,
                            DectPbxHttpAnswer *answer,
                            GError **error);

G_END_DECLS
