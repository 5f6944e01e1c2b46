/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-ipv4.h"
#include "model/dect-mac.h"

G_BEGIN_DECLS

/** DECT_BOOT_MAX_BYTES: how much of a file is looked at: 64 MiB, of a longer one the end */
#define DECT_BOOT_MAX_BYTES (64u << 20)

/** DECT_BOOT_MAX_LINE: longest line that is looked at, bytes; longer ones are passed over */
#define DECT_BOOT_MAX_LINE 4096

/**
 * DectBootEventKind:
 * @DECT_BOOT_ASKED: it asked for an address
 * @DECT_BOOT_LEASED: it has @address
 * @DECT_BOOT_CLASS: it said the vendor class @text
 * @DECT_BOOT_OPTION: it was sent option @code of @size bytes, shown as @text (the beginning where @cut)
 * @DECT_BOOT_FILE: it was told the firmware file @text
 * @DECT_BOOT_LOADED: the device with @address loaded the file @text by TFTP
 * @DECT_BOOT_NOT_LOADED: the device with @address asked TFTP for @text, which is not there
 *
 * What one line says.
 */
typedef enum
{
  DECT_BOOT_ASKED,
  DECT_BOOT_LEASED,
  DECT_BOOT_CLASS,
  DECT_BOOT_OPTION,
  DECT_BOOT_FILE,
  DECT_BOOT_LOADED,
  DECT_BOOT_NOT_LOADED,
} DectBootEventKind;

/** DectBootEvent: one event; @mac is set for all but the two of TFTP. @text lives until the next line. */
typedef struct
{
  DectBootEventKind kind;
  DectMac           mac;
  DectIpv4          address;
  guint             code;
  guint             size;
  const char       *text;
  gboolean          cut;
} DectBootEvent;

typedef void (*DectBootFunc) (const DectBootEvent *event,
                              gpointer             user_data);

/**
 * DectBootReader:
 *
 * Reads leases and logs of DHCP servers as they grow, in pieces of any size: bytes in, events out. It knows, line by line and without
 * being told which: lease files of dnsmasq ("expiry MAC address name id") and Kea (memfile CSV: address,hwaddr,...,state), logs of
 * dnsmasq (with log-dhcp also what was sent, seen with 2.90), Kea (DHCP4_LEASE_ALLOC, 2.2) and ISC dhcpd (DHCPACK on ...). Other
 * lines are passed over. Nothing is trusted: a line over 4096 bytes is dropped, and of transactions the last 64 are remembered. One
 * thread.
 */
typedef struct _DectBootReader DectBootReader;

/** dect_boot_reader_new: @func: called for each event. Returns: (transfer full): a reader */
DectBootReader *dect_boot_reader_new (DectBootFunc func,
                                      gpointer     user_data);

void dect_boot_reader_free (DectBootReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectBootReader, dect_boot_reader_free)

/** dect_boot_reader_feed: takes the next @n_bytes of the file */
void dect_boot_reader_feed (DectBootReader *self,
                            const void     *data,
                            gsize           n_bytes);

/** dect_boot_reader_end: takes what is there of a last line without an end; the next byte begins another file */
void dect_boot_reader_end (DectBootReader *self);

/** dect_boot_reader_drop: forgets what is there of a last line; the next byte begins another file */
void dect_boot_reader_drop (DectBootReader *self);

G_END_DECLS
