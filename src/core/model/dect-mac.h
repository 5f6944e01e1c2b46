/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-identity.h"

G_BEGIN_DECLS

/** DectMac: @octets: the six octets in the order they are written. */
typedef struct
{
  guint8 octets[6];
} DectMac;

/**
 * dect_mac_parse:
 * @text: 12 hex digits: bare, or in pairs with colons, dashes, blanks or dots, or in fours with
 *   dots (0030.421B.7F05); upper or lower case; one kind of separator
 * @mac: (out): the address
 * @error: return location, #DECT_IDENTITY_ERROR
 *
 * Returns: whether @text is the address of one device (not zero, no group address)
 */
gboolean dect_mac_parse (const char *text,
                         DectMac    *mac,
                         GError    **error);

/** dect_mac_to_string: Returns: (transfer full): "00:30:42:1B:7F:05" */
char *dect_mac_to_string (const DectMac *mac);

/** dect_mac_to_key: Returns: (transfer full): "0030421b7f05", the form of the REST contract
 * (facts/pbx-rest.md C1) */
char *dect_mac_to_key (const DectMac *mac);

/** dect_mac_equal: Returns: whether both are the same */
gboolean dect_mac_equal (const DectMac *a,
                         const DectMac *b);

G_END_DECLS
