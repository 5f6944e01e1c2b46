/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/*
 * The journal of pushes is part of the site's log, never with a secret:
 *
 * |[
 * push        { "profile": "site-north", "url": "https://pbx.example/site/services/", "gateway":
 *               "0030421b7f05", "base": "\"r16\"", "etag": "\"r17\"", "mode": "create_update", "create": 1,
 *               "update": 2, "remove": 0, "result": "done", "known": {...} }
 * push-failed the same without etag; result "refused", "conflict", "partial", "uncertain" ...,
 *               message
 * review      { "profile", "url", "gateway", "etag", "known" }: what a person was shown as the difference
 *               between the PBX and the plan
 * accept      { "rules": ["mac-missing"], "reason": "ordered" }: a person pushed although the rule found
 *               errors; the report names it, with the reason where one was given
 * ]|
 *
 * The embedded PBX of this computer, which has another port each time, has #DECT_PBX_EMBEDDED_URL for its url.
 *
 * The ETag of the last push or review is what the next push starts from: if the PBX has another one
 * by then, somebody else was there whose work nobody has looked at (contract C4). `known` holds the
 * records in which the PBX's document differs from that of the entry before: put one on the other
 * they are the document that both sides last agreed on, the base of a merge. Where an entry lacks
 * it (the log would grow beyond its bounds, or the PBX did not tell), there is no base.
 */

/** DECT_PBX_EMBEDDED_URL: stands for the address of the embedded PBX */
#define DECT_PBX_EMBEDDED_URL "embedded:"

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
 * dect_pbx_journal_dup_document:
 * @log: a site's log
 * @client: the client of a connection profile
 * @gateway: key of the gateway
 *
 * Returns: (transfer full) (nullable): the PBX's document as the last push or review left or found
 *   it, without secrets; %NULL when it is not known: @base of dect_pbx_merge_new()
 */
JsonNode *dect_pbx_journal_dup_document (DectLog *log, DectPbxClient *client, const char *gateway);

/** dect_pbx_journal_dup_gateway: Returns: (transfer full) (nullable): key of the gateway that this
 * site's last push to that address wrote: `gateway` of #DectPbxPushOptions */
char *dect_pbx_journal_dup_gateway (DectLog *log, DectPbxClient *client);

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
 * dect_pbx_journal_add_failure:
 * @log: a site's log
 * @client: the client that pushed
 * @gateway: key of the gateway
 * @options: (nullable): what was asked for
 * @error: why it failed
 *
 * Remembers a push that failed: what is known of it, and that it was tried. Never starts a new
 * base. A dry run, and a push that ended before anything was sent, leave no trace, a conflict does.
 * Call it before the client's next operation.
 *
 * Returns: whether the log grew
 */
gboolean dect_pbx_journal_add_failure (DectLog *log,
                                       DectPbxClient *client,
                                       const char *gateway,
                                       const DectPbxPushOptions *options,
                                       const GError *error);

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

/**
 * dect_pbx_journal_add_accepted:
 * @log: a site's log
 * @accepted: (nullable) (array zero-terminated=1): "RULE" or "RULE=REASON" each, as a person overrode it
 *
 * Remembers which rules a push went past and why, one entry each.
 *
 * Returns: whether the log grew
 */
gboolean dect_pbx_journal_add_accepted (DectLog *log, const char *const *accepted);

/**
 * DectPbxJournalItem:
 *
 * One push as a person reads it: an immutable object for list models. Read-only properties for
 * columns: date (local, "2025-01-31 10:00"), profile (id), gateway ("00:30:42:1B:7F:05"), summary
 * ("1 new, 2 changed, 0 removed"), revisions ("r16 → r17"), result ("done", translated), success
 * (gboolean), details (the sentence of a failure, or "").
 */
#define DECT_TYPE_PBX_JOURNAL_ITEM (dect_pbx_journal_item_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxJournalItem, dect_pbx_journal_item, DECT, PBX_JOURNAL_ITEM, GObject)

/** dect_pbx_journal_item_get_entry: Returns: (transfer none): the entry of the log */
const DectLogEntry *dect_pbx_journal_item_get_entry (DectPbxJournalItem *self);

/** dect_pbx_journal_list: Returns: (transfer full) (element-type DectPbxJournalItem): all pushes in
 * a site's log, newest first */
GListModel *dect_pbx_journal_list (DectLog *log);

/** dect_pbx_journal_to_json: Returns: (transfer full): the same as a JSON array, oldest first, times
 * as ISO 8601, without `known` */
JsonNode *dect_pbx_journal_to_json (DectLog *log);

G_END_DECLS
