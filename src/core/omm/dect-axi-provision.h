/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/** DECT_AXI_PROVISION_NAME: name of the file, in the folder that option 66 or the OM Configurator names */
#define DECT_AXI_PROVISION_NAME "ipdect.cfg"

/** DECT_AXI_PROVISION_RELEASE: from this release on (dect_omm_release_number()) the file is known to be read; since which one between
 * 5 and 7, no source says (facts/omm.md section 4) */
#define DECT_AXI_PROVISION_RELEASE 700

/**
 * dect_axi_write_provision:
 * @snapshot: the plan
 * @secrets: (nullable): access codes, SIP passwords and PINs: they stand in the file readable; keep it 0600
 *
 * ipdect.cfg as an OMM of release 8.x reads it (facts/omm.md section 4): the requests of the AXI, one a line: PARK, regulatory domain,
 * system name, time server, SIP registrar and proxy, name of the first site, base stations with a MAC, handsets; made by the builders
 * that dect_axi_push_sync() uses. Lines that start with "#" are comments. Deterministic; any thread.
 *
 * Returns: (transfer full): the file, UTF-8
 */
GBytes *dect_axi_write_provision (const DectSnapshot *snapshot,
                                  const DectSecrets  *secrets);

G_END_DECLS
