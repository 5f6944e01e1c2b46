/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The names of the C library are what is stood in front of here, so they must not be turned into
 * others. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include "support/fault-calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILES 1024

static struct
{
  char folder[PATH_MAX];
  atomic_int armed;
  atomic_uint n_calls;
  guint at;
  gint code;
  gboolean sticky;
  atomic_int came;
  const char *last;
  FaultCallsSeen seen;
  atomic_char ours[MAX_FILES]; /* descriptors of files below the folder */
} faults;

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static void
report (void)
{
  const char *path = getenv ("FAULT_REPORT");
  int fd = path != NULL ? REAL (open) (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;

  if (fd >= 0)
    REAL (close) (fd);
}

/* Whether the call that is made now shall fail. */
static gboolean
is_due (const char *name)
{
  guint n;

  if (!faults.armed)
    return FALSE;
  n = ++faults.n_calls;
  if (n != faults.at && !(faults.sticky && n > faults.at))
    return FALSE;
  faults.came = 1;
  if (n == faults.at)
    {
      faults.last = name;
      report ();
    }
  return TRUE;
}

static gboolean
fails (const char *name)
{
  if (!is_due (name) || faults.code == FAULT_SHORT)
    return FALSE;
  errno = faults.code;
  return TRUE;
}

static gboolean
is_below (const char *path)
{
  size_t length = strlen (faults.folder);

  return faults.armed && length > 0 && strncmp (path, faults.folder, length) == 0
         && (path[length] == '/' || path[length] == '\0');
}

static gboolean
is_ours (int fd)
{
  return fd >= 0 && fd < MAX_FILES && faults.ours[fd];
}

static int
take (const char *path, int fd)
{
  if (fd >= 0 && fd < MAX_FILES)
    faults.ours[fd] = is_below (path);
  return fd;
}

/* Returns: @result, of which whoever watches is told. */
static int
told (const char *name, int fd, const char *from, const char *to, int result)
{
  FaultCallsSeen seen = faults.armed ? faults.seen : NULL;
  int saved = errno;

  if (seen == NULL || result < 0
      || !(is_ours (fd) || (from != NULL && is_below (from)) || (to != NULL && is_below (to))))
    return result;
  faults.armed = 0;
  seen (name, fd, from, to);
  faults.armed = 1;
  errno = saved;
  return result;
}

static int
told_open (const char *path, int fd)
{
  take (path, fd);
  return told ("open", fd, path, NULL, fd);
}

/* --- In front of the C library ------------------------------------------------------------------ */

#define DEFINE_OPEN(name)                                                                          \
  int name (const char *path, int flags, ...);                                                     \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list more;                                                                                  \
    mode_t mode;                                                                                   \
                                                                                                   \
    va_start (more, flags);                                                                        \
    mode = flags & (O_CREAT | O_TMPFILE) ? va_arg (more, mode_t) : 0;                              \
    va_end (more);                                                                                 \
    if (is_below (path) && fails ("open"))                                                         \
      return -1;                                                                                   \
    return told_open (path, REAL (name) (path, flags, mode));                                      \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)

/* What _FORTIFY_SOURCE makes of open () without a mode. */
#define DEFINE_OPEN_2(name)                                                                        \
  int name (const char *path, int flags);                                                          \
  int name (const char *path, int flags)                                                           \
  {                                                                                                \
    if (is_below (path) && fails ("open"))                                                         \
      return -1;                                                                                   \
    return told_open (path, REAL (name) (path, flags));                                            \
  }

DEFINE_OPEN_2 (__open_2)
DEFINE_OPEN_2 (__open64_2)

ssize_t
write (int fd, const void *data, size_t length)
{
  if (!is_ours (fd) || !is_due ("write"))
    return told ("write", fd, NULL, NULL, (int) REAL (write) (fd, data, length));
  if (faults.code == FAULT_SHORT)
    return REAL (write) (fd, data, length > 1 ? length / 2 : length);
  errno = faults.code;
  return -1;
}

