/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/server/dect-pbx-server.h"

G_BEGIN_DECLS

#define TEST_PBX_PASSWORD "correct horse"

/**
 * TestPbx:
 *
 * An embedded PBX in a thread of its own, with the users moby and reader (who may only read), both
 * with the password #TEST_PBX_PASSWORD. Any thread.
 */
typedef struct
{
  DectPbxServer *server;
  GMainContext  *context;
  char          *uri;
  guint16        port;
} TestPbx;

/** test_pbx_new: @options: its port may be 0. Returns: (transfer full): a PBX that listens */
TestPbx *test_pbx_new (const DectPbxServerOptions *options);

/** test_pbx_stop_begin: starts to stop it; test_pbx_free() waits for the end */
void test_pbx_stop_begin (TestPbx *self);

void test_pbx_free (TestPbx *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPbx, test_pbx_free)

/** test_pbx_connect: Returns: (transfer full): a blocking connection to a port of this computer */
GSocketConnection *test_pbx_connect (guint16 port);

/** test_pbx_send: Returns: whether all of @text could be handed over */
gboolean test_pbx_send (GSocketConnection *connection,
                        const char        *text);

/** test_pbx_read_all: Returns: (transfer full): what comes until the other end hangs up; "" for nothing */
char *test_pbx_read_all (GSocketConnection *connection);

/**
 * test_pbx_ask:
 * @self: a PBX
 * @user: who asks
 * @request: "METHOD path-below-the-base", then lines of headers
 * @body: (nullable): in it ' stands for "
 * @answer: (out) (optional): the whole answer with its headers
 *
 * Returns: the status; 0 where the PBX hung up
 */
guint test_pbx_ask (TestPbx    *self,
                    const char *user,
                    const char *request,
                    const char *body,
                    char      **answer);

G_END_DECLS
