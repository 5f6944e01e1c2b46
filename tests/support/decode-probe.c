/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Takes the place of what handover-decode does with a document, inside the same process: tries what
 * the document says, a word and an argument in each line, and answers with a sentence that tells
 * what came of it. */

#include "config.h"

#include "dect-serve.h"
#include "dect-talk.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef gboolean (*Attempt) (const char *argument);

static gboolean
try_read (const char *path)
{
  return open (path, O_RDONLY) >= 0;
}

static gboolean
try_write (const char *path)
{
  return open (path, O_WRONLY | O_CREAT, 0600) >= 0 || creat (path, 0600) >= 0
         || open (path, O_RDWR) >= 0 || unlink (path) == 0 || mkdir (path, 0700) == 0;
}

static gboolean
try_socket (const char *argument)
{
  int pair[2];

  return socket (AF_INET, SOCK_STREAM, 0) >= 0 || socket (AF_UNIX, SOCK_STREAM, 0) >= 0
         || socket (AF_INET6, SOCK_DGRAM, 0) >= 0
         || socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

static gboolean
try_process (const char *path)
{
  char *const argv[] = { (char *) path, NULL };

  return fork () >= 0 || vfork () >= 0 || execv (path, argv) == 0;
}

static gboolean
try_kill (const char *argument)
{
  return kill (getppid (), 0) == 0 || kill (-1, 0) == 0 || kill (1, 0) == 0;
}

static gboolean
try_code (const char *argument)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
         != MAP_FAILED;
}

static gboolean
try_limits (const char *argument)
{
  struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };

  return setrlimit (RLIMIT_FSIZE, &more) == 0;
}

/* Ways out, or into others, that no decoder needs: each must be unknown here, whatever it is asked.
 */
static gboolean
try_calls (const char *argument)
{
  static const long calls[] = {
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_execve,
    SYS_execveat,
    SYS_unshare,
    SYS_setns,
    SYS_mount,
    SYS_pivot_root,
    SYS_chroot,
    SYS_memfd_create,
    SYS_shmget,
    SYS_msgget,
    SYS_semget,
    SYS_mq_open,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_open_by_handle_at,
    SYS_connect,
    SYS_sendmsg,
    SYS_recvmsg,
    SYS_bind,
    SYS_ioctl,
    SYS_personality,
    SYS_seccomp,
    SYS_inotify_init1,
    SYS_setuid,
    SYS_capset,
    SYS_tgkill,
    SYS_rt_sigqueueinfo,
    SYS_splice,
    SYS_vmsplice,
    SYS_link,
    SYS_symlink,
    SYS_rename,
    SYS_chmod,
    SYS_setxattr,
    SYS_sched_setscheduler,
    SYS_setpriority,
    SYS_timer_create,
    SYS_prlimit64,
    SYS_io_setup,
    SYS_quotactl,
    SYS_init_module,
    434 /* pidfd_open */,
    438 /* pidfd_getfd */,
    425 /* io_uring_setup */,
    437 /* openat2 */,
    435 /* clone3 */,
    424 /* pidfd_send_signal */,
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (syscall (calls[i], -1, -1, -1, -1, -1, -1) >= 0 || errno != ENOSYS)
      return TRUE;
  return FALSE;
}

/* Beside its document and its socket: the starter's, another helper's, the program's. */
static gboolean
try_descriptors (const char *argument)
{
  for (int fd = DECT_DECODE_SOCKET_FD + 1; fd < 4096; fd++)
    if (fcntl (fd, F_GETFD) >= 0)
      return TRUE;
  return FALSE;
}

/* Sanitizers take address space without end. */
static gboolean
try_memory (const char *argument)
{
  return mmap (NULL, 3ull << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static void *
thread_cb (void *data)
{
  return data;
}

static gboolean
try_thread (const char *argument)
{
  pthread_t thread;

  return pthread_create (&thread, NULL, thread_cb, NULL) == 0 && pthread_join (thread, NULL) == 0;
}

static const struct
{
  const char *word;
  Attempt attempt;
} attempts[] = {
  { "read", try_read },
  { "write", try_write },
  { "socket", try_socket },
  { "process", try_process },
  { "kill", try_kill },
  { "code", try_code },
  { "limits", try_limits },
  { "memory", try_memory },
  { "thread", try_thread },
  { "calls", try_calls },
  { "descriptors", try_descriptors },
};

static void
try_line (const char *line, GString *told)
{
  const char *argument = strchr (line, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    if (g_str_has_prefix (line, attempts[i].word))
      g_string_append_printf (told, "%s:%s ", attempts[i].word,
                              attempts[i].attempt (argument != NULL ? argument + 1 : NULL) ? "yes"
                                                                                           : "no");
}

void
dect_serve (void)
{
  g_autoptr (GBytes) document = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!dect_talk_hello () || (document = dect_talk_document ()) == NULL)
    return;
  text = g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    try_line (lines[i], told);
  error = g_error_new_literal (DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED, told->str);
  dect_talk_fail (error);
}
