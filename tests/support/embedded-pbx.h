/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-client.h"
#include "pbx/server/dect-pbx-server.h"

G_BEGIN_DECLS

#define EMBEDDED_PBX_PASSWORD "correct horse"

/** EmbeddedPbx: the embedded PBX with a store in memory, and a client of it. */
typedef struct
{
  DectPbxServer *server;
  DectPbxClient *client;
} EmbeddedPbx;

/** embedded_pbx_start: starts it on a free port */
void embedded_pbx_start (EmbeddedPbx *self);

/** embedded_pbx_stop: stops it; its client must not be held by anybody else any more */
void embedded_pbx_stop (EmbeddedPbx *self);

/** embedded_pbx_new_client: @more: further lines of its connection profile. Returns: (transfer full):
 * one more client */
DectPbxClient *
embedded_pbx_new_client (EmbeddedPbx *self, const char *password, const char *more);

G_END_DECLS
