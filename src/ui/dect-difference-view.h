/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-difference.h"

G_BEGIN_DECLS

/**
 * DectDifferenceView:
 *
 * The table of what differs between plan and PBX, with a chip a kind to show only those, a search, and the fields of the
 * selected record below it.
 *
 * Properties: narrow (gboolean, writable): before and after share a column, for telephones and half-width windows.
 */
#define DECT_TYPE_DIFFERENCE_VIEW (dect_difference_view_get_type ())
G_DECLARE_FINAL_TYPE (DectDifferenceView, dect_difference_view, DECT, DIFFERENCE_VIEW, AdwBin)

/** dect_difference_view_set_rows: @rows: (nullable) (element-type DectDifference): what to show */
void dect_difference_view_set_rows (DectDifferenceView *self,
                                    GListModel         *rows);

/** dect_difference_view_count: Returns: how many rows of @kind there are; %DECT_N_DIFFERENCES for all */
guint dect_difference_view_count (DectDifferenceView *self,
                                  DectDifferenceKind  kind);

/** dect_difference_view_choose: shows the rows of @kind alone; %DECT_N_DIFFERENCES for all */
void dect_difference_view_choose (DectDifferenceView *self,
                                  DectDifferenceKind  kind);

/** dect_difference_view_get_selection: Returns: (transfer none): which of the shown rows has its fields below */
GtkSelectionModel *dect_difference_view_get_selection (DectDifferenceView *self);

/** dect_difference_view_get_shown: Returns: (transfer none): the rows that pass the chosen chip and the search */
GListModel *dect_difference_view_get_shown (DectDifferenceView *self);

G_END_DECLS
