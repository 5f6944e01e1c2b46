/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/dect-site.h"
#include "omm/dect-omm-scale.h"
#include "omm/dect-omm-system.h"
#include "radio/dect-links.h"

G_BEGIN_DECLS

/**
 * DectOmmDifferenceKind:
 * @DECT_OMM_DIFFERENCE_PARK: another PARK
 * @DECT_OMM_DIFFERENCE_MISSING: planned, and the OMM does not have it
 * @DECT_OMM_DIFFERENCE_UNKNOWN: the OMM has it, and nobody planned it
 * @DECT_OMM_DIFFERENCE_CAPTURED: it only tried to connect to the OMM, and nobody planned it
 * @DECT_OMM_DIFFERENCE_DEVICE: what is known by its name (handset: number) is another device than planned
 * @DECT_OMM_DIFFERENCE_PLACE: name, building, floor, room, or place on the drawing differ
 * @DECT_OMM_DIFFERENCE_MODEL: another model
 * @DECT_OMM_DIFFERENCE_SETTING: set otherwise than planned
 * @DECT_OMM_DIFFERENCE_NOT_CONNECTED: the OMM has it, and it is not up
 * @DECT_OMM_DIFFERENCE_NOT_SYNCHRONISED: it is up, and not in step with its cluster
 * @DECT_OMM_DIFFERENCE_NOT_SUBSCRIBED: a handset that the OMM has and that did not subscribe
 *
 * How what was built differs from what was planned; also the groups of the report, in this order.
 */
typedef enum
{
  DECT_OMM_DIFFERENCE_PARK,
  DECT_OMM_DIFFERENCE_MISSING,
  DECT_OMM_DIFFERENCE_UNKNOWN,
  DECT_OMM_DIFFERENCE_CAPTURED,
  DECT_OMM_DIFFERENCE_DEVICE,
  DECT_OMM_DIFFERENCE_PLACE,
  DECT_OMM_DIFFERENCE_MODEL,
  DECT_OMM_DIFFERENCE_SETTING,
  DECT_OMM_DIFFERENCE_NOT_CONNECTED,
  DECT_OMM_DIFFERENCE_NOT_SYNCHRONISED,
  DECT_OMM_DIFFERENCE_NOT_SUBSCRIBED,
  DECT_OMM_N_DIFFERENCES,
} DectOmmDifferenceKind;

/** dect_omm_difference_kind_id: Returns: its stable word for JSON: "not-connected" */
const char *dect_omm_difference_kind_id (DectOmmDifferenceKind kind);

/** dect_omm_difference_kind_label: Returns: what a person calls the group: "Not connected", translated */
const char *dect_omm_difference_kind_label (DectOmmDifferenceKind kind);

/**
 * DectOmmDifference:
 * @kind: how it differs
 * @of: %DECT_KIND_RFP, %DECT_KIND_HANDSET, or %DECT_KIND_SITE (PARK)
 * @id: id of the planned record; 0 when nobody planned it
 * @key: (nullable): MAC or IPEI as a person reads it, of the built one where there is one
 * @title: what a sentence calls the thing: "base station 4 (Lab)"
 * @field: (nullable): the field that differs, for DEVICE, PLACE, MODEL, SETTING and PARK; "x_m" stands for the place on the drawing
 * @label: (nullable): what a person calls that field, translated
 * @planned: (nullable): what the plan says, translated
 * @built: (nullable): what the OMM says, translated
 *
 * One difference.
 */
typedef struct
{
  DectOmmDifferenceKind kind;
  DectKind              of;
  guint32               id;
  char                 *key;
  char                 *title;
  const DectField      *field;
  const char           *label;
  char                 *planned;
  char                 *built;
} DectOmmDifference;

/** dect_omm_difference_dup_text: Returns: (transfer full): "cluster: planned 1, built 2", or "tried to connect"; "" when its kind
 * says it all; translated */
char *dect_omm_difference_dup_text (const DectOmmDifference *self);

/**
 * DectOmmLink:
 * @from: id of the planned RFP that is heard; 0 when it is not planned
 * @to: id of the planned RFP that hears it
 * @from_title: what a person calls it: its name, else its MAC
 * @to_title: see @from_title
 * @predicted_dbm: predicted level of @from at @to; %NAN when none is
 * @reading: what the OMM says; #DECT_OMM_UNSET when it says nothing of this pair
 * @measured_dbm: @reading by the scale of the report; %NAN when there is none
 * @lost: whether @to lost it
 *
 * One direction of a radio link: predicted and measured. Measured minus predicted is the difference.
 */
typedef struct
{
  guint32  from;
  guint32  to;
  char    *from_title;
  char    *to_title;
  double   predicted_dbm;
  gint     reading;
  double   measured_dbm;
  gboolean lost;
} DectOmmLink;

/** dect_omm_link_get_difference: Returns: measured minus predicted, dB; %NAN where one of both is not known */
double dect_omm_link_get_difference (const DectOmmLink *self);

