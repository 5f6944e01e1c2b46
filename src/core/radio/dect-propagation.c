/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-propagation.h"

#include <math.h>

static double
clamp_distance (double distance_m)
{
  return distance_m > DECT_PROPAGATION_MIN_M ? distance_m : DECT_PROPAGATION_MIN_M;
}

double
dect_propagation_free_space_db (double frequency_mhz, double distance_m)
{
  g_return_val_if_fail (frequency_mhz > 0.0, 0.0);

  return 20.0 * log10 (frequency_mhz) + 20.0 * log10 (clamp_distance (distance_m)) - 27.55;
}

double
dect_propagation_power_law_db (double reference_db, double exponent, double distance_m)
{
  return reference_db + exponent * log10 (clamp_distance (distance_m));
}

double
dect_propagation_p1238_reference_db (double frequency_mhz)
{
  g_return_val_if_fail (frequency_mhz > 0.0, 0.0);

  return 20.0 * log10 (frequency_mhz) - 28.0;
}

double
dect_propagation_p1238_db (double frequency_mhz,
                           double exponent,
                           double first_floor_db,
                           double next_floor_db,
                           guint n_floors,
                           double distance_m)
{
  double floors_db = n_floors > 0 ? first_floor_db + next_floor_db * (n_floors - 1) : 0.0;

  return dect_propagation_power_law_db (dect_propagation_p1238_reference_db (frequency_mhz),
                                        exponent, distance_m)
         + floors_db;
}

double
dect_propagation_p1238_13_db (
    double frequency_mhz, double distance_m, double alpha, double beta, double gamma)
{
  g_return_val_if_fail (frequency_mhz > 0.0, 0.0);

  return 10.0 * alpha * log10 (clamp_distance (distance_m)) + beta
         + 10.0 * gamma * log10 (frequency_mhz / 1000.0);
}

/* How many floors k floors count as. */
static double
count_floors (guint n_floors)
{
  double k = n_floors;

  return n_floors > 0 ? pow (k, (k + 2.0) / (k + 1.0) - DECT_COST231_FLOOR_B) : 0.0;
}

#define N_COUNTED 65

/* Links and coverage ask millions of times for few floors. */
static gpointer
fill_counted (gpointer data)
{
  static double counted[N_COUNTED];

  for (guint i = 0; i < N_COUNTED; i++)
    counted[i] = count_floors (i);
  return counted;
}

double
dect_propagation_cost231_floors_db (double floor_db, guint n_floors)
{
  static GOnce once = G_ONCE_INIT;
  const double *counted = g_once (&once, fill_counted, NULL);

  return floor_db * (n_floors < N_COUNTED ? counted[n_floors] : count_floors (n_floors));
}

/* Few of them, and mostly equal ones. */
static void
sort_falling (double *numbers, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      double number = numbers[i];
      guint k = i;

      for (; k > 0 && numbers[k - 1] < number; k--)
        numbers[k] = numbers[k - 1];
      numbers[k] = number;
    }
}

double
dect_propagation_slabs_db (double *slabs_db, guint n_slabs)
{
  double sum = 0.0;
  double best = 0.0;

  if (n_slabs == 0)
    return 0.0;

  sort_falling (slabs_db, n_slabs);
  for (guint i = 0; i < n_slabs; i++)
    {
      sum += slabs_db[i];
      best = fmax (best, dect_propagation_cost231_floors_db (sum / (i + 1), i + 1));
    }
  return best;
}

double
dect_propagation_multi_wall_db (double frequency_mhz,
                                double distance_m,
                                double wall_db,
                                double floor_db)
{
  return dect_propagation_free_space_db (frequency_mhz, distance_m) + wall_db + floor_db;
}
