/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli.h"

#include <stdio.h>
#include <unistd.h>

#define REPLACEMENT 0xfffd

/* What steers a terminal (ISO/IEC 6429, C0 and C1), and what makes it show one text and mean
 * another (Unicode's embeddings, overrides and isolates, UAX #9). */
static gboolean
is_harmful (gunichar c)
{
  if (c == '\n' || c == '\t')
    return FALSE;
  return g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static char *
dup_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *tame = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (tame,
                             is_harmful (g_utf8_get_char (c)) ? REPLACEMENT : g_utf8_get_char (c));
  return g_string_free (tame, FALSE);
}

/* In the encoding of the terminal, as GLib does where nobody asks it to let us print. */
static void
put (FILE *stream, const char *text)
{
  const char *charset;
  g_autofree char *local
      = g_get_console_charset (&charset)
            ? NULL
            : g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);

  fputs (local != NULL ? local : text, stream);
  fflush (stream);
}

static void
print_cb (const char *text)
{
  g_autofree char *tame = isatty (STDOUT_FILENO) ? dup_harmless (text) : NULL;

  put (stdout, tame != NULL ? tame : text);
}

static void
printerr_cb (const char *text)
{
  g_autofree char *tame = dup_harmless (text);

  put (stderr, tame);
}

void
dect_cli_output_init (void)
{
  g_set_print_handler (print_cb);
  g_set_printerr_handler (printerr_cb);
}
