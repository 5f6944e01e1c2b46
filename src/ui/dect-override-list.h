/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "check/dect-check.h"

G_BEGIN_DECLS

/**
 * DectOverrideList:
 *
 * The rules whose errors stand in the way of a push: one row a rule, with a switch for pushing all the same and, where that is on, a row
 * for the reason. Hidden while there are none.
 *
 * Signals: changed: a rule is overridden, or no longer; not for another reason of one that is.
 */
#define DECT_TYPE_OVERRIDE_LIST (dect_override_list_get_type ())
G_DECLARE_FINAL_TYPE (DectOverrideList, dect_override_list, DECT, OVERRIDE_LIST, AdwPreferencesGroup)

/** dect_override_list_set_findings: @findings: (nullable) (element-type DectFinding): of the checks; its errors are shown. What is
 * overridden stays so */
void dect_override_list_set_findings (DectOverrideList *self,
                                      GPtrArray        *findings);

/** dect_override_list_override: @rule: id of a rule; @reason: (nullable): push although it found errors, and why, "" where no reason is
 * given; %NULL: do not */
void dect_override_list_override (DectOverrideList *self,
                                  const char       *rule,
                                  const char       *reason);

/** dect_override_list_reset: overrides nothing any more, without a signal */
void dect_override_list_reset (DectOverrideList *self);

/** dect_override_list_list_blocking: Returns: (transfer full) (array zero-terminated=1): rules with errors that are not overridden */
char **dect_override_list_list_blocking (DectOverrideList *self);

/** dect_override_list_list_overridden: Returns: (transfer full) (array zero-terminated=1): rules with errors that are overridden,
 * "RULE" or, where a reason was given, "RULE=REASON", as dect_pbx_journal_add_accepted() takes them */
char **dect_override_list_list_overridden (DectOverrideList *self);

G_END_DECLS
