/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-identity.h"

G_BEGIN_DECLS

/** DectIpv4: @value: address in host byte order */
typedef struct
{
  guint32 value;
} DectIpv4;

/** dect_ipv4_parse: a dotted quad without leading zeros. Returns: whether @text is one; else
 * #DECT_IDENTITY_ERROR */
gboolean dect_ipv4_parse (const char *text,
                          DectIpv4   *address,
                          GError    **error);

/** dect_netmask_parse: `255.255.255.0`, `/24` or `24`; contiguous, 1 to 31 bits set. Returns:
 * whether @text is one */
gboolean dect_netmask_parse (const char *text,
                             DectIpv4   *netmask,
                             GError    **error);

/** dect_ipv4_to_string: Returns: (transfer full): dotted quad */
char *dect_ipv4_to_string (DectIpv4 address);

/** dect_netmask_prefix: Returns: number of bits set */
guint dect_netmask_prefix (DectIpv4 netmask);

/** dect_ipv4_same_subnet: Returns: whether both lie in one network under @netmask */
gboolean dect_ipv4_same_subnet (DectIpv4 a,
                                DectIpv4 b,
                                DectIpv4 netmask);

/** dect_ipv4_is_host: Returns: whether @address is neither the network nor the broadcast address
 * under @netmask, and is no 0/8, loopback, multicast or 240/4 address; both addresses of a /31 are
 * hosts (RFC 3021) */
gboolean dect_ipv4_is_host (DectIpv4 address,
                            DectIpv4 netmask);

G_END_DECLS
