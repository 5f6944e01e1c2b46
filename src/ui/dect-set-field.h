/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/dect-edit.h"

G_BEGIN_DECLS

/**
 * dect_set_field:
 * @teller: a widget in a window with a toast overlay
 * @site: a site
 * @ids: (array length=n_ids): things of one kind
 * @n_ids: how many
 * @field: a field of their kind
 * @text: its new value
 * @error: return location, #DECT_FIELD_ERROR
 *
 * dect_edit_set() as a person does it: what it does beside what was asked (the role of master leaves another base station) is said in a
 * toast, with Undo.
 *
 * Returns: whether @text can be the value
 */
gboolean dect_set_field (GtkWidget       *teller,
                         DectSite        *site,
                         const guint32   *ids,
                         guint            n_ids,
                         const DectField *field,
                         const char      *text,
                         GError         **error);

G_END_DECLS
