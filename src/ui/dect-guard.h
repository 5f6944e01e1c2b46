/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DectGuardState:
 * @DECT_GUARD_FINE: the file is as we read or wrote it, and nobody else has it
 * @DECT_GUARD_HELD: another window or program of this kind has it
 * @DECT_GUARD_ELSEWHERE: another computer says it has it, see %DECT_LOCK_ERROR_ELSEWHERE
 * @DECT_GUARD_CHANGED: another program wrote it since
 * @DECT_GUARD_GONE: it is not there any more
 */
typedef enum
{
  DECT_GUARD_FINE,
  DECT_GUARD_HELD,
  DECT_GUARD_ELSEWHERE,
  DECT_GUARD_CHANGED,
  DECT_GUARD_GONE,
} DectGuardState;

/**
 * DectGuard:
 *
 * Keeps two from overwriting each other: has the lock of the file that a window shows (#DectLock), and looks whether
 * the file changes or goes behind its back. Main thread only.
 *
 * A folder that takes no lock file (a stick that is write-protected, a server without a local path) is no trouble by itself: then
 * the file is only watched.
 *
 * Properties: state (#DectGuardState as int, read-only, notified).
 */
#define DECT_TYPE_GUARD (dect_guard_get_type ())
G_DECLARE_FINAL_TYPE (DectGuard, dect_guard, DECT, GUARD, GObject)

/** dect_guard_new: Returns: (transfer full): a guard of no file */
DectGuard *dect_guard_new (void);

/**
 * dect_guard_set_file:
 * @self: a guard
 * @file: (nullable): the file that was just read or written; %NULL for none
 *
 * Takes its lock, unless it has it already, and remembers how the file looks on the disk.
 */
void dect_guard_set_file (DectGuard *self,
                          GFile     *file);

DectGuardState dect_guard_get_state (DectGuard *self);

/** dect_guard_get_words: Returns: (transfer none) (nullable): who has the file, a sentence; only for HELD and ELSEWHERE */
const char *dect_guard_get_words (DectGuard *self);

/** dect_guard_retry: tries once more to get the lock; @force: in spite of what another computer says */
void dect_guard_retry (DectGuard *self,
                       gboolean   force);

/** dect_guard_look: looks at the file on the disk now, rather than when the system says that it changed */
void dect_guard_look (DectGuard *self);

/**
 * dect_guard_expect:
 * @self: a guard
 * @stamp: (nullable): of what was read or written, dect_stamp_for_bytes(), when that may be another content than was on the disk at
 *   dect_guard_set_file(): somebody may have written it in between, or since the draft that is shown was begun
 */
void dect_guard_expect (DectGuard  *self,
                        const char *stamp);

/** dect_guard_accept: what is on the disk now is known, and may be written over */
void dect_guard_accept (DectGuard *self);

/**
 * dect_guard_begin_write:
 * @self: a guard
 * @file: where the site is about to be written, its own file or another one
 * @error: return location, #DECT_LOCK_ERROR or %G_IO_ERROR_WRONG_ETAG (it was changed by another program)
 *
 * Asks whether @file may be written; looks at the disk and takes the lock of another file for it. If so, the file is not
 * watched until dect_guard_end_write().
 *
 * Returns: whether it may
 */
gboolean dect_guard_begin_write (DectGuard *self,
                                 GFile     *file,
                                 GError   **error);

/** dect_guard_end_write: @written: whether the file given to dect_guard_begin_write() is in place; it is the guard's file then */
void dect_guard_end_write (DectGuard *self,
                           gboolean   written);

G_END_DECLS
