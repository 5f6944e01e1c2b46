/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chain/dect-chain.h"
#include "check/dect-check.h"
#include "support/test-site.h"

/*
 * Each case is the clean site below with some changes:
 *   "rfp1: name=Lab"        sets fields of a thing of the clean site; an empty value clears
 *   "+rfps: name=New|..."   adds a thing (kinds by their plural word)
 *   "-rfp3"                 leaves one out
 * The clean site stands on one floor of 10 x 10 m without walls: three base stations in sight of
 * each other, all on a switch of their own, a handset. Ids: 1 site, 2 building, 3 floor, 4 to 6
 * switches, 11 to 13 base stations, 21 and 22 handsets.
 */
/* clang-format off */
static const struct
{
  const char *name;
  DectKind    kind;
  guint32     id;
  const char *pairs;
} clean[] = {
  { "site", DECT_KIND_SITE, 0, "name=Works|gateway=Plant|netmask=255.255.255.0" },
  { "building", DECT_KIND_BUILDING, 2, "name=House" },
  { "floor", DECT_KIND_FLOOR, 3, "building=#2|name=Ground|height_m=3|environment=open" },
  { "switch1", DECT_KIND_SWITCH, 4, "name=SW1|poe_w=30" },
  { "switch2", DECT_KIND_SWITCH, 5, "name=SW2|poe_w=30" },
  { "switch3", DECT_KIND_SWITCH, 6, "name=SW3" },
  { "rfp1", DECT_KIND_RFP, 11, "number=1|name=East|mac=00304200000A|model=45|role=master|target_ip=10.0.0.11|floor=#3|x_m=1|y_m=1|switch=#4|port=1" },
  { "rfp2", DECT_KIND_RFP, 12, "number=2|name=West|mac=00304200000B|model=45|role=failover|target_ip=10.0.0.12|floor=#3|x_m=9|y_m=1|switch=#5|port=1" },
  { "rfp3", DECT_KIND_RFP, 13, "number=3|name=North|mac=00304200000C|model=45|target_ip=10.0.0.13|floor=#3|x_m=5|y_m=8|switch=#6|port=1" },
  { "handset1", DECT_KIND_HANDSET, 21, "name=Anna|number=401|ipei=0007701154842" },
  { "handset2", DECT_KIND_HANDSET, 22, "name=Bert|number=402|ipei=1299901000410" },
};
/* clang-format on */

static DectKind
kind_of (const char *word)
{
  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    if (g_str_equal (dect_kind_id (kind), word))
      return kind;
  g_error ("no kind %s", word);
}

static DectSnapshot *
make_site (const char *const *changes)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (clean); i++)
    {
      DectRecord *record = dect_record_new (clean[i].kind);
      gboolean out = FALSE;

      record->id = clean[i].id;
      test_record_set (record, clean[i].pairs);
      for (guint c = 0; changes[c] != NULL; c++)
        {
          g_auto (GStrv) parts = g_strsplit (changes[c], ": ", 2);

          if (g_str_equal (parts[0], clean[i].name))
            test_record_set (record, parts[1]);
          out = out || (changes[c][0] == '-' && g_str_equal (changes[c] + 1, clean[i].name));
        }
      if (out)
        dect_record_unref (record);
      else
        dect_snapshot_builder_add (builder, record);
    }
  for (guint c = 0; changes[c] != NULL; c++)
    if (changes[c][0] == '+')
      {
        g_auto (GStrv) parts = g_strsplit (changes[c] + 1, ": ", 2);
        const char *times = strchr (parts[0], '*');
        guint n_times = times != NULL ? (guint) g_ascii_strtoull (times + 1, NULL, 10) : 1;
        g_autofree char *word
            = times != NULL ? g_strndup (parts[0], times - parts[0]) : g_strdup (parts[0]);

        for (guint i = 0; i < n_times; i++)
          test_site_add (builder, kind_of (word), parts[1]);
      }
  return dect_snapshot_builder_end (builder);
}

static GPtrArray *
run (DectSnapshot *snapshot, gboolean factory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, &error);
  g_autoptr (DectChain) chain = NULL;
  const DectCheckFacts facts = { factory };

  g_assert_no_error (error);
  chain = dect_chain_new (snapshot, links);
  return dect_check_run (snapshot, links, chain, &facts);
}

/*
 * @fires: whether the rule must find something (else it is a near miss: it must not)
 * @objects: ids of the first finding of the rule, "S" for the site
 * @words: what its sentence must say
 */
