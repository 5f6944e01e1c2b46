/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** DectLegend: what the colours of the coverage mean; the levels are those of data/radio/limits.json. */
#define DECT_TYPE_LEGEND (dect_legend_get_type ())
G_DECLARE_FINAL_TYPE (DectLegend, dect_legend, DECT, LEGEND, AdwBin)

G_END_DECLS
