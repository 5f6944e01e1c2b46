/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectPhotoRow:
 *
 * The photo of a base station: shown, chosen from a file or dropped as one, taken off. It is made small in a thread
 * (dect_photo_new()) and kept in the site's file.
 */
#define DECT_TYPE_PHOTO_ROW (dect_photo_row_get_type ())
G_DECLARE_FINAL_TYPE (DectPhotoRow, dect_photo_row, DECT, PHOTO_ROW, AdwPreferencesRow)

GtkWidget *dect_photo_row_new (void);

/** dect_photo_row_set_item: @document: (nullable); @item: (nullable): a base station of it */
void dect_photo_row_set_item (DectPhotoRow *self,
                              DectDocument *document,
                              DectItem     *item);

/** dect_photo_row_take: reads @file and makes it the photo, as if it was chosen */
void dect_photo_row_take (DectPhotoRow *self,
                          GFile        *file);

/** dect_photo_row_get_problem: Returns: (nullable): why the last file did not become a photo */
const char *dect_photo_row_get_problem (DectPhotoRow *self);

G_END_DECLS
