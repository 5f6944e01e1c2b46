/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-change-list.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/**
 * dect_omm_system_take_over:
 * @self: what an OMM has
 * @site: the site to bring up to date; no step open; main thread
 * @merge: (out) (optional): what happened
 *
 * Takes base stations and handsets over as dect_omm_file_merge() does, and PARK, release and, where the site has none, its name; all in
 * one step. Building and floor come from the first two levels of the hierarchy, room from the third; a base station without both
 * gets no floor. Nothing gets a place on a floor: the OMM's drawing has no unit. Base stations that only tried to connect are left
 * out, and nothing is removed.
 *
 * Returns: whether the plan changed
 */
gboolean dect_omm_system_take_over (const DectOmmSystem *self,
                                    DectSite            *site,
                                    DectOmmMerge        *merge);

/**
 * dect_omm_system_preview:
 * @self: what an OMM has
 * @snapshot: a site
 *
 * Returns: (transfer full) (element-type DectChangeEntry): what dect_omm_system_take_over() would change
 */
GPtrArray *dect_omm_system_preview (const DectOmmSystem *self,
                                    DectSnapshot        *snapshot);

/**
 * dect_omm_version_dup_release:
 * @version: (nullable): product and version as an OMM tells it: "OpenMobility Manager (FFSIP/SDC)SIP-DECT 8.1SP1-…"
 *
 * Returns: (transfer full) (nullable): the release in it, "8.1"
 */
char *dect_omm_version_dup_release (const char *version);

G_END_DECLS
