/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the plan says for each value that data/dhcp/boot.json may name. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dhcp/dect-dhcp-private.h"
#include "model/dect-catalogue.h"
#include "omm/dect-omm-layout.h"

static const char *const schemes[]
    = { "ftp", "ftps", "http", "https", "sftp", "scp", "tftp", NULL };
static const char *const suffixes[] = { ".dnld", ".tftp", ".bin", ".cnt", NULL };

const char *
dect_dhcp_tftp_server (const DectSiteInfo *info)
{
  return info->tftp_server != NULL ? info->tftp_server : info->dhcp_server;
}

/* --- URLs and files --------------------------------------------------------------------------- */

gboolean
dect_dhcp_url_scheme_known (const char *url)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown (scheme, -1) : NULL;

  return lower != NULL && g_strv_contains (schemes, lower);
}

gboolean
dect_dhcp_url_has_password (const char *url)
{
  const char *host = strstr (url, "://");
  g_autofree char *authority = NULL;
  char *at;

  if (host == NULL)
    return FALSE;
  authority = g_strndup (host + 3, strcspn (host + 3, "/?#"));
  at = strrchr (authority, '@');
  if (at == NULL)
    return FALSE;
  *at = '\0';
  return strchr (authority, ':') != NULL;
}

gboolean
dect_dhcp_is_file_name (const char *firmware)
{
  g_autofree char *lower = NULL;

  if (firmware == NULL)
    return FALSE;
  lower = g_ascii_strdown (firmware, -1);
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (lower, suffixes[i]) && strlen (lower) > strlen (suffixes[i]))
      return TRUE;
  return FALSE;
}

const char *
dect_dhcp_boot_file (const DectDhcpFacts *facts, const DectRfp *rfp, gint release)
{
  const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;
  const DectDhcpFact *fact
      = model != NULL ? dect_dhcp_facts_boot_file (facts, model->generation, release) : NULL;

  if (dect_dhcp_is_file_name (rfp->firmware))
    return rfp->firmware;
  return fact != NULL ? fact->text : NULL;
}

static gboolean
check_url (const char *url, const char *field, GError **error)
{
  if (!dect_dhcp_url_scheme_known (url))
    g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                 _("%s is no URL that begins with ftp, ftps, http, https, sftp, scp or tftp; "
                    "correct the site’s field %s."),
                 dect_dhcp_url_has_password (url) ? _("The address") : url, field);
  else if (dect_dhcp_url_has_password (url))
    g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_SECRET,
                 _("A password stands in the site’s field %s; take it out: every device of the "
                    "network can read DHCP."),
                 field);
  else
    return TRUE;
  return FALSE;
}

/* --- Values ------------------------------------------------------------------------------------ */

static gboolean
dup_omm (const DectDhcpSource *source, char **text, GError **error)
{
  const DectRfp *master = dect_snapshot_find_role (source->snapshot, DECT_ROLE_MASTER);

  if (source->info->omm_host == DECT_OMM_HOST_PC)
    *text = g_strdup (source->info->omm_address);
  else if (master != NULL)
    *text = g_strdup (master->target_ip);
  if (*text != NULL)
    return TRUE;
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
               source->info->omm_host == DECT_OMM_HOST_PC
                   ? _("The address of the PC with the OMM is missing; enter it as omm_address.")
               : master == NULL
                   ? _("No base station is the master, so none knows its OMM; make one "
                        "the master.")
                   : _("The master has no IP address, so no base station finds its "
                        "OMM; enter it."));
  return FALSE;
}

static gboolean
dup_country (const DectDhcpSource *source, char **text, GError **error)
{
  guint code;

  if (source->info->country == NULL)
    return TRUE;
  code = dect_dhcp_facts_country (source->facts, source->info->country);
  if (code == 0)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                   _("No country code is known for “%s”; enter two letters such as DE, or the "
                      "OMM’s number for it."),
                   source->info->country);
      return FALSE;
    }
  *text = g_strdup_printf ("%u", code);
  return TRUE;
}

static gboolean
dup_vlan (const DectDhcpSource *source, char **text, GError **error)
{
  gint vlan = source->info->vlan;

  if (vlan == DECT_UNSET)
    return TRUE;
  if (vlan < 1 || vlan > DECT_DHCP_MAX_VLAN)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                   _("VLAN %d does not exist; enter one from 1 to %d."), vlan, DECT_DHCP_MAX_VLAN);
      return FALSE;
    }
  *text = g_strdup_printf ("%d", vlan);
  return TRUE;
}

