/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RawHandler:
 * @client: a connection on which a request came
 * @request: the request, headers and body
 * @number: of the request, from 0
 * @user_data: as given
 *
 * Answers with whatever bytes it likes, in a thread of the server. Returns: whether the connection
 * goes on
 */
typedef gboolean (*RawHandler) (GSocketConnection *client,
                                const char        *request,
                                guint              number,
                                gpointer           user_data);

/**
 * RawServer:
 *
 * A server on a free port of this computer that need not speak HTTP. Any thread.
 */
typedef struct _RawServer RawServer;

RawServer *raw_server_new  (RawHandler handle,
                            gpointer   user_data);
void       raw_server_free (RawServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

guint16 raw_server_get_port (RawServer *self);

/** raw_server_get_requests: Returns: how many requests came */
guint raw_server_get_requests (RawServer *self);

/** raw_server_get_connections: Returns: how many connections were made */
guint raw_server_get_connections (RawServer *self);

/** raw_server_write: Returns: whether all @length bytes (-1: a text) could be handed over */
gboolean raw_server_write (GSocketConnection *client,
                           const char        *data,
                           gssize             length);

/** raw_server_answer: a whole answer; @headers: lines that end with CR LF; in @body ' stands for " where @type is JSON */
gboolean raw_server_answer (GSocketConnection *client,
                            const char        *status,
                            const char        *type,
                            const char        *headers,
                            const char        *body);

G_END_DECLS
