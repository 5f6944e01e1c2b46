/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- Limits ----------------------------------------------------------------------------------- */

static gboolean
limit (int resource, rlim_t most)
{
  struct rlimit now;

  if (getrlimit (resource, &now) != 0)
    return FALSE;
  now.rlim_max = MIN (now.rlim_max, most);
  now.rlim_cur = MIN (now.rlim_cur, now.rlim_max);
  return setrlimit (resource, &now) == 0;
}

static gboolean
limit_resources (void)
{
  /* A sanitizer's shadow memory is many times what there is. */
  return (SANITIZED || limit (RLIMIT_AS, DECT_CONFINE_MEMORY))
         && limit (RLIMIT_CPU, DECT_CONFINE_CPU_S) && limit (RLIMIT_NOFILE, DECT_CONFINE_FILES)
         && limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_CORE, 0) && limit (RLIMIT_MEMLOCK, 0);
}

/* --- Files ------------------------------------------------------------------------------------ */

/* All that the first version of Landlock knows, Linux 5.13; what is not granted below is refused.
 */
#define ALL_ACCESS                                                                                 \
  (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE       \
   | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE  \
   | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG      \
   | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK   \
   | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* Some of them are not there on some systems. /app and /run/host/fonts are Flatpak's. */
static const char *const readable_folders[] = {
  "/usr",
  "/lib",
  "/lib64",
  "/etc/fonts",
  "/var/cache/fontconfig",
  "/app",
  "/run/host/fonts",
  "/run/host/fonts-cache",
  "/gnu/store",
  "/nix/store",
};

static gboolean
allow_reading (int ruleset, const char *folder)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    .parent_fd = open (folder, O_PATH | O_CLOEXEC | O_DIRECTORY),
  };
  gboolean allowed;

  if (rule.parent_fd < 0)
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
  allowed = syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  close (rule.parent_fd);
  return allowed;
}

/* Returns whether files are confined by path; where the kernel cannot, seccomp refuses to open any.
 */
static gboolean
confine_files (const char *readable)
{
  struct landlock_ruleset_attr attributes = { .handled_access_fs = ALL_ACCESS };
  int ruleset = (int) syscall (SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  gboolean confined = ruleset >= 0;

  for (guint i = 0; confined && i < G_N_ELEMENTS (readable_folders); i++)
    confined = allow_reading (ruleset, readable_folders[i]);
  if (confined && readable != NULL)
    confined = allow_reading (ruleset, readable);
  confined = confined && syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  if (ruleset >= 0)
    close (ruleset);
  return confined;
}

/* --- System calls ----------------------------------------------------------------------------- */

/* What decoding and the C library need. Names that an architecture does not have are passed over.
 */
static const char *const allowed_calls[] = {
  /* talking through what is open */
  "read",
  "readv",
  "pread64",
  "write",
  "writev",
  "close",
  "lseek",
  "_llseek",
  "fcntl",
  "fcntl64",
  "poll",
  "ppoll",
  "ppoll_time64",
  "dup",
  "eventfd2",
  /* names and sizes of files, which Landlock does not cover: fonts are found by them, and there is
     nobody to tell them to */
  "fstat",
  "fstat64",
  "stat",
  "stat64",
  "lstat",
  "newfstatat",
  "fstatat64",
  "statx",
  "access",
  "faccessat",
  "faccessat2",
  "readlink",
  "readlinkat",
  "getdents64",
  "fstatfs",
  "fstatfs64",
  "statfs",
  "statfs64",
  "getcwd",
  /* memory */
  "munmap",
  "mremap",
  "madvise",
  "brk",
  "membarrier",
  /* threads of its own */
  "futex",
  "futex_time64",
  "set_robust_list",
  "rseq",
  "sched_yield",
  "sched_getaffinity",
  "set_tid_address",
  "getpriority",
  "gettid",
  "exit",
  "exit_group",
  /* time and chance */
  "clock_gettime",
  "clock_gettime64",
  "clock_getres",
  "clock_nanosleep",
  "nanosleep",
  "gettimeofday",
  "time",
  "getrandom",
  "getrusage",
  "sysinfo",
  "uname",
  /* signals to itself */
  "rt_sigaction",
  "rt_sigprocmask",
  "rt_sigreturn",
  "sigreturn",
  "sigaltstack",
  "restart_syscall",
  /* who it is */
  "getpid",
  "getppid",
  "getuid",
  "geteuid",
  "getgid",
  "getegid",
};

static gboolean
allow_named (scmp_filter_ctx filter, const char *name)
{
  int number = seccomp_syscall_resolve_name (name);
  int result = number != __NR_SCMP_ERROR ? seccomp_rule_add (filter, SCMP_ACT_ALLOW, number, 0) : 0;

  /* -EDOM: the call belongs to another architecture */
  return result == 0 || result == -EDOM;
}

static gboolean
allow_masked (scmp_filter_ctx filter, int number, guint argument, guint64 mask, guint64 value)
{
  int result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, number, 1,
                                 SCMP_CMP (argument, SCMP_CMP_MASKED_EQ, mask, value));

  return result == 0 || result == -EDOM;
}

/* Memory that is never code, threads that are never processes, limits that are only read, a
 * thread's name. */
static gboolean
allow_in_part (scmp_filter_ctx filter)
{
  return allow_masked (filter, SCMP_SYS (mmap), 2, PROT_EXEC, 0)
         && allow_masked (filter, SCMP_SYS (mmap2), 2, PROT_EXEC, 0)
         && allow_masked (filter, SCMP_SYS (mprotect), 2, PROT_EXEC, 0)
         && allow_masked (filter, SCMP_SYS (clone), 0, CLONE_VM | CLONE_THREAD,
                          CLONE_VM | CLONE_THREAD)
         && allow_masked (filter, SCMP_SYS (prlimit64), 2, ~0ull, 0)
         && allow_masked (filter, SCMP_SYS (prctl), 0, ~0ull, PR_SET_NAME);
}

static gboolean
allow_opening (scmp_filter_ctx filter)
{
  const guint64 changing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

  return allow_masked (filter, SCMP_SYS (open), 1, changing, O_RDONLY)
         && allow_masked (filter, SCMP_SYS (openat), 2, changing, O_RDONLY);
}

static gboolean
confine_calls (gboolean may_open)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (ENOSYS));
  gboolean confined = filter != NULL;

  for (guint i = 0; confined && i < G_N_ELEMENTS (allowed_calls); i++)
    confined = allow_named (filter, allowed_calls[i]);
  confined = confined && allow_in_part (filter) && (!may_open || allow_opening (filter))
             && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return confined;
}

gboolean
dect_confine (const char *readable)
{
  gboolean by_path;

  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0
      || !limit_resources ())
    return FALSE;
  by_path = confine_files (readable);
  return confine_calls (by_path);
}