static gboolean
dup_config_url (const DectDhcpSource *source, char **text, GError **error)
{
  const char *tftp = dect_dhcp_tftp_server (source->info);

  if (source->info->config_url != NULL
      && !check_url (source->info->config_url, "config_url", error))
    return FALSE;
  if (source->info->config_url != NULL)
    *text = g_strdup (source->info->config_url);
  else if (tftp != NULL)
    *text = g_strdup_printf ("tftp://%s/", tftp);
  return TRUE;
}

static gboolean
dup_restore (const DectDhcpSource *source, char **text, GError **error)
{
  *text = g_strdup (source->info->restore_url);
  return *text == NULL || check_url (*text, "restore_url", error);
}

static gboolean
dup_magic (const DectDhcpSource *source, char **text, GError **error)
{
  for (guint i = 0; i < source->facts->magic->len && *text == NULL; i++)
    {
      const DectDhcpFact *fact = &g_array_index (source->facts->magic, DectDhcpFact, i);

      if (dect_dhcp_fact_holds (fact, source->release))
        *text = g_strdup (fact->text);
    }
  if (*text != NULL)
    return TRUE;
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS,
               _("The data file %s has no “%s” for this OMM release."), "dhcp/boot.json", "magic");
  return FALSE;
}

/* A time server is an address (option 42) or a name (sub-option 18). */
static char *
dup_ntp (const DectDhcpSource *source, gboolean address)
{
  DectIpv4 ip;
  const char *text = source->info->ntp_server;

  return text != NULL && dect_ipv4_parse (text, &ip, NULL) == address ? g_strdup (text) : NULL;
}

gboolean
dect_dhcp_source_dup (const DectDhcpSource *source,
                      const char *value,
                      const DectRfp *rfp,
                      char **text,
                      GError **error)
{
  const DectSiteInfo *info = source->info;

  *text = NULL;
  if (g_str_equal (value, "omm"))
    return dup_omm (source, text, error);
  if (g_str_equal (value, "country"))
    return dup_country (source, text, error);
  if (g_str_equal (value, "vlan"))
    return dup_vlan (source, text, error);
  if (g_str_equal (value, "config-url"))
    return dup_config_url (source, text, error);
  if (g_str_equal (value, "restore"))
    return dup_restore (source, text, error);
  if (g_str_equal (value, "magic"))
    return dup_magic (source, text, error);
  if (g_str_equal (value, "standby"))
    {
      const DectRfp *failover = dect_snapshot_find_role (source->snapshot, DECT_ROLE_FAILOVER);

      *text = failover != NULL ? g_strdup (failover->target_ip) : NULL;
      if (failover == NULL || *text != NULL)
        return TRUE;
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_MISSING,
                   _("The failover has no IP address, so no base station finds it; enter it."));
      return FALSE;
    }
  if (g_str_equal (value, "syslog"))
    *text = g_strdup (info->syslog_server);
  else if (g_str_equal (value, "syslog-port"))
    *text = info->syslog_port != DECT_UNSET ? g_strdup_printf ("%d", info->syslog_port) : NULL;
  else if (g_str_equal (value, "ntp-name"))
    *text = dup_ntp (source, FALSE);
  else if (g_str_equal (value, "ntp"))
    *text = dup_ntp (source, TRUE);
  else if (g_str_equal (value, "tftp"))
    *text = g_strdup (dect_dhcp_tftp_server (source->info));
  else if (g_str_equal (value, "router"))
    *text = g_strdup (info->router);
  else if (g_str_equal (value, "dns"))
    *text = g_strdup (info->dns_servers);
  else if (g_str_equal (value, "domain"))
    *text = g_strdup (info->dns_domain);
  else if (g_str_equal (value, "boot-file"))
    *text
        = rfp != NULL ? g_strdup (dect_dhcp_boot_file (source->facts, rfp, source->release)) : NULL;
  else
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS,
                   _("The data file %s names a value “%s” that does not exist."), "dhcp/boot.json",
                   value);
      return FALSE;
    }
  return TRUE;
}
