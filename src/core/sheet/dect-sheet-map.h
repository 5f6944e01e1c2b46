/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-site.h"
#include "sheet/dect-sheet-text.h"

G_BEGIN_DECLS

/** DectSheetRect: millimetres on the paper, upper left corner and size */
typedef struct
{
  double x_mm;
  double y_mm;
  double width_mm;
  double height_mm;
} DectSheetRect;

/**
 * DectSheetMap:
 *
 * One floor drawn on paper: plan image, walls, links and the base stations as numbered symbols, with scale bar and legend.
 * Everything that shall be told apart differs in black and white: filled against open, thick against thin against dashed.
 */
typedef struct _DectSheetMap DectSheetMap;

/** dect_sheet_map_new: @site: must outlive the map; @floor: one of its floors. Returns: (transfer full): its map */
DectSheetMap *dect_sheet_map_new  (const DectSheetSite *site,
                                   const DectFloor     *floor);
void          dect_sheet_map_free (DectSheetMap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSheetMap, dect_sheet_map_free)

/**
 * dect_sheet_map_fit:
 * @self: a map
 * @width_mm: room there is
 * @height_mm: the same
 *
 * Chooses the scale: the largest round one (1 : 100, 1 : 125, 1 : 150 ...) at which the floor fits; a floor without a
 * scale is fitted as it comes.
 *
 * Returns: the height that it takes of @height_mm
 */
double dect_sheet_map_fit (DectSheetMap *self,
                           double        width_mm,
                           double        height_mm);

/** dect_sheet_map_get_ratio: Returns: 250 for 1 : 250; 0 when the floor's scale is not known */
guint dect_sheet_map_get_ratio (const DectSheetMap *self);

/** dect_sheet_map_draw: draws it into the upper part of @box, centred; @cr in millimetres */
void dect_sheet_map_draw (const DectSheetMap  *self,
                          cairo_t             *cr,
                          DectTextContext       *context,
                          const DectSheetRect *box);

G_END_DECLS
