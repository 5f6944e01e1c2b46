/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** HttpThread: an HTTP server on a free port of 127.0.0.1, in a thread with a main context of its own. */
typedef struct _HttpThread HttpThread;

/** http_thread_new: Returns: (transfer full): a server that listens already; @handle is called in its thread */
HttpThread *http_thread_new (SoupServerCallback handle, gpointer user_data);

/** http_thread_free: ends it, once all that was held is released */
void http_thread_free (HttpThread *self);

guint http_thread_get_port (HttpThread *self);

/** http_thread_hold: an answer is still to be given; in the handler */
void http_thread_hold (HttpThread *self);

/** http_thread_release: it is given; in the server's thread */
void http_thread_release (HttpThread *self);

G_END_DECLS
