/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectIdTaken:
 * @id: an id
 *
 * Returns: whether something has it already
 */
typedef gboolean (*DectIdTaken) (const char *id);

/**
 * dect_free_id_new:
 * @wanted: an id, or any text
 * @fallback: what it is where nothing of @wanted can stand in an id
 * @is_taken: whether an id is in use
 *
 * Letters become lower case and lose their marks; everything but a-z and 0-9 becomes one "-"; at most 36 characters and a number.
 *
 * Returns: (transfer full): an id like @wanted that nothing has, fit to be a file's name
 */
char *dect_free_id_new (const char *wanted,
                        const char *fallback,
                        DectIdTaken is_taken);

G_END_DECLS
