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
 * never a secret, and events "review" with the profile, url, gateway and etag of what a person was
 * shown as the difference between the PBX and the plan. The ETag of the last of both is what the
 * next push starts from: if the PBX has another one by then, somebody else was there whose work
 * nobody has looked at (contract C4).
 */

/**
 * dect_pbx_journal_dup_base:
 * @log: a site's log
 * @client: the client of a connection profile
 * @gateway: key of the gateway, 12 hex digits
 *
 * Returns: (transfer full) (nullable): the ETag that this site's last push of that gateway left at
 *   that address, or its last review found there; %NULL when there was neither
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

/**
 * dect_pbx_journal_add_review:
 * @log: a site's log
 * @client: the client that compared
 * @gateway: key of the gateway
 * @result: its dry run, which the person has been shown
 *
 * Remembers that the person saw what the PBX has, whoever wrote it: the way on after a conflict.
 * Where the PBX is as the last push or review left it, there is nothing to remember.
 *
 * Returns: whether the log grew
 */
gboolean dect_pbx_journal_add_review (DectLog *log,
                                      DectPbxClient *client,
                                      const char *gateway,
                                      const DectPbxPushResult *result);

G_END_DECLS
