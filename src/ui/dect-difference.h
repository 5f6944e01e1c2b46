/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectDifferenceKind:
 * @DECT_DIFFERENCE_NEW: the PBX gets it
 * @DECT_DIFFERENCE_CHANGED: the PBX has it otherwise
 * @DECT_DIFFERENCE_REMOVED: it goes from the PBX
 * @DECT_DIFFERENCE_ONLY_THERE: the PBX has it, the plan does not; it stays
 * @DECT_N_DIFFERENCES: number of kinds
 */
typedef enum
{
  DECT_DIFFERENCE_NEW,
  DECT_DIFFERENCE_CHANGED,
  DECT_DIFFERENCE_REMOVED,
  DECT_DIFFERENCE_ONLY_THERE,
  DECT_N_DIFFERENCES,
} DectDifferenceKind;

/**
 * DectDifference:
 *
 * One line of the table of differences, as a list model wants it. Immutable. Read-only text properties for columns: sign
 * (+, ≈, −), what ("Base station"), name, before (at the PBX), after (after the push), both (before and after in one).
 */
#define DECT_TYPE_DIFFERENCE (dect_difference_get_type ())
G_DECLARE_FINAL_TYPE (DectDifference, dect_difference, DECT, DIFFERENCE, GObject)

DectDifferenceKind dect_difference_get_kind (DectDifference *self);
const char        *dect_difference_get_name (DectDifference *self);

/** dect_difference_is_ours: Returns: whether this site put it there, so that it can be removed */
gboolean dect_difference_is_ours (DectDifference *self);

/** dect_difference_kind_label: Returns: what the sign means, "new", translated */
const char *dect_difference_kind_label (DectDifferenceKind kind);

/** dect_differences_new: Returns: (transfer full) (element-type DectDifference): what @review shows, then what only the PBX has */
GListStore *dect_differences_new (const DectPbxReview *review);

G_END_DECLS
