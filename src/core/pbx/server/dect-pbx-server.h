/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "pbx/server/dect-pbx-store.h"
#include "pbx/server/dect-pbx-users.h"

G_BEGIN_DECLS

/**
 * DECT_PBX_SERVER_ERROR:
 *
 * Why the embedded PBX does not start; codes are #DectPbxServerError. Errors of its database are
 * #DECT_PBX_STORE_ERROR.
 */
#define DECT_PBX_SERVER_ERROR (dect_pbx_server_error_quark ())
GQuark dect_pbx_server_error_quark (void);

/**
 * DectPbxServerError:
 * @DECT_PBX_SERVER_ERROR_ADDRESS: an address that is none, or an instance name with other
 *   characters than A-Z a-z 0-9 . _ -
 * @DECT_PBX_SERVER_ERROR_LISTEN: the port is in use or not allowed
 * @DECT_PBX_SERVER_ERROR_TLS: certificate or key cannot be read or do not belong together
 * @DECT_PBX_SERVER_ERROR_INSECURE: plain HTTP beyond this computer was not allowed
 */
typedef enum
{
  DECT_PBX_SERVER_ERROR_ADDRESS,
  DECT_PBX_SERVER_ERROR_LISTEN,
  DECT_PBX_SERVER_ERROR_TLS,
  DECT_PBX_SERVER_ERROR_INSECURE,
} DectPbxServerError;

/**
 * DectPbxServerLog:
 * @line: one line about one request: time, user, method, path, status, bytes, milliseconds, request
 *   id; no secrets
 * @user_data: as given
 *
 * Called in the server's thread.
 */
typedef void (*DectPbxServerLog) (const char *line,
                                  gpointer    user_data);

/**
 * DectPbxServerOptions:
 * @address: (nullable): numeric address to listen at; %NULL is 127.0.0.1, this computer alone
 * @port: port; 0 takes a free one
 * @instance: (nullable): name in front of the base path: /INSTANCE/services/
 * @db: (nullable): path of the database; %NULL or ":memory:" keeps nothing. It holds access codes
 *   and passwords that the OMM files need, so it is made with mode 0600
 * @tls_cert: (nullable): PEM file of the certificate chain
 * @tls_key: (nullable): PEM file of its key; %NULL when it is in @tls_cert
 * @allow_plain: plain HTTP also beyond this computer (behind a proxy that does TLS)
 * @firmware: (nullable) (array zero-terminated=1): firmware ids the handshake lists and documents
 *   may name; %NULL takes any
 * @busy_ms: how long to wait for another process at the database; 0 is 5000
 * @apply_ms: how long an apply takes; 0 is at once
 * @apply_program: (nullable): program that an apply runs instead, with the key of the gateway as its
 *   only argument: what it ends with decides whether the job is done (0) or failed; at most 240 s
 * @applied_only: no OMM file while a change waits to be applied (409 `not_committed`)
 * @max_connections: connections at a time, above which requests are answered 503; 0 is 256
 * @step_ms: how long headers (with the TLS handshake, or the pause before them), body and answer may
 *   each take; 0 is 30 000
 * @rate: requests a second and user, above which they are answered 429; 0 is any number
 * @log: (nullable) (scope notified): takes the access log
 * @log_data: for @log; must live until the server is stopped
 */
typedef struct
{
  const char        *address;
  guint16            port;
  const char        *instance;
  const char        *db;
  const char        *tls_cert;
  const char        *tls_key;
  gboolean           allow_plain;
  const char *const *firmware;
  guint              busy_ms;
  guint              apply_ms;
  const char        *apply_program;
  gboolean           applied_only;
  guint              max_connections;
  guint              step_ms;
  guint              rate;
  DectPbxServerLog   log;
  gpointer           log_data;
} DectPbxServerOptions;

/**
 * DectPbxServer:
 *
 * The embedded PBX: speaks the contract (facts/pbx-rest.md section C) over HTTP or HTTPS on top of
 * a #DectPbxStore. It is also the small gateway service beside a PBX that has no DECT interface.
 *
 * Two ways to run it: dect_pbx_server_start() in the caller's thread-default main context (a
 * program that does nothing else), or dect_pbx_server_start_async() in a thread of its own, so that
 * the window never waits for it. Several servers, also of several processes, may share one
 * database.
 *
 * All functions are called from one thread.
 */
#define DECT_TYPE_PBX_SERVER (dect_pbx_server_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxServer, dect_pbx_server, DECT, PBX_SERVER, GObject)

/**
 * dect_pbx_server_new:
 * @options: what to do; copied
 * @users: (transfer full): who may use it
 *
 * Returns: (transfer full): a server that does not run yet
 */
DectPbxServer *dect_pbx_server_new (const DectPbxServerOptions *options,
                                    DectPbxUsers               *users);

/**
 * dect_pbx_server_start:
 * @self: a server that does not run
 * @error: return location, #DECT_PBX_SERVER_ERROR or #DECT_PBX_STORE_ERROR
 *
 * Starts it in the caller's thread-default main context; it answers while that is run.
 *
 * Returns: whether it listens
 */
gboolean dect_pbx_server_start (DectPbxServer *self,
                                GError       **error);

/**
 * dect_pbx_server_stop: stops what dect_pbx_server_start() started: no new requests, those whose
 * headers are read get 5 s; what is being applied is failed
 */
void dect_pbx_server_stop (DectPbxServer *self);

/**
 * dect_pbx_server_start_async: starts it in a thread of its own; @callback comes in the caller's
 * main context
 */
void dect_pbx_server_start_async (DectPbxServer      *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);

/** dect_pbx_server_start_finish: Returns: whether it listens; errors as dect_pbx_server_start() */
gboolean dect_pbx_server_start_finish (DectPbxServer *self,
                                       GAsyncResult  *result,
                                       GError       **error);

/**
 * dect_pbx_server_stop_async: stops what dect_pbx_server_start_async() started and ends its
 * thread
 */
void dect_pbx_server_stop_async (DectPbxServer      *self,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);

/** dect_pbx_server_stop_finish: ends dect_pbx_server_stop_async() */
void dect_pbx_server_stop_finish (DectPbxServer *self,
                                  GAsyncResult  *result);

/**
 * dect_pbx_server_get_uri: Returns: (nullable): base URL for a connection profile,
 * "http://127.0.0.1:8088/services/", while it runs
 */
const char *dect_pbx_server_get_uri (DectPbxServer *self);

G_END_DECLS
