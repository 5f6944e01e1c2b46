/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DectWrapBox:
 *
 * Buttons in a row, in their natural sizes; what does not fit goes to the next line. (GtkFlowBox makes columns of one width
 * and puts a focus stop around each child.)
 */
#define DECT_TYPE_WRAP_BOX (dect_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (DectWrapBox, dect_wrap_box, DECT, WRAP_BOX, GtkWidget)

/** dect_wrap_box_append: @child: goes to the end */
void dect_wrap_box_append (DectWrapBox *self,
                           GtkWidget   *child);

G_END_DECLS
