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
 * @DECT_DIFFERENCE_REKEYED: the gateway goes over to another master, and keeps everything else
 * @DECT_DIFFERENCE_REMOVED: it goes from the PBX
 * @DECT_DIFFERENCE_LEFT_OVER: this site pushed it earlier and does not plan it any more; it stays unless asked for
 * @DECT_DIFFERENCE_ONLY_THERE: others entered it at the PBX; it always stays
 * @DECT_N_DIFFERENCES: number of kinds
 */
typedef enum
{
  DECT_DIFFERENCE_NEW,
  DECT_DIFFERENCE_CHANGED,
  DECT_DIFFERENCE_REKEYED,
  DECT_DIFFERENCE_REMOVED,
  DECT_DIFFERENCE_LEFT_OVER,
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

/** dect_difference_matches: @folded: a text from g_utf8_casefold(). Returns: whether it stands anywhere in the row */
gboolean dect_difference_matches (DectDifference *self,
                                  const char     *folded);

/**
 * DectDifferenceField:
 * @label: what a person calls it
 * @before: at the PBX; "" where there is nothing
 * @after: after the push
 *
 * One field of a record, for the eye. A secret says whether it changes, never what it is.
 */
typedef struct
{
  char *label;
  char *before;
  char *after;
} DectDifferenceField;

/** dect_difference_list_fields: Returns: (transfer full) (element-type DectDifferenceField): the fields that change; all of a new or removed record */
GPtrArray *dect_difference_list_fields (DectDifference *self);

/** dect_difference_kind_label: Returns: what the sign means, "new", translated */
const char *dect_difference_kind_label (DectDifferenceKind kind);

/** dect_differences_new: Returns: (transfer full) (element-type DectDifference): what @review shows, then what only the PBX has */
GListStore *dect_differences_new (const DectPbxReview *review);

G_END_DECLS
