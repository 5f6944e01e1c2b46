/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-repair.h"
#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectFixer:
 *
 * Repairs of the chain of one document: looks for them in a thread, takes the best one, and knows the others. Main thread only.
 *
 * Properties (read-only, notified): busy (gboolean), suggestions (nullable; element-type DectRepair: of the last search).
 * Signals: fixed (self, DectRepair): one was applied; failed (self, text): a sentence on why nothing was.
 */
#define DECT_TYPE_FIXER (dect_fixer_get_type ())
G_DECLARE_FINAL_TYPE (DectFixer, dect_fixer, DECT, FIXER, GObject)

/** dect_fixer_new: @document: outlives the fixer's searches: it is held */
DectFixer *dect_fixer_new (DectDocument *document);

DectDocument *dect_fixer_get_document (DectFixer *self);

/**
 * dect_fixer_look:
 * @self: a fixer
 * @target: what to repair
 * @apply: whether the best way is taken at once
 *
 * Looks for ways to repair the chain, as it stands in the document's analysis. What was looked for before is dropped.
 */
void dect_fixer_look (DectFixer              *self,
                      const DectRepairTarget *target,
                      gboolean                apply);

/** dect_fixer_cancel: stops looking */
void dect_fixer_cancel (DectFixer *self);

gboolean dect_fixer_is_busy (DectFixer *self);

/** dect_fixer_get_target: Returns: (transfer none): what was looked for last */
const DectRepairTarget *dect_fixer_get_target (DectFixer *self);

/** dect_fixer_get_problem: Returns: (transfer none) (nullable): what the checks said of it when it was looked for first */
const char *dect_fixer_get_problem (DectFixer *self);

/** dect_fixer_get_suggestions: Returns: (transfer none) (nullable) (element-type DectRepair): best first; %NULL while it looks */
GPtrArray *dect_fixer_get_suggestions (DectFixer *self);

/** dect_fixer_apply: takes @repair as one step to undo; emits "fixed", or "failed" when the plan has changed too much since */
void dect_fixer_apply (DectFixer  *self,
                       DectRepair *repair);

/**
 * dect_fixer_take_back:
 * @self: a fixer
 *
 * Undoes what was applied last, when nothing else was changed since: the other suggestions are for the plan before it.
 *
 * Returns: whether the plan is the one that the suggestions are for
 */
gboolean dect_fixer_take_back (DectFixer *self);

/** dect_fixer_preview: Returns: (transfer full): @repair as the plan shows it */
DectPreview *dect_fixer_preview (DectFixer  *self,
                                 DectRepair *repair);

G_END_DECLS
