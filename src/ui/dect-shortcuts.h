/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectShortcutRow:
 *
 * What some keys do: the row's title, and the keys ("accelerator": as #GtkShortcutsShortcut, alternatives parted by blanks).
 * GtkShortcutsWindow does not fit on a narrow screen; this wraps.
 */
#define DECT_TYPE_SHORTCUT_ROW (dect_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (DectShortcutRow, dect_shortcut_row, DECT, SHORTCUT_ROW, AdwPreferencesRow)

/** dect_shortcuts_new: Returns: (transfer none): a window with all keys of the program, dect-shortcuts.ui; it can be searched */
GtkWindow *dect_shortcuts_new (void);

G_END_DECLS
