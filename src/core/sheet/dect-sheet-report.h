/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-flow.h"

G_BEGIN_DECLS

/*
 * The parts of the handover report. Each says what the program knows and no more: what it predicted is called predicted, what
 * somebody ticked is called ticked.
 */

/** dect_report_head: @title: (transfer full): a page of the report */
void dect_report_head (DectSheets    *self,
                       DectSheetHead *head,
                       char          *title);

/** dect_report_add_checks: findings and how each was settled, then what happens when something fails. %FALSE when cancelled */
gboolean dect_report_add_checks (DectSheets      *self,
                                 DectTextContext *context,
                                 GCancellable    *cancellable,
                                 GError         **error);

/** dect_report_add_lists: equipment and addresses */
void dect_report_add_lists (DectSheets      *self,
                            DectTextContext *context);

/** dect_report_add_log: steps done, what the PBX was sent, signatures */
void dect_report_add_log (DectSheets      *self,
                          DectTextContext *context);

/** dect_report_dup_settled: @rule: id. Returns: (transfer full) (nullable): how a finding of it was settled: accepted, overridden
 * when, with the reason the log has; %NULL when it was not */
char *dect_report_dup_settled (DectSnapshot *snapshot,
                               const char   *rule);

G_END_DECLS
