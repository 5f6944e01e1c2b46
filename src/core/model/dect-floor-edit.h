/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "model/dect-history.h"

G_BEGIN_DECLS

/*
 * What a person does with whole floors. Each function works inside an open step of the site's history and leaves
 * to its caller to name and commit it.
 */

/**
 * dect_floor_duplicate:
 * @history: a history with an open step
 * @site: its site
 * @floor: id of a floor
 * @content: whether what is drawn on it comes along: walls, openings, zones, notes and base stations
 *
 * Makes the next storey of the building from @floor, one level above its highest: with the same build, plan image and
 * alignment. Base stations come along as new ones that hang in the same places: with the next free numbers and without what only
 * one device can have (MAC, address, switch port, photo, a name of their own, role). What was measured stays.
 *
 * Returns: id of the new floor
 */
guint32 dect_floor_duplicate (DectHistory *history,
                              DectSite    *site,
                              guint32      floor,
                              gboolean     content);

/**
 * dect_floor_move:
 * @history: a history with an open step
 * @site: its site
 * @floor: id of a floor
 * @level: a level that a floor of the same building has
 *
 * Puts the floor at @level; the floors between its old place and its new one move up or down by one place each. The levels
 * of the building as a whole stay as they are.
 *
 * Returns: whether anything moved
 */
gboolean dect_floor_move (DectHistory *history,
                          DectSite    *site,
                          guint32      floor,
                          gint         level);

/**
 * dect_floor_neighbour:
 * @site: a site
 * @floor: id of a floor
 * @step: 1 for the next storey above, -1 for the one below
 *
 * Returns: (nullable) (transfer none): the floor of the same building next to it in order; %NULL at the end
 */
const DectFloor *dect_floor_neighbour (DectSite *site,
                                       guint32   floor,
                                       gint      step);

/**
 * dect_floor_turn_plan:
 * @floor: a copy of a floor its maker still owns alone
 * @angle_deg: by how much its plan image turns, clockwise
 * @about: about which point of the floor's frame, metres
 *
 * Turns the image; nothing else moves. The rotation comes out between -180 and 180.
 */
void dect_floor_turn_plan (DectFloor *floor,
                           double     angle_deg,
                           DectPoint  about);

/**
 * dect_floor_turn_content:
 * @history: a history with an open step
 * @site: its site
 * @floor: id of a floor
 * @angle_deg: by how much, clockwise
 * @about: about which point of the floor's frame, metres
 *
 * Turns everything that stands on the floor (base stations with their azimuths, walls, openings, notes, survey points), so that it
 * stays where it was on an image that was turned. Zones and holes, which lie along the axes, are turned by the nearest quarter.
 *
 * Returns: how many things were turned
 */
guint dect_floor_turn_content (DectHistory *history,
                               DectSite    *site,
                               guint32      floor,
                               double       angle_deg,
                               DectPoint    about);

/** dect_floor_count_content: Returns: how many things stand on the floor */
guint dect_floor_count_content (DectSite *site,
                                guint32   floor);

G_END_DECLS
