/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-ipei.h"

#include <string.h>

/*
 * The values that verify the check character: the first is the standard's own example (ETSI EN 300
 * 175-6, annex C), the others were read in traced messages and manuals of the system.
 */
static const struct
{
  const char *display;
  const char *compact;
  const char *hex;
} vectors[] = {
  { "00012 0000137 9", "0001200001379", "0000C00089" },
  { "03074 0220259 3", "0307402202593", "00C0235C63" },
  { "12308 0004063 5", "1230800040635", "0301400FDF" },
  { "02914 0376663 7", "0291403766637", "00B625BF57" },
  { "10345 0615703 *", "103450615703*", "0286996517" },
  { "00810 0862576 8", "0081008625768", "0032AD2970" },
  { "00077 0115484 2", "0007701154842", "0004D1C31C" },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const char *const spellings[] = { vectors[i].display, vectors[i].compact, vectors[i].hex };

      for (guint j = 0; j < G_N_ELEMENTS (spellings); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *display = NULL;
          g_autofree char *compact = NULL;
          g_autofree char *hex = NULL;
          DectIpei ipei;

          g_assert_true (dect_ipei_parse (spellings[j], &ipei, &error));
          g_assert_no_error (error);
          display = dect_ipei_to_display (&ipei);
          compact = dect_ipei_to_string (&ipei);
          hex = dect_ipei_to_hex (&ipei);
          g_assert_cmpstr (display, ==, vectors[i].display);
          g_assert_cmpstr (compact, ==, vectors[i].compact);
          g_assert_cmpstr (hex, ==, vectors[i].hex);
        }
    }
}

