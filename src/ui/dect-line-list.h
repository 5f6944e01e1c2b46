/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** dect_line_list_setup: @view: shows sentences from now on, each wrapped and to be copied */
void dect_line_list_setup (GtkListView *view);

/** dect_line_list_set: @lines: (transfer none): the sentences that @view shows */
void dect_line_list_set (GtkListView   *view,
                         GtkStringList *lines);

G_END_DECLS