typedef struct
{
  const char *rule;
  DectSeverity severity;
  gboolean fires;
  const char *changes[5];
  const char *objects;
  const char *words[3];
  gboolean factory;
} Case;

#define E DECT_SEVERITY_ERROR
#define W DECT_SEVERITY_WARNING
#define FAR "+rfps: number=4|name=Far|mac=00304200000D|target_ip=10.0.0.14|floor=#3|x_m=900|y_m=1"

/* clang-format off */
static const Case cases[] = {
  { "rfp-count", E, TRUE, { "-rfp1", "-rfp2", "-rfp3" }, "S", { "no base station" } },
  { "rfp-count", E, TRUE, { "+rfps*252: name=x" }, "S", { "255", "254" } },
  { "rfp-count", E, FALSE, { "+rfps*251: name=x" } },
  { "rfp-count", E, FALSE, { "site: omm_host=pc", "+rfps*252: name=x" } },

  { "master-none", E, TRUE, { "rfp1: role=normal" }, "S", { "master" } },
  { "master-none", E, FALSE, { "rfp1: role=normal", "site: omm_host=pc" } },
  { "master-none", E, FALSE, { "rfp1: role=normal", "rfp3: role=master" } },

  { "master-twice", E, TRUE, { "rfp3: role=master" }, "11 13", { "East", "North" } },
  { "master-twice", E, TRUE, { "site: omm_host=pc" }, "11", { "PC", "East" } },
  { "master-twice", E, FALSE, { "rfp3: role=failover" } },

  { "failover-twice", E, TRUE, { "rfp3: role=failover" }, "12 13", { "West", "North" } },
  { "failover-twice", E, FALSE, { "rfp3: role=master" } },

  { "failover-is-master", E, TRUE, { "rfp2: mac=00:30:42:00:00:0A" }, "12 11", { "East", "West" } },
  { "failover-is-master", E, TRUE, { "rfp2: target_ip=10.0.0.11" }, "12 11" },
  { "failover-is-master", E, FALSE, { "rfp3: mac=00:30:42:00:00:0A" } },

  { "host-model", E, TRUE, { "rfp1: model=RFP 32" }, "11", { "East", "RFP 32" } },
  { "host-model", E, TRUE, { "rfp2: model=31", "site: omm_release=3.0" }, "12" },
  { "host-model", E, FALSE, { "rfp1: model=32", "site: omm_release=2.1" } },
  { "host-model", E, FALSE, { "rfp3: model=32" } },
  { "host-model", E, FALSE, { "rfp1: model=34" } },
  { "host-model", E, FALSE, { "rfp1: model=35" } },

  { "model-dropped", E, TRUE, { "rfp3: model=42", "site: omm_release=8.1SP2" }, "13", { "RFP 42", "8.1" } },
  { "model-dropped", E, FALSE, { "rfp3: model=42", "site: omm_release=8.0" } },
  { "model-dropped", E, FALSE, { "rfp3: model=42" } },
  { "model-dropped", E, FALSE, { "rfp3: model=35", "site: omm_release=8.1" } },

  { "mac-missing", E, TRUE, { "rfp3: mac=" }, "13", { "North" } },
  { "mac-missing", E, FALSE, { "rfp3: mac=x" } },
  { "mac-invalid", E, TRUE, { "rfp3: mac=0030420000" }, "13", { "North", "0030420000" } },
  { "mac-invalid", E, TRUE, { "rfp3: mac=000000000000" }, "13" },
  { "mac-invalid", E, FALSE, { "rfp3: mac=" } },
  { "mac-invalid", E, FALSE, { "rfp3: mac=0030.4200.000d" } },
  { "mac-duplicate", E, TRUE, { "rfp3: mac=00-30-42-00-00-0b" }, "12 13", { "West", "North", "00:30:42:00:00:0B" } },
  { "mac-duplicate", E, FALSE, { "rfp2: mac=", "rfp3: mac=" } },

  { "ip-invalid", E, TRUE, { "rfp3: target_ip=10.0.0.256" }, "13", { "North", "10.0.0.256" } },
  { "ip-invalid", E, TRUE, { "rfp3: target_ip=10.0.0.013" }, "13" },
  { "ip-invalid", E, FALSE, { "rfp3: target_ip=" } },
  { "ip-duplicate", E, TRUE, { "rfp3: target_ip=10.0.0.12" }, "12 13", { "10.0.0.12" } },
  { "ip-duplicate", E, FALSE, { "rfp3: target_ip=10.0.0.14" } },
  { "ip-outside-subnet", E, TRUE, { "rfp3: target_ip=10.0.1.13" }, "13", { "North", "10.0.1.13", "10.0.0.11" } },
  { "ip-outside-subnet", E, FALSE, { "rfp3: target_ip=10.0.1.13", "site: netmask=/23" } },
  { "ip-outside-subnet", E, FALSE, { "rfp3: target_ip=10.0.1.13", "site: netmask=" } },
  { "ip-outside-subnet", E, FALSE, { "rfp3: target_ip=10.0.1.13", "rfp1: role=normal" } },
  { "ip-reserved", E, TRUE, { "rfp3: target_ip=10.0.0.255" }, "13", { "North" } },
  { "ip-reserved", E, TRUE, { "rfp3: target_ip=10.0.0.0" }, "13" },
  { "ip-reserved", E, TRUE, { "rfp3: target_ip=127.0.0.1", "site: netmask=" }, "13" },
  { "ip-reserved", E, FALSE, { "rfp3: target_ip=10.0.0.255", "site: netmask=255.255.0.0" } },
  { "ip-reserved", E, FALSE, { "rfp3: target_ip=10.0.0.255", "site: netmask=" } },
  { "netmask-invalid", E, TRUE, { "site: netmask=255.0.255.0" }, "S", { "255.0.255.0" } },
  { "netmask-invalid", E, FALSE, { "site: netmask=/16" } },
  { "netmask-invalid", E, FALSE, { "site: netmask=" } },

  { "name-missing", E, TRUE, { "rfp3: name=" }, "13", { "3" } },
  { "name-missing", E, TRUE, { "site: name=|gateway=" }, "S" },
  { "name-missing", E, FALSE, { "site: gateway=" } },
  { "name-missing", E, FALSE, { "handset1: name=" } },
  { "name-chars", E, TRUE, { "rfp3: name=No;th" }, "13", { "“;”", "3" } },
  { "name-chars", E, TRUE, { "handset1: name=A#" }, "21" },
  { "name-chars", E, TRUE, { "floor: name=1#" }, "3" },
  { "name-chars", E, TRUE, { "building: name=1;" }, "2" },
  { "name-chars", E, TRUE, { "site: gateway=Plant #1" }, "S" },
  { "name-chars", E, FALSE, { "rfp3: name=Nörd, „1“ & co", "handset1: name=日本" } },
  { "name-chars", E, FALSE, { "rfp3: notes=a;b#c" } },
  { "name-long", E, TRUE, { "rfp3: name=123456789012345678901" }, "13", { "21", "20" } },
  { "name-long", E, TRUE, { "handset1: name=1234567890123456789012345678901234567890123456789012345678901234x" }, "21", { "65", "64" } },
  { "name-long", E, TRUE, { "site: gateway=1234567890123456789012345678901234567890123456789012345678901234x" }, "S" },
  { "name-long", E, FALSE, { "rfp3: name=ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", "handset1: name=1234567890123456789012345678901234567890123456789012345678901234" } },
  { "room-long", E, TRUE, { "rfp3: room=12345678901234567" }, "13", { "17", "16" } },
  { "room-long", E, TRUE, { "building: name=12345678901234567" }, "2" },
  { "room-long", E, TRUE, { "floor: name=12345678901234567" }, "3" },
  { "room-long", E, FALSE, { "rfp3: room=1234567890123456", "building: name=1234567890123456" } },

  { "ipei-invalid", E, TRUE, { "handset1: ipei=0007701154843" }, "21", { "Anna", "0007701154843" } },
  { "ipei-invalid", E, FALSE, { "handset1: ipei=" } },
  { "ipei-duplicate", E, TRUE, { "handset2: ipei=00077 0115484 2" }, "21 22", { "Anna", "Bert" } },
  { "ipei-duplicate", E, FALSE, { "handset1: ipei=", "handset2: ipei=" } },
  { "number-duplicate", E, TRUE, { "handset2: number=401" }, "21 22", { "401" } },
  { "number-duplicate", E, FALSE, { "handset1: number=", "handset2: number=" } },

  { "rfp-unplaced", E, TRUE, { "rfp3: floor=#0" }, "13", { "North" } },
  { "rfp-unplaced", E, TRUE, { "rfp3: x_m=" }, "13" },
  { "rfp-unplaced", E, FALSE, { "rfp3: x_m=0|y_m=0" } },
  { "floor-unscaled", E, TRUE, { "floor: plan=plans/x.png" }, "3", { "Ground" } },
  { "floor-unscaled", E, FALSE, { "floor: plan=plans/x.png|plan_scale_m=0.01" } },
  { "floor-unscaled", E, FALSE, { "+floors: building=#2|name=Roof|level=1|plan=plans/x.png" } },

  { "chain-isolated", E, TRUE, { FAR }, "23", { "East", "West", "Far" } },
  { "chain-isolated", E, TRUE, { FAR, "+rfps: number=5|name=Farther|floor=#3|x_m=905|y_m=1" }, "23 24", { "Base stations 4 (Far) and 5 (Farther) are", "around base stations 1 (East), 2 (West) and 3 (North): " } },
  { "chain-isolated", E, TRUE, { "+buildings: name=Annex", "+floors: building=#23|name=G", "+rfps: number=4|name=Far|floor=#24|x_m=1|y_m=1" }, "25", { "Far", "place of building Annex on the site is not set" } },
  { "chain-isolated", E, TRUE, { "building: x_m=0|y_m=0", "+buildings: name=Annex|x_m=900|y_m=0", "+floors: building=#23|name=G", "+rfps: number=4|name=Far|floor=#24|x_m=1|y_m=1" }, "25", { "Far", "put a base station" } },
  { "chain-isolated", E, FALSE, { "rfp3: x_m=" } },
  { "chain-isolated", E, FALSE, { FAR, "+links: from=#23|to=#13|kind=measured|rssi_dbm=-60|quality_percent=100" } },
  { "chain-isolated", E, FALSE, { "+rfps: number=4|name=Far|cluster=2|floor=#3|x_m=900|y_m=1" } },

  { "host-model-34", W, TRUE, { "rfp1: model=34" }, "11", { "PBX", "howto.dect.network" } },
  { "host-model-34", W, FALSE, { "rfp3: model=34" } },
  { "host-model-34", W, FALSE, { "rfp1: model=34", "site: omm_release=2.1" } },
  { "mac-vendor", W, TRUE, { "rfp3: mac=02:11:22:33:44:56" }, "13", { "North" } },
  { "mac-vendor", W, FALSE, { "rfp3: mac=08:00:0F:00:00:01", "rfp2: mac=00:08:5D:00:00:01" } },
  { "ip-missing", W, TRUE, { "rfp3: target_ip=" }, "13", { "North" } },
  { "ip-missing", W, FALSE, { "rfp3: target_ip=x" } },
  { "name-duplicate", W, TRUE, { "rfp3: name=WEST" }, "12 13", { "base stations 2", "and 3 (WEST)" } },
  { "name-duplicate", W, FALSE, { "rfp2: name=", "rfp3: name=" } },
  { "name-duplicate", W, FALSE, { "handset2: name=Anna" } },
  { "ipei-missing", W, TRUE, { "handset1: ipei=" }, "21", { "Anna" } },
  { "ipei-missing", W, FALSE, { "handset1: ipei=x" } },

  /* The third in the middle, the others out of each other's reach. */
  { "chain-cut", W, TRUE, { "+links: from=#11|to=#12|kind=forced-off" }, "13 12", { "North", "West" } },
  { "chain-cut", W, FALSE, { "-rfp3" } },
  { "chain-single-link", W, TRUE, { "-rfp3" }, "11 12", { "East", "West" } },
  { "chain-single-link", W, FALSE, { "rfp3: name=x" } },
  { "chain-weak", W, TRUE, { "+links: from=#11|to=#13|kind=measured|rssi_dbm=-65.5", "+links: from=#12|to=#13|kind=forced-off" }, "13 11", { "4.5 dB" } },
  { "chain-weak", W, FALSE, { "+links: from=#11|to=#13|kind=measured|rssi_dbm=-65", "+links: from=#12|to=#13|kind=forced-off" } },
  { "chain-weak", W, FALSE, { "+links: from=#11|to=#13|kind=measured|rssi_dbm=-65.5" } },
  { "cluster-many", W, TRUE, { "rfp3: cluster=2" }, "S", { "2 clusters" } },
  { "cluster-many", W, FALSE, { "rfp1: cluster=2", "rfp2: cluster=2", "rfp3: cluster=2" } },

  { "failover-none", W, TRUE, { "rfp2: role=normal" }, "S" },
  { "failover-none", W, FALSE, { "rfp2: role=normal", "site: omm_host=pc" } },
  { "failover-none", W, FALSE, { "-rfp2", "-rfp3" } },
  { "failover-same-switch", W, TRUE, { "rfp2: switch=#4|port=2" }, "12 11 4", { "SW1" } },
  { "failover-same-switch", W, FALSE, { "rfp1: switch=#0", "rfp2: switch=#0" } },
  { "failover-same-switch", W, FALSE, { "rfp3: switch=#4|port=2" } },
  { "password-default", W, TRUE, { NULL }, "S", { "OMM password" }, TRUE },
  { "password-default", W, FALSE, { NULL } },
  { "poe-budget", W, TRUE, { "switch1: poe_w=6.9" }, "4", { "SW1", "6.9 W", "7.0 W" } },
  { "poe-budget", W, FALSE, { "switch1: poe_w=7" } },
  { "poe-budget", W, FALSE, { "rfp3: model=48" } },
  { "port-duplicate", W, TRUE, { "rfp3: switch=#4" }, "11 13", { "Port 1", "SW1" } },
  { "port-duplicate", W, FALSE, { "rfp3: switch=#4|port=2" } },
  { "port-duplicate", W, FALSE, { "rfp1: port=", "rfp3: switch=#4|port=" } },
  { "poe-ports", W, TRUE, { "switch1: ports=1", "rfp3: switch=#4|port=2" }, "4", { "SW1", "ports (1)", "(2)" } },
  { "poe-ports", W, TRUE, { "switch1: ports=8", "rfp1: port=9" }, "4", { "ends at 8", "port 9" } },
  { "poe-ports", W, FALSE, { "switch1: ports=8", "rfp1: port=8" } },
  { "poe-ports", W, FALSE, { "rfp1: port=9" } },

  { "dhcp-second-server", W, TRUE, { "site: dhcp_server=10.0.0.2|pbx_profile=pbx" }, "S", { "10.0.0.2" } },
  { "dhcp-second-server", W, FALSE, { "site: dhcp_server=10.0.0.2" } },
  { "dhcp-second-server", W, FALSE, { "site: pbx_profile=pbx" } },
  { "dhcp-address", W, TRUE, { "site: dns_servers=10.0.0.2 10.0.0.300" }, "S", { "10.0.0.300", "dns_servers" } },
  { "dhcp-address", W, TRUE, { "site: router=10.0.1.1" }, "S", { "10.0.1.1", "255.255.255.0" } },
  { "dhcp-address", W, TRUE, { "site: router=10.0.0.255" }, "S", { "10.0.0.255" } },
  { "dhcp-address", W, FALSE, { "site: router=10.0.0.1|dns_servers=9.9.9.9, 1.1.1.1" } },
  { "dhcp-address", W, FALSE, { "site: router=10.0.1.1|netmask=" } },
  { "dhcp-pool", W, TRUE, { "site: pool_first=10.0.0.12|pool_last=10.0.0.90" }, "12 13", { "10.0.0.12", "West", "North" } },
  { "dhcp-pool", W, TRUE, { "site: pool_first=10.0.0.12" }, "S", { "one end", "10.0.0.12" } },
  { "dhcp-pool", W, TRUE, { "site: pool_first=10.0.0.90|pool_last=10.0.0.20" }, "S", { "backwards" } },
  { "dhcp-pool", W, TRUE, { "site: pool_first=10.0.0.90|pool_last=10.0.1.20" }, "S", { "network" } },
  { "dhcp-pool", W, FALSE, { "site: pool_first=10.0.0.14|pool_last=10.0.0.90" } },
  { "dhcp-tftp", W, TRUE, { "rfp3: model=32" }, "13", { "TFTP", "North" } },
  { "dhcp-tftp", W, FALSE, { "rfp3: model=32", "site: tftp_server=10.0.0.2" } },
  { "dhcp-tftp", W, FALSE, { "rfp3: model=32", "site: dhcp_server=10.0.0.2" } },
  { "dhcp-tftp", W, FALSE, { "rfp3: model=32|local_config=yes" } },
  { "dhcp-tftp", W, FALSE, { "rfp3: model=32", "site: pbx_profile=pbx" } },
  { "dhcp-local", W, TRUE, { "rfp3: local_config=yes" }, "13", { "North", "OM Configurator" } },
  { "dhcp-local", W, FALSE, { "rfp1: local_config=yes", "rfp2: local_config=yes", "rfp3: local_config=yes" } },
  { "dhcp-firmware", W, TRUE, { "rfp3: firmware=iprfp3G.dnld" }, "13", { "North", "generation 4", "generation 3" } },
  { "dhcp-firmware", W, TRUE, { "site: firmware=sip/iprfp2G.tftp", "rfp1: firmware=8.1", "rfp2: firmware=iprfp4G.dnld" }, "13", { "generation 2" } },
  { "dhcp-firmware", W, FALSE, { "rfp3: firmware=iprfp4G.dnld" } },
  { "dhcp-firmware", W, FALSE, { "rfp3: firmware=8.1SP2" } },
  { "dhcp-vlan", W, TRUE, { "site: vlan=0" }, "S", { "VLAN 0", "4094" } },
  { "dhcp-vlan", W, TRUE, { "site: vlan=4095" }, "S", { "4095" } },
  { "dhcp-vlan", W, FALSE, { "site: vlan=4094" } },
  { "dhcp-country", W, TRUE, { "site: country=Oz" }, "S", { "Oz" } },
  { "dhcp-country", W, FALSE, { "site: country=ch" } },
  { "dhcp-country", W, FALSE, { "site: country=47" } },
  { "dhcp-url", W, TRUE, { "site: config_url=gopher://x/" }, "S", { "gopher://x/", "config_url" } },
  { "dhcp-url", W, TRUE, { "site: restore_url=ftp://omm:x@10.0.0.2/" }, "S", { "password", "restore_url" } },
  { "dhcp-url", W, FALSE, { "site: restore_url=ftp://omm@10.0.0.2/a:b@c" } },

  { "capacity", W, TRUE, { "+handsets*511: name=x" }, "S", { "513", "512", "not confirmed" } },
  { "capacity", W, TRUE, { "+handsets*511: name=x", "site: omm_release=2.1" }, "S", { "2007" } },
  { "capacity", W, FALSE, { "+handsets*510: name=x" } },
  { "capacity", W, FALSE, { "+handsets*511: name=x", "site: omm_host=pc" } },
  { "licence-macs", W, TRUE, { "+rfps*3: name=x", "site: omm_release=6.0" }, "S", { "6 base stations", "three" } },
  { "licence-macs", W, FALSE, { "+rfps*2: name=x", "site: omm_release=6.0" } },
  { "licence-macs", W, FALSE, { "+rfps*3: name=x", "site: omm_release=5.0" } },
  { "licence-macs", W, FALSE, { "+rfps*3: name=x" } },
};
/* clang-format on */

