/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sheet/dect-label-sheet.h"

G_BEGIN_DECLS

/**
 * DectSheetView:
 *
 * One page on the screen: a white sheet of the paper's shape, as wide as there is room times a zoom, and on it a picture of the page
 * when there is one. On pages of labels it shows where the labels are and strikes out those that are used up.
 *
 * Signal "picked" (x_mm, y_mm): a point of the paper was clicked.
 */
#define DECT_TYPE_SHEET_VIEW (dect_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (DectSheetView, dect_sheet_view, DECT, SHEET_VIEW, GtkWidget)

GtkWidget *dect_sheet_view_new (void);

/** dect_sheet_view_set_page: what the sheet is from now on, without a picture; @page: 0 = first */
void dect_sheet_view_set_page (DectSheetView *self,
                               guint          page,
                               double         width_mm,
                               double         height_mm);

guint dect_sheet_view_get_page (DectSheetView *self);

/** dect_sheet_view_set_width: @width: least width, pixels; 0 = as there is room */
void dect_sheet_view_set_width (DectSheetView *self,
                                int            width);

/** dect_sheet_view_set_picture: @texture: (nullable): the page */
void dect_sheet_view_set_picture (DectSheetView *self,
                                  GdkTexture    *texture);

/** dect_sheet_view_get_wanted_width: Returns: pixels of the screen that a picture should have across; 0 = the one it has will do */
int dect_sheet_view_get_wanted_width (DectSheetView *self);

/** dect_sheet_view_set_labels: @sheet: (nullable): labels of the page; @n_used: how many from its first one are used up */
void dect_sheet_view_set_labels (DectSheetView        *self,
                                 const DectLabelSheet *sheet,
                                 guint                 n_used);

G_END_DECLS
