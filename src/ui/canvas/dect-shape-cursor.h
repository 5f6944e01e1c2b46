/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/dect-wall-layer.h"

G_BEGIN_DECLS

/** DectShape: what has a #DectShapeCursor on the canvas. */
typedef enum
{
  DECT_SHAPE_WALL,
  DECT_SHAPE_OPENING,
  DECT_N_SHAPES,
} DectShape;

/** dect_opening_label: Returns: (transfer none): what a person calls that kind of opening, translated */
const char *dect_opening_label (DectOpeningKind kind);

/**
 * DectShapeCursor:
 *
 * The walls (or the openings) of the floor for the keyboard and a screen reader. A floor may have thousands of them, and a widget each
 * would make every frame slow and no list that anybody could walk through; so there is one focusable child for all, which stands
 * for one of them at a time: its label and description are that one's, Page Down and Page Up go to the next and the one before, Home
 * and End to the first and the last. As with base stations, the selection follows the focus, arrow keys move, Delete removes.
 */
#define DECT_TYPE_SHAPE_CURSOR (dect_shape_cursor_get_type ())
G_DECLARE_FINAL_TYPE (DectShapeCursor, dect_shape_cursor, DECT, SHAPE_CURSOR, GtkWidget)

/** dect_shape_cursor_new: @layer: knows the things; it outlives the widget */
GtkWidget *dect_shape_cursor_new (DectWallLayer *layer,
                                  DectShape      shape);

/** dect_shape_cursor_get_id: Returns: the thing that it stands for; 0 when there is none */
guint32 dect_shape_cursor_get_id (DectShapeCursor *self);

/** dect_shape_cursor_set_id: stands for @id from now on, if that is one of its things */
void dect_shape_cursor_set_id (DectShapeCursor *self,
                               guint32          id);

/** dect_shape_cursor_update: the things or the selection changed; it is visible when there is a thing */
void dect_shape_cursor_update (DectShapeCursor *self);

/** dect_shape_cursor_go: @by: 1 the next, -1 the one before, ±G_MAXINT the last or first; selects it */
void dect_shape_cursor_go (DectShapeCursor *self,
                           gint             by);

G_END_DECLS
