/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-progress.h"
#include "omm/dect-axi-plan.h"
#include "omm/dect-axi-profile.h"
#include "omm/dect-omm-system.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/*
 * The running OMM. Each call makes a link of its own, does its work in a thread of its own and ends the link; the _sync calls block
 * in the caller's. A link is asked for its key first: an unknown or changed one ends it before anything was said.
 */

/**
 * DectAxiPeer:
 * @pin: SHA-256 of its public key, 64 lower-case hex digits
 * @sha256: SHA-256 of the whole certificate, as browsers show it
 * @subject: whom the certificate names, plain text
 * @protocol: version that was agreed on: "TLS 1.0"
 *
 * What an OMM shows before anything is said to it.
 */
typedef struct
{
  char *pin;
  char *sha256;
  char *subject;
  char *protocol;
} DectAxiPeer;

void dect_axi_peer_free (DectAxiPeer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiPeer, dect_axi_peer_free)

/**
 * dect_axi_probe_sync:
 * @profile: how to reach it; with TLS; its pin does not matter
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED
 *
 * First contact: shakes hands and hangs up. No user name and no password is sent.
 *
 * Returns: (transfer full): what it showed
 */
DectAxiPeer *dect_axi_probe_sync (DectAxiProfile *profile,
                                  GCancellable   *cancellable,
                                  GError        **error);

/** dect_axi_probe_async: as dect_axi_probe_sync(); @callback is called in the thread-default main context */
void dect_axi_probe_async (DectAxiProfile     *profile,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/** dect_axi_probe_finish: Returns: (transfer full): as dect_axi_probe_sync() */
DectAxiPeer *dect_axi_probe_finish (GAsyncResult *result,
                                    GError      **error);

/**
 * dect_axi_read_sync:
 * @profile: how to reach it
 * @password: password of its user
 * @progress: (nullable): called in the thread that does the work
 * @data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Asks for everything a planner wants to know: version, limits, name, PARK, sites, base stations with their state and whom they hear,
 * captured ones, users and devices. It writes nothing, and keeps no secret of what it reads.
 *
 * Returns: (transfer full): what it has
 */
DectOmmSystem *dect_axi_read_sync (DectAxiProfile  *profile,
                                   const char      *password,
                                   DectProgressFunc progress,
                                   gpointer         data,
                                   GCancellable    *cancellable,
                                   GError         **error);

/** dect_axi_read_async: as dect_axi_read_sync(); @progress and @callback are called in the thread-default main context */
void dect_axi_read_async (DectAxiProfile     *profile,
                          const char         *password,
                          DectProgressFunc    progress,
                          gpointer            progress_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/** dect_axi_read_finish: Returns: (transfer full): as dect_axi_read_sync() */
DectOmmSystem *dect_axi_read_finish (GAsyncResult *result,
                                     GError      **error);

/**
 * dect_axi_push_sync:
 * @profile: how to reach it
 * @password: password of its user
 * @plan: what a person has seen and confirmed; its steps tell afterwards how each went
 * @secrets: (nullable): access codes, SIP passwords and PINs of handsets that are created
 * @progress: (nullable): called in the thread that does the work
 * @data: for @progress
 * @cancellable: (nullable): to give up between two records
 * @error: return location, #DECT_AXI_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Writes the steps of @plan that are not done yet, one after the other: calling it again goes on where it stopped. A refused record is
 * noted at its step and the next one follows; when the link is gone, it stops. This is the only call that writes.
 *
 * Returns: whether the end was reached; steps may have been refused all the same: dect_axi_plan_count()
 */
gboolean dect_axi_push_sync (DectAxiProfile    *profile,
                             const char        *password,
                             DectAxiPlan       *plan,
                             const DectSecrets *secrets,
                             DectProgressFunc   progress,
                             gpointer           data,
                             GCancellable      *cancellable,
                             GError           **error);

/** dect_axi_push_async: as dect_axi_push_sync(); leave @plan alone until @callback, which as @progress is called in the thread-default
 * main context */
void dect_axi_push_async (DectAxiProfile     *profile,
                          const char         *password,
                          DectAxiPlan        *plan,
                          const DectSecrets  *secrets,
                          DectProgressFunc    progress,
                          gpointer            progress_data,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

/** dect_axi_push_finish: Returns: as dect_axi_push_sync() */
gboolean dect_axi_push_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
