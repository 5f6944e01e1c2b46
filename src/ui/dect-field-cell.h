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
 * A cell of a table that shows one field of one thing and edits it in place. It takes the focus as it stands; editing starts with
 * dect_field_cell_edit() or a double click, and ends with Enter, Tab, Escape or when the focus leaves.
 *
 * What is wrong is said below the cell, while it is typed and whenever the cell has the focus. A text that is no value of the field is
 * kept: an identity goes into the site as typed, with its mark; any other text goes into the cell's drafts, stands in the cell until it is
 * mended or dropped with Escape, and outlives the scrolling of the table.
 *
 * Signals: done (self, DectCellMove), after editing ended with Enter, Tab or Escape; the cell has the focus then. entered (self), when it
 * or its editor gets the focus.
 */
#define DECT_TYPE_FIELD_CELL (dect_field_cell_get_type ())
G_DECLARE_FINAL_TYPE (DectFieldCell, dect_field_cell, DECT, FIELD_CELL, GtkWidget)

/**
 * DectCellMove:
 * @DECT_CELL_STAY: nowhere
 * @DECT_CELL_NEXT: to the next cell (Tab)
 * @DECT_CELL_PREVIOUS: to the one before (Shift+Tab)
 * @DECT_CELL_BELOW: to the row below (Enter)
 *
 * Where the person wants to go.
 */
typedef enum
{
  DECT_CELL_STAY,
  DECT_CELL_NEXT,
  DECT_CELL_PREVIOUS,
  DECT_CELL_BELOW,
} DectCellMove;

/**
 * dect_field_cell_new:
 * @kind: kind of the things
 * @field: one of their fields
 * @drafts: (element-type utf8 utf8): texts that are no values, shared by the cells of a table
 *
 * Returns: (transfer floating): a cell without a thing
 */
GtkWidget *dect_field_cell_new (DectKind         kind,
                                const DectField *field,
                                GHashTable      *drafts);

/** dect_field_cell_set_item: @document: (nullable), @item: (nullable): the thing to show */
void dect_field_cell_set_item (DectFieldCell *self,
                               DectDocument  *document,
                               DectItem      *item);

/** dect_field_cell_get_item: Returns: (nullable) (transfer none): the thing it shows */
DectItem *dect_field_cell_get_item (DectFieldCell *self);

/** dect_field_cell_get_field: Returns: its field */
const DectField *dect_field_cell_get_field (DectFieldCell *self);

/**
 * dect_field_cell_edit:
 * @self: a cell with a thing
 * @text: (nullable): what to start with in place of what stands there, as typed by a key that started it
 *
 * Starts editing and takes the focus.
 */
void dect_field_cell_edit (DectFieldCell *self,
                           const char    *text);

/** dect_field_cell_commit_focused: takes over what is being typed into a cell of @root, which stays open: before the site is saved
 * or its window closed */
void dect_field_cell_commit_focused (GtkRoot *root);

/** dect_field_cell_is_editing: Returns: whether its editor is open */
gboolean dect_field_cell_is_editing (DectFieldCell *self);

/** dect_field_cell_get_problem: Returns: (nullable): what is wrong with what it shows, in words */
const char *dect_field_cell_get_problem (DectFieldCell *self);

/** dect_field_cell_drop_draft: shows what the site has in place of a draft. Returns: whether there was one */
gboolean dect_field_cell_drop_draft (DectFieldCell *self);

/**
 * dect_field_dup_shown:
 * @site: the site, for the names of what a reference points to
 * @field: a field
 * @record: a record of its kind
 *
 * Returns: (transfer full): what a person reads in a table: IPEIs as printed, models, choices and references by name
 */
char *dect_field_dup_shown (DectSite         *site,
                            const DectField  *field,
                            const DectRecord *record);

G_END_DECLS
