/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

/**
 * DectOmmLimit:
 * @id: the record whose text it is: an RFP or handset, or the building or floor for the columns of these names
 * @column: the column it goes to
 * @length: characters it has
 * @position: 0 when it is too long; else the place, from 1, of a character that the file cannot carry
 * @shown: that character as a person can read it
 *
 * A text that dect_omm_write() would refuse.
 */
typedef struct
{
  guint32              id;
  const DectOmmColumn *column;
  guint                length;
  guint                position;
  char                 shown[8];
} DectOmmLimit;

/**
 * dect_omm_find_limits:
 * @snapshot: a site
 * @layout: layout of the file; must outlive the answer
 *
 * Names of buildings and floors are looked at once each, and only where a base station stands. Secrets and identities are not
 * looked at.
 *
 * Returns: (transfer full) (element-type DectOmmLimit): every text that the file cannot carry, in the site's order
 */
GArray *dect_omm_find_limits (const DectSnapshot  *snapshot,
                              const DectOmmLayout *layout);

/**
 * dect_omm_text_is_carried:
 * @text: UTF-8
 * @ascii: whether only ASCII may stand there
 * @position: (out): place of the first character that cannot, from 1
 * @shown: (out) (array fixed-size=8): that character, or U+XXXX where it cannot be seen
 *
 * No source says how to quote ";" or "#" in an import file, so both are refused, as are control characters and line
 * separators, and blanks at either end, which a reader drops.
 *
 * Returns: whether the file can carry it
 */
gboolean dect_omm_text_is_carried (const char *text,
                                   gboolean    ascii,
                                   guint      *position,
                                   char        shown[8]);

G_END_DECLS
