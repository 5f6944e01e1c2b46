/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-record.h"

G_BEGIN_DECLS

/**
 * DectLogEntry:
 *
 * One thing that happened: immutable, boxed, counted. See #DectLog.
 */
#define DECT_TYPE_LOG_ENTRY (dect_log_entry_get_type ())
GType dect_log_entry_get_type (void) G_GNUC_CONST;

/**
 * dect_log_entry_new:
 * @time: seconds since 1970, UTC
 * @event: stable word: "push", "export", "imported", "edited", "deleted", "reopened", "tick", "untick", "replace", "accept" ...
 * @details: (nullable): text of a JSON object with the event's own members, never secrets; "{}" when %NULL
 *
 * Returns: (transfer full): the entry
 */
DectLogEntry *dect_log_entry_new   (gint64        time,
                                    const char   *event,
                                    const char   *details);
DectLogEntry *dect_log_entry_ref   (DectLogEntry *self);
void          dect_log_entry_unref (DectLogEntry *self);

/** dect_log_entry_get_time: Returns: when it happened, seconds since 1970, UTC */
gint64        dect_log_entry_get_time    (const DectLogEntry *self);

/** dect_log_entry_get_event: Returns: (transfer none): what happened, an id such as "push" */
const char   *dect_log_entry_get_event   (const DectLogEntry *self);

/** dect_log_entry_get_details: Returns: (transfer none): text of a JSON object */
const char   *dect_log_entry_get_details (const DectLogEntry *self);

/**
 * dect_log_entry_dup_detail:
 * @self: an entry
 * @member: name of a text or number member of its details
 *
 * Returns: (transfer full) (nullable): the member as text
 */
char *dect_log_entry_dup_detail (const DectLogEntry *self,
                                 const char         *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLogEntry, dect_log_entry_unref)

/**
 * DectSnapshot:
 *
 * An immutable picture of a site: its records, plan images and log at one generation. Cheap to take (lists of kinds that did
 * not change are shared) and safe to read from any thread. Boxed, counted atomically.
 */
#define DECT_TYPE_SNAPSHOT (dect_snapshot_get_type ())
GType dect_snapshot_get_type (void) G_GNUC_CONST;

DectSnapshot *dect_snapshot_ref   (DectSnapshot *self);
void          dect_snapshot_unref (DectSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSnapshot, dect_snapshot_unref)

/** dect_snapshot_get_generation: Returns: the site's generation it was taken at; 0 when it came from a file */
guint64 dect_snapshot_get_generation (const DectSnapshot *self);

/** dect_snapshot_get_changed: Returns: date of the last change of the plan, seconds since 1970, UTC */
gint64 dect_snapshot_get_changed (const DectSnapshot *self);

/** dect_snapshot_get_info: Returns: (transfer none): the record of the site itself, never %NULL */
const DectSiteInfo *dect_snapshot_get_info (const DectSnapshot *self);

/** dect_snapshot_count: Returns: how many records of @kind there are */
guint dect_snapshot_count (const DectSnapshot *self,
                           DectKind            kind);

/**
 * dect_snapshot_records:
 * @self: a snapshot
 * @kind: a kind
 * @n_records: (out) (optional): how many
 *
 * Returns: (array length=n_records) (transfer none): the records in the site's order
 */
const DectRecord *const *dect_snapshot_records (const DectSnapshot *self,
                                                DectKind            kind,
                                                guint              *n_records);

/**
 * dect_snapshot_find:
 * @self: a snapshot
 * @id: id of a record; 0 is allowed and finds nothing
 *
 * Returns: (nullable) (transfer none): the record
 */
const DectRecord *dect_snapshot_find (const DectSnapshot *self,
                                      guint32             id);

/** dect_snapshot_index: Returns: place of the record in the list of its kind, or -1 */
gint dect_snapshot_index (const DectSnapshot *self,
                          guint32             id);

/** dect_snapshot_get_blob: Returns: (nullable) (transfer none): bytes of a plan image by its name */
GBytes *dect_snapshot_get_blob (const DectSnapshot *self,
                                const char         *name);

/** dect_snapshot_list_blobs: Returns: (transfer container) (element-type utf8): names of all images, sorted */
GList *dect_snapshot_list_blobs (const DectSnapshot *self);

