/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DectDialogTitle:
 *
 * The title in the header of a dialog, and a subtitle: as #AdwWindowTitle, but on a second line where the buttons leave little room.
 * Words of other languages are longer, and a title of two letters and an ellipsis says nothing. Properties: title, subtitle; an empty
 * subtitle takes no room.
 */
#define DECT_TYPE_DIALOG_TITLE (dect_dialog_title_get_type ())
G_DECLARE_FINAL_TYPE (DectDialogTitle, dect_dialog_title, DECT, DIALOG_TITLE, GtkWidget)

/** dect_dialog_title_set_title: @title: what the dialog is */
void dect_dialog_title_set_title (DectDialogTitle *self,
                                  const char      *title);

/** dect_dialog_title_set_subtitle: @subtitle: (nullable): what it is about */
void dect_dialog_title_set_subtitle (DectDialogTitle *self,
                                     const char      *subtitle);

G_END_DECLS
