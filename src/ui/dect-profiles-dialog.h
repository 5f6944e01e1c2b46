/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"
#include "dect-profile-editor.h"

G_BEGIN_DECLS

/**
 * DectProfilesDialog:
 *
 * The connection profiles: the person's own, which are made, changed and deleted here, and those that ship, which are read
 * and duplicated. What is typed and not saved yet stays as long as the window does. Passwords go to the site's secrets and
 * the keyring.
 *
 * Signal: saved (self, id), after a profile was saved or brought back; id is "" after one was deleted.
 */
#define DECT_TYPE_PROFILES_DIALOG (dect_profiles_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DectProfilesDialog, dect_profiles_dialog, DECT, PROFILES_DIALOG, AdwWindow)

/** dect_profiles_dialog_open: @parent: (nullable): window; @document: whose secrets hold the passwords. Returns: (transfer none): the dialog, shown */
DectProfilesDialog *dect_profiles_dialog_open (GtkWindow    *parent,
                                               DectDocument *document);

/** dect_profiles_dialog_edit: shows the editor of the profile @id; a shipped one is only read */
void dect_profiles_dialog_edit (DectProfilesDialog *self,
                                const char         *id);

/** dect_profiles_dialog_duplicate: shows the editor with a copy of the profile @id that is not saved yet */
void dect_profiles_dialog_duplicate (DectProfilesDialog *self,
                                     const char         *id);

/** dect_profiles_dialog_get_editor: Returns: (transfer none): the editor */
DectProfileEditor *dect_profiles_dialog_get_editor (DectProfilesDialog *self);

/** dect_profile_dup_secret_key: Returns: (transfer full): key of the password of a profile in the site's secrets */
char *dect_profile_dup_secret_key (const char *id);

G_END_DECLS
