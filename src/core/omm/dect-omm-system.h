/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DECT_OMM_UNSET:
 *
 * A number that the OMM did not tell.
 */
#define DECT_OMM_UNSET G_MININT

/**
 * DECT_OMM_UNITS_PER_METRE:
 *
 * Units of the OMM's drawing in a metre where nobody says otherwise. The OMM keeps x and y for a drawing and gives them no unit
 * (facts/omm.md section 10): decimetres in the frame of the floor are what this program writes.
 */
#define DECT_OMM_UNITS_PER_METRE 10

/**
 * DectOmmSync:
 * @DECT_OMM_SYNC_UNKNOWN: nothing was told
 * @DECT_OMM_SYNC_INACTIVE: DECT is off
 * @DECT_OMM_SYNC_NOT_SYNCED: on, and it hears none to follow
 * @DECT_OMM_SYNC_SEARCHING: it looks for one
 * @DECT_OMM_SYNC_SYNCED: it transmits in step with its cluster
 *
 * How an RFP stands in the synchronisation over the air (facts/omm.md section 8, from the OM AXI schema).
 */
typedef enum
{
  DECT_OMM_SYNC_UNKNOWN,
  DECT_OMM_SYNC_INACTIVE,
  DECT_OMM_SYNC_NOT_SYNCED,
  DECT_OMM_SYNC_SEARCHING,
  DECT_OMM_SYNC_SYNCED,
} DectOmmSync;

/**
 * DectOmmRfp:
 * @id: the OMM's own number of it, from 0; #DECT_OMM_UNSET for one that only tried to connect
 * @mac: its MAC in the form of dect_mac_to_key()
 * @name: (nullable): its name (in the backup: location)
 * @hierarchy: (nullable): building, floor, room and a fourth level
 * @model: (nullable): id in the catalogue; %NULL when the OMM does not know it yet, or we do not know its code
 * @cluster: DECT cluster
 * @paging_area: paging area, -1 = unassigned
 * @site: the OMM's number of its site
 * @x: its place on the OMM's drawing, integers without a unit (facts/omm.md section 10)
 * @y: see @x
 * @dect_on: 0 or 1
 * @preferred_sync: 0 or 1
 * @reflective: 0 or 1
 * @connected: 0 or 1: whether it is up now
 * @captured: whether the OMM does not have it, and only saw it try to connect
 * @sync: how it stands in the synchronisation
 * @strong: how many others it hears strongly: above -73 dBm (facts/omm.md section 8)
 * @weak: how many it hears below that
 * @best_rssi: the strongest of the strong ones, as the OMM says it
 * @worst_rssi: the weakest of the weak ones, as the OMM says it
 *
 * A base station as the OMM has it. Numbers are #DECT_OMM_UNSET where the source does not tell them.
 */
typedef struct
{
  gint        id;
  char       *mac;
  char       *name;
  char       *hierarchy[4];
  char       *model;
  gint        cluster;
  gint        paging_area;
  gint        site;
  gint        x;
  gint        y;
  gint        dect_on;
  gint        preferred_sync;
  gint        reflective;
  gint        connected;
  gboolean    captured;
  DectOmmSync sync;
  gint        strong;
  gint        weak;
  gint        best_rssi;
  gint        worst_rssi;
} DectOmmRfp;

/**
 * DectOmmHandset:
 * @uid: the OMM's number of the user, #DECT_OMM_UNSET for a device without one
 * @ppn: the OMM's number of the device, #DECT_OMM_UNSET for a user without one
 * @ipei: (nullable): 13 characters
 * @number: (nullable): its number
 * @name: (nullable): its name
 * @additional_id: (nullable): what its user types when subscribing
 * @sip_user: (nullable): SIP authentication user
 * @subscribed: 0 or 1
 *
 * A handset (PP) as the OMM has it. No secret is ever held.
 */
typedef struct
{
  gint  uid;
  gint  ppn;
  char *ipei;
  char *number;
  char *name;
  char *additional_id;
  char *sip_user;
  gint  subscribed;
} DectOmmHandset;

