/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Base stations: how many, which role on which model, MAC addresses, placed or not. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-check-private.h"
#include "model/dect-catalogue.h"
#include "model/dect-i18n.h"
#include "model/dect-ipv4.h"

#define MOST_RFPS_RFP_HOST 254
#define MOST_RFPS_PC_HOST 4096

void
dect_check_rfp_count (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;
  guint most = check->info->omm_host == DECT_OMM_HOST_PC ? MOST_RFPS_PC_HOST : MOST_RFPS_RFP_HOST;

  if (check->n_rfps == 0)
    dect_check_report (check, &site, 1,
                       _("The site has no base station yet: place the first one on a floor."));
  else if (check->n_rfps > most)
    dect_check_report (check, &site, 1,
                       _("The site has %u base stations, one gateway takes at most %u: plan the "
                          "rest as another site."),
                       check->n_rfps, most);
}

/* --- Roles ---------------------------------------------------------------------------------- */

static GArray *
list_role (DectCheck *check, DectRole role)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < check->n_rfps; i++)
    if (DECT_RFP (check->rfps[i])->role == (gint) role)
      g_array_append_val (ids, check->rfps[i]->id);
  return ids;
}

void
dect_check_master_none (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;

  if (check->n_rfps > 0 && check->info->omm_host == DECT_OMM_HOST_RFP
      && dect_snapshot_find_role (check->snapshot, DECT_ROLE_MASTER) == NULL)
    dect_check_report (check, &site, 1,
                       _("No base station is the master: give the role to the one that shall "
                          "run the OMM."));
}

void
dect_check_master_twice (DectCheck *check)
{
  g_autoptr (GArray) ids = list_role (check, DECT_ROLE_MASTER);
  g_autofree char *titles = NULL;

  if (ids->len == 0 || (ids->len == 1 && check->info->omm_host == DECT_OMM_HOST_RFP))
    return;
  titles = dect_check_titles (check, &g_array_index (ids, guint32, 0), ids->len);
  if (check->info->omm_host == DECT_OMM_HOST_PC)
    dect_check_report (check, &g_array_index (ids, guint32, 0), ids->len,
                       _("The OMM runs on a PC, so no base station can be the master: change "
                          "the role of %s."),
                       titles);
  else
    dect_check_report (check, &g_array_index (ids, guint32, 0), ids->len,
                       _("More than one base station is the master: %s; leave the role to one."),
                       titles);
}

void
dect_check_failover_twice (DectCheck *check)
{
  g_autoptr (GArray) ids = list_role (check, DECT_ROLE_FAILOVER);
  g_autofree char *titles = NULL;

  if (ids->len < 2)
    return;
  titles = dect_check_titles (check, &g_array_index (ids, guint32, 0), ids->len);
  dect_check_report (check, &g_array_index (ids, guint32, 0), ids->len,
                     _("More than one base station is the failover: %s; leave the role to one."),
                     titles);
}

static gboolean
is_same_device (const DectRfp *a, const DectRfp *b)
{
  DectMac mac_a, mac_b;
  DectIpv4 ip_a, ip_b;

  if (a->mac != NULL && b->mac != NULL && dect_mac_parse (a->mac, &mac_a, NULL)
      && dect_mac_parse (b->mac, &mac_b, NULL) && dect_mac_equal (&mac_a, &mac_b))
    return TRUE;
  return a->target_ip != NULL && b->target_ip != NULL && dect_ipv4_parse (a->target_ip, &ip_a, NULL)
         && dect_ipv4_parse (b->target_ip, &ip_b, NULL) && ip_a.value == ip_b.value;
}

/* One record has one role, so this is one device entered twice. */
void
dect_check_failover_is_master (DectCheck *check)
{
  const DectRfp *master = dect_snapshot_find_role (check->snapshot, DECT_ROLE_MASTER);

  for (guint i = 0; master != NULL && i < check->n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (check->rfps[i]);
      const guint32 objects[] = { rfp->head.id, master->head.id };
      g_autofree char *title = NULL;
      g_autofree char *master_title = NULL;

      if (rfp->role != DECT_ROLE_FAILOVER || !is_same_device (rfp, master))
        continue;
      title = dect_record_title (&rfp->head);
      master_title = dect_record_title (&master->head);
      dect_check_report (check, objects, 2,
                         _("The failover, %s, has the MAC or IP address of the master, %s: choose "
                            "another device for the failover."),
                         title, master_title);
    }
}

