/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"

G_BEGIN_DECLS

/*
 * Copying things of a plan. What is copied is a small site of its own, a #DectSnapshot that holds the things and the floors they
 * stand on: an immutable, boxed, counted value that a clipboard can hold and another window can take.
 */

/**
 * dect_clip_new:
 * @snapshot: a site
 * @ids: (array length=n_ids): what shall be copied; what is not a placed RFP, a wall, an opening, a zone or a note is left out. A wall
 *   brings the openings on it.
 * @n_ids: how many
 *
 * Returns: (transfer full) (nullable): the copy; %NULL when there is nothing in it
 */
DectSnapshot *dect_clip_new (DectSnapshot  *snapshot,
                             const guint32 *ids,
                             guint          n_ids);

/** dect_clip_count: Returns: how many things are in a clip, floors not counted */
guint dect_clip_count (DectSnapshot *clip);

/** dect_clip_is_from: Returns: whether all of it stood on @floor of the site with that @uuid: then a copy in the same place would hide
 * the original */
gboolean dect_clip_is_from (DectSnapshot *clip,
                            const char   *uuid,
                            guint32       floor);

/**
 * dect_clip_paste:
 * @clip: what dect_clip_new() made
 * @site: a site with an open step
 * @floor: id of the floor that all of it goes to
 * @dx_m: how far to the right of where it stood, metres of the floor's frame
 * @dy_m: how far down
 *
 * Puts copies into the site. RFPs are new ones: the next free numbers and names, and nothing of what there is only one of
 * (MAC, address, room, switch port, LAN role, preferred sync, notes); a cluster, model, power and mount height are kept.
 *
 * Returns: (transfer full) (element-type guint32): ids of the copies, in the order of the clip
 */
GArray *dect_clip_paste (DectSnapshot *clip,
                         DectSite     *site,
                         guint32       floor,
                         double        dx_m,
                         double        dy_m);

G_END_DECLS
