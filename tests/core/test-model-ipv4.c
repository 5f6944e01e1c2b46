/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-ipv4.h"

#include <string.h>

typedef struct
{
  const char *text;
  DectIdentityError code;
  const char *says;
} BadCase;

static void
test_address (void)
{
  static const struct
  {
    const char *text;
    guint32 value;
  } cases[] = {
    { "10.1.2.46", 0x0a01022e },
    { " 192.168.0.1\n", 0xc0a80001 },
    { "0.0.0.0", 0 },
    { "255.255.255.255", 0xffffffff },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *typed = g_strstrip (g_strdup (cases[i].text));
      DectIpv4 address;

      g_assert_true (dect_ipv4_parse (cases[i].text, &address, &error));
      g_assert_no_error (error);
      g_assert_cmphex (address.value, ==, cases[i].value);
      text = dect_ipv4_to_string (address);
      g_assert_cmpstr (text, ==, typed);
    }
}

/* A blank beside a dot is a slip of the hand and does no harm. */
static void
test_blanks (void)
{
  DectIpv4 address;

  g_assert_true (dect_ipv4_parse ("10.1 . 2.3", &address, NULL));
  g_assert_cmphex (address.value, ==, 0x0a010203);
}

static void
test_address_errors (void)
{
  static const BadCase cases[] = {
    { "", DECT_IDENTITY_ERROR_EMPTY, "empty" },
    { "10.1.2", DECT_IDENTITY_ERROR_LENGTH, "has 3 numbers" },
    { "10", DECT_IDENTITY_ERROR_LENGTH, "has 1 number;" },
    { "10.1.2.3.4", DECT_IDENTITY_ERROR_LENGTH, "has 5 numbers" },
    { "10.1.256.3", DECT_IDENTITY_ERROR_RANGE, "starts at character 6 of the address is over 255" },
    { "10.1.99999999999999999999.3", DECT_IDENTITY_ERROR_RANGE, "character 6" },
    { "10.1.02.3", DECT_IDENTITY_ERROR_CHARACTER, "Character 6 of the address is a leading zero" },
    { "10.1.00.3", DECT_IDENTITY_ERROR_CHARACTER, "Character 6 of the address is a leading zero" },
    { "10.1.O.3", DECT_IDENTITY_ERROR_CHARACTER, "Character 6 of the address is “O”" },
    { "10,1,2,3", DECT_IDENTITY_ERROR_CHARACTER, "Character 3 of the address is “,”" },
    { "10..2.3", DECT_IDENTITY_ERROR_CHARACTER, "Character 4 of the IP address is “.”" },
    { ".10.1.2.3", DECT_IDENTITY_ERROR_CHARACTER, "Character 1 of the IP address is “.”" },
    { "10.1.2.", DECT_IDENTITY_ERROR_CHARACTER, "Character 7 of the IP address is “.”" },
    { "10.1.2 3", DECT_IDENTITY_ERROR_CHARACTER, "Character 7 of the IP address is “ ”" },
    { "-1.2.3.4", DECT_IDENTITY_ERROR_CHARACTER, "Character 1" },
    { "fe80::1", DECT_IDENTITY_ERROR_CHARACTER, "Character 1" },
    { "10.1.2.\377", DECT_IDENTITY_ERROR_CHARACTER, "\\xFF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DectIpv4 address = { 7 };

      g_test_message ("case %u", i);
      g_assert_false (dect_ipv4_parse (cases[i].text, &address, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (address.value, ==, 7);
    }
}

static void
test_netmask (void)
{
  for (guint prefix = 1; prefix <= 31; prefix++)
    {
      g_autofree char *stroke = g_strdup_printf ("/%u", prefix);
      g_autofree char *dotted = NULL;
      DectIpv4 from_stroke, from_number, from_dotted;

      g_assert_true (dect_netmask_parse (stroke, &from_stroke, NULL));
      g_assert_true (dect_netmask_parse (stroke + 1, &from_number, NULL));
      dotted = dect_ipv4_to_string (from_stroke);
      g_assert_true (dect_netmask_parse (dotted, &from_dotted, NULL));
      g_assert_cmphex (from_stroke.value, ==, from_number.value);
      g_assert_cmphex (from_stroke.value, ==, from_dotted.value);
      g_assert_cmpuint (dect_netmask_prefix (from_stroke), ==, prefix);
      if (prefix == 24)
        g_assert_cmpstr (dotted, ==, "255.255.255.0");
    }
}

static void
test_netmask_errors (void)
{
  static const BadCase cases[] = {
    { " ", DECT_IDENTITY_ERROR_EMPTY, "empty" },
    { "/0", DECT_IDENTITY_ERROR_RANGE, "1 to 31" },
    { "32", DECT_IDENTITY_ERROR_RANGE, "1 to 31" },
    { "/99999999999", DECT_IDENTITY_ERROR_RANGE, "1 to 31" },
    { "0.0.0.0", DECT_IDENTITY_ERROR_RANGE, "1 to 31" },
    { "255.255.255.255", DECT_IDENTITY_ERROR_RANGE, "1 to 31" },
    { "255.0.255.0", DECT_IDENTITY_ERROR_NETMASK, "row of ones" },
    { "0.0.0.255", DECT_IDENTITY_ERROR_NETMASK, "row of ones" },
    { "255.255.255.1", DECT_IDENTITY_ERROR_NETMASK, "row of ones" },
    { "255.255.255", DECT_IDENTITY_ERROR_LENGTH, "has 3 numbers" },
    { "255.255.256.0", DECT_IDENTITY_ERROR_RANGE, "over 255" },
    { "/", DECT_IDENTITY_ERROR_LENGTH, "missing" },
    { "/2x", DECT_IDENTITY_ERROR_CHARACTER, "Character 3 of the netmask is “x”" },
    { "//24", DECT_IDENTITY_ERROR_CHARACTER, "Character 2 of the netmask is “/”" },
    { "255.255.255.", DECT_IDENTITY_ERROR_CHARACTER, "Character 12 of the netmask is “.”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DectIpv4 netmask;

      g_test_message ("case %u", i);
      g_assert_false (dect_netmask_parse (cases[i].text, &netmask, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static DectIpv4
address_of (const char *text)
{
  DectIpv4 address = { 0 };

  g_assert_true (dect_ipv4_parse (text, &address, NULL));
  return address;
}

static void
test_subnet (void)
{
  static const struct
  {
    const char *address;
    const char *netmask;
    gboolean host;
  } cases[] = {
    { "192.168.0.1", "/24", TRUE },    { "192.168.0.0", "/24", FALSE },
    { "192.168.0.255", "/24", FALSE }, { "192.168.0.255", "/23", TRUE },
    { "192.168.1.0", "/23", TRUE },    { "192.168.1.255", "/23", FALSE },
    { "10.0.0.4", "/31", TRUE },       { "10.0.0.5", "/31", TRUE },
    { "10.0.0.4", "/30", FALSE },      { "0.1.2.3", "/8", FALSE },
    { "127.0.0.1", "/8", FALSE },      { "224.0.0.1", "/8", FALSE },
    { "240.0.0.1", "/8", FALSE },      { "223.0.0.1", "/8", TRUE },
  };
  DectIpv4 mask;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_true (dect_netmask_parse (cases[i].netmask, &mask, NULL));
      g_assert_cmpint (dect_ipv4_is_host (address_of (cases[i].address), mask), ==, cases[i].host);
    }

  g_assert_true (dect_netmask_parse ("255.255.255.0", &mask, NULL));
  g_assert_true (dect_ipv4_same_subnet (address_of ("10.0.0.1"), address_of ("10.0.0.254"), mask));
  g_assert_false (dect_ipv4_same_subnet (address_of ("10.0.0.1"), address_of ("10.0.1.1"), mask));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      const DectIpv4 address = { ((guint32) g_test_rand_int ()) };
      g_autofree char *text = dect_ipv4_to_string (address);
      DectIpv4 again;

      g_assert_true (dect_ipv4_parse (text, &again, NULL));
      g_assert_cmphex (address.value, ==, again.value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/ipv4/address", test_address);
  g_test_add_func ("/model/ipv4/blanks", test_blanks);
  g_test_add_func ("/model/ipv4/address-errors", test_address_errors);
  g_test_add_func ("/model/ipv4/netmask", test_netmask);
  g_test_add_func ("/model/ipv4/netmask-errors", test_netmask_errors);
  g_test_add_func ("/model/ipv4/subnet", test_subnet);
  g_test_add_func ("/model/ipv4/round-trip", test_round_trip);

  return g_test_run ();
}
