/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-certificate.h"

G_BEGIN_DECLS

/* SHA-256 of the certificate's SubjectPublicKeyInfo (RFC 5280, 4.1), 64 lower-case hex digits; NULL
 * when it cannot be read. */
char *dect_pbx_tls_dup_pin (GTlsCertificate *certificate);

/* Whether a handshake that the TLS library finished is good enough for the profile: version and
 * pin. */
gboolean dect_pbx_tls_check (DectPbxProfile *profile, GTlsConnection *connection, GError **error);

/* Whether a certificate that the TLS library does not like is the pinned one. */
gboolean dect_pbx_tls_accept (DectPbxProfile *profile,
                              GTlsCertificate *certificate,
                              GTlsCertificateFlags flags,
                              GError **error);

/* What there is to know about a certificate; connection may be NULL before the handshake is over. */
DectPbxCertificate *dect_pbx_tls_describe (const char *host,
                                           GTlsCertificate *certificate,
                                           GTlsCertificateFlags flags,
                                           GTlsConnection *connection);

/* Whether the agreed version is one that keeps secrets (TLS 1.2 and later). */
gboolean dect_pbx_tls_check_version (GTlsConnection *connection, GError **error);

G_END_DECLS
