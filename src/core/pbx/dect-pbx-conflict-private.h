/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-merge.h"

G_BEGIN_DECLS

/* field: NULL = the whole record. Values in words, taken. */
DectPbxConflict *dect_pbx_conflict_new (DectPbxKind kind,
                                        const char *key,
                                        const char *name,
                                        const char *field,
                                        char *base,
                                        char *mine,
                                        char *theirs);

G_END_DECLS
