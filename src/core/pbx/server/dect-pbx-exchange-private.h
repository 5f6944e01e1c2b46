/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

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
  DectPbxServerLog log;
  gpointer         log_data;
  guint            n_exchanges; /* read, not yet answered to the last byte */
  GSList          *jobs;        /* GSource of jobs that run */
} DectPbxServing;

/**
 * dect_pbx_serving_connect: lets the server answer requests: user, size and form first, then
 * dect_pbx_dispatch()
 */
void dect_pbx_serving_connect (DectPbxServing *self,
                               SoupServer     *soup);

/** dect_pbx_serving_disconnect: forgets jobs under way and takes no more requests */
void dect_pbx_serving_disconnect (DectPbxServing *self,
                                  SoupServer     *soup);

G_END_DECLS
