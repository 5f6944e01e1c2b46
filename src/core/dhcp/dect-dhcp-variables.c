/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* ipdect.cfg, read by every base station, and <MAC>.cfg, which overrides it for one (OM System
 * Manual 2.1 p143, 3.0 p184): lines VARIABLE=value, "#" starts a comment. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-private.h"

void
dect_dhcp_write_variables (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) all = g_string_new (NULL);
  const char *boot_name = NULL;

  if (plan->variables->len == 0)
    return;
  g_string_append_printf (all,
                          "# Base stations of %s. Put it into the folder that option 66 names.\n"
                          "# Not verified: %s.\n",
                          plan->site, plan->facts->variables_source);
  for (guint i = 0; i < plan->variables->len; i++)
    {
      const DectDhcpOption *variable = g_ptr_array_index (plan->variables, i);

      if (g_str_equal (variable->source, "boot-file"))
        boot_name = variable->title;
      if (variable->text != NULL)
        g_string_append_printf (all, "%s=%s\n", variable->title, variable->text);
    }
  dect_dhcp_add_file (files, "ipdect.cfg", all);

  for (guint i = 0; boot_name != NULL && i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      g_autofree char *key = g_ascii_strup (host->key, -1);
      g_autofree char *name = g_strconcat (key, ".cfg", NULL);
      g_autoptr (GString) own = g_string_new (NULL);

      if (host->boot_file == NULL || host->local)
        continue;
      g_string_append_printf (own, "# %s\n%s=%s\n", host->label, boot_name, host->boot_file);
      dect_dhcp_add_file (files, name, own);
    }
}
