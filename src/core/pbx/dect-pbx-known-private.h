/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/* The records in which @document differs from @before (NULL = nothing), as an object: gateway,
 * accesspoints, handsets, gone; "whole": true when it stands for itself. Without secrets and
 * without the server's own members. NULL when nothing differs. */
JsonObject *dect_pbx_known_new (JsonNode *before, JsonNode *document);

/* The document that @known makes of @before; NULL when it needs one and there is none. Nothing in
 * @known is trusted. */
JsonNode *dect_pbx_known_apply (JsonNode *before, JsonObject *known);

G_END_DECLS
