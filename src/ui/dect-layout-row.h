/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows of the editor of layouts: one for each column and each instruction. */

/** dect_layout_row_new: Returns: (transfer floating): an AdwActionRow; @title and @subtitle are plain text */
GtkWidget *dect_layout_row_new (const char *title,
                                const char *subtitle);

/** dect_layout_row_add_switch: @label: what a screen reader calls it. Returns: (transfer none): the switch at the end of the row */
GtkWidget *dect_layout_row_add_switch (GtkWidget  *row,
                                       const char *label,
                                       gboolean    active,
                                       gboolean    sensitive);

/** dect_layout_row_add_moves: buttons and keys by which the row at @place of @n moves up and down: the action "layout.move" (ui), place
 * and -1 or 1 */
void dect_layout_row_add_moves (GtkWidget *row,
                                guint      place,
                                guint      n);

/** dect_layout_row_dup_known: @source: where it was read, "" when nobody says. Returns: (transfer full): words for a subtitle */
char *dect_layout_row_dup_known (gboolean    verified,
                                 const char *source);

G_END_DECLS
