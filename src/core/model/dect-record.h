/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-field.h"

G_BEGIN_DECLS

/**
 * DectRecord:
 * @kind: what it describes
 * @id: number of the thing in its site, 1 and up; 0 until a history has taken it in. It stays the same through every
 *   change of the thing and is never given to another thing in one session.
 * @extra: (nullable): members of its JSON object that this version does not know, as the text of a
 *   JSON object; written back as they were
 *
 * One thing of a site as it stands: a plain struct whose first member is this head. A record may be written only by the
 * one who made it (dect_record_new(), dect_record_copy()) and only until it is handed to a #DectHistory or a
 * #DectSnapshotBuilder; from then on it is immutable and may be read from any thread. To change a thing, put a changed copy in its
 * place with dect_history_put().
 */
struct _DectRecord
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  DectKind kind;
  guint32  id;
  char    *extra;
};

/** DECT_SITE_ID: id of the record of the site itself; it is the only one and its id is not written to files. */
#define DECT_SITE_ID G_MAXUINT32

/** DectRole: LAN role of an RFP; at most one master and one failover a site. */
typedef enum
{
  DECT_ROLE_NORMAL,
  DECT_ROLE_MASTER,
  DECT_ROLE_FAILOVER,
} DectRole;

/** DectOmmHost: where the OMM runs: on the master RFP, or on a PC (then no RFP is master). */
typedef enum
{
  DECT_OMM_HOST_RFP,
  DECT_OMM_HOST_PC,
} DectOmmHost;

/** DectOpeningKind: door, window or gap in a wall; hole or stair in the floor's own slab (the one below its feet). */
typedef enum
{
  DECT_OPENING_DOOR,
  DECT_OPENING_WINDOW,
  DECT_OPENING_GAP,
  DECT_OPENING_HOLE,
  DECT_OPENING_STAIR,
} DectOpeningKind;

/**
 * DectPropagation:
 * @DECT_PROPAGATION_AUTO: by the walls where the floor has any drawn, else by its environment
 * @DECT_PROPAGATION_FREE_SPACE: nothing but distance and slabs: an upper bound
 * @DECT_PROPAGATION_ENVIRONMENT: by the environment's statistics (ITU-R P.1238); drawn walls do not count
 * @DECT_PROPAGATION_WALLS: by the walls (COST 231 multi-wall), even where none is drawn
 *
 * How levels on a floor are predicted. None of them counts a wall twice.
 */
typedef enum
{
  DECT_PROPAGATION_AUTO,
  DECT_PROPAGATION_FREE_SPACE,
  DECT_PROPAGATION_ENVIRONMENT,
  DECT_PROPAGATION_WALLS,
} DectPropagation;

/** DectZoneKind: where coverage is wanted, or where no base station may hang. */
typedef enum
{
  DECT_ZONE_COVER,
  DECT_ZONE_FORBIDDEN,
} DectZoneKind;

/** DectLinkKind: how a stated link is known. */
typedef enum
{
  DECT_LINK_MEASURED,
  DECT_LINK_FORCED_ON,
  DECT_LINK_FORCED_OFF,
} DectLinkKind;

/** DectRegion: band and power of the country: EU 1880-1900 MHz 24 dBm, US 1920-1930 MHz 20 dBm. */
typedef enum
{
  DECT_REGION_EU,
  DECT_REGION_US,
} DectRegion;

/**
 * DectSiteInfo:
 *
 * The site itself, its PBX gateway and its settings; always exactly one record, id %DECT_SITE_ID. Limits are kept here so that an
 * installer can change them per site; their sources are in data/radio/limits.json.
 */
