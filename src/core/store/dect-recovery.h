/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/** DECT_RECOVERY_VERSION: version of a draft's head that is written, and the newest that is read */
#define DECT_RECOVERY_VERSION 1

/**
 * DectRecovery:
 *
 * What is not saved yet of one open site, kept for the case that the program or the computer dies. Each has a folder of its own
 * below handover/drafts of the user's state folder (g_get_user_state_dir(), mode 0700), with a random name:
 *
 * - `draft`: site.json and log.json in a ZIP as in a .handover file, and `draft.ini`, the head, in the place of the images: version,
 *   the site's name, when it was written, the file it belongs to and the stamp (dect_stamp_for_bytes()) of what was in that file
 * - `plans/NAME`, `photos/NAME`: the images, each written once, so that a draft costs no more than what changes
 * - the lock of #DectLock, by which drafts in use are told from those that a crash left
 *
 * All of them are put in place as a whole, mode 0600. The site's secrets are not part of a snapshot and so of no draft.
 *
 * dect_recovery_write() and dect_recovery_remove() may be called in any thread, one after the other; all others in one thread.
 */
typedef struct _DectRecovery DectRecovery;

/** dect_recovery_new: Returns: (transfer full): a draft that is not written yet; nothing is on the disk */
DectRecovery *dect_recovery_new (void);

/** dect_recovery_free: gives up the draft; what is on the disk stays there and may be found by dect_recovery_list() */
void dect_recovery_free (DectRecovery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectRecovery, dect_recovery_free)

/** DECT_RECOVERY_MAX_LIST: drafts that are listed at a time, the newest; each keeps a file open, of which a process has not many */
#define DECT_RECOVERY_MAX_LIST 20

/**
 * dect_recovery_list:
 * @file: (nullable): whose drafts; %NULL for all
 *
 * Drafts that nobody has in use: what a crash left. They are locked for the caller, so that nobody else is offered them at the same
 * time. Of a folder without a draft what we have made is removed; what a newer program wrote is left alone, and so is everything
 * that is no folder of ours. Blocks.
 *
 * Returns: (transfer full) (element-type DectRecovery): newest first
 */
GPtrArray *dect_recovery_list (GFile *file);

/**
 * dect_recovery_write:
 * @self: a draft
 * @snapshot: the site as it stands
 * @file: (nullable): the file it was read from or written to; %NULL for a site that was never saved
 * @base: (nullable): stamp of what was in @file then
 * @error: return location, #GIOError or #DECT_STORE_ERROR
 *
 * Blocks.
 *
 * Returns: whether the draft on the disk is @snapshot now; else it is what it was before
 */
gboolean dect_recovery_write (DectRecovery    *self,
                           DectSnapshot *snapshot,
                           GFile        *file,
                           const char   *base,
                           GError      **error);

/**
 * dect_recovery_load:
 * @self: a draft
 * @error: return location, #GIOError or #DECT_STORE_ERROR
 *
 * Blocks; any thread. Images that are not there any more are left out.
 *
 * Returns: (transfer full) (nullable): the site as it was when the draft was written
 */
DectSnapshot *dect_recovery_load (DectRecovery *self,
                               GError   **error);

/** dect_recovery_remove: takes the draft off the disk; it may be written again */
void dect_recovery_remove (DectRecovery *self);

/** dect_recovery_is_there: Returns: whether something was written, or found, and not removed */
gboolean dect_recovery_is_there (DectRecovery *self);

/* What the head of a draft of dect_recovery_list() says. */

/** dect_recovery_get_title: Returns: (transfer none) (nullable): the site's name */
const char *dect_recovery_get_title (DectRecovery *self);

/** dect_recovery_get_file: Returns: (transfer none) (nullable): the file it belongs to */
GFile *dect_recovery_get_file (DectRecovery *self);

/** dect_recovery_get_base: Returns: (transfer none) (nullable): stamp of what was in that file */
const char *dect_recovery_get_base (DectRecovery *self);

/** dect_recovery_get_written: Returns: when it was written, seconds since 1970 */
gint64 dect_recovery_get_written (DectRecovery *self);

G_END_DECLS
