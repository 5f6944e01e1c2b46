/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DECT_SAVE_ERROR (dect_save_error_quark ())
GQuark dect_save_error_quark (void);

/**
 * DectSaveError:
 * @DECT_SAVE_ERROR_NOT_SYNCED: the new file is in place, and who reads it now gets it; but the disk reported an error when the folder was
 *   to be brought to it, so that after a power cut the old one may be there again
 */
typedef enum
{
  DECT_SAVE_ERROR_NOT_SYNCED,
} DectSaveError;

/** DECT_SAVE_SHARED: mode of a file that others may read, as far as the umask allows */
#define DECT_SAVE_SHARED 0666

/** DECT_SAVE_PRIVATE: mode of a file with secrets: its owner only */
#define DECT_SAVE_PRIVATE 0600

/**
 * dect_save_bytes:
 * @path: where to, in the file system's encoding; a symbolic link stays and its target is written
 * @bytes: the whole content
 * @mode: #DECT_SAVE_SHARED or #DECT_SAVE_PRIVATE: the permissions a new file gets, less the umask.
 *   A file that is there already keeps those of its permissions that @mode has too, its owner and
 *   group where the system allows it, and, unless @mode is private, its access list and extended
 *   attributes of users (acl(5), xattr(7)). Nobody may read or write it who might not before: where
 *   the group or the list cannot be kept the new group gets what everybody has.
 * @error: return location, #GIOError or #DECT_SAVE_ERROR; the sentence names @path
 *
 * Puts a file in place as a whole or not at all: it is written beside its place under another name,
 * brought to the disk, and renamed over the old one; then the folder is brought to the disk. So another
 * hard link to the old file keeps the old content. Whatever
 * goes wrong, the old file is as it was and nothing is left behind; only with %DECT_SAVE_ERROR_NOT_SYNCED
 * the new file is in place already. A file without write permission is not replaced
 * (%G_IO_ERROR_PERMISSION_DENIED), nor is anything but a regular file
 * (%G_IO_ERROR_NOT_REGULAR_FILE, %G_IO_ERROR_IS_DIRECTORY). Blocks; any thread.
 *
 * Returns: whether the new file is in place, and on the disk
 */
gboolean dect_save_bytes (const char *path,
                          GBytes     *bytes,
                          guint       mode,
                          GError    **error);

/**
 * dect_save_bytes_keeping:
 *
 * As dect_save_bytes() with #DECT_SAVE_SHARED, and what was there stays beside it under dect_save_dup_backup_path(), in the place
 * of the backup that was there before; with the permissions and the owner of the file. Where the folder does not allow that (no
 * room, no links and no right to make a copy) the file is saved all the same. Behind the document portal, which shows one file
 * alone, there is no backup.
 *
 * Returns: whether the new file is in place, and on the disk
 */
gboolean dect_save_bytes_keeping (const char *path,
                                  GBytes     *bytes,
                                  GError    **error);

/**
 * dect_save_make_folder:
 * @path: a folder, in the file system's encoding
 * @mode: permissions of each that has to be made, less the umask
 * @error: return location, #GIOError
 *
 * Makes a folder and those above it, where they are missing, and brings their names to the disk: what is saved in it later is as
 * safe as its way there. Blocks; any thread.
 *
 * Returns: whether it is there
 */
gboolean dect_save_make_folder (const char *path,
                                guint       mode,
                                GError    **error);

/**
 * dect_save_dup_target:
 * @path: a path, in the file system's encoding
 *
 * Returns: (transfer full) (nullable): the file that is written under @path: @path itself, or the end of the chain of symbolic links
 * that stands there, which need not exist; %NULL with errno when the chain has no end
 */
char *dect_save_dup_target (const char *path);

/** dect_save_dup_backup_path: Returns: (transfer full): where the last version of @path lies: its own name, links followed, and "~" */
char *dect_save_dup_backup_path (const char *path);

/** dect_save_is_temporary: Returns: whether a file of that name, without folder, is one that was not finished */
gboolean dect_save_is_temporary (const char *name);

G_END_DECLS
