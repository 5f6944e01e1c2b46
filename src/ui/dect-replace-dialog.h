/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectReplaceDialog:
 *
 * Puts another device in the place of a base station or handset: shows what is there and what was, takes the new MAC or IPEI by
 * keyboard or scanner (Enter replaces), and says at once what is wrong with it. Opened by the action win.replace-hardware (u: id), which
 * any part of the window may activate. Action: replace.apply.
 */
#define DECT_TYPE_REPLACE_DIALOG (dect_replace_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectReplaceDialog, dect_replace_dialog, DECT, REPLACE_DIALOG, AdwWindow)

/**
 * dect_replace_dialog_open:
 * @parent: (nullable): window
 * @document: its site
 * @id: a base station or handset
 *
 * Returns: (transfer none) (nullable): the window, shown; %NULL when @id is neither
 */
DectReplaceDialog *dect_replace_dialog_open (GtkWindow    *parent,
                                             DectDocument *document,
                                             guint32       id);

/**
 * dect_replace_hardware:
 * @document: a site
 * @id: a base station or handset
 * @text: its new MAC or IPEI
 * @error: return location, as of dect_hardware_set()
 *
 * dect_hardware_set(), and what is kept secret under a handset's old IPEI (access code, SIP password) is known under the new one too: the
 * user stays the same.
 *
 * Returns: whether it has it now
 */
gboolean dect_replace_hardware (DectDocument *document,
                                guint32       id,
                                const char   *text,
                                GError      **error);

/** dect_replace_take_hardware: dect_hardware_take(); when two handsets swap, so do their secrets */
void dect_replace_take_hardware (DectDocument *document,
                                 guint32       id,
                                 guint32       from,
                                 gboolean      swap);

/** dect_replace_dup_history: Returns: (transfer full) (nullable): what was in its place, a line each, the latest first: "Until 14 Nov
 * 2025: 00:30:42:1B:7F:05"; %NULL when nothing was */
char *dect_replace_dup_history (DectSite *site,
                                guint32   id);

/**
 * DectHardwareRow:
 *
 * A row for an inspector: the history of a thing's hardware, with a button that opens the dialog.
 */
GtkWidget *dect_hardware_row_new (void);

/** dect_hardware_row_set: @id: a base station or handset, whose history @row shows */
void dect_hardware_row_set (GtkWidget *row,
                            DectSite  *site,
                            guint32    id);

G_END_DECLS
