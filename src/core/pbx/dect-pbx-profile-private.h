/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-profile.h"

G_BEGIN_DECLS

/* A word of letters, digits, "-" and "_", at least one. */
gboolean dect_pbx_profile_is_token (const char *text);

gboolean dect_pbx_host_is_loopback (const char *host);

/* Whether plain http may go there. What a name leads to is looked at when connected. */
gboolean dect_pbx_host_is_own_network (const char *host);

/* A MAC of 12 hex digits as this PBX spells it; anything else as it is. */
char *dect_pbx_profile_spell_mac (DectPbxProfile *self, const char *key);

G_END_DECLS
