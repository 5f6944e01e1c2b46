/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * dect_text_label_new:
 * @text: (nullable): what it says
 * @css_class: (nullable): a class of its style
 *
 * A label of sentences: from the start of the line, wrapped between words, inside one where that is longer than the line.
 *
 * Returns: (transfer floating): it
 */
GtkWidget *dect_text_label_new (const char *text,
                                const char *css_class);

G_END_DECLS
