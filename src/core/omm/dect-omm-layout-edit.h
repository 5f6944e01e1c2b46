/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"
#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

/*
 * Layouts as a person changes them. They are kept in the user's folder, ~/.config/handover/omm/layouts, for all sites; a site that uses
 * one keeps a copy of its own (#DectSiteInfo), so that another computer writes the same file.
 */

/**
 * dect_omm_layout_arrange:
 * @base: a layout
 * @id: id of the new one
 * @title: its name for people
 * @fields: (array zero-terminated=1): its columns: those of dect_omm_layout_list_fields(); "blank" as often as wanted
 * @written: (nullable) (array zero-terminated=1): tags of the instructions that the writer uses; %NULL: as in @base
 * @error: return location, %DECT_OMM_ERROR_LAYOUT; the message names the member, "columns/3/field"
 *
 * Columns that @base has keep their form and limit; they stay verified only at their place.
 *
 * Returns: (transfer full): @base with other columns
 */
DectOmmLayout *dect_omm_layout_arrange (const DectOmmLayout *base,
                                        const char          *id,
                                        const char          *title,
                                        const char *const   *fields,
                                        const char *const   *written,
                                        GError             **error);

/** dect_omm_layout_list_fields: Returns: (transfer full) (array zero-terminated=1): every field that a column may hold: those of the
 * built-in layout in its order, then the others; "blank" last */
char **dect_omm_layout_list_fields (DectKind kind);

/** dect_omm_layout_dup_fields: Returns: (transfer full) (array zero-terminated=1): fields of its columns */
char **dect_omm_layout_dup_fields (const DectOmmLayout *self);

/** dect_omm_field_label: Returns: what a person calls that field, translated */
const char *dect_omm_field_label (DectKind    kind,
                                  const char *field);

/** dect_omm_layout_is_shipped: Returns: whether it is built in, as it stands */
gboolean dect_omm_layout_is_shipped (const DectOmmLayout *self);

/** dect_omm_layout_is_own: Returns: whether the user's folder has a layout with this id, which then stands for a built-in one */
gboolean dect_omm_layout_is_own (const char *id);

/** dect_omm_layout_dup_free_id: @wanted: an id, or any text. Returns: (transfer full): an id like it that no layout has */
char *dect_omm_layout_dup_free_id (const char *wanted);

/**
 * dect_omm_layout_save:
 * @self: a layout
 * @error: return location, #GIOError
 *
 * Keeps it in the user's folder. Blocks; any thread.
 *
 * Returns: whether it is there
 */
gboolean dect_omm_layout_save (const DectOmmLayout *self,
                               GError             **error);

/** dect_omm_layout_delete: takes the user's layout @id out of the user's folder; sites that use it keep theirs. @error: #GIOError */
gboolean dect_omm_layout_delete (const char *id,
                                 GError    **error);

/**
 * dect_omm_layout_use:
 * @info: site record that may still be written
 * @layout: what the file of its kind is written by from now on
 *
 * Names the layout in the site, unless it is that of the release; one that is not built in is copied into the site.
 */
void dect_omm_layout_use (DectSiteInfo        *info,
                          const DectOmmLayout *layout);

/**
 * dect_omm_layout_settle:
 * @info: site record that may still be written, after its release or the id of a layout was changed
 * @error: return location, as dect_omm_layout_load()
 *
 * Copies into the site what the ids now name, and drops copies that are not needed any more. A copy that has the right id already stays
 * where this computer does not know that layout.
 *
 * Returns: whether both layouts are known
 */
gboolean dect_omm_layout_settle (DectSiteInfo *info,
                                 GError      **error);

G_END_DECLS
