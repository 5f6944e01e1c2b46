/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* IP addresses, switches and power over Ethernet. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include <math.h>

#include "check/dect-check-private.h"
#include "model/dect-i18n.h"
#include "model/dect-ipv4.h"
#include "model/dect-locale.h"
#include "model/dect-switch-load.h"

static gboolean
get_address (const DectRecord *record, DectIpv4 *address)
{
  const char *text = DECT_RFP (record)->target_ip;

  return text != NULL && dect_ipv4_parse (text, address, NULL);
}

static gboolean
get_netmask (DectCheck *check, DectIpv4 *netmask)
{
  return check->info->netmask != NULL && dect_netmask_parse (check->info->netmask, netmask, NULL);
}

/* --- IP addresses --------------------------------------------------------------------------- */

void
dect_check_ip_missing (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (DECT_RFP (check->rfps[i])->target_ip != NULL)
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("%s has no IP address: enter the one it shall have."), title);
    }
}

void
dect_check_ip_invalid (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const char *text = DECT_RFP (check->rfps[i])->target_ip;
      g_autoptr (GError) error = NULL;
      g_autofree char *title = NULL;
      DectIpv4 address;

      if (text == NULL || dect_ipv4_parse (text, &address, &error))
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("The IP address of %s, “%s”, is wrong: %s"), title, text,
                         error->message);
    }
}

static char *
ip_key (DectCheck *check, const DectRecord *record)
{
  DectIpv4 address;

  return get_address (record, &address) ? dect_ipv4_to_string (address) : NULL;
}

void
dect_check_ip_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_RFP, ip_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);
      g_autofree char *ip = ip_key (check, dect_snapshot_find (check->snapshot, ids[0]));

      dect_check_report (check, ids, group->len,
                         _("The IP address %s stands at %s: give each its own."), ip, titles);
    }
}

/* The gateway's network is that of the master; with the OMM on a PC none is known. */
void
dect_check_ip_outside_subnet (DectCheck *check)
{
  const DectRfp *master = dect_snapshot_find_role (check->snapshot, DECT_ROLE_MASTER);
  DectIpv4 netmask, home, address;

  if (check->info->omm_host == DECT_OMM_HOST_PC || master == NULL || !get_netmask (check, &netmask)
      || !get_address (&master->head, &home))
    return;
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (!get_address (check->rfps[i], &address) || dect_ipv4_same_subnet (address, home, netmask))
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("The IP address of %s, %s, is not in the master's network (%s with "
                            "netmask %s): choose one from it."),
                         title, DECT_RFP (check->rfps[i])->target_ip, master->target_ip,
                         check->info->netmask);
    }
}

/* Without a netmask only the addresses that are reserved everywhere are known: under /1 nothing
 * else is a network's own. */
void
dect_check_ip_reserved (DectCheck *check)
{
  DectIpv4 netmask, address;

  if (!get_netmask (check, &netmask))
    netmask.value = 0x80000000u;
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (!get_address (check->rfps[i], &address) || dect_ipv4_is_host (address, netmask))
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("The IP address of %s, %s, is reserved (network, broadcast or special "
                            "address): choose another."),
                         title, DECT_RFP (check->rfps[i])->target_ip);
    }
}

void
dect_check_netmask_invalid (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;
  g_autoptr (GError) error = NULL;
  DectIpv4 netmask;

  if (check->info->netmask != NULL && !dect_netmask_parse (check->info->netmask, &netmask, &error))
    dect_check_report (check, &site, 1, _("The netmask “%s” is wrong: %s"), check->info->netmask,
                       error->message);
}

/* --- Switches ------------------------------------------------------------------------------- */

void
dect_check_failover_same_switch (DectCheck *check)
{
  const DectRfp *master = dect_snapshot_find_role (check->snapshot, DECT_ROLE_MASTER);
  const DectRfp *failover = dect_snapshot_find_role (check->snapshot, DECT_ROLE_FAILOVER);
  g_autofree char *title = NULL;
  guint32 objects[3];

  if (master == NULL || failover == NULL || master->network_switch == 0
      || master->network_switch != failover->network_switch)
    return;
  objects[0] = failover->head.id;
  objects[1] = master->head.id;
  objects[2] = master->network_switch;
  title = dect_record_title (dect_snapshot_find (check->snapshot, master->network_switch));
  dect_check_report (check, objects, G_N_ELEMENTS (objects),
                     _("Master and failover both hang on %s: connect one to another switch."),
                     title);
}

void
dect_check_poe_budget (DectCheck *check)
{
  guint n_switches = dect_snapshot_count (check->snapshot, DECT_KIND_SWITCH);

  for (guint s = 0; s < n_switches; s++)
    {
      const DectSwitch *network_switch = dect_snapshot_switch (check->snapshot, s);
      g_autofree char *title = NULL, *poe = NULL, *need = NULL;
      DectSwitchLoad load;
      guint n_fed;

      if (!isfinite (network_switch->poe_w))
        continue;
      dect_switch_load (check->snapshot, network_switch->head.id, &load);
      if (load.need_w <= network_switch->poe_w)
        continue;
      n_fed = load.n_fed - load.n_unknown;
      title = dect_record_title (&network_switch->head);
      poe = dect_locale_dup_number (network_switch->poe_w, 1);
      need = dect_locale_dup_number (load.need_w, 1);
      dect_check_report (check, &network_switch->head.id, 1,
                         ngettext ("%s can give %s W, its %u base station may draw %s W: "
                                   "connect it elsewhere.",
                                   "%s can give %s W, its %u base stations may draw %s W: "
                                   "connect some elsewhere.",
                                   n_fed),
                         title, poe, n_fed, need);
    }
}

/* More base stations than ports, or a port that the switch does not have. */
void
dect_check_poe_ports (DectCheck *check)
{
  guint n_switches = dect_snapshot_count (check->snapshot, DECT_KIND_SWITCH);

  for (guint s = 0; s < n_switches; s++)
    {
      const DectSwitch *network_switch = dect_snapshot_switch (check->snapshot, s);
      g_autofree char *title = NULL;
      DectSwitchLoad load;

      if (network_switch->ports == DECT_UNSET)
        continue;
      dect_switch_load (check->snapshot, network_switch->head.id, &load);
      title = dect_record_title (&network_switch->head);
      if (load.n_fed > (guint) network_switch->ports)
        dect_check_report (check, &network_switch->head.id, 1,
                           _("More base stations (%u) than ports (%d) at %s: connect some "
                              "elsewhere."),
                           load.n_fed, network_switch->ports, title);
      else if (load.highest_port > network_switch->ports)
        dect_check_report (check, &network_switch->head.id, 1,
                           _("A base station is connected to port %d of %s, which ends at %d: "
                              "correct one of them."),
                           load.highest_port, title, network_switch->ports);
    }
}

static char *
port_key (DectCheck *check, const DectRecord *record)
{
  const DectRfp *rfp = DECT_RFP (record);

  if (rfp->network_switch == 0 || rfp->port == DECT_UNSET)
    return NULL;
  return g_strdup_printf ("%u/%d", rfp->network_switch, rfp->port);
}

void
dect_check_port_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_RFP, port_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      const DectRfp *first = dect_snapshot_find_rfp (check->snapshot, ids[0]);
      const DectRecord *network_switch
          = dect_snapshot_find (check->snapshot, first->network_switch);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);
      g_autofree char *title = dect_record_title (network_switch);

      dect_check_report (check, ids, group->len,
                         _("Port %d of %s is given to %s: give each its own port."), first->port,
                         title, titles);
    }
}
