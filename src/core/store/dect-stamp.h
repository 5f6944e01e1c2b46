/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * How a file's content is told from another one: a short text, the same for the same content. Other than a date, it does not
 * change when a file is copied, touched or brought back from a backup.
 *
 * Of a ZIP it is made from the size and the last 512 KiB, in which the directory stands with the check sum of each entry
 * (PKWARE APPNOTE.TXT 4.3.12); of anything else from the whole. So it costs a millisecond, whatever plans are in the file.
 */

/** dect_stamp_for_bytes: Returns: (transfer full): the stamp of a file with this content */
char *dect_stamp_for_bytes (GBytes *bytes);

/**
 * dect_stamp_for_file:
 * @file: a file
 * @error: return location, #GIOError
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the stamp of what is on the disk now
 */
char *dect_stamp_for_file (GFile   *file,
                           GError **error);

G_END_DECLS
