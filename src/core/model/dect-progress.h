/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DectProgressFunc:
 * @phase: what is being done, translated, for a person ("Placing base stations")
 * @fraction: how much of the whole is done, 0 to 1, never falling
 * @data: what the caller gave
 *
 * Told now and then how far a long computation is, always in the thread that runs it. Cheap to call, but not
 * called more often than about a hundred times a run.
 */
typedef void (*DectProgressFunc) (const char *phase, double fraction, gpointer data);

G_END_DECLS
