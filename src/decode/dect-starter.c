/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-starter.h"

#include "dect-confine.h"
#include "dect-serve.h"
#include "plan/dect-decode-protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_FDS 2

/* Above those at which a helper expects them. */
#define FREE_FD 16

typedef struct
{
  GHashTable *helpers; /* id -> process, until the program has it ended: then no number is taken for
                          another's */
  const char *readable; /* nullable */
} Starter;

static void
wait_for (pid_t pid, int *status)
{
  while (waitpid (pid, status, 0) < 0 && errno == EINTR)
    continue;
}

static void
end_helper (gpointer pid)
{
  kill (GPOINTER_TO_INT (pid), SIGKILL);
  wait_for (GPOINTER_TO_INT (pid), NULL);
}

/* In a process of its own, since there is no way back. */
static gboolean
can_confine (const char *readable)
{
  pid_t pid = fork ();
  int status = 1;

  if (pid == 0)
    _exit (dect_confine (readable) ? 0 : 1);
  if (pid > 0)
    wait_for (pid, &status);
  return pid > 0 && status == 0;
}

/* Only the two descriptors stay; they may be each at the other's place, so both go out of the way
 * first. */
static void
become_helper (const Starter *self, const int fds[N_FDS])
{
  int document = fcntl (fds[0], F_DUPFD, FREE_FD);
  int socket = fcntl (fds[1], F_DUPFD, FREE_FD);

  if (dup2 (document, DECT_DECODE_DOCUMENT_FD) >= 0 && dup2 (socket, DECT_DECODE_SOCKET_FD) >= 0)
    {
      closefrom (DECT_DECODE_SOCKET_FD + 1);
      if (dect_confine (self->readable))
        dect_serve ();
    }
  /* The document's decoder is not taken down: it has seen foreign bytes, and the process ends
   * anyway. */
  _exit (0);
}

static void
start_helper (Starter *self, guint32 id, const int fds[N_FDS])
{
  pid_t pid = fork ();

  if (pid == 0)
    become_helper (self, fds);
  if (pid > 0)
    g_hash_table_insert (self->helpers, GUINT_TO_POINTER (id), GINT_TO_POINTER (pid));
}

/* Returns whether there is a command; @fds are those that came with it, or -1. */
static gboolean
receive (DectDecodeCommand *command, int fds[N_FDS])
{
  union
  {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (N_FDS * sizeof (int))];
  } rights = { 0 };
  struct iovec part = { command, sizeof *command };
  struct msghdr message = { .msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = rights.bytes,
                            .msg_controllen = sizeof rights.bytes };
  gssize n;

  fds[0] = fds[1] = -1;
  do
    n = recvmsg (DECT_DECODE_CONTROL_FD, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  if (n > 0 && message.msg_controllen >= CMSG_LEN (N_FDS * sizeof (int))
      && rights.header.cmsg_type == SCM_RIGHTS)
    memcpy (fds, CMSG_DATA (&rights.header), N_FDS * sizeof (int));
  return n == sizeof *command && command->magic == DECT_DECODE_MAGIC;
}

static void
obey (Starter *self, const DectDecodeCommand *command, const int fds[N_FDS])
{
  if (command->order == DECT_DECODE_START && fds[0] >= 0 && fds[1] >= 0)
    start_helper (self, command->id, fds);
  else if (command->order == DECT_DECODE_END)
    g_hash_table_remove (self->helpers, GUINT_TO_POINTER (command->id));
  for (guint i = 0; i < N_FDS; i++)
    if (fds[i] >= 0)
      close (fds[i]);
}

gboolean
dect_starter_run (const char *readable)
{
  DectDecodeCommand command = { DECT_DECODE_MAGIC, DECT_DECODE_READY, 0 };
  Starter self = { NULL, readable };
  int fds[N_FDS];

  if (!can_confine (readable)
      || send (DECT_DECODE_CONTROL_FD, &command, sizeof command, MSG_NOSIGNAL) != sizeof command)
    return FALSE;
  self.helpers = g_hash_table_new_full (NULL, NULL, NULL, end_helper);
  while (receive (&command, fds))
    obey (&self, &command, fds);
  g_hash_table_unref (self.helpers);
  return TRUE;
}
