/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-antenna.h"

#include <math.h>

static gboolean
has_beam (const DectAntenna *antenna)
{
  return antenna->beam_deg > 0.0 && antenna->back_db > 0.0; /* false for NaN */
}

gboolean
dect_antenna_is_even (const DectAntenna *antenna)
{
  return antenna == NULL || (!has_beam (antenna) && !(antenna->zenith_db > 0.0));
}

double
dect_antenna_loss_db (
    const DectAntenna *antenna, double azimuth_deg, double dx, double dy, double dz)
{
  double plan = dx * dx + dy * dy;
  double loss_db = 0.0;

  if (dect_antenna_is_even (antenna))
    return 0.0;

  if (has_beam (antenna) && plan > DECT_ANTENNA_UPRIGHT_M2)
    {
      double towards = atan2 (dx, -dy) * 180.0 / G_PI;
      double off = fabs (remainder (towards - azimuth_deg, 360.0)) / antenna->beam_deg;

      loss_db = fmin (12.0 * off * off, antenna->back_db);
    }
  if (antenna->zenith_db > 0.0 && plan + dz * dz > 0.0)
    loss_db += antenna->zenith_db * dz * dz / (plan + dz * dz);
  return loss_db;
}
