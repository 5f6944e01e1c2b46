/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "plan/dect-plan.h"
#include "sheet/dect-sheet-map.h"
#include "sheet/dect-sheet-measure.h"

G_BEGIN_DECLS

/** DectMapMark: an RFP on its floor; @caption: its role; @note: what the plan cannot show; @tapes: to the walls near it */
typedef struct
{
  guint            rfp; /* index in the snapshot */
  DectPoint        at;  /* metres */
  const char      *label;
  DectRole         role;
  const char      *caption; /* nullable */
  char            *note;    /* nullable */
  gboolean         alarm;   /* whether @note is trouble */
  DectWallDistance tapes[2];
  guint            n_tapes;
} DectMapMark;

/** DectMapLine: a usable link between two marks, by their indexes; @level_dbm: of its weaker direction, %NAN unknown */
typedef struct
{
  guint           a;
  guint           b;
  DectMapLineKind kind;
  double          level_dbm;
} DectMapLine;

/** DectMapRemark: a note at its place; @text: of the snapshot */
typedef struct
{
  DectPoint   at; /* metres */
  const char *text;
} DectMapRemark;

/**
 * DectMapLevels:
 *
 * The best levels of a #DectCoverage, which itself holds a hundred times as much: 254 base stations of 20 floors would not fit in
 * what a print may take.
 */
typedef struct
{
  float   *best; /* n_rows x n_columns */
  guint    n_columns;
  guint    n_rows;
  DectArea area;
  double   cell_m;
  double   limit_dbm;
} DectMapLevels;

struct _DectSheetMap
{
  DectSheetMapParts parts;
  DectPlan     *plan; /* nullable */
  guint         page;
  DectTransform plan_to_floor;
  DectCrop      crop; /* the part of the plan that is shown, its units */
  char         *problem; /* why there is no plan though the floor has one */
  gboolean      scaled;
  DectPoint     low, high; /* metres, all that is to be seen */
  GArray       *marks;     /* DectMapMark */
  GArray       *lines;     /* DectMapLine */
  GArray       *pieces;    /* DectMapPiece */
  GArray       *remarks;   /* DectMapRemark */
  DectMapLevels levels;    /* n_rows = 0: none */
  DectSheetTiles index;    /* n_x = 0: none */
  double        mm_per_m;
  guint         ratio;
  double        north_deg; /* clockwise from the paper's up; NAN = not known */
};

/** DECT_MAP_INSET_MM: room around the drawing, so that a symbol on its edge is whole */
#define DECT_MAP_INSET_MM 4.0

/** DECT_MAP_FOOT_MM: room below it for scale bar and legend, for each row of it */
#define DECT_MAP_FOOT_MM 8.0
#define DECT_MAP_FOOT_ROW_MM 4.5

/** DECT_MAP_COVERAGE_OPACITY: on paper the screen's colours would drown the plan */
#define DECT_MAP_COVERAGE_OPACITY 0.6

/** DECT_MAP_CONTOUR_MM: thickness of the line of the design limit */
#define DECT_MAP_CONTOUR_MM 0.3

/** dect_map_foot: Returns: height of the foot, millimetres */
double dect_map_foot (const DectSheetMap *self);

/**
 * DectMapDrawing:
 * @map: what is drawn
 * @cr: where to, in millimetres
 * @context: for text
 * @area: box of the whole plan on the paper
 * @clip: what of the paper may be drawn on
 * @radius_mm: of the symbols
 * @places: where each symbol stands: at its base station, or beside it where symbols would lie on each other
 * @taken: (element-type DectSheetRect): symbols and labels so far
 *
 * A map while it is being drawn.
 */
typedef struct
{
  const DectSheetMap *map;
  cairo_t            *cr;
  DectTextContext    *context;
  DectSheetRect       area;
  DectSheetRect       clip;
  double              radius_mm;
  DectPoint          *places;
  GArray             *taken;
} DectMapDrawing;

/** dect_map_on_paper: Returns: where on the paper a point of the floor lies, millimetres */
DectPoint dect_map_on_paper (const DectMapDrawing *self,
                             DectPoint             metres);

/** dect_map_is_free: Returns: whether nothing that is drawn so far takes the box, and it may be drawn on */
gboolean dect_map_is_free (const DectMapDrawing *self,
                           const DectSheetRect  *box);

/** dect_map_mark_at: Returns: where on the paper the symbol of the mark with that index stands */
DectPoint dect_map_mark_at (const DectMapDrawing *self,
                            guint                 mark);

/** dect_map_draw_foot: scale bar and north at the left, legend at the right; @y_mm: its upper edge */
void dect_map_draw_foot (DectMapDrawing *self,
                         double          left_mm,
                         double          right_mm,
                         double          y_mm);

/** dect_map_draw_coverage: the coverage, and the line of the design limit */
void dect_map_draw_coverage (DectMapDrawing *self);

/** dect_map_draw_frame: the edge of a tile, along which it is cut */
void dect_map_draw_frame (DectMapDrawing *self);

/** dect_map_draw_seams: where the neighbours of a tile go on */
void dect_map_draw_seams (DectMapDrawing       *self,
                          const DectSheetTiles *tiles,
                          guint                 tile);

/** dect_map_draw_index: where the pages of the true scale lie */
void dect_map_draw_index (DectMapDrawing *self);

/**
 * dect_map_draw_labels:
 * @self: a map whose lines and symbols are drawn
 *
 * Roles and notes beside the symbols, levels on single links; each where it covers no symbol, no other label and, if that can be
 * had, no thick line. A label that has no such place is left out.
 */
void dect_map_draw_labels (DectMapDrawing *self);

/** dect_map_collect_walls: Returns: (element-type DectMapPiece): the floor's walls without their openings */
GArray *dect_map_collect_walls (DectSnapshot    *snapshot,
                                const DectFloor *floor);

/** dect_map_collect_remarks: Returns: (element-type DectMapRemark): the floor's notes */
GArray *dect_map_collect_remarks (DectSnapshot    *snapshot,
                                  const DectFloor *floor);

/** dect_map_collect_lines: @marks: mark of each RFP by its index, or -1. Returns: (element-type DectMapLine): what to draw */
GArray *dect_map_collect_lines (const DectSheetSite *site,
                                const int           *marks);

G_END_DECLS