void
dect_check_failover_none (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;

  if (check->n_rfps > 1 && check->info->omm_host == DECT_OMM_HOST_RFP
      && dect_snapshot_find_role (check->snapshot, DECT_ROLE_FAILOVER) == NULL)
    dect_check_report (check, &site, 1,
                       _("No base station is the failover: when the master fails, the whole "
                          "system stands still; give the role to a second one."));
}

/* --- Models --------------------------------------------------------------------------------- */

static void
check_hosts (DectCheck *check, const char *host, const char *format)
{
  if (!dect_check_release_from (check, 300, TRUE))
    return;
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (check->rfps[i]);
      const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;
      g_autofree char *title = NULL;

      if (rfp->role == DECT_ROLE_NORMAL || model == NULL || !g_str_equal (model->host, host))
        continue;
      title = dect_record_title (&rfp->head);
      dect_check_report (check, &rfp->head.id, 1, format, title, model->name);
    }
}

void
dect_check_host_model (DectCheck *check)
{
  check_hosts (check, "no",
               _("%s is an %s, which cannot run the OMM from release 3.0 on: give the role to an "
                  "RFP 35 or newer."));
}

void
dect_check_host_model_34 (DectCheck *check)
{
  check_hosts (check, "disputed",
               _("%s is an %s: the PBX's documentation allows it as master or failover, "
                  "howto.dect.network says that its generation cannot run the OMM from release "
                  "3.0 on; better take an RFP 35 or newer, or try it before."));
}

void
dect_check_model_dropped (DectCheck *check)
{
  if (!dect_check_release_from (check, 801, FALSE))
    return;
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const DectRfp *rfp = DECT_RFP (check->rfps[i]);
      const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;
      g_autofree char *title = NULL;

      if (model == NULL || model->generation != 2)
        continue;
      title = dect_record_title (&rfp->head);
      dect_check_report (check, &rfp->head.id, 1,
                         _("%s is an %s, which no longer works with release %s: replace it, or "
                            "stay at release 8.0."),
                         title, model->name, check->info->omm_release);
    }
}

/* --- MAC addresses -------------------------------------------------------------------------- */

void
dect_check_mac_missing (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (DECT_RFP (check->rfps[i])->mac != NULL)
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("%s has no MAC address: scan or type the one on its label."), title);
    }
}

void
dect_check_mac_invalid (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const char *text = DECT_RFP (check->rfps[i])->mac;
      g_autoptr (GError) error = NULL;
      g_autofree char *title = NULL;
      DectMac mac;

      if (text == NULL || dect_mac_parse (text, &mac, &error))
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("The MAC address of %s, “%s”, is wrong: %s"), title, text,
                         error->message);
    }
}

static char *
mac_key (DectCheck *check, const DectRecord *record)
{
  const char *text = DECT_RFP (record)->mac;
  DectMac mac;

  return text != NULL && dect_mac_parse (text, &mac, NULL) ? dect_mac_to_string (&mac) : NULL;
}

void
dect_check_mac_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_RFP, mac_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);
      g_autofree char *mac = mac_key (check, dect_snapshot_find (check->snapshot, ids[0]));

      dect_check_report (check, ids, group->len,
                         _("The MAC address %s stands at %s: correct all but one."), mac, titles);
    }
}

void
dect_check_mac_vendor (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      const char *text = DECT_RFP (check->rfps[i])->mac;
      g_autofree char *title = NULL;
      DectMac mac;

      if (text == NULL || !dect_mac_parse (text, &mac, NULL)
          || dect_catalogue_vendor (&mac) != NULL)
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("The MAC address of %s, %s, does not start like those of Aastra or "
                            "Mitel base stations: compare it with the label."),
                         title, text);
    }
}

/* --- Place ---------------------------------------------------------------------------------- */

void
dect_check_rfp_unplaced (DectCheck *check)
{
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (dect_rfp_is_placed (DECT_RFP (check->rfps[i])))
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("%s is not on a plan: place it, so that its links can be predicted."),
                         title);
    }
}
