/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/dect-site.h"

G_BEGIN_DECLS

/*
 * The bare widget that edits one field, made from the field's description: GtkText, GtkTextView, GtkSwitch or GtkDropDown. What it
 * holds is read and set in the stable text form of dect_field_dup_text(), references as the id. Numbers stand in it with the
 * decimal sign of the locale, lengths in the unit that the person prefers, and both are typed in any form (dect-length.h); its text is
 * stable, and of lengths in metres, all the same.
 */

/** dect_field_editor_new: Returns: (transfer floating): an editor for @field of @kind; materials, environments and powers are chosen from a list */
GtkWidget *dect_field_editor_new (DectKind         kind,
                                  const DectField *field);

/** dect_field_editor_is_wide: Returns: whether it needs the whole width of a row: it is typed into, or has a choice with a long name */
gboolean dect_field_editor_is_wide (GtkWidget *editor);

/** dect_field_editor_is_typed: Returns: whether a person types into it */
gboolean dect_field_editor_is_typed (GtkWidget *editor);

/** dect_field_editor_connect: calls @callback (swapped: @owner first) when its content changes, as long as @owner lives */
void dect_field_editor_connect (GtkWidget *editor,
                                GCallback  callback,
                                gpointer   owner);

/** dect_field_editor_dup_text: Returns: (transfer full): what stands in it, right or wrong */
char *dect_field_editor_dup_text (GtkWidget *editor);

/** dect_field_editor_set_text: @text: shown even where no choice has it */
void dect_field_editor_set_text (GtkWidget  *editor,
                                 const char *text);

/** DECT_FIELD_MIXED: text of a drop-down that stands for different values; no field holds it */
#define DECT_FIELD_MIXED "\001mixed"

/** dect_field_editor_mixed_text: Returns: (transfer full): what to set where several things hold different values */
char *dect_field_editor_mixed_text (GtkWidget *editor);

/** dect_field_editor_set_targets: of a reference: offers all things of @kind */
void dect_field_editor_set_targets (GtkWidget *editor,
                                    DectSite  *site,
                                    DectKind   kind);

/** dect_field_editor_watch_unit: a length stands in it anew when another unit is preferred; @callback (swapped: @owner first) is called then, for the title */
void dect_field_editor_watch_unit (GtkWidget *editor,
                                   GCallback  callback,
                                   gpointer   owner);

/** dect_field_validate_shown: dect_field_validate(), but what is wrong with a length is said in the unit that is preferred */
gboolean dect_field_validate_shown (const DectField *field,
                                    const char      *text,
                                    GError         **error);

/** dect_field_is_code: Returns: whether its text is read from left to right in every language: numbers, addresses, identities */
gboolean dect_field_is_code (const DectField *field);

/** dect_field_unit: Returns: (nullable) (transfer none): unit of a number, "dBm", by the ending of its id; of a length the one that is preferred */
const char *dect_field_unit (const DectField *field);

/** dect_field_dup_title: Returns: (transfer full): what a person calls the field, with its unit: "Mount height (m)" */
char *dect_field_dup_title (const DectField *field);

G_END_DECLS
