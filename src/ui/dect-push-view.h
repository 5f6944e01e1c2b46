/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-override-list.h"
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

/** dect_push_view_get_overrides: Returns: (transfer none): the rules in its way; what is overridden holds until the window shows another site */
DectOverrideList *dect_push_view_get_overrides (DectPushView *self);

/** dect_push_view_allows_unguarded: Returns: whether the person wants this one push although nobody would notice another's change; forgotten by asking */
gboolean dect_push_view_allows_unguarded (DectPushView *self);

G_END_DECLS
