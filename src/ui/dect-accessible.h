/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * dect_accessible_init:
 *
 * Has every button without words named by its tooltip, the inner buttons of menus and drop-downs by what they
 * belong to, the lists inside rows that expand or choose by the row's title, and buttons with a mnemonic without its underscore. GTK before 4.10 tells a screen reader the name of
 * a class instead. Call it once, before the first window is made.
 */
void dect_accessible_init (void);

/**
 * dect_accessible_name_row:
 * @child: a widget in a row of a list view or column view
 * @name: what a screen reader says when the row has the focus
 *
 * Names the row that @child stands in. In the place of gtk_list_item_set_accessible_label (), which is of GTK 4.12.
 */
void dect_accessible_name_row (GtkWidget  *child,
                               const char *name);

/**
 * dect_accessible_name_list:
 * @view: a #GtkListView or #GtkColumnView
 * @name: what the list holds
 *
 * Names the view and the list inside it that takes the focus.
 */
void dect_accessible_name_list (GtkWidget  *view,
                                const char *name);

/** dect_accessible_name_lists: names every #GtkListBox in @widget, itself included, @name */
void dect_accessible_name_lists (GtkWidget  *widget,
                                 const char *name);

G_END_DECLS
