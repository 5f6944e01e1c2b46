/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-certificate.h"

G_DEFINE_BOXED_TYPE (DectPbxCertificate,
                     dect_pbx_certificate,
                     dect_pbx_certificate_copy,
                     dect_pbx_certificate_free)

DectPbxCertificate *
dect_pbx_certificate_copy (const DectPbxCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  DectPbxCertificate *copy = g_memdup2 (self, sizeof *self);

  copy->host = g_strdup (self->host);
  copy->subject = g_strdup (self->subject);
  copy->issuer = g_strdup (self->issuer);
  copy->names = g_strdupv (self->names);
  copy->spki_sha256 = g_strdup (self->spki_sha256);
  copy->sha256 = g_strdup (self->sha256);
  copy->protocol = g_strdup (self->protocol);
  copy->distrust = g_strdup (self->distrust);
  return copy;
}

void
dect_pbx_certificate_free (DectPbxCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->subject);
  g_free (self->issuer);
  g_strfreev (self->names);
  g_free (self->spki_sha256);
  g_free (self->sha256);
  g_free (self->protocol);
  g_free (self->distrust);
  g_free (self);
}

DectPbxPinState
dect_pbx_certificate_compare_pin (const DectPbxCertificate *self, DectPbxProfile *profile)
{
  g_return_val_if_fail (self != NULL && profile != NULL, DECT_PBX_PIN_NONE);

  if (profile->tls != DECT_PBX_TLS_PIN || *profile->spki_sha256 == '\0')
    return DECT_PBX_PIN_NONE;
  return g_str_equal (self->spki_sha256, profile->spki_sha256) ? DECT_PBX_PIN_SAME
                                                               : DECT_PBX_PIN_CHANGED;
}
