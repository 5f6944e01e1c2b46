/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-progress.h"
#include "model/dect-site.h"
#include "store/dect-csv-report.h"
#include "store/dect-csv.h"

G_BEGIN_DECLS

/**
 * DectCsvInput:
 * @kind: what its rows are; not %DECT_KIND_SITE
 * @bytes: the file
 * @name: its name, for messages
 * @header: (nullable) (array length=n_header): id of the column that each field of a row is, %NULL = left out, in place of what a
 *   header row says
 * @n_header: how many
 * @skip_first: with @header: the first row is a header all the same, and is passed over
 * @targets: (nullable) (array length=n_targets): which thing each row means, whatever it is called: the i-th row is for the i-th id, 0 =
 *   a new thing; rows after the last are new. No key is needed then, and what another thing has already is noticed, not refused
 * @n_targets: how many
 *
 * One file to import, or a block of a spreadsheet.
 */
typedef struct
{
  DectKind           kind;
  GBytes            *bytes;
  const char        *name;
  const char *const *header;
  guint              n_header;
  gboolean           skip_first;
  const guint32     *targets;
  guint              n_targets;
} DectCsvInput;

/**
 * dect_csv_plan:
 * @snapshot: the site as it stands
 * @inputs: (array length=n_inputs): files, in any order; they are read in the order of #DectKind,
 *   so that links find the RFPs of the same import
 * @n_inputs: how many
 * @error: return location, #DECT_CSV_ERROR with the name of the file in front; such a file spoils
 *   the whole import
 *
 * Works out what the files would change; nothing changes yet. Any thread.
 *
 * Columns, in any order and in upper or lower case; others are reported and left out:
 *
 * - buildings: building, x_m, y_m, rotation_deg, base_m, north_deg
 * - floors: building, floor, level, height_m, slab, slab_mm, environment, propagation, offset_x_m, offset_y_m
 * - walls: building, floor, x1_m, y1_m, x2_m, y2_m, material
 * - openings: building, floor, x1_m, y1_m, x2_m, y2_m, kind
 * - switches: switch, ports, poe_w, riser, location
 * - RFPs: name, number, mac, model, role, preferred_sync, target_ip, firmware, reflective, dect_on,
 *   building, floor, x_m, y_m, mount_m, azimuth_deg, power_mw, room, cluster, paging_area, omm_site,
 *   switch, port, cable_m, compartment, wlan_profile, local_config, notes
 * - handsets: ipei, number, name, additional_id, sip_user, sos_number, mandown_number, location,
 *   model, notes, and ac and sip_password, which go to the secrets
 * - links: from, to, rssi_dbm, quality_percent, kind
 * - zones: building, floor, name, kind, x1_m, y1_m, x2_m, y2_m, traffic_e
 * - remarks: building, floor, x_m, y_m, text
 * - survey: building, floor, x_m, y_m, rfp, rssi_dbm
 *
 * Which thing a row means: an RFP is known by its MAC; where no RFP has it, by its name; without a
 * name by its number. A handset by its IPEI, where none has it by its number. Buildings and
 * switches by name, floors by building and name, links by from and to. So an RFP placed by name
 * gets its MAC, and a replaced one gets another. Of walls, openings, zones, remarks and survey points a row equal
 * to what is there, as far as the file has columns, changes nothing; all others are new. Two rows
 * of one file that mean one thing, and names that fit two, are refused.
 *
 * An empty field stands for the value of a new record; but an empty MAC, IPEI, name or number of an
 * RFP, level of a floor and secret keep what is there. x_m and y_m empty: the RFP is not placed. A
 * new RFP without a number gets the smallest free one. A new floor without a level gets the level
 * above the building's highest, or 0. A building, floor or switch that the site does not know is
 * created and reported; but a level measured on a floor that the site does not know is refused:
 * nothing is drawn there that it could be compared with. A floor may be named without its building where only one fits. from, to and
 * rfp name an RFP by name, MAC, "#" and number, or its number alone where nothing else is called so. A survey point far
 * outside of what is drawn on its floor is taken and reported.
 *
 * A wrong field refuses its row as a whole, also an invalid MAC, IPEI or address; all wrong fields
 * of the row are reported.
 *
 * Returns: (transfer full): the plan
 */
DectCsvReport *dect_csv_plan (DectSnapshot       *snapshot,
                              const DectCsvInput *inputs,
                              guint               n_inputs,
                              GError            **error);

/**
 * dect_csv_plan_full:
 * @snapshot: as in dect_csv_plan()
 * @inputs: (array length=n_inputs): as in dect_csv_plan()
 * @n_inputs: how many
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told how far it is
 * @user_data: for @progress
 * @error: return location, #DECT_CSV_ERROR or %G_IO_ERROR_CANCELLED
 *
 * dect_csv_plan() for what may take a while.
 *
 * Returns: (transfer full): the plan
 */
DectCsvReport *dect_csv_plan_full (DectSnapshot       *snapshot,
                                   const DectCsvInput *inputs,
                                   guint               n_inputs,
                                   GCancellable       *cancellable,
                                   DectProgressFunc    progress,
                                   gpointer            user_data,
                                   GError            **error);

/**
 * dect_csv_preview:
 * @report: a plan
 * @snapshot: the site it was made for
 *
 * Tries dect_csv_apply() on a copy that nobody else sees, so that both cannot differ. Any thread.
 *
 * Returns: (transfer full) (element-type DectChangeEntry): what dect_csv_apply() would change, secrets apart
 */
GPtrArray *dect_csv_preview (DectCsvReport *report,
                             DectSnapshot  *snapshot);

/**
 * dect_csv_apply:
 * @report: a plan for the site as it stands
 * @site: the site it was made for; main thread, no step of its history open
 * @secrets: (nullable): takes the secrets of the files; %NULL leaves them out
 * @error: return location, %DECT_CSV_ERROR_STALE
 *
 * Carries the plan out in one step of the history; the refused rows stay out.
 *
 * Returns: %FALSE and nothing changed when the site changed since the plan
 */
gboolean dect_csv_apply (DectCsvReport *report,
                         DectSite      *site,
                         DectSecrets   *secrets,
                         GError       **error);

/** dect_csv_apply_as: dect_csv_apply() with another name of the step than the files give; @label: translated */
gboolean dect_csv_apply_as (DectCsvReport *report,
                            DectSite      *site,
                            DectSecrets   *secrets,
                            const char    *label,
                            GError       **error);

/**
 * dect_csv_import:
 * @site: a site; main thread, no step of its history open
 * @kind: what the rows are
 * @bytes: the file
 * @file_name: its name, for messages
 * @secrets: (nullable): as in dect_csv_apply()
 * @error: return location, #DECT_CSV_ERROR
 *
 * dect_csv_plan() and dect_csv_apply() of one file: takes the good rows, refuses the others.
 *
 * Returns: (transfer full): what it did
 */
DectCsvReport *dect_csv_import (DectSite    *site,
                                DectKind     kind,
                                GBytes      *bytes,
                                const char  *file_name,
                                DectSecrets *secrets,
                                GError     **error);

G_END_DECLS
