/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-launch.h"

#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

#include "model/dect-i18n.h"
#include "plan/dect-decode-protocol.h"

#define PROGRAM "handover-decode"

/* Above the one at which it is expected. */
#define FREE_FD 16

static const char *test_program;

/* What libraries, fonts and the C library's texts are read from; there is nothing of a person in
 * them. */
static const char *const shown[] = {
  "/usr",
  "/lib",
  "/lib64",
  "/etc/ld.so.cache",
  "/etc/ld.so.conf",
  "/etc/ld.so.conf.d",
  "/etc/fonts",
  "/gnu/store",
  "/nix/store",
  "/var/cache/fontconfig",
};

void
dect_decode_launch_set_program (const char *path)
{
  test_program = path;
}

/* --- Which program ---------------------------------------------------------------------------- */

/* In the build folder src/decode/ lies beside src/cli/, src/ui/ and tests/core/ alike. */
static char *
find_program (void)
{
  static const char *const beside[] = { "../../src/decode", "../libexec" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;

  if (test_program != NULL)
    return g_strdup (test_program);
  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *joined = g_build_filename (folder, beside[i], PROGRAM, NULL);
      g_autofree char *path = g_canonicalize_filename (joined, "/");

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_build_filename (LIBEXECDIR, PROGRAM, NULL);
}

/* --- Its words -------------------------------------------------------------------------------- */

static void
add (GPtrArray *argv, const char *word)
{
  g_ptr_array_add (argv, g_strdup (word));
}

static void
add_shown (GPtrArray *argv, const char *path)
{
  add (argv, "--ro-bind-try");
  add (argv, path);
  add (argv, path);
}

static gboolean
add_bubblewrap (GPtrArray *argv, const char *program)
{
  g_autofree char *bwrap = g_find_program_in_path ("bwrap");

  if (bwrap == NULL)
    return FALSE;
  add (argv, bwrap);
  add (argv, "--unshare-all");
  add (argv, "--cap-drop");
  add (argv, "ALL");
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    add_shown (argv, shown[i]);
  add_shown (argv, bindtextdomain (GETTEXT_PACKAGE, NULL));
  if (g_getenv ("LOCPATH") != NULL)
    add_shown (argv, g_getenv ("LOCPATH"));
  add_shown (argv, program);
  add (argv, "--chdir");
  add (argv, "/");
  add (argv, "--");
  add (argv, program);
  return TRUE;
}

static gboolean
add_flatpak (GPtrArray *argv, const char *program)
{
  g_autofree char *spawn = g_find_program_in_path ("flatpak-spawn");

  if (spawn == NULL)
    return FALSE;
  add (argv, spawn);
  add (argv, "--sandbox");
  add (argv, "--no-network");
  add (argv, "--watch-bus");
  g_ptr_array_add (argv, g_strdup_printf ("--forward-fd=%d", DECT_DECODE_CONTROL_FD));
  add (argv, program);
  return TRUE;
}

static GPtrArray *
make_argv (DectDecodeBox box, const char *program)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  gboolean made = TRUE;

  if (box == DECT_DECODE_BOX_BUBBLEWRAP)
    made = add_bubblewrap (argv, program);
  else if (box == DECT_DECODE_BOX_FLATPAK)
    made = add_flatpak (argv, program);
  else
    add (argv, program);
  g_ptr_array_add (argv, NULL);
  return made ? g_steal_pointer (&argv) : NULL;
}

/* flatpak-spawn itself must find the bus; the portal gives its process an environment of its own.
 */
static char **
make_environment (DectDecodeBox box)
{
  static const char *const kept[]
      = { "LANG",    "LANGUAGE",           "LC_ALL",         "LC_MESSAGES", "LC_CTYPE",
          "LOCPATH", "HANDOVER_LOCALEDIR", "LD_LIBRARY_PATH" };
  g_auto (GStrv) environment = NULL;

  if (box == DECT_DECODE_BOX_FLATPAK)
    return g_get_environ ();
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_getenv (kept[i]) != NULL)
      environment = g_environ_setenv (environment, kept[i], g_getenv (kept[i]), TRUE);
  return environment != NULL ? g_steal_pointer (&environment) : g_new0 (char *, 1);
}

/* --- Starting --------------------------------------------------------------------------------- */

gboolean
dect_decode_box_usable (DectDecodeBox box)
{
  gboolean in_flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  const char *program = box == DECT_DECODE_BOX_BUBBLEWRAP ? "bwrap" : "flatpak-spawn";
  g_autofree char *path = NULL;

  if (box == DECT_DECODE_BOX_PLAIN)
    return TRUE;
  if (in_flatpak != (box == DECT_DECODE_BOX_FLATPAK))
    return FALSE;
  path = g_find_program_in_path (program);
  return path != NULL;
}

static int
spawn (GPtrArray *argv, char **environment, int control_fd, pid_t *pid)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  int result;

  sigemptyset (&none);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen (&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2 (&actions, 1, 2);
  posix_spawn_file_actions_adddup2 (&actions, control_fd, DECT_DECODE_CONTROL_FD);
  posix_spawn_file_actions_addclosefrom_np (&actions, DECT_DECODE_CONTROL_FD + 1);
  result = posix_spawn (pid, g_ptr_array_index (argv, 0), &actions, &attributes,
                        (char *const *) argv->pdata, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return result;
}

gboolean
dect_decode_launch (DectDecodeBox box, int control_fd, pid_t *pid, GError **error)
{
  g_autofree char *program = find_program ();
  g_autoptr (GPtrArray) argv = make_argv (box, program);
  g_auto (GStrv) environment = make_environment (box);
  int control = fcntl (control_fd, F_DUPFD_CLOEXEC, FREE_FD);
  int result = control < 0 ? errno : ENOENT;

  g_return_val_if_fail (pid != NULL, FALSE);

  if (control >= 0 && argv != NULL)
    result = spawn (argv, environment, control, pid);
  if (control >= 0)
    close (control);
  if (result == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (result),
               _("The program “%s” that reads plan images cannot be started (%s); "
                  "install Handover again."),
               program, g_strerror (result));
  return FALSE;
}
