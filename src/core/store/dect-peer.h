/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What there is to know of a machine on the network before it is trusted, be it a PBX or an OMM: the fingerprint of its key, whether
 * it stands in the own network, and its words without tricks.
 */

/**
 * dect_peer_dup_pin:
 * @der: a certificate, X.509 in DER
 * @length: its bytes
 *
 * SHA-256 of its SubjectPublicKeyInfo (RFC 5280, 4.1): the same for a renewed certificate with the same key.
 *
 * Returns: (transfer full) (nullable): 64 lower-case hex digits; %NULL when it cannot be read
 */
char *dect_peer_dup_pin (const guint8 *der, gsize length);

/**
 * dect_peer_parse_pin:
 * @text: a fingerprint as people write it: 64 hex digits, upper or lower case, with blanks or colons
 *
 * Returns: (transfer full) (nullable): 64 lower-case hex digits, "" for a text without any; %NULL when it is none
 */
char *dect_peer_parse_pin (const char *text);

/** dect_peer_pin_to_text: @hex: 64 hex digits. Returns: (transfer full): "AB12 CD34 …", groups of four as they are read out on the
 * phone; dect_peer_parse_pin() takes it back */
char *dect_peer_pin_to_text (const char *hex);

/** dect_peer_is_own_network: Returns: whether @address is loopback, link local or private (RFC 1918, RFC 4193) */
gboolean dect_peer_is_own_network (GInetAddress *address);

/**
 * dect_peer_plain_text:
 * @text: (nullable): text from such a machine
 * @max_chars: how many characters to keep
 *
 * Returns: (transfer full): its first printable characters in one line, never markup; "" for %NULL
 */
char *dect_peer_plain_text (const char *text, guint max_chars);

G_END_DECLS
