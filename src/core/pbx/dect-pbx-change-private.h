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

G_END_DECLS
