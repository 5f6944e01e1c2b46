/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

/** DECT_OMM_LAYOUT_GUESSED: id of a layout that was put together from what stands in a file */
#define DECT_OMM_LAYOUT_GUESSED "guessed"

/**
 * DectOmmSureness:
 * @DECT_OMM_SURE_EMPTY: no record has a value there, so nothing speaks for it or against it
 * @DECT_OMM_SURE_NOT: values are there and do not fit, or nothing fits them
 * @DECT_OMM_SURE_MAYBE: the values fit, as they would elsewhere
 * @DECT_OMM_SURE_LIKELY: the values fit at the place where a known layout has the field
 * @DECT_OMM_SURE_CERTAIN: the values can be nothing else (MAC addresses, IPEIs), or the file itself names its columns
 *
 * How sure it is that a column is what it was taken for.
 */
typedef enum
{
  DECT_OMM_SURE_EMPTY,
  DECT_OMM_SURE_NOT,
  DECT_OMM_SURE_MAYBE,
  DECT_OMM_SURE_LIKELY,
  DECT_OMM_SURE_CERTAIN,
} DectOmmSureness;

/**
 * DectOmmGuessColumn:
 * @field: what it was taken for, as in #DectOmmColumn; "blank" = left out
 * @sure: how sure that is
 * @n_filled: how many records have a value there
 * @n_fitting: how many of these the field takes
 * @example: (nullable): the first value, cut short; %NULL for none and for secrets
 *
 * One column of a file.
 */
typedef struct
{
  const char     *field;
  DectOmmSureness sure;
  guint           n_filled;
  guint           n_fitting;
  char           *example;
} DectOmmGuessColumn;

/**
 * DectOmmGuess:
 * @layout: what to read the file by: a known one, or one that was put together from what stands in the file
 * @known: whether it is a known one, or the one that a comment of this program in the file names column by column; a person should look at
 *   any other before it is used
 * @n_records: how many records were looked at
 * @columns: (element-type DectOmmGuessColumn): the columns of @layout, and those the file has besides
 *
 * What the columns of an import file seem to be.
 */
typedef struct
{
  DectOmmLayout *layout;
  gboolean       known;
  guint          n_records;
  GPtrArray     *columns;
} DectOmmGuess;

void dect_omm_guess_free (DectOmmGuess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmGuess, dect_omm_guess_free)

/** dect_omm_guess_list_layouts: @snapshot: (nullable): a site. Returns: (transfer container) (element-type DectOmmLayout): its own layouts
 * and all others, which are read from disk. Any thread */
GPtrArray *dect_omm_guess_list_layouts (DectSnapshot *snapshot);

/**
 * dect_omm_guess_among:
 * @bytes: a file; nothing in it is trusted
 * @layouts: (element-type DectOmmLayout): those that may be meant, at least one: of equals the first counts
 * @error: return location, as dect_omm_read()
 *
 * Returns: (transfer full): as dect_omm_guess()
 */
DectOmmGuess *dect_omm_guess_among (GBytes    *bytes,
                                    GPtrArray *layouts,
                                    GError   **error);

/**
 * dect_omm_guess:
 * @bytes: a file; nothing in it is trusted
 * @snapshot: (nullable): the site it is for; its own layouts are tried first
 * @error: return location, as dect_omm_read()
 *
 * Tries all known layouts. Where none fits, the columns are taken for the fields of the one that comes nearest, in its order, with MAC
 * addresses and IPEIs wherever they stand. The scores are ours: nothing in a file says what its columns are, except the comment that this
 * program writes. Any thread.
 *
 * Returns: (transfer full): what the columns seem to be
 */
DectOmmGuess *dect_omm_guess (GBytes       *bytes,
                              DectSnapshot *snapshot,
                              GError      **error);

/**
 * dect_omm_guess_with:
 * @bytes: a file
 * @layout: which column is what, as a person says
 * @error: return location, as dect_omm_read()
 *
 * Returns: (transfer full): what speaks for @layout, column by column
 */
DectOmmGuess *dect_omm_guess_with (GBytes              *bytes,
                                   const DectOmmLayout *layout,
                                   GError             **error);

/** dect_omm_sureness_label: Returns: the word for it, translated */
const char *dect_omm_sureness_label (DectOmmSureness sure);

G_END_DECLS
