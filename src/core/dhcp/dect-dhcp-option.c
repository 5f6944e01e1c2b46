/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-option.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-ipv4.h"

#define PAD 0x00
#define END 0xff

G_DEFINE_QUARK (dect-dhcp-error-quark, dect_dhcp_error)

/* --- Values ---------------------------------------------------------------------------------- */

static gboolean
append_number (GByteArray *bytes, guint n_bytes, const char *text, GError **error)
{
  guint64 limit = n_bytes == 2 ? G_MAXUINT16 : G_MAXUINT32, number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, limit, &number, NULL))
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID,
                   _("“%s” is no number from 0 to %lu."), text, (gulong) limit);
      return FALSE;
    }
  for (guint i = n_bytes; i > 0; i--)
    {
      guint8 byte = (guint8) (number >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
  return TRUE;
}

static gboolean
append_addresses (GByteArray *bytes, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GError) why = NULL;
      DectIpv4 address;
      guint32 order;

      if (*words[i] == '\0')
        continue;
      if (!dect_ipv4_parse (words[i], &address, &why))
        {
          g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID, "“%s”: %s", words[i],
                       why->message);
          return FALSE;
        }
      order = GUINT32_TO_BE (address.value);
      g_byte_array_append (bytes, (const guint8 *) &order, sizeof order);
    }
  return TRUE;
}

static gboolean
append_text (GByteArray *bytes, const char *text, GError **error)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p <= ' ' || (guchar) *p >= 127 || strchr ("\"',\\`${}<>", *p) != NULL)
      {
        g_autofree char *shown = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));

        g_set_error (
            error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_CHARACTER,
            _("“%s” holds “%s”, which cannot stand in a DHCP option; in a URL write it as "
               "a percent code."),
            text, shown);
        return FALSE;
      }
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  return TRUE;
}

GBytes *
dect_dhcp_encode (DectDhcpForm form, const char *text, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean done = FALSE;

  g_return_val_if_fail (text != NULL && form != DECT_DHCP_FORM_BYTES, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_CHARACTER, _("This is no UTF-8 text."));
  else if (form == DECT_DHCP_FORM_IPV4)
    done = append_addresses (bytes, text, error);
  else if (form == DECT_DHCP_FORM_TEXT)
    done = append_text (bytes, text, error);
  else
    done = append_number (bytes, form == DECT_DHCP_FORM_U16 ? 2 : 4, text, error);
  if (!done)
    return NULL;
  if (bytes->len == 0 || bytes->len > DECT_DHCP_MAX_BYTES)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG,
                   _("The value has %u bytes; a DHCP option holds 1 to %d."), bytes->len,
                   DECT_DHCP_MAX_BYTES);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static char *
