/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectStrongest:
 *
 * Of many pairs (of RFPs) those that are among the strongest few of at least one of both ends:
 * memory in proportion to the RFPs, not to their square. Equal levels are told apart by the lower
 * index, so that the choice does not depend on the order in which the pairs come.
 */
typedef struct _DectStrongest DectStrongest;

/** dect_strongest_new: @n: number of RFPs; @capacity: pairs kept for each. Returns: (transfer
 * full): an empty choice */
DectStrongest *dect_strongest_new (guint n, guint capacity);
void dect_strongest_free (DectStrongest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectStrongest, dect_strongest_free)

/** dect_strongest_offer: takes the pair (@a, @b) with its level into account for both ends */
void dect_strongest_offer (DectStrongest *self, guint a, guint b, double level_dbm);

/**
 * dect_strongest_foreach:
 * @self: a choice
 * @func: called once for each pair that is kept, a < b, in no order
 * @data: for @func
 */
void dect_strongest_foreach (const DectStrongest *self,
                             void (*func) (guint a, guint b, gpointer data),
                             gpointer data);

G_END_DECLS
