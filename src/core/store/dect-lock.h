/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DECT_LOCK_ERROR:
 *
 * Why a site cannot be taken for this process alone; codes are #DectLockError. Other errors are #GIOError: the folder
 * takes no file, or the file system knows no locks.
 */
#define DECT_LOCK_ERROR (dect_lock_error_quark ())
GQuark dect_lock_error_quark (void);

/**
 * DectLockError:
 * @DECT_LOCK_ERROR_HELD: somebody has it now; the system says so
 * @DECT_LOCK_ERROR_ELSEWHERE: another computer says it has it, and whether that is still true cannot be seen
 *   from here
 */
typedef enum
{
  DECT_LOCK_ERROR_HELD,
  DECT_LOCK_ERROR_ELSEWHERE,
} DectLockError;

/**
 * DectLock:
 *
 * Says to others that a file is being worked on. Advisory: nobody is kept from writing, but who asks is told.
 *
 * Two things stand behind it. A small file beside the site, ".~NAME.lock", says in words who has it (user, computer,
 * process, since when); a symbolic link to the site is followed first, and of a name too long for that its SHA-256 stands there. And an open file description lock of Linux (fcntl F_OFD_SETLK, fcntl(2)) on that small file, which
 * the kernel releases when the process ends, however it ends: what a crash leaves behind is seen as left behind and
 * taken over without a question. Two locks in one process exclude each other like those of two processes.
 *
 * Across computers the kernel's lock counts where the network file system hands it on (NFSv4, SMB with POSIX or byte range
 * locks). Where it does not, the words are all there is: they name another computer, so the answer is
 * %DECT_LOCK_ERROR_ELSEWHERE, and only a person can know (dect_lock_take() with @force). A file on a server reached by
 * other means (no local path) cannot be locked at all.
 *
 * Not for use by several threads at once.
 */
typedef struct _DectLock DectLock;

/**
 * dect_lock_take:
 * @path: the site's file, in the file system's encoding; it need not exist, its folder must
 * @force: whether another computer's words are set aside; what the kernel says is not
 * @error: return location, #DECT_LOCK_ERROR or #GIOError; the sentence says who has it, and since when
 *
 * Blocks shortly.
 *
 * Returns: (transfer full) (nullable): the lock; dect_lock_free() gives it back
 */
DectLock *dect_lock_take (const char *path,
                          gboolean    force,
                          GError    **error);

/** dect_lock_free: gives the lock back and removes the file of words */
void dect_lock_free (DectLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectLock, dect_lock_free)

/** dect_lock_dup_path: Returns: (transfer full): where the file of words of @path lies */
char *dect_lock_dup_path (const char *path);

G_END_DECLS
