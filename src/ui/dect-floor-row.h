/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFloorRow:
 *
 * One floor in the list: thumbnail, name, number of base stations, state. Its name is changed in place
 * (dect_floor_row_rename(), a double click). It can be dragged onto another floor of its building, whose level it then takes
 * (action plan.move-floor).
 */
#define DECT_TYPE_FLOOR_ROW (dect_floor_row_get_type ())
G_DECLARE_FINAL_TYPE (DectFloorRow, dect_floor_row, DECT, FLOOR_ROW, GtkListBoxRow)

GtkWidget *dect_floor_row_new (DectDocument *document,
                               guint32       floor);

guint32 dect_floor_row_get_floor (DectFloorRow *self);

/** dect_floor_row_update: look at the site and the analysis again */
void dect_floor_row_update (DectFloorRow *self);

/** dect_floor_row_rename: puts an entry in the place of the name; Return and leaving it take the new name, Escape the old one */
void dect_floor_row_rename (DectFloorRow *self);

/** dect_floor_row_stop: gives up renaming; before the row is taken away */
void dect_floor_row_stop (DectFloorRow *self);

G_END_DECLS
