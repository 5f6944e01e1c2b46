/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* dhcpd.conf(5), dhcp-options(5), dhcp-eval(5). Options that it does not know are defined by their
 * form. */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-private.h"

#define OPTION_VENDOR 43

/* The names of the options it knows itself. */
static const struct
{
  guint code;
  const char *name;
} known[] = {
  { 3, "routers" },      { 6, "domain-name-servers" },          { 15, "domain-name" },
  { 42, "ntp-servers" }, { 43, "vendor-encapsulated-options" }, { 66, "tftp-server-name" },
};

static char *
option_name (const DectDhcpOption *option, gboolean *is_known)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].code == option->code)
      {
        *is_known = TRUE;
        return g_strdup (known[i].name);
      }
  *is_known = FALSE;
  return g_strdup_printf (DECT_DHCP_NAME "-%u", option->code);
}

static void
append_definitions (GString *out, const DectDhcpPlan *plan)
{
  for (guint i = 0; i < plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (plan->options, i);
      gboolean is_known;
      g_autofree char *name = option_name (option, &is_known);

      if (!is_known)
        g_string_append_printf (out, "option %s code %u = %s;\n", name, option->code,
                                option->form == DECT_DHCP_FORM_IPV4   ? "array of ip-address"
                                : option->form == DECT_DHCP_FORM_TEXT ? "text"
                                                                      : "string");
    }
}

static void
append_options (GString *out, const DectDhcpPlan *plan, gboolean gated)
{
  for (guint i = 0; i < plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (plan->options, i);
      g_autofree char *comment = dect_dhcp_option_comment (option);
      g_autofree char *hex = dect_dhcp_hex (option->value, ":");
      g_auto (GStrv) words = g_strsplit (option->text, " ", -1);
      g_autofree char *list = g_strjoinv (", ", words);
      gboolean is_known;
      g_autofree char *name = option_name (option, &is_known);

      if (dect_dhcp_plan_gates (plan, option) != gated)
        continue;
      g_string_append_printf (out, "  # option %s\n", comment);
      if (option->code == OPTION_VENDOR)
        {
          g_autofree char *bytes = dect_dhcp_explain (plan->sub_options, "  #   ");

          g_string_append (out, bytes);
        }
      if (option->form == DECT_DHCP_FORM_TEXT)
        g_string_append_printf (out, "  option %s \"%s\";\n", name, option->text);
      else
        g_string_append_printf (out, "  option %s %s;\n", name,
                                option->form == DECT_DHCP_FORM_IPV4 ? list : hex);
    }
}

static char *
class_test (const DectDhcpPlan *plan)
{
  g_autoptr (GString) test = g_string_new (NULL);

  for (guint i = 0; plan->classes[i] != NULL; i++)
    g_string_append_printf (test, "%soption vendor-class-identifier = \"%s\"", i > 0 ? " or " : "",
                            plan->classes[i]);
  return g_string_free (g_steal_pointer (&test), FALSE);
}

static void
append_subnet (GString *out, const DectDhcpPlan *plan)
{
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  g_autofree char *netmask = dect_ipv4_to_string (plan->netmask);

  g_string_append_printf (out, "\nsubnet %s netmask %s {\n", network, netmask);
  if (plan->ranges->len == 0)
    g_string_append (out, "  # Reservations only: other devices get no address here.\n");
  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);
      g_autofree char *first = dect_ipv4_to_string (range->first);
      g_autofree char *last = dect_ipv4_to_string (range->last);

      g_string_append_printf (out, "  range %s %s;\n", first, last);
    }
  g_string_append_printf (out, "  default-lease-time %u;\n  max-lease-time %u;\n",
                          plan->facts->lease_s, plan->facts->lease_s);
  append_options (out, plan, FALSE);
  g_string_append (out, "}\n\n");
}

static void
append_host (GString *out, const DectDhcpHost *host, const char *test)
{
  g_autofree char *mac = dect_mac_to_string (&host->mac);
  g_autofree char *address = dect_ipv4_to_string (host->address);

  g_string_append_printf (out, "# %s\nhost " DECT_DHCP_NAME "-%s {\n  hardware ethernet %s;\n",
                          host->label, host->key, mac);
  if (host->address.value != 0)
    g_string_append_printf (out, "  fixed-address %s;\n", address);
  if (host->boot_file != NULL)
    g_string_append_printf (out, "  if %s {\n    filename \"%s\";\n  }\n", test, host->boot_file);
  g_string_append (out, "}\n");
}

void
dect_dhcp_write_isc (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *test = class_test (plan);
  g_autofree char *tftp = dect_ipv4_to_string (plan->tftp);

  dect_dhcp_append_head (out, plan, "# ",
                         "Include it in dhcpd.conf, or use it as that file. It serves no TFTP.",
                         NULL);
  g_string_append_c (out, '\n');
  append_definitions (out, plan);
  g_string_append_printf (out, "\nclass \"" DECT_DHCP_GATE "\" {\n  match if %s;\n", test);
  if (plan->tftp.value != 0)
    g_string_append_printf (out, "  next-server %s;\n", tftp);
  append_options (out, plan, TRUE);
  g_string_append (out, "}\n");
  append_subnet (out, plan);
  for (guint i = 0; i < plan->hosts->len; i++)
    append_host (out, g_ptr_array_index (plan->hosts, i), test);
  dect_dhcp_add_file (files, "dhcpd.conf", out);
}
