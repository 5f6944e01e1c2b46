/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * dect_sample_new:
 * @error: return location, #DECT_CSV_ERROR or #GIOError: only when the data built in, or the user's own copy of it, is damaged
 *
 * The sample site "Plant North" of data/sample: one building of three floors with plan images and walls, 18 base stations, 40
 * handsets, and one weakness for the checks to find (the boiler room hangs on a single link). Always the same: its identifier is fixed and it
 * has no history. Main thread.
 *
 * Returns: (transfer full) (nullable): the site
 */
DectSite *dect_sample_new (GError **error);

G_END_DECLS
