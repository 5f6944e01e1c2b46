/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-fixer.h"

G_BEGIN_DECLS

#define DECT_TYPE_CHECK_PAGE (dect_check_page_get_type ())
G_DECLARE_FINAL_TYPE (DectCheckPage, dect_check_page, DECT, CHECK_PAGE, AdwBin)

/** dect_check_page_set_document: @document: (nullable): the site to show */
void dect_check_page_set_document (DectCheckPage   *self,
                                DectDocument *document);

/** dect_check_page_set_fixer: @fixer: (nullable): what works on the findings that can be repaired */
void dect_check_page_set_fixer (DectCheckPage *self,
                                DectFixer     *fixer);

/** dect_check_page_set_narrow: @narrow: whether what can be done about a finding stands below its words, for want of room beside them */
void dect_check_page_set_narrow (DectCheckPage *self,
                                 gboolean       narrow);

/** dect_check_page_get_rule: Returns: (transfer none) (nullable): the rule of the finding that has the focus, as in the help */
const char *dect_check_page_get_rule (DectCheckPage *self);

G_END_DECLS