static void
test_spellings (void)
{
  static const char *const spellings[] = {
    "00077-0115484-2",  "  0007701154842\r\n", "00077\302\2400115484\302\2402",
    "00077  0115484 2", "0 0077 0115 484 2",   "00077 - 0115484 - 2",
    "0004d1c31c",       "\t0004D1C31C",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *compact = NULL;
      DectIpei ipei;

      g_test_message ("%u", i);
      g_assert_true (dect_ipei_parse (spellings[i], &ipei, NULL));
      g_assert_cmpuint (ipei.emc, ==, 77);
      g_assert_cmpuint (ipei.psn, ==, 115484);
      compact = dect_ipei_to_string (&ipei);
      g_assert_cmpstr (compact, ==, "0007701154842");
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
    { "  ", DECT_IDENTITY_ERROR_EMPTY, "empty" },
    { "00077 0115484 3", DECT_IDENTITY_ERROR_CHECK, "is “3”, but its digits need “2”" },
    { "00077 0115484 *", DECT_IDENTITY_ERROR_CHECK, "is “*”, but its digits need “2”" },
    { "10345 0615703 0", DECT_IDENTITY_ERROR_CHECK, "is “0”, but its digits need “*”" },
    { "00077 0115484", DECT_IDENTITY_ERROR_LENGTH, "these digits need “2”" },
    { "770115484 2", DECT_IDENTITY_ERROR_LENGTH, "3 characters of the IPEI are missing: 10 of 13" },
    { "0770115484*", DECT_IDENTITY_ERROR_LENGTH, "2 characters of the IPEI are missing: 11 of 13" },
    { "770115484*", DECT_IDENTITY_ERROR_LENGTH, "3 characters of the IPEI are missing: 10 of 13" },
    { "00077 0115484 22", DECT_IDENTITY_ERROR_LENGTH,
      "1 character of the IPEI is too many: 14 instead of 13" },
    { "00077 0115484 2222", DECT_IDENTITY_ERROR_LENGTH, "3 characters of the IPEI are too many" },
    { "*", DECT_IDENTITY_ERROR_LENGTH, "12 characters of the IPEI are missing" },
    { "00077 O115484 2", DECT_IDENTITY_ERROR_CHARACTER, "Character 7 of the IPEI is “O”" },
    { "00077 01154*4 2", DECT_IDENTITY_ERROR_CHARACTER, "Character 12 of the IPEI is “*”" },
    { "00077.0115484.2", DECT_IDENTITY_ERROR_CHARACTER, "Character 6 of the IPEI is “.”" },
    { "00077--0115484-2", DECT_IDENTITY_ERROR_CHARACTER, "Character 7 of the IPEI is “-”" },
    { "-00077 0115484 2", DECT_IDENTITY_ERROR_CHARACTER, "Character 1 of the IPEI is “-”" },
    { "00077 0115484 2-", DECT_IDENTITY_ERROR_CHARACTER, "Character 16 of the IPEI is “-”" },
    { "7,70115E+09", DECT_IDENTITY_ERROR_CHARACTER, "Character 2 of the IPEI is “,”" },
    { "00077 0115484 ٢", DECT_IDENTITY_ERROR_CHARACTER, "Character 15 of the IPEI is “٢”" },
    { "00077 0115484 \300", DECT_IDENTITY_ERROR_CHARACTER, "Character 15 of the IPEI is “\\xC0”" },
    { "0004D1C31G", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 10 of the IPEI is “G”; its form of 10 hex" },
    /* A decimal IPEI that lost its leading zeros is never taken for the hex form. */
    { "7701154842", DECT_IDENTITY_ERROR_RANGE, "leading zeros" },
    { "0000000089", DECT_IDENTITY_ERROR_RANGE, "first five digits, is 0" },
    { "00000 0000137 2", DECT_IDENTITY_ERROR_RANGE, "first five digits, is 0" },
    { "65536 0000137 2", DECT_IDENTITY_ERROR_RANGE, "65536; at most 65535" },
    { "00077 1048576 2", DECT_IDENTITY_ERROR_RANGE, "1048576; at most 1048575" },
    /* From a public test: EMC 0, serial number too large, and the check character would be 4. */
    { "00000 6789055 3", DECT_IDENTITY_ERROR_RANGE, "first five digits, is 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DectIpei ipei = { 1, 2 };

      g_test_message ("case %u", i);
      g_assert_false (dect_ipei_parse (cases[i].text, &ipei, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (ipei.emc, ==, 1);
      g_assert_cmpuint (ipei.psn, ==, 2);
    }
}

static DectIpei
random_ipei (void)
{
  return (DectIpei){ .emc = (guint16) g_test_rand_int_range (1, 65536),
                     .psn = (guint32) g_test_rand_int_range (0, 1048576) };
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      const DectIpei ipei = random_ipei ();
      g_autofree char *compact = dect_ipei_to_string (&ipei);
      g_autofree char *display = dect_ipei_to_display (&ipei);
      g_autofree char *hex = dect_ipei_to_hex (&ipei);
      const char *const texts[] = { compact, display, hex };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          DectIpei again;

          g_assert_true (dect_ipei_parse (texts[j], &again, NULL));
          g_assert_true (dect_ipei_equal (&ipei, &again));
        }
    }
}

/* Every digit changed alone is seen, but for the eleventh: its weight 11 is 0 mod 11. */
static void
test_one_wrong_digit (void)
{
  for (guint i = 0; i < 300; i++)
    {
      const DectIpei ipei = random_ipei ();
      g_autofree char *text = dect_ipei_to_string (&ipei);

      for (guint place = 0; place < 12; place++)
        {
          for (char digit = '0'; digit <= '9'; digit++)
            {
              g_autoptr (GError) error = NULL;
              g_autofree char *wrong = g_strdup (text);
              DectIpei parsed;

              if (digit == text[place])
                continue;
              wrong[place] = digit;
              if (place != 10)
                g_assert_false (dect_ipei_parse (wrong, &parsed, &error));
              else if (!dect_ipei_parse (wrong, &parsed, &error))
                g_assert_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_RANGE);
            }
        }
    }
}

/* Two neighbours in the wrong order are always seen, the check character among them or not. */
static void
test_swapped_digits (void)
{
  for (guint i = 0; i < 300; i++)
    {
      const DectIpei ipei = random_ipei ();
      g_autofree char *text = dect_ipei_to_string (&ipei);

      for (guint place = 0; place < 11; place++)
        {
          g_autofree char *wrong = g_strdup (text);
          DectIpei parsed;

          if (text[place] == text[place + 1])
            continue;
          wrong[place] = text[place + 1];
          wrong[place + 1] = text[place];
          g_assert_false (dect_ipei_parse (wrong, &parsed, NULL));
        }
    }
}

static void
test_garbage (void)
{
  g_autofree char *endless = g_strnfill (100000, '0');
  g_autoptr (GError) error = NULL;
  DectIpei ipei;

  for (guint i = 0; i < 5000; i++)
    {
      char bytes[40] = { 0 };
      g_autoptr (GError) local_error = NULL;
      gint n = g_test_rand_int_range (0, 39);

      for (gint j = 0; j < n; j++)
        bytes[j]
            = (char) (i % 2 ? g_test_rand_int_range (1, 256) : g_test_rand_int_range ('*', ':'));
      if (!dect_ipei_parse (bytes, &ipei, &local_error))
        g_assert_true (g_utf8_validate (local_error->message, -1, NULL));
    }

  g_assert_false (dect_ipei_parse (endless, &ipei, &error));
  g_assert_error (error, DECT_IDENTITY_ERROR, DECT_IDENTITY_ERROR_LENGTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/ipei/vectors", test_vectors);
  g_test_add_func ("/model/ipei/spellings", test_spellings);
  g_test_add_func ("/model/ipei/errors", test_errors);
  g_test_add_func ("/model/ipei/round-trip", test_round_trip);
  g_test_add_func ("/model/ipei/one-wrong-digit", test_one_wrong_digit);
  g_test_add_func ("/model/ipei/swapped-digits", test_swapped_digits);
  g_test_add_func ("/model/ipei/garbage", test_garbage);

  return g_test_run ();
}
