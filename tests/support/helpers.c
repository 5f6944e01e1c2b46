/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/helpers.h"

#include "plan/dect-decode-starter.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct
{
  char name[32];
  char state;
  int parent;
  int group;
} Process;

static gboolean
look_at (int pid, Process *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL)
         && sscanf (text, "%*d (%31[^)]) %c %d %d", process->name, &process->state,
                    &process->parent, &process->group)
                == 4;
}

/* In whatever box the starter stands, its group holds it and its helpers; a helper has the name of
 * its parent. */
guint
helpers_count (GPid *some)
{
  GPid group = dect_decode_starter_get_pid ();
  g_autoptr (GDir) folder = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n = 0;

  while (group != 0 && (name = g_dir_read_name (folder)) != NULL)
    {
      int pid = atoi (name);
      Process process, parent;

      if (pid > 0 && look_at (pid, &process) && process.group == group
          && look_at (process.parent, &parent) && parent.group == group
          && g_str_equal (parent.name, process.name) && !g_str_equal (process.name, "bwrap"))
        {
          if (some != NULL)
            *some = pid;
          n++;
        }
    }
  return n;
}

void
helpers_wait_until_gone (GPid pid)
{
  while (kill (pid, 0) == 0)
    g_usleep (1000);
  g_assert_cmpint (errno, ==, ESRCH);
}

guint
helpers_count_own (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      Process process;

      if (atoi (name) > 0 && look_at (atoi (name), &process) && process.parent == getpid ())
        n++;
    }
  return n;
}

guint
helpers_count_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      n += target != NULL
           && (g_str_has_prefix (target, "socket:") || g_str_has_prefix (target, "/memfd:"));
    }
  return n;
}