struct _DectSiteInfo
{
  DectRecord head;
  char      *uuid;             /* lower-case, fixed; names our records at the PBX */
  char      *name;
  char      *customer;
  char      *notes;
  char      *gateway;          /* name of the gateway at the PBX; the site's name when unset */
  char      *firmware;
  char      *netmask;
  char      *omm_user;
  char      *omm_release;      /* "8.1"; unset = not known */
  gint       omm_host;         /* DectOmmHost */
  char      *omm_address;      /* only with omm_host = pc */
  char      *park;
  char      *sip_registrar;
  char      *sip_proxy;
  char      *dhcp_server;      /* the server that the base stations ask; it also answers TFTP unless tftp_server is set */
  char      *tftp_server;
  char      *router;
  char      *dns_servers;      /* addresses by blanks */
  char      *dns_domain;
  char      *ntp_server;       /* address or name */
  char      *syslog_server;
  gint       syslog_port;
  char      *country;          /* id in data/dhcp/boot.json, "DE" */
  gint       vlan;             /* that the base stations are told to use */
  char      *config_url;       /* folder of ipdect.cfg; unset = the TFTP server's */
  char      *restore_url;      /* of the OMM's database */
  char      *pool_first;       /* addresses for other devices; unset = this server has none for them */
  char      *pool_last;
  char      *pbx_profile;      /* id of the connection profile last used */
  char      *rfp_layout;       /* id; unset = that of the OMM release */
  char      *pp_layout;        /* same, for handsets */
  char      *rfp_layout_own;   /* the layout itself as JSON, where it is not a built-in one (dect-omm-layout-edit.h) */
  char      *pp_layout_own;    /* same, for handsets */
  gint       region;           /* DectRegion */
  double     sync_limit_dbm;   /* a link is usable from here, default -70 */
  double     strong_limit_dbm; /* the OMM counts a relation as strong above, default -73 */
  double     quality_limit_percent;
  double     design_limit_dbm; /* level wanted at a handset, default -65 */
  double     fit_offset_db;    /* what a fit to measurements found (DectFit): added to the loss */
  double     fit_exponent_db;  /* dB per decade in place of free space's 20 */
  double     fit_sigma_db;     /* scatter that was left */
  char      *fit_losses;       /* "brick-10=4.2 concrete=11": losses in place of the materials' own, sorted */
  char      *accepted;         /* ids of rules the person accepted, by blanks, sorted */
};

/** DectBuilding: floors above each other. Without x, y no link to another building is predicted. */
struct _DectBuilding
{
  DectRecord head;
  char      *name;
  double     x_m;
  double     y_m;
  double     rotation_deg; /* clockwise on the plan (y goes down) */
  double     base_m;       /* elevation of level 0's feet */
  double     north_deg;    /* clockwise from the plan's up to north; NAN = not known */
};

/**
 * DectFloor:
 *
 * One storey. Its own frame is in metres, x to the right, y down. The plan image is placed in it: a point (u, v) of the
 * image, in its units (pixel, PDF point, SVG user unit; origin top left), lies at
 * plan_xy + plan_scale_m * R(plan_rotation_deg) * (u, v). offset moves the floor's frame in the building's. Only the part of the
 * image between the crop's edges is shown; cropping changes none of the numbers before it, so it moves nothing.
 */
struct _DectFloor
{
  DectRecord head;
  guint32    building;          /* DectBuilding */
  char      *name;
  gint       level;             /* 0 = ground, -1 = basement */
  double     height_m;          /* slab to slab */
  char      *slab;              /* material id of the slab it stands on */
  double     slab_mm;           /* thickness of that slab; NAN = the material's own */
  char      *environment;       /* environment id */
  gint       propagation;       /* DectPropagation */
  double     offset_x_m;
  double     offset_y_m;
  char      *plan;              /* name of the image in the file, "plans/<sha256>.png"; unset = none */
  gint       plan_page;         /* 0 = first; only PDFs have more */
  double     plan_scale_m;      /* metres per unit; NAN = not scaled yet (rule floor-unscaled) */
  double     plan_rotation_deg; /* clockwise */
  double     plan_x_m;
  double     plan_y_m;
  double     plan_left;         /* edges of the part that is shown, in units of the image; NAN = the image's own */
  double     plan_top;
  double     plan_right;
  double     plan_bottom;
};

/** DectWall: a straight wall from slab to slab, in the floor's frame. */
struct _DectWall
{
  DectRecord head;
  guint32    floor; /* DectFloor */
  double     x1_m, y1_m, x2_m, y2_m;
  char      *material; /* id */
};

/** DectOpening: a segment on a wall (door, window, gap), or the diagonal of a rectangle in the slab (hole, stair). */
struct _DectOpening
{
  DectRecord head;
  guint32    floor; /* DectFloor */
  double     x1_m, y1_m, x2_m, y2_m;
  gint       kind; /* DectOpeningKind */
};

