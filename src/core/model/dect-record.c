/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-record.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "model/dect-i18n.h"
#include "model/dect-ipei.h"

static DectRecord *
boxed_ref (DectRecord *record)
{
  return dect_record_ref (record);
}

static void
boxed_unref (DectRecord *record)
{
  dect_record_unref (record);
}

G_DEFINE_BOXED_TYPE (DectRecord, dect_record, boxed_ref, boxed_unref)

/* The tables: everything that stores, imports, edits, compares or undoes a record works from these.
 */

static const DectChoice omm_host_choices[]
    = { { "rfp", N_("On the master base station"), DECT_OMM_HOST_RFP },
        { "pc", N_("On a PC"), DECT_OMM_HOST_PC },
        { NULL } };

static const DectChoice region_choices[]
    = { { "eu", N_("Europe, 1880–1900 MHz"), DECT_REGION_EU },
        { "us", N_("North America, 1920–1930 MHz"), DECT_REGION_US },
        { NULL } };

static const DectChoice role_choices[] = { { "normal", N_("Normal"), DECT_ROLE_NORMAL },
                                           { "master", N_("Master"), DECT_ROLE_MASTER },
                                           { "failover", N_("Failover"), DECT_ROLE_FAILOVER },
                                           { NULL } };

static const DectChoice opening_choices[]
    = { { "door", N_("Door"), DECT_OPENING_DOOR },
        { "window", N_("Window"), DECT_OPENING_WINDOW },
        { "gap", N_("Gap"), DECT_OPENING_GAP },
        { "hole", N_("Hole in the slab"), DECT_OPENING_HOLE },
        { "stair", N_("Stair well"), DECT_OPENING_STAIR },
        { NULL } };

static const DectChoice propagation_choices[]
    = { { "auto", N_("Walls where drawn, else the environment"), DECT_PROPAGATION_AUTO },
        { "free-space", N_("Free space"), DECT_PROPAGATION_FREE_SPACE },
        { "environment", N_("Environment (P.1238)"), DECT_PROPAGATION_ENVIRONMENT },
        { "walls", N_("Walls (COST 231)"), DECT_PROPAGATION_WALLS },
        { NULL } };

static const DectChoice zone_choices[]
    = { { "cover", N_("Coverage wanted"), DECT_ZONE_COVER },
        { "forbidden", N_("No base stations"), DECT_ZONE_FORBIDDEN },
        { NULL } };

static const DectChoice link_choices[]
    = { { "measured", N_("Measured"), DECT_LINK_MEASURED },
        { "forced-on", N_("Forced on"), DECT_LINK_FORCED_ON },
        { "forced-off", N_("Forced off"), DECT_LINK_FORCED_OFF },
        { NULL } };

/* More than any building has; a bound against nonsense, not a rule. */
#define FAR_M 100000.0
#define MANY 1000000.0

/* No image has more units, see DECT_PLAN_MAX_UNITS. */
#define UNITS 1000000.0

#define TEXT(T, member, id, label)                                                                 \
  {                                                                                                \
    id, label, DECT_FIELD_TEXT, offsetof (T, member)                                               \
  }
#define NOTE(T, member, id, label)                                                                 \
  {                                                                                                \
    id, label, DECT_FIELD_NOTE, offsetof (T, member)                                               \
  }
#define FIXED(T, member, id, label)                                                                \
  {                                                                                                \
    id, label, DECT_FIELD_TEXT, offsetof (T, member), DECT_FIELD_FIXED                             \
  }
#define IDENTITY(T, member, TYPE, id, label)                                                       \
  {                                                                                                \
    id, label, DECT_FIELD_##TYPE, offsetof (T, member)                                             \
  }
#define NUMBER(T, member, id, label, initial, minimum, maximum)                                    \
  {                                                                                                \
    id, label, DECT_FIELD_NUMBER, offsetof (T, member), 0, initial, minimum, maximum               \
  }
#define METRES(T, member, id, label) NUMBER (T, member, id, label, NAN, -FAR_M, FAR_M)
#define INTEGER(T, member, id, label, initial, minimum, maximum)                                   \
  {                                                                                                \
    id, label, DECT_FIELD_INTEGER, offsetof (T, member), 0, initial, minimum, maximum              \
  }
