/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * dect_snapshot_new:
 * @generation: the site's generation
 * @changed: date of the last change, seconds since 1970
 * @lists: (transfer full): one array of records a kind, never changed any more
 * @blobs: (transfer full): name to #GBytes, never changed any more
 * @log: (transfer full): #DectLogEntry, never changed any more
 *
 * Returns: (transfer full): a snapshot made of these lists
 */
DectSnapshot *dect_snapshot_new (guint64     generation,
                                 gint64      changed,
                                 GPtrArray  *lists[DECT_N_KINDS],
                                 GHashTable *blobs,
                                 GPtrArray  *log);

/** dect_snapshot_get_list: Returns: (transfer none): the array of @kind */
GPtrArray *dect_snapshot_get_list (const DectSnapshot *self,
                                   DectKind            kind);

/** dect_snapshot_get_blobs: Returns: (transfer none): all plan images by name */
GHashTable *dect_snapshot_get_blobs (const DectSnapshot *self);

G_END_DECLS
