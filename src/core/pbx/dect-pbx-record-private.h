/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-members-private.h"

G_BEGIN_DECLS

/* Canonical record as it is after target was put over base; lists are left out. Rules:
 * dect_pbx_diff_new(). */
JsonObject *
dect_pbx_record_merge (JsonObject *base, JsonObject *target, const DectPbxMember *table);

/* Names of the members that differ between canonical records, the server's own and lists aside: in
 * the table's order, unknown ones behind. */
GPtrArray *
dect_pbx_record_compare (JsonObject *before, JsonObject *after, const DectPbxMember *table);

/* The record with "acSet": true in place of "ac": ... */
JsonObject *dect_pbx_record_redact (JsonObject *record, const DectPbxMember *table);

/* The canonical document without the server's own members. */
JsonNode *dect_pbx_document_strip_server (JsonNode *document);

G_END_DECLS
