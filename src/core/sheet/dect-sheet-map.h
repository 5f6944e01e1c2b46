/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "radio/dect-coverage.h"
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

/**
 * DectSheetMapParts:
 * @DECT_MAP_WALLS: the walls that were drawn
 * @DECT_MAP_LINKS: the chain
 * @DECT_MAP_TAPES: thin lines from each base station to the walls that it is measured from
 * @DECT_MAP_ORIGIN: the corner that coordinates are counted from
 * @DECT_MAP_SMALL: a picture of the floor and no more: small symbols, no words, no foot
 *
 * What of a floor is drawn beside its plan image and its base stations.
 */
typedef enum
{
  DECT_MAP_WALLS = 1 << 0,
  DECT_MAP_LINKS = 1 << 1,
  DECT_MAP_TAPES = 1 << 2,
  DECT_MAP_ORIGIN = 1 << 3,
  DECT_MAP_SMALL = 1 << 4,
} DectSheetMapParts;

/**
 * DectSheetTiles:
 * @n_x: pages side by side
 * @n_y: pages one above the other
 * @width_m: what one page shows
 * @height_m: the same
 * @step_x_m: from one page to the next; less than what it shows, for they overlap
 * @step_y_m: the same
 *
 * How a plan at a true scale lies on several pages. Tile i is column i % @n_x, row i / @n_x.
 */
typedef struct
{
  guint  n_x;
  guint  n_y;
  double width_m;
  double height_m;
  double step_x_m;
  double step_y_m;
} DectSheetTiles;

/** DECT_MAP_SMALL_INSET_MM: room around a small picture, so that a symbol on its edge is whole; its left edge is there */
#define DECT_MAP_SMALL_INSET_MM 2.5

/** DECT_MAP_OVERLAP_MM: what neighbouring tiles both show: more than a symbol, so that each is whole on one of them */
#define DECT_MAP_OVERLAP_MM 10.0

/** dect_sheet_map_new: @site: must outlive the map; @floor: one of its floors. Returns: (transfer full): its map */
DectSheetMap *dect_sheet_map_new  (const DectSheetSite *site,
                                   const DectFloor     *floor,
                                   DectSheetMapParts    parts);
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

/**
 * dect_sheet_map_tile:
 * @self: a map of a floor with a known scale
 * @ratio: 100 for 1 : 100
 * @width_mm: room on each page
 * @height_mm: the same
 * @tiles: (out): the pages it takes; 1 x 1 when it fits
 *
 * Fixes the scale, instead of dect_sheet_map_fit(). Returns: %FALSE when the floor has no scale to be true to
 */
gboolean dect_sheet_map_tile (DectSheetMap   *self,
                              guint           ratio,
                              double          width_mm,
                              double          height_mm,
                              DectSheetTiles *tiles);

/** dect_sheet_map_get_height: Returns: the height that the whole of it takes, foot included, once the scale is fixed */
double dect_sheet_map_get_height (const DectSheetMap *self);

/** dect_sheet_tile_name: Returns: (transfer full): "B3": column and row */
char *dect_sheet_tile_name (const DectSheetTiles *tiles,
                            guint                 tile);

/** dect_sheet_map_set_index: draws where the pages of @tiles lie */
void dect_sheet_map_set_index (DectSheetMap         *self,
                               const DectSheetTiles *tiles);

/** dect_sheet_map_set_coverage: draws it below everything, and a line where the site's design limit is reached */
void dect_sheet_map_set_coverage (DectSheetMap *self,
                                  DectCoverage *coverage);

/** DECT_MAP_FOOT_SPARE_MM: what the foot grows by with a coverage, and words below the map take */
#define DECT_MAP_FOOT_SPARE_MM 16.0

/** dect_sheet_map_get_area: what of the floor it shows */
void dect_sheet_map_get_area (const DectSheetMap *self,
                              DectArea           *area);

/** dect_sheet_map_dup_tapes: @rfp: index of an RFP on it. Returns: (transfer full) (nullable): "← 1.85 m · ↑ 2.40 m" */
char *dect_sheet_map_dup_tapes (const DectSheetMap *self,
                                guint               rfp);

/** dect_sheet_map_dup_coordinates: Returns: (transfer full): "x 12.35 m · y 4.20 m", from the upper left corner of the map */
char *dect_sheet_map_dup_coordinates (const DectSheetMap *self,
                                      guint               rfp);

/** dect_sheet_map_draw: draws it into the upper part of @box, centred; @cr in millimetres */
void dect_sheet_map_draw (const DectSheetMap  *self,
                          cairo_t             *cr,
                          DectTextContext     *context,
                          const DectSheetRect *box);

/** dect_sheet_map_draw_tile: draws one page of it, with marks where the next ones go on */
void dect_sheet_map_draw_tile (const DectSheetMap   *self,
                               cairo_t              *cr,
                               DectTextContext      *context,
                               const DectSheetRect  *box,
                               const DectSheetTiles *tiles,
                               guint                 tile);

/** dect_sheet_map_symbol: the symbol of a base station with the role and label, its middle at @x_mm, @y_mm */
void dect_sheet_map_symbol (cairo_t         *cr,
                            DectTextContext *context,
                            DectRole         role,
                            const char      *label,
                            double           x_mm,
                            double           y_mm,
                            double           radius_mm);

/** DectMapLineKind: how a link is drawn: thin, thick, thick and dashed */
typedef enum
{
  DECT_MAP_LINE_OTHER,
  DECT_MAP_LINE_TREE,
  DECT_MAP_LINE_SINGLE,
} DectMapLineKind;

/** dect_sheet_map_line_text: Returns: (transfer none): what such a line means, translated */
const char *dect_sheet_map_line_text (DectMapLineKind kind);

/** dect_sheet_map_line: a link between two points, millimetres */
void dect_sheet_map_line (cairo_t        *cr,
                          DectMapLineKind kind,
                          DectPoint       from,
                          DectPoint       to);

G_END_DECLS
