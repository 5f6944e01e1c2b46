/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omm/dect-omm-compare.h"

G_BEGIN_DECLS

/**
 * DectLevelTable:
 *
 * Radio levels between base stations, predicted beside measured, the largest difference first.
 */
#define DECT_TYPE_LEVEL_TABLE (dect_level_table_get_type ())
G_DECLARE_FINAL_TYPE (DectLevelTable, dect_level_table, DECT, LEVEL_TABLE, AdwBin)

/** dect_level_table_set_report: @report: (nullable): whose levels; not kept */
void dect_level_table_set_report (DectLevelTable      *self,
                                  const DectOmmReport *report);

/** dect_level_table_set_narrow: @narrow: there is no room for all columns; FALSE at first */
void dect_level_table_set_narrow (DectLevelTable *self,
                                  gboolean        narrow);

G_END_DECLS
