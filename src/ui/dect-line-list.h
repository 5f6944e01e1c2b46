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

/** dect_line_list_add_problems: @problems: (nullable) (element-type DectOmmProblem): said one a line, with where they are */
void dect_line_list_add_problems (GtkStringList *lines,
                                  GPtrArray     *problems);

/** dect_line_list_add_changes: @changes: (nullable) (element-type DectChangeEntry): said one a line */
void dect_line_list_add_changes (GtkStringList *lines,
                                 GPtrArray     *changes);

G_END_DECLS