static const DectFinding *
find (GPtrArray *findings, const char *rule)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (dect_finding_get_rule (g_ptr_array_index (findings, i)), rule))
      return g_ptr_array_index (findings, i);
  return NULL;
}

static char *
join_objects (const DectFinding *finding)
{
  GString *text = g_string_new (NULL);
  guint n_objects;
  const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

  for (guint i = 0; i < n_objects; i++)
    if (objects[i] == DECT_SITE_ID)
      g_string_append_printf (text, "%sS", i > 0 ? " " : "");
    else
      g_string_append_printf (text, "%s%u", i > 0 ? " " : "", objects[i]);
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DectSnapshot) snapshot = make_site (c->changes);
  g_autoptr (GPtrArray) findings = run (snapshot, c->factory);
  const DectFinding *finding = find (findings, c->rule);
  g_autofree char *objects = NULL;
  const char *text;

  if (!c->fires)
    {
      g_assert_cmpstr (finding != NULL ? dect_finding_get_text (finding) : NULL, ==, NULL);
      return;
    }
  g_assert_nonnull (finding);
  g_assert_cmpint (dect_finding_get_severity (finding), ==, c->severity);
  objects = join_objects (finding);
  g_assert_cmpstr (objects, ==, c->objects);
  text = dect_finding_get_text (finding);
  g_test_message ("%s: %s", c->rule, text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)) || g_ascii_isdigit (*text));
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_nonnull (dect_finding_get_source (finding));
  for (guint w = 0; w < G_N_ELEMENTS (c->words) && c->words[w] != NULL; w++)
    if (strstr (text, c->words[w]) == NULL)
      g_error ("“%s” does not say “%s”", text, c->words[w]);
}

