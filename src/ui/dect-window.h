/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectWindow:
 *
 * The window of one site. Its commands are actions: win.new, win.open, win.open-uri (s), win.sample, win.save,
 * win.save-as, win.undo, win.redo, win.page (s: plan, rfps, handsets, checks, commission), win.show-object (u: id of a
 * thing to select and show on the plan), win.site-settings, win.cancel.
 *
 * Properties: document (nullable #DectDocument).
 */
#define DECT_TYPE_WINDOW (dect_window_get_type ())
G_DECLARE_FINAL_TYPE (DectWindow, dect_window, DECT, WINDOW, AdwApplicationWindow)

/** dect_window_new: @application: (nullable): the program. Returns: (transfer none): a window without a site */
DectWindow *dect_window_new (GtkApplication *application);

DectDocument *dect_window_get_document (DectWindow *self);

/** dect_window_set_document: @document: (nullable): the site to show; %NULL shows the start page */
void dect_window_set_document (DectWindow   *self,
                               DectDocument *document);

/** dect_window_open: reads @file and shows it here, or brings up the window that shows it already; what goes wrong is said in the window */
void dect_window_open (DectWindow *self,
                       GFile      *file);

/** dect_window_is_free: Returns: whether it shows nothing and is about to show nothing */
gboolean dect_window_is_free (DectWindow *self);

/** dect_window_find: @application: (nullable). Returns: (nullable) (transfer none): its window that shows @file, or is about to */
DectWindow *dect_window_find (GtkApplication *application,
                              GFile          *file);

/** dect_window_say: @words: (nullable): lasting trouble in a bar below the header; %NULL takes it away */
void dect_window_say (DectWindow *self,
                      const char *words);

/**
 * dect_window_offer_drafts:
 * @self: a window
 * @file: (nullable): whose drafts; %NULL for all
 *
 * Looks in a thread for what a crash left unsaved, and asks about each.
 */
void dect_window_offer_drafts (DectWindow *self,
                               GFile      *file);

G_END_DECLS
