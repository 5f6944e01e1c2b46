/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "radio/dect-radio-data.h"

G_BEGIN_DECLS

/** DectMaterialPicture: a small picture of a piece of wall, by the group of its material: courses of brick, the grain of concrete,
 * a pane, a board, a sheet of metal; the heavier the loss, the darker. A picture beside words: a screen reader is not told of it. */
#define DECT_TYPE_MATERIAL_PICTURE (dect_material_picture_get_type ())
G_DECLARE_FINAL_TYPE (DectMaterialPicture, dect_material_picture, DECT, MATERIAL_PICTURE, GtkWidget)

GtkWidget *dect_material_picture_new (void);

/** dect_material_picture_set: @material: (nullable): lives as long as the program */
void dect_material_picture_set (DectMaterialPicture *self,
                                const DectMaterial  *material);

G_END_DECLS
