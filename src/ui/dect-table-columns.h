/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** DECT_TABLE_COLUMN_ID: g_object_set_data() of a column: its name in the preferences, a static string */
#define DECT_TABLE_COLUMN_ID "dect-column-id"

/**
 * dect_table_columns_remember:
 * @view: a table with all its columns, each with DECT_TABLE_COLUMN_ID
 * @key: key of the preferences, type a(sbi): name, whether it is shown, width in pixels, in their order
 *
 * The columns become as a person left them, and what he changes from now on is kept. A column that the preferences do not know stays
 * as it is, behind the others. Columns that are hidden take no room (GTK 4.8 leaves it to them). Without a schema (dect_settings_get()) nothing is kept.
 */
void dect_table_columns_remember (GtkColumnView *view,
                                  const char    *key);

G_END_DECLS
