/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-page-window.h"

G_BEGIN_DECLS

/** DectPreferences: what a person prefers, in all sites to come: limits, connection profile, colours. Kept at once, see dect_settings_get(). */
#define DECT_TYPE_PREFERENCES (dect_preferences_get_type ())
G_DECLARE_FINAL_TYPE (DectPreferences, dect_preferences, DECT, PREFERENCES, DectPageWindow)

/** dect_preferences_new: Returns: (transfer none): the window */
GtkWindow *dect_preferences_new (void);

G_END_DECLS
