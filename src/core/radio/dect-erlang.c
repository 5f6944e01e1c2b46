/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-erlang.h"

#include <math.h>

#define PRECISION 1e-9

double
dect_erlang_blocking (guint channels, double traffic_e)
{
  double blocking = 1.0;

  if (traffic_e == INFINITY)
    return 1.0;
  if (!(traffic_e > 0.0))
    return channels > 0 ? 0.0 : 1.0;
  for (guint n = 1; n <= channels; n++)
    blocking = traffic_e * blocking / (n + traffic_e * blocking);
  return blocking;
}

double
dect_erlang_capacity (guint channels, double blocking)
{
  double low = 0.0;
  double high = 1.0;

  if (channels == 0 || !(blocking > 0.0 && blocking < 1.0))
    return 0.0;
  while (dect_erlang_blocking (channels, high) < blocking)
    high *= 2.0;
  while (high - low > PRECISION * high)
    {
      double middle = 0.5 * (low + high);

      *(dect_erlang_blocking (channels, middle) < blocking ? &low : &high) = middle;
    }
  return 0.5 * (low + high);
}

guint
dect_erlang_channels (guint channels, gboolean reflective)
{
  guint all = channels > 0 ? channels : DECT_ERLANG_CHANNELS;

  return reflective ? all / 2 : all;
}
