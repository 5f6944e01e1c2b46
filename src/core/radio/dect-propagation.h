/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Path loss as pure functions of numbers. Losses are dB and positive; distances are metres,
 * straight through the air from antenna to antenna, and count as 1 m when shorter: no formula here
 * holds nearer to an antenna. Thread-safe.
 */

/** DECT_PROPAGATION_MIN_M: shortest distance the formulas are used with (ITU-R P.1238: d > 1 m) */
#define DECT_PROPAGATION_MIN_M 1.0

/**
 * DECT_COST231_FLOOR_DB, DECT_COST231_FLOOR_B:
 *
 * Loss of one floor and the exponent that makes further floors count less, COST 231 multi-wall
 * model, 1800 MHz. The same values stand in SEAMCAT's indoor model and in ETSI TR 101 112 (indoor
 * office).
 */
#define DECT_COST231_FLOOR_DB 18.3
#define DECT_COST231_FLOOR_B 0.46

/**
 * dect_propagation_free_space_db:
 * @frequency_mhz: carrier, MHz, > 0
 * @distance_m: distance, metres
 *
 * Returns: 20 log10 (f / MHz) + 20 log10 (d / m) - 27.55, the loss of free space (Friis, isotropic
 * antennas)
 */
double dect_propagation_free_space_db (double frequency_mhz, double distance_m);

/**
 * dect_propagation_power_law_db:
 * @reference_db: loss at 1 m, dB
 * @exponent: dB per decade of distance (ITU-R P.1238 calls it N)
 * @distance_m: distance, metres
 *
 * Returns: @reference_db + @exponent log10 (d / m)
 */
double dect_propagation_power_law_db (double reference_db, double exponent, double distance_m);

/**
 * dect_propagation_p1238_reference_db:
 * @frequency_mhz: carrier, MHz, > 0
 *
 * Returns: 20 log10 (f / MHz) - 28, the loss at 1 m in ITU-R P.1238 (the form used up to about its
 * eighth edition)
 */
double dect_propagation_p1238_reference_db (double frequency_mhz);

/**
 * dect_propagation_p1238_db:
 * @frequency_mhz: carrier, MHz, > 0
 * @exponent: N, dB per decade: 28 residential, 30 office, 22 commercial at 1.8 to 2 GHz
 * @first_floor_db: Lf of one floor: 4, 15, 6 for the same
 * @next_floor_db: what each further floor adds: 4, 4, 3
 * @n_floors: slabs between both ends
 * @distance_m: distance, metres
 *
 * ITU-R P.1238, older form: L = 20 log10 f + N log10 d + Lf (n) - 28. The exponent holds the walls
 * already: never add walls to it.
 *
 * Returns: the loss, dB
 */
double dect_propagation_p1238_db (double frequency_mhz,
                                  double exponent,
                                  double first_floor_db,
                                  double next_floor_db,
                                  guint n_floors,
                                  double distance_m);

/**
 * dect_propagation_cost231_floors_db:
 * @floor_db: loss of one floor, %DECT_COST231_FLOOR_DB unless known better
 * @n_floors: floors between both ends
 *
 * COST 231: Lf k^((k + 2) / (k + 1) - b) with b = 0.46: 18.3, 33.5, 43.6, 51.0 dB for one to four
 * floors.
 *
 * Returns: the loss, dB; 0 for no floor
 */
double dect_propagation_cost231_floors_db (double floor_db, guint n_floors);

/**
 * dect_propagation_slabs_db:
 * @slabs_db: (array length=n_slabs): loss of each slab between both ends, dB, in any order; sorted
 * on return
 * @n_slabs: how many
 *
 * The floor term of COST 231 for slabs that differ: their mean in place of Lf. Where a light slab
 * behind heavy ones would lower the result, the heavy ones alone count, so that one slab more never
 * lowers it.
 *
 * Returns: the loss, dB
 */
double dect_propagation_slabs_db (double *slabs_db, guint n_slabs);

/**
 * dect_propagation_p1238_13_db:
 * @frequency_mhz: carrier, MHz, > 0
 * @distance_m: distance, metres
 * @alpha: 2.39 for an office without line of sight
 * @beta: 30.13 for the same
 * @gamma: 2.40 for the same
 *
 * ITU-R P.1238-13 (09/2025): L = 10 alpha log10 d + beta + 10 gamma log10 (f / GHz); sigma 5.01 dB for
 * the office. Read at second hand.
 *
 * Returns: the loss, dB
 */
double dect_propagation_p1238_13_db (
    double frequency_mhz, double distance_m, double alpha, double beta, double gamma);

/**
 * dect_propagation_saturated_db:
 * @sum_db: sum of the losses of the walls crossed, dB
 * @knee_db: up to here they count in full, dB
 * @slope: what each dB beyond counts, 0 to 1; 1: a plain sum
 *
 * The straight ray is too pessimistic behind many walls: what goes around them through doors and
 * corridors is stronger then. WinProp says so of COST 231 and lowers each further wall's loss;
 * Lott and Forkel (2001, multi-wall-and-floor model) found the same from ray tracing. Neither
 * formula was readable, so this one is ours: a function of the sum alone, so that the order of the
 * walls does not matter and one wall more never lowers it. Both figures are data
 * (limits.json, "wall-knee", "wall-slope").
 *
 * Returns: what the walls cost together, dB
 */
static inline double
dect_propagation_saturated_db (double sum_db, double knee_db, double slope)
{
  return sum_db <= knee_db ? sum_db : knee_db + slope * (sum_db - knee_db);
}

/**
 * dect_propagation_multi_wall_db:
 * @frequency_mhz: carrier, MHz, > 0
 * @distance_m: distance, metres
 * @wall_db: sum of the losses of the walls crossed, dB
 * @floor_db: loss of all floors between, dB
 *
 * COST 231 multi-wall with n = 2: free space + walls + floors.
 *
 * Returns: the loss, dB
 */
double dect_propagation_multi_wall_db (double frequency_mhz,
                                       double distance_m,
                                       double wall_db,
                                       double floor_db);

G_END_DECLS
