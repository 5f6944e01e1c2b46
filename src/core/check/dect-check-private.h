/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "check/dect-check.h"
#include "dhcp/dect-dhcp-plan.h"
#include "omm/dect-omm-limits.h"

G_BEGIN_DECLS

/* Names at the PBX have 1 to 64 characters (REST contract, section C3). */
#define DECT_CHECK_PBX_NAME 64

typedef struct _DectRule DectRule;

/* One run: what the rules read, and where their findings go. */
typedef struct
{
  DectSnapshot            *snapshot;
  const DectSiteInfo      *info;
  DectLinks               *links;
  DectChain               *chain;
  const DectCheckFacts    *facts;
  gint                     release; /* dect_omm_release_number() */
  guint                    n_rfps;
  const DectRecord *const *rfps;
  guint                    n_handsets;
  const DectRecord *const *handsets;
  DectOmmLayout           *rfp_layout;
  DectOmmLayout           *handset_layout;
  GArray                  *limits; /* DectOmmLimit of both files */
  DectDhcpFacts           *dhcp_facts;
  char                   **accepted;
  const DectRule          *rule; /* the one that runs now */
  GPtrArray               *findings;
} DectCheck;

struct _DectRule
{
  DectRuleInfo info;
  void (*run) (DectCheck *check);
};

/* The table, ended by an empty id; errors first. */
extern const DectRule dect_check_table[];

/* Adds a finding of the rule that runs. The sentence may start with a title: its first letter becomes a capital. */
void dect_check_report (DectCheck     *check,
                        const guint32 *objects,
                        guint          n_objects,
                        const char    *format,
                        ...) G_GNUC_PRINTF (4, 5);

/* "base stations 1 (Lab), 2 (Hall), 3 and 4 (Attic)", "handset Anna and handset Bert"; of more than 5 the first 4 and "3 more". */
char *dect_check_titles (DectCheck     *check,
                         const guint32 *objects,
                         guint          n_objects);

/* Records of one kind with the same key (NULL: none), as groups (GArray of ids) of two and more, in the site's order. */
typedef char *(*DectCheckKey) (DectCheck        *check,
                               const DectRecord *record);
GPtrArray *dect_check_find_duplicates (DectCheck   *check,
                                       DectKind     kind,
                                       DectCheckKey key);

/* Whether the release is @number (801 for 8.1) or later. @unset: what counts when no release is set. */
gboolean dect_check_release_from (DectCheck *check,
                                  gint       number,
                                  gboolean   unset);

#define DECT_CHECK_RULE(name) void dect_check_##name (DectCheck *check)

DECT_CHECK_RULE (rfp_count);
DECT_CHECK_RULE (master_none);
DECT_CHECK_RULE (master_twice);
DECT_CHECK_RULE (failover_twice);
DECT_CHECK_RULE (failover_is_master);
DECT_CHECK_RULE (failover_none);
DECT_CHECK_RULE (host_model);
DECT_CHECK_RULE (host_model_34);
DECT_CHECK_RULE (model_dropped);
DECT_CHECK_RULE (mac_missing);
DECT_CHECK_RULE (mac_invalid);
DECT_CHECK_RULE (mac_duplicate);
DECT_CHECK_RULE (mac_vendor);
DECT_CHECK_RULE (rfp_unplaced);

DECT_CHECK_RULE (name_missing);
DECT_CHECK_RULE (name_chars);
DECT_CHECK_RULE (name_long);
DECT_CHECK_RULE (name_duplicate);
DECT_CHECK_RULE (room_long);

DECT_CHECK_RULE (ip_invalid);
DECT_CHECK_RULE (ip_duplicate);
DECT_CHECK_RULE (ip_outside_subnet);
DECT_CHECK_RULE (ip_reserved);
DECT_CHECK_RULE (ip_missing);
DECT_CHECK_RULE (netmask_invalid);
DECT_CHECK_RULE (failover_same_switch);
DECT_CHECK_RULE (poe_budget);
DECT_CHECK_RULE (poe_ports);
DECT_CHECK_RULE (port_duplicate);

DECT_CHECK_RULE (dhcp_second_server);
DECT_CHECK_RULE (dhcp_address);
DECT_CHECK_RULE (dhcp_pool);
DECT_CHECK_RULE (dhcp_tftp);
DECT_CHECK_RULE (dhcp_local);
DECT_CHECK_RULE (dhcp_firmware);
DECT_CHECK_RULE (dhcp_vlan);
DECT_CHECK_RULE (dhcp_country);
DECT_CHECK_RULE (dhcp_url);

DECT_CHECK_RULE (ipei_missing);
DECT_CHECK_RULE (ipei_invalid);
DECT_CHECK_RULE (ipei_duplicate);
DECT_CHECK_RULE (number_duplicate);

DECT_CHECK_RULE (floor_unscaled);
DECT_CHECK_RULE (password_default);
DECT_CHECK_RULE (capacity);
DECT_CHECK_RULE (licence_macs);

DECT_CHECK_RULE (chain_isolated);
DECT_CHECK_RULE (chain_cut);
DECT_CHECK_RULE (chain_single_link);
DECT_CHECK_RULE (chain_weak);
DECT_CHECK_RULE (chain_hops);
DECT_CHECK_RULE (cluster_many);

G_END_DECLS
