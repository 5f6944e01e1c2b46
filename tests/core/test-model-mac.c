/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-mac.h"

#include <string.h>

#define LABEL "00:30:42:1B:7F:05"

static void
test_spellings (void)
{
  static const char *const spellings[] = {
    LABEL,
    "00:30:42:1b:7f:05",
    "00-30-42-1B-7F-05",
    "00 30 42 1B 7F 05",
    "00.30.42.1B.7F.05",
    "0030.421B.7F05",
    "0030421B7F05",
    "0030421b7f05",
    "  00:30:42:1B:7F:05\t\r\n",
    "\302\240" LABEL, /* no-break space, as copied from a web page */
    "00 : 30 : 42 : 1B : 7F : 05",
    "00  30  42  1B  7F  05",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *key = NULL;
      DectMac mac;

      g_assert_true (dect_mac_parse (spellings[i], &mac, &error));
      g_assert_no_error (error);
      text = dect_mac_to_string (&mac);
      key = dect_mac_to_key (&mac);
      g_assert_cmpstr (text, ==, LABEL);
      g_assert_cmpstr (key, ==, "0030421b7f05");
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    DectIdentityError code;
    const char *says;
  } cases[] = {
    { "", DECT_IDENTITY_ERROR_EMPTY, "empty" },
    { " \t ", DECT_IDENTITY_ERROR_EMPTY, "empty" },
    { "003G421B7F05", DECT_IDENTITY_ERROR_CHARACTER, "Character 4 of the MAC address is “G”" },
    { "  00:3O:42:1B:7F:05", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 7 of the MAC address is “O”" },
    { "00:30:42:1B:7F:Ö5", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 16 of the MAC address is “Ö”" },
    { "00:30:42:1B:7F:\3775", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 16 of the MAC address is “\\xFF”" },
    { "00:30:42:1B:7F:\0015", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 16 of the MAC address is “U+0001”" },
    { "4,6E+08", DECT_IDENTITY_ERROR_CHARACTER, "Character 2 of the MAC address is “,”" },
    { "00:30:42:1B:7F:0", DECT_IDENTITY_ERROR_LENGTH, "One digit is missing: 11 of 12." },
    { "00:30:42", DECT_IDENTITY_ERROR_LENGTH, "6 digits are missing: 6 of 12." },
    { "00:30:42:1B:7F:055", DECT_IDENTITY_ERROR_LENGTH, "1 digit is too many: 13 instead of 12." },
    { "00:30:42:1B:7F:05:0030", DECT_IDENTITY_ERROR_LENGTH, "4 digits are too many" },
    { "00:30:42-1B:7F:05", DECT_IDENTITY_ERROR_CHARACTER, "Character 9 of the MAC address is “-”" },
    { "00::30:42:1B:7F:05", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 4 of the MAC address is “:”" },
    { ":00:30:42:1B:7F:05", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 1 of the MAC address is “:”" },
    { "00:30:42:1B:7F:05:", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 18 of the MAC address is “:”" },
    { "003:042:1B7:F05", DECT_IDENTITY_ERROR_CHARACTER, "Character 4 of the MAC address is “:”" },
    { "0030:421B:7F05", DECT_IDENTITY_ERROR_CHARACTER, "Character 5 of the MAC address is “:”" },
    { "00:30421B7F05", DECT_IDENTITY_ERROR_CHARACTER, "before character 6" },
    { "003042:1B7F05", DECT_IDENTITY_ERROR_CHARACTER, "Character 7 of the MAC address is “:”" },
    { "00:00:00:00:00:00", DECT_IDENTITY_ERROR_RESERVED, "zeros only" },
    { "01:00:5E:00:00:01", DECT_IDENTITY_ERROR_RESERVED, "starts with 01" },
    { "FF:FF:FF:FF:FF:FF", DECT_IDENTITY_ERROR_RESERVED, "starts with FF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DectMac mac = { { 9, 9, 9, 9, 9, 9 } };
      const DectMac before = mac;

      g_test_message ("case %u", i);
      g_assert_false (dect_mac_parse (cases[i].text, &mac, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (dect_mac_equal (&mac, &before));
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *key = NULL;
      DectMac mac, from_text, from_key;

      for (guint j = 0; j < 6; j++)
        mac.octets[j] = (guint8) g_test_rand_int_range (0, 256);
      mac.octets[0] = (mac.octets[0] & 0xfe) | 2;
      text = dect_mac_to_string (&mac);
      key = dect_mac_to_key (&mac);
      g_assert_true (dect_mac_parse (text, &from_text, NULL));
      g_assert_true (dect_mac_parse (key, &from_key, NULL));
      g_assert_true (dect_mac_equal (&mac, &from_text));
      g_assert_true (dect_mac_equal (&mac, &from_key));
    }
}

/* Whatever stands in the text: an answer, a sentence in UTF-8, no write past the end. */
static void
test_garbage (void)
{
  g_autofree char *endless = g_strnfill (100000, 'A');
  g_autoptr (GError) error = NULL;
  DectMac mac;

  for (guint i = 0; i < 5000; i++)
    {
      char bytes[40] = { 0 };
      g_autoptr (GError) local_error = NULL;
      gint n = g_test_rand_int_range (0, 39);

      for (gint j = 0; j < n; j++)
        bytes[j] = (char) g_test_rand_int_range (1, 256);
      if (!dect_mac_parse (bytes, &mac, &local_error))
        g_assert_true (g_utf8_validate (local_error->message, -1, NULL));
    }

  g_assert_false (dect_mac_parse (endless, &mac, &error));
  g_assert_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/mac/spellings", test_spellings);
  g_test_add_func ("/model/mac/errors", test_errors);
  g_test_add_func ("/model/mac/round-trip", test_round_trip);
  g_test_add_func ("/model/mac/garbage", test_garbage);

  return g_test_run ();
}
