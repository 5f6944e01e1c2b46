/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/**
 * DectPbxOp:
 * @DECT_PBX_OP_CREATE: it is not at the PBX yet
 * @DECT_PBX_OP_UPDATE: members differ
 * @DECT_PBX_OP_REMOVE: it goes
 */
typedef enum
{
  DECT_PBX_OP_CREATE,
  DECT_PBX_OP_UPDATE,
  DECT_PBX_OP_REMOVE,
} DectPbxOp;

/** dect_pbx_op_id: Returns: "create", "update" or "remove" */
const char *dect_pbx_op_id (DectPbxOp op);

/**
 * DectPbxMode:
 * @DECT_PBX_MODE_CREATE_UPDATE: what the target does not name stays
 * @DECT_PBX_MODE_CREATE_UPDATE_REMOVE: records of the target's own `source` that it does not name
 * are removed; nobody else's are
 */
typedef enum
{
  DECT_PBX_MODE_CREATE_UPDATE,
  DECT_PBX_MODE_CREATE_UPDATE_REMOVE,
} DectPbxMode;

/** dect_pbx_mode_id: Returns: "create_update" or "create_update_remove" */
const char *dect_pbx_mode_id (DectPbxMode mode);

/** dect_pbx_mode_from_id: @id: (nullable). Returns: whether @id is a mode */
gboolean dect_pbx_mode_from_id (const char *id, DectPbxMode *mode);

/**
 * DectPbxChange:
 *
 * One record that changes at the PBX: an immutable object for list models; any thread. Read-only
 * properties for columns: action ("Create", "Change", "Remove", translated), title ("Base station
 * Hall 1 N"), key ("00:08:5D:0A:0B:02" or an IPEI as printed), details ("reflective: no → yes", one
 * line, translated where it can be). Never a secret's value.
 */
#define DECT_TYPE_PBX_CHANGE (dect_pbx_change_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxChange, dect_pbx_change, DECT, PBX_CHANGE, GObject)

/** dect_pbx_change_get_op: Returns: what happens to the record */
DectPbxOp dect_pbx_change_get_op (DectPbxChange *self);

/** dect_pbx_change_get_kind: Returns: what kind of record it is */
DectPbxKind dect_pbx_change_get_kind (DectPbxChange *self);

/** dect_pbx_change_get_key: Returns: the key as the contract spells it: MAC of 12 hex digits, or
 * IPEI */
const char *dect_pbx_change_get_key (DectPbxChange *self);

/** dect_pbx_change_get_name: Returns: (nullable): the record's name, number or nothing */
const char *dect_pbx_change_get_name (DectPbxChange *self);

/** dect_pbx_change_get_fields: Returns: (transfer none) (array zero-terminated=1): members that
 * change, in the contract's order; of a created or removed record all it has */
const char *const *dect_pbx_change_get_fields (DectPbxChange *self);

/** dect_pbx_change_get_before: Returns: (transfer none) (nullable): old values of the fields; %NULL
 * of a created record */
JsonObject *dect_pbx_change_get_before (DectPbxChange *self);

/** dect_pbx_change_get_after: Returns: (transfer none) (nullable): new values of the fields, a
 * secret's is "changed"; %NULL of a removed record */
JsonObject *dect_pbx_change_get_after (DectPbxChange *self);

/** dect_pbx_change_dup_value: Returns: (transfer full): a value of before or after in words: yes,
 * no, text; "" where there is none */
char *dect_pbx_change_dup_value (JsonObject *values, const char *field);

/** dect_pbx_change_get_label: @field: one of its fields. Returns: what a person calls it ("Role"), translated; @field itself when unknown */
const char *dect_pbx_change_get_label (DectPbxChange *self,
                                       const char    *field);

/** dect_pbx_change_dup_key_text: Returns: (transfer full): the key as it is printed: 00:08:5D:0A:0B:02, 00077 0115484 2 */
char *dect_pbx_change_dup_key_text (DectPbxChange *self);

