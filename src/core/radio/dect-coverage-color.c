/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage.h"

#include "radio/dect-radio-data.h"

#include <math.h>
#include <string.h>

#define ALPHA 0.5
#define FADE_DB 10.0

typedef struct
{
  const char *limit;
  double rgb[3];
} ColorStop;

/* From strong to weak. Lightness rises down to "weak", so that the order shows on a grey print and
 * to colour-blind eyes. */
static const ColorStop color_stops[] = {
  { "scale-top", { 0.08, 0.44, 0.36 } }, { "good", { 0.36, 0.76, 0.55 } },
  { "design", { 0.71, 0.92, 0.72 } },    { "weak", { 0.99, 0.91, 0.45 } },
  { "none", { 0.95, 0.60, 0.35 } },
};

/* The limits as numbers, looked up once for a whole raster. */
typedef struct
{
  double levels_dbm[G_N_ELEMENTS (color_stops)];
} ColorScale;

static void
init_scale (ColorScale *scale)
{
  for (guint i = 0; i < G_N_ELEMENTS (color_stops); i++)
    scale->levels_dbm[i] = dect_limit_value (color_stops[i].limit);
}

static void
color_of (const ColorScale *scale, double level_dbm, double rgba[4])
{
  guint last = G_N_ELEMENTS (color_stops) - 1;
  guint stop = 0;
  double share = 0.0;
  double below_db = scale->levels_dbm[last] - level_dbm;

  memset (rgba, 0, 4 * sizeof *rgba);
  if (!(below_db < FADE_DB))
    return;

  while (stop < last && level_dbm < scale->levels_dbm[stop + 1])
    stop++;
  if (stop < last && level_dbm < scale->levels_dbm[stop])
    share = (scale->levels_dbm[stop] - level_dbm)
            / (scale->levels_dbm[stop] - scale->levels_dbm[stop + 1]);
  for (guint i = 0; i < 3; i++)
    {
      rgba[i] = color_stops[stop].rgb[i];
      if (share > 0.0)
        rgba[i] += share * (color_stops[stop + 1].rgb[i] - rgba[i]);
    }
  rgba[3] = ALPHA * (below_db > 0.0 ? 1.0 - below_db / FADE_DB : 1.0);
}

void
dect_coverage_color (double level_dbm, double rgba[4])
{
  ColorScale scale;

  g_return_if_fail (rgba != NULL);

  init_scale (&scale);
  color_of (&scale, level_dbm, rgba);
}

static void
set_rgba (double rgba[4], const double rgb[3])
{
  memcpy (rgba, rgb, 3 * sizeof *rgba);
  rgba[3] = ALPHA;
}

void
dect_coverage_count_color (guint count, double rgba[4])
{
  static const double rgb[][3] = {
    { 0.95, 0.60, 0.35 }, { 0.71, 0.92, 0.72 }, { 0.52, 0.84, 0.63 },
    { 0.29, 0.64, 0.49 }, { 0.08, 0.44, 0.36 },
  };

  g_return_if_fail (rgba != NULL);

  memset (rgba, 0, 4 * sizeof *rgba);
  if (count > 0)
    set_rgba (rgba, rgb[MIN (count, G_N_ELEMENTS (rgb)) - 1]);
}

void
dect_coverage_band_color (DectCoverageBand band, double rgba[4])
{
  static const double rgb[DECT_COVERAGE_N_BANDS][3] = {
    [DECT_COVERAGE_BAND_UNLIKELY] = { 0.95, 0.60, 0.35 },
    [DECT_COVERAGE_BAND_LIKELY] = { 0.99, 0.91, 0.45 },
    [DECT_COVERAGE_BAND_SURE] = { 0.36, 0.76, 0.55 },
  };

  g_return_if_fail (rgba != NULL);
  g_return_if_fail (band < DECT_COVERAGE_N_BANDS);

  memset (rgba, 0, 4 * sizeof *rgba);
  if (band != DECT_COVERAGE_BAND_NO)
    set_rgba (rgba, rgb[band]);
}

/* Turning the hue by the golden angle keeps those of near numbers far apart, and three degrees of
 * lightness those whose hue nearly comes round again. What still looks alike is told apart by the
 * borders in the picture. */
void
dect_coverage_server_color (gint rfp, double rgba[4])
{
  static const double lights[] = { 0.50, 0.72, 0.36 };

  g_return_if_fail (rgba != NULL);

  memset (rgba, 0, 4 * sizeof *rgba);
  if (rfp < 0)
    return;

  double hue = fmod (20.0 + 137.50776 * rfp, 360.0) / 60.0;
  double light = lights[rfp % (gint) G_N_ELEMENTS (lights)];
  double chroma = 0.7 * (1.0 - fabs (2.0 * light - 1.0));

  /* Hue, saturation, lightness to red, green, blue. */
  for (guint i = 0; i < 3; i++)
    {
      double at = fmod (hue + (double[]){ 0.0, 4.0, 2.0 }[i], 6.0);
      double share = CLAMP (fabs (at - 3.0) - 1.0, 0.0, 1.0);

      rgba[i] = light + chroma * (share - 0.5);
    }
  rgba[3] = ALPHA;
}
