/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-error.h"

typedef struct
{
  char *place;
  char *reason;
} DectPbxErrorPrivate;

static void
dect_pbx_error_private_init (DectPbxErrorPrivate *priv)
{
}

static void
dect_pbx_error_private_copy (const DectPbxErrorPrivate *from, DectPbxErrorPrivate *to)
{
  to->place = g_strdup (from->place);
  to->reason = g_strdup (from->reason);
}

static void
dect_pbx_error_private_clear (DectPbxErrorPrivate *priv)
{
  g_free (priv->place);
  g_free (priv->reason);
}

/* What GLib's macro casts is aligned by GLib. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (DectPbxError, dect_pbx_error)
#pragma GCC diagnostic pop

static DectPbxErrorPrivate *
private_of (const GError *error)
{
  return error != NULL && error->domain == DECT_PBX_ERROR ? dect_pbx_error_get_private (error)
                                                          : NULL;
}

void
dect_pbx_error_set_place (GError *error, const char *place, const char *reason)
{
  DectPbxErrorPrivate *priv = private_of (error);

  g_return_if_fail (error == NULL || priv != NULL);

  if (priv == NULL)
    return;
  dect_pbx_error_private_clear (priv);
  priv->place = g_strdup (place);
  priv->reason = g_strdup (reason);
}

const char *
dect_pbx_error_get_place (const GError *error)
{
  DectPbxErrorPrivate *priv = private_of (error);

  return priv != NULL ? priv->place : NULL;
}

const char *
dect_pbx_error_get_reason (const GError *error)
{
  DectPbxErrorPrivate *priv = private_of (error);

  return priv != NULL ? priv->reason : NULL;
}
