/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dhcp/dect-dhcp-option.h"
#include "support/test-site.h"

/* clang-format off */
static const struct
{
  DectDhcpForm form;
  const char  *text;
  const char  *hex;  /* NULL: refused */
  gint         code;
} values[] = {
  { DECT_DHCP_FORM_IPV4, "192.168.0.1", "c0a80001", 0 },
  { DECT_DHCP_FORM_IPV4, "10.0.0.1, 10.0.0.2", "0a0000010a000002", 0 },
  { DECT_DHCP_FORM_IPV4, "10.0.0.256", NULL, DECT_DHCP_ERROR_INVALID },
  { DECT_DHCP_FORM_IPV4, " ", NULL, DECT_DHCP_ERROR_LONG },
  { DECT_DHCP_FORM_U16, "514", "0202", 0 },
  { DECT_DHCP_FORM_U16, "65535", "ffff", 0 },
  { DECT_DHCP_FORM_U16, "65536", NULL, DECT_DHCP_ERROR_INVALID },
  { DECT_DHCP_FORM_U16, "-1", NULL, DECT_DHCP_ERROR_INVALID },
  { DECT_DHCP_FORM_U32, "1042", "00000412", 0 },
  { DECT_DHCP_FORM_TEXT, "OpenMobility", "4f70656e4d6f62696c697479", 0 },
  { DECT_DHCP_FORM_TEXT, "", NULL, DECT_DHCP_ERROR_LONG },
  { DECT_DHCP_FORM_TEXT, "a b", NULL, DECT_DHCP_ERROR_CHARACTER },
  { DECT_DHCP_FORM_TEXT, "a\"b", NULL, DECT_DHCP_ERROR_CHARACTER },
  { DECT_DHCP_FORM_TEXT, "http://x/$HOME", NULL, DECT_DHCP_ERROR_CHARACTER },
  { DECT_DHCP_FORM_TEXT, "Büro", NULL, DECT_DHCP_ERROR_CHARACTER },
  { DECT_DHCP_FORM_TEXT, "a\nb", NULL, DECT_DHCP_ERROR_CHARACTER },
};
/* clang-format on */

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = dect_dhcp_encode (values[i].form, values[i].text, &error);
      g_autofree char *hex = NULL, *text = NULL;
      g_autoptr (GBytes) again = NULL;

      if (values[i].hex == NULL)
        {
          g_assert_null (bytes);
          g_assert_error (error, DECT_DHCP_ERROR, values[i].code);
          continue;
        }
      g_assert_no_error (error);
      hex = dect_dhcp_hex (bytes, "");
      g_assert_cmpstr (hex, ==, values[i].hex);
      text = dect_dhcp_decode_text (values[i].form, bytes);
      again = dect_dhcp_encode (values[i].form, text, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, again));
    }
}

static void
test_long (void)
{
  g_autofree char *fits = g_strnfill (255, 'x'), *over = g_strnfill (256, 'x');
  g_autoptr (GBytes) bytes = dect_dhcp_encode (DECT_DHCP_FORM_TEXT, fits, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 255);
  g_assert_null (dect_dhcp_encode (DECT_DHCP_FORM_TEXT, over, &error));
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG);
}

static void
test_decode_misfit (void)
{
  g_autoptr (GBytes) three = g_bytes_new ("abc", 3), odd = g_bytes_new ("a\x01", 2);

  g_assert_null (dect_dhcp_decode_text (DECT_DHCP_FORM_IPV4, three));
  g_assert_null (dect_dhcp_decode_text (DECT_DHCP_FORM_U16, three));
  g_assert_null (dect_dhcp_decode_text (DECT_DHCP_FORM_U32, three));
  g_assert_null (dect_dhcp_decode_text (DECT_DHCP_FORM_TEXT, odd));
}

static void
add (GPtrArray *options, guint code, DectDhcpForm form, const char *text, const char *title)
{
  g_autoptr (GBytes) value = dect_dhcp_encode (form, text, NULL);
  DectDhcpOption *option = dect_dhcp_option_new (code, form, value, text);

  option->title = title;
  option->verified = code != 15;
  g_ptr_array_add (options, option);
}

/* "0A 04 C0 A8 00 01" is the example of the SIP-DECT 1.8 manual, p23; the syslog bytes are those of
 * howto.dect.network. */
static void
test_vendor (void)
{
  g_autoptr (GPtrArray) options
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  g_autoptr (GBytes) bytes = NULL, more = NULL;
  g_autofree char *hex = NULL, *words = NULL;

  add (options, 10, DECT_DHCP_FORM_IPV4, "192.168.0.1", "address of the OMM");
  bytes = dect_dhcp_join (options, NULL);
  hex = dect_dhcp_hex (bytes, " ");
  g_assert_cmpstr (hex, ==, "0a 04 c0 a8 00 01");

  g_clear_pointer (&hex, g_free);
  add (options, 19, DECT_DHCP_FORM_IPV4, "10.10.10.11", "standby");
  add (options, 15, DECT_DHCP_FORM_U16, "514", "port");
  more = dect_dhcp_join (options, NULL);
  hex = dect_dhcp_hex (more, "");
  g_assert_cmpstr (hex, ==,
                   "0a04c0a80001"
                   "0f020202"
                   "13040a0a0a0b");
  words = dect_dhcp_explain (options, "# ");
  g_assert_cmpstr (
      words, ==,
      "# 0a  sub-option 10: address of the OMM\n# 04  4 bytes follow\n"
      "# c0 a8 00 01  192.168.0.1\n"
      "# 0f  sub-option 15: port (not verified)\n# 02  2 bytes follow\n# 02 02  514\n"
      "# 13  sub-option 19: standby\n# 04  4 bytes follow\n# 0a 0a 0a 0b  10.10.10.11\n");
}

