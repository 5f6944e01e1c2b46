/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "dect-cli.h"
#include "model/dect-locale.h"
#include "store/dect-secrets.h"

static const DectCommand *const tables[] = {
  dect_cli_site_commands,  dect_cli_salvage_commands, dect_cli_check_commands,
  dect_cli_chain_commands, dect_cli_import_commands,  dect_cli_export_commands,
  dect_cli_radio_commands, dect_cli_place_commands,   dect_cli_fit_commands,
  dect_cli_pbx_commands,   dect_cli_sheets_commands,  dect_cli_dhcp_commands,
  dect_cli_boot_commands,  dect_cli_omm_commands,
};

static void
print_command (const DectCommand *command)
{
  g_print ("  handoverctl %s %s\n      %s\n", command->name, command->arguments,
           _(command->summary));
}

static void
print_help (void)
{
  g_print (_("handoverctl %s: plan a SIP-DECT site from the command line\n\n"), PACKAGE_VERSION);
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const DectCommand *command = tables[t]; command->name != NULL; command++)
      print_command (command);
  g_print ("\n%s\n", _("Exit: 0 done, 1 an error finding, a chain that is not connected or a "
                        "difference, 2 wrong arguments, "
                        "3 input unreadable, 4 PBX or OMM refused or out of reach, 5 conflict."));
  g_print ("%s\n",
           _("In the Flatpak it reaches its own folder, and the files between @@ and @@ after "
              "“flatpak run "
              "--file-forwarding”. Scripts over many folders, and the embedded PBX as a service, "
              "want a native build."));
}

/* How many of the words name this command; 0 when they do not. */
static int
match (const DectCommand *command, char **words)
{
  g_auto (GStrv) names = g_strsplit (command->name, " ", -1);
  int n = 0;

  for (; names[n] != NULL; n++)
    if (words[n] == NULL || strcmp (names[n], words[n]) != 0)
      return 0;
  return n;
}

/* Arguments are file names as often as text, so an odd encoding is taken as it comes and made
 * readable when shown. */
static DectExit
dispatch (char **words)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const DectCommand *command = tables[t]; command->name != NULL; command++)
      {
        int n = match (command, words);

        if (n > 0 && words[n] != NULL && g_str_equal (words[n], "--help"))
          {
            print_command (command);
            return DECT_EXIT_DONE;
          }
        if (n > 0)
          return command->run (words + n);
      }
  return dect_cli_usage (_("“%s” is not a command; handoverctl help lists them all."), words[0]);
}

/* What could not be printed must not look like a success: the disk behind a redirection is full. */
static DectExit
check_output (DectExit exit)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return exit;
  dect_cli_usage (_("The output could not be written; make room where it goes."));
  return exit == DECT_EXIT_DONE ? DECT_EXIT_INPUT : exit;
}

int
main (int argc, char *argv[])
{
  dect_secrets_stay_in_memory ();
  dect_locale_init ();
  dect_cli_output_init ();

  if (argc < 2)
    {
      print_help ();
      return DECT_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "help") || g_str_equal (argv[1], "--help")
      || g_str_equal (argv[1], "-h"))
    {
      print_help ();
      return DECT_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("handoverctl %s\n", PACKAGE_VERSION);
      return DECT_EXIT_DONE;
    }
  return (int) check_output (dispatch (argv + 1));
}
