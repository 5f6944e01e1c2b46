/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** SocketHandler: called in a thread of the connection's own; @client is closed when it returns */
typedef void (*SocketHandler) (GSocketConnection *client, gpointer user_data);

/** SocketServer: accepts connections on a free port of 127.0.0.1, below any protocol. */
typedef struct _SocketServer SocketServer;

/** socket_server_new: Returns: (transfer full): a server that listens already */
SocketServer *socket_server_new (SocketHandler handle, gpointer user_data);

/** socket_server_free: ends it, once all handlers have returned; (nullable) */
void socket_server_free (SocketServer *self);

guint16 socket_server_get_port (SocketServer *self);

/** socket_server_get_stop: Returns: (transfer none): cancelled when the handlers shall return */
GCancellable *socket_server_get_stop (SocketServer *self);

/** socket_server_get_connections: Returns: how many there were; any thread */
guint socket_server_get_connections (SocketServer *self);

G_END_DECLS
