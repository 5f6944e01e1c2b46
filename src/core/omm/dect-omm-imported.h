/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-reader.h"

G_BEGIN_DECLS

/*
 * What a person confirmed as imported into the OMM stands in the site's log, as events "imported"; what was changed or deleted there by
 * hand, as events "edited" and "deleted" (dect_omm_todo_tick()):
 *
 * |[
 * { "file": "rfp", "layout": "rfp-16", "name": "omm-rfp-0030421b7f05-r17.txt", "fields": [ "name", "cluster" ],
 *   "keys": { "0030421b7f05": [ "Lab", "1" ] }, "removed": [ "..." ] }
 * ]|
 *
 * Keys are those of dect_omm_record_key(). The state is all events of a file in their order: "keys" are in the OMM with these values,
 * "removed" are not any more. Secrets are never among the fields: so a changed access code or SIP password is not seen as a change.
 * Logs of earlier versions hold a SHA-256 of the record's line in place of the values; such a record can be seen to differ, and not in
 * what.
 */

/** DECT_OMM_EVENT_IMPORTED, DECT_OMM_EVENT_EDITED, DECT_OMM_EVENT_DELETED: words of these events; DECT_OMM_EVENT_REOPENED: one of the
 * latter two was a mistake, and the OMM has what it had */
#define DECT_OMM_EVENT_IMPORTED "imported"
#define DECT_OMM_EVENT_EDITED "edited"
#define DECT_OMM_EVENT_DELETED "deleted"
#define DECT_OMM_EVENT_REOPENED "reopened"

/**
 * DectOmmComparison:
 * @added: (element-type guint32): ids of records that were never imported; these go into a file of new ones
 * @changed: (element-type guint32): ids of records imported in another form; to be edited in the OMM
 * @unchanged: (element-type guint32): ids of records imported as they are
 * @invalid: (element-type guint32): ids of records without a valid MAC or IPEI (and number): they cannot be told apart
 * @removed: (array zero-terminated=1): keys of records imported once and gone from the plan, sorted; to be deleted in the OMM
 *
 * The plan against what was imported. Ids are in the order of the site.
 */
typedef struct
{
  GArray *added;
  GArray *changed;
  GArray *unchanged;
  GArray *invalid;
  char  **removed;
} DectOmmComparison;

void dect_omm_comparison_free (DectOmmComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmComparison, dect_omm_comparison_free)

/**
 * dect_omm_compare:
 * @snapshot: a site
 * @layout: layout of the file that would be written now; its kind says which file
 *
 * A record is compared in the fields that it was imported with. Any thread.
 *
 * Returns: (transfer full): the comparison
 */
DectOmmComparison *dect_omm_compare (const DectSnapshot  *snapshot,
                                     const DectOmmLayout *layout);

/** dect_omm_comparison_new_ids: Returns: (transfer full): @added as a set for dect_omm_write() */
GHashTable *dect_omm_comparison_new_ids (const DectOmmComparison *self);

/**
 * dect_omm_mark_imported:
 * @site: a site
 * @file: the file that was imported
 * @name: (nullable): its name; the PBX's names hold the revision
 *
 * Remembers in the log that the records of @file are in the OMM now, as they stand there. A record that was there before keeps what it
 * was imported with: the OMM refuses what it has already (facts/omm.md section 11), so a changed one is still to be edited. Main thread.
 *
 * Returns: how many records were marked
 */
guint dect_omm_mark_imported (DectSite          *site,
                              const DectOmmFile *file,
                              const char        *name);

G_END_DECLS
