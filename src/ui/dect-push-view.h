/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectPushView:
 *
 * The push: what stands in its way, its result, and what to do when somebody else was there first. Errors of the checks block it; the
 * person may override each rule by name.
 */
#define DECT_TYPE_PUSH_VIEW (dect_push_view_get_type ())
G_DECLARE_FINAL_TYPE (DectPushView, dect_push_view, DECT, PUSH_VIEW, AdwBin)

void dect_push_view_set_session (DectPushView   *self,
                                 DectPbxSession *session);

/** dect_push_view_can_push: Returns: whether there is a reviewed difference, the plan is as it was then, and no rule blocks it */
gboolean dect_push_view_can_push (DectPushView *self);

/** dect_push_view_list_blocking: Returns: (transfer full) (array zero-terminated=1): rules with errors that are not overridden */
char **dect_push_view_list_blocking (DectPushView *self);

/** dect_push_view_list_overridden: Returns: (transfer full) (array zero-terminated=1): rules with errors that are overridden,
 * "RULE" or, where a reason was given, "RULE=REASON" */
char **dect_push_view_list_overridden (DectPushView *self);

/** dect_push_view_override: @rule: id of a rule; @reason: (nullable): push although it found errors, and why, "" where no reason is
 * given; %NULL: do not. Until the window shows another site. */
void dect_push_view_override (DectPushView *self,
                              const char   *rule,
                              const char   *reason);

/** dect_push_view_allows_unguarded: Returns: whether the person wants this one push although nobody would notice another's change; forgotten by asking */
gboolean dect_push_view_allows_unguarded (DectPushView *self);

G_END_DECLS
