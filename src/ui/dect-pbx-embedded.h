/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DectPbxEmbedded:
 *
 * The PBX that comes with the program, for a site without one and for trying out: on loopback, its
 * database in the person's data folder, its password only in memory. Main thread.
 */
#define DECT_TYPE_PBX_EMBEDDED (dect_pbx_embedded_get_type ())
G_DECLARE_FINAL_TYPE (DectPbxEmbedded, dect_pbx_embedded, DECT, PBX_EMBEDDED, GObject)

/** dect_pbx_embedded_new: Returns: (transfer full): one that does not run */
DectPbxEmbedded *dect_pbx_embedded_new (void);

/** dect_pbx_embedded_start_async: starts it; one that runs is left as it is */
void dect_pbx_embedded_start_async (DectPbxEmbedded    *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);

/** dect_pbx_embedded_start_finish: Returns: whether it runs; %G_IO_ERROR, %DECT_PBX_ERROR, #DectPbxStore's */
gboolean dect_pbx_embedded_start_finish (DectPbxEmbedded *self,
                                         GAsyncResult    *result,
                                         GError         **error);

/** dect_pbx_embedded_dup_profile: Returns: (transfer full): how the running one is reached */
DectPbxProfile *dect_pbx_embedded_dup_profile (DectPbxEmbedded *self,
                                               GError         **error);

/** dect_pbx_embedded_get_password: Returns: (transfer none) (nullable): of %DECT_PBX_DEFAULT_USER */
const char *dect_pbx_embedded_get_password (DectPbxEmbedded *self);

/** dect_pbx_embedded_stop: lets it end by itself; nothing is waited for */
void dect_pbx_embedded_stop (DectPbxEmbedded *self);

G_END_DECLS
