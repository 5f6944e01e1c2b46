/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-erlang.h"

#include <math.h>

/* Table of facts 2.2, to its two digits. */
static const struct
{
  guint channels;
  double blocking;
  double traffic_e;
} table[] = {
  { 8, 0.001, 2.05 }, { 8, 0.005, 2.73 }, { 8, 0.01, 3.13 },
  { 8, 0.02, 3.63 },  { 4, 0.01, 0.87 },  { 12, 0.01, 5.88 },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double traffic_e = dect_erlang_capacity (table[i].channels, table[i].blocking);

      g_assert_cmpfloat_with_epsilon (traffic_e, table[i].traffic_e, 0.005);
      g_assert_cmpfloat_with_epsilon (dect_erlang_blocking (table[i].channels, traffic_e),
                                      table[i].blocking, 1e-8);
    }
}

/* B = (a^n / n!) / (sum of a^k / k!), as the formula is written. */
static double
plain_blocking (guint channels, double traffic_e)
{
  double term = 1.0;
  double sum = 1.0;

  for (guint k = 1; k <= channels; k++)
    {
      term *= traffic_e / k;
      sum += term;
    }
  return term / sum;
}

static void
test_formula (void)
{
  for (guint channels = 1; channels <= 40; channels++)
    for (double traffic_e = 0.1; traffic_e < 60; traffic_e *= 1.7)
      {
        double blocking = dect_erlang_blocking (channels, traffic_e);

        g_assert_cmpfloat_with_epsilon (blocking, plain_blocking (channels, traffic_e), 1e-12);
        g_assert_cmpfloat (blocking, <, dect_erlang_blocking (channels, traffic_e * 1.01));
        g_assert_cmpfloat (blocking, >, dect_erlang_blocking (channels + 1, traffic_e));
      }
}

static void
test_degenerate (void)
{
  g_assert_cmpfloat (dect_erlang_blocking (0, 0), ==, 1);
  g_assert_cmpfloat (dect_erlang_blocking (0, 3), ==, 1);
  g_assert_cmpfloat (dect_erlang_blocking (8, 0), ==, 0);
  g_assert_cmpfloat (dect_erlang_blocking (8, -1), ==, 0);
  g_assert_cmpfloat (dect_erlang_blocking (8, NAN), ==, 0);
  g_assert_cmpfloat (dect_erlang_blocking (8, INFINITY), ==, 1);
  g_assert_cmpfloat (dect_erlang_capacity (0, 0.01), ==, 0);
  g_assert_cmpfloat (dect_erlang_capacity (8, 0), ==, 0);
  g_assert_cmpfloat (dect_erlang_capacity (8, 1), ==, 0);
  g_assert_cmpfloat (dect_erlang_capacity (8, NAN), ==, 0);
  g_assert_cmpfloat (dect_erlang_capacity (8, 1 - 1e-12), >, 1e9);
}

static void
test_channels (void)
{
  g_assert_cmpuint (dect_erlang_channels (8, FALSE), ==, 8);
  g_assert_cmpuint (dect_erlang_channels (8, TRUE), ==, 4);
  g_assert_cmpuint (dect_erlang_channels (4, TRUE), ==, 2);
  g_assert_cmpuint (dect_erlang_channels (0, FALSE), ==, DECT_ERLANG_CHANNELS);
  g_assert_cmpuint (dect_erlang_channels (0, TRUE), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/radio/erlang/table", test_table);
  g_test_add_func ("/radio/erlang/formula", test_formula);
  g_test_add_func ("/radio/erlang/degenerate", test_degenerate);
  g_test_add_func ("/radio/erlang/channels", test_channels);
  return g_test_run ();
}