/** dect_snapshot_get_log: Returns: (transfer none) (element-type DectLogEntry): what happened, oldest first */
GPtrArray *dect_snapshot_get_log (const DectSnapshot *self);

#define DECT_DEFINE_SNAPSHOT_ACCESS(Type, NAME, name) \
  static inline const Type *dect_snapshot_##name (const DectSnapshot *self, guint i) \
  { \
    return (const Type *) dect_snapshot_records (self, DECT_KIND_##NAME, NULL)[i]; \
  } \
  static inline const Type *dect_snapshot_find_##name (const DectSnapshot *self, guint32 id) \
  { \
    const DectRecord *record = dect_snapshot_find (self, id); \
    return record != NULL && record->kind == DECT_KIND_##NAME ? (const Type *) record : NULL; \
  }

/* dect_snapshot_rfp (s, i) is the i-th RFP, dect_snapshot_find_rfp (s, id) the RFP with that id or NULL; so for each kind. */
DECT_DEFINE_SNAPSHOT_ACCESS (DectBuilding, BUILDING, building)
DECT_DEFINE_SNAPSHOT_ACCESS (DectFloor, FLOOR, floor)
DECT_DEFINE_SNAPSHOT_ACCESS (DectWall, WALL, wall)
DECT_DEFINE_SNAPSHOT_ACCESS (DectOpening, OPENING, opening)
DECT_DEFINE_SNAPSHOT_ACCESS (DectZone, ZONE, zone)
DECT_DEFINE_SNAPSHOT_ACCESS (DectRemark, REMARK, remark)
DECT_DEFINE_SNAPSHOT_ACCESS (DectSwitch, SWITCH, switch)
DECT_DEFINE_SNAPSHOT_ACCESS (DectRfp, RFP, rfp)
DECT_DEFINE_SNAPSHOT_ACCESS (DectHandset, HANDSET, handset)
DECT_DEFINE_SNAPSHOT_ACCESS (DectLink, LINK, link)
DECT_DEFINE_SNAPSHOT_ACCESS (DectSurvey, SURVEY, survey)

/** dect_snapshot_find_role: Returns: (nullable) (transfer none): the first RFP with that role */
const DectRfp *dect_snapshot_find_role (const DectSnapshot *self,
                                        DectRole            role);

/**
 * DectSnapshotBuilder:
 *
 * Makes a snapshot without a site, in any one thread: what a file reader or a PBX document becomes.
 */
typedef struct _DectSnapshotBuilder DectSnapshotBuilder;

/** dect_snapshot_builder_new: Returns: (transfer full): a builder of an empty site */
DectSnapshotBuilder *dect_snapshot_builder_new  (void);
void                 dect_snapshot_builder_free (DectSnapshotBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSnapshotBuilder, dect_snapshot_builder_free)

/**
 * dect_snapshot_builder_add:
 * @self: a builder
 * @record: (transfer full): a record; id 0 is replaced by the next free number. A SITE record replaces the one there.
 *
 * Returns: the record's id; 0 and nothing taken when the id is in use already
 */
guint32 dect_snapshot_builder_add (DectSnapshotBuilder *self,
                                   DectRecord          *record);

/** dect_snapshot_builder_add_blob: takes a plan image under a name ("plans/x.png") */
void dect_snapshot_builder_add_blob (DectSnapshotBuilder *self,
                                     const char          *name,
                                     GBytes              *bytes);

/** dect_snapshot_builder_add_log: @entry: (transfer full) */
void dect_snapshot_builder_add_log (DectSnapshotBuilder *self,
                                    DectLogEntry        *entry);

/** dect_snapshot_builder_set_changed: date of the last change of the plan, seconds since 1970, UTC */
void dect_snapshot_builder_set_changed (DectSnapshotBuilder *self,
                                        gint64               changed);

/**
 * dect_snapshot_builder_end:
 * @self: (transfer full): a builder; freed
 *
 * References to records that are not there, or of the wrong kind, are cleared (records that such a
 * reference owns are dropped), so that a reader of a snapshot can trust every reference.
 *
 * Returns: (transfer full): the snapshot
 */
DectSnapshot *dect_snapshot_builder_end (DectSnapshotBuilder *self);

G_END_DECLS
