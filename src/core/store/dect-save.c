/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-save.h"

#include "store/dect-load.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <linux/limits.h>
#include <linux/xattr.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MAX_LINKS 40
#define MAX_NAMES 100
#define TEMPORARY_BEGIN ".handover-"
#define TEMPORARY_END ".tmp"
#define MAX_BACKUP_BYTES (1024u * 1024 * 1024)
#define DESCRIPTORS "/proc/self/fd"             /* proc(5) */
#define ACCESS_LIST XATTR_NAME_POSIX_ACL_ACCESS /* the list as the kernel has it */

G_DEFINE_QUARK (dect-save-error-quark, dect_save_error)

/* One save under way: the file being written and the one it shall replace. */
typedef struct
{
  char *target; /* the place itself, links followed */
  char *folder;
  char *temporary;
  gboolean replaces;
  struct stat old;
  const char *like; /* the file whose permissions the new one gets, when it replaces one */
  gint fd;
} Save;

static void
save_clear (Save *save)
{
  if (save->fd >= 0)
    close (save->fd);
  if (save->temporary != NULL)
    g_unlink (save->temporary);
  g_free (save->temporary);
  g_free (save->folder);
  g_free (save->target);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Save, save_clear)

static gboolean
fail_errno (const char *path, gint code, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               /* Translators: the second %s is the system's reason, a half sentence */
               _("“%s” cannot be saved: %s. Choose another place or make room there."), display,
               g_strerror (code));
  return FALSE;
}

static gboolean
look_at_old (Save *save, const char *path, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  if (lstat (save->target, &save->old) != 0)
    return errno == ENOENT ? TRUE : fail_errno (path, errno, error);
  save->replaces = TRUE;
  save->like = save->target;
  if (S_ISDIR (save->old.st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                 _("“%s” is a folder; give the name of a file."), display);
  else if (!S_ISREG (save->old.st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 _("“%s” is not an ordinary file; give the name of a file."), display);
  else if (access (save->target, W_OK) != 0)
    return fail_errno (path, errno, error);
  else
    return TRUE;
  return FALSE;
}

/* A new file takes its permissions at creation, so that the umask applies without asking for it;
 * one that replaces another is private until it has the other's. */
static guint
creation_mode (const Save *save, guint mode)
{
  return save->replaces ? DECT_SAVE_PRIVATE : mode;
}

static char *
make_name (Save *save)
{
  g_autofree char *name = g_strdup_printf (TEMPORARY_BEGIN "%08x" TEMPORARY_END, g_random_int ());

  return g_build_filename (save->folder, name, NULL);
}

/* Without a name there is nothing that a killed program leaves behind. Not every file system can,
 * and it takes its name by way of /proc. */
static gboolean
open_unnamed (Save *save, guint mode)
{
  if (access (DESCRIPTORS, X_OK) != 0)
    return FALSE;
  save->fd = open (save->folder, O_WRONLY | O_TMPFILE | O_CLOEXEC, creation_mode (save, mode));
  return save->fd >= 0;
}

static gboolean
open_named (Save *save, const char *path, guint mode, GError **error)
{
  for (guint i = 0; i < MAX_NAMES && save->fd < 0; i++)
    {
      g_autofree char *temporary = make_name (save);

      save->fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                       creation_mode (save, mode));
      if (save->fd >= 0)
        save->temporary = g_steal_pointer (&temporary);
      else if (errno != EEXIST && errno != EINTR)
        break;
    }
  return save->fd >= 0 ? TRUE : fail_errno (path, errno, error);
}

/* Returns: whether the new file has the list that the old one had, or none as that had none; a file
 * made in a folder with a default list has got one */
static gboolean
keep_access_list (Save *save, guint mode)
{
  g_autofree char *list = g_malloc (XATTR_SIZE_MAX);
  gssize length
      = mode == DECT_SAVE_PRIVATE ? -1 : getxattr (save->like, ACCESS_LIST, list, XATTR_SIZE_MAX);

  if (length >= 0)
    return fsetxattr (save->fd, ACCESS_LIST, list, (gsize) length, 0) == 0;
  return fremovexattr (save->fd, ACCESS_LIST) == 0 || errno == ENODATA || errno == ENOTSUP;
}

/* Tags and notes of other programs. Whatever the file system does not take is no reason not to
 * save.
 */
static void
keep_attributes (Save *save)
{
  g_autofree char *names = g_malloc (XATTR_LIST_MAX);
  g_autofree char *value = g_malloc (XATTR_SIZE_MAX);
  gssize length = listxattr (save->like, names, XATTR_LIST_MAX);

  for (const char *name = names; length > 0 && name < names + length; name += strlen (name) + 1)
    {
      gssize size = g_str_has_prefix (name, XATTR_USER_PREFIX)
                        ? getxattr (save->like, name, value, XATTR_SIZE_MAX)
                        : -1;

      if (size >= 0 && fsetxattr (save->fd, name, value, (gsize) size, 0) != 0)
        g_debug ("%s cannot be kept: %s", name, g_strerror (errno));
    }
}

/* Only a privileged user can keep a foreign owner; for everybody else the group is what matters. */
static gboolean
keep_owner (Save *save)
{
  struct stat new;

  if (fchown (save->fd, save->old.st_uid, save->old.st_gid) != 0
      && fchown (save->fd, (uid_t) -1, save->old.st_gid) != 0)
    g_debug ("owner and group of the replaced file cannot be kept");
  return fstat (save->fd, &new) == 0 && new.st_gid == save->old.st_gid;
}

/* The group gets no more than everybody. */
static guint
without_group (guint mode)
{
  return (mode & 0707) | ((mode & 07) << 3 & mode);
}

/* A file system without permissions is no reason not to save. */
static gboolean
set_mode (Save *save, const char *path, guint mode, GError **error)
{
  if (TEMP_FAILURE_RETRY (fchmod (save->fd, mode)) == 0 || errno == ENOSYS || errno == ENOTSUP)
    return TRUE;
  return fail_errno (path, errno, error);
}

static gboolean
keep_permissions (Save *save, const char *path, guint mode, GError **error)
{
  guint kept = save->old.st_mode & mode & 0777;
  gboolean same_group;

  if (!save->replaces)
    return TRUE;
  same_group = keep_owner (save);
  if (!set_mode (save, path, same_group ? kept : without_group (kept), error))
    return FALSE;
  if (mode != DECT_SAVE_PRIVATE)
    keep_attributes (save);
  /* With a list the bits of the group are the most that anybody on it has; without it they would be
   * the group's own, and so they are with another group. */
  return (keep_access_list (save, mode) && same_group)
         || set_mode (save, path, without_group (kept), error);
}

static gboolean
write_all (Save *save, const char *path, GBytes *bytes, GError **error)
{
  gsize left;
  const char *data = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      gssize written = write (save->fd, data, left);

      if (written < 0 && errno != EINTR)
        return fail_errno (path, errno, error);
      if (written == 0)
        return fail_errno (path, EIO, error);
      if (written > 0)
        {
          data += written;
          left -= written;
        }
    }
  return TRUE;
}

