/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/server/dect-pbx-exchange-private.h"

G_BEGIN_DECLS

/* How long a program that applies may run, seconds: shorter than what counts as died. */
#define DECT_PBX_APPLY_SECONDS 240

/**
 * dect_pbx_apply_start:
 * @serving: what the exchanges share
 * @gateway: key of the gateway
 * @jobs: (element-type utf8): ids of its jobs, stored as running
 *
 * Runs the program of the options, or lets the time of the options pass, and then notes the jobs as
 * done or failed. In the thread-default main context.
 */
void dect_pbx_apply_start (DectPbxServing *serving,
                           const char     *gateway,
                           GPtrArray      *jobs);

/** dect_pbx_apply_stop: ends what runs; its jobs are failed. serving->applies is empty once they all have ended */
void dect_pbx_apply_stop (DectPbxServing *serving);

G_END_DECLS
