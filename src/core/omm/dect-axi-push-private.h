/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-axi-client.h"
#include "omm/dect-axi-session.h"

G_BEGIN_DECLS

/* dect_axi_push_sync() on a session that is open. */
gboolean dect_axi_push (DectAxiSession    *session,
                        DectAxiPlan       *plan,
                        const DectSecrets *secrets,
                        DectProgressFunc   progress,
                        gpointer           data,
                        GCancellable      *cancellable,
                        GError           **error);

G_END_DECLS
