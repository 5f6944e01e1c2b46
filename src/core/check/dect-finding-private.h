/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "check/dect-check.h"

G_BEGIN_DECLS

DectFinding *dect_finding_new (const DectRuleInfo *rule,
                               const guint32      *objects,
                               guint               n_objects,
                               const char         *text,
                               const char         *fix,
                               gboolean            accepted);

G_END_DECLS
