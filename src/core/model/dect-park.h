/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-identity.h"

G_BEGIN_DECLS

/** DectPark: @octets: PLI octet and the 32 bits behind it (facts/omm.md section 6). */
typedef struct
{
  guint8 octets[5];
} DectPark;

/**
 * dect_park_parse:
 * @text: 10 hex digits (`1F102A7158`, also `1F-10-2A-71-58`), or the keypad form with its check
 *   character (`31100523425404`)
 * @park: (out): the key
 * @error: return location, #DECT_IDENTITY_ERROR
 *
 * Keypad form: 31, then 31 bits as octal digits (3 bits, then 28 bits left-aligned in 10 digits),
 * then the check character of the IPEI over 13 digits; computed from one pair read in a real system
 * (facts/omm.md section 6). As in the IPEI, a wrong 11th digit goes unnoticed.
 *
 * Returns: whether @text is a PARK
 */
gboolean dect_park_parse (const char *text,
                          DectPark   *park,
                          GError    **error);

/** dect_park_to_string: Returns: (transfer full): 10 hex digits, upper case */
char *dect_park_to_string (const DectPark *park);

/** dect_park_to_keypad: Returns: (transfer full) (nullable): what a person types on the handset;
 * %NULL when the PLI is not 31, for which no form is known */
char *dect_park_to_keypad (const DectPark *park);

G_END_DECLS
