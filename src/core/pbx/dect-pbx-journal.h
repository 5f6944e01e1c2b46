/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/*
 * The journal of pushes is part of the site's log: events "push" with
 *
 * |[
 * { "profile": "site-north", "url": "https://pbx.example/site/services/", "gateway":
 * "0030421b7f05", "base": "\"r16\"", "etag": "\"r17\"", "create": 1, "update": 2, "remove": 0 }
 * ]|
 *
 * never a secret. The ETag of the last push is what the next one starts from: if the PBX has
 * another one by then, somebody else was there (contract C4).
 */

/**
 * dect_pbx_journal_dup_base:
 * @log: a site's log
 * @client: the client of a connection profile
 * @gateway: key of the gateway, 12 hex digits
 *
 * Returns: (transfer full) (nullable): the ETag after this site's last push of that gateway to that
 * address; %NULL when it never was pushed there
 */
char *dect_pbx_journal_dup_base (DectLog *log, DectPbxClient *client, const char *gateway);

/**
 * dect_pbx_journal_add_push:
 * @log: a site's log
 * @client: the client that pushed
 * @gateway: key of the gateway
 * @result: what it did
 *
 * Remembers a push. One that changed nothing and found the PBX as the last one left it is not worth
 * an entry.
 *
 * Returns: whether the log grew
 */
gboolean dect_pbx_journal_add_push (DectLog *log,
                                    DectPbxClient *client,
                                    const char *gateway,
                                    const DectPbxPushResult *result);

G_END_DECLS
