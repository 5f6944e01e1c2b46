/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * dect_sheet_handsets:
 * @snapshot: a site
 * @sort: in which order
 *
 * The same on every machine, so not by the collation of a locale: texts without regard to case, letters with marks beside those
 * without, runs of digits by their value, what is not set last.
 *
 * Returns: (transfer container) (element-type DectHandset): all handsets
 */
GPtrArray *dect_sheet_handsets (DectSnapshot *snapshot,
                                DectSheetSort sort);

/** dect_sheet_ipei_text: Returns: (transfer full) (nullable): "00077 0115484 2"; as it stands where it is wrong */
char *dect_sheet_ipei_text (const DectHandset *handset);

/** dect_sheet_ipei_code: Returns: (transfer full) (nullable): "0007701154842", what a barcode says; %NULL when it is wrong or not set */
char *dect_sheet_ipei_code (const DectHandset *handset);

G_END_DECLS
