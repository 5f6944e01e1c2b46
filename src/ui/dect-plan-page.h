/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-fixer.h"

G_BEGIN_DECLS

/** DectPlanPage: floors at the left, the canvas, and an inspector at the right for what is selected. */
#define DECT_TYPE_PLAN_PAGE (dect_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (DectPlanPage, dect_plan_page, DECT, PLAN_PAGE, AdwBin)

/** dect_plan_page_set_document: @document: (nullable): the site to show */
void dect_plan_page_set_document (DectPlanPage *self,
                                  DectDocument *document);

/** dect_plan_page_import: puts an image, or a page of a PDF that the person is asked for, under the floor that is shown */
void dect_plan_page_import (DectPlanPage *self,
                            GFile        *file);

/** dect_plan_page_list_keys: Returns: (transfer full): the keys of the page, each with its alternatives: "plus|KP_Add"; for the help's completeness */
char **dect_plan_page_list_keys (void);

/** dect_plan_page_can_paste_image: Returns: whether the clipboard holds what plan.paste-image takes */
gboolean dect_plan_page_can_paste_image (DectPlanPage *self);

/** dect_plan_page_show_object: goes to the floor of the thing @id, selects it and brings it into view */
void dect_plan_page_show_object (DectPlanPage *self,
                                 guint32       id);

/** dect_plan_page_show_repairs: shows the suggestions of @fixer beside the plan */
void dect_plan_page_show_repairs (DectPlanPage *self,
                                  DectFixer    *fixer);

G_END_DECLS
