/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_DHCP_ERROR:
 *
 * Why no DHCP configuration can be written; codes are #DectDhcpError. Each sentence names the field or the base station and says
 * what to do.
 */
#define DECT_DHCP_ERROR (dect_dhcp_error_quark ())
GQuark dect_dhcp_error_quark (void);

/**
 * DectDhcpError:
 * @DECT_DHCP_ERROR_FACTS: data/dhcp/boot.json (the user's copy) is not as it must be; the message names the member
 * @DECT_DHCP_ERROR_FORMAT: no writer of that name
 * @DECT_DHCP_ERROR_MISSING: something that the base stations need is not in the plan
 * @DECT_DHCP_ERROR_INVALID: an address, a number or a country that is none
 * @DECT_DHCP_ERROR_OUTSIDE: an address outside the base stations' network, or one that no device can have
 * @DECT_DHCP_ERROR_DUPLICATE: a MAC or IP address that stands twice
 * @DECT_DHCP_ERROR_CHARACTER: a text with a character that not every server's file can carry
 * @DECT_DHCP_ERROR_SECRET: a URL with a password in it
 * @DECT_DHCP_ERROR_LONG: more than the 255 bytes that one option holds
 * @DECT_DHCP_ERROR_CUT: bytes that end inside a sub-option
 */
typedef enum
{
  DECT_DHCP_ERROR_FACTS,
  DECT_DHCP_ERROR_FORMAT,
  DECT_DHCP_ERROR_MISSING,
  DECT_DHCP_ERROR_INVALID,
  DECT_DHCP_ERROR_OUTSIDE,
  DECT_DHCP_ERROR_DUPLICATE,
  DECT_DHCP_ERROR_CHARACTER,
  DECT_DHCP_ERROR_SECRET,
  DECT_DHCP_ERROR_LONG,
  DECT_DHCP_ERROR_CUT,
} DectDhcpError;

G_END_DECLS
