/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DectPbxProblem:
 * @path: JSON pointer (RFC 6901) into the document, "/accesspoints/1/targetIp"; "" for the whole
 * @code: stable word: "ip_outside_subnet", "two_masters", "mac_in_use" ...
 * @message: one sentence, translated when it is ours, else as the PBX wrote it (plain text)
 * @owner: (nullable): at 409: who has what we want
 * @warning: it does not stand in the way
 *
 * One member of `errors[]` or `warnings[]` of an answer, or what our own validation finds.
 * Immutable; boxed.
 */
typedef struct
{
  char *path;
  char *code;
  char *message;
  char *owner;
  gboolean warning;
} DectPbxProblem;

#define DECT_TYPE_PBX_PROBLEM (dect_pbx_problem_get_type ())
GType dect_pbx_problem_get_type (void) G_GNUC_CONST;

/** dect_pbx_problem_new: Returns: (transfer full): a problem; its message is made by printf rules
 */
DectPbxProblem *
dect_pbx_problem_new (const char *path, const char *code, gboolean warning, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

DectPbxProblem *dect_pbx_problem_copy (const DectPbxProblem *self);
void dect_pbx_problem_free (DectPbxProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxProblem, dect_pbx_problem_free)

/** dect_pbx_problems_new: Returns: (transfer full): an empty list that frees its #DectPbxProblem
 * members */
GPtrArray *dect_pbx_problems_new (void);

/** dect_pbx_problems_to_json: Returns: (transfer full): `[{"path", "code", "message", "owner"}...]`
 * of the errors, or of the warnings */
JsonArray *dect_pbx_problems_to_json (GPtrArray *problems, gboolean warnings);

/**
 * dect_pbx_problems_from_json:
 * @array: (nullable): `errors[]` or `warnings[]` of an answer
 * @warnings: what they are
 *
 * Takes what has the right shape, at most 1000; texts are cut to 200 printable characters.
 *
 * Returns: (transfer full): the problems
 */
GPtrArray *dect_pbx_problems_from_json (JsonArray *array, gboolean warnings);

G_END_DECLS
