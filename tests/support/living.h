/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Which objects live: what is closed must be gone, or a day of work fills the memory. Any thread. */

/** living_watch: counts from now on; the first call of a program, for a class that was used before is not seen */
void living_watch (void);

/** living_take: Returns: (transfer full) (element-type GType guint): how many live now, by their own type */
GHashTable *living_take (void);

/**
 * LivingTypeFunc:
 * @type: of an object
 *
 * Returns: whether it counts
 */
typedef gboolean (*LivingTypeFunc) (GType type);

/**
 * living_compare:
 * @before: from living_take()
 * @after: from living_take(), later
 * @counts: (scope call): which types are compared
 *
 * Returns: (transfer full) (nullable): a line for each type of which there are more, "Type: 2, then 3"; %NULL when there is none
 */
char *living_compare (GHashTable    *before,
                      GHashTable    *after,
                      LivingTypeFunc counts);

G_END_DECLS
