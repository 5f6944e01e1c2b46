/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-site-settings.h"

#include <glib/gi18n.h>

#include "dect-field-row.h"
#include "dect-page-window.h"

static const struct
{
  const char *title;
  const char *fields[9];
} groups[] = {
  { N_("Site"), { "name", "customer", "notes" } },
  { N_("Gateway at the PBX"), { "gateway", "firmware", "netmask" } },
  { N_("OpenMobility Manager"), { "omm_host", "omm_address", "omm_release", "omm_user", "park" } },
  { N_("DHCP server of the base stations"),
    { "dhcp_server", "tftp_server", "router", "dns_servers", "dns_domain", "vlan", "pool_first",
      "pool_last" } },
  { N_("Sent to base stations"),
    { "ntp_server", "syslog_server", "syslog_port", "country", "config_url", "restore_url" } },
  { N_("SIP"), { "sip_registrar", "sip_proxy" } },
  { N_("Radio"),
    { "region", "sync_limit_dbm", "strong_limit_dbm", "quality_limit_percent",
      "design_limit_dbm" } },
};

GtkWindow *
dect_site_settings_new (DectDocument *document)
{
  DectSite *site;
  DectItem *item;
  GtkWindow *window;
  GtkWidget *page;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  site = dect_document_get_site (document);
  item = dect_site_find (site, dect_site_get_info (site)->head.id);
  window = dect_page_window_new ();
  page = adw_preferences_page_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Site settings"));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GtkWidget *group
          = dect_field_group_new (_(groups[i].title), DECT_KIND_SITE, groups[i].fields);

      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
  dect_page_window_take_page (DECT_PAGE_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  dect_field_rows_set_item (page, document, item);
  gtk_window_set_title (window, _("Site settings"));
  gtk_window_set_default_size (window, 560, 640);
  gtk_window_set_modal (window, TRUE);
  return window;
}
