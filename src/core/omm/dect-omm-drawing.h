/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_OMM_DRAWING_PER_METRE:
 *
 * Units of the OMM's drawing in a metre. The OMM keeps x and y for a drawing and gives them no unit (facts/omm.md section 10); we
 * write decimetres in the frame of the floor, so that 65535, the most a public client writes, is 6.5 km.
 */
#define DECT_OMM_DRAWING_PER_METRE 10
#define DECT_OMM_DRAWING_MAX 65535

/**
 * dect_omm_drawing_from_plan:
 * @x_m: place in the frame of the floor, metres; %NAN when not placed
 * @y_m: see @x_m
 * @x: (out): what to write into the OMM
 * @y: (out): see @x
 *
 * 0, 0 means "not placed" there; a place outside the drawing goes to its edge.
 *
 * Returns: whether the place can be written as it is
 */
gboolean dect_omm_drawing_from_plan (double x_m,
                                     double y_m,
                                     gint  *x,
                                     gint  *y);

G_END_DECLS