#define BOOL(T, member, id, label, initial)                                                        \
  {                                                                                                \
    id, label, DECT_FIELD_BOOL, offsetof (T, member), 0, initial, 0, 1                             \
  }
#define CHOICE(T, member, id, label, initial, choices)                                             \
  {                                                                                                \
    id, label, DECT_FIELD_CHOICE, offsetof (T, member), 0, initial, 0, 0, choices                  \
  }
#define REFERENCE(T, member, id, label, kind, flags)                                               \
  {                                                                                                \
    id, label, DECT_FIELD_REFERENCE, offsetof (T, member), flags, 0, 0, 0, NULL, kind              \
  }

static const DectField site_fields[] = {
  FIXED (DectSiteInfo, uuid, "uuid", N_("Identifier")),
  TEXT (DectSiteInfo, name, "name", N_("Site")),
  TEXT (DectSiteInfo, customer, "customer", N_("Customer")),
  NOTE (DectSiteInfo, notes, "notes", N_("Notes")),
  TEXT (DectSiteInfo, gateway, "gateway", N_("Gateway name")),
  TEXT (DectSiteInfo, firmware, "firmware", N_("Firmware")),
  IDENTITY (DectSiteInfo, netmask, NETMASK, "netmask", N_("Netmask")),
  TEXT (DectSiteInfo, omm_user, "omm_user", N_("OMM user")),
  TEXT (DectSiteInfo, omm_release, "omm_release", N_("OMM release")),
  CHOICE (DectSiteInfo, omm_host, "omm_host", N_("OMM host"), DECT_OMM_HOST_RFP, omm_host_choices),
  IDENTITY (DectSiteInfo, omm_address, IPV4, "omm_address", N_("OMM address")),
  IDENTITY (DectSiteInfo, park, PARK, "park", N_("PARK")),
  TEXT (DectSiteInfo, sip_registrar, "sip_registrar", N_("SIP registrar")),
  TEXT (DectSiteInfo, sip_proxy, "sip_proxy", N_("SIP proxy")),
  IDENTITY (DectSiteInfo, dhcp_server, IPV4, "dhcp_server", N_("DHCP server")),
  IDENTITY (DectSiteInfo, tftp_server, IPV4, "tftp_server", N_("TFTP server")),
  IDENTITY (DectSiteInfo, router, IPV4, "router", N_("Router")),
  TEXT (DectSiteInfo, dns_servers, "dns_servers", N_("DNS servers")),
  TEXT (DectSiteInfo, dns_domain, "dns_domain", N_("DNS domain")),
  TEXT (DectSiteInfo, ntp_server, "ntp_server", N_("Time server")),
  IDENTITY (DectSiteInfo, syslog_server, IPV4, "syslog_server", N_("Syslog server")),
  INTEGER (DectSiteInfo, syslog_port, "syslog_port", N_("Syslog port"), DECT_UNSET, 1, 65535),
  TEXT (DectSiteInfo, country, "country", N_("Country")),
  INTEGER (DectSiteInfo, vlan, "vlan", N_("VLAN"), DECT_UNSET, 0, 65535),
  TEXT (DectSiteInfo, config_url, "config_url", N_("URL of the configuration folder")),
  TEXT (DectSiteInfo, restore_url, "restore_url", N_("URL of the OMM’s database")),
  IDENTITY (DectSiteInfo, pool_first, IPV4, "pool_first", N_("First address for others")),
  IDENTITY (DectSiteInfo, pool_last, IPV4, "pool_last", N_("Last address for others")),
  TEXT (DectSiteInfo, pbx_profile, "pbx_profile", N_("PBX profile")),
  TEXT (DectSiteInfo, rfp_layout, "rfp_layout", N_("Layout of the base station file")),
  TEXT (DectSiteInfo, pp_layout, "pp_layout", N_("Layout of the handset file")),
  FIXED (
      DectSiteInfo, rfp_layout_own, "rfp_layout_own", N_("Own layout of the base station file")),
  FIXED (DectSiteInfo, pp_layout_own, "pp_layout_own", N_("Own layout of the handset file")),
  CHOICE (DectSiteInfo, region, "region", N_("Region"), DECT_REGION_EU, region_choices),
  NUMBER (
      DectSiteInfo, sync_limit_dbm, "sync_limit_dbm", N_("Synchronisation limit"), -70, -110, -20),
  NUMBER (DectSiteInfo,
          strong_limit_dbm,
          "strong_limit_dbm",
          N_("Strong relation at the OMM"),
          -73,
          -110,
          -20),
  NUMBER (DectSiteInfo,
          quality_limit_percent,
          "quality_limit_percent",
          N_("Frame quality limit"),
          100,
          0,
          100),
  NUMBER (DectSiteInfo,
          design_limit_dbm,
          "design_limit_dbm",
          N_("Level wanted at a handset"),
          -65,
          -110,
          -20),
  NUMBER (DectSiteInfo, fit_offset_db, "fit_offset_db", N_("Fitted offset"), NAN, -60, 60),
  NUMBER (DectSiteInfo, fit_exponent_db, "fit_exponent_db", N_("Fitted exponent"), NAN, 5, 80),
  NUMBER (DectSiteInfo, fit_sigma_db, "fit_sigma_db", N_("Scatter of the fit"), NAN, 0, 60),
  TEXT (DectSiteInfo, fit_losses, "fit_losses", N_("Fitted losses")),
  TEXT (DectSiteInfo, accepted, "accepted", N_("Accepted warnings")),
};

