/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

#define DECT_TYPE_HANDSET_PAGE (dect_handset_page_get_type ())
G_DECLARE_FINAL_TYPE (DectHandsetPage, dect_handset_page, DECT, HANDSET_PAGE, AdwBin)

/** dect_handset_page_set_document: @document: (nullable): the site to show */
void dect_handset_page_set_document (DectHandsetPage   *self,
                                DectDocument *document);

G_END_DECLS
