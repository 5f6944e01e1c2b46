/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What base stations get from DHCP and TFTP. Never an error: it is the PBX that a push is for. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "check/dect-check-private.h"
#include "model/dect-catalogue.h"

#define LAST_WITHOUT_FLASH 2

static const guint32 site_id = DECT_SITE_ID;

static const DectRfpModel *
model_of (const DectRecord *record)
{
  const char *model = DECT_RFP (record)->model;

  return model != NULL ? dect_catalogue_find (model) : NULL;
}

/* Ids of the RFPs for which @test holds. */
static GArray *
collect (DectCheck *check, gboolean (*test) (DectCheck *check, const DectRecord *record))
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < check->n_rfps; i++)
    if (test (check, check->rfps[i]))
      g_array_append_val (ids, check->rfps[i]->id);
  return ids;
}

void
dect_check_dhcp_second_server (DectCheck *check)
{
  if (check->info->pbx_profile != NULL && check->info->dhcp_server != NULL)
    dect_check_report (check, &site_id, 1,
                       _("The PBX answers DHCP for its gateways, and %s is to answer too: let one "
                          "of them serve the base stations, or give these a network of their own."),
                       check->info->dhcp_server);
}

/* --- Addresses --------------------------------------------------------------------------------- */

static void
check_words (DectCheck *check, const char *text, const char *field)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " ,", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      DectIpv4 address;

      if (*words[i] != '\0' && !dect_ipv4_parse (words[i], &address, &error))
        dect_check_report (check, &site_id, 1,
                           _("The site’s field %s holds “%s”, which is no address: %s"), field,
                           words[i], error->message);
    }
}

/* The network of the master, with the OMM on a PC of the first base station with an address. */
static gboolean
find_network (DectCheck *check, DectIpv4 *home, DectIpv4 *netmask)
{
  const DectRfp *master = dect_snapshot_find_role (check->snapshot, DECT_ROLE_MASTER);

  if (check->info->netmask == NULL || !dect_netmask_parse (check->info->netmask, netmask, NULL))
    return FALSE;
  if (master != NULL && master->target_ip != NULL
      && dect_ipv4_parse (master->target_ip, home, NULL))
    return TRUE;
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const char *text = DECT_RFP (check->rfps[i])->target_ip;

      if (text != NULL && dect_ipv4_parse (text, home, NULL))
        return TRUE;
    }
  return FALSE;
}

void
dect_check_dhcp_address (DectCheck *check)
{
  const DectSiteInfo *info = check->info;
  DectIpv4 home, netmask, router;

  check_words (check, info->dhcp_server, "dhcp_server");
  check_words (check, info->tftp_server, "tftp_server");
  check_words (check, info->router, "router");
  check_words (check, info->dns_servers, "dns_servers");
  check_words (check, info->syslog_server, "syslog_server");
  check_words (check, info->pool_first, "pool_first");
  check_words (check, info->pool_last, "pool_last");
  if (info->router == NULL || !dect_ipv4_parse (info->router, &router, NULL)
      || !find_network (check, &home, &netmask)
      || (dect_ipv4_same_subnet (router, home, netmask) && dect_ipv4_is_host (router, netmask)))
    return;
  dect_check_report (check, &site_id, 1,
                     _("No base station can reach the router %s: it is not in their network "
                        "(netmask %s); correct it."),
                     info->router, info->netmask);
}

static gboolean
is_in_pool (DectCheck *check, const DectRecord *record)
{
  const char *text = DECT_RFP (record)->target_ip;
  DectIpv4 first, last, address;

  return text != NULL && dect_ipv4_parse (text, &address, NULL)
         && dect_ipv4_parse (check->info->pool_first, &first, NULL)
         && dect_ipv4_parse (check->info->pool_last, &last, NULL) && address.value >= first.value
         && address.value <= last.value;
}

static gboolean
is_outside (DectCheck *check, DectIpv4 first, DectIpv4 last)
{
  DectIpv4 home, netmask;

  return find_network (check, &home, &netmask)
         && !(dect_ipv4_same_subnet (first, home, netmask)
              && dect_ipv4_same_subnet (last, home, netmask));
}

/* Returns whether the range itself is right. */
static gboolean
check_range (DectCheck *check, const char *from, const char *to)
{
  DectIpv4 first, last;

  if (from == NULL || to == NULL)
    dect_check_report (check, &site_id, 1,
                       _("The addresses for other devices have one end only, %s: enter the other, "
                          "or neither."),
                       from != NULL ? from : to);
  else if (!dect_ipv4_parse (from, &first, NULL) || !dect_ipv4_parse (to, &last, NULL))
    return FALSE;
  else if (first.value > last.value)
    dect_check_report (check, &site_id, 1,
                       _("The addresses for other devices, %s to %s, run backwards: swap them."),
                       from, to);
  else if (is_outside (check, first, last))
    dect_check_report (
        check, &site_id, 1,
        _("The addresses for other devices, %s to %s, are not in the base stations’ "
           "network: choose them from it."),
        from, to);
  else
    return TRUE;
  return FALSE;
}

