/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/dect-park.h"

#include <string.h>

/* The first pair was read side by side in one file of a real system, the others are computed from
 * real keys. */
static const struct
{
  const char *hex;
  const char *keypad;
} vectors[] = {
  { "1F101873A2", "31100303472103" },
  { "1F102A7158", "31100523425404" },
  { "1F102F0E86", "31100570350302" },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const char *const spellings[] = { vectors[i].hex, vectors[i].keypad };

      for (guint j = 0; j < G_N_ELEMENTS (spellings); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *hex = NULL;
          g_autofree char *keypad = NULL;
          DectPark park;

          g_assert_true (dect_park_parse (spellings[j], &park, &error));
          g_assert_no_error (error);
          hex = dect_park_to_string (&park);
          keypad = dect_park_to_keypad (&park);
          g_assert_cmpstr (hex, ==, vectors[i].hex);
          g_assert_cmpstr (keypad, ==, vectors[i].keypad);
        }
    }
}

static void
test_spellings (void)
{
  static const char *const spellings[] = {
    "1F-10-18-73-A2", "1f101873a2", " 1F 10 18 73 A2 ", "1F:10:18:73:A2", "31 100 303 472 103",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *hex = NULL;
      DectPark park;

      g_assert_true (dect_park_parse (spellings[i], &park, NULL));
      hex = dect_park_to_string (&park);
      g_assert_cmpstr (hex, ==, "1F101873A2");
    }
}

/* A key with another length indicator was seen; its digits for the handset are not known. */
static void
test_other_pli (void)
{
  g_autofree char *hex = NULL;
  DectPark park;

  g_assert_true (dect_park_parse ("26C01873A3", &park, NULL));
  hex = dect_park_to_string (&park);
  g_assert_cmpstr (hex, ==, "26C01873A3");
  g_assert_null (dect_park_to_keypad (&park));
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
    { "1F101873G2", DECT_IDENTITY_ERROR_CHARACTER, "Character 9 of the PARK is “G”" },
    { "1F.101873A2", DECT_IDENTITY_ERROR_CHARACTER, "Character 3 of the PARK is “.”" },
    { "1F--101873A2", DECT_IDENTITY_ERROR_CHARACTER, "Character 4 of the PARK is “-”" },
    { "1F101873A", DECT_IDENTITY_ERROR_LENGTH, "The PARK has 9 characters" },
    { "1", DECT_IDENTITY_ERROR_LENGTH, "The PARK has 1 character;" },
    { "3110030347210*", DECT_IDENTITY_ERROR_CHECK, "is “*”, but its digits need “3”" },
    { "31100303472104", DECT_IDENTITY_ERROR_CHECK, "is “4”, but its digits need “3”" },
    { "31100303482103", DECT_IDENTITY_ERROR_CHARACTER,
      "Character 10 of the PARK is “8”; only 0-7" },
    { "3A100303472103", DECT_IDENTITY_ERROR_CHARACTER, "Character 2 of the PARK is “A”; only 0-9" },
    { "3110030347210*0", DECT_IDENTITY_ERROR_CHARACTER, "Character 14 of the PARK is “*”" },
    { "30100303472101", DECT_IDENTITY_ERROR_RANGE, "starts with 31, not with 30" },
    { "31100303472115", DECT_IDENTITY_ERROR_RANGE, "Character 13 of the PARK is 1" },
    { "1F901873A2", DECT_IDENTITY_ERROR_RANGE, "not with “9” (character 3)" },
    { "0000000000", DECT_IDENTITY_ERROR_RANGE, "starts with 00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DectPark park;

      g_test_message ("case %u", i);
      g_assert_false (dect_park_parse (cases[i].text, &park, &error));
      g_assert_error (error, DECT_IDENTITY_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      DectPark park = { { 31 } };
      g_autofree char *hex = NULL;
      g_autofree char *keypad = NULL;
      DectPark from_hex, from_keypad;

      for (guint j = 1; j < 5; j++)
        park.octets[j] = (guint8) g_test_rand_int_range (0, 256);
      park.octets[1] &= 0x7f;
      hex = dect_park_to_string (&park);
      keypad = dect_park_to_keypad (&park);
      g_assert_cmpuint (strlen (keypad), ==, 14);
      g_assert_true (dect_park_parse (hex, &from_hex, NULL));
      g_assert_true (dect_park_parse (keypad, &from_keypad, NULL));
      g_assert_cmpmem (park.octets, 5, from_hex.octets, 5);
      g_assert_cmpmem (park.octets, 5, from_keypad.octets, 5);
    }
}

static void
test_garbage (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      char bytes[24] = { 0 };
      g_autoptr (GError) error = NULL;
      gint n = g_test_rand_int_range (0, 23);
      DectPark park;

      for (gint j = 0; j < n; j++)
        bytes[j]
            = (char) (i % 2 ? g_test_rand_int_range (1, 256) : g_test_rand_int_range ('*', ':'));
      if (!dect_park_parse (bytes, &park, &error))
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/park/vectors", test_vectors);
  g_test_add_func ("/model/park/spellings", test_spellings);
  g_test_add_func ("/model/park/other-pli", test_other_pli);
  g_test_add_func ("/model/park/errors", test_errors);
  g_test_add_func ("/model/park/round-trip", test_round_trip);
  g_test_add_func ("/model/park/garbage", test_garbage);

  return g_test_run ();
}
