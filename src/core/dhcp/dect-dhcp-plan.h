/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-dhcp-facts.h"
#include "model/dect-catalogue.h"
#include "model/dect-ipv4.h"
#include "model/dect-mac.h"
#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectDhcpHost:
 * @id: the RFP
 * @mac: its address
 * @address: the IP address reserved for it; 0 = one of the pool
 * @key: "0030421b7f05"
 * @title: "base station 4 (Lab)", translated
 * @label: "base station 4 Lab": for files; one line, never translated
 * @model: (nullable): its model, for name and PoE
 * @switch_name: (nullable): name of the switch that feeds it
 * @port: port of that switch, #DECT_UNSET = not known
 * @role: its role
 * @boot_file: (nullable): firmware file it is given
 * @local: set up by hand; it does not ask
 *
 * One base station.
 */
typedef struct
{
  guint32     id;
  DectMac     mac;
  DectIpv4    address;
  char       *key;
  char       *title;
  char       *label;
  const DectRfpModel *model;
  char       *switch_name;
  gint        port;
  DectRole    role;
  char       *boot_file;
  gboolean    local;
} DectDhcpHost;

/** DectDhcpRange: addresses for other devices, both ends included */
typedef struct
{
  DectIpv4 first;
  DectIpv4 last;
} DectDhcpRange;

/**
 * DectDhcpPlan:
 * @facts: what it is made by
 * @site: name of the site; one line
 * @network: the base stations' network
 * @netmask: its mask
 * @server: DHCP server, 0 = not stated
 * @tftp: TFTP server, 0 = none
 * @classes: what base stations say in option 60
 * @options: (element-type DectDhcpOption): what they are given, option 43 among it, by number
 * @sub_options: (element-type DectDhcpOption): what stands in option 43
 * @hosts: (element-type DectDhcpHost): the base stations by MAC
 * @n_unknown: base stations without a MAC; only with a pool, else they are refused
 * @ranges: of #DectDhcpRange: the pool without the addresses that are somebody's, ascending; empty = other devices get nothing here
 * @boot_files: names of the firmware files, sorted
 * @variables: (element-type DectDhcpOption): lines of ipdect.cfg, title = name; empty when the release does not read them
 * @notes: sentences a person has to know, for files: what is not verified, what is missing; never translated
 * @remarks: the same, translated
 *
 * All that any server's configuration says, once; the writers only spell it. Immutable.
 */
typedef struct
{
  DectDhcpFacts *facts;
  char          *site;
  DectIpv4       network;
  DectIpv4       netmask;
  DectIpv4       server;
  DectIpv4       tftp;
  char         **classes;
  GPtrArray     *options;
  GPtrArray     *sub_options;
  GPtrArray     *hosts;
  guint          n_unknown;
  GArray        *ranges;
  char         **boot_files;
  GPtrArray     *variables;
  GPtrArray     *notes;
  GPtrArray     *remarks;
} DectDhcpPlan;

/**
 * dect_dhcp_plan_new:
 * @snapshot: a site
 * @error: return location, #DECT_DHCP_ERROR
 *
 * Takes the site's DHCP fields and its base stations together. Refused: what would give a base station no address, a wrong one or one
 * of another network. Pure but for the data file; any thread.
 *
 * Returns: (transfer full): the plan
 */
DectDhcpPlan *dect_dhcp_plan_new (const DectSnapshot *snapshot,
                                  GError            **error);

void dect_dhcp_plan_free (DectDhcpPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectDhcpPlan, dect_dhcp_plan_free)

/** dect_dhcp_plan_option: Returns: (nullable): the option of that number */
const DectDhcpOption *dect_dhcp_plan_option (const DectDhcpPlan *self,
                                             guint               code);

/** dect_dhcp_plan_find: Returns: (nullable): the base station with that MAC */
const DectDhcpHost *dect_dhcp_plan_find (const DectDhcpPlan *self,
                                         const DectMac      *mac);

/** dect_dhcp_plan_gates: Returns: whether only base stations get @option: what is right for every device goes to the pool's too */
gboolean dect_dhcp_plan_gates (const DectDhcpPlan   *self,
                               const DectDhcpOption *option);

/**
 * dect_dhcp_boot_file:
 * @facts: the facts
 * @rfp: a base station
 * @release: as dect_omm_release_number()
 *
 * Its own firmware where that is the name of a file (.dnld, .tftp, .bin, .cnt), else the one of its generation.
 *
 * Returns: (nullable): the name
 */
const char *dect_dhcp_boot_file (const DectDhcpFacts *facts,
                                 const DectRfp       *rfp,
                                 gint                 release);

/** dect_dhcp_is_file_name: Returns: whether @firmware is a file's name, not a version */
gboolean dect_dhcp_is_file_name (const char *firmware);

/** DECT_DHCP_MAX_VLAN: highest VLAN there is (IEEE 802.1Q; the scripts of an 8.1 base station take 1 to 4094) */
#define DECT_DHCP_MAX_VLAN 4094

/** dect_dhcp_tftp_server: Returns: (transfer none) (nullable): the site's TFTP server: the one stated, else its DHCP server */
const char *dect_dhcp_tftp_server (const DectSiteInfo *info);

/** dect_dhcp_url_has_password: Returns: whether user and password stand in a URL */
gboolean dect_dhcp_url_has_password (const char *url);

/** dect_dhcp_url_scheme_known: Returns: whether the URL begins with ftp, ftps, http, https, sftp, scp or tftp
 * (OM System Manual 2.1 p143; sftp and scp: an 8.1 base station) */
gboolean dect_dhcp_url_scheme_known (const char *url);

G_END_DECLS
