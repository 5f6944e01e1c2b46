/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DectColumnChoice:
 *
 * What one column of a table that is read is: a value out of it, and below a list to choose from.
 *
 * Signal chosen (guint column, guint selected): the person chose another.
 */
#define DECT_TYPE_COLUMN_CHOICE (dect_column_choice_get_type ())
G_DECLARE_FINAL_TYPE (DectColumnChoice, dect_column_choice, DECT, COLUMN_CHOICE, GtkBox)

/**
 * dect_column_choice_new:
 * @column: which column, from 0
 * @sample: a value of it; "" for none
 * @hint: (nullable): a word on how sure the choice is
 * @names: (transfer none): what it can be
 * @selected: which of them it is; %GTK_INVALID_LIST_POSITION for none
 *
 * Returns: (transfer floating): the choice
 */
GtkWidget *dect_column_choice_new (guint          column,
                                   const char    *sample,
                                   const char    *hint,
                                   GtkStringList *names,
                                   guint          selected);

G_END_DECLS
