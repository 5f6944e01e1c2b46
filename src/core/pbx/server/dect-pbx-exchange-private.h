/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "pbx/server/dect-pbx-gate-private.h"
#include "pbx/server/dect-pbx-server.h"

G_BEGIN_DECLS

/**
 * DectPbxServing:
 *
 * What the exchanges of one server share. Belongs to the server; used in the thread that runs it.
 */
typedef struct
{
  DectPbxUsers    *users;
  DectPbxStore    *store;
  char            *base_path;
  GStrv            firmware;
  guint            apply_ms;
  char            *apply_program;
  gboolean         applied_only;
  DectPbxServerLog log;
  gpointer         log_data;
  DectPbxGate     *gate;
  guint            n_exchanges; /* whose headers are read, not yet answered to the last byte */
  GSList          *applies;     /* under way */
} DectPbxServing;

/**
 * dect_pbx_serving_connect: lets the server answer requests: user, size and form first, then
 * dect_pbx_dispatch()
 */
void dect_pbx_serving_connect (DectPbxServing *self,
                               SoupServer     *soup);

/** dect_pbx_serving_disconnect: takes no more requests */
void dect_pbx_serving_disconnect (DectPbxServing *self,
                                  SoupServer     *soup);

G_END_DECLS
