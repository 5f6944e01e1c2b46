/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sheet/dect-label-sheet.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * DectSheetPreview:
 *
 * All pages below each other, as they will be printed: drawn by dect_sheets_draw_page(), in a thread, those in sight first.
 *
 * Signal "label-picked" (guint index): a label of the first page was clicked, 0 = the upper left one.
 */
#define DECT_TYPE_SHEET_PREVIEW (dect_sheet_preview_get_type ())
G_DECLARE_FINAL_TYPE (DectSheetPreview, dect_sheet_preview, DECT, SHEET_PREVIEW, GtkWidget)

/**
 * dect_sheet_preview_set_sheets:
 * @self: a preview
 * @sheets: (nullable): what to show; %NULL = nothing
 * @labels: (nullable): the label sheet they are for; its labels are shown and can be clicked
 * @n_used: labels on the first sheet that are used up
 */
void dect_sheet_preview_set_sheets (DectSheetPreview     *self,
                                    DectSheets           *sheets,
                                    const DectLabelSheet *labels,
                                    guint                 n_used);

/** dect_sheet_preview_zoom: @steps: closer (1) or farther (-1); 0 = as wide as there is room */
void dect_sheet_preview_zoom (DectSheetPreview *self,
                              int               steps);

/** dect_sheet_preview_is_drawn: Returns: whether all pages in sight have a sharp picture */
gboolean dect_sheet_preview_is_drawn (DectSheetPreview *self);

G_END_DECLS
