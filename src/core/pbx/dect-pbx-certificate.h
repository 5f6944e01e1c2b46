/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "pbx/dect-pbx-profile.h"

G_BEGIN_DECLS

/**
 * DectPbxCertificate:
 * @host: name or address that was asked for
 * @subject: (nullable): whom it names, as the TLS library prints it ("CN=pbx.example")
 * @issuer: (nullable): who signed it
 * @names: (array zero-terminated=1): DNS names and addresses it is good for (subjectAltName)
 * @not_before: start of its validity, seconds since 1970, UTC; 0 when not told
 * @not_after: end of its validity; 0 when not told
 * @spki_sha256: SHA-256 of its SubjectPublicKeyInfo (RFC 5280, 4.1), 64 lower-case hex digits: the
 *   pin, the same for a renewed certificate with the same key
 * @sha256: SHA-256 of the whole certificate, as browsers show it, 64 lower-case hex digits
 * @protocol: version that was agreed on: "TLS 1.3"
 * @self_signed: subject and issuer are the same
 * @trusted: this computer's authorities (or the CA file of a profile of mode `ca`) vouch for it,
 *   for that host and at this time
 * @distrust: (nullable): why not, one translated sentence; %NULL when @trusted
 *
 * What a PBX shows before anything is said to it: what a person compares by phone before pinning
 * the key. Texts are plain: no control characters, at most 200 characters. Immutable; boxed.
 */
typedef struct
{
  char *host;
  char *subject;
  char *issuer;
  char **names;
  gint64 not_before;
  gint64 not_after;
  char *spki_sha256;
  char *sha256;
  char *protocol;
  gboolean self_signed;
  gboolean trusted;
  char *distrust;
} DectPbxCertificate;

#define DECT_TYPE_PBX_CERTIFICATE (dect_pbx_certificate_get_type ())
GType dect_pbx_certificate_get_type (void) G_GNUC_CONST;

DectPbxCertificate *dect_pbx_certificate_copy (const DectPbxCertificate *self);
void dect_pbx_certificate_free (DectPbxCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxCertificate, dect_pbx_certificate_free)

/**
 * DectPbxPinState:
 * @DECT_PBX_PIN_NONE: the profile does not pin, or no key yet
 * @DECT_PBX_PIN_SAME: it is the pinned key
 * @DECT_PBX_PIN_CHANGED: another key is pinned: a changed box, or somebody stands between
 */
typedef enum
{
  DECT_PBX_PIN_NONE,
  DECT_PBX_PIN_SAME,
  DECT_PBX_PIN_CHANGED,
} DectPbxPinState;

/** dect_pbx_certificate_compare_pin: Returns: how the certificate's key stands to the profile's */
DectPbxPinState dect_pbx_certificate_compare_pin (const DectPbxCertificate *self,
                                                  DectPbxProfile *profile);

G_END_DECLS
