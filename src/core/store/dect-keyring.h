/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-secrets.h"

G_BEGIN_DECLS

/**
 * The secrets of a site in the keyring of the desktop
 *
 * One item for what belongs to the site and one for each handset, all with the schema
 * #DECT_KEYRING_SCHEMA and two attributes:
 *
 * - `site`: the site's uuid (#DectSiteInfo.uuid)
 * - `scope`: `site`, or the IPEI of the handset
 *
 * The secret of an item is the JSON object that dect_secrets_scope_to_text() makes. In a Flatpak,
 * libsecret keeps the items in a file of the application, encrypted with a key of the portal.
 */

/** DECT_KEYRING_SCHEMA: name of the schema of our items */
#define DECT_KEYRING_SCHEMA "io.github.handover_planner.Handover.Site"

/** DECT_KEYRING_ATTRIBUTE_SITE: attribute with the site's uuid */
#define DECT_KEYRING_ATTRIBUTE_SITE "site"

/** DECT_KEYRING_ATTRIBUTE_SCOPE: attribute with the scope of #DectSecrets */
#define DECT_KEYRING_ATTRIBUTE_SCOPE "scope"

/**
 * DECT_KEYRING_ERROR:
 *
 * Why the keyring could not be used; codes are #DectKeyringError. Cancelling is
 * %G_IO_ERROR_CANCELLED.
 */
#define DECT_KEYRING_ERROR (dect_keyring_error_quark ())
GQuark dect_keyring_error_quark (void);

/**
 * DectKeyringError:
 * @DECT_KEYRING_ERROR_UNAVAILABLE: no keyring runs, or it does not answer
 * @DECT_KEYRING_ERROR_LOCKED: it is locked, and the person did not unlock it
 * @DECT_KEYRING_ERROR_DAMAGED: an item of ours does not hold what we write
 */
typedef enum
{
  DECT_KEYRING_ERROR_UNAVAILABLE,
  DECT_KEYRING_ERROR_LOCKED,
  DECT_KEYRING_ERROR_DAMAGED,
} DectKeyringError;

/**
 * dect_keyring_load_async:
 * @site_uuid: the site
 * @cancellable: (nullable): to give up
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Asks the keyring for all secrets of the site; it may ask the person to unlock it.
 */
void dect_keyring_load_async (const char         *site_uuid,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/**
 * dect_keyring_load_finish:
 * @result: the result
 * @error: return location, #DECT_KEYRING_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the secrets; none where the keyring knows none of the site
 */
DectSecrets *dect_keyring_load_finish (GAsyncResult *result,
                                       GError      **error);

/**
 * dect_keyring_store_async:
 * @site_uuid: the site
 * @site_name: (nullable): its name, for people who look into their keyring
 * @secrets: all secrets of the site; copied
 * @cancellable: (nullable): to give up; what is stored by then stays
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Makes the keyring hold for the site what @secrets holds: items that differ are written, those
 * that are not in @secrets are removed, the others are left alone.
 */
void dect_keyring_store_async (const char         *site_uuid,
                               const char         *site_name,
                               const DectSecrets  *secrets,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);

/**
 * dect_keyring_store_finish:
 * Returns: whether the keyring holds them; errors as of dect_keyring_load_finish()
 */
gboolean dect_keyring_store_finish (GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