static const DectField building_fields[] = {
  TEXT (DectBuilding, name, "name", N_("Building")),
  METRES (DectBuilding, x_m, "x_m", N_("X")),
  METRES (DectBuilding, y_m, "y_m", N_("Y")),
  NUMBER (DectBuilding, rotation_deg, "rotation_deg", N_("Rotation"), 0, -360, 360),
  METRES (DectBuilding, base_m, "base_m", N_("Base elevation")),
  NUMBER (DectBuilding, north_deg, "north_deg", N_("North"), NAN, -360, 360),
};

static const DectField floor_fields[] = {
  REFERENCE (
      DectFloor, building, "building", N_("Building"), DECT_KIND_BUILDING, DECT_FIELD_OWNER),
  TEXT (DectFloor, name, "name", N_("Floor")),
  INTEGER (DectFloor, level, "level", N_("Level"), 0, -50, 200),
  NUMBER (DectFloor, height_m, "height_m", N_("Height"), 3, 0.5, 100),
  TEXT (DectFloor, slab, "slab", N_("Slab")),
  NUMBER (DectFloor, slab_mm, "slab_mm", N_("Slab thickness"), NAN, 10, 2000),
  TEXT (DectFloor, environment, "environment", N_("Environment")),
  CHOICE (DectFloor,
          propagation,
          "propagation",
          N_("Prediction"),
          DECT_PROPAGATION_AUTO,
          propagation_choices),
  NUMBER (DectFloor, offset_x_m, "offset_x_m", N_("Offset X"), 0, -FAR_M, FAR_M),
  NUMBER (DectFloor, offset_y_m, "offset_y_m", N_("Offset Y"), 0, -FAR_M, FAR_M),
  FIXED (DectFloor, plan, "plan", N_("Plan image")),
  INTEGER (DectFloor, plan_page, "plan_page", N_("Page"), 0, 0, 9999),
  NUMBER (
      DectFloor, plan_scale_m, "plan_scale_m", N_("Metres per unit of the plan"), NAN, 1e-6, 1000),
  NUMBER (
      DectFloor, plan_rotation_deg, "plan_rotation_deg", N_("Rotation of the plan"), 0, -360, 360),
  NUMBER (DectFloor, plan_x_m, "plan_x_m", N_("Plan origin X"), 0, -FAR_M, FAR_M),
  NUMBER (DectFloor, plan_y_m, "plan_y_m", N_("Plan origin Y"), 0, -FAR_M, FAR_M),
  NUMBER (DectFloor, plan_left, "plan_left", N_("Left edge of the plan"), NAN, 0, UNITS),
  NUMBER (DectFloor, plan_top, "plan_top", N_("Upper edge of the plan"), NAN, 0, UNITS),
  NUMBER (DectFloor, plan_right, "plan_right", N_("Right edge of the plan"), NAN, 0, UNITS),
  NUMBER (DectFloor, plan_bottom, "plan_bottom", N_("Lower edge of the plan"), NAN, 0, UNITS),
};

