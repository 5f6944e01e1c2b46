/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DectPageBar:
 *
 * The tabs of a narrow window, at its lower edge. Unlike those of #AdwViewSwitcherBar they are as wide as their words, and where the
 * words do not fit, only the chosen page has them: nothing is cut.
 */
#define DECT_TYPE_PAGE_BAR (dect_page_bar_get_type ())
G_DECLARE_FINAL_TYPE (DectPageBar, dect_page_bar, DECT, PAGE_BAR, AdwBin)

/** dect_page_bar_set_stack: @stack: whose pages are the tabs; it has all of them already */
void dect_page_bar_set_stack (DectPageBar  *self,
                              AdwViewStack *stack);

G_END_DECLS
