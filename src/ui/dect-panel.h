/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What the panels that stand in the place of the inspector for a while have in common: the proposals.
 */

/** dect_panel_head_new: Returns: (transfer floating): @title and a button that calls @close (swapped: @owner first) */
GtkWidget *dect_panel_head_new (const char *title,
                                GCallback   close,
                                gpointer    owner);

/** dect_panel_clamp_new: Returns: (transfer floating): @content, no wider than the inspector however long its sentences are */
GtkWidget *dect_panel_clamp_new (GtkWidget *content);

/** dect_panel_label_new: Returns: (transfer floating): a label that wraps; @text, @css_class: (nullable) */
GtkWidget *dect_panel_label_new (const char *text,
                                 const char *css_class);

/** dect_panel_figure_row_new: Returns: (transfer floating): a row of a boxed list: a figure with its name; @detail: (nullable): smaller, below */
GtkWidget *dect_panel_figure_row_new (const char *name,
                                      const char *figure,
                                      const char *detail);

G_END_DECLS
