/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

#define DECT_TYPE_COMMISSION_PAGE (dect_commission_page_get_type ())
G_DECLARE_FINAL_TYPE (DectCommissionPage, dect_commission_page, DECT, COMMISSION_PAGE, AdwBin)

/** dect_commission_page_set_document: @document: (nullable): the site to show */
void dect_commission_page_set_document (DectCommissionPage   *self,
                                DectDocument *document);

G_END_DECLS
