/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** DectStartPage: what a window without a site shows: new site, open, sample, recent sites. Its buttons name win.* actions. */
#define DECT_TYPE_START_PAGE (dect_start_page_get_type ())
G_DECLARE_FINAL_TYPE (DectStartPage, dect_start_page, DECT, START_PAGE, AdwBin)

/** dect_start_page_update: reads the recent sites again */
void dect_start_page_update (DectStartPage *self);

G_END_DECLS
