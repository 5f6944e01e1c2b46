/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectFloorRow: one floor in the list: thumbnail, name, number of base stations, state. */
#define DECT_TYPE_FLOOR_ROW (dect_floor_row_get_type ())
G_DECLARE_FINAL_TYPE (DectFloorRow, dect_floor_row, DECT, FLOOR_ROW, GtkListBoxRow)

GtkWidget *dect_floor_row_new (DectDocument *document,
                               guint32       floor);

guint32 dect_floor_row_get_floor (DectFloorRow *self);

/** dect_floor_row_update: look at the site and the analysis again */
void dect_floor_row_update (DectFloorRow *self);

G_END_DECLS