/* With its permissions, so that after a power failure, too, nobody is kept from it. */
static gboolean
sync_file (Save *save, const char *path, GError **error)
{
  return TEMP_FAILURE_RETRY (fsync (save->fd)) == 0 ? TRUE : fail_errno (path, errno, error);
}

/* The file is in place already; a folder that knows no syncing (some network shares) is no failure,
 * but a disk that says it lost something is. */
static gboolean
sync_folder (const char *folder, const char *path, GError **error)
{
  g_autofree char *display = NULL;
  gint fd, code;

  fd = TEMP_FAILURE_RETRY (open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd < 0)
    return TRUE;
  code = TEMP_FAILURE_RETRY (fsync (fd)) == 0 ? 0 : errno;
  close (fd);
  if (code != EIO && code != ENOSPC && code != EDQUOT)
    return TRUE;
  display = g_filename_display_name (path);
  g_set_error (
      error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED,
      /* Translators: the second %s is the system's reason, a half sentence */
      _("“%s” is written, but may not be on its disk yet, which reports an error: %s. Save "
         "it in another place too."),
      display, g_strerror (code));
  return FALSE;
}

/* What has been written has a name from here on. Returns: whether the file system gives it one */
static gboolean
give_name (Save *save)
{
  g_autofree char *descriptor = g_strdup_printf (DESCRIPTORS "/%d", save->fd);

  for (guint i = 0; i < MAX_NAMES && save->temporary == NULL; i++)
    {
      g_autofree char *temporary = make_name (save);

      if (linkat (AT_FDCWD, descriptor, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0)
        save->temporary = g_steal_pointer (&temporary);
      else if (errno != EEXIST && errno != EINTR)
        break;
    }
  return save->temporary != NULL;
}

/* Data are on the disk already: an interrupted close has lost nothing, and must not be asked again.
 */
static gboolean
close_temporary (Save *save, const char *path, GError **error)
{
  gint fd = save->fd;

  save->fd = -1;
  return close (fd) == 0 || errno == EINTR ? TRUE : fail_errno (path, errno, error);
}

static gboolean
put_in_place (Save *save, const char *path, GError **error)
{
  if (TEMP_FAILURE_RETRY (rename (save->temporary, save->target)) != 0)
    return fail_errno (path, errno, error);
  g_clear_pointer (&save->temporary, g_free);
  return sync_folder (save->folder, path, error);
}

char *
dect_save_dup_target (const char *path)
{
  g_autofree char *place = g_strdup (path);

  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (place, NULL);
      g_autofree char *folder = NULL;

      if (link == NULL)
        return g_steal_pointer (&place);
      folder = g_path_get_dirname (place);
      g_free (place);
      place = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                        : g_build_filename (folder, link, NULL);
    }
  errno = ELOOP;
  return NULL;
}

