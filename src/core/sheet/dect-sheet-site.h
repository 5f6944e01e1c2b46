/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-chain.h"
#include "model/dect-snapshot.h"
#include "radio/dect-links.h"

G_BEGIN_DECLS

/** DectSheetSite: what all pages are made of; @labels: name of each RFP on plan and table, by its index in the snapshot */
typedef struct
{
  DectSnapshot *snapshot;
  DectLinks    *links; /* nullable */
  DectChain    *chain; /* nullable */
  char        **labels;
} DectSheetSite;

/** dect_sheet_labels: Returns: (transfer full): name of each RFP on plan and table: its number, else a letter (A, B ... AA) */
char **dect_sheet_labels (DectSnapshot *snapshot);

/** dect_sheet_letters: Returns: (transfer full): 0 = A, 25 = Z, 26 = AA */
char *dect_sheet_letters (guint index);

/** dect_sheet_site_name: Returns: (transfer none): what the site is called on paper */
const char *dect_sheet_site_name (const DectSheetSite *site);

/** dect_sheet_date: Returns: (transfer full) (nullable): "Plan of 22 Nov 2026", UTC, so that it is the same everywhere */
char *dect_sheet_date (const DectSheetSite *site);

/** dect_sheet_floors: Returns: (transfer container) (element-type DectFloor): all floors, by building, then from the lowest up */
GPtrArray *dect_sheet_floors (DectSnapshot *snapshot);

/** dect_sheet_floor_title: Returns: (transfer full): "House A · Ground floor" */
char *dect_sheet_floor_title (DectSnapshot    *snapshot,
                              const DectFloor *floor);

/** dect_sheet_rfps: @floor: (nullable): %NULL = those without a place. Returns: (element-type guint): their indexes, by number */
GArray *dect_sheet_rfps (DectSnapshot    *snapshot,
                         const DectFloor *floor);

/** dect_sheet_rfps_all: Returns: (element-type guint): the indexes of all RFPs, by number */
GArray *dect_sheet_rfps_all (DectSnapshot *snapshot);

/* What cells say; (nullable) all of them. */
char       *dect_sheet_mac_text    (const DectRfp *rfp);
const char *dect_sheet_model_text  (const DectRfp *rfp);
const char *dect_sheet_role_text   (const DectRfp *rfp);
const char *dect_sheet_place_text  (const DectRfp *rfp);
char       *dect_sheet_switch_text (DectSnapshot  *snapshot,
                                    const DectRfp *rfp);

/** dect_sheet_level_text: Returns: (transfer full) (nullable): "−68", or %NULL when not known */
char *dect_sheet_level_text (double level_dbm);

/** dect_sheet_length_text: Returns: (transfer full): "3.25 m" with @decimals */
char *dect_sheet_length_text (double length_m,
                              guint  decimals);

G_END_DECLS
