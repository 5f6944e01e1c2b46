/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "pbx/dect-pbx-profile-edit.h"

G_BEGIN_DECLS

/**
 * DectProfileRow:
 *
 * One key of a connection profile with its editor, and below it what it means or what is wrong with it. Whatever is typed
 * stays until it is typed over.
 *
 * Signal: edited (self), when the person changed the text.
 */
#define DECT_TYPE_PROFILE_ROW (dect_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (DectProfileRow, dect_profile_row, DECT, PROFILE_ROW, AdwPreferencesRow)

/** dect_profile_row_new: @key: a key of the table, which stays where it is. Returns: (transfer floating): its row */
GtkWidget *dect_profile_row_new (const DectPbxProfileKey *key);

/** dect_profile_row_new_member: the row of a member name. @group: "fields handset"; @member: "name" */
GtkWidget *dect_profile_row_new_member (const char *group,
                                        const char *member);

const char *dect_profile_row_get_group (DectProfileRow *self);
const char *dect_profile_row_get_key (DectProfileRow *self);

/** dect_profile_row_dup_text: Returns: (transfer full): what stands there; of a choice its word */
char *dect_profile_row_dup_text (DectProfileRow *self);

/** dect_profile_row_set_text: @text: shown; tells nobody */
void dect_profile_row_set_text (DectProfileRow *self,
                                const char     *text);

/** dect_profile_row_set_problem: @problem: (nullable): what is wrong with it */
void dect_profile_row_set_problem (DectProfileRow *self,
                                   const char     *problem);

/** dect_profile_row_get_problem: Returns: (nullable): what is said to be wrong with it */
const char *dect_profile_row_get_problem (DectProfileRow *self);

/** dect_profile_row_set_editable: FALSE for a profile that ships */
void dect_profile_row_set_editable (DectProfileRow *self,
                                    gboolean        editable);

G_END_DECLS
