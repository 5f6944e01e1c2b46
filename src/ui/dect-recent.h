/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** dect_recent_add: remembers a site that was opened or saved; @title: its name */
void dect_recent_add (GFile      *file,
                      const char *title);

/** dect_recent_list: Returns: (transfer full) (element-type GFile): sites still there, newest first, at most @n */
GPtrArray *dect_recent_list (guint n);

G_END_DECLS
