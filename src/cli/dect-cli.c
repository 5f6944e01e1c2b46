/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "model/dect-field.h"
#include "model/dect-identity.h"
#include "omm/dect-axi-error.h"
#include "omm/dect-omm-layout.h"
#include "pbx/dect-pbx-error.h"
#include "store/dect-load.h"
#include "store/dect-save.h"
#include "store/dect-store.h"

/* What comes behind "--" is no option, however it begins; GOption leaves the dashes there where one
 * does begin so. Returns how many are left. */
static int
drop_dashes (char **words, int n)
{
  for (int i = 0; i < n; i++)
    if (g_str_equal (words[i], "--"))
      {
        for (int k = i + 1; k < n; k++)
          words[k - 1] = words[k];
        return n - 1;
      }
  return n;
}

gboolean
dect_cli_parse (char **arguments, const GOptionEntry *entries, int minimum, int maximum)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int n = (int) g_strv_length (arguments);

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  /* GOption takes the first word for the program's name. */
  g_autofree char **words = g_new0 (char *, n + 2);
  int n_words = n + 1;

  words[0] = (char *) "handoverctl";
  for (int i = 0; i < n; i++)
    words[i + 1] = arguments[i];

  char **left = words;

  if (!g_option_context_parse (context, &n_words, &left, &error))
    {
      dect_cli_usage ("%s", error->message);
      return FALSE;
    }
  n = drop_dashes (left + 1, n_words - 1);
  if (n < minimum || (maximum >= 0 && n > maximum))
    {
      if (n < minimum)
        dect_cli_usage (
            _("An argument is missing; handoverctl help lists what each command takes."));
      else
        dect_cli_usage (_("“%s” is one argument too many."), left[maximum + 1]);
      return FALSE;
    }
  for (int i = 0; i <= n; i++)
    arguments[i] = i < n ? left[i + 1] : NULL;
  return TRUE;
}

static DectExit
exit_for (const GError *error)
{
  if (g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE))
    return DECT_EXIT_INPUT;
  if (error->domain == DECT_AXI_ERROR)
    return error->code == DECT_AXI_ERROR_PROFILE ? DECT_EXIT_INPUT : DECT_EXIT_PEER;
  if (error->domain == DECT_PBX_ERROR)
    return error->code == DECT_PBX_ERROR_CONFLICT ? DECT_EXIT_CONFLICT : DECT_EXIT_PEER;
  if (error->domain == DECT_FIELD_ERROR || error->domain == DECT_IDENTITY_ERROR)
    return DECT_EXIT_USAGE;
  return DECT_EXIT_INPUT;
}

/* An error is one line, whatever a file name or a server put into it. */
static void
print_line (const char *text)
{
  g_autofree char *line = g_strdup (text);

  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_printerr ("handoverctl: %s\n", line);
}

/* Some messages name the file already; the name of a field may stand in one by chance. */
static gboolean
names_file (const char *message, const char *where)
{
  return *where == '\0' || (strpbrk (where, "/.") != NULL && strstr (message, where) != NULL);
}

/* What is missing in the sandbox may well be on the computer. */
static const char *
sandbox_hint (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return NULL;
  return _("The sandbox of the Flatpak shows only its own folder and the files that “flatpak run "
            "--file-forwarding” hands over.");
}

DectExit
dect_cli_fail (const char *where, GError *error)
{
  g_autoptr (GError) owned = error;
  const char *hint = sandbox_hint (owned);
  g_autofree char *line = where != NULL && !names_file (owned->message, where)
                              ? g_strdup_printf ("%s: %s", where, owned->message)
                              : g_strdup (owned->message);
  g_autofree char *whole = g_strjoin (" ", line, hint, NULL);

  print_line (whole);
  return exit_for (owned);
}

DectExit
dect_cli_fail_layout (const char *id, GError *error)
{
  gboolean usage
      = id != NULL && g_error_matches (error, DECT_OMM_ERROR, DECT_OMM_ERROR_UNKNOWN_LAYOUT);
  DectExit exit = dect_cli_fail (id != NULL ? "--layout" : NULL, error);

  return usage ? DECT_EXIT_USAGE : exit;
}

DectExit
dect_cli_usage (const char *format, ...)
{
  va_list arguments;
  g_autofree char *line = NULL;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_line (line);
  return DECT_EXIT_USAGE;
}

DectSnapshot *
dect_cli_load (const char *path, DectExit *exit)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  GError *error = NULL;
  DectSnapshot *snapshot = dect_store_load (file, NULL, &error);

  /* The sentence names the file already. */
  if (snapshot == NULL)
    *exit = dect_cli_fail (NULL, error);
  return snapshot;
}

DectSite *
dect_cli_open (const char *path, DectExit *exit)
{
  g_autoptr (DectSnapshot) snapshot = dect_cli_load (path, exit);

  return snapshot != NULL ? dect_site_new_from_snapshot (snapshot) : NULL;
}

DectExit
dect_cli_save (DectSite *site, const char *path)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  GError *error = NULL;

  if (!dect_store_save (snapshot, file, NULL, &error))
    return dect_cli_fail (path, error);
  return DECT_EXIT_DONE;
}

GBytes *
dect_cli_read_file (const char *path, gsize max_bytes, DectExit *exit)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  GError *error = NULL;
  GBytes *bytes = dect_load_bytes (file, max_bytes, NULL, &error);

  if (bytes == NULL)
    *exit = dect_cli_fail (path, error);
  return bytes;
}

DectExit
dect_cli_write_file (const char *folder, const char *name, GBytes *bytes, guint mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GError *error = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (&error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The folder cannot be made: %s."), g_strerror (errno));
      return dect_cli_fail (folder, error);
    }
  if (!dect_save_bytes (path, bytes, mode, &error))
    return dect_cli_fail (path, error);
  g_print ("%s\n", path);
  return DECT_EXIT_DONE;
}
