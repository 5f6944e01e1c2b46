/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-reader.h"

G_BEGIN_DECLS

/**
 * DectOmmChange:
 * @label: what a person calls the field, translated
 * @before: what the site has; "" for nothing
 * @after: what it would have
 *
 * One field of a record that a file would change.
 */
typedef struct
{
  const char *label;
  char       *before;
  char       *after;
} DectOmmChange;

/**
 * DectOmmPlanned:
 * @is_new: whether the site does not have it yet
 * @title: what a sentence calls it
 * @changes: (element-type DectOmmChange): its fields that would change; of a new one all that are set
 *
 * One record that a file would make or change.
 */
typedef struct
{
  gboolean   is_new;
  char      *title;
  GPtrArray *changes;
} DectOmmPlanned;

/**
 * DectOmmPlan:
 * @merge: how many are new, changed and unchanged
 * @records: (element-type DectOmmPlanned): the new and the changed ones, in the order of the site
 * @n_secrets: access codes and SIP passwords that would go to the secrets
 *
 * What taking a file over would do.
 */
typedef struct
{
  DectOmmMerge merge;
  GPtrArray   *records;
  guint        n_secrets;
} DectOmmPlan;

void dect_omm_plan_free (DectOmmPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmPlan, dect_omm_plan_free)

/**
 * dect_omm_plan_new:
 * @file: an import file
 * @snapshot: the site as it stands
 *
 * Tries dect_omm_file_merge() on a copy and looks at what came of it, so that both cannot differ. Any thread, as long as the copy is the
 * thread's own: nothing else sees it.
 *
 * Returns: (transfer full): what would happen
 */
DectOmmPlan *dect_omm_plan_new (DectOmmFile  *file,
                                DectSnapshot *snapshot);

/** dect_omm_plan_has_changes: Returns: whether the site or its secrets would change */
gboolean dect_omm_plan_has_changes (const DectOmmPlan *self);

/** dect_omm_planned_dup_text: Returns: (transfer full): its changes as one line for people: "Name: Lab → Laboratory, Room: 12 → 14" */
char *dect_omm_planned_dup_text (const DectOmmPlanned *self);

G_END_DECLS
