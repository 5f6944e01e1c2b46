/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectFloorInspector: the fields of a floor, its plan image and its building. */
#define DECT_TYPE_FLOOR_INSPECTOR (dect_floor_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectFloorInspector, dect_floor_inspector, DECT, FLOOR_INSPECTOR, AdwBin)

GtkWidget *dect_floor_inspector_new (void);

/** dect_floor_inspector_set_floor: @document: (nullable); @floor: id of one of its floors, or 0 */
void dect_floor_inspector_set_floor (DectFloorInspector *self,
                                     DectDocument       *document,
                                     guint32             floor);

G_END_DECLS
