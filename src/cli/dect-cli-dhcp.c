/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dect-cli.h"
#include "dhcp/dect-dhcp-writer.h"
#include "store/dect-save.h"

static DectExit
run_export_dhcp (char **arguments)
{
  g_autofree char *folder = NULL, *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectDhcpPlan) plan = NULL;
  g_autoptr (GPtrArray) files = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (format == NULL)
    return dect_cli_usage (
        _("Give the kind of server with --format: dnsmasq, kea, isc, routeros or table."));
  if (folder == NULL)
    return dect_cli_usage (_("Give the folder to write to with -o."));
  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  plan = dect_dhcp_plan_new (snapshot, &error);
  if (plan == NULL)
    return dect_cli_fail (arguments[0], error);
  files = dect_dhcp_write (plan, format, &error);
  if (files == NULL)
    {
      dect_cli_fail ("--format", error);
      return DECT_EXIT_USAGE;
    }
  for (guint i = 0; i < files->len; i++)
    {
      const DectDhcpFile *file = g_ptr_array_index (files, i);

      exit = dect_cli_write_file (folder, file->name, file->bytes, DECT_SAVE_SHARED);
      if (exit != DECT_EXIT_DONE)
        return exit;
    }
  for (guint i = 0; i < plan->remarks->len; i++)
    g_print (_("Note: %s\n"), (const char *) g_ptr_array_index (plan->remarks, i));
  return DECT_EXIT_DONE;
}

const DectCommand dect_cli_dhcp_commands[] = {
  { "export dhcp", "FILE --format dnsmasq|kea|isc|routeros|table -o DIR",
    N_("write the DHCP server's configuration for the base stations"), run_export_dhcp },
  { NULL },
};