/**
 * DectZone:
 *
 * A rectangle on a floor: part of the area that automatic placement is to cover, with the traffic to carry there, or a place
 * where no base station may hang.
 */
struct _DectZone
{
  DectRecord head;
  guint32    floor; /* DectFloor */
  char      *name;
  gint       kind;  /* DectZoneKind */
  double     x1_m, y1_m, x2_m, y2_m;
  double     traffic_e; /* erlang in the busy hour, COVER only; NAN = not stated */
};

/** DectRemark: a note that stands on the plan; @x_m, @y_m: its pin, which the words stand beside; @text: may have several lines */
struct _DectRemark
{
  DectRecord head;
  guint32    floor; /* DectFloor */
  double     x_m, y_m;
  char      *text;
};

/** DectSwitch: a LAN switch that feeds RFPs. */
struct _DectSwitch
{
  DectRecord head;
  char      *name;
  gint       ports;
  double     poe_w;
  char      *riser;
  char      *location;
};

/**
 * DectRfp:
 *
 * A base station, planned or built. x_m, y_m are in the floor's frame and NAN until it is placed; it is
 * placed when floor, x_m and y_m are all set: dect_rfp_is_placed().
 */
struct _DectRfp
{
  DectRecord head;
  char      *name;
  gint       number; /* on the plan and on paper; positive */
  char      *mac;
  char      *model; /* catalogue id, "45" */
  gint       role;  /* DectRole */
  gint       preferred_sync;
  char      *target_ip;
  char      *firmware; /* unset = the gateway's ("default" at the PBX) */
  gint       reflective;
  gint       dect_on;
  guint32    floor; /* DectFloor */
  double     x_m;
  double     y_m;
  double     mount_m; /* above the floor's feet */
  double     azimuth_deg; /* clockwise from the plan's up; directional models only */
  double     power_mw;    /* unset = the region's full power */
  char      *room;
  gint       cluster;
  gint       paging_area; /* unset = unassigned */
  gint       omm_site;    /* unset = 1 at the OMM */
  guint32    network_switch; /* DectSwitch; id "switch" */
  gint       port;
  double     cable_m; /* length of the cable to the switch; NAN = not known */
  char      *compartment; /* fire compartment */
  gint       wlan_profile;
  gint       wlan_antenna;
  gint       wlan_channel;
  gint       wlan_power; /* percent */
  gint       wlan_on;
  gint       local_config; /* set up by the OM Configurator: it takes nothing from DHCP */
  char      *notes;
  char      *photo; /* name of the picture in the file, "photos/<sha256>.jpg", see DectPhoto; unset = none */
};

/** DectHandset: a handset, known by its IPEI. Access code and SIP password are secrets and not here. */
struct _DectHandset
{
  DectRecord head;
  char      *ipei;
  char      *number;
  char      *name;
  char      *additional_id;
  char      *sip_user;
  char      *sos_number;
  char      *mandown_number;
  gint       locatable;    /* unset = left to the OMM */
  gint       localization; /* same */
  gint       tracking;     /* same */
  char      *location;
  char      *model;
  char      *notes;
};

/** DectLink: what the installer knows of the path on which @to hears @from. */
struct _DectLink
{
  DectRecord head;
  guint32    from; /* DectRfp */
  guint32    to;   /* DectRfp */
  double     rssi_dbm;
  double     quality_percent;
  gint       kind; /* DectLinkKind */
};

/** DectSurvey: a level measured with a handset at a place. */
struct _DectSurvey
{
  DectRecord head;
  guint32    floor; /* DectFloor */
  double     x_m;
  double     y_m;
  guint32    rfp; /* DectRfp */
  double     rssi_dbm;
};

#define DECT_TYPE_RECORD (dect_record_get_type ())
GType dect_record_get_type (void) G_GNUC_CONST;

/**
 * dect_kind_fields:
 * @kind: a kind
 * @n_fields: (out) (optional): how many
 *
 * Returns: (array length=n_fields) (transfer none): its fields, in the order of site.json
 */
const DectField *dect_kind_fields (DectKind kind,
                                   guint   *n_fields);

/**
 * dect_kind_field:
 * @kind: a kind
 * @id: a field's id
 *
 * Returns: (nullable): the field
 */
