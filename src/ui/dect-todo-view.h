/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectTodoView:
 *
 * What an import into the OMM leaves to be done there by hand: what changed in the plan since it was imported, field by field, and what
 * is gone from it, each with the way through the menus and a tick. Ticks go into the site's log; what was ticked stays, to be unticked,
 * until the plan changes or the step is left.
 */
#define DECT_TYPE_TODO_VIEW (dect_todo_view_get_type ())
G_DECLARE_FINAL_TYPE (DectTodoView, dect_todo_view, DECT, TODO_VIEW, AdwBin)

/** dect_todo_view_new: @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET */
GtkWidget *dect_todo_view_new (DectKind kind);

/** dect_todo_view_set_document: @document: (nullable): whose imports */
void dect_todo_view_set_document (DectTodoView *self,
                                  DectDocument *document);

/** dect_todo_view_count: Returns: how many things are not ticked */
guint dect_todo_view_count (DectTodoView *self);

G_END_DECLS
