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
static gboolean
open_temporary (Save *save, const char *path, guint mode, GError **error)
{
  for (guint i = 0; i < MAX_NAMES && save->fd < 0; i++)
    {
      g_autofree char *name = g_strdup_printf (".handover-%08x.tmp", g_random_int ());
      g_autofree char *temporary = g_build_filename (save->folder, name, NULL);

      save->fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                       save->replaces ? DECT_SAVE_PRIVATE : mode);
      if (save->fd >= 0)
        save->temporary = g_steal_pointer (&temporary);
      else if (errno != EEXIST)
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
  return fchmod (save->fd, save->old.st_mode & mode & 0777) == 0 ? TRUE
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
      if (written > 0)
        {
          data += written;
          left -= written;
        }
    }
  return fsync (save->fd) == 0 ? TRUE : fail_errno (path, errno, error);
}

/* The file is in place already; a folder that cannot be synced (some network shares) is no failure.
 */
static void
sync_folder (const char *folder)
{
  gint fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("the folder cannot be synced: %s", g_strerror (errno));
  close (fd);
}

static gboolean
put_in_place (Save *save, const char *path, GError **error)
{
  gint fd = save->fd;

  save->fd = -1;
  if (close (fd) != 0 || rename (save->temporary, save->target) != 0)
    return fail_errno (path, errno, error);
  g_clear_pointer (&save->temporary, g_free);
  sync_folder (save->folder);
  return TRUE;
}

gboolean
dect_save_bytes (const char *path, GBytes *bytes, guint mode, GError **error)
{
  g_auto (Save) save = { .fd = -1 };

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail ((mode & ~0777u) == 0, FALSE);

  save.target = follow_links (path);
  if (save.target == NULL)
    return fail_errno (path, errno, error);
  save.folder = g_path_get_dirname (save.target);
  return look_at_old (&save, path, error) && open_temporary (&save, path, mode, error)
         && write_all (&save, path, bytes, error) && keep_permissions (&save, path, mode, error)
         && put_in_place (&save, path, error);
}
