/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "dhcp/dect-boot-reader.h"

G_BEGIN_DECLS

/**
 * DectBootFollow:
 *
 * Reads a file of leases or a log from its beginning and goes on as it grows. A file that was renamed away and begun anew, cut, or
 * written anew as a whole (as dnsmasq does with its leases) is read from its beginning again; one that is not there yet is waited for.
 * It looks when the system says that the folder changed, and once a second besides, because not every file system says so. Reading
 * happens in a thread, events and signals come in the main context that made it.
 *
 * Signal "changed": something was read, or what it says in dect_boot_follow_get_error() is another.
 */
#define DECT_TYPE_BOOT_FOLLOW (dect_boot_follow_get_type ())
G_DECLARE_FINAL_TYPE (DectBootFollow, dect_boot_follow, DECT, BOOT_FOLLOW, GObject)

/** dect_boot_follow_new: @file: a file, there or not; @func: as dect_boot_reader_new(). Returns: (transfer full): it, at work */
DectBootFollow *dect_boot_follow_new (GFile       *file,
                                      DectBootFunc func,
                                      gpointer     user_data);

/** dect_boot_follow_stop: no event and no signal comes after it; done by dispose too */
void dect_boot_follow_stop (DectBootFollow *self);

/** dect_boot_follow_get_error: Returns: (nullable): why the file cannot be read now, one sentence */
const char *dect_boot_follow_get_error (DectBootFollow *self);

/** dect_boot_follow_get_n_bytes: Returns: how much was read of the file as it is now */
guint64 dect_boot_follow_get_n_bytes (DectBootFollow *self);

G_END_DECLS
