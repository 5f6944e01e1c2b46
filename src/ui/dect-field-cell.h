/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFieldCell:
 *
 * A cell of a table that edits one field of one thing in place. A text is taken over with Enter or when the cell loses the
 * focus; what is no value of the field stays in the cell, marked, with the reason as its tooltip, until it is mended or the
 * thing changes from elsewhere.
 */
#define DECT_TYPE_FIELD_CELL (dect_field_cell_get_type ())
G_DECLARE_FINAL_TYPE (DectFieldCell, dect_field_cell, DECT, FIELD_CELL, AdwBin)

/** dect_field_cell_new: Returns: (transfer none): a cell for that field, without a thing */
GtkWidget *dect_field_cell_new (const DectField *field);

/** dect_field_cell_set_item: @document: (nullable), @item: (nullable): the thing to edit */
void dect_field_cell_set_item (DectFieldCell *self,
                               DectDocument  *document,
                               DectItem      *item);

/**
 * dect_field_dup_shown:
 * @site: the site, for the names of what a reference points to
 * @field: a field
 * @record: a record of its kind
 *
 * Returns: (transfer full): what a person reads in a table: IPEIs as printed, models by name, references by name
 */
char *dect_field_dup_shown (DectSite         *site,
                            const DectField  *field,
                            const DectRecord *record);

G_END_DECLS