/** dect_pbx_change_dup_title: Returns: (transfer full): "Base station Hall 1 N", translated */
char *dect_pbx_change_dup_title (DectPbxChange *self);

/** dect_pbx_change_dup_details: Returns: (transfer full): the changed members with old and new
 * value in one line */
char *dect_pbx_change_dup_details (DectPbxChange *self);

/**
 * DectPbxDiff:
 * @changes: (element-type DectPbxChange): gateway, base stations by MAC, handsets by IPEI, then
 * what is removed
 * @n_create: records created
 * @n_update: records changed
 * @n_remove: records removed
 * @n_keep: records that stay as they are, other people's included
 * @warnings: (element-type DectPbxProblem): `omm_manual_delete` when something is removed,
 * `source_taken` ...
 * @merged: (nullable): the whole document as it is afterwards, with secrets; %NULL of a difference
 * that a PBX told us
 *
 * The difference between what the PBX has and what it shall have: immutable, boxed, counted
 * atomically.
 */
typedef struct
{
  GPtrArray *changes;
  guint n_create;
  guint n_update;
  guint n_remove;
  guint n_keep;
  GPtrArray *warnings;
  JsonNode *merged;

  /*< private >*/
  gatomicrefcount ref_count;
} DectPbxDiff;

#define DECT_TYPE_PBX_DIFF (dect_pbx_diff_get_type ())
GType dect_pbx_diff_get_type (void) G_GNUC_CONST;

DectPbxDiff *dect_pbx_diff_ref (DectPbxDiff *self);
void dect_pbx_diff_unref (DectPbxDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxDiff, dect_pbx_diff_unref)

/**
 * dect_pbx_diff_new:
 * @base: (nullable): what the PBX has, with its secrets or with only `...Set: true` in their place;
 * %NULL when it has no such gateway
 * @target: what it shall have; a JSON object
 * @mode: whether our own records that @target does not name are removed
 *
 * A record of @target is stated whole: a member of the contract that is absent or null is cleared.
 * Kept are: unknown members that @target does not state (null there clears), secrets that it does
 * not state (null clears), the server's own members, lists that it does not have, records that it
 * does not name. A stated secret counts as a change when the base has another value, or does not
 * tell. Pure: the same input always gives the same result. @target should have passed
 * dect_pbx_document_validate().
 *
 * Returns: (transfer full): the difference
 */
DectPbxDiff *dect_pbx_diff_new (JsonNode *base, JsonNode *target, DectPbxMode mode);

/** dect_pbx_diff_is_empty: Returns: whether nothing changes */
gboolean dect_pbx_diff_is_empty (const DectPbxDiff *self);

/** dect_pbx_diff_is_empty_but_secrets: Returns: whether nothing changes except secrets, which an
 * answer never shows */
gboolean dect_pbx_diff_is_empty_but_secrets (const DectPbxDiff *self);

/** dect_pbx_diff_dup_summary: Returns: (transfer full): "1 new, 2 changed, 0 removed, 14
 * unchanged", translated */
char *dect_pbx_diff_dup_summary (const DectPbxDiff *self);

/**
 * dect_pbx_diff_to_json:
 * @self: a difference
 * @dryrun: whether it was only simulated
 * @base_etag: (nullable): ETag it was worked out against, with its quotes
 * @etag: (nullable): ETag afterwards
 *
 * Returns: (transfer full): the answer of the sync action (C5): response, dryrun, baseEtag, etag,
 * summary, changes, warnings, jobs
 */
JsonNode *dect_pbx_diff_to_json (const DectPbxDiff *self,
                                 gboolean dryrun,
                                 const char *base_etag,
                                 const char *etag);

/**
 * dect_pbx_diff_new_from_json:
 * @answer: an answer of the sync action; nothing in it is trusted
 * @error: return location, %DECT_PBX_ERROR_MALFORMED, %DECT_PBX_ERROR_TOO_LARGE
 *
 * Returns: (transfer full): the difference it tells
 */
DectPbxDiff *dect_pbx_diff_new_from_json (JsonNode *answer, GError **error);

G_END_DECLS
