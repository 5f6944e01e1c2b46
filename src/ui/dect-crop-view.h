/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/dect-geometry.h"

G_BEGIN_DECLS

/**
 * DectCropView:
 *
 * A picture of a plan with a rectangle whose edges and corners can be dragged; what is outside is dimmed. The keyboard's way is
 * the numbers beside it (#DectCropDialog). Signal: changed (self), when the person drags.
 */
#define DECT_TYPE_CROP_VIEW (dect_crop_view_get_type ())
G_DECLARE_FINAL_TYPE (DectCropView, dect_crop_view, DECT, CROP_VIEW, GtkWidget)

GtkWidget *dect_crop_view_new (void);

/** dect_crop_view_set_plan: @paintable: (nullable): the picture, once it is drawn; @width, @height: size of the plan, units */
void dect_crop_view_set_plan (DectCropView *self,
                              GdkPaintable *paintable,
                              double        width,
                              double        height);

/** dect_crop_view_set_crop: @crop: edges, units; no signal */
void dect_crop_view_set_crop (DectCropView *self,
                              DectCrop      crop);

DectCrop dect_crop_view_get_crop (DectCropView *self);

G_END_DECLS
