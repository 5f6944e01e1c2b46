/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectManyInspector:
 *
 * What several selected things have in common: fields that make sense for all of them, "Mixed" where they differ. What is entered
 * goes to all, in one step; what is not touched stays as it is in each. Things of several kinds can only be taken away together.
 */
#define DECT_TYPE_MANY_INSPECTOR (dect_many_inspector_get_type ())
G_DECLARE_FINAL_TYPE (DectManyInspector, dect_many_inspector, DECT, MANY_INSPECTOR, AdwBin)

GtkWidget *dect_many_inspector_new (void);

/** dect_many_inspector_set_items: @document: (nullable); @items: (array length=n_items): things of it */
void dect_many_inspector_set_items (DectManyInspector *self,
                                    DectDocument      *document,
                                    DectItem *const   *items,
                                    guint              n_items);

G_END_DECLS
