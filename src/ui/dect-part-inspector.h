/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectPartInspector: the fields of a part of the plan: a wall, an opening or a note. */
#define DECT_TYPE_PART_INSPECTOR (dect_part_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectPartInspector, dect_part_inspector, DECT, PART_INSPECTOR, AdwBin)

GtkWidget *dect_part_inspector_new (void);

/** dect_part_inspector_shows: Returns: whether it is for things of @kind */
gboolean dect_part_inspector_shows (DectKind kind);

/** dect_part_inspector_set_item: @document: (nullable); @item: (nullable): one of those of it */
void dect_part_inspector_set_item (DectPartInspector *self,
                                   DectDocument      *document,
                                   DectItem          *item);

G_END_DECLS
