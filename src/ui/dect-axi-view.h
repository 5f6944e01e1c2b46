/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/**
 * DectAxiView:
 *
 * Where the running OMM of a site is, and a button that reads what it has. The first time, and whenever the OMM shows another key, the
 * person is shown it and asked; until then nothing is said to the OMM. Nothing is written to it here.
 *
 * Signal: read (self): the OMM was read; the receiver takes it with dect_axi_view_steal().
 */
#define DECT_TYPE_AXI_VIEW (dect_axi_view_get_type ())
G_DECLARE_FINAL_TYPE (DectAxiView, dect_axi_view, DECT, AXI_VIEW, AdwBin)

/** dect_axi_view_set_document: @document: (nullable): whose OMM */
void dect_axi_view_set_document (DectAxiView  *self,
                                 DectDocument *document);

/** dect_axi_view_steal: Returns: (transfer full) (nullable): what was read last */
DectOmmSystem *dect_axi_view_steal (DectAxiView *self);

/** dect_axi_view_get_host: Returns: (transfer none): address of the OMM */
const char *dect_axi_view_get_host (DectAxiView *self);

G_END_DECLS
