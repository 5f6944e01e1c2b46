/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/** DectRfpInspector: the fields of one base station, its place in the chain, and what the checks say about it. */
#define DECT_TYPE_RFP_INSPECTOR (dect_rfp_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectRfpInspector, dect_rfp_inspector, DECT, RFP_INSPECTOR, AdwBin)

GtkWidget *dect_rfp_inspector_new (void);

/** dect_rfp_inspector_set_item: @document: (nullable), @item: (nullable): the base station to edit */
void dect_rfp_inspector_set_item (DectRfpInspector *self,
                                  DectDocument     *document,
                                  DectItem         *item);

G_END_DECLS
