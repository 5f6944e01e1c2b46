/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-progress.h"
#include "omm/dect-axi-session.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/** DECT_AXI_PAGE: most records that an OMM gives at a time (facts/omm.md section 10) */
#define DECT_AXI_PAGE 20

/**
 * dect_axi_read:
 * @session: a session
 * @profile: what the lists of GetRFPSync mean
 * @progress: (nullable): how far it is
 * @data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Asks for everything. Lists come twenty records at a time, from the last id on until the OMM has none (ENoEnt); ids that do not grow
 * and lists beyond what any OMM holds (4096 base stations, 10,000 handsets) are %DECT_AXI_ERROR_PROTOCOL. What a release does not have,
 * by its GetVersions, is not asked for; what the user may not read is left out.
 *
 * Returns: (transfer full): what the OMM has, captured base stations last
 */
DectOmmSystem *dect_axi_read (DectAxiSession  *session,
                              DectAxiProfile  *profile,
                              DectProgressFunc progress,
                              gpointer         data,
                              GCancellable    *cancellable,
                              GError         **error);

/** dect_axi_take_rfp: makes a base station of a `<rfp>`. Returns: (nullable) (transfer none): it, in @system; %NULL without a MAC */
DectOmmRfp *dect_axi_take_rfp (DectOmmSystem        *system,
                               const DectAxiElement *element,
                               gboolean              captured);

/** dect_axi_take_user: makes a handset of a `<user>`. Returns: (transfer none): it, in @system */
DectOmmHandset *dect_axi_take_user (DectOmmSystem        *system,
                                    const DectAxiElement *element);

/** dect_axi_take_device: makes a handset of a `<pp>`, or adds it to that of its user. Returns: (transfer none): it, in @system */
DectOmmHandset *dect_axi_take_device (DectOmmSystem        *system,
                                      const DectAxiElement *element);

G_END_DECLS