decode_number (const guint8 *data, gsize size)
{
  guint64 number = 0;

  for (gsize i = 0; i < size; i++)
    number = number << 8 | data[i];
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static char *
decode_addresses (const guint8 *data, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < size; i += 4)
    g_string_append_printf (text, "%s%u.%u.%u.%u", i > 0 ? " " : "", data[i], data[i + 1],
                            data[i + 2], data[i + 3]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
dect_dhcp_decode_text (DectDhcpForm form, GBytes *bytes)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  switch (form)
    {
    case DECT_DHCP_FORM_IPV4:
      return size > 0 && size % 4 == 0 ? decode_addresses (data, size) : NULL;
    case DECT_DHCP_FORM_U16:
    case DECT_DHCP_FORM_U32:
      return size == (form == DECT_DHCP_FORM_U16 ? 2 : 4) ? decode_number (data, size) : NULL;
    case DECT_DHCP_FORM_TEXT:
      for (gsize i = 0; i < size; i++)
        if (data[i] < ' ' || data[i] >= 127)
          return NULL;
      return size > 0 ? g_strndup ((const char *) data, size) : NULL;
    case DECT_DHCP_FORM_BYTES:
      return dect_dhcp_hex (bytes, " ");
    default:
      g_return_val_if_reached (NULL);
    }
}

/* --- Option 43 ------------------------------------------------------------------------------- */

DectDhcpOption *
dect_dhcp_option_new (guint code, DectDhcpForm form, GBytes *value, const char *text)
{
  g_return_val_if_fail (value != NULL, NULL);

  DectDhcpOption *self = g_new0 (DectDhcpOption, 1);

  self->code = code;
  self->form = form;
  self->value = g_bytes_ref (value);
  self->text = g_strdup (text);
  return self;
}

void
dect_dhcp_option_free (DectDhcpOption *self)
{
  g_return_if_fail (self != NULL);

  g_bytes_unref (self->value);
  g_free (self->text);
  g_free (self);
}

static gint
compare_codes (gconstpointer a, gconstpointer b)
{
  const DectDhcpOption *left = *(DectDhcpOption *const *) a, *right = *(DectDhcpOption *const *) b;

  return (left->code > right->code) - (left->code < right->code);
}

static GPtrArray *
sorted (GPtrArray *options)
{
  GPtrArray *copy = g_ptr_array_copy (options, NULL, NULL);

  g_ptr_array_set_free_func (copy, NULL);
  g_ptr_array_sort (copy, compare_codes);
  return copy;
}

GBytes *
dect_dhcp_join (GPtrArray *options, GError **error)
{
  g_autoptr (GPtrArray) row = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (options != NULL, NULL);

  row = sorted (options);
  for (guint i = 0; i < row->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (row, i);
      gsize size;
      const guint8 *data = g_bytes_get_data (option->value, &size);
      guint8 head[2] = { (guint8) option->code, (guint8) size };

      g_byte_array_append (bytes, head, sizeof head);
      g_byte_array_append (bytes, data, (guint) size);
    }
  if (bytes->len > DECT_DHCP_MAX_BYTES)
    {
      g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG,
                   _("Option 43 would have %u bytes; it holds %d: shorten the URL of the OMM’s "
                      "database or the name of the time server."),
                   bytes->len, DECT_DHCP_MAX_BYTES);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GPtrArray *
dect_dhcp_split (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) options = NULL;
  const guint8 *data;
  gsize size, at = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  options = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  data = g_bytes_get_data (bytes, &size);
  while (at < size && data[at] != END)
    {
      g_autoptr (GBytes) value = NULL;
      g_autofree char *hex = NULL;

      if (data[at] == PAD)
        {
          at++;
          continue;
        }
      if (size - at < 2 || size - at - 2 < data[at + 1])
        {
          g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_CUT,
                       _("Option 43 ends inside its sub-option %u."), data[at]);
          return NULL;
        }
      value = g_bytes_new (data + at + 2, data[at + 1]);
      hex = dect_dhcp_hex (value, " ");
      g_ptr_array_add (options, dect_dhcp_option_new (data[at], DECT_DHCP_FORM_TEXT, value, hex));
      at += 2 + (gsize) data[at + 1];
    }
  return g_steal_pointer (&options);
}

char *
dect_dhcp_hex (GBytes *bytes, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL && separator != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? separator : "", data[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
dect_dhcp_explain (GPtrArray *options, const char *prefix)
{
  g_autoptr (GPtrArray) row = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (options != NULL && prefix != NULL, NULL);

  row = sorted (options);
  for (guint i = 0; i < row->len; i++)
    {
      const DectDhcpOption *option = g_ptr_array_index (row, i);
      g_autofree char *hex = dect_dhcp_hex (option->value, " ");
      gsize size = g_bytes_get_size (option->value);

      g_string_append_printf (text, "%s%02x  sub-option %u: %s%s\n", prefix, option->code,
                              option->code, option->title,
                              option->verified ? "" : " (not verified)");
      g_string_append_printf (text, "%s%02x  %u bytes follow\n", prefix, (guint) size,
                              (guint) size);
      g_string_append_printf (text, "%s%s  %s\n", prefix, hex, option->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
