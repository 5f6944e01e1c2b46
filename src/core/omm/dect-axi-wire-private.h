/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omm/dect-axi-client.h"
#include "omm/dect-axi-profile.h"

G_BEGIN_DECLS

/*
 * Bytes to and from an OMM, with or without TLS. Blocks; one thread at a time. GIO's own TLS can be told its oldest version only for the
 * whole process (G_TLS_GNUTLS_PRIORITY), so a link that may use TLS 1.0 would open all others; this one brings its own session.
 */
typedef struct _DectAxiWire DectAxiWire;

/* Connects, shakes hands and looks at the key: with no pin, or another, the link is ended before anything was said. With @peer (out,
 * transfer full, nullable) the key may be any, and is told. */
DectAxiWire *dect_axi_wire_open (DectAxiProfile *profile,
                                 DectAxiPeer   **peer,
                                 GCancellable   *cancellable,
                                 GError        **error);

/* Says goodbye as far as the other side listens. */
void dect_axi_wire_free (DectAxiWire *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiWire, dect_axi_wire_free)

gboolean dect_axi_wire_write (DectAxiWire  *self,
                              const char   *data,
                              gsize         length,
                              GCancellable *cancellable,
                              GError      **error);

/* Waits for at least one byte, at most until @deadline (g_get_monotonic_time ()); -1 with @error set, also when the other side hung
 * up. */
gssize dect_axi_wire_read (DectAxiWire  *self,
                           char         *buffer,
                           gsize         size,
                           gint64        deadline,
                           GCancellable *cancellable,
                           GError      **error);

G_END_DECLS