static void
test_clean (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (DectSnapshot) snapshot = make_site (none);
  g_autoptr (GPtrArray) findings = run (snapshot, FALSE);

  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", dect_finding_get_text (g_ptr_array_index (findings, i)));
}

/* A row of base stations, each in reach of the next only. */
static void
test_hops (void)
{
  for (guint n = 6; n <= 7; n++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      const DectFinding *finding;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *pairs
              = g_strdup_printf ("number=%u|preferred_sync=%s", i + 1, i == 0 ? "yes" : "no");

          g_assert_cmpuint (test_site_add (builder, DECT_KIND_RFP, pairs), ==, i + 1);
        }
      for (guint i = 1; i < n; i++)
        {
          g_autofree char *pairs = g_strdup_printf ("from=#%u|to=#%u|kind=forced-on", i, i + 1);

          test_site_add (builder, DECT_KIND_LINK, pairs);
        }
      snapshot = dect_snapshot_builder_end (builder);
      findings = run (snapshot, FALSE);
      finding = find (findings, "chain-hops");
      if (n == 6)
        g_assert_null (finding);
      else
        {
          g_autofree char *objects = join_objects (finding);

          g_assert_cmpstr (objects, ==, "7");
          g_assert_cmpint (dect_finding_get_severity (finding), ==, DECT_SEVERITY_WARNING);
          g_assert_nonnull (strstr (dect_finding_get_text (finding), "6 hops"));
          /* The lowest limit of those in data/chain/hop-limits.json, and no other. */
          g_assert_nonnull (strstr (dect_finding_get_text (finding),
                                    "(Siemens HiPath Cordless IP allows 5 hops)"));
        }
    }
}

