/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-secrets.h"

DectSecrets *
dect_document_secrets (DectDocument *document)
{
  DectSecrets *secrets;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  secrets = g_object_get_data (G_OBJECT (document), "dect-secrets");
  if (secrets == NULL)
    {
      secrets = dect_secrets_new ();
      g_object_set_data_full (G_OBJECT (document), "dect-secrets", secrets,
                              (GDestroyNotify) dect_secrets_free);
    }
  return secrets;
}
