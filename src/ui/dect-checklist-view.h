/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectChecklistView:
 *
 * What a person clicks and enters at a PBX that can only be read, with this site's values, in the order of its forms. It can be
 * copied as text.
 */
#define DECT_TYPE_CHECKLIST_VIEW (dect_checklist_view_get_type ())
G_DECLARE_FINAL_TYPE (DectChecklistView, dect_checklist_view, DECT, CHECKLIST_VIEW, AdwBin)

/**
 * dect_checklist_view_set:
 * @self: a view
 * @id: (nullable): id of the checklist; %NULL or "" hides the view
 * @snapshot: (nullable): the site that is entered
 */
void dect_checklist_view_set (DectChecklistView *self,
                              const char        *id,
                              DectSnapshot      *snapshot);

/** dect_checklist_view_dup_text: Returns: (transfer full): all of it as text */
char *dect_checklist_view_dup_text (DectChecklistView *self);

G_END_DECLS