static void
test_vendor_long (void)
{
  g_autoptr (GPtrArray) options
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
  g_autofree char *half = g_strnfill (126, 'x');
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  add (options, 18, DECT_DHCP_FORM_TEXT, half, "name");
  add (options, 24, DECT_DHCP_FORM_TEXT, half + 1, "URL");
  bytes = dect_dhcp_join (options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 255);
  add (options, 17, DECT_DHCP_FORM_U16, "1", "country");
  g_assert_null (dect_dhcp_join (options, &error));
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_LONG);
}

static void
test_split (void)
{
  static const guint8 padded[] = { 0, 10, 4, 192, 168, 0, 1, 0, 15, 2, 2, 2, 255, 99 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (padded, sizeof padded);
  g_autoptr (GPtrArray) options = dect_dhcp_split (bytes, NULL);
  const DectDhcpOption *option;

  g_assert_cmpuint (options->len, ==, 2);
  option = g_ptr_array_index (options, 0);
  g_assert_cmpuint (option->code, ==, 10);
  g_assert_cmpstr (option->text, ==, "c0 a8 00 01");
  option = g_ptr_array_index (options, 1);
  g_assert_cmpuint (option->code, ==, 15);
  g_assert_cmpstr (option->text, ==, "02 02");
}

/* Every cut of a right value is either a right value or refused; nothing is read beyond the end. */
static void
test_split_cut (void)
{
  static const guint8 whole[] = { 10, 4, 192, 168, 0, 1, 15, 2, 2, 2 };

  for (gsize n = 0; n <= sizeof whole; n++)
    {
      g_autofree guint8 *copy = g_memdup2 (whole, n);
      g_autoptr (GBytes) bytes = g_bytes_new_static (copy, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) options = dect_dhcp_split (bytes, &error);

      if (n == 0 || n == 6 || n == 10)
        g_assert_nonnull (options);
      else
        g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_CUT);
    }
}

/* Every value of every byte: it is refused as cut, or what came apart lies in the bytes in that
 * order. */
static void
test_split_mutated (void)
{
  static const guint8 whole[]
      = { 10, 4, 10, 0,  0, 11,  14,  4,   10,  0,  0, 4,  15, 2, 2,  2, 17,
          2,  0, 1,  18, 4, 't', 'i', 'm', 'e', 19, 4, 10, 0,  0, 12, 0, 255 };

  for (gsize at = 0; at < sizeof whole; at++)
    for (guint value = 0; value < 256; value++)
      {
        g_autofree guint8 *copy = g_memdup2 (whole, sizeof whole);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (GPtrArray) options = NULL;
        gsize place = 0;

        copy[at] = (guint8) value;
        bytes = g_bytes_new (copy, sizeof whole);
        options = dect_dhcp_split (bytes, &error);
        if (options == NULL)
          {
            g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_CUT);
            continue;
          }
        g_assert_no_error (error);
        for (guint i = 0; i < options->len; i++)
          {
            const DectDhcpOption *option = g_ptr_array_index (options, i);
            gsize size;
            const guint8 *data = g_bytes_get_data (option->value, &size);

            while (copy[place] == 0)
              place++;
            g_assert_cmpuint (copy[place], ==, option->code);
            g_assert_cmpuint (copy[place + 1], ==, size);
            g_assert_cmpmem (copy + place + 2, size, data, size);
            place += 2 + size;
            g_assert_cmpuint (place, <=, sizeof whole);
          }
      }
}

/* What is joined comes apart again, whatever the values are. */
static void
test_round_trip (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) options
          = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_dhcp_option_free);
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint code = 1;

      for (guint i = 0; i < 6; i++)
        {
          guint8 data[32];
          gsize size = (gsize) g_test_rand_int_range (0, 32);
          g_autoptr (GBytes) value = NULL;

          for (gsize b = 0; b < size; b++)
            data[b] = (guint8) g_test_rand_int_range (0, 256);
          value = g_bytes_new (data, size);
          code += (guint) g_test_rand_int_range (1, 40);
          g_ptr_array_add (options, dect_dhcp_option_new (code, DECT_DHCP_FORM_BYTES, value, ""));
        }
      bytes = dect_dhcp_join (options, &error);
      g_assert_no_error (error);
      again = dect_dhcp_split (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (again->len, ==, options->len);
      for (guint i = 0; i < again->len; i++)
        {
          const DectDhcpOption *a = g_ptr_array_index (options, i);
          const DectDhcpOption *b = g_ptr_array_index (again, i);

          g_assert_cmpuint (a->code, ==, b->code);
          g_assert_true (g_bytes_equal (a->value, b->value));
        }
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/dhcp/option/values", test_values);
  g_test_add_func ("/dhcp/option/long", test_long);
  g_test_add_func ("/dhcp/option/decode-misfit", test_decode_misfit);
  g_test_add_func ("/dhcp/option/vendor", test_vendor);
  g_test_add_func ("/dhcp/option/vendor-long", test_vendor_long);
  g_test_add_func ("/dhcp/option/split", test_split);
  g_test_add_func ("/dhcp/option/split-cut", test_split_cut);
  g_test_add_func ("/dhcp/option/split-mutated", test_split_mutated);
  g_test_add_func ("/dhcp/option/round-trip", test_round_trip);
  return g_test_run ();
}
