/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "plan/dect-plan.h"
#include "sheet/dect-sheet-map.h"

G_BEGIN_DECLS

/** DectMapMark: an RFP on its floor; @filled: it hosts the OMM; @caption: its role; @note: what the plan cannot show */
typedef struct
{
  DectPoint   at; /* metres */
  const char *label;
  gboolean    filled;
  const char *caption; /* nullable */
  char       *note;    /* nullable */
  gboolean    alarm;   /* whether @note is trouble */
} DectMapMark;

typedef enum
{
  DECT_MAP_LINE_OTHER,
  DECT_MAP_LINE_TREE,
  DECT_MAP_LINE_SINGLE,
} DectMapLineKind;

/** DectMapLine: a usable link between two marks, by their indexes; @level_dbm: of its weaker direction, %NAN unknown */
typedef struct
{
  guint           a;
  guint           b;
  DectMapLineKind kind;
  double          level_dbm;
} DectMapLine;

/** DectMapPiece: what stands of a wall between its openings; @window: the wall has a window there */
typedef struct
{
  DectPoint from;
  DectPoint to;
  gboolean  window;
} DectMapPiece;

struct _DectSheetMap
{
  DectPlan     *plan; /* nullable */
  guint         page;
  DectTransform plan_to_floor;
  char         *problem; /* why there is no plan though the floor has one */
  gboolean      scaled;
  DectPoint     low, high; /* metres, all that is to be seen */
  GArray       *marks;     /* DectMapMark */
  GArray       *lines;     /* DectMapLine */
  GArray       *pieces;    /* DectMapPiece */
  double        mm_per_m;
  guint         ratio;
};

/** DECT_MAP_INSET_MM: room around the drawing, so that a symbol on its edge is whole */
#define DECT_MAP_INSET_MM 4.0

/** DECT_MAP_FOOT_MM: room below it for scale bar and legend */
#define DECT_MAP_FOOT_MM 8.0

/** dect_map_collect_walls: Returns: (element-type DectMapPiece): the floor's walls without their openings */
GArray *dect_map_collect_walls (DectSnapshot    *snapshot,
                                const DectFloor *floor);

/** dect_map_collect_lines: @marks: mark of each RFP by its index, or -1. Returns: (element-type DectMapLine): what to draw */
GArray *dect_map_collect_lines (const DectSheetSite *site,
                                const int           *marks);

G_END_DECLS
