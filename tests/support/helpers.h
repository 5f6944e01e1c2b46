/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The processes that decode for this one, as the kernel tells of them. */

/** helpers_count: @some: (out) (optional): one of them. Returns: how many helpers there are: running, stopped, or dead and not fetched */
guint helpers_count (GPid *some);

/** helpers_wait_until_gone: waits until the process is neither running nor waiting to be fetched; the starter ends it in its own time */
void helpers_wait_until_gone (GPid pid);

/** helpers_count_own: Returns: how many processes this one has started and not fetched */
guint helpers_count_own (void);

/** helpers_count_files: Returns: how many sockets and documents (memfd) this process has open */
guint helpers_count_files (void);

G_END_DECLS