/**
 * DectOmmHeard:
 * @from: MAC key of the one that is heard
 * @to: MAC key of the one that hears it
 * @rssi: what the OMM says, as it says it: the facts leave open whether its scale is dBm or an offset from it
 * @offset_ns: offset of the frames, #DECT_OMM_UNSET when not told
 * @lost: whether @to lost it
 *
 * One neighbour of an RFP, from GetRFPSync.
 */
typedef struct
{
  char    *from;
  char    *to;
  gint     rssi;
  gint     offset_ns;
  gboolean lost;
} DectOmmHeard;

/**
 * DectOmmOrigin:
 * @DECT_OMM_ORIGIN_BACKUP: omm_conf.txt: what was configured
 * @DECT_OMM_ORIGIN_AXI: a running OMM: what is configured, and how it stands now
 */
typedef enum
{
  DECT_OMM_ORIGIN_BACKUP,
  DECT_OMM_ORIGIN_AXI,
} DectOmmOrigin;

/**
 * DectOmmSystem:
 * @origin: where it was read
 * @version: (nullable): product and version, as told
 * @name: (nullable): system name
 * @park: (nullable): PARK as 10 hex digits, upper case
 * @rfps: (element-type DectOmmRfp): its base stations, by id; captured ones last
 * @handsets: (element-type DectOmmHandset): its handsets
 * @heard: (element-type DectOmmHeard): who hears whom; empty from a backup
 * @sites: (element-type utf8 utf8): the OMM's sites: number as text to name
 * @interface: (nullable): version of the AXI it speaks, as told; %NULL from a backup
 * @max_rfps: how many base stations it takes
 * @max_handsets: how many devices it takes
 * @units_per_metre: what x and y count on its drawing; 0 = they are not compared; at first #DECT_OMM_UNITS_PER_METRE
 *
 * A built system: what an OMM says it has. The backup reader and the AXI client make it, dect_omm_system_compare() and the takeover
 * read it. It holds no secret, whatever the source held. Counted atomically; do not change it once another thread may see it.
 */
typedef struct
{
  DectOmmOrigin origin;
  char         *version;
  char         *name;
  char         *park;
  GPtrArray    *rfps;
  GPtrArray    *handsets;
  GPtrArray    *heard;
  GHashTable   *sites;
  char         *interface;
  gint          max_rfps;
  gint          max_handsets;
  guint         units_per_metre;

  /*< private >*/
  gatomicrefcount ref_count;
} DectOmmSystem;

/** dect_omm_system_new: Returns: (transfer full): an empty one */
DectOmmSystem *dect_omm_system_new (DectOmmOrigin origin);

DectOmmSystem *dect_omm_system_ref (DectOmmSystem *self);

/** dect_omm_system_free: drops a reference; @self: (nullable) (transfer full) */
void dect_omm_system_free (DectOmmSystem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmSystem, dect_omm_system_free)

/** dect_omm_drawing_units: Returns: @value_m on the OMM's drawing; #DECT_OMM_UNSET when it is not finite or @units_per_metre is 0 */
gint dect_omm_drawing_units (double value_m,
                             guint  units_per_metre);

/** dect_omm_system_add_rfp: Returns: (transfer none): a new base station in @self, all of it unset; @mac: MAC key */
DectOmmRfp *dect_omm_system_add_rfp (DectOmmSystem *self,
                                     const char    *mac);

/** dect_omm_system_add_handset: Returns: (transfer none): a new handset in @self, all of it unset */
DectOmmHandset *dect_omm_system_add_handset (DectOmmSystem *self);

/** dect_omm_system_add_heard: Returns: (transfer none): a new neighbour in @self; @from, @to: MAC keys */
DectOmmHeard *dect_omm_system_add_heard (DectOmmSystem *self,
                                         const char    *from,
                                         const char    *to);

/** dect_omm_system_find_rfp: Returns: (nullable) (transfer none): the base station with that MAC key */
DectOmmRfp *dect_omm_system_find_rfp (const DectOmmSystem *self,
                                      const char          *mac);

G_END_DECLS
