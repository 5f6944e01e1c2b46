/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectBootView:
 *
 * Ticks off the base stations that have asked the DHCP server, as its leases or log say: a file that is followed while it grows, or
 * text from the clipboard. Devices that look like base stations and are in no plan can be given to one without a MAC address. Actions
 * `boot.open`, `boot.paste`, `boot.clear`, `boot.give` (MAC, id of the RFP).
 */
#define DECT_TYPE_BOOT_VIEW (dect_boot_view_get_type ())
G_DECLARE_FINAL_TYPE (DectBootView, dect_boot_view, DECT, BOOT_VIEW, AdwBin)

/** dect_boot_view_set_document: @document: (nullable): whose base stations; what was read before is forgotten */
void dect_boot_view_set_document (DectBootView *self,
                                  DectDocument *document);

/** dect_boot_view_watch: follows @file from now on, in place of the one before */
void dect_boot_view_watch (DectBootView *self,
                           GFile        *file);

/** dect_boot_view_read_text: takes a text beside what was read before */
void dect_boot_view_read_text (DectBootView *self,
                               const char   *text);

/** dect_boot_view_get_n_done: Returns: how many base stations have their address, and nothing wrong that it can see */
guint dect_boot_view_get_n_done (DectBootView *self);

G_END_DECLS
