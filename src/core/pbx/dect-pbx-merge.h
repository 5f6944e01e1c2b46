/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-diff.h"

G_BEGIN_DECLS

/**
 * DectPbxChoice:
 * @DECT_PBX_CHOICE_OPEN: not decided yet
 * @DECT_PBX_CHOICE_MINE: as the plan has it
 * @DECT_PBX_CHOICE_THEIRS: as the PBX has it
 */
typedef enum
{
  DECT_PBX_CHOICE_OPEN,
  DECT_PBX_CHOICE_MINE,
  DECT_PBX_CHOICE_THEIRS,
} DectPbxChoice;

#define DECT_TYPE_PBX_CHOICE (dect_pbx_choice_get_type ())
GType dect_pbx_choice_get_type (void) G_GNUC_CONST;

/**
 * DectPbxConflict:
 *
 * One thing that the plan and the PBX both changed since they last agreed, differently: an object
 * for list models. Read-only properties for columns: title ("Base station Hall 1 N"), label ("IP
 * address"; "whole record" where one side removed what the other changed), base, mine, theirs (in
 * words; "" where there is nothing, "removed" of a whole record). Property choice (#DectPbxChoice,
 * read and write, notifies) is the person's; it is the one thing that changes, on the main thread.
 * Never a secret's value.
 */
#define DECT_TYPE_PBX_CONFLICT (dect_pbx_conflict_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxConflict, dect_pbx_conflict, DECT, PBX_CONFLICT, GObject)

DectPbxKind dect_pbx_conflict_get_kind (DectPbxConflict *self);

/** dect_pbx_conflict_get_key: Returns: key of the record as the contract spells it */
const char *dect_pbx_conflict_get_key (DectPbxConflict *self);

/** dect_pbx_conflict_get_field: Returns: (nullable): the member; %NULL when it is about the whole
 * record */
const char *dect_pbx_conflict_get_field (DectPbxConflict *self);

/** dect_pbx_conflict_get_choice: Returns: what was chosen */
DectPbxChoice dect_pbx_conflict_get_choice (DectPbxConflict *self);
void dect_pbx_conflict_set_choice (DectPbxConflict *self, DectPbxChoice choice);

/**
 * DectPbxMerge:
 * @conflicts: (element-type DectPbxConflict): what a person must decide: gateway, base stations by
 *   MAC, handsets by IPEI
 *
 * Three-way comparison of a gateway document: immutable but for the choices, boxed, counted
 * atomically.
 */
typedef struct
{
  GPtrArray *conflicts;

  /*< private >*/
  JsonNode *base;
  JsonNode *mine;
  JsonNode *theirs;
  gatomicrefcount ref_count;
} DectPbxMerge;

#define DECT_TYPE_PBX_MERGE (dect_pbx_merge_get_type ())
GType dect_pbx_merge_get_type (void) G_GNUC_CONST;

DectPbxMerge *dect_pbx_merge_ref (DectPbxMerge *self);
void dect_pbx_merge_unref (DectPbxMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxMerge, dect_pbx_merge_unref)

/**
 * dect_pbx_merge_new:
 * @base: (nullable): what both agreed on last (dect_pbx_journal_dup_document()); %NULL when that is
 *   not known: then everything that differs is a conflict, and what only one side has is kept
 * @mine: the plan's document
 * @theirs: (nullable): what the PBX has; %NULL when the gateway is gone there
 *
 * Member by member: what only one side changed is taken from there, what both changed alike is no
 * conflict, the rest is. A record that one side removed and the other left alone is gone; that the
 * other changed is one conflict about the whole record. Unknown members are members like others.
 * Secrets are compared by their `...Set` flags alone; a side that does not tell has not changed
 * them. The server's own members (`revision`, `modified`) are left out. Pure: the same input gives
 * the same result, and exchanging @mine and @theirs exchanges the choices.
 *
 * Returns: (transfer full): the comparison, all choices open
 */
DectPbxMerge *dect_pbx_merge_new (JsonNode *base, JsonNode *mine, JsonNode *theirs);

/** dect_pbx_merge_is_settled: Returns: whether every conflict is decided */
gboolean dect_pbx_merge_is_settled (const DectPbxMerge *self);

/** dect_pbx_merge_choose_all: decides every conflict that is still open alike */
void dect_pbx_merge_choose_all (DectPbxMerge *self, DectPbxChoice choice);

/**
 * dect_pbx_merge_dup_document:
 * @self: a comparison; what is still open counts as mine
 *
 * Returns: (transfer full): the merged document, canonical, without secrets (`...Set` flags in
 *   their place): give it to dect_pbx_adopt(), then push the plan's new document against the ETag
 *   of theirs
 */
JsonNode *dect_pbx_merge_dup_document (const DectPbxMerge *self);

/** dect_pbx_merge_dup_taken: Returns: (transfer full): how the plan's document would change by
 * merging (what is taken from the PBX), for a list */
DectPbxDiff *dect_pbx_merge_dup_taken (const DectPbxMerge *self);

G_END_DECLS
