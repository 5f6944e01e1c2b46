/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectPageWindow:
 *
 * A window with one #AdwPreferencesPage, its only child in a .ui file, under a header; Escape closes it. As #AdwPreferencesWindow, but
 * that one keeps the groups of its pages for ever in libadwaita 1.2 (a reference is lost with each row that it would search), and with
 * them the site that their rows show.
 *
 * Properties: search-enabled (%FALSE at first): whether the rows can be searched by their titles.
 */
#define DECT_TYPE_PAGE_WINDOW (dect_page_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (DectPageWindow, dect_page_window, DECT, PAGE_WINDOW, AdwWindow)

struct _DectPageWindowClass
{
  AdwWindowClass parent_class;
};

/** dect_page_window_new: Returns: (transfer none): a window without a page */
GtkWindow *dect_page_window_new (void);

/** dect_page_window_take_page: @page: what it shows; only once */
void dect_page_window_take_page (DectPageWindow     *self,
                                 AdwPreferencesPage *page);

/** dect_page_window_search: shows only rows with @text in their title; with an empty @text all */
void dect_page_window_search (DectPageWindow *self,
                              const char     *text);

G_END_DECLS
