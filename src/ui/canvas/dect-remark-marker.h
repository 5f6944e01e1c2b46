/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-marker.h"

G_BEGIN_DECLS

/**
 * DectRemarkMarker:
 *
 * One note on the canvas: a dog-eared slip with its words and a tail to the place that it is about. A focusable child whose label
 * for a screen reader is its text. The pointer does not meet it: the canvas looks for notes itself.
 */
#define DECT_TYPE_REMARK_MARKER (dect_remark_marker_get_type ())
G_DECLARE_FINAL_TYPE (DectRemarkMarker, dect_remark_marker, DECT, REMARK_MARKER, DectMarker)

GtkWidget *dect_remark_marker_new (DectDocument *document,
                                   DectItem     *item);

/** dect_remark_marker_get_frame: @frame: (out): what the whole marker takes, pixels from the place that the note is about */
void dect_remark_marker_get_frame (DectRemarkMarker *self,
                                   graphene_rect_t  *frame);

/** dect_remark_marker_is_at: Returns: whether the slip or its tail is @x, @y pixels from the place that the note is about */
gboolean dect_remark_marker_is_at (DectRemarkMarker *self,
                                   double            x,
                                   double            y);

G_END_DECLS
