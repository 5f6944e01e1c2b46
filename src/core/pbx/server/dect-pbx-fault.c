/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-fault-private.h"

/* Alone in this file, so that a test can put its own in its place. */
void
dect_pbx_fault_point (DectPbxFaultPoint point, DectPbxRequest *request)
{
}
