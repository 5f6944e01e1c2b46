/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectItem:
 *
 * A thing of a site as the interface sees it: lives as long as the thing is in the site, while its record changes.
 * Properties: record (#DectRecord, notified at each change). Main thread only.
 */
#define DECT_TYPE_ITEM (dect_item_get_type ())
G_DECLARE_FINAL_TYPE (DectItem, dect_item, DECT, ITEM, GObject)

/** dect_item_get_record: Returns: (transfer none): the record as it stands; valid until the next change */
const DectRecord *dect_item_get_record (DectItem *self);

/** dect_item_get_id: Returns: id of its record, the same for as long as the site lives */
guint32  dect_item_get_id   (DectItem *self);

/** dect_item_get_kind: Returns: kind of its record */
DectKind dect_item_get_kind (DectItem *self);

/**
 * DectSite:
 *
 * Everything planned in one document; the one mutable thing of the model. Lives on the main thread. It is changed only
 * through its #DectHistory (the plan) and its #DectLog (what happened).
 *
 * Properties: generation (guint64, notified after each change of the plan, undo and redo included).
 */
#define DECT_TYPE_SITE (dect_site_get_type ())
G_DECLARE_FINAL_TYPE (DectSite, dect_site, DECT, SITE, GObject)

/** dect_site_new: Returns: (transfer full): an empty site with a new uuid */
DectSite *dect_site_new (void);

/** dect_site_new_from_snapshot: Returns: (transfer full): a site that holds what @snapshot shows, with an empty history */
DectSite *dect_site_new_from_snapshot (DectSnapshot *snapshot);

/** dect_site_list: Returns: (transfer none): the live list of #DectItem of @kind */
GListModel *dect_site_list (DectSite *self,
                            DectKind  kind);

/** dect_site_find: Returns: (transfer none) (nullable): the thing with that id */
DectItem *dect_site_find (DectSite *self,
                          guint32   id);

/** dect_site_find_record: Returns: (transfer none) (nullable): its record as it stands */
const DectRecord *dect_site_find_record (DectSite *self,
                                         guint32   id);

/** dect_site_get_info: Returns: (transfer none): the record of the site itself, never %NULL */
const DectSiteInfo *dect_site_get_info (DectSite *self);

/** dect_site_get_history: Returns: (transfer none): its history, the one door for changes */
DectHistory *dect_site_get_history (DectSite *self);

/** dect_site_get_log: Returns: (transfer none): what happened */
DectLog     *dect_site_get_log     (DectSite *self);

/** dect_site_get_generation: Returns: a number that grows with each change of the plan, undo and redo included */
guint64 dect_site_get_generation (DectSite *self);

/**
 * dect_site_snapshot:
 * @self: a site
 *
 * Cheap: the same object while nothing changes, and unchanged kinds share their lists.
 *
 * Returns: (transfer full): the site as it stands
 */
DectSnapshot *dect_site_snapshot (DectSite *self);

/**
 * dect_site_add_blob:
 * @self: a site
 * @bytes: a plan image as the installer gave it
 * @extension: "png", "jpg", "svg" or "pdf"
 *
 * Keeps the image in the site; the same bytes are kept once. Images that no floor names are not written to
 * the file. Not undone: undo of the floor's change takes it out of use.
 *
 * Returns: (transfer full): its name for #DectFloor.plan, "plans/<first 16 digits of the SHA-256>.<extension>"
 */
char *dect_site_add_blob (DectSite   *self,
                          GBytes     *bytes,
                          const char *extension);

/**
 * dect_site_add_photo:
 * @self: a site
 * @bytes: a photo as dect_photo_new() made it
 *
 * As dect_site_add_blob(), for the photo of a base station.
 *
 * Returns: (transfer full): its name for #DectRfp.photo, "photos/<first 16 digits of the SHA-256>.jpg"
 */
char *dect_site_add_photo (DectSite *self,
                           GBytes   *bytes);

/** dect_site_get_blob: Returns: (transfer none) (nullable): the plan image @name, %NULL when there
 * is none or @name is %NULL */
GBytes *dect_site_get_blob (DectSite   *self,
                            const char *name);

/**
 * dect_clock_now:
 *
 * The clock of change dates and log entries: SOURCE_DATE_EPOCH where it is set (reproducible files and tests), else now.
 *
 * Returns: seconds since 1970, UTC
 */
gint64 dect_clock_now (void);

G_END_DECLS
