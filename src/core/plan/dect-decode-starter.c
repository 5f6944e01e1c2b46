/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-starter.h"

#include "model/dect-i18n.h"
#include "plan/dect-decode-launch.h"
#include "plan/dect-decode-protocol.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Until it has loaded its libraries, on a machine that is busy. */
#define START_MS 20000

static GMutex lock;
static pid_t starter; /* 0: not started */
static int control = -1;
static guint32 last_id;
static guint first_box; /* the first that works; until then the first to try */
static guint test_box = DECT_DECODE_N_BOXES;

void
dect_decode_starter_set_box (guint box)
{
  test_box = box;
}

/* --- Starting and ending it ------------------------------------------------------------------- */

/* It stands in a group with all helpers. */
static void
stop (void)
{
  if (control >= 0)
    close (control);
  control = -1;
  if (starter > 0)
    {
      kill (-starter, SIGKILL);
      while (waitpid (starter, NULL, 0) < 0 && errno == EINTR)
        continue;
    }
  starter = 0;
}

static gboolean
is_ready (GCancellable *cancellable)
{
  GPollFD cancelled = { -1, 0, 0 };
  gboolean watched = g_cancellable_make_pollfd (cancellable, &cancelled);
  struct pollfd fds[] = { { control, POLLIN, 0 }, { cancelled.fd, POLLIN, 0 } };
  DectDecodeCommand command;
  int n;

  do
    n = poll (fds, watched ? 2 : 1, START_MS);
  while (n < 0 && errno == EINTR);
  if (watched)
    g_cancellable_release_fd (cancellable);
  return n > 0 && recv (control, &command, sizeof command, MSG_DONTWAIT) == sizeof command
         && command.magic == DECT_DECODE_MAGIC && command.order == DECT_DECODE_READY;
}

static gboolean
launch (DectDecodeBox box, GCancellable *cancellable, GError **error)
{
  int sockets[2];
  gboolean launched;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  control = sockets[0];
  launched = dect_decode_launch (box, sockets[1], &starter, error);
  close (sockets[1]);
  if (launched && is_ready (cancellable))
    return TRUE;
  stop ();
  if (launched && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _("The program part that reads plan images does not start here; "
                            "install Handover again."));
  return FALSE;
}

/* bwrap may be there and not be allowed to do anything; then the next box, from then on. */
static gboolean
launch_in_some_box (GCancellable *cancellable, GError **error)
{
  if (test_box < DECT_DECODE_N_BOXES)
    return launch (test_box, cancellable, error);
  for (guint box = first_box; box < DECT_DECODE_N_BOXES; box++)
    {
      if (!dect_decode_box_usable (box) || g_cancellable_is_cancelled (cancellable))
        continue;
      g_clear_error (error);
      if (launch (box, cancellable, error))
        {
          first_box = box;
          return TRUE;
        }
    }
  return FALSE;
}

/* It says nothing more after it was ready: whatever comes is its end. */
static gboolean
has_died (void)
{
  struct pollfd fd = { control, POLLIN, 0 };

  return poll (&fd, 1, 0) > 0;
}

static gboolean
ensure (GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (starter > 0 && has_died ())
    stop ();
  if (starter > 0 || launch_in_some_box (cancellable, &failure))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* The plain box is tried wherever no other is usable. */
  g_assert (failure != NULL);
  g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_START, failure->message);
  return FALSE;
}

/* --- Orders ----------------------------------------------------------------------------------- */

static gboolean
send_start (guint32 id, int document_fd, int socket_fd)
{
  DectDecodeCommand command = { DECT_DECODE_MAGIC, DECT_DECODE_START, id };
  const int fds[] = { document_fd, socket_fd };
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof fds)];
  } rights = { .header = { CMSG_LEN (sizeof fds), SOL_SOCKET, SCM_RIGHTS } };
  struct iovec part = { &command, sizeof command };
  struct msghdr message = { .msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = rights.bytes,
                            .msg_controllen = sizeof rights.bytes };

  memcpy (CMSG_DATA (&rights.header), fds, sizeof fds);
  return sendmsg (control, &message, MSG_NOSIGNAL) == sizeof command;
}

gboolean
dect_decode_starter_start (
    int document_fd, int socket_fd, guint32 *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  g_return_val_if_fail (id != NULL, FALSE);

  *id = ++last_id;
  if (!ensure (cancellable, error))
    return FALSE;
  if (send_start (*id, document_fd, socket_fd))
    return TRUE;
  g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_START, g_strerror (errno));
  return FALSE;
}

void
dect_decode_starter_end (guint32 id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  DectDecodeCommand command = { DECT_DECODE_MAGIC, DECT_DECODE_END, id };

  if (starter > 0 && send (control, &command, sizeof command, MSG_NOSIGNAL) != sizeof command)
    stop ();
}

void
dect_decode_starter_stop (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  stop ();
}

GPid
dect_decode_starter_get_pid (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  return starter;
}
