/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-dhcp-plan.h"

G_BEGIN_DECLS

/**
 * DectDhcpFormat:
 * @id: word behind --format: "dnsmasq"
 * @title: what a person calls it, untranslated (give it to gettext)
 * @verified: whether a real server of that kind is given its files in our tests
 *
 * One kind of server. Lives as long as the program.
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    verified;
} DectDhcpFormat;

/** dect_dhcp_formats: Returns: (array length=n_formats) (transfer none): the kinds of servers, the most usual first */
const DectDhcpFormat *dect_dhcp_formats (guint *n_formats);

/** DectDhcpFile: @name: "dnsmasq.conf"; @bytes: its content */
typedef struct
{
  char   *name;
  GBytes *bytes;
} DectDhcpFile;

/**
 * dect_dhcp_write:
 * @plan: what to say
 * @format: id of a #DectDhcpFormat
 * @error: return location, %DECT_DHCP_ERROR_FORMAT
 *
 * The same plan gives the same bytes. Sources: the formats are those of dnsmasq(8), dhcpd.conf(5), the Kea manual (2.2) and, not tried
 * on a device, RouterOS; what they say is in data/dhcp/boot.json.
 *
 * Returns: (transfer full) (element-type DectDhcpFile): the server's files, and ipdect.cfg with one <MAC>.cfg a base station where the
 *   release reads them
 */
GPtrArray *dect_dhcp_write (const DectDhcpPlan *plan,
                            const char         *format,
                            GError            **error);

G_END_DECLS