static const DectField wall_fields[] = {
  REFERENCE (DectWall, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, DECT_FIELD_OWNER),
  METRES (DectWall, x1_m, "x1_m", N_("X of the start")),
  METRES (DectWall, y1_m, "y1_m", N_("Y of the start")),
  METRES (DectWall, x2_m, "x2_m", N_("X of the end")),
  METRES (DectWall, y2_m, "y2_m", N_("Y of the end")),
  TEXT (DectWall, material, "material", N_("Material")),
};

static const DectField opening_fields[] = {
  REFERENCE (DectOpening, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, DECT_FIELD_OWNER),
  METRES (DectOpening, x1_m, "x1_m", N_("X of the start")),
  METRES (DectOpening, y1_m, "y1_m", N_("Y of the start")),
  METRES (DectOpening, x2_m, "x2_m", N_("X of the end")),
  METRES (DectOpening, y2_m, "y2_m", N_("Y of the end")),
  CHOICE (DectOpening, kind, "kind", N_("Kind"), DECT_OPENING_DOOR, opening_choices),
};

static const DectField zone_fields[] = {
  REFERENCE (DectZone, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, DECT_FIELD_OWNER),
  TEXT (DectZone, name, "name", N_("Name")),
  CHOICE (DectZone, kind, "kind", N_("Kind"), DECT_ZONE_COVER, zone_choices),
  METRES (DectZone, x1_m, "x1_m", N_("X of the start")),
  METRES (DectZone, y1_m, "y1_m", N_("Y of the start")),
  METRES (DectZone, x2_m, "x2_m", N_("X of the end")),
  METRES (DectZone, y2_m, "y2_m", N_("Y of the end")),
  NUMBER (DectZone, traffic_e, "traffic_e", N_("Traffic"), NAN, 0, 1000),
};

static const DectField remark_fields[] = {
  REFERENCE (DectRemark, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, DECT_FIELD_OWNER),
  METRES (DectRemark, x_m, "x_m", N_("X")),
  METRES (DectRemark, y_m, "y_m", N_("Y")),
  NOTE (DectRemark, text, "text", N_("Text")),
};

static const DectField switch_fields[] = {
  TEXT (DectSwitch, name, "name", N_("Switch")),
  INTEGER (DectSwitch, ports, "ports", N_("Ports"), DECT_UNSET, 1, 1024),
  NUMBER (DectSwitch, poe_w, "poe_w", N_("PoE budget"), NAN, 0, 100000),
  TEXT (DectSwitch, riser, "riser", N_("Riser")),
  TEXT (DectSwitch, location, "location", N_("Place")),
};