static void
test_every_rule_is_covered (void)
{
  guint n_rules;
  const DectRuleInfo *const *rules = dect_check_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      gboolean fires = g_str_equal (rules[i]->id, "chain-hops");
      gboolean misses = fires;

      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        if (g_str_equal (cases[c].rule, rules[i]->id))
          {
            g_assert_cmpint (cases[c].severity, ==, rules[i]->severity);
            fires = fires || cases[c].fires;
            misses = misses || !cases[c].fires;
          }
      if (!fires || !misses)
        g_error ("rule %s is not tested", rules[i]->id);
      g_assert_true (dect_check_rule (rules[i]->id) == rules[i]);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (rules[k]->id, !=, rules[i]->id);
      if (i > 0)
        g_assert_cmpint (rules[i]->severity, >=, rules[i - 1]->severity);
    }
  g_assert_null (dect_check_rule ("no-such-rule"));
}

/* Ids and severities that scripts, help and bars rely on. */
static void
test_stable_ids (void)
{
  static const char *const errors = "rfp-count master-none master-twice failover-twice "
                                    "failover-is-master host-model model-dropped "
                                    "mac-missing mac-invalid mac-duplicate ip-invalid ip-duplicate "
                                    "ip-outside-subnet ip-reserved "
                                    "netmask-invalid name-missing name-chars name-long "
                                    "ipei-invalid ipei-duplicate number-duplicate "
                                    "rfp-unplaced floor-unscaled chain-isolated room-long";
  static const char *const warnings
      = "host-model-34 mac-vendor ip-missing name-duplicate ipei-missing chain-cut "
        "chain-single-link "
        "chain-weak chain-hops cluster-many failover-none failover-same-switch password-default "
        "poe-budget poe-ports port-duplicate capacity licence-macs dhcp-second-server dhcp-address "
        "dhcp-pool dhcp-tftp dhcp-local dhcp-firmware dhcp-vlan dhcp-country dhcp-url";
  g_autoptr (GString) got_errors = g_string_new (NULL);
  g_autoptr (GString) got_warnings = g_string_new (NULL);
  guint n_rules;
  const DectRuleInfo *const *rules = dect_check_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      GString *got = rules[i]->severity == DECT_SEVERITY_ERROR ? got_errors : got_warnings;

      g_string_append_printf (got, "%s%s", got->len > 0 ? " " : "", rules[i]->id);
    }
  g_assert_cmpstr (got_errors->str, ==, errors);
  g_assert_cmpstr (got_warnings->str, ==, warnings);
}

