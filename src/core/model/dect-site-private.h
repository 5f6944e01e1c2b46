/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-item-private.h"

G_BEGIN_DECLS

/* What DectHistory and DectLog need of a site; nobody else changes one. */

/** dect_site_take_id: Returns: a number no record of this session had */
guint32 dect_site_take_id (DectSite *self);

/** dect_site_insert: puts @record into its list at @position (G_MAXUINT: at the end). Returns: the position */
guint dect_site_insert (DectSite         *self,
                        const DectRecord *record,
                        guint             position);

/** dect_site_replace: @record takes the place of the one with its id */
void dect_site_replace (DectSite         *self,
                        const DectRecord *record);

/** dect_site_remove: takes the record with @id out. Returns: where it stood */
guint dect_site_remove (DectSite *self,
                        guint32   id);

/** dect_site_changed: a step was closed: new generation, new change date */
void dect_site_changed (DectSite *self);

/** dect_site_log_changed: the log grew */
void dect_site_log_changed (DectSite *self);

DectItemList *dect_site_get_items (DectSite *self,
                                   DectKind  kind);

DectHistory *dect_history_new (DectSite *site);
DectLog     *dect_log_new     (DectSite *site);
void         dect_log_load    (DectLog   *self,
                               GPtrArray *entries);
/** dect_log_list: Returns: (transfer none): all entries */
GPtrArray   *dect_log_list    (DectLog *self);

G_END_DECLS