void
dect_check_dhcp_pool (DectCheck *check)
{
  const char *from = check->info->pool_first, *to = check->info->pool_last;
  g_autoptr (GArray) inside = NULL;
  g_autofree char *titles = NULL;

  if ((from == NULL && to == NULL) || !check_range (check, from, to))
    return;
  inside = collect (check, is_in_pool);
  if (inside->len == 0)
    return;
  titles = dect_check_titles (check, &g_array_index (inside, guint32, 0), inside->len);
  dect_check_report (check, &g_array_index (inside, guint32, 0), inside->len,
                     _("The addresses for other devices, %s to %s, hold the reserved one of %s: "
                        "move either (the written files leave it out, a server set up by hand may "
                        "not)."),
                     from, to, titles);
}

/* --- Start ------------------------------------------------------------------------------------- */

static gboolean
needs_tftp (DectCheck *check, const DectRecord *record)
{
  const DectRfpModel *model = model_of (record);

  return model != NULL && model->generation <= LAST_WITHOUT_FLASH
         && DECT_RFP (record)->local_config != TRUE;
}

/* A PBX that serves DHCP serves TFTP too. */
void
dect_check_dhcp_tftp (DectCheck *check)
{
  g_autoptr (GArray) ids = NULL;
  g_autofree char *titles = NULL;

  if (dect_dhcp_tftp_server (check->info) != NULL || check->info->pbx_profile != NULL)
    return;
  ids = collect (check, needs_tftp);
  if (ids->len == 0)
    return;
  titles = dect_check_titles (check, &g_array_index (ids, guint32, 0), ids->len);
  dect_check_report (check, &g_array_index (ids, guint32, 0), ids->len,
                     _("Hardware of generation 2 and older loads its firmware by TFTP at each "
                        "start, and no TFTP server is entered (%s): enter it as tftp_server."),
                     titles);
}

static gboolean
is_local (DectCheck *check, const DectRecord *record)
{
  return DECT_RFP (record)->local_config == TRUE;
}

void
dect_check_dhcp_local (DectCheck *check)
{
  g_autoptr (GArray) ids = collect (check, is_local);
  g_autofree char *titles = NULL;

  if (ids->len == 0 || (ids->len == check->n_rfps && check->info->dhcp_server == NULL))
    return;
  titles = dect_check_titles (check, &g_array_index (ids, guint32, 0), ids->len);
  dect_check_report (
      check, &g_array_index (ids, guint32, 0), ids->len,
      _("Local configuration takes nothing from DHCP, neither address nor OMM (%s): "
         "enter all of it with the OM Configurator, or reset it and use DHCP as the "
         "others do."),
      titles);
}

void
dect_check_dhcp_firmware (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (check->rfps[i]);
      const char *firmware = rfp->firmware != NULL ? rfp->firmware : check->info->firmware;
      const DectRfpModel *model = model_of (check->rfps[i]);
      g_autofree char *title = NULL, *name = NULL;
      guint generation;

      if (model == NULL || !dect_dhcp_is_file_name (firmware))
        continue;
      name = g_path_get_basename (firmware);
      generation = dect_dhcp_facts_file_generation (check->dhcp_facts, name);
      if (generation == 0 || generation == model->generation)
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("%s is of generation %u and shall load %s, which is for generation %u: "
                            "enter the right file, or none."),
                         title, model->generation, firmware, generation);
    }
}

/* --- Settings ----------------------------------------------------------------------------------- */

void
dect_check_dhcp_vlan (DectCheck *check)
{
  if (check->info->vlan != DECT_UNSET
      && (check->info->vlan < 1 || check->info->vlan > DECT_DHCP_MAX_VLAN))
    dect_check_report (check, &site_id, 1, _("VLAN %d does not exist: enter one from 1 to %d."),
                       check->info->vlan, DECT_DHCP_MAX_VLAN);
}

void
dect_check_dhcp_country (DectCheck *check)
{
  if (check->info->country != NULL
      && dect_dhcp_facts_country (check->dhcp_facts, check->info->country) == 0)
    dect_check_report (check, &site_id, 1,
                       _("No country code is known for “%s”: enter two letters such as DE, or the "
                          "OMM’s number for it."),
                       check->info->country);
}

static void
check_url (DectCheck *check, const char *url, const char *field)
{
  if (url == NULL)
    return;
  if (dect_dhcp_url_has_password (url))
    dect_check_report (check, &site_id, 1,
                       _("A password stands in the site’s field %s, and every device of the "
                          "network can read DHCP: take it out."),
                       field);
  else if (!dect_dhcp_url_scheme_known (url))
    dect_check_report (
        check, &site_id, 1,
        _("The site’s field %s holds “%s”, which is no URL a base station can read: "
           "begin it with ftp, ftps, http, https, sftp, scp or tftp."),
        field, url);
}

void
dect_check_dhcp_url (DectCheck *check)
{
  check_url (check, check->info->config_url, "config_url");
  check_url (check, check->info->restore_url, "restore_url");
}
