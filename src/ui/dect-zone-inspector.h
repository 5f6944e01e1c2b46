/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectZoneInspector: all about one zone: name, kind, traffic, place and size. */
#define DECT_TYPE_ZONE_INSPECTOR (dect_zone_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectZoneInspector, dect_zone_inspector, DECT, ZONE_INSPECTOR, AdwBin)

GtkWidget *dect_zone_inspector_new (void);

/** dect_zone_inspector_set_item: @item: (nullable): a zone of @document */
void dect_zone_inspector_set_item (DectZoneInspector *self,
                                   DectDocument      *document,
                                   DectItem          *item);

G_END_DECLS
