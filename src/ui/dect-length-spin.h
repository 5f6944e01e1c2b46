/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * dect_length_spin_new:
 * @minimum_m: smallest length, metres
 * @maximum_m: largest one
 * @step_m: what its buttons add and take, metres
 *
 * A spin button whose value is in metres and whose text is in the unit that the person prefers; it is typed in any (dect-length.h).
 *
 * Returns: (transfer floating): a #GtkSpinButton
 */
GtkWidget *dect_length_spin_new (double minimum_m,
                                 double maximum_m,
                                 double step_m);

/** dect_spin_accept_numbers: has @spin, whose numbers have decimals, take a point and a comma, whatever the locale */
void dect_spin_accept_numbers (GtkSpinButton *spin);

G_END_DECLS
