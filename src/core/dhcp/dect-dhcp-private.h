/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-dhcp-plan.h"

G_BEGIN_DECLS

/* What the values of data/dhcp/boot.json are read from. */
typedef struct
{
  const DectSnapshot  *snapshot;
  const DectSiteInfo  *info;
  const DectDhcpFacts *facts;
  gint                 release;
} DectDhcpSource;

/* The text of a value ("omm", "tftp" ...) as dect_dhcp_encode() takes it. *text is NULL when the plan has none, which is no error. @rfp:
 * whose boot file, nullable. */
gboolean dect_dhcp_source_dup (const DectDhcpSource *source,
                               const char           *value,
                               const DectRfp        *rfp,
                               char                **text,
                               GError              **error);

/* A comment of one line, whatever a person typed. */
char *dect_dhcp_one_line (const char *text);

/* "handover-43": the name of an option, class or set in a server's file. */
#define DECT_DHCP_NAME "handover"
#define DECT_DHCP_GATE "handover-rfp"

/* Head of every file: what it is, where it goes, whom it concerns, and the plan's notes; each line behind @prefix. @whom: (nullable): who
 * gets the options; NULL: who says one of the vendor classes. */
void dect_dhcp_append_head (GString            *out,
                            const DectDhcpPlan *plan,
                            const char         *prefix,
                            const char         *where,
                            const char         *whom);

/* The option's title, and that it is not verified where it is not. */
char *dect_dhcp_option_comment (const DectDhcpOption *option);

/* Place of the host's firmware file in the plan's list, from 1; 0 = it has none. */
guint dect_dhcp_file_number (const DectDhcpPlan *plan,
                             const DectDhcpHost *host);

/* The writers: file name and bytes are added to @files (DectDhcpFile). */
void dect_dhcp_write_dnsmasq  (const DectDhcpPlan *plan, GPtrArray *files);
void dect_dhcp_write_kea      (const DectDhcpPlan *plan, GPtrArray *files);
void dect_dhcp_write_isc      (const DectDhcpPlan *plan, GPtrArray *files);
void dect_dhcp_write_routeros (const DectDhcpPlan *plan, GPtrArray *files);
void dect_dhcp_write_table    (const DectDhcpPlan *plan, GPtrArray *files);

/* ipdect.cfg and <MAC>.cfg, beside whatever server's file. */
void dect_dhcp_write_variables (const DectDhcpPlan *plan, GPtrArray *files);

/* Takes the text as the content of a file. */
void dect_dhcp_add_file (GPtrArray  *files,
                         const char *name,
                         GString    *text);

G_END_DECLS
