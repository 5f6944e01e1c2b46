/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include "plan/dect-plan-private.h"

/* The walk through the headers is ours; what decodes the rest are libraries that are fuzzed where
 * they are made. */
void
dect_fuzz_plan (const guint8 *data, gsize size)
{
  static const DectPlanFormat formats[] = { DECT_PLAN_FORMAT_PNG, DECT_PLAN_FORMAT_JPEG };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  gboolean whole = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      DectPlanRaster raster = { 0 };

      if (!dect_plan_header_read (data, size, formats[i], &raster))
        continue;
      whole = TRUE;
      g_assert_cmpuint (raster.orientation, >=, 1);
      g_assert_cmpuint (raster.orientation, <=, 8);
    }
  if (whole)
    {
      g_autoptr (DectPlan) plan = dect_plan_open (bytes, NULL);
      double width, height;

      g_assert_true (plan == NULL || dect_plan_get_size (plan, 0, &width, &height));
    }
}
