/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* dnsmasq(8). Tags of one dhcp-option are and-ed; hex bytes are sent as they are. Seen with 2.90:
 * it ends the text of option 66 with a zero byte, quoted or not. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-private.h"

#define OPTION_ROUTER 3
#define OPTION_VENDOR 43

static void
append_ranges (GString *out, const DectDhcpPlan *plan)
{
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  g_autofree char *netmask = dect_ipv4_to_string (plan->netmask);

  if (plan->ranges->len == 0)
    g_string_append_printf (out,
                            "# Reservations only: other devices get no address here.\n"
                            "dhcp-range=%s,static,%s,%u\n",
                            network, netmask, plan->facts->lease_s);
  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);
      g_autofree char *first = dect_ipv4_to_string (range->first);
      g_autofree char *last = dect_ipv4_to_string (range->last);

      g_string_append_printf (out, "dhcp-range=%s,%s,%s,%u\n", first, last, netmask,
                              plan->facts->lease_s);
    }
}

static void
append_option (GString *out, const DectDhcpPlan *plan, const DectDhcpOption *option)
{
  g_autofree char *comment = dect_dhcp_option_comment (option);
  g_autofree char *hex = dect_dhcp_hex (option->value, ":");
  g_autofree char *list = g_strdelimit (g_strdup (option->text), " ", ',');

  g_string_append_printf (out, "# option %s: %s\n", comment, option->text);
  if (option->code == OPTION_VENDOR)
    {
      g_autofree char *bytes = dect_dhcp_explain (plan->sub_options, "#   ");

      g_string_append (out, bytes);
    }
  g_string_append_printf (out, "dhcp-option=%s%u,",
                          dect_dhcp_plan_gates (plan, option) ? "tag:" DECT_DHCP_GATE "," : "",
                          option->code);
  if (option->form == DECT_DHCP_FORM_TEXT)
    g_string_append_printf (out, "\"%s\"\n", option->text);
  else if (option->form == DECT_DHCP_FORM_IPV4)
    g_string_append_printf (out, "%s\n", list);
  else
    g_string_append_printf (out, "%s\n", hex);
}

static void
append_tftp (GString *out, const DectDhcpPlan *plan)
{
  g_autofree char *tftp = dect_ipv4_to_string (plan->tftp);

  g_string_append (out, "\n# Firmware by hardware generation\n");
  for (guint i = 0; plan->boot_files[i] != NULL; i++)
    g_string_append_printf (out, "dhcp-boot=tag:" DECT_DHCP_GATE ",tag:handover-file-%u,%s%s%s\n",
                            i + 1, plan->boot_files[i], plan->tftp.value != 0 ? ",," : "",
                            plan->tftp.value != 0 ? tftp : "");
  if (plan->tftp.value != 0 && plan->tftp.value == plan->server.value)
    g_string_append_printf (out, "enable-tftp\ntftp-root=%s\n", plan->facts->tftp_root);
}

void
dect_dhcp_write_dnsmasq (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) out = g_string_new (NULL);

  dect_dhcp_append_head (out, plan, "# ",
                         "A file for /etc/dnsmasq.d/. For the boot watch add the line log-dhcp.",
                         NULL);
  g_string_append_c (out, '\n');
  for (guint i = 0; plan->classes[i] != NULL; i++)
    g_string_append_printf (out, "dhcp-vendorclass=set:" DECT_DHCP_GATE ",%s\n", plan->classes[i]);
  append_ranges (out, plan);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < plan->options->len; i++)
    append_option (out, plan, g_ptr_array_index (plan->options, i));
  if (dect_dhcp_plan_option (plan, OPTION_ROUTER) == NULL)
    g_string_append (out, "# No router: without this line dnsmasq names itself.\n"
                          "dhcp-option=tag:" DECT_DHCP_GATE ",3\n");
  append_tftp (out, plan);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      g_autofree char *mac = dect_mac_to_string (&host->mac);
      g_autofree char *address = dect_ipv4_to_string (host->address);
      guint number = dect_dhcp_file_number (plan, host);

      g_string_append_printf (out, "# %s\ndhcp-host=%s", host->label, mac);
      if (number > 0)
        g_string_append_printf (out, ",set:handover-file-%u", number);
      g_string_append_printf (out, "%s%s\n", host->address.value != 0 ? "," : "",
                              host->address.value != 0 ? address : "");
    }
  dect_dhcp_add_file (files, "dnsmasq.conf", out);
}
