/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/**
 * DectPbxEntry:
 * @label: what the PBX's form calls it, in its own language
 * @value: what to enter there; never a secret: those are named, not shown
 */
typedef struct
{
  char *label;
  char *value;
} DectPbxEntry;

/**
 * DectPbxInstruction:
 * @path: (nullable): menus to click, "Gateways › Gateway list › Add"
 * @text: what to do there, one sentence
 * @entries: (element-type DectPbxEntry): what to enter, in the order of the form
 *
 * One step of what a person does at a PBX that can only be read.
 */
typedef struct
{
  char *path;
  char *text;
  GPtrArray *entries;
} DectPbxInstruction;

void dect_pbx_instruction_free (DectPbxInstruction *self);

/** dect_pbx_checklist_list: Returns: (transfer full) (array zero-terminated=1): ids of the checklists
 * that ship or that the user has, data/pbx/checklists/ID.json, sorted */
char **dect_pbx_checklist_list (void);

/** dect_pbx_checklist_get_title: Returns: (transfer full): what a person calls it */
char *dect_pbx_checklist_dup_title (const char *id);

/**
 * dect_pbx_checklist_new:
 * @id: id of a checklist; that of a profile is its key `checklist`
 * @snapshot: the site that is to be entered
 * @error: return location, %DECT_PBX_ERROR_MALFORMED, and as dect_pbx_document_new()
 *
 * Words of the PBX's forms are in the interface's language where the checklist has it.
 *
 * Returns: (transfer full) (element-type DectPbxInstruction): the clicks, with this site's values
 */
GPtrArray *dect_pbx_checklist_new (const char *id, DectSnapshot *snapshot, GError **error);

G_END_DECLS
