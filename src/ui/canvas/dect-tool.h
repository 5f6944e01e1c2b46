/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"

G_BEGIN_DECLS

/**
 * DectToolClass:
 * @name: value of the action canvas.tool
 * @cursor: (nullable): name of the pointer's cursor
 * @by_points: it works on single points of the plan: the keyboard then has a cross that the arrow keys move and Enter presses at
 * @hint: (nullable) (transfer full): what to do next, and what is measured, translated
 * @press: (nullable): the pointer goes down, or Enter, at @at
 * @motion: (nullable): the pointer is at @at, pressed or not
 * @release: (nullable): it goes up; @moved: after having been dragged
 * @key: (nullable): a key of its own; %TRUE: it was one
 * @draw: (nullable): what is drawn over everything while it is in use; canvas pixels
 * @stop: (nullable): another tool is taken, or Escape: nothing half done stays
 *
 * A tool that draws on the plan. Points are metres of the floor's frame, as the pointer has them: what they are drawn to is the tool's
 * to ask (dect_canvas_snap()). Selecting and panning are no such tools; the canvas does them itself.
 */
typedef struct
{
  const char *name;
  const char *cursor;
  gboolean    by_points;

  char *(*hint) (DectCanvas *canvas);
  void (*press) (DectCanvas      *canvas,
                 DectPoint        at,
                 GdkModifierType  state);
  void (*motion) (DectCanvas      *canvas,
                  DectPoint        at,
                  GdkModifierType  state);
  void (*release) (DectCanvas      *canvas,
                   DectPoint        at,
                   GdkModifierType  state,
                   gboolean         moved);
  gboolean (*key) (DectCanvas      *canvas,
                   guint            keyval,
                   GdkModifierType  state);
  void (*draw) (DectCanvas *canvas,
                cairo_t    *cr);
  void (*stop) (DectCanvas *canvas);
} DectToolClass;

extern const DectToolClass dect_tool_rfp;
extern const DectToolClass dect_tool_wall;
extern const DectToolClass dect_tool_opening;
extern const DectToolClass dect_tool_zone;
extern const DectToolClass dect_tool_note;
extern const DectToolClass dect_tool_scale;
extern const DectToolClass dect_tool_align;
extern const DectToolClass dect_tool_link;
extern const DectToolClass dect_tool_measure;

/** dect_tool_class: Returns: (nullable): how @tool works; %NULL for those that the canvas does itself */
const DectToolClass *dect_tool_class (DectTool tool);

G_END_DECLS
