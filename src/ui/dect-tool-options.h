/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"

G_BEGIN_DECLS

/** DectToolOptions: a strip over the plan that says what the tool in use waits for, and has its choices: the material of walls, the
 * kind and width of openings. Hidden while selecting and panning. */
#define DECT_TYPE_TOOL_OPTIONS (dect_tool_options_get_type ())
G_DECLARE_FINAL_TYPE (DectToolOptions, dect_tool_options, DECT, TOOL_OPTIONS, GtkWidget)

/** dect_tool_options_set_canvas: @canvas: whose tools; said once. It outlives the strip. */
void dect_tool_options_set_canvas (DectToolOptions *self,
                                   DectCanvas      *canvas);

G_END_DECLS