static void
test_accepted (void)
{
  static const char *const changes[] = {
    "rfp3: cluster=2|mac=",
    "site: accepted=cluster-many mac-missing",
    NULL,
  };
  g_autoptr (DectSnapshot) snapshot = make_site (changes);
  g_autoptr (GPtrArray) findings = run (snapshot, FALSE);
  const DectFinding *many = find (findings, "cluster-many");
  const DectFinding *missing = find (findings, "mac-missing");

  g_assert_true (dect_finding_is_accepted (many));
  /* An error is never accepted for good. */
  g_assert_false (dect_finding_is_accepted (missing));
  g_assert_cmpuint (dect_findings_count (findings, DECT_SEVERITY_ERROR), ==, 1);
  g_assert_null (find (findings, "chain-isolated"));
}

static void
test_order (void)
{
  static const char *const changes[] = {
    "rfp1: mac=|name=", "rfp2: mac=|target_ip=", "rfp3: mac=|name=", "handset1: ipei=x", NULL,
  };
  g_autoptr (DectSnapshot) snapshot = make_site (changes);
  g_autoptr (GPtrArray) a = run (snapshot, FALSE);
  g_autoptr (GPtrArray) b = run (snapshot, FALSE);
  g_autoptr (GString) order = g_string_new (NULL);

  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (a, i);
      g_autofree char *objects = join_objects (finding);

      g_assert_cmpstr (dect_finding_get_text (finding), ==,
                       dect_finding_get_text (g_ptr_array_index (b, i)));
      g_string_append_printf (order, "%s %s,", dect_finding_get_rule (finding), objects);
    }
  g_assert_cmpstr (order->str, ==,
                   "mac-missing 11,mac-missing 12,mac-missing 13,name-missing 11,name-missing 13,"
                   "ipei-invalid 21,ip-missing 12,");
}

