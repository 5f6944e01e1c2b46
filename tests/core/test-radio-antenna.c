/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-radio-data.h"

#include <math.h>

static const DectAntenna sector = { .id = "sector", .beam_deg = 60, .back_db = 20, .zenith_db = 8 };

/* Azimuth 90: to the right. 3 dB down at half the beam, the same to both sides, no more than back.
 */
static void
test_around (void)
{
  static const struct
  {
    double off_deg;
    double loss_db;
  } cases[] = { { 0, 0 },   { 30, 3 },   { -30, 3 }, { 15, 0.75 },   { 60, 12 },        { -60, 12 },
                { 80, 20 }, { 180, 20 }, { 330, 3 }, { -345, 0.75 }, { 360 + 15, 0.75 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (double azimuth = -350; azimuth < 720; azimuth += 47)
      {
        double angle = (azimuth + cases[i].off_deg) * G_PI / 180.0;

        g_assert_cmpfloat_with_epsilon (
            dect_antenna_loss_db (&sector, azimuth, 5 * sin (angle), -5 * cos (angle), 0),
            cases[i].loss_db, 1e-9);
      }
  g_assert_cmpfloat_with_epsilon (dect_antenna_loss_db (&sector, 90, 3, 0, 0), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (dect_antenna_loss_db (&sector, 0, 0, -3, 0), 0, 1e-9);
}

static void
test_up_and_down (void)
{
  g_assert_cmpfloat_with_epsilon (dect_antenna_loss_db (&sector, 0, 0, -1, 1), 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (dect_antenna_loss_db (&sector, 0, 0, -1, -1), 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (dect_antenna_loss_db (&sector, 0, 0, 0, -2), 8, 1e-9);
  g_assert_cmpfloat (dect_antenna_loss_db (&sector, 0, 0, 0, 0), ==, 0);
}

static void
test_even (void)
{
  g_assert_true (dect_antenna_is_even (NULL));
  g_assert_true (dect_antenna_is_even (dect_antenna_find ("omni")));
  g_assert_true (dect_antenna_is_even (dect_antenna_find ("external")));
  g_assert_false (dect_antenna_is_even (dect_antenna_find ("directional")));
  g_assert_null (dect_antenna_find ("yagi"));
  g_assert_cmpfloat (dect_antenna_loss_db (NULL, 0, 1, 1, 1), ==, 0);
  g_assert_cmpfloat (dect_antenna_loss_db (dect_antenna_find ("omni"), 0, 1, 1, 1), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/radio/antenna/around", test_around);
  g_test_add_func ("/radio/antenna/up-and-down", test_up_and_down);
  g_test_add_func ("/radio/antenna/even", test_even);

  return g_test_run ();
}
