/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dect_starter_run:
 * @readable: (nullable): for dect_confine()
 *
 * Forks a confined helper, which runs dect_serve(), for each document that the program sends, until the program goes away.
 * dect-decode-protocol.h says how.
 *
 * Returns: whether helpers can be confined here
 */
gboolean dect_starter_run (const char *readable);

G_END_DECLS