/* Without links and chain, and without facts, the other rules still run. */
static void
test_without_chain (void)
{
  static const char *const changes[] = { "rfp3: mac=", FAR, NULL };
  g_autoptr (DectSnapshot) snapshot = make_site (changes);
  g_autoptr (GPtrArray) findings = dect_check_run (snapshot, NULL, NULL, NULL);

  g_assert_nonnull (find (findings, "mac-missing"));
  g_assert_null (find (findings, "chain-isolated"));
}

static void
test_facts (void)
{
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  DectCheckFacts facts = { TRUE };

  dect_check_facts_init (&facts, NULL);
  g_assert_false (facts.omm_password_default);
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "Plant-2!");
  dect_check_facts_init (&facts, secrets);
  g_assert_false (facts.omm_password_default);
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, "omm");
  dect_check_facts_init (&facts, secrets);
  g_assert_true (facts.omm_password_default);
}

static void
test_json (void)
{
  static const char *const changes[] = { "site: gateway=a#", "rfp3: mac=", NULL };
  g_autoptr (DectSnapshot) snapshot = make_site (changes);
  g_autoptr (GPtrArray) findings = run (snapshot, FALSE);
  g_autoptr (JsonNode) node = dect_findings_to_json (findings, snapshot);
  JsonArray *array = json_node_get_array (node);
  JsonObject *missing = json_array_get_object_element (array, 0);
  JsonObject *object;

  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (missing, "rule"), ==, "mac-missing");
  g_assert_cmpstr (json_object_get_string_member (missing, "severity"), ==, "error");
  g_assert_false (json_object_get_boolean_member (missing, "accepted"));
  g_assert_true (json_object_has_member (missing, "text"));
  g_assert_true (json_object_has_member (missing, "source"));
  object = json_array_get_object_element (json_object_get_array_member (missing, "objects"), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "rfps");
  g_assert_cmpint (json_object_get_int_member (object, "id"), ==, 13);
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "base station 3 (North)");
  object = json_array_get_object_element (
      json_object_get_array_member (json_array_get_object_element (array, 1), "objects"), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==, "site");
  g_assert_false (json_object_has_member (object, "id"));
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/check/rules/clean", test_clean);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/check/rules/%s/%s-%u", cases[i].rule,
                                               cases[i].fires ? "fires" : "misses", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/check/rules/chain-hops/row", test_hops);
  g_test_add_func ("/check/rules/every-rule-is-covered", test_every_rule_is_covered);
  g_test_add_func ("/check/rules/stable-ids", test_stable_ids);
  g_test_add_func ("/check/rules/accepted", test_accepted);
  g_test_add_func ("/check/rules/order", test_order);
  g_test_add_func ("/check/rules/without-chain", test_without_chain);
  g_test_add_func ("/check/rules/facts", test_facts);
  g_test_add_func ("/check/rules/json", test_json);
  return g_test_run ();
}