static const DectField rfp_fields[] = {
  TEXT (DectRfp, name, "name", N_("Name")),
  INTEGER (DectRfp, number, "number", N_("Number"), DECT_UNSET, 1, MANY),
  IDENTITY (DectRfp, mac, MAC, "mac", N_("MAC address")),
  IDENTITY (DectRfp, model, MODEL, "model", N_("Model")),
  CHOICE (DectRfp, role, "role", N_("Role"), DECT_ROLE_NORMAL, role_choices),
  BOOL (DectRfp, preferred_sync, "preferred_sync", N_("Preferred sync"), FALSE),
  IDENTITY (DectRfp, target_ip, IPV4, "target_ip", N_("IP address")),
  TEXT (DectRfp, firmware, "firmware", N_("Firmware")),
  BOOL (DectRfp, reflective, "reflective", N_("Reflective environment"), FALSE),
  BOOL (DectRfp, dect_on, "dect_on", N_("DECT on"), TRUE),
  REFERENCE (DectRfp, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, 0),
  METRES (DectRfp, x_m, "x_m", N_("X")),
  METRES (DectRfp, y_m, "y_m", N_("Y")),
  NUMBER (DectRfp, mount_m, "mount_m", N_("Mount height"), 2.5, -10, 100),
  NUMBER (DectRfp, azimuth_deg, "azimuth_deg", N_("Azimuth"), NAN, -360, 360),
  NUMBER (DectRfp, power_mw, "power_mw", N_("Power"), NAN, 1, 1000),
  TEXT (DectRfp, room, "room", N_("Room")),
  INTEGER (DectRfp, cluster, "cluster", N_("Cluster"), 1, 1, 4096),
  INTEGER (DectRfp, paging_area, "paging_area", N_("Paging area"), DECT_UNSET, 0, 4096),
  INTEGER (DectRfp, omm_site, "omm_site", N_("OMM site"), DECT_UNSET, 1, 4096),
  REFERENCE (DectRfp, network_switch, "switch", N_("Switch"), DECT_KIND_SWITCH, 0),
  INTEGER (DectRfp, port, "port", N_("Port"), DECT_UNSET, 1, 1024),
  NUMBER (DectRfp, cable_m, "cable_m", N_("Cable length"), NAN, 0, 1000),
  TEXT (DectRfp, compartment, "compartment", N_("Fire compartment")),
  INTEGER (DectRfp, wlan_profile, "wlan_profile", N_("WLAN profile"), DECT_UNSET, 0, 4096),
  INTEGER (DectRfp, wlan_antenna, "wlan_antenna", N_("WLAN antenna"), DECT_UNSET, 0, 2),
  INTEGER (DectRfp, wlan_channel, "wlan_channel", N_("WLAN channel"), DECT_UNSET, 0, 200),
  INTEGER (DectRfp, wlan_power, "wlan_power", N_("WLAN power"), DECT_UNSET, 0, 100),
  BOOL (DectRfp, wlan_on, "wlan_on", N_("WLAN on"), DECT_UNSET),
  BOOL (DectRfp, local_config, "local_config", N_("Local configuration"), FALSE),
  NOTE (DectRfp, notes, "notes", N_("Notes")),
  FIXED (DectRfp, photo, "photo", N_("Photo")),
};

static const DectField handset_fields[] = {
  IDENTITY (DectHandset, ipei, IPEI, "ipei", N_("IPEI")),
  TEXT (DectHandset, number, "number", N_("Number")),
  TEXT (DectHandset, name, "name", N_("Name")),
  TEXT (DectHandset, additional_id, "additional_id", N_("Additional ID")),
  TEXT (DectHandset, sip_user, "sip_user", N_("SIP user")),
  TEXT (DectHandset, sos_number, "sos_number", N_("SOS number")),
  TEXT (DectHandset, mandown_number, "mandown_number", N_("ManDown number")),
  BOOL (DectHandset, locatable, "locatable", N_("Locatable"), DECT_UNSET),
  BOOL (DectHandset, localization, "localization", N_("Localization"), DECT_UNSET),
  BOOL (DectHandset, tracking, "tracking", N_("Tracking"), DECT_UNSET),
  TEXT (DectHandset, location, "location", N_("Location")),
  TEXT (DectHandset, model, "model", N_("Model")),
  NOTE (DectHandset, notes, "notes", N_("Notes")),
};

static const DectField link_fields[] = {
  REFERENCE (DectLink, from, "from", N_("From"), DECT_KIND_RFP, DECT_FIELD_OWNER),
  REFERENCE (DectLink, to, "to", N_("To"), DECT_KIND_RFP, DECT_FIELD_OWNER),
  NUMBER (DectLink, rssi_dbm, "rssi_dbm", N_("Radio level"), NAN, -120, 30),
  NUMBER (DectLink, quality_percent, "quality_percent", N_("Frame quality"), NAN, 0, 100),
  CHOICE (DectLink, kind, "kind", N_("Kind"), DECT_LINK_MEASURED, link_choices),
};

