/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-members-private.h"
#include "pbx/dect-pbx-profile.h"

G_BEGIN_DECLS

/*
 * How one PBX says what the contract says: names of members ([fields KIND]), spelling of MACs and
 * booleans ([json]). A profile that says nothing of these speaks the contract itself.
 */

/* A record of the PBX in the contract's words; members that have no name there are kept as they
 * are. */
JsonObject *dect_pbx_dialect_read (DectPbxProfile *profile, DectPbxKind kind, JsonObject *theirs);

/* A record in the PBX's words, without its lists and without the server's own members. */
JsonObject *dect_pbx_dialect_write (DectPbxProfile *profile, DectPbxKind kind, JsonObject *ours);

/* The document without what the PBX has no place for, so that it never counts as a difference. */
JsonNode *dect_pbx_dialect_strip (DectPbxProfile *profile, JsonNode *document);

/* Whether a list of the gateway is known to the PBX at all. */
gboolean dect_pbx_dialect_has_list (DectPbxProfile *profile, DectPbxKind kind);

G_END_DECLS
