/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Kea 2.2: plain JSON; what a person is to know stands in "comment" members, which Kea keeps. The
 * bytes of option 43 are ours, so the class defines it as binary (manual, "DHCPv4 Private
 * Options"). */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include <json-glib/json-glib.h>

#include "dhcp/dect-dhcp-private.h"
#include "model/dect-json-add.h"

#define OPTION_VENDOR 43
#define FIRST_OWN_OPTION 128
#define SUBNET_ID 1

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_definition (JsonBuilder *builder, const DectDhcpOption *option)
{
  g_autofree char *name = g_strdup_printf (DECT_DHCP_NAME "-%u", option->code);

  json_builder_begin_object (builder);
  dect_json_add_text (builder, "name", name);
  dect_json_add_integer (builder, "code", option->code);
  dect_json_add_text (builder, "type",
                      option->form == DECT_DHCP_FORM_IPV4   ? "ipv4-address"
                      : option->form == DECT_DHCP_FORM_TEXT ? "string"
                                                            : "binary");
  dect_json_add_boolean (builder, "array", option->form == DECT_DHCP_FORM_IPV4);
  json_builder_end_object (builder);
}

static void
add_option (JsonBuilder *builder, const DectDhcpPlan *plan, const DectDhcpOption *option)
{
  g_autofree char *comment = dect_dhcp_option_comment (option);
  g_autofree char *hex = dect_dhcp_hex (option->value, "");
  g_auto (GStrv) words = g_strsplit (option->text, " ", -1);
  g_autofree char *list = g_strjoinv (", ", words);
  gboolean csv = option->form == DECT_DHCP_FORM_IPV4 || option->form == DECT_DHCP_FORM_TEXT;

  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "code", option->code);
  dect_json_add_boolean (builder, "csv-format", csv);
  dect_json_add_text (builder, "data", csv ? list : hex);
  if (option->code == OPTION_VENDOR)
    {
      g_autofree char *bytes = dect_dhcp_explain (plan->sub_options, "");
      g_auto (GStrv) lines = NULL;
      g_autofree char *all = NULL;

      lines = g_strsplit (g_strchomp (bytes), "\n", -1);
      all = g_strjoinv ("; ", lines);
      dect_json_add_text (builder, "comment", all);
    }
  else
    dect_json_add_text (builder, "comment", comment);
  json_builder_end_object (builder);
}

static void
add_options (JsonBuilder *builder, const DectDhcpPlan *plan, gboolean gated)
{
  begin_array (builder, "option-data");
  for (guint i = 0; i < plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (plan->options, i);

      if (dect_dhcp_plan_gates (plan, option) == gated)
        add_option (builder, plan, option);
    }
  json_builder_end_array (builder);
}

static void
add_class (JsonBuilder *builder, const DectDhcpPlan *plan)
{
  g_autoptr (GString) test = g_string_new (NULL);

  for (guint i = 0; plan->classes[i] != NULL; i++)
    g_string_append_printf (test, "%soption[60].text == '%s'", i > 0 ? " or " : "",
                            plan->classes[i]);
  begin_array (builder, "client-classes");
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "name", DECT_DHCP_GATE);
  dect_json_add_text (builder, "test", test->str);
  if (plan->tftp.value != 0)
    {
      g_autofree char *tftp = dect_ipv4_to_string (plan->tftp);

      dect_json_add_text (builder, "next-server", tftp);
    }
  begin_array (builder, "option-def");
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "name", "vendor-encapsulated-options");
  dect_json_add_integer (builder, "code", OPTION_VENDOR);
  dect_json_add_text (builder, "type", "binary");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add_options (builder, plan, TRUE);
  json_builder_end_object (builder);

  /* One class a firmware file: a device gets it when it is a base station, and its reservation says
   * so. */
  for (guint i = 0; plan->boot_files[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (DECT_DHCP_NAME "-file-%u", i + 1);
      g_autoptr (GString) member = g_string_new ("member('" DECT_DHCP_GATE "') and (");
      gboolean first = TRUE;

      for (guint h = 0; h < plan->hosts->len; h++)
        {
          const DectDhcpHost *host = g_ptr_array_index (plan->hosts, h);

          if (g_strcmp0 (host->boot_file, plan->boot_files[i]) != 0)
            continue;
          g_string_append_printf (member, "%spkt4.mac == 0x%s", first ? "" : " or ", host->key);
          first = FALSE;
        }
      g_string_append_c (member, ')');
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "name", name);
      dect_json_add_text (builder, "test", member->str);
      dect_json_add_text (builder, "boot-file-name", plan->boot_files[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_reservations (JsonBuilder *builder, const DectDhcpPlan *plan)
{
  begin_array (builder, "reservations");
  for (guint i = 0; i < plan->hosts->len; i++)
    {
      const DectDhcpHost *host = g_ptr_array_index (plan->hosts, i);
      g_autofree char *mac = dect_mac_to_string (&host->mac);
      g_autofree char *address = dect_ipv4_to_string (host->address);

      if (host->address.value == 0)
        continue;
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "hw-address", mac);
      dect_json_add_text (builder, "ip-address", address);
      dect_json_add_text (builder, "comment", host->label);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_subnet (JsonBuilder *builder, const DectDhcpPlan *plan)
{
  g_autofree char *network = dect_ipv4_to_string (plan->network);
  g_autofree char *subnet = g_strdup_printf ("%s/%u", network, dect_netmask_prefix (plan->netmask));

  begin_array (builder, "subnet4");
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "id", SUBNET_ID);
  dect_json_add_text (builder, "subnet", subnet);
  begin_array (builder, "pools");
  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);
      g_autofree char *first = dect_ipv4_to_string (range->first);
      g_autofree char *last = dect_ipv4_to_string (range->last);
      g_autofree char *pool = g_strdup_printf ("%s - %s", first, last);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "pool", pool);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_options (builder, plan, FALSE);
  add_reservations (builder, plan);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_server (JsonBuilder *builder, const DectDhcpPlan *plan)
{
  g_autoptr (GString) head = g_string_new (NULL);

  dect_dhcp_append_head (head, plan, "",
                         "Merge it into kea-dhcp4.conf, or use it as that file. It serves no TFTP.",
                         NULL);
  g_strdelimit (g_strchomp (head->str), "\n", ' ');
  dect_json_add_text (builder, "comment", head->str);
  dect_json_add_integer (builder, "valid-lifetime", plan->facts->lease_s);
  json_builder_set_member_name (builder, "interfaces-config");
  json_builder_begin_object (builder);
  begin_array (builder, "interfaces");
  json_builder_add_string_value (builder, "*");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "lease-database");
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "type", "memfile");
  json_builder_end_object (builder);
  begin_array (builder, "option-def");
  for (guint i = 0; i < plan->options->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (plan->options, i);

      if (option->code >= FIRST_OWN_OPTION)
        add_definition (builder, option);
    }
  json_builder_end_array (builder);
  add_class (builder, plan);
  add_subnet (builder, plan);
}

void
dect_dhcp_write_kea (const DectDhcpPlan *plan, GPtrArray *files)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GString) out = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "Dhcp4");
  json_builder_begin_object (builder);
  add_server (builder, plan);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  out = g_string_new (text);
  g_string_append_c (out, '\n');
  dect_dhcp_add_file (files, "kea-dhcp4.conf", out);
}
