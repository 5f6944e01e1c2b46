/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFieldRow:
 *
 * A row of a list that edits one field of one thing, made from the field's description: an entry, a switch or a drop-down. What
 * is typed goes through the history at once (a burst of typing becomes one step), is checked while it is typed,
 * and a wrong text stays where it is, with the reason below it. Changes from elsewhere (undo, drag) are followed.
 */
#define DECT_TYPE_FIELD_ROW (dect_field_row_get_type ())
G_DECLARE_FINAL_TYPE (DectFieldRow, dect_field_row, DECT, FIELD_ROW, AdwPreferencesRow)

/**
 * dect_field_row_new:
 * @kind: a kind
 * @field: id of one of its fields
 *
 * Returns: (transfer none): a row without a thing to edit
 */
GtkWidget *dect_field_row_new (DectKind    kind,
                               const char *field);

/** dect_field_row_set_item: @document: (nullable), @item: (nullable): the thing of that document to edit, of the row's kind */
void dect_field_row_set_item (DectFieldRow *self,
                              DectDocument *document,
                              DectItem     *item);

/**
 * dect_field_row_set_items:
 * @self: a row
 * @document: (nullable): a document
 * @items: (array length=n_items): things of that document, of the row's kind
 * @n_items: how many
 *
 * Edits several things at once. Where they differ the row says "Mixed" and changes nothing; what a person enters goes to all of
 * them, in one step.
 */
void dect_field_row_set_items (DectFieldRow    *self,
                               DectDocument    *document,
                               DectItem *const *items,
                               guint            n_items);

/** dect_field_row_set_subtitle: @subtitle: (nullable): a sentence below a switch or drop-down */
void dect_field_row_set_subtitle (DectFieldRow *self,
                                  const char   *subtitle);

const DectField *dect_field_row_get_field (DectFieldRow *self);

/** dect_field_row_get_text: Returns: (transfer full): what stands in the row now, right or wrong */
char *dect_field_row_get_text (DectFieldRow *self);

/** dect_field_row_set_text: as if a person typed @text */
void dect_field_row_set_text (DectFieldRow *self,
                              const char   *text);

/** dect_field_row_get_problem: Returns: (nullable): why the text is wrong */
const char *dect_field_row_get_problem (DectFieldRow *self);

/**
 * dect_field_group_new:
 * @title: (nullable): heading
 * @kind: a kind
 * @fields: (array zero-terminated=1): ids of its fields
 *
 * Returns: (transfer none): an #AdwPreferencesGroup of one row a field
 */
GtkWidget *dect_field_group_new (const char        *title,
                                 DectKind           kind,
                                 const char *const *fields);

/** dect_field_rows_set_items: dect_field_row_set_items() of every #DectFieldRow below @parent */
void dect_field_rows_set_items (GtkWidget       *parent,
                                DectDocument    *document,
                                DectItem *const *items,
                                guint            n_items);

/** dect_field_rows_set_item: sets the item of every #DectFieldRow below @parent */
void dect_field_rows_set_item (GtkWidget    *parent,
                               DectDocument *document,
                               DectItem     *item);

G_END_DECLS
