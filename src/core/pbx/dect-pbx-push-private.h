/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-client-private.h"

G_BEGIN_DECLS

/* One push on its way. base_etag "" means that the gateway was not there. */
typedef struct
{
  DectPbxRun *run;
  JsonNode *document; /* canonical; what the PBX has no place for is left out */
  const DectPbxPushOptions *options;
  DectPbxMode mode;
  char *gateway;
  char *key;          /* Idempotency-Key */
  char *base_etag;    /* what is written must be an answer to this */
  JsonNode *base;     /* what the PBX had; NULL = nothing, or not asked */
  char *old_gateway;  /* key it had before a rekey; NULL = none */
  char *first_etag;   /* before the rekey */
} DectPbxPush;

/* What the PBX has, and its ETag or the hash that stands for one; no gateway is no error: NULL and
 * "". */
gboolean
dect_pbx_push_read (DectPbxPush *push, JsonNode **document, char **etag, GError **error);

/* A result; takes the difference. */
DectPbxPushResult *
dect_pbx_push_new_result (DectPbxPush *push, DectPbxDiff *diff, const char *etag);

/* Whether a request that failed may have had its effect all the same. */
gboolean dect_pbx_push_is_ambiguous (const GError *why);

void dect_pbx_push_set_conflict (GError **error);

/* A swapped master (C2): finds out whether the PBX's gateway still has its old key, and leaves base
 * and base_etag as they will be under the new one. */
gboolean dect_pbx_push_plan_rekey (DectPbxPush *push, GError **error);

/* Gives the gateway its new key. */
gboolean dect_pbx_push_rekey (DectPbxPush *push, GError **error);

/* Whole document at once. */
DectPbxPushResult *dect_pbx_push_bulk (DectPbxPush *push, GError **error);

/* Record by record. */
DectPbxPushResult *dect_pbx_push_items (DectPbxPush *push, GError **error);

G_END_DECLS
