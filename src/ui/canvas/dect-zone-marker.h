/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "canvas/dect-marker.h"
#include "radio/dect-coverage.h"

G_BEGIN_DECLS

/** What a zone's marker is wider than the zone at each side, pixels: room for the handles and the ring of the focus. */
#define DECT_ZONE_MARKER_REACH 8

/**
 * DectZoneMarker:
 *
 * One zone on the canvas: a focusable child with role, label and description for a screen reader. The pointer does not meet it: the
 * canvas looks for zones itself, below links and base stations.
 */
#define DECT_TYPE_ZONE_MARKER (dect_zone_marker_get_type ())
G_DECLARE_FINAL_TYPE (DectZoneMarker, dect_zone_marker, DECT, ZONE_MARKER, DectMarker)

GtkWidget *dect_zone_marker_new (DectDocument *document,
                                 DectItem     *item);

/** dect_zone_area: Returns: what @zone covers, metres, whichever corners it was drawn between */
DectArea dect_zone_area (const DectZone *zone);

/** dect_zone_describe: Returns: (transfer full): its size, kind and traffic in words: "12.0 × 8.0 m, coverage wanted" */
char *dect_zone_describe (const DectZone *zone);

G_END_DECLS
