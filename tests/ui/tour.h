/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * TourVisit:
 * @widget: a window, a popover or a part of one, laid out and shown
 * @what: where the tour is, in words for the log of a test: "page rfps", "site settings"
 * @user_data: of the caller of tour_everything()
 */
typedef void (*TourVisit) (GtkWidget  *widget,
                           const char *what,
                           gpointer    user_data);

/**
 * tour_everything:
 * @width: of the windows, pixels
 * @visit: (scope call): called at every place
 * @user_data: for @visit
 *
 * Opens whatever a person can open with the sample site: start page, pages, tools, inspectors, menus, steps of the commissioning
 * against the embedded PBX, dialogs, help. Nothing goes by words, so that it goes in every language.
 */
void tour_everything (int       width,
                      TourVisit visit,
                      gpointer  user_data);

/** tour_everything_of: as tour_everything(), with a @site that has what the sample site has */
void tour_everything_of (DectSite *site,
                         int       width,
                         TourVisit visit,
                         gpointer  user_data);

/** tour_width: Returns: how wide a window or a part of one is at least, pixels, without the border of a window */
int tour_width (GtkWidget *widget);

/** tour_describe_widest: Returns: (transfer full): the way down to what makes a widget so wide, a line for each on it */
char *tour_describe_widest (GtkWidget *widget);

G_END_DECLS
