/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The one process of the program from which its helpers are forked. Started when the first one is wanted, in the strictest box that
 * works here; started again should it die. All functions: any thread.
 */

/**
 * dect_decode_starter_start:
 * @document_fd: a document; the caller closes it
 * @socket_fd: the helper's end of its socket; the caller closes it
 * @id: (out): for dect_decode_starter_end()
 * @cancellable: (nullable): ends the waiting for a starter that does not start
 * @error: return location, %DECT_PLAN_ERROR_START or #G_IO_ERROR_CANCELLED
 *
 * Returns: whether a helper was asked for; whether it is well shows when it says hello
 */
gboolean dect_decode_starter_start (int           document_fd,
                                    int           socket_fd,
                                    guint32      *id,
                                    GCancellable *cancellable,
                                    GError      **error);

/** dect_decode_starter_end: has a helper killed, whatever it does */
void dect_decode_starter_end (guint32 id);

/** dect_decode_starter_stop: ends the starter and all helpers */
void dect_decode_starter_stop (void);

/** dect_decode_starter_get_pid: Returns: the starter, or what it stands in; 0: not started. For tests */
GPid dect_decode_starter_get_pid (void);

/** dect_decode_starter_set_box: tests choose the box; a number above all boxes chooses as ever */
void dect_decode_starter_set_box (guint box);

G_END_DECLS
