/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * DectPbxGate:
 *
 * Who may come in, and how long they may stay: counts the connections of a server, hangs up on those
 * that do not get on (a TLS handshake, headers, a body or the reading of an answer that takes too
 * long: "slowloris"), closes those whose client went or waits too long between two requests, and counts requests and
 * wrong passwords against their rates. Lives in the thread of its server.
 */
typedef struct _DectPbxGate DectPbxGate;

/**
 * dect_pbx_gate_new:
 * @soup: the server
 * @max_connections: above it requests are answered 503, and who waits between two is hung up on; above twice as many nobody is
 *   listened to
 * @step_ms: how long a handshake and the headers, the body, the answer, and the pause to the next request may each take
 * @rate: requests a second and user, with a burst of as many again; 0 = any number
 *
 * Returns: (transfer full): free it before @soup
 */
DectPbxGate *dect_pbx_gate_new (SoupServer *soup,
                                guint       max_connections,
                                guint       step_ms,
                                guint       rate);

void dect_pbx_gate_free (DectPbxGate *self);

/** dect_pbx_gate_close: new connections are hung up on; those that are there go on */
void dect_pbx_gate_close (DectPbxGate *self);

/** dect_pbx_gate_is_closed: Returns: whether dect_pbx_gate_close() was called */
gboolean dect_pbx_gate_is_closed (DectPbxGate *self);

/** dect_pbx_gate_is_full: Returns: whether there are more connections than wanted */
gboolean dect_pbx_gate_is_full (DectPbxGate *self);

/** dect_pbx_gate_takes: counts a request of @user. Returns: whether it is within the rate */
gboolean dect_pbx_gate_takes (DectPbxGate *self,
                              const char  *user);

/**
 * dect_pbx_gate_may_guess: Returns: whether the address of @message has not given too many wrong
 * passwords of late: 20, and one more every two seconds
 */
gboolean dect_pbx_gate_may_guess (DectPbxGate       *self,
                                  SoupServerMessage *message);

/** dect_pbx_gate_guessed: counts a wrong password */
void dect_pbx_gate_guessed (DectPbxGate       *self,
                            SoupServerMessage *message);

G_END_DECLS
