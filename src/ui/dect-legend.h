/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "radio/dect-coverage.h"

G_BEGIN_DECLS

/**
 * DectLegend:
 *
 * What the colours of the coverage and the signs of the chain mean; limits and their sources are those of data/radio/limits.json.
 */
#define DECT_TYPE_LEGEND (dect_legend_get_type ())
G_DECLARE_FINAL_TYPE (DectLegend, dect_legend, DECT, LEGEND, AdwBin)

/**
 * dect_legend_set_coverage:
 * @self: a legend
 * @view: how a coverage is drawn
 * @coverage: (nullable): what is drawn
 * @snapshot: (nullable): the site it is of
 *
 * Does nothing when the words and colours would stay the same.
 */
void dect_legend_set_coverage (DectLegend      *self,
                               DectCoverageView view,
                               DectCoverage    *coverage,
                               DectSnapshot    *snapshot);

/** dect_legend_set_shown: what the plan shows, and what is explained therefore; at first both */
void dect_legend_set_shown (DectLegend *self,
                            gboolean    coverage,
                            gboolean    chain);

/** dect_legend_view_hint: Returns: (transfer none): what a view is good for, a sentence for a tooltip */
const char *dect_legend_view_hint (DectCoverageView view);

/** dect_legend_get_view: Returns: what it explains */
DectCoverageView dect_legend_get_view (DectLegend *self);

G_END_DECLS
