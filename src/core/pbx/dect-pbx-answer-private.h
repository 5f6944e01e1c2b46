/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-http-private.h"
#include "pbx/dect-pbx-problem.h"

G_BEGIN_DECLS

/*
 * Sets the error that the contract's table has for an answer of status 300 and up, with what the
 * PBX says as plain text. Reads the contract's error body, problem+json, {"response": "text"},
 * HTML, text or nothing. problems (nullable) gets `errors[]`.
 */
void dect_pbx_answer_fail (const DectPbxHttpAnswer *answer,
                           DectPbxProfile *profile,
                           GPtrArray **problems,
                           GError **error);

/* The JSON object of a successful answer; NOT_API for HTML or another type, MALFORMED for broken
 * JSON or another form. */
JsonNode *dect_pbx_answer_parse (const DectPbxHttpAnswer *answer, GError **error);

/* The ETag with its quotes; "" when there is none or it is no strong one. */
char *dect_pbx_answer_dup_etag (const DectPbxHttpAnswer *answer);

/* 17 of "\"r17\"" and "\"r17-rfp\""; 0 when it tells none. */
guint64 dect_pbx_etag_revision (const char *etag);

/* A safe file name from Content-Disposition, else fallback. */
char *dect_pbx_answer_dup_file_name (const DectPbxHttpAnswer *answer, const char *fallback);

/* The list at @pointer of an answer ("" = the answer itself), nothing in it trusted; an empty one for
 * 204. MALFORMED, NOT_API. */
JsonArray *
dect_pbx_answer_parse_list (const DectPbxHttpAnswer *answer, const char *pointer, GError **error);

/* Whether an answer of success is none by the member that the profile names for errors. */
gboolean
dect_pbx_answer_check (const DectPbxHttpAnswer *answer, DectPbxProfile *profile, GError **error);

G_END_DECLS
