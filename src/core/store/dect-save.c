/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS 40
#define MAX_NAMES 100
#define DESCRIPTORS "/proc/self/fd" /* proc(5) */

/* One save under way: the file being written and the one it shall replace. */
typedef struct
{
  char *target; /* the place itself, links followed */
  char *folder;
  char *temporary;
  gboolean replaces;
  struct stat old;
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

/* The end of a chain of symbolic links, which need not exist yet. */
static char *
follow_links (const char *path)
{
  g_autofree char *place = g_strdup (path);

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
look_at_old (Save *save, const char *path, GError **error)
{
  g_autofree char *display = g_filename_display_name (path);

  if (lstat (save->target, &save->old) != 0)
    return errno == ENOENT ? TRUE : fail_errno (path, errno, error);
  save->replaces = TRUE;
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
  g_autofree char *name = g_strdup_printf (".handover-%08x.tmp", g_random_int ());

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

static gboolean
keep_permissions (Save *save, const char *path, guint mode, GError **error)
{
  if (!save->replaces)
    return TRUE;
  /* Only a privileged user can keep a foreign owner; for everybody else the group is what matters.
   */
  if (fchown (save->fd, save->old.st_uid, save->old.st_gid) != 0
      && fchown (save->fd, (uid_t) -1, save->old.st_gid) != 0)
    g_debug ("owner and group of the replaced file cannot be kept");
  return TEMP_FAILURE_RETRY (fchmod (save->fd, save->old.st_mode & mode & 0777)) == 0
             ? TRUE
             : fail_errno (path, errno, error);
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
      error, G_IO_ERROR, g_io_error_from_errno (code),
      /* Translators: the second %s is the system's reason, a half sentence */
      _("“%s” is written, but its disk reports an error: %s. Save it in another place too."),
      display, g_strerror (code));
  return FALSE;
}

/* What has been written has a name from here on. */
static gboolean
give_name (Save *save, const char *path, GError **error)
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
  return save->temporary != NULL ? TRUE : fail_errno (path, errno, error);
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

static gboolean
prepare (Save *save, const char *path, GError **error)
{
  save->target = follow_links (path);
  if (save->target == NULL)
    return fail_errno (path, errno, error);
  save->folder = g_path_get_dirname (save->target);
  return look_at_old (save, path, error);
}

/* The new file, whole and on the disk, under its other name. */
static gboolean
write_beside (Save *save, const char *path, GBytes *bytes, guint mode, GError **error)
{
  return (open_unnamed (save, mode) || open_named (save, path, mode, error))
         && write_all (save, path, bytes, error) && keep_permissions (save, path, mode, error)
         && (save->temporary != NULL || give_name (save, path, error))
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

/* For sticks, whose file systems know no links. */
static gboolean
copy_backup (Save *save, const char *backup)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (save->target, &data, &length, &error))
    {
      g_debug ("no backup: %s", error->message);
      return FALSE;
    }
  bytes = g_bytes_new_take (data, length);
  if (dect_save_bytes (backup, bytes, save->old.st_mode & 0777, &error))
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

  target = follow_links (path);
  return g_strconcat (target != NULL ? target : path, "~", NULL);
}
