/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "plan/dect-plan.h"

G_BEGIN_DECLS

/** DectPageFunc: @page: page that the person chose, 0 = first; not called when none was */
typedef void (*DectPageFunc) (DectPlan *plan,
                              guint     page,
                              gpointer  user_data);

/** DectPageChooser: asks for a page of a PDF; shows small pictures of all, drawn one after the other in a thread. */
#define DECT_TYPE_PAGE_CHOOSER (dect_page_chooser_get_type ())
G_DECLARE_FINAL_TYPE (DectPageChooser, dect_page_chooser, DECT, PAGE_CHOOSER, AdwWindow)

/**
 * dect_page_chooser_new:
 * @plan: a plan image
 * @page: page that is in use, 0 = first
 * @callback: told which page was chosen
 * @user_data: for @callback
 * @destroy: (nullable): frees @user_data
 *
 * Returns: (transfer none): the window; the caller presents it
 */
GtkWindow *dect_page_chooser_new (DectPlan      *plan,
                                  guint          page,
                                  DectPageFunc   callback,
                                  gpointer       user_data,
                                  GDestroyNotify destroy);

G_END_DECLS
