/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A script for RouterOS. No device was at hand; the spelling of values is that of the sample at
 * howto.dect.network. Options hang on each base station's lease, so no other device gets them. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include <string.h>

#include "dhcp/dect-dhcp-private.h"

/* A text in quotes: RouterOS reads \, $ and ? inside them, and characters outside ASCII by nobody's
 * rule. */
static char *
quote (const char *text)
{
  g_autoptr (GString) out = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      char shown = (guchar) *p < 127 ? *p : '?';

      if (strchr ("\"\\$?", shown) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, shown);
    }
  g_string_append_c (out, '"');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_option (GString *out, guint code, const char *name, const char *comment, GBytes *value)
{
  g_autofree char *hex = dect_dhcp_hex (value, "");

  g_string_append_printf (out, "# option %s\nadd name=%s code=%u value=0x%s\n", comment, name, code,
                          hex);
}

static char *
append_options (GString *out, const DectDhcpPlan *plan)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_string_append (out, "/ip dhcp-server option\n");
  for (guint i = 0; i < plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (plan->options, i);
      g_autofree char *name = g_strdup_printf (DECT_DHCP_NAME "-%u", option->code);
      g_autofree char *comment = dect_dhcp_option_comment (option);

      if (option->net)
        continue;
      if (option->form == DECT_DHCP_FORM_BYTES)
        {
          g_autofree char *bytes = dect_dhcp_explain (plan->sub_options, "#   ");

          g_string_append (out, bytes);
        }
      append_option (out, option->code, name, comment, option->value);
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", name);
    }
  for (guint i = 0; plan->boot_files[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (DECT_DHCP_NAME "-file-%u", i + 1);
      g_autoptr (GBytes) value = g_bytes_new (plan->boot_files[i], strlen (plan->boot_files[i]));

      append_option (out, 67, name, "67, firmware file", value);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
append_network (GString *out, const DectDhcpPlan *plan)
{
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  static const struct
  {
    guint code;
    const char *word;
  } members[] = { { 3, "gateway" }, { 6, "dns-server" }, { 15, "domain" }, { 42, "ntp-server" } };

  g_string_append_printf (out, "/ip dhcp-server network\nadd address=%s/%u", network,
                          dect_netmask_prefix (plan->netmask));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const DectDhcpOption *option = dect_dhcp_plan_option (plan, members[i].code);
      g_autofree char *list = NULL;

      if (option == NULL || !option->net)
        continue;
      list = g_strdelimit (g_strdup (option->text), " ", ',');
      g_string_append_printf (out, " %s=%s", members[i].word, list);
    }
  if (plan->tftp.value != 0)
    {
      g_autofree char *tftp = dect_ipv4_to_string (plan->tftp);

      g_string_append_printf (out, " next-server=%s", tftp);
    }
  g_string_append_c (out, '\n');
}

static void
append_pool (GString *out, const DectDhcpPlan *plan)
{
  if (plan->ranges->len == 0)
    return;
  g_string_append (out, "/ip pool\nadd name=" DECT_DHCP_NAME " ranges=");
  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);
      g_autofree char *first = dect_ipv4_to_string (range->first);
      g_autofree char *last = dect_ipv4_to_string (range->last);

      g_string_append_printf (out, "%s%s-%s", i > 0 ? "," : "", first, last);
    }
  g_string_append_c (out, '\n');
}

void
dect_dhcp_write_routeros (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *names = NULL;

  dect_dhcp_append_head (out, plan, "# ",
                         "A script for RouterOS; it was not tried on a device. Read it, then: "
                         "/import dhcp.rsc",
                         "It is the reservation (MAC), not the vendor class, that decides who gets "
                         "the base stations' options.");
  g_string_append_c (out, '\n');
  names = append_options (out, plan);
  append_pool (out, plan);
  append_network (out, plan);
  g_string_append (out, "/ip dhcp-server lease\n");
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      g_autofree char *mac = dect_mac_to_string (&host->mac);
      g_autofree char *address = dect_ipv4_to_string (host->address);
      g_autofree char *comment = quote (host->label);
      guint number = dect_dhcp_file_number (plan, host);

      g_string_append_printf (out, "add mac-address=%s", mac);
      if (host->address.value != 0)
        g_string_append_printf (out, " address=%s", address);
      g_string_append_printf (out, " dhcp-option=%s", names);
      if (number > 0)
        g_string_append_printf (out, ",%s-file-%u", DECT_DHCP_NAME, number);
      g_string_append_printf (out, " comment=%s\n", comment);
    }
  dect_dhcp_add_file (files, "dhcp.rsc", out);
}
