/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "model/dect-record.h"
#include "model/dect-site.h"

G_BEGIN_DECLS

/*
 * What a person does to several things of a table at once, each as one step. Ids that are gone are passed over. Main thread only, no
 * step of the history open.
 */

/**
 * dect_edit_set:
 * @site: a site
 * @ids: (array length=n_ids): things of one kind
 * @n_ids: how many
 * @field: a field of their kind
 * @text: its new value as dect_field_set_text() takes it; of a REFERENCE the id number; "" clears
 * @error: return location, #DECT_FIELD_ERROR; nothing is changed then
 *
 * Sets one field of all of them. The role of master or failover goes to one alone (%DECT_FIELD_ERROR_SINGLE), and whoever had it becomes
 * a normal base station in the same step; dect_edit_find_role() tells beforehand who that is.
 *
 * Returns: whether @text can be the value
 */
gboolean dect_edit_set (DectSite        *site,
                        const guint32   *ids,
                        guint            n_ids,
                        const DectField *field,
                        const char      *text,
                        GError         **error);

/**
 * dect_edit_is_single:
 * @field: a field
 * @text: a value of it, as dect_edit_set() takes it
 *
 * Returns: whether only one thing of a site can have it: a MAC, an IPEI, the role of master or failover
 */
gboolean dect_edit_is_single (const DectField *field,
                              const char      *text);

/** dect_edit_find_role: Returns: id of the first RFP other than @except that is the master or the failover, as @role says; 0: none is */
guint32 dect_edit_find_role (DectSite *site,
                             DectRole  role,
                             guint32   except);

/**
 * dect_edit_duplicate:
 * @site: a site
 * @ids: (array length=n_ids): RFPs or handsets
 * @n_ids: how many
 *
 * Adds copies of them without what only one can have: MAC, IPEI, target IP, a special role, preferred sync, switch port, position on
 * the plan (the floor stays); of a handset number, additional id and SIP user. An RFP's copy gets the next free number. A name that ends
 * in a number counts on to the next free one; another gets " 2".
 *
 * Returns: (transfer full) (element-type guint32): ids of the copies
 */
GArray *dect_edit_duplicate (DectSite      *site,
                             const guint32 *ids,
                             guint          n_ids);

/** dect_edit_remove: removes them, with what they own */
void dect_edit_remove (DectSite      *site,
                       const guint32 *ids,
                       guint          n_ids);

/** dect_edit_next_number: Returns: the number after the highest of an RFP, 1 for the first */
gint dect_edit_next_number (DectSite *site);

G_END_DECLS
