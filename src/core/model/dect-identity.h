/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_IDENTITY_ERROR:
 *
 * Why a text is not a MAC, IPEI, PARK, IPv4 address or netmask; codes are #DectIdentityError. The
 * message is one translated sentence that names the character by its place, counted from 1 in the
 * text as typed: "Character 4 of the MAC address is “G”; only 0-9 and A-F are allowed."
 */
#define DECT_IDENTITY_ERROR (dect_identity_error_quark ())
GQuark dect_identity_error_quark (void);

/**
 * DectIdentityError:
 * @DECT_IDENTITY_ERROR_EMPTY: nothing there
 * @DECT_IDENTITY_ERROR_CHARACTER: a character that cannot stand there
 * @DECT_IDENTITY_ERROR_LENGTH: too few or too many digits
 * @DECT_IDENTITY_ERROR_CHECK: the check character does not fit the digits
 * @DECT_IDENTITY_ERROR_RANGE: a part is outside its range (EMC 0, PSN over 1048575, octet over 255,
 *   PLI)
 * @DECT_IDENTITY_ERROR_RESERVED: formally right but never a device's (all-zero or group MAC)
 * @DECT_IDENTITY_ERROR_NETMASK: not a row of ones followed by a row of zeros
 */
typedef enum
{
  DECT_IDENTITY_ERROR_EMPTY,
  DECT_IDENTITY_ERROR_CHARACTER,
  DECT_IDENTITY_ERROR_LENGTH,
  DECT_IDENTITY_ERROR_CHECK,
  DECT_IDENTITY_ERROR_RANGE,
  DECT_IDENTITY_ERROR_RESERVED,
  DECT_IDENTITY_ERROR_NETMASK,
} DectIdentityError;

G_END_DECLS
