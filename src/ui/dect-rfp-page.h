/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

#define DECT_TYPE_RFP_PAGE (dect_rfp_page_get_type ())
G_DECLARE_FINAL_TYPE (DectRfpPage, dect_rfp_page, DECT, RFP_PAGE, AdwBin)

/** dect_rfp_page_set_document: @document: (nullable): the site to show */
void dect_rfp_page_set_document (DectRfpPage   *self,
                                DectDocument *document);

G_END_DECLS
