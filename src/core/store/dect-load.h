/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * dect_load_open:
 * @file: a file
 * @cancellable: (nullable): gives up
 * @error: return location, #GIOError: %G_IO_ERROR_NOT_REGULAR_FILE, or what else the system says
 *
 * Opens an ordinary file and nothing else: opening a pipe would wait for whoever writes to it, and reading a device would not end.
 * For what stands under the name of a site, which may have become anything since it was looked at. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the file, open for reading
 */
GFileInputStream *dect_load_open (GFile        *file,
                                  GCancellable *cancellable,
                                  GError      **error);

/** dect_load_file_bytes: as dect_load_bytes(), of an ordinary file only, see dect_load_open() */
GBytes *dect_load_file_bytes (GFile        *file,
                              gsize         max_bytes,
                              GCancellable *cancellable,
                              GError      **error);

/**
 * dect_load_bytes:
 * @file: a file, or a pipe that another program fills
 * @max_bytes: how large it may be
 * @cancellable: (nullable): stops the reading
 * @error: return location, #GIOError: %G_IO_ERROR_NOT_FOUND, %G_IO_ERROR_PERMISSION_DENIED,
 *   %G_IO_ERROR_NO_SPACE when there are more than @max_bytes, or what else the system says. The
 *   sentence says what to do, and not which file it was
 *
 * Reads a file of somebody else's making: never more than the bound, whatever its size is said to
 * be. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *dect_load_bytes (GFile        *file,
                         gsize         max_bytes,
                         GCancellable *cancellable,
                         GError      **error);

/**
 * dect_load_end:
 * @file: a file that grows, as a log does, or a pipe
 * @max_bytes: how much of it to read
 * @cancellable: (nullable): stops the reading
 * @error: return location, as dect_load_bytes(): %G_IO_ERROR_NO_SPACE only for a pipe, whose end comes last
 *
 * As dect_load_bytes(), but of a file that is larger its last @max_bytes. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *dect_load_end (GFile        *file,
                       gsize         max_bytes,
                       GCancellable *cancellable,
                       GError      **error);

/**
 * dect_load_explain:
 * @error: (inout): an error of reading a file
 *
 * Puts a sentence that says what to do in the place of the system's, where there is one to say.
 */
void dect_load_explain (GError **error);

G_END_DECLS