static const DectField survey_fields[] = {
  REFERENCE (DectSurvey, floor, "floor", N_("Floor"), DECT_KIND_FLOOR, DECT_FIELD_OWNER),
  METRES (DectSurvey, x_m, "x_m", N_("X")),
  METRES (DectSurvey, y_m, "y_m", N_("Y")),
  REFERENCE (DectSurvey, rfp, "rfp", N_("Base station"), DECT_KIND_RFP, DECT_FIELD_OWNER),
  NUMBER (DectSurvey, rssi_dbm, "rssi_dbm", N_("Radio level"), NAN, -120, 30),
};

typedef struct
{
  const char *id;
  const char *label;
  gsize size;
  const DectField *fields;
  guint n_fields;
} KindInfo;

#define KIND(Type, id, label, fields)                                                              \
  {                                                                                                \
    id, label, sizeof (Type), fields, G_N_ELEMENTS (fields)                                        \
  }

static const KindInfo kinds[DECT_N_KINDS] = {
  [DECT_KIND_SITE] = KIND (DectSiteInfo, "site", N_("site"), site_fields),
  [DECT_KIND_BUILDING] = KIND (DectBuilding, "buildings", N_("building"), building_fields),
  [DECT_KIND_FLOOR] = KIND (DectFloor, "floors", N_("floor"), floor_fields),
  [DECT_KIND_WALL] = KIND (DectWall, "walls", N_("wall"), wall_fields),
  [DECT_KIND_OPENING] = KIND (DectOpening, "openings", N_("opening"), opening_fields),
  [DECT_KIND_ZONE] = KIND (DectZone, "zones", N_("zone"), zone_fields),
  [DECT_KIND_REMARK] = KIND (DectRemark, "remarks", N_("note"), remark_fields),
  [DECT_KIND_SWITCH] = KIND (DectSwitch, "switches", N_("switch"), switch_fields),
  [DECT_KIND_RFP] = KIND (DectRfp, "rfps", N_("base station"), rfp_fields),
  [DECT_KIND_HANDSET] = KIND (DectHandset, "handsets", N_("handset"), handset_fields),
  [DECT_KIND_LINK] = KIND (DectLink, "links", N_("link"), link_fields),
  [DECT_KIND_SURVEY] = KIND (DectSurvey, "survey", N_("survey point"), survey_fields),
};

const DectField *
dect_kind_fields (DectKind kind, guint *n_fields)
{
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);

  if (n_fields != NULL)
    *n_fields = kinds[kind].n_fields;
  return kinds[kind].fields;
}

const DectField *
dect_kind_field (DectKind kind, const char *id)
{
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < kinds[kind].n_fields; i++)
    if (g_str_equal (kinds[kind].fields[i].id, id))
      return &kinds[kind].fields[i];
  return NULL;
}

const char *
dect_kind_id (DectKind kind)
{
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);

  return kinds[kind].id;
}

const char *
dect_kind_label (DectKind kind)
{
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);

  return _(kinds[kind].label);
}

DectRecord *
dect_record_new (DectKind kind)
{
  g_return_val_if_fail (kind < DECT_N_KINDS, NULL);

  DectRecord *record = g_malloc0 (kinds[kind].size);

  g_atomic_ref_count_init (&record->ref_count);
  record->kind = kind;
  for (guint i = 0; i < kinds[kind].n_fields; i++)
    {
      const DectField *field = &kinds[kind].fields[i];

      if (field->type == DECT_FIELD_NUMBER)
        dect_field_set_number (field, record, field->initial);
      else if (field->type == DECT_FIELD_INTEGER || field->type == DECT_FIELD_BOOL
               || field->type == DECT_FIELD_CHOICE)
        dect_field_set_int (field, record, (gint) field->initial);
    }
  return record;
}

DectRecord *
dect_record_copy (const DectRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  const KindInfo *info = &kinds[record->kind];
  DectRecord *copy = g_memdup2 (record, info->size);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->extra = g_strdup (record->extra);
  for (guint i = 0; i < info->n_fields; i++)
    if (dect_field_is_text (&info->fields[i]))
      {
        char **text = G_STRUCT_MEMBER_P (copy, info->fields[i].offset);

        *text = g_strdup (*text);
      }
  return copy;
}