/** dect_omm_link_dup_predicted: Returns: (transfer full): "−58 dBm", "–" when nothing is predicted */
char *dect_omm_link_dup_predicted (const DectOmmLink *self);

/** dect_omm_link_dup_measured: Returns: (transfer full): "−61 dBm", "lost", "not heard", translated */
char *dect_omm_link_dup_measured (const DectOmmLink *self);

/** dect_omm_link_dup_difference: Returns: (transfer full): "−3.0 dB", "–" */
char *dect_omm_link_dup_difference (const DectOmmLink *self);

/** dect_omm_link_dup_text: Returns: (transfer full): "predicted −58 dBm, measured −61 dBm, difference −3.0 dB", translated */
char *dect_omm_link_dup_text (const DectOmmLink *self);

/**
 * DectOmmReport:
 * @origin: where the built system was read
 * @version: (nullable): product and version of the OMM
 * @name: (nullable): system name
 * @park: (nullable): PARK at the OMM, as the OMM writes it and as it is typed on a handset
 * @scale: how levels were read
 * @differences: (element-type DectOmmDifference): by kind, then base stations before handsets, then in the order of the plan, those
 *   that nobody planned last
 * @links: (element-type DectOmmLink): what the OMM heard, then usable predicted links between connected ones that it did not hear;
 *   empty when no levels were told
 * @n_rfps: base stations planned
 * @n_rfps_built: base stations at the OMM, captured ones not counted
 * @n_handsets: handsets planned
 * @n_handsets_built: handsets at the OMM
 * @tells_handsets: whether the source told about handsets; else they are not compared
 * @tells_state: whether it told what is connected and synchronised
 *
 * Planned against built.
 */
typedef struct
{
  DectOmmOrigin       origin;
  char               *version;
  char               *name;
  char               *park;
  const DectOmmScale *scale;
  GPtrArray          *differences;
  GPtrArray          *links;
  guint               n_rfps;
  guint               n_rfps_built;
  guint               n_handsets;
  guint               n_handsets_built;
  gboolean            tells_handsets;
  gboolean            tells_state;
} DectOmmReport;

void dect_omm_report_free (DectOmmReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmReport, dect_omm_report_free)

/**
 * dect_omm_system_compare:
 * @snapshot: a site
 * @links: (nullable): its links, made from @snapshot; without them no level is predicted
 * @system: what was built
 * @scale: (nullable): how its levels are to be read; %NULL = dect_omm_scale_suggest()
 *
 * Base stations are the same by their MAC, else by a name that only one on either side has; handsets by IPEI, else by number. What the
 * plan leaves open differs from nothing. The place on the drawing is compared only on floors where at least two, and more than half
 * of those placed in both, stand where dect_omm_drawing_units() would put them: elsewhere the OMM's drawing is another one. A
 * backup without any handset says nothing about handsets (facts/omm.md section 4: no handset table was seen in one). Pure; any thread.
 *
 * Returns: (transfer full): the report
 */
DectOmmReport *dect_omm_system_compare (const DectSnapshot  *snapshot,
                                        DectLinks           *links,
                                        const DectOmmSystem *system,
                                        const DectOmmScale  *scale);

/** dect_omm_report_count: Returns: how many differences are of @kind */
guint dect_omm_report_count (const DectOmmReport  *self,
                             DectOmmDifferenceKind kind);

/** dect_omm_report_count_levels: Returns: how many measured levels dect_omm_report_take_levels() would take into a site */
guint dect_omm_report_count_levels (const DectOmmReport *self);

/**
 * dect_omm_report_take_levels:
 * @self: a report
 * @site: the site; no step open; main thread
 *
 * Takes every measured level between two planned base stations into the site as a measured link, in one step of the history. It takes
 * the place of what was measured in that direction before; forced links stay.
 *
 * Returns: how many links are new or have another level now
 */
guint dect_omm_report_take_levels (const DectOmmReport *self,
                                   DectSite            *site);

/**
 * dect_omm_report_to_json:
 * @self: a report
 *
 * |[
 * { "origin": "axi", "version": "8.1", "name": "Clinic", "park": "1F10123450 (…)",
 *   "rfps": { "planned": 30, "built": 29 }, "handsets": { "planned": 90, "built": 90, "told": true }, "state_told": true,
 *   "differences": [ { "kind": "place", "of": "rfps", "title": "base station 4 (Lab)", "key": "00:30:42:1B:7F:05",
 *                      "field": "floor", "planned": "2", "built": "3" } ],
 *   "scale": "dbm", "scales": [ { "id": "dbm", "title": "…", "offset_db": 0, "verified": false, "source": "…" } ],
 *   "links": [ { "from": "Lab", "to": "Hall", "reading": -61, "predicted_dbm": -58.2, "measured_dbm": -61,
 *                "difference_db": -2.8, "lost": false } ] }
 * ]|
 *
 * Levels are rounded to 0.1 dB; what is not known is null. The words of "kind" and "field" are stable.
 *
 * Returns: (transfer full): what `handoverctl omm compare --json` prints
 */
JsonNode *dect_omm_report_to_json (const DectOmmReport *self);

G_END_DECLS
