/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dhcp/dect-dhcp-error.h"

G_BEGIN_DECLS

/** DECT_DHCP_MAX_BYTES: what one option holds: its length is one byte (RFC 2132, section 2) */
#define DECT_DHCP_MAX_BYTES 255

/**
 * DectDhcpForm:
 * @DECT_DHCP_FORM_IPV4: one address or several, 4 bytes each
 * @DECT_DHCP_FORM_U16: a number in 2 bytes, most significant first
 * @DECT_DHCP_FORM_U32: the same in 4 bytes
 * @DECT_DHCP_FORM_TEXT: ASCII, without an end mark
 * @DECT_DHCP_FORM_BYTES: made up of parts: option 43; not for dect_dhcp_encode()
 *
 * How a value is sent.
 */
typedef enum
{
  DECT_DHCP_FORM_IPV4,
  DECT_DHCP_FORM_U16,
  DECT_DHCP_FORM_U32,
  DECT_DHCP_FORM_TEXT,
  DECT_DHCP_FORM_BYTES,
} DectDhcpForm;

/**
 * dect_dhcp_encode:
 * @form: how to send it
 * @text: addresses by blanks or commas, a decimal number, or the text itself
 * @error: return location, %DECT_DHCP_ERROR_INVALID, %DECT_DHCP_ERROR_CHARACTER or %DECT_DHCP_ERROR_LONG
 *
 * A text may hold printable ASCII but no blank and none of " ' , \ ` $ { } < >, so that it stands in every server's file as it is; a
 * URL has percent codes for these.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *dect_dhcp_encode (DectDhcpForm form,
                          const char  *text,
                          GError     **error);

/** dect_dhcp_decode_text: @bytes: a value. Returns: (transfer full) (nullable): it as dect_dhcp_encode() takes it; %NULL when the
 * length does not suit @form or a text has other than printable ASCII */
char *dect_dhcp_decode_text (DectDhcpForm form,
                             GBytes      *bytes);

/**
 * DectDhcpOption:
 * @code: number of the option, or of the sub-option in option 43
 * @title: what it is, untranslated (give it to gettext)
 * @form: how it is sent
 * @value: the bytes
 * @text: the same for people
 * @net: whether it is right for every device of the network
 * @verified: whether code and form were read in @source
 * @source: where they stand
 *
 * One option with its value.
 */
typedef struct
{
  guint        code;
  const char  *title;
  DectDhcpForm form;
  GBytes      *value;
  char        *text;
  gboolean     net;
  gboolean     verified;
  const char  *source;
} DectDhcpOption;

DectDhcpOption *dect_dhcp_option_new  (guint        code,
                                       DectDhcpForm form,
                                       GBytes      *value,
                                       const char  *text);
void            dect_dhcp_option_free (DectDhcpOption *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectDhcpOption, dect_dhcp_option_free)

/**
 * dect_dhcp_join:
 * @options: (element-type DectDhcpOption): sub-options
 * @error: return location, %DECT_DHCP_ERROR_LONG
 *
 * The value of option 43: for each sub-option its number (1 byte), its length (1 byte) and its value, without the end mark FF that
 * RFC 2132 section 8.4 leaves open ("0A 04 C0 A8 00 01" in the SIP-DECT 1.8 manual, p23). Sub-options go by number.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *dect_dhcp_join (GPtrArray *options,
                        GError   **error);

/**
 * dect_dhcp_split:
 * @bytes: value of an option 43
 * @error: return location, %DECT_DHCP_ERROR_CUT
 *
 * The other way round; pad bytes 00 are passed over and FF ends it.
 *
 * Returns: (transfer full) (element-type DectDhcpOption): code and value of each, form TEXT, text as hex
 */
GPtrArray *dect_dhcp_split (GBytes  *bytes,
                            GError **error);

/** dect_dhcp_hex: @separator: between bytes, "" or ":" or " ". Returns: (transfer full): the bytes in lower-case hex */
char *dect_dhcp_hex (GBytes     *bytes,
                     const char *separator);

/** dect_dhcp_explain: @options: (element-type DectDhcpOption): sub-options. Returns: (transfer full): lines, each @prefix, bytes in hex
 * and what they mean, in English */
char *dect_dhcp_explain (GPtrArray  *options,
                         const char *prefix);

G_END_DECLS
