/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/decode.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

gboolean
decode_can (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  if (path == NULL)
    g_test_skip (g_str_equal (program, "dmtxread") ? "dmtxread is missing (package dmtx-utils)"
                                                   : "zbarimg is missing (package zbar-tools)");
  return path != NULL;
}

/* Returns what the program says about the pictures; it ends with an error when it finds nothing. */
static char *
run_reader (cairo_surface_t **surfaces, guint n_surfaces, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  guint n_arguments = g_strv_length ((char **) arguments);
  char *output = NULL;

  folder = g_dir_make_tmp ("decode-XXXXXX", &error);
  g_assert_no_error (error);
  g_strv_builder_addv (builder, (const char **) arguments);
  for (guint i = 0; i < n_surfaces; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%04u.png", folder, i);

      g_assert_cmpint (cairo_surface_write_to_png (surfaces[i], path), ==, CAIRO_STATUS_SUCCESS);
      g_strv_builder_add (builder, path);
    }
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  for (guint i = n_arguments; argv[i] != NULL; i++)
    g_unlink (argv[i]);
  g_rmdir (folder);
  return output;
}

char **
decode_bars (cairo_surface_t **surfaces, guint n_surfaces)
{
  static const char *const arguments[]
      = { "zbarimg", "-q", "--nodbus", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable", NULL };
  g_autofree char *output = run_reader (surfaces, n_surfaces, arguments);

  return g_strsplit (g_strchomp (output), "\n", -1);
}

char *
decode_matrix (cairo_surface_t *surface)
{
  static const char *const arguments[] = { "dmtxread", "-N1", NULL };

  return run_reader (&surface, 1, arguments);
}
