/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-canvas.h"

G_BEGIN_DECLS

/** DectScaleBar: a line of a round length beside the plan, and what it means. */
#define DECT_TYPE_SCALE_BAR (dect_scale_bar_get_type ())
G_DECLARE_FINAL_TYPE (DectScaleBar, dect_scale_bar, DECT, SCALE_BAR, GtkWidget)

/** dect_scale_bar_set_scale: @scale: pixels a metre; @known: whether the floor's scale was set, otherwise no length is claimed */
void dect_scale_bar_set_scale (DectScaleBar *self,
                               double        scale,
                               gboolean      known);

G_END_DECLS
