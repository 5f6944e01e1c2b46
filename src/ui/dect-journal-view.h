/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/dect-history.h"

G_BEGIN_DECLS

/**
 * DectJournalView:
 *
 * Every push of this site, newest first: when, what, from which revision to which, by which profile, and how it ended. It can
 * be copied as text. Never a secret.
 */
#define DECT_TYPE_JOURNAL_VIEW (dect_journal_view_get_type ())
G_DECLARE_FINAL_TYPE (DectJournalView, dect_journal_view, DECT, JOURNAL_VIEW, AdwBin)

/** dect_journal_view_set_log: @log: (nullable): the site's log, which is followed */
void dect_journal_view_set_log (DectJournalView *self,
                                DectLog         *log);

/** dect_journal_view_dup_text: Returns: (transfer full): all pushes as text, a line each and one more for a failure's reason */
char *dect_journal_view_dup_text (DectJournalView *self);

/** dect_journal_view_count: Returns: how many pushes are shown */
guint dect_journal_view_count (DectJournalView *self);

G_END_DECLS
