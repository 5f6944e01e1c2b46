/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dhcp/dect-dhcp-private.h"

typedef void (*Writer) (const DectDhcpPlan *plan, GPtrArray *files);

static const DectDhcpFormat formats[] = {
  { "dnsmasq", N_("dnsmasq"), TRUE },
  { "kea", N_("Kea"), TRUE },
  { "isc", N_("ISC dhcpd"), TRUE },
  { "routeros", N_("MikroTik RouterOS"), FALSE },
  { "table", N_("Table for any other server"), TRUE },
};
static const Writer writers[] = { dect_dhcp_write_dnsmasq, dect_dhcp_write_kea, dect_dhcp_write_isc,
                                  dect_dhcp_write_routeros, dect_dhcp_write_table };

G_STATIC_ASSERT (G_N_ELEMENTS (formats) == G_N_ELEMENTS (writers));

const DectDhcpFormat *
dect_dhcp_formats (guint *n_formats)
{
  if (n_formats != NULL)
    *n_formats = G_N_ELEMENTS (formats);
  return formats;
}

static void
file_free (gpointer data)
{
  DectDhcpFile *file = data;

  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

GPtrArray *
dect_dhcp_write (const DectDhcpPlan *plan, const char *format, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (plan != NULL && format != NULL, NULL);

  files = g_ptr_array_new_with_free_func (file_free);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, format))
      {
        writers[i](plan, files);
        dect_dhcp_write_variables (plan, files);
        return g_steal_pointer (&files);
      }
  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FORMAT,
               _("“%s” is no kind of DHCP server; there are dnsmasq, kea, isc, routeros and "
                  "table."),
               format);
  return NULL;
}

/* --- Shared by the writers ---------------------------------------------------------------------- */

void
dect_dhcp_add_file (GPtrArray *files, const char *name, GString *text)
{
  DectDhcpFile *file = g_new0 (DectDhcpFile, 1);

  file->name = g_strdup (name);
  file->bytes = g_bytes_new (text->str, text->len);
  g_ptr_array_add (files, file);
}

char *
dect_dhcp_one_line (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
append_classes (GString *out, const DectDhcpPlan *plan, const char *prefix)
{
  g_string_append_printf (out,
                          "%sOnly devices whose vendor class (option 60) is one of these get "
                          "the base stations' options:",
                          prefix);
  for (guint i = 0; plan->classes[i] != NULL; i++)
    g_string_append_printf (out, " %s", plan->classes[i]);
  g_string_append_c (out, '\n');
}

void
dect_dhcp_append_head (
    GString *out, const DectDhcpPlan *plan, const char *prefix, const char *where, const char *whom)
{
  g_string_append_printf (out, "%sDHCP for the base stations of %s. Written by Handover.\n", prefix,
                          *plan->site != '\0' ? plan->site : "this site");
  g_string_append_printf (out, "%s%s\n", prefix, where);
  if (whom != NULL)
    g_string_append_printf (out, "%s%s\n", prefix, whom);
  else
    append_classes (out, plan, prefix);
  for (guint i = 0; plan->boot_files[i] != NULL; i++)
    g_string_append_printf (out, "%sThe TFTP server must have the firmware file %s.\n", prefix,
                            plan->boot_files[i]);
  for (guint i = 0; i < plan->notes->len; i++)
    g_string_append_printf (out, "%sNote: %s\n", prefix,
                            (const char *) g_ptr_array_index (plan->notes, i));
}

char *
dect_dhcp_option_comment (const DectDhcpOption *option)
{
  return g_strdup_printf ("%u, %s%s", option->code, option->title,
                          option->verified ? "" : " (not verified)");
}

guint
dect_dhcp_file_number (const DectDhcpPlan *plan, const DectDhcpHost *host)
{
  for (guint i = 0; host->boot_file != NULL && plan->boot_files[i] != NULL; i++)
    if (g_str_equal (plan->boot_files[i], host->boot_file))
      return i + 1;
  return 0;
}
