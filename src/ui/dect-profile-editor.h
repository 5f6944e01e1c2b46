/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-profile-row.h"

G_BEGIN_DECLS

/**
 * DectProfileEditor:
 *
 * All keys of a connection profile, made from the table of keys: what everybody needs on top, what only somebody needs who
 * writes an adapter folded away. What is wrong is told at its row at once.
 *
 * Signal: changed (self), when the person changed anything, the password included.
 */
#define DECT_TYPE_PROFILE_EDITOR (dect_profile_editor_get_type ())
G_DECLARE_FINAL_TYPE (DectProfileEditor, dect_profile_editor, DECT, PROFILE_EDITOR, AdwBin)

/** dect_profile_editor_set_profile: @file: edited profile; taken over. @editable: FALSE for one that ships.
 * @password: (nullable): what stands in the row of the password */
void dect_profile_editor_set_profile (DectProfileEditor *self,
                                      GKeyFile          *file,
                                      gboolean           editable,
                                      const char        *password);

/** dect_profile_editor_get_file: Returns: (transfer none) (nullable): the profile as it is typed, wrong values included */
GKeyFile *dect_profile_editor_get_file (DectProfileEditor *self);

/** dect_profile_editor_get_password: Returns: what stands in the row of the password; never in the profile */
const char *dect_profile_editor_get_password (DectProfileEditor *self);

/** dect_profile_editor_find_row: Returns: (nullable) (transfer none): the row of a key, or of a member of [fields KIND] */
DectProfileRow *dect_profile_editor_find_row (DectProfileEditor *self,
                                              const char        *group,
                                              const char        *key);

/** dect_profile_editor_show_problem: brings the first row with something wrong into view, with the focus. Returns: whether there is one */
gboolean dect_profile_editor_show_problem (DectProfileEditor *self);

G_END_DECLS