#define DEFINE_PWRITE(name, offset_type)                                                           \
  ssize_t name (int fd, const void *data, size_t length, offset_type offset);                      \
  ssize_t name (int fd, const void *data, size_t length, offset_type offset)                       \
  {                                                                                                \
    if (is_ours (fd) && fails ("pwrite"))                                                          \
      return -1;                                                                                   \
    return REAL (name) (fd, data, length, offset);                                                 \
  }

DEFINE_PWRITE (pwrite, off_t)
DEFINE_PWRITE (pwrite64, off64_t)

#define DEFINE_TRUNCATE(name, offset_type)                                                         \
  int name (int fd, offset_type length);                                                           \
  int name (int fd, offset_type length)                                                            \
  {                                                                                                \
    return is_ours (fd) && fails ("ftruncate") ? -1 : REAL (name) (fd, length);                    \
  }

DEFINE_TRUNCATE (ftruncate, off_t)
DEFINE_TRUNCATE (ftruncate64, off64_t)

int
fsync (int fd)
{
  return is_ours (fd) && fails ("fsync") ? -1 : told ("fsync", fd, NULL, NULL, REAL (fsync) (fd));
}

int
fdatasync (int fd)
{
  return is_ours (fd) && fails ("fsync") ? -1 : REAL (fdatasync) (fd);
}

int
fchmod (int fd, mode_t mode)
{
  return is_ours (fd) && fails ("fchmod") ? -1 : REAL (fchmod) (fd, mode);
}

/* The descriptor is gone, whatever is said: close (2). */
int
close (int fd)
{
  gboolean ours = is_ours (fd);
  int result;

  if (ours)
    faults.ours[fd] = 0;
  result = REAL (close) (fd);
  return ours && fails ("close") ? -1 : result;
}

int
rename (const char *from, const char *to)
{
  return is_below (to) && fails ("rename")
             ? -1
             : told ("rename", -1, from, to, REAL (rename) (from, to));
}

int
link (const char *from, const char *to)
{
  return is_below (to) && fails ("link") ? -1 : told ("link", -1, NULL, to, REAL (link) (from, to));
}

int
linkat (int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  return is_below (to) && fails ("linkat")
             ? -1
             : told ("link", -1, NULL, to, REAL (linkat) (from_folder, from, to_folder, to, flags));
}

int
mkdir (const char *path, mode_t mode)
{
  return is_below (path) && fails ("mkdir")
             ? -1
             : told ("mkdir", -1, path, NULL, REAL (mkdir) (path, mode));
}

/* Never fails here: what is half done shall be cleared away. */
int
unlink (const char *path)
{
  return told ("unlink", -1, path, NULL, REAL (unlink) (path));
}

/* --- Arming ------------------------------------------------------------------------------------- */

void
fault_calls_arm (const char *folder, guint at, gint code, gboolean sticky)
{
  faults.armed = 0;
  strncpy (faults.folder, folder, sizeof faults.folder - 1);
  faults.n_calls = 0;
  faults.at = at;
  faults.code = code;
  faults.sticky = sticky;
  faults.came = 0;
  faults.last = "none";
  faults.armed = 1;
}

gboolean
fault_calls_disarm (void)
{
  faults.armed = 0;
  return faults.came;
}

const char *
fault_calls_last (void)
{
  return faults.last;
}

void
fault_calls_watch (FaultCallsSeen seen)
{
  faults.seen = seen;
}

static void __attribute__ ((constructor)) arm_by_environment (void)
{
  const char *folder = getenv ("FAULT_FOLDER");
  const char *at = getenv ("FAULT_AT");
  const char *code = getenv ("FAULT_CODE");

  if (folder != NULL && at != NULL && code != NULL)
    fault_calls_arm (folder, (guint) atoi (at),
                     strcmp (code, "short") == 0 ? FAULT_SHORT : atoi (code),
                     getenv ("FAULT_STICKY") != NULL);
}
