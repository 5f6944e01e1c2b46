/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectChangeType:
 * @DECT_CHANGE_ADDED: the thing is new
 * @DECT_CHANGE_REMOVED: the thing is gone
 * @DECT_CHANGE_FIELD: one of its fields has another value
 */
typedef enum
{
  DECT_CHANGE_ADDED,
  DECT_CHANGE_REMOVED,
  DECT_CHANGE_FIELD,
} DectChangeType;

/**
 * DectChangeEntry:
 * @type: what happened to the thing
 * @id: id of its record
 * @title: what a sentence calls it, by its new state: "base station 4 (Lab)"
 * @field: (nullable): the field, for FIELD
 * @before: (nullable): what stood there, as a person reads it; %NULL when nothing did
 * @after: (nullable): what stands there; for ADDED what is set in the new thing, "Name: Lab, Cluster: 2", %NULL when nothing is
 *
 * One difference between two states of a site.
 */
typedef struct
{
  DectChangeType   type;
  guint32          id;
  char            *title;
  const DectField *field;
  char            *before;
  char            *after;
} DectChangeEntry;

/**
 * dect_change_list:
 * @before: a site
 * @after: the same site later, or as it would be
 *
 * Records are the same by kind and id. Fields that nobody edits by hand (names of images) are left out. Any thread.
 *
 * Returns: (transfer full) (element-type DectChangeEntry): by kind, removed ones first, then in the order of @after
 */
GPtrArray *dect_change_list (const DectSnapshot *before,
                             const DectSnapshot *after);

/** dect_change_entry_dup_text: Returns: (transfer full): "base station 4 (Lab), Cluster: 1 → 2", "base station 4 (Lab): new (Name: Lab,
 * Number: 4)", translated */
char *dect_change_entry_dup_text (const DectChangeEntry *self);

G_END_DECLS
