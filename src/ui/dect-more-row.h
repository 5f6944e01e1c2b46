/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** dect_more_row_new: Returns: (transfer floating): the last row of a list of which @n rows are left out */
GtkWidget *dect_more_row_new (guint n);

G_END_DECLS
