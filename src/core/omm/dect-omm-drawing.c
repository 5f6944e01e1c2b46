/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-drawing.h"

#include <math.h>

static gboolean
scale (double metres, gint *units)
{
  double value = round (metres * DECT_OMM_DRAWING_PER_METRE);

  *units = isfinite (value) ? (gint) CLAMP (value, 0, DECT_OMM_DRAWING_MAX) : 0;
  return isfinite (value) && *units == value;
}

gboolean
dect_omm_drawing_from_plan (double x_m, double y_m, gint *x, gint *y)
{
  gboolean good;

  g_return_val_if_fail (x != NULL && y != NULL, FALSE);

  good = scale (x_m, x);
  /* Not &&: both are set. */
  good &= scale (y_m, y);
  if (!isfinite (x_m) || !isfinite (y_m))
    *x = *y = 0;
  return good && (*x != 0 || *y != 0);
}
