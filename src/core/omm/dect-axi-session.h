/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omm/dect-axi-element.h"
#include "omm/dect-axi-profile.h"

G_BEGIN_DECLS

/**
 * DectAxiSession:
 *
 * A conversation with an OMM: logged in, one request at a time, each with a number that its answer must repeat. Events that come in
 * between are passed over. Blocks; one thread at a time. What it sends and gets is never logged.
 */
typedef struct _DectAxiSession DectAxiSession;

/** DECT_AXI_PING_AFTER_S: an OMM ends a link on which nothing is said for five minutes (facts/omm.md section 10); from this pause on
 * the session first says `Ping` */
#define DECT_AXI_PING_AFTER_S 240

/**
 * dect_axi_session_open:
 * @profile: how to reach the OMM
 * @password: password of its user
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Connects and says `Open`.
 *
 * Returns: (transfer full): the session
 */
DectAxiSession *dect_axi_session_open (DectAxiProfile *profile,
                                       const char     *password,
                                       GCancellable   *cancellable,
                                       GError        **error);

void dect_axi_session_free (DectAxiSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiSession, dect_axi_session_free)

/** dect_axi_session_get_greeting: Returns: (transfer none): the OMM's answer to `Open`: versions and its public key */
const DectAxiElement *dect_axi_session_get_greeting (DectAxiSession *self);

/**
 * dect_axi_session_call:
 * @self: a session
 * @request: what to ask; gets its `seq`
 * @cancellable: (nullable): to give up; the session is of no use afterwards
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED. After an error that dect_axi_error_is_link() the session is of no
 *   use; a refusal leaves it as it was
 *
 * Returns: (transfer full): the answer
 */
DectAxiElement *dect_axi_session_call (DectAxiSession *self,
                                       DectAxiElement *request,
                                       GCancellable   *cancellable,
                                       GError        **error);

/** dect_axi_session_ask: as dect_axi_session_call(), for a request that is a bare word: "Limits" */
DectAxiElement *dect_axi_session_ask (DectAxiSession *self,
                                      const char     *request,
                                      GCancellable   *cancellable,
                                      GError        **error);

/** dect_axi_session_set_ping_after: how long the pause before a `Ping` is; for tests */
void dect_axi_session_set_ping_after (DectAxiSession *self,
                                      gint64          pause_us);

G_END_DECLS
