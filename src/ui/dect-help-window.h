/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectHelpWindow:
 *
 * The help, offline, in the language of the program: the pages of data/help, drawn by GTK, with search. A sandbox has no browser
 * that could read them.
 */
#define DECT_TYPE_HELP_WINDOW (dect_help_window_get_type ())
G_DECLARE_FINAL_TYPE (DectHelpWindow, dect_help_window, DECT, HELP_WINDOW, AdwWindow)

/**
 * dect_help_window_show:
 * @application: whose help
 * @topic: page, with or without an anchor: "checks" or "checks#chain-cut"; one that is not there shows the contents
 *
 * There is one window; it is raised and turned to the topic.
 */
void dect_help_window_show (GtkApplication *application,
                            const char     *topic);

/** dect_help_window_get_topic: Returns: (transfer none): what it shows */
const char *dect_help_window_get_topic (DectHelpWindow *self);

G_END_DECLS
