/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFloorList:
 *
 * The floors of the site, by building, highest first, each with thumbnail, number of base stations and state; below them
 * the base stations that are not placed yet. Alt+Up and Alt+Down move the floor that is chosen, F2 renames it, Delete removes it. Uses the actions plan.* of the plan page and canvas.place.
 */
#define DECT_TYPE_FLOOR_LIST (dect_floor_list_get_type ())
G_DECLARE_FINAL_TYPE (DectFloorList, dect_floor_list, DECT, FLOOR_LIST, AdwBin)

/** dect_floor_list_set_document: @document: (nullable): the site to show */
void dect_floor_list_set_document (DectFloorList *self,
                                   DectDocument  *document);

/** dect_floor_list_rename: lets the person rename the floor that is chosen, in place */
void dect_floor_list_rename (DectFloorList *self);

G_END_DECLS
