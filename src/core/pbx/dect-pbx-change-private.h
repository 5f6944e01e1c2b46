/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-diff.h"

G_BEGIN_DECLS

/* Takes before and after (nullable). */
DectPbxChange *dect_pbx_change_new (DectPbxOp op,
                                    DectPbxKind kind,
                                    const char *key,
                                    const char *name,
                                    const char *const *fields,
                                    JsonObject *before,
                                    JsonObject *after);

/* What a person calls a member ("IP address"); the name itself when unknown. */
const char *dect_pbx_member_label (DectPbxKind kind, const char *name);

/* 00:08:5D:0A:0B:02, 00077 0115484 2. */
char *dect_pbx_key_to_text (DectPbxKind kind, const char *key);

/* "Base station Hall 1 N"; name may be NULL. */
char *dect_pbx_record_title (DectPbxKind kind, const char *key, const char *name);

G_END_DECLS
