/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FaultPlace:
 * @FAULT_PLACE_REQUEST: the server never sees the request
 * @FAULT_PLACE_NOTHING: the server has answered, not a byte of it gets through
 * @FAULT_PLACE_STATUS: it ends inside the status line
 * @FAULT_PLACE_HEADERS: it ends inside the headers
 * @FAULT_PLACE_BODY: it ends inside the body
 * @FAULT_PLACE_AFTER: it gets through, and then
 *
 * Where in an exchange a fault happens: the byte position classes of an answer.
 */
typedef enum
{
  FAULT_PLACE_REQUEST,
  FAULT_PLACE_NOTHING,
  FAULT_PLACE_STATUS,
  FAULT_PLACE_HEADERS,
  FAULT_PLACE_BODY,
  FAULT_PLACE_AFTER,
} FaultPlace;

/**
 * FaultKind:
 * @FAULT_KIND_NONE: nothing happens
 * @FAULT_KIND_CUT: the connection is cut
 * @FAULT_KIND_STALL: nothing comes any more, until the client gives up
 * @FAULT_KIND_GARBAGE: other bytes come, and the connection is cut
 */
typedef enum
{
  FAULT_KIND_NONE,
  FAULT_KIND_CUT,
  FAULT_KIND_STALL,
  FAULT_KIND_GARBAGE,
} FaultKind;

typedef struct
{
  FaultPlace place;
  FaultKind  kind;
} Fault;

/**
 * FaultChooser:
 * @number: of the request, from 0, over all connections
 * @request: its first line
 * @user_data: as given
 *
 * Called in a thread of the proxy, one request at a time.
 *
 * Returns: what happens to it
 */
typedef Fault (*FaultChooser) (guint       number,
                               const char *request,
                               gpointer    user_data);

/**
 * FaultProxy:
 *
 * A TCP proxy for HTTP/1.1 with Content-Length, on a free port of this computer, that does to
 * answers what networks do. Any thread.
 */
typedef struct _FaultProxy FaultProxy;

FaultProxy *fault_proxy_new  (guint16      upstream,
                              FaultChooser choose,
                              gpointer     user_data);
void        fault_proxy_free (FaultProxy  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultProxy, fault_proxy_free)

guint16 fault_proxy_get_port (FaultProxy *self);

/** fault_proxy_get_requests: Returns: how many requests came */
guint fault_proxy_get_requests (FaultProxy *self);

G_END_DECLS
