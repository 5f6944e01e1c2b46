/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* For people who type it into another server: every option in words and in hex, and the
 * reservations as a spreadsheet. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-private.h"
#include "store/dect-csv.h"

static void
append_option (GString *out, const DectDhcpOption *option)
{
  static const char *const forms[]
      = { "addresses, 4 bytes each", "number, 2 bytes", "number, 4 bytes", "text", "bytes" };
  g_autofree char *hex = dect_dhcp_hex (option->value, " ");

  g_string_append_printf (out, "Option %u: %s%s\n", option->code, option->title,
                          option->verified ? "" : " (not verified)");
  if (option->form != DECT_DHCP_FORM_BYTES)
    g_string_append_printf (out, "  value   %s\n", option->text);
  g_string_append_printf (out, "  hex     %s\n  form    %s\n  source  %s\n\n", hex,
                          forms[option->form], option->source);
}

static void
append_ranges (GString *out, const DectDhcpPlan *plan)
{
  g_string_append (out, "Addresses for other devices:");
  if (plan->ranges->len == 0)
    g_string_append (out, " none from this plan");
  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);
      g_autofree char *first = dect_ipv4_to_string (range->first);
      g_autofree char *last = dect_ipv4_to_string (range->last);

      g_string_append_printf (out, "%s %s to %s", i > 0 ? "," : "", first, last);
    }
  g_string_append (out, "\n\n");
}

static void
write_text (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  g_autofree char *netmask = dect_ipv4_to_string (plan->netmask);
  g_autofree char *tftp = dect_ipv4_to_string (plan->tftp);
  g_autofree char *bytes = dect_dhcp_explain (plan->sub_options, "  ");

  dect_dhcp_append_head (out, plan, "",
                         "For a DHCP server without a file of its own. The reservations are in "
                         "dhcp-reservations.csv.",
                         NULL);
  g_string_append_printf (out,
                          "\nNetwork: %s, netmask %s\nLease time: %u seconds\n"
                          "TFTP server (siaddr, in some servers “next server”): %s\n",
                          network, netmask, plan->facts->lease_s,
                          plan->tftp.value != 0 ? tftp : "none");
  append_ranges (out, plan);
  for (guint i = 0; i < plan->options->len; i++)
    append_option (out, g_ptr_array_index (plan->options, i));
  g_string_append_printf (out,
                          "Option 43 byte by byte\n%s\n"
                          "Some servers want an end mark after it: the byte ff.\n"
                          "Vendor class, to set up as a condition or a class: ",
                          bytes);
  for (guint i = 0; plan->classes[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", plan->classes[i]);
  g_string_append_c (out, '\n');
  dect_dhcp_add_file (files, "dhcp-options.txt", out);
}

static void
write_reservations (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) out = g_string_new (
      "mac,address,base_station,model,role,boot_file,switch,port,poe_class,poe_w\n");
  static const char *const roles[] = { "normal", "master", "failover" };

  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      g_autofree char *mac = dect_mac_to_string (&host->mac);
      g_autofree char *address = dect_ipv4_to_string (host->address);

      g_string_append_printf (out, "%s,%s,", mac, host->address.value != 0 ? address : "");
      dect_csv_append_cell (out, host->label);
      g_string_append_c (out, ',');
      dect_csv_append_cell (out, host->model != NULL ? host->model->name : "");
      g_string_append_printf (out, ",%s,%s,", roles[host->role],
                              host->boot_file != NULL ? host->boot_file : "");
      dect_csv_append_cell (out, host->switch_name != NULL ? host->switch_name : "");
      g_string_append_c (out, ',');
      if (host->port != DECT_UNSET)
        g_string_append_printf (out, "%d", host->port);
      if (host->model != NULL)
        {
          g_autofree char *watts = dect_number_to_text (host->model->poe_w);

          g_string_append_printf (out, ",%u,%s\n", host->model->poe_class, watts);
        }
      else
        g_string_append (out, ",,\n");
    }
  dect_dhcp_add_file (files, "dhcp-reservations.csv", out);
}

void
dect_dhcp_write_table (const DectDhcpPlan *plan, GPtrArray *files)
{
  write_text (plan, files);
  write_reservations (plan, files);
}
