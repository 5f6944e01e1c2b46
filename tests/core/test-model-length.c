/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "model/dect-length.h"
#include "model/dect-record.h"

static void
use (DectLengthUnit unit)
{
  dect_length_set_unit (unit);
  g_assert_cmpint (dect_length_get_unit (), ==, unit);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    double metres, feet; /* what it is where a bare number counts these */
  } cases[] = {
    { "2.5", 2.5, 2.5 * 0.3048 },
    { "1,2 m", 1.2, 1.2 },
    { " 1.2m ", 1.2, 1.2 },
    { "120 cm", 1.2, 1.2 },
    { "1 m 20 cm", 1.2, 1.2 },
    { "5 MM", 0.005, 0.005 },
    { "3' 6\"", 1.0668, 1.0668 },
    { "3'6", 1.0668, 1.0668 },
    { "3′ 6″", 1.0668, 1.0668 },
    { "3’ 6”", 1.0668, 1.0668 },
    { "3.5 ft", 1.0668, 1.0668 },
    { "3,5ft", 1.0668, 1.0668 },
    { "3 feet 6 inches", 1.0668, 1.0668 },
    { "3 ft 6 in", 1.0668, 1.0668 },
    { "42\"", 1.0668, 1.0668 },
    { "42''", 1.0668, 1.0668 },
    { "6 1/2\"", 0.1651, 0.1651 },
    { "1/2 in", 0.0127, 0.0127 },
    { "1' 6 1/2\"", 0.4699, 0.4699 },
    { "1' 1/2\"", 0.3175, 0.3175 },
    { "-2 m", -2, -2 },
    { "−3' 6\"", -1.0668, -1.0668 },
    { "+4", 4, 4 * 0.3048 },
    { "0", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint unit = DECT_LENGTH_METRES; unit <= DECT_LENGTH_FEET; unit++)
      {
        g_autoptr (GError) error = NULL;
        double length_m = NAN;

        use (unit);
        g_assert_true (dect_length_from_text (cases[i].text, &length_m, &error));
        g_assert_no_error (error);
        g_assert_cmpfloat_with_epsilon (
            length_m, unit == DECT_LENGTH_FEET ? cases[i].feet : cases[i].metres, 1e-12);
      }
  use (DECT_LENGTH_METRES);
}

static void
test_refuse (void)
{
  static const char *const cases[] = {
    "",          " ",          "m",
    "'",         "three",      "3 km",
    "3 m 2 ft",  "6\" 3'",     "3' 2'",
    "3 m 2",     "3 2",        "1.2.3",
    "1,200.5 m", "1/0 in",     "1/ in",
    "1.5/2 in",  "3' -6\"",    "--3",
    "inf",       "nan",        "0x10",
    "1e400",     "2 m extra",  "3' 6\" 2",
    "\xff",      "3 \xe2\x80", "99999999999999999999999999999999999999999999999999999999999999999 m"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      double length_m = NAN;

      g_test_message ("%u", i);
      g_assert_false (dect_length_from_text (cases[i], &length_m, &error));
      g_assert_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_write (void)
{
  static const struct
  {
    double metres;
    guint decimals;
    const char *text, *feet;
  } cases[] = {
    { 2.5, 1, "2.5 m", "8′ 2″" },
    { 2.5, 2, "2.50 m", "8′ 2.4″" },
    { 0.3048, 1, "0.3 m", "1′" },
    { 0.9144, 2, "0.91 m", "3′" },
    { 0.1524, 2, "0.15 m", "6″" },
    { 0, 1, "0.0 m", "0′" },
    { NAN, 1, "–", "–" },
    { -1.0668, 1, "-1.1 m", "−3′ 6″" },
    { -0.001, 0, "0 m", "0′" },
    { 30.48, 0, "30 m", "100′" },
    /* Not 11′ 12″. */
    { 3.6575, 1, "3.7 m", "12′" },
    { 3.6575, 2, "3.66 m", "12′" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *feet = NULL;

      use (DECT_LENGTH_METRES);
      text = dect_length_to_text (cases[i].metres, cases[i].decimals);
      g_assert_cmpstr (text, ==, cases[i].text);
      use (DECT_LENGTH_FEET);
      feet = dect_length_to_text (cases[i].metres, cases[i].decimals);
      g_assert_cmpstr (feet, ==, cases[i].feet);
    }
  use (DECT_LENGTH_METRES);
}

static void
test_composed (void)
{
  g_autofree char *size = dect_length_size_to_text (12, 8.5, 1);
  g_autofree char *area = dect_length_area_to_text (100);
  g_autofree char *size_ft = NULL;
  g_autofree char *area_ft = NULL;

  g_assert_cmpstr (size, ==, "12.0 × 8.5 m");
  g_assert_cmpstr (area, ==, "100 m²");
  use (DECT_LENGTH_FEET);
  size_ft = dect_length_size_to_text (12, 8.5, 1);
  area_ft = dect_length_area_to_text (100);
  g_assert_cmpstr (size_ft, ==, "39′ 4″ × 27′ 11″");
  g_assert_cmpstr (area_ft, ==, "1076 ft²");
  use (DECT_LENGTH_METRES);
}

/* What stands in an entry reads back as the same length: without loss in metres, within half a
 * hundredth of an inch in feet. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < 2000; i++)
    for (guint unit = DECT_LENGTH_METRES; unit <= DECT_LENGTH_FEET; unit++)
      {
        double length_m = round (g_rand_double_range (random, -500, 500) * 1e6) / 1e6;
        double back_m = NAN;
        g_autofree char *text = NULL;
        g_autofree char *again = NULL;

        use (unit);
        text = dect_length_to_entry (length_m);
        g_assert_true (dect_length_from_text (text, &back_m, NULL));
        g_assert_cmpfloat_with_epsilon (back_m, length_m,
                                        unit == DECT_LENGTH_FEET ? 0.005 * 0.0254 + 1e-9 : 1e-9);
        again = dect_length_to_entry (back_m);
        g_assert_cmpstr (again, ==, text);
      }
  use (DECT_LENGTH_METRES);
}

static void
test_fields (void)
{
  g_assert_true (dect_field_is_length (dect_kind_field (DECT_KIND_RFP, "mount_m")));
  g_assert_true (dect_field_is_length (dect_kind_field (DECT_KIND_FLOOR, "height_m")));
  g_assert_false (dect_field_is_length (dect_kind_field (DECT_KIND_FLOOR, "plan_scale_m")));
  g_assert_false (dect_field_is_length (dect_kind_field (DECT_KIND_RFP, "azimuth_deg")));
  g_assert_false (dect_field_is_length (dect_kind_field (DECT_KIND_RFP, "name")));
  g_assert_cmpfloat (dect_length_get_unit_size (), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/length/read", test_read);
  g_test_add_func ("/model/length/refuse", test_refuse);
  g_test_add_func ("/model/length/write", test_write);
  g_test_add_func ("/model/length/composed", test_composed);
  g_test_add_func ("/model/length/round-trip", test_round_trip);
  g_test_add_func ("/model/length/fields", test_fields);

  return g_test_run ();
}