static gboolean
prepare (Save *save, const char *path, GError **error)
{
  save->target = dect_save_dup_target (path);
  if (save->target == NULL)
    return fail_errno (path, errno, error);
  save->folder = g_path_get_dirname (save->target);
  return look_at_old (save, path, error);
}

static gboolean
fill (Save *save, const char *path, GBytes *bytes, guint mode, GError **error)
{
  return write_all (save, path, bytes, error) && keep_permissions (save, path, mode, error)
         && sync_file (save, path, error);
}

/* The new file, whole and on the disk, under its other name. */
static gboolean
write_beside (Save *save, const char *path, GBytes *bytes, guint mode, GError **error)
{
  if (open_unnamed (save, mode))
    {
      if (!fill (save, path, bytes, mode, error))
        return FALSE;
      if (give_name (save))
        return close_temporary (save, path, error);
      /* It can be written and gets no name: once more with one from the start. */
      close (save->fd);
      save->fd = -1;
    }
  return open_named (save, path, mode, error) && fill (save, path, bytes, mode, error)
         && close_temporary (save, path, error);
}

gboolean
dect_save_bytes (const char *path, GBytes *bytes, guint mode, GError **error)
{
  g_auto (Save) save = { .fd = -1 };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail ((mode & ~0777u) == 0, FALSE);

  return prepare (&save, path, error) && write_beside (&save, path, bytes, mode, error)
         && put_in_place (&save, path, error);
}

/* --- The last version ------------------------------------------------------------------------- */

/* What is written beside a file there would come to lie in the real folder under a name of the
 * portal's. */
static gboolean
is_behind_portal (const char *path)
{
  g_autofree char *portal = g_build_filename (g_get_user_runtime_dir (), "doc", "", NULL);

  return g_str_has_prefix (path, portal);
}

/* A second name of the old file, which the new one does not touch: nothing is copied. */
static gboolean
link_backup (Save *save, const char *backup)
{
  g_autofree char *second = make_name (save);
  gboolean done;

  if (TEMP_FAILURE_RETRY (link (save->target, second)) != 0)
    return FALSE;
  done = TEMP_FAILURE_RETRY (rename (second, backup)) == 0;
  /* rename () leaves both where they were one file already. */
  g_unlink (second);
  return done;
}

/* For sticks, whose file systems know no links. What stands under the name of the backup goes, a
 * link too: it may lead to anything. */
static gboolean
copy_backup (Save *save, const char *backup)
{
  g_auto (Save) copy = { .replaces = TRUE, .old = save->old, .like = save->target, .fd = -1 };
  g_autoptr (GFile) file = g_file_new_for_path (save->target);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_load_file_bytes (file, MAX_BACKUP_BYTES, NULL, &error);

  copy.target = g_strdup (backup);
  copy.folder = g_strdup (save->folder);
  if (bytes != NULL && write_beside (&copy, backup, bytes, DECT_SAVE_SHARED, &error)
      && put_in_place (&copy, backup, &error))
    return TRUE;
  g_debug ("no backup: %s", error->message);
  return FALSE;
}

static void
keep_old (Save *save)
{
  g_autofree char *backup = g_strconcat (save->target, "~", NULL);

  if (save->replaces && !is_behind_portal (save->target) && !link_backup (save, backup))
    copy_backup (save, backup);
}

gboolean
dect_save_bytes_keeping (const char *path, GBytes *bytes, GError **error)
{
  g_auto (Save) save = { .fd = -1 };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  if (!prepare (&save, path, error) || !write_beside (&save, path, bytes, DECT_SAVE_SHARED, error))
    return FALSE;
  keep_old (&save);
  return put_in_place (&save, path, error);
}

char *
dect_save_dup_backup_path (const char *path)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  target = dect_save_dup_target (path);
  return g_strconcat (target != NULL ? target : path, "~", NULL);
}

gboolean
dect_save_is_temporary (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return g_str_has_prefix (name, TEMPORARY_BEGIN) && g_str_has_suffix (name, TEMPORARY_END);
}

gboolean
dect_save_make_folder (const char *path, guint mode, GError **error)
{
  g_autofree char *above = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  above = g_path_get_dirname (path);
  if (!dect_save_make_folder (above, mode, error))
    return FALSE;
  if (TEMP_FAILURE_RETRY (g_mkdir (path, (gint) mode)) != 0
      && !(errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR)))
    return fail_errno (path, errno, error);
  return sync_folder (above, path, error);
}
