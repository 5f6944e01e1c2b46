/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/decode.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

gboolean
decode_can (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  if (path == NULL)
    g_test_skip (g_str_equal (program, "dmtxread") ? "dmtxread is missing (package dmtx-utils)"
                                                   : "zbarimg is missing (package zbar-tools)");
  return path != NULL;
}

/* Returns what the program says about the picture; it ends with an error when it finds nothing. */
static char *
run_reader (cairo_surface_t *surface, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *output = NULL;
  int file = g_file_open_tmp ("decode-XXXXXX.png", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);

  g_strv_builder_addv (builder, (const char **) arguments);
  g_strv_builder_add (builder, path);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return output;
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
decode_bars (cairo_surface_t *surface)
{
  static const char *const arguments[]
      = { "zbarimg", "-q", "--nodbus", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable", NULL };
  g_autofree char *output = run_reader (surface, arguments);
  char **texts = g_strsplit (g_strchomp (output), "\n", -1);

  qsort (texts, g_strv_length (texts), sizeof *texts, compare_texts);
  return texts;
}

char *
decode_matrix (cairo_surface_t *surface)
{
  static const char *const arguments[] = { "dmtxread", "-N1", NULL };

  return run_reader (surface, arguments);
}
