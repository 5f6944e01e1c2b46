/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-provision.h"

#include <gio/gio.h>
#include <string.h>

#include "model/dect-park.h"
#include "omm/dect-axi-request-private.h"
#include "omm/dect-omm-system.h"

#define SIP_PORT 5060

/* Takes the request; one without anything to say is left out. */
static void
append (GString *file, DectAxiElement *request)
{
  g_autoptr (DectAxiElement) owned = request;
  char *text;

  if (owned->attributes->len == 0 && owned->children->len == 0)
    return;
  text = dect_axi_element_to_text (owned);
  g_string_append_printf (file, "%s\n", text);
  dect_secrets_wipe (text);
}

static void
set (DectAxiElement *element, const char *attribute, const char *value)
{
  if (value != NULL)
    dect_axi_element_set (element, attribute, value);
}

/* "sip.example:5062" and "[2001:db8::1]:5062" are a host and a port; what cannot be taken apart is
 * a host. */
static void
set_server (DectAxiElement *element, const char *name, const char *port, const char *server)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  guint number = SIP_PORT;

  if (server == NULL)
    return;
  parsed = g_network_address_parse (server, SIP_PORT, NULL);
  if (parsed != NULL)
    {
      server = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
      number = g_network_address_get_port (G_NETWORK_ADDRESS (parsed));
    }
  dect_axi_element_set (element, name, server);
  dect_axi_element_set_int (element, port, (gint) number);
}

static void
append_system (GString *file, const DectSiteInfo *info)
{
  DectAxiElement *park = dect_axi_element_new ("SetPARK");
  DectAxiElement *domain = dect_axi_element_new ("SetDECTRegDomain");
  DectAxiElement *name = dect_axi_element_new ("SetSystemName");
  DectAxiElement *time = dect_axi_element_new ("SetNTPServer");
  DectAxiElement *sip = dect_axi_element_new ("SetBasicSIP");
  DectAxiElement *site = dect_axi_element_new ("SetSite");
  DectPark key;

  /* What is no PARK stays out: the OMM restarts with the one it gets. */
  if (info->park != NULL && dect_park_parse (info->park, &key, NULL))
    {
      g_autofree char *text = dect_park_to_string (&key);

      set (park, "park", text);
    }
  set (domain, "regDomain", info->region == DECT_REGION_US ? "US" : "EMEA");
  set (name, "name", info->name);
  set (time, "ntpServerName1", info->ntp_server);
  set_server (sip, "proxyServer", "proxyPort", info->sip_proxy);
  set_server (sip, "regServer", "regPort", info->sip_registrar);
  if (info->name != NULL)
    {
      DectAxiElement *first = dect_axi_element_add (site, "site");

      set (first, "id", "1");
      set (first, "name", info->name);
    }
  append (file, park);
  append (file, domain);
  append (file, name);
  append (file, time);
  append (file, sip);
  append (file, site);
}

static void
append_records (GString *file,
                const DectSnapshot *snapshot,
                DectKind kind,
                const DectSecrets *secrets)
{
  guint n_records;
  const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n_records);

  for (guint i = 0; i < n_records; i++)
    {
      DectAxiElement *request
          = dect_axi_request_create (snapshot, records[i], DECT_OMM_UNITS_PER_METRE);

      if (request == NULL)
        continue;
      /* Without a key nothing can fail. */
      if (kind == DECT_KIND_HANDSET)
        dect_axi_request_add_secrets (request, secrets, DECT_HANDSET (records[i])->ipei, NULL,
                                      NULL);
      append (file, request);
    }
}

GBytes *
dect_axi_write_provision (const DectSnapshot *snapshot, const DectSecrets *secrets)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  GString *file = g_string_new (
      "# OM AXI requests for an OMM of release 7 or later. Not verified on an OMM.\n");

  if (secrets != NULL)
    g_string_append (file, "# Access codes, PINs and passwords are readable in here.\n");

  append_system (file, info);
  append_records (file, snapshot, DECT_KIND_RFP, NULL);
  append_records (file, snapshot, DECT_KIND_HANDSET, secrets);
  return g_string_free_to_bytes (file);
}
