/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectSurveyInspector: a measured place that is selected on the plan: each base station that was heard there, with what is predicted. */
#define DECT_TYPE_SURVEY_INSPECTOR (dect_survey_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectSurveyInspector, dect_survey_inspector, DECT, SURVEY_INSPECTOR, AdwBin)

GtkWidget *dect_survey_inspector_new (void);

/**
 * dect_survey_inspector_set_document:
 * @self: an inspector
 * @document: (nullable): shows what is selected of it, as long as that is readings of one place
 *
 * Returns: whether the selection is such readings
 */
gboolean dect_survey_inspector_set_document (DectSurveyInspector *self,
                                             DectDocument        *document);

G_END_DECLS
