/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-identity.h"

G_BEGIN_DECLS

/**
 * DectIpei:
 * @emc: manufacturer code, 1 to 65535
 * @psn: serial number, 0 to 1048575
 *
 * International Portable Equipment Identity, ETSI EN 300 175-6 clause 10 and annex C.
 */
typedef struct
{
  guint16 emc;
  guint32 psn;
} DectIpei;

/**
 * dect_ipei_parse:
 * @text: 12 decimal digits and the check character, with or without blanks (`00077 0115484 2`, also
 *   with dashes), or the 40-bit form of 10 hex digits (`0004D1C31C`)
 * @ipei: (out): the identity
 * @error: return location, #DECT_IDENTITY_ERROR
 *
 * A text of 10 characters without separators is the hex form, which has no check character; it
 * starts with 0 always, so a decimal IPEI that a spreadsheet cut to 10 digits is refused. Single
 * blanks and dashes may stand anywhere between characters. The parts are checked before the check
 * character: %DECT_IDENTITY_ERROR_RANGE comes before _CHECK.
 *
 * Returns: whether @text is an IPEI
 */
gboolean dect_ipei_parse (const char *text,
                          DectIpei   *ipei,
                          GError    **error);

/**
 * dect_ipei_check_character:
 * @ipei: an identity
 *
 * (sum of digit x position) mod 11, positions 1 to 12, 10 is '*' (ETSI EN 300 175-6 annex C). It
 * gives away every single wrong digit but one, and every two neighbours swapped. What it cannot
 * see: the 11th digit (the tens of the serial number) counts 11 times, which is 0 mod 11, so any
 * digit fits there.
 *
 * Returns: '0' to '9' or '*'
 */
char dect_ipei_check_character (const DectIpei *ipei);

/** dect_ipei_to_string: Returns: (transfer full): 13 characters, "0007701154842": stored, import
 * file and REST form */
char *dect_ipei_to_string (const DectIpei *ipei);

/** dect_ipei_to_display: Returns: (transfer full): "00077 0115484 2", as printed on the handset */
char *dect_ipei_to_display (const DectIpei *ipei);

/** dect_ipei_to_hex: Returns: (transfer full): 10 hex digits, "0004D1C31C" */
char *dect_ipei_to_hex (const DectIpei *ipei);

/** dect_ipei_equal: Returns: whether both are the same */
gboolean dect_ipei_equal (const DectIpei *a,
                          const DectIpei *b);

G_END_DECLS
