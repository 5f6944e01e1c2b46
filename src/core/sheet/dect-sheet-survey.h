/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-site.h"

G_BEGIN_DECLS

/**
 * DectSurveyReason:
 * @DECT_SURVEY_TREE: one of them synchronises from the other
 * @DECT_SURVEY_SECOND: it is the second way of one of them
 * @DECT_SURVEY_BRIDGE: not usable as predicted, but the only thing between two groups, or nearly usable: worth a look
 */
typedef enum
{
  DECT_SURVEY_TREE,
  DECT_SURVEY_SECOND,
  DECT_SURVEY_BRIDGE,
} DectSurveyReason;

/** DectSurveyPair: a pair of RFPs to measure, a < b by label order; @link: (nullable): what is known of it */
typedef struct
{
  guint                a;
  guint                b;
  DectSurveyReason     reason;
  gboolean             single;
  const DectRadioLink *link;
} DectSurveyPair;

/** DECT_SURVEY_NEAR_DB: a link that misses the limit by less may be usable after all */
#define DECT_SURVEY_NEAR_DB 6.0

/**
 * dect_survey_pairs:
 * @site: a site with links and a chain
 *
 * Which radio paths are worth walking to: those the chain stands on, its second ways, and between groups that do not reach each
 * other those that miss the limit by less than %DECT_SURVEY_NEAR_DB. The least margin first, since a wrong prediction hurts there
 * first; measured ones last.
 *
 * Returns: (transfer full) (element-type DectSurveyPair): the pairs, each once
 */
GArray *dect_survey_pairs (const DectSheetSite *site);

G_END_DECLS
