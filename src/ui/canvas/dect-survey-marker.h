/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-marker.h"
#include "radio/dect-survey.h"

G_BEGIN_DECLS

/** DECT_SURVEY_MARKER_REACH: from its middle to its edge, pixels */
#define DECT_SURVEY_MARKER_REACH 9

/**
 * DectSurveyMarker:
 *
 * A place where levels were measured: a dot where they are as predicted, a triangle that points down where less was measured and up
 * where more was; hollow where nothing can be predicted. A focusable child whose label for a screen reader says the difference and whose
 * description lists the levels. Its thing is the first reading of the place; selected are all of them. The pointer does not meet it.
 */
#define DECT_TYPE_SURVEY_MARKER (dect_survey_marker_get_type ())
G_DECLARE_FINAL_TYPE (DectSurveyMarker, dect_survey_marker, DECT, SURVEY_MARKER, DectMarker)

GtkWidget *dect_survey_marker_new (DectDocument *document,
                                   DectItem     *item);

/** dect_survey_marker_set_place: @place: what was measured, of @analysis, which is kept as long as it is needed */
void dect_survey_marker_set_place (DectSurveyMarker      *self,
                                   DectAnalysis          *analysis,
                                   const DectSurveyPlace *place);

/** dect_survey_marker_get_place: Returns: (transfer none) (nullable): what was measured */
const DectSurveyPlace *dect_survey_marker_get_place (DectSurveyMarker *self);

/** dect_survey_level_dup_words: Returns: (transfer full): one level in a line, "base station 4 (Lab): −64 dBm measured, −61 dBm predicted (−3)" */
char *dect_survey_level_dup_words (const DectSurveyLevel *level,
                                   DectSnapshot          *snapshot);

/** dect_survey_place_dup_words: Returns: (transfer full): all levels of @place, a line each, the strongest first */
char *dect_survey_place_dup_words (const DectSurveyPlace *place,
                                   DectSnapshot          *snapshot);

G_END_DECLS
