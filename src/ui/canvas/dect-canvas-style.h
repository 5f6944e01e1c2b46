/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * DectCanvasColor: what is drawn on the canvas; each has a colour for light and dark, and a stronger one for high contrast.
 */
typedef enum
{
  DECT_COLOR_DESK,     /* around the plan */
  DECT_COLOR_PAPER,    /* the plan's own ground */
  DECT_COLOR_GRID,
  DECT_COLOR_WALL,
  DECT_COLOR_GLASS,
  DECT_COLOR_INK,      /* numbers, labels */
  DECT_COLOR_CHAIN,    /* base stations and links of the tree */
  DECT_COLOR_FAIR,     /* links with some margin */
  DECT_COLOR_WEAK,     /* links with little margin */
  DECT_COLOR_BROKEN,   /* what is not reached, what nothing replaces */
  DECT_COLOR_FAILOVER,
  DECT_COLOR_ACCENT,   /* selection, tools */
  DECT_COLOR_ON_FILL,  /* number on a filled base station */
  DECT_COLOR_NOTE,     /* slip of a note, under INK */
  DECT_N_COLORS,
} DectCanvasColor;

/** dect_canvas_color: Returns: (transfer none): the colour under the present style */
const GdkRGBA *dect_canvas_color (DectCanvasColor color);

G_END_DECLS
