/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-check-private.h"

#include "model/dect-i18n.h"

#define PBX_PAGE "the PBX's page on Mitel DECT"
#define CONTRACT "DECT planner contract 1, gateway document"
#define IMPORT "OM System Manual 2.1 p180-181, 3.0 p223-224, 6.1 p341 (import files)"
#define PLAN "the plan itself: without it nothing is predicted"

/* clang-format off */
#define ERROR(id, title, source, function)                                                         \
  {                                                                                                \
    { id, DECT_SEVERITY_ERROR, title, source }, function                                           \
  }
#define WARNING(id, title, source, function)                                                       \
  {                                                                                                \
    { id, DECT_SEVERITY_WARNING, title, source }, function                                         \
  }

/* Ids and severities are stable: help, JSON, scripts and bars use them. */
const DectRule dect_check_table[] = {
  ERROR ("rfp-count", N_("Number of base stations"), PBX_PAGE ": 1 to 254 base stations",
         dect_check_rfp_count),
  ERROR ("master-none", N_("No master"), CONTRACT ": exactly one master", dect_check_master_none),
  ERROR ("master-twice", N_("More than one master"), CONTRACT ": exactly one master",
         dect_check_master_twice),
  ERROR ("failover-twice", N_("More than one failover"), CONTRACT ": at most one failover",
         dect_check_failover_twice),
  ERROR ("failover-is-master", N_("Failover is the master"),
         CONTRACT ": the failover is not the master", dect_check_failover_is_master),
  ERROR ("host-model", N_("Model cannot run the OMM"),
         "howto.dect.network: from release 3.0 hardware of generations 1 and 2 cannot run the OMM",
         dect_check_host_model),
  ERROR ("model-dropped", N_("Model dropped by the release"),
         "howto.dect.network: generation 2 last works with release 8.0", dect_check_model_dropped),
  ERROR ("mac-missing", N_("No MAC address"), CONTRACT ": base stations are known by their MAC",
         dect_check_mac_missing),
  ERROR ("mac-invalid", N_("MAC address wrong"), "IEEE 802 MAC address of one device",
         dect_check_mac_invalid),
  ERROR ("mac-duplicate", N_("MAC address twice"), CONTRACT ": MACs are unique",
         dect_check_mac_duplicate),
  ERROR ("ip-invalid", N_("IP address wrong"), CONTRACT ": dotted quad without leading zeros",
         dect_check_ip_invalid),
  ERROR ("ip-duplicate", N_("IP address twice"), CONTRACT ": addresses are unique",
         dect_check_ip_duplicate),
  ERROR ("ip-outside-subnet", N_("IP address outside the network"),
         CONTRACT ": inside the master's network", dect_check_ip_outside_subnet),
  ERROR ("ip-reserved", N_("IP address no device can have"),
         CONTRACT ": not network or broadcast", dect_check_ip_reserved),
  ERROR ("netmask-invalid", N_("Netmask wrong"), CONTRACT ": contiguous netmask",
         dect_check_netmask_invalid),
  ERROR ("name-missing", N_("No name"), CONTRACT ": names have 1 to 64 characters",
         dect_check_name_missing),
  ERROR ("name-chars", N_("Character no import file can carry"), IMPORT, dect_check_name_chars),
  ERROR ("name-long", N_("Name too long"),
         "OMM: 20 characters for a base station (2006 manual, 8.1 database); " CONTRACT ": 64",
         dect_check_name_long),
  ERROR ("ipei-invalid", N_("IPEI wrong"), "ETSI EN 300 175-6, clause 10 and annex C",
         dect_check_ipei_invalid),
  ERROR ("ipei-duplicate", N_("IPEI twice"), CONTRACT ": IPEIs are unique",
         dect_check_ipei_duplicate),
  ERROR ("number-duplicate", N_("Number twice"),
         PBX_PAGE ": importing an entry that exists already fails", dect_check_number_duplicate),
  ERROR ("rfp-unplaced", N_("Base station not placed"), PLAN, dect_check_rfp_unplaced),
  ERROR ("floor-unscaled", N_("Floor without a scale"), PLAN, dect_check_floor_unscaled),
  ERROR ("chain-isolated", N_("Base stations out of reach"),
         PBX_PAGE ": no isolated groups, all base stations must be able to form a chain",
         dect_check_chain_isolated),
  ERROR ("room-long", N_("Building, floor or room too long"),
         "OMM: 16 characters for each level (8.1 database, OM AXI)", dect_check_room_long),

  WARNING ("host-model-34", N_("RFP 34 runs the OMM"),
           PBX_PAGE " allows it; howto.dect.network denies it for its whole generation",
           dect_check_host_model_34),
  WARNING ("mac-vendor", N_("MAC address of another maker"),
           "data/rfp/mac-prefixes.json: prefixes seen on Aastra and Mitel devices",
           dect_check_mac_vendor),
  WARNING ("ip-missing", N_("No IP address"), CONTRACT ": targetIp", dect_check_ip_missing),
  WARNING ("name-duplicate", N_("Name twice"), "two base stations that nobody can tell apart",
           dect_check_name_duplicate),
  WARNING ("ipei-missing", N_("No IPEI"),
           CONTRACT ": handsets are known by their IPEI; OM System Manual 3.0 p78",
           dect_check_ipei_missing),
  WARNING ("chain-cut", N_("Base station that holds the chain together"),
           "SIP-DECT 1.8 manual p16: no base station has a key position while paths are redundant",
           dect_check_chain_cut),
  WARNING ("chain-single-link", N_("Single link in the chain"),
           "OpenCom X320 manual p144: each base station has several partners, better two or more",
           dect_check_chain_single_link),
  WARNING ("chain-weak", N_("Weak link in the chain"),
           "no partner 5 dB above the synchronisation limit (-70 dBm, SIP-DECT 1.8 manual p15)",
           dect_check_chain_weak),
  WARNING ("chain-hops", N_("Many hops from the root"),
           "no limit is published for SIP-DECT; those of other vendors: data/chain/hop-limits.json",
           dect_check_chain_hops),
  WARNING ("cluster-many", N_("More than one cluster"),
           "SIP-DECT 1.8 manual p16 and p48: no synchronisation and no handover across clusters",
           dect_check_cluster_many),
  WARNING ("failover-none", N_("No failover"), PBX_PAGE ": a failover is optional",
           dect_check_failover_none),
  WARNING ("failover-same-switch", N_("Master and failover on one switch"),
           "one switch that fails takes both", dect_check_failover_same_switch),
  WARNING ("password-default", N_("Factory password"),
           "howto.dect.network: the OMM is delivered as omm/omm", dect_check_password_default),
  WARNING ("poe-budget", N_("PoE budget of a switch"),
           "IEEE 802.3af classes of the models, data/rfp/models.json", dect_check_poe_budget),
  WARNING ("port-duplicate", N_("Switch port twice"), "one port feeds one base station",
           dect_check_port_duplicate),
  WARNING ("capacity", N_("Capacity of the OMM"), "data/omm/capacity.json", dect_check_capacity),
  WARNING ("licence-macs", N_("Licence bound to MAC addresses"),
           "howto.dect.network: from release 6.0 more than 5 base stations need a licence, which "
           "is bound to three MACs",
           dect_check_licence_macs),
  { { NULL } },
};
/* clang-format on */
