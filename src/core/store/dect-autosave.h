/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"
#include "store/dect-recovery.h"

G_BEGIN_DECLS

/** DECT_AUTOSAVE_DELAY_MS: from the first change that is in no draft to its writing; 3 s are what may be lost, with a slow disk too */
#define DECT_AUTOSAVE_DELAY_MS 750

/**
 * DectAutosave:
 *
 * Keeps a #DectRecovery of a site while it has changes that are not in its file: written in a thread from a snapshot, a moment after
 * the first change, and again as long as there are newer ones; it does not wait for quiet. Once the site is saved the draft goes.
 *
 * Properties: problem (nullable text, read-only, notified): why the last draft could not be written; tried again every 10 s.
 *
 * Main thread only. When it is finalized while there are unsaved changes the draft stays, unless dect_autosave_discard() was called.
 */
#define DECT_TYPE_AUTOSAVE (dect_autosave_get_type ())
G_DECLARE_FINAL_TYPE (DectAutosave, dect_autosave, DECT, AUTOSAVE, GObject)

/** dect_autosave_new: Returns: (transfer full): keeps drafts of @site, which counts as saved as it stands */
DectAutosave *dect_autosave_new (DectSite *site);

/**
 * dect_autosave_set_saved:
 * @self: keeps drafts
 * @file: (nullable): the file of the site
 * @stamp: (nullable): of what is in it, dect_stamp_for_bytes()
 * @generation: generation of the site that is in it
 * @n_log: how many entries the log in it has
 */
void dect_autosave_set_saved (DectAutosave *self,
                              GFile        *file,
                              const char   *stamp,
                              guint64       generation,
                              guint         n_log);

/** dect_autosave_adopt: @draft: (transfer full): the site came from this draft and is not saved; the draft is kept up to date from now on */
void dect_autosave_adopt (DectAutosave *self,
                          DectRecovery    *draft);

/** dect_autosave_discard: nobody wants the changes: the draft goes at once, and no other is written */
void dect_autosave_discard (DectAutosave *self);

/** dect_autosave_is_settled: Returns: whether the draft is the site as it stands, or the site is saved and there is none */
gboolean dect_autosave_is_settled (DectAutosave *self);

/** dect_autosave_get_problem: Returns: (transfer none) (nullable): why the last draft could not be written */
const char *dect_autosave_get_problem (DectAutosave *self);

G_END_DECLS
