/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-axi-client.h"

G_BEGIN_DECLS

/**
 * DectOmmConnect:
 *
 * The connection to the running OMM of a site: address, port, TLS, user and password. On first contact, or when the key is another
 * one, it shows the fingerprint, and goes on only when the person says that it was compared. The connection is kept as the profile
 * with the site's uuid, the password in the site's secrets and, when wanted, in the keyring.
 */
#define DECT_TYPE_OMM_CONNECT (dect_omm_connect_get_type ())
G_DECLARE_FINAL_TYPE (DectOmmConnect, dect_omm_connect, DECT, OMM_CONNECT, AdwWindow)

/**
 * dect_omm_connect_async:
 * @parent: (nullable): window above which the dialog is shown
 * @document: the site
 * @callback: called when the OMM was read, or the dialog was closed
 * @user_data: for @callback
 *
 * Asks for the connection and reads the running OMM. Nothing is written to it. Main thread.
 *
 * Returns: (transfer none): the dialog, shown
 */
DectOmmConnect *dect_omm_connect_async (GtkWindow          *parent,
                                        DectDocument       *document,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);

/**
 * dect_omm_connect_finish:
 * @result: what @callback got
 * @error: return location, %G_IO_ERROR_CANCELLED when the dialog was closed; other errors are shown in it
 *
 * Returns: (transfer full): what the OMM has
 */
DectOmmSystem *dect_omm_connect_finish (GAsyncResult *result,
                                        GError      **error);

/** dect_omm_connect_dup_profile: Returns: (transfer full) (nullable): the site's connection, once there was one */
DectAxiProfile *dect_omm_connect_dup_profile (DectDocument *document);

G_END_DECLS
