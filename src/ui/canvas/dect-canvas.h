/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/dect-view-transform.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectTool:
 * @DECT_TOOL_SELECT: click selects, Shift takes more, a drag moves what is selected or draws a rubber band (V)
 * @DECT_TOOL_RFP: click places a base station (B)
 * @DECT_TOOL_WALL: each click adds a corner of a row of walls (W)
 * @DECT_TOOL_OPENING: a click puts a door, window or gap into a wall, a drag a hole or a stair into the slab (O)
 * @DECT_TOOL_NOTE: a click begins a note, which is typed there (T)
 * @DECT_TOOL_SCALE: a drag draws a line whose true length is asked (M)
 * @DECT_TOOL_ZONE: a drag draws a zone (Z)
 * @DECT_TOOL_ALIGN: two places, each clicked on this floor and on the one below (A)
 * @DECT_TOOL_LINK: from one base station to another, whose level is asked (L)
 * @DECT_TOOL_MEASURE: tells how far it is (D)
 * @DECT_TOOL_PAN: a drag moves the picture; also with the middle button, or with the space bar held down
 */
typedef enum
{
  DECT_TOOL_SELECT,
  DECT_TOOL_RFP,
  DECT_TOOL_WALL,
  DECT_TOOL_OPENING,
  DECT_TOOL_ZONE,
  DECT_TOOL_NOTE,
  DECT_TOOL_SCALE,
  DECT_TOOL_ALIGN,
  DECT_TOOL_LINK,
  DECT_TOOL_MEASURE,
  DECT_TOOL_PAN,
} DectTool;

/**
 * DectCanvas:
 *
 * The drawing of one floor: plan image, coverage, walls, chain, and a child widget for each base station, zone and note; walls and
 * openings, of which there may be thousands, share one child widget of a kind (#DectShapeCursor). Commands are the actions of
 * dect_canvas_get_actions(), to be inserted under the prefix "canvas": tool (s: select, rfp, wall, opening, zone, note, scale, align, link,
 * measure, pan), role (s: of the selected base station), place (u: id of a base station to be placed by the next click), place-here (at the middle of the view), zoom-in,
 * zoom-out, zoom-fit, zoom-selection, zoom-original, select-all (of what is shown), delete, unplace, what-if, cut, copy, paste, duplicate,
 * edit-note (the text of the selected one), split (the selected wall where the menu was opened), material (s: id; of the selected walls and those drawn next), coverage,
 * chain, labels, walls, zones, notes, survey, rulers, below (toggles), coverage-view (s: a dect_coverage_view_id()).
 *
 * Properties: tool (string), zoom (double, percent; read-only), empty (gboolean, read-only: the floor has neither plan
 * image nor walls nor base stations), coverage (boxed #DectCoverage, read-only: what is drawn of it), hint (string,
 * read-only: what the tool in use waits for), material (string: id for walls to be drawn), opening-kind (guint: a #DectOpeningKind),
 * opening-width (double: metres of a door, window or gap).
 */
#define DECT_TYPE_CANVAS (dect_canvas_get_type ())
G_DECLARE_FINAL_TYPE (DectCanvas, dect_canvas, DECT, CANVAS, GtkWidget)

/** dect_canvas_set_document: @document: (nullable): the site to draw; the floor is the document's */
void dect_canvas_set_document (DectCanvas   *self,
                               DectDocument *document);

/** dect_canvas_get_actions: Returns: (transfer none): its commands */
GActionGroup *dect_canvas_get_actions (DectCanvas *self);

const DectViewTransform *dect_canvas_get_view (DectCanvas *self);

/** dect_canvas_get_zoom: Returns: percent; 100: one pixel a unit of the plan image, 50 pixels a metre without one */
double dect_canvas_get_zoom (DectCanvas *self);

gboolean dect_canvas_get_empty (DectCanvas *self);

/**
 * dect_canvas_get_coverage:
 * @self: a canvas
 * @view: (out): how it is drawn
 * @snapshot: (out) (transfer none): the site it is of; only set where there is a coverage
 *
 * Returns: (transfer none) (nullable): the coverage of the floor, a moment behind the site
 */
DectCoverage *dect_canvas_get_coverage (DectCanvas       *self,
                                        DectCoverageView *view,
                                        DectSnapshot    **snapshot);

DectTool dect_canvas_get_tool (DectCanvas *self);
void     dect_canvas_set_tool (DectCanvas *self,
                               DectTool    tool);

/** dect_canvas_fit: the whole floor, as large as it goes */
void dect_canvas_fit (DectCanvas *self);

/** dect_canvas_reveal: brings the base station or zone @id into the middle when it is near the edge or outside, and gives it the focus */
void dect_canvas_reveal (DectCanvas *self,
                         guint32     id);

/**
 * dect_canvas_place:
 * @self: a canvas
 * @id: a base station, or 0 for a new one with the next free number
 * @point: where, metres of the floor's frame
 *
 * Returns: the base station's id; 0 when there is no floor
 */
guint32 dect_canvas_place (DectCanvas *self,
                           guint32     id,
                           DectPoint   point);

/**
 * dect_canvas_add_zone:
 * @self: a canvas
 * @a: a corner of the zone, metres of the floor's frame
 * @b: the opposite corner
 *
 * One step to undo; the zone is selected and the tool goes back to selecting.
 *
 * Returns: the zone's id; 0 when there is no floor or the rectangle is thinner than half a metre
 */
guint32 dect_canvas_add_zone (DectCanvas *self,
                              DectPoint   a,
                              DectPoint   b);

/**
 * dect_canvas_put_remark:
 * @self: a canvas
 * @id: a note; 0 for a new one
 * @at: where a new one belongs, metres of the floor's frame
 * @text: its words; control characters and blanks around them are left out
 *
 * One step to undo; the note is selected and has the focus. A note without words is removed, or not made at all.
 *
 * Returns: the note's id; 0 when there is none
 */
guint32 dect_canvas_put_remark (DectCanvas *self,
                                guint32     id,
                                DectPoint   at,
                                const char *text);

/** dect_canvas_set_scale: @length_m is the true distance of @a and @b (metres as placed now); one step to undo */
void dect_canvas_set_scale (DectCanvas *self,
                            DectPoint   a,
                            DectPoint   b,
                            double      length_m);

/** dect_canvas_get_plan_size: Returns: whether the floor has an image of known size; @width_m, @height_m: (out): with the present scale */
gboolean dect_canvas_get_plan_size (DectCanvas *self,
                                    double     *width_m,
                                    double     *height_m);

G_END_DECLS
