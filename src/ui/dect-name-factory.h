/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * dect_name_factory_use:
 * @chooser: a #GtkDropDown or #AdwComboRow of a #GtkStringList
 * @max_chars: how many characters it asks room for
 *
 * Has the chosen name shortened where there is no room for it, and the whole one in its tooltip; the list that opens has whole names.
 */
void dect_name_factory_use (GtkWidget *chooser,
                            int        max_chars);

G_END_DECLS
