/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"
#include "omm/dect-omm-system.h"

G_BEGIN_DECLS

/**
 * DectTakeoverDialog:
 *
 * Shows what taking over an existing OMM would change in the plan, row by row, before it does. Taking over is one step of the history.
 * Of the passwords in a backup nothing is kept.
 */
#define DECT_TYPE_TAKEOVER_DIALOG (dect_takeover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectTakeoverDialog, dect_takeover_dialog, DECT, TAKEOVER_DIALOG, AdwWindow)

/** dect_takeover_dialog_open: reads the backup @file and shows what it would change. Returns: (transfer none): the dialog */
DectTakeoverDialog *dect_takeover_dialog_open (GtkWindow    *parent,
                                               DectDocument *document,
                                               GFile        *file);

/** dect_takeover_dialog_open_system: as dect_takeover_dialog_open() for a running OMM; @system: (transfer full): what it has;
 * @name: what the person calls it */
DectTakeoverDialog *dect_takeover_dialog_open_system (GtkWindow     *parent,
                                                      DectDocument  *document,
                                                      DectOmmSystem *system,
                                                      const char    *name);

/** dect_takeover_dialog_is_busy: Returns: whether it is reading */
gboolean dect_takeover_dialog_is_busy (DectTakeoverDialog *self);

G_END_DECLS
