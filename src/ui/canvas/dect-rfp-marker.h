/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-marker.h"

G_BEGIN_DECLS

/** Half the edge of a marker, pixels: it is 48 px wide and high, its middle where the base station hangs. */
#define DECT_RFP_MARKER_REACH 24

/**
 * DectMarkerState:
 * @lost: it is part of the chain but not reached
 * @cut: without it others are not reached
 * @failed: it is taken for broken, to see what happens
 * @lost_then: it would not be reached then
 * @trouble: 0 none, 1 a warning, 2 an error is about it
 * @label: whether its name is shown
 */
typedef struct
{
  gboolean lost;
  gboolean cut;
  gboolean failed;
  gboolean lost_then;
  guint    trouble;
  gboolean label;
} DectMarkerState;

/**
 * DectRfpMarker:
 *
 * One base station on the canvas: a focusable child with role, label and description for a screen reader.
 */
#define DECT_TYPE_RFP_MARKER (dect_rfp_marker_get_type ())
G_DECLARE_FINAL_TYPE (DectRfpMarker, dect_rfp_marker, DECT, RFP_MARKER, DectMarker)

GtkWidget *dect_rfp_marker_new (DectDocument *document,
                                DectItem     *item);

/** dect_rfp_marker_set_state: how it looks; does nothing when it looks like that already */
void dect_rfp_marker_set_state (DectRfpMarker         *self,
                                const DectMarkerState *state);

/** dect_rfp_marker_describe: Returns: (transfer full): what a screen reader and a tooltip say beside its name */
char *dect_rfp_marker_describe (DectRfpMarker *self);

G_END_DECLS
