/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * dect_clipboard_read_async:
 * @clipboard: a clipboard
 * @mime_types: (array zero-terminated=1): what is taken; the first one that is there
 * @max_bytes: how much of it at most
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the bytes that another program put there, as they are, and looks at none of them. It may send them as slowly as it likes.
 */
void dect_clipboard_read_async (GdkClipboard       *clipboard,
                                const char *const  *mime_types,
                                gsize               max_bytes,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);

/**
 * dect_clipboard_read_finish:
 * @result: what the callback was given
 * @error: return location, %G_IO_ERROR_NOT_FOUND: there is nothing of that kind, %G_IO_ERROR_NO_SPACE: more than was wanted,
 *   %G_IO_ERROR_CANCELLED, or another #GIOError; callers find their own words for the first two
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *dect_clipboard_read_finish (GAsyncResult *result,
                                    GError      **error);

G_END_DECLS
