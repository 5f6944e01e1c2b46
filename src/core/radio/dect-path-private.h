/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-path.h"

G_BEGIN_DECLS

/**
 * dect_path_new:
 * @terms: its losses
 * @level_dbm: level at its end
 * @crossings: (transfer full) (element-type DectCrossing): what it crosses, sorted
 *
 * Returns: (transfer full): the path
 */
DectPath *dect_path_new (const DectPathTerms *terms, double level_dbm, GArray *crossings);

G_END_DECLS
