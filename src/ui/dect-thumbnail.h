/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/** DECT_THUMBNAIL_WIDTH, DECT_THUMBNAIL_HEIGHT: size of a site's picture, pixels; shown at half of it */
#define DECT_THUMBNAIL_WIDTH  192
#define DECT_THUMBNAIL_HEIGHT 144

/**
 * dect_thumbnail_new:
 * @snapshot: a site
 *
 * Draws the ground floor, or the first one with anything to see: its plan image (a damaged one is left out), its
 * walls, its base stations. Any thread.
 *
 * Returns: (transfer full) (nullable): a PNG; %NULL when there is nothing to see
 */
GBytes *dect_thumbnail_new (DectSnapshot *snapshot);

G_END_DECLS
