/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectConnectView:
 *
 * Where the person says which PBX and who they are: the embedded one, a profile of theirs, one that ships, or a file.
 */
#define DECT_TYPE_CONNECT_VIEW (dect_connect_view_get_type ())
G_DECLARE_FINAL_TYPE (DectConnectView, dect_connect_view, DECT, CONNECT_VIEW, AdwBin)

/** dect_connect_view_set_session: @session: (nullable): the site's session; forgets what was typed */
void dect_connect_view_set_session (DectConnectView *self,
                                    DectPbxSession  *session);

/** dect_connect_view_start: connects with what is entered; says in place what is missing */
void dect_connect_view_start (DectConnectView *self);

/** dect_connect_view_choose_embedded: takes the PBX of this computer, as if chosen from the list */
void dect_connect_view_choose_embedded (DectConnectView *self);

/** dect_connect_view_load_passwords: asks the keyring for what it knows of the site; once for each session */
void dect_connect_view_load_passwords (DectConnectView *self);

G_END_DECLS