DectRecord *
dect_record_ref (const DectRecord *record)
{
  DectRecord *self = (DectRecord *) record;

  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_record_unref (const DectRecord *record)
{
  DectRecord *self = (DectRecord *) record;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < kinds[self->kind].n_fields; i++)
    if (dect_field_is_text (&kinds[self->kind].fields[i]))
      g_free (G_STRUCT_MEMBER (char *, self, kinds[self->kind].fields[i].offset));
  g_free (self->extra);
  g_free (self);
}

gboolean
dect_record_equal (const DectRecord *a, const DectRecord *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->kind != b->kind || a->id != b->id || g_strcmp0 (a->extra, b->extra) != 0)
    return FALSE;
  for (guint i = 0; i < kinds[a->kind].n_fields; i++)
    if (!dect_field_equal (&kinds[a->kind].fields[i], a, b))
      return FALSE;
  return TRUE;
}

static char *
rfp_title (const DectRfp *rfp)
{
  if (rfp->number != DECT_UNSET && rfp->name != NULL)
    return g_strdup_printf (_("base station %d (%s)"), rfp->number, rfp->name);
  if (rfp->number != DECT_UNSET)
    return g_strdup_printf (_("base station %d"), rfp->number);
  if (rfp->name != NULL)
    return g_strdup_printf (_("base station %s"), rfp->name);
  return g_strdup (_("base station without a name"));
}

static char *
handset_title (const DectHandset *handset)
{
  DectIpei ipei;
  g_autofree char *printed = NULL;

  if (handset->ipei != NULL && dect_ipei_parse (handset->ipei, &ipei, NULL))
    printed = dect_ipei_to_display (&ipei);

  const char *known = handset->name != NULL     ? handset->name
                      : handset->number != NULL ? handset->number
                      : printed != NULL         ? printed
                                                : handset->ipei;

  return known != NULL ? g_strdup_printf (_("handset %s"), known)
                       : g_strdup (_("handset without a name"));
}

/* The beginning of its first line. */
static char *
remark_title (const DectRemark *remark)
{
  const gsize longest = 32;
  g_autofree char *line = NULL;

  if (remark->text == NULL)
    return g_strdup (dect_kind_label (DECT_KIND_REMARK));
  line = g_strndup (remark->text, strcspn (remark->text, "\n"));
  if (g_utf8_strlen (line, -1) > (glong) longest)
    {
      g_autofree char *start = g_utf8_substring (line, 0, longest);

      return g_strdup_printf (_("note %s…"), start);
    }
  return g_strdup_printf (_("note %s"), line);
}

char *
dect_record_title (const DectRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  if (record->kind == DECT_KIND_RFP)
    return rfp_title (DECT_RFP (record));
  if (record->kind == DECT_KIND_HANDSET)
    return handset_title (DECT_HANDSET (record));
  if (record->kind == DECT_KIND_REMARK)
    return remark_title (DECT_REMARK (record));

  const DectField *field = dect_kind_field (record->kind, "name");
  const char *name = field != NULL ? dect_field_get_string (field, record) : NULL;

  if (name == NULL)
    return g_strdup (dect_kind_label (record->kind));
  /* Translators: the kind of a thing and its own name: "floor Basement" */
  return g_strdup_printf (_("%s %s"), dect_kind_label (record->kind), name);
}

void
dect_record_drop_reference (DectRecord *record, const DectField *field)
{
  g_return_if_fail (record != NULL && field != NULL);

  dect_field_set_ref (field, record, 0);
  if (record->kind == DECT_KIND_RFP && field->target == DECT_KIND_FLOOR)
    {
      DectRfp *rfp = DECT_RFP (record);

      rfp->x_m = rfp->y_m = NAN;
    }
}

gboolean
dect_rfp_is_placed (const DectRfp *rfp)
{
  g_return_val_if_fail (rfp != NULL, FALSE);

  return rfp->floor != 0 && isfinite (rfp->x_m) && isfinite (rfp->y_m);
}
