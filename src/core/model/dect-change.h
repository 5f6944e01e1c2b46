/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/*
 * A change that is thought out before it is made: what the site would be with some records put in
 * place, and the same records put into the real site as one step.
 */

/**
 * dect_snapshot_with:
 * @self: a site
 * @records: (array length=n_records): things as they shall be, from now on immutable; one with id
 * 0, or with an id that nothing has, is new and goes to the end of its list
 * @n_records: how many
 *
 * Cheap: lists of other kinds, images and log are shared. Nothing is removed by it, so references
 * hold as long as those of @records do. Any thread.
 *
 * Returns: (transfer full): the site with them, of the same generation; new records without id have
 * got one
 */
DectSnapshot *
dect_snapshot_with (DectSnapshot *self, const DectRecord *const *records, guint n_records);

/**
 * dect_rfp_propose:
 * @snapshot: a site
 * @like: (nullable): an RFP of which the new one takes model, mount height, cluster, power and
 * reflective flag; %NULL: the last one of the site, without the flag
 * @above: its number is above this; 0 for the first that is proposed, the last one's number for
 * more of them
 *
 * An RFP without place and MAC: the next number, and a name that nobody has, in the style of the
 * last name that ends with its RFP's number ("AP-07", then "AP-08"), else "RFP 8". The first one of
 * a site whose OMM runs on an RFP and that has no master becomes the master.
 *
 * Returns: (transfer full): a new record, id 0
 */
DectRfp *dect_rfp_propose (DectSnapshot *snapshot, const DectRfp *like, gint above);

/**
 * dect_change_apply:
 * @site: the site; main thread
 * @label: name of the step, translated
 * @records: (array length=n_records): RFPs as they shall be; id 0: new
 * @before: (array length=n_records): what they were when the change was thought out; %NULL for new
 * ones
 * @n_records: how many
 *
 * Puts the records in place as one step. Number and name of a new RFP that were given away in
 * between are proposed anew.
 *
 * Returns: %FALSE, and nothing changed, when there is nothing to do, a record is not any more as in
 * @before, the floor of a new one is gone, or a step is open
 */
gboolean dect_change_apply (DectSite *site,
                            const char *label,
                            const DectRfp *const *records,
                            const DectRfp *const *before,
                            guint n_records);

G_END_DECLS
