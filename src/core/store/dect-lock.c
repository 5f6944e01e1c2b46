/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-lock.h"

#include "model/dect-locale.h"
#include "store/dect-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP "handover-lock"
#define MAX_WORDS 4096

/* Somebody may remove the file between our opening and our locking it; more often is no accident.
 */
#define ATTEMPTS 5

struct _DectLock
{
  char *path;
  gint fd;
};

G_DEFINE_QUARK (dect-lock-error-quark, dect_lock_error)

/* Of the file itself, so that whoever comes by way of a link finds it. */
char *
dect_lock_dup_path (const char *path)
{
  g_autofree char *target = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  target = dect_save_dup_target (path);
  folder = g_path_get_dirname (target != NULL ? target : path);
  name = g_path_get_basename (target != NULL ? target : path);
  words = g_strconcat (".~", name, ".lock", NULL);
  if (strlen (words) > NAME_MAX)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

      g_free (words);
      words = g_strconcat (".~", sum, ".lock", NULL);
    }
  return g_build_filename (folder, words, NULL);
}

static gboolean
fail_system (const char *path, gint saved_errno, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", shown,
               g_strerror (saved_errno));
  return FALSE;
}

/* --- The words -------------------------------------------------------------------------------- */

static GKeyFile *
read_words (gint fd)
{
  GKeyFile *words = g_key_file_new ();
  char text[MAX_WORDS];
  gssize length = pread (fd, text, sizeof text, 0);

  if (length > 0)
    g_key_file_load_from_data (words, text, length, G_KEY_FILE_NONE, NULL);
  return words;
}

static void
write_words (gint fd)
{
  g_autoptr (GKeyFile) words = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (words, GROUP, "user", g_get_real_name ());
  g_key_file_set_string (words, GROUP, "host", g_get_host_name ());
  g_key_file_set_integer (words, GROUP, "process", getpid ());
  g_key_file_set_int64 (words, GROUP, "since", g_get_real_time () / G_USEC_PER_SEC);
  text = g_key_file_to_data (words, &length, NULL);
  /* Without the words the lock still holds; nobody can say whose it is. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, length, 0) != (gssize) length)
    g_debug ("the words of a lock could not be written: %s", g_strerror (errno));
}

static gboolean
is_elsewhere (GKeyFile *words)
{
  g_autofree char *host = g_key_file_get_string (words, GROUP, "host", NULL);

  return host != NULL && *host != '\0' && !g_str_equal (host, g_get_host_name ());
}

/* A sentence from the words; other programs may have written them, so nothing is taken for granted.
 */
static void
set_holder (GKeyFile *words, DectLockError code, GError **error)
{
  g_autofree char *user = g_key_file_get_string (words, GROUP, "user", NULL);
  g_autofree char *host = g_key_file_get_string (words, GROUP, "host", NULL);
  g_autofree char *when = dect_locale_dup_time (g_key_file_get_int64 (words, GROUP, "since", NULL));

  if (host == NULL || user == NULL)
    g_set_error (error, DECT_LOCK_ERROR, code, _("Another Handover has this site open."));
  else if (code == DECT_LOCK_ERROR_ELSEWHERE)
    g_set_error (
        error, DECT_LOCK_ERROR, code,
        /* Translators: name of a person, name of a computer, date and time */
        _("%s on the computer “%s” has had this site open since %s; whether that is still "
           "so cannot be seen from here."),
        user, host, when);
  else
    g_set_error (error, DECT_LOCK_ERROR, code,
                 /* Translators: name of a person, name of a computer, date and time */
                 _("%s on the computer “%s” has had this site open since %s."), user, host, when);
}

/* --- Taking and giving back -------------------------------------------------------------------- */

/* The name may lead to another file by now: whoever held the lock has removed his. */
static gboolean
is_still_there (gint fd, const char *path)
{
  struct stat mine, there;

  return fstat (fd, &mine) == 0 && stat (path, &there) == 0 && mine.st_dev == there.st_dev
         && mine.st_ino == there.st_ino;
}

static gboolean
try_lock (gint fd, const char *path, GError **error)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  if (errno == EAGAIN || errno == EACCES)
    {
      g_autoptr (GKeyFile) words = read_words (fd);

      set_holder (words, DECT_LOCK_ERROR_HELD, error);
      return FALSE;
    }
  return fail_system (path, errno, error);
}

static gboolean
take (DectLock *self, gboolean force, gboolean *again, GError **error)
{
  g_autoptr (GKeyFile) words = NULL;

  *again = FALSE;
  do
    self->fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  while (self->fd < 0 && errno == EINTR);
  if (self->fd < 0)
    return fail_system (self->path, errno, error);
  if (!try_lock (self->fd, self->path, error))
    return FALSE;
  if (!is_still_there (self->fd, self->path))
    {
      *again = TRUE;
      return FALSE;
    }
  words = read_words (self->fd);
  if (!force && is_elsewhere (words))
    {
      set_holder (words, DECT_LOCK_ERROR_ELSEWHERE, error);
      return FALSE;
    }
  write_words (self->fd);
  return TRUE;
}

static void
drop (DectLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

DectLock *
dect_lock_take (const char *path, gboolean force, GError **error)
{
  DectLock *self;
  gboolean again = TRUE;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (DectLock, 1);
  self->path = dect_lock_dup_path (path);
  self->fd = -1;
  for (guint i = 0; i < ATTEMPTS && again; i++)
    {
      if (self->fd >= 0)
        close (self->fd);
      if (take (self, force, &again, error))
        return self;
    }
  if (again)
    g_set_error (error, DECT_LOCK_ERROR, DECT_LOCK_ERROR_HELD,
                 _("Another Handover has this site open."));
  drop (self);
  return NULL;
}

void
dect_lock_free (DectLock *self)
{
  g_return_if_fail (self != NULL);

  /* While the lock is held, so that nobody else's file is removed. */
  if (is_still_there (self->fd, self->path))
    g_unlink (self->path);
  drop (self);
}
