/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * dect_csv_export:
 * @snapshot: a site
 * @kind: which of its things; not %DECT_KIND_SITE
 *
 * Writes one file of the import's columns, without the secret ones: UTF-8 without byte order mark,
 * commas, LF at the end of each line, decimal points, booleans yes and no; fields in quotes only
 * where RFC 4180 asks for it, or where blanks stand at an end. Rows in the order of the site; the
 * same snapshot always gives the same bytes. Any thread.
 *
 * IPEIs are written as printed on the handset ("00077 0115484 2"), so that a spreadsheet does not
 * take them for numbers and drop their zeros. An RFP that a link or survey point names is written
 * by its name where no other has it and it cannot be taken for something else, else by its MAC,
 * else as "#" and its number.
 *
 * Returns: (transfer full): the file; a header row at least
 */
GBytes *dect_csv_export (DectSnapshot *snapshot,
                         DectKind      kind);

/** dect_csv_file_name: Returns: (transfer none): its usual name, "rfps.csv" */
const char *dect_csv_file_name (DectKind kind);

G_END_DECLS