const DectField *dect_kind_field (DectKind    kind,
                                  const char *id);

/**
 * dect_kind_id:
 * @kind: a kind
 *
 * Returns: its stable plural word: "rfps", "handsets"; key in site.json, option of `handoverctl import csv`
 *   ("site" for the site)
 */
const char *dect_kind_id (DectKind kind);

/**
 * dect_kind_label:
 * @kind: a kind
 *
 * Returns: what a person calls one of them ("base station"), translated, lower case in English
 */
const char *dect_kind_label (DectKind kind);

/**
 * dect_record_new:
 * @kind: a kind
 *
 * Returns: (transfer full): a record with the initial values of its fields and id 0
 */
DectRecord *dect_record_new (DectKind kind);

/**
 * dect_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a copy the caller may write, same kind and id
 */
DectRecord *dect_record_copy (const DectRecord *record);

DectRecord *dect_record_ref   (const DectRecord *record);
void        dect_record_unref (const DectRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectRecord, dect_record_unref)

/**
 * dect_record_equal:
 * @a: a record
 * @b: another
 *
 * Returns: whether kind, id, every field and the unknown members are equal
 */
gboolean dect_record_equal (const DectRecord *a,
                            const DectRecord *b);

/**
 * dect_record_title:
 * @record: a record
 *
 * What a sentence calls the thing: "base station 4 (Lab)", "handset 00077 0115484 2", "floor Ground floor".
 *
 * Returns: (transfer full): translated words, lower case at the start in English
 */
char *dect_record_title (const DectRecord *record);

/**
 * dect_record_drop_reference:
 * @record: a record its maker still owns alone
 * @field: a REFERENCE of its kind
 *
 * Clears a reference whose target went away, and what means nothing without it: an RFP without its floor has no place.
 */
void dect_record_drop_reference (DectRecord      *record,
                                 const DectField *field);

/**
 * dect_rfp_is_placed:
 * @rfp: an RFP
 *
 * Returns: whether it stands on a floor
 */
gboolean dect_rfp_is_placed (const DectRfp *rfp);

/* Checked casts from the head to the kind's struct and back. The static inline functions abort on a wrong kind. */
#define DECT_RECORD(r) ((DectRecord *) (r))

#define DECT_DEFINE_RECORD_CAST(Type, KIND, NAME, name) \
  static inline Type *DECT_##NAME (const void *record) \
  { \
    g_assert (record == NULL || ((const DectRecord *) record)->kind == DECT_KIND_##KIND); \
    return (Type *) record; \
  } \
  static inline Type *dect_##name##_new (void) \
  { \
    return (Type *) dect_record_new (DECT_KIND_##KIND); \
  } \
  static inline Type *dect_##name##_copy (const Type *record) \
  { \
    return (Type *) dect_record_copy ((const DectRecord *) record); \
  } \
  static inline void dect_##name##_unref (Type *record) \
  { \
    dect_record_unref ((DectRecord *) record); \
  } \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, dect_##name##_unref)

DECT_DEFINE_RECORD_CAST (DectSiteInfo, SITE, SITE_INFO, site_info)
DECT_DEFINE_RECORD_CAST (DectBuilding, BUILDING, BUILDING, building)
DECT_DEFINE_RECORD_CAST (DectFloor, FLOOR, FLOOR, floor)
DECT_DEFINE_RECORD_CAST (DectWall, WALL, WALL, wall)
DECT_DEFINE_RECORD_CAST (DectOpening, OPENING, OPENING, opening)
DECT_DEFINE_RECORD_CAST (DectZone, ZONE, ZONE, zone)
DECT_DEFINE_RECORD_CAST (DectRemark, REMARK, REMARK, remark)
DECT_DEFINE_RECORD_CAST (DectSwitch, SWITCH, SWITCH, switch)
DECT_DEFINE_RECORD_CAST (DectRfp, RFP, RFP, rfp)
DECT_DEFINE_RECORD_CAST (DectHandset, HANDSET, HANDSET, handset)
DECT_DEFINE_RECORD_CAST (DectLink, LINK, LINK, link)
DECT_DEFINE_RECORD_CAST (DectSurvey, SURVEY, SURVEY, survey)

G_END_DECLS
