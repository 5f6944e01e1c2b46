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

/* --- Colours ---------------------------------------------------------------------------------- */

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

static guint32
premultiplied_pixel (const double rgba[4])
{
  guint32 a = (guint32) lround (255.0 * rgba[3]);
  guint32 r = (guint32) lround (255.0 * rgba[3] * rgba[0]);
  guint32 g = (guint32) lround (255.0 * rgba[3] * rgba[1]);
  guint32 b = (guint32) lround (255.0 * rgba[3] * rgba[2]);

  return a << 24 | r << 16 | g << 8 | b;
}

cairo_surface_t *
dect_coverage_to_surface (DectCoverage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  guint columns = dect_coverage_get_n_columns (self);
  guint rows = dect_coverage_get_n_rows (self);
  const float *best = dect_coverage_get_best (self);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) columns, (int) rows);
  guchar *pixels = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  ColorScale scale;

  if (pixels == NULL)
    return surface;

  init_scale (&scale);
  cairo_surface_flush (surface);
  for (guint r = 0; r < rows; r++)
    {
      guint32 *row = (gpointer) (pixels + r * stride);

      for (guint c = 0; c < columns; c++)
        {
          double rgba[4];

          color_of (&scale, (double) best[(gsize) r * columns + c], rgba);
          row[c] = premultiplied_pixel (rgba);
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
dect_coverage_to_png (DectCoverage *self)
{
  GByteArray *bytes;
  cairo_surface_t *surface;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = g_byte_array_new ();
  surface = dect_coverage_to_surface (self);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* --- CSV -------------------------------------------------------------------------------------- */

/* By index of the RFP: its name as a field of CSV, its number where it has no name. */
static char **
list_names (DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  char **names = g_new0 (char *, (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      if (rfp->name != NULL)
        {
          g_auto (GStrv) parts = g_strsplit (rfp->name, "\"", -1);
          g_autofree char *doubled = g_strjoinv ("\"\"", parts);

          names[i] = strpbrk (rfp->name, ",;\"") != NULL ? g_strdup_printf ("\"%s\"", doubled)
                                                         : g_strdup (rfp->name);
        }
      else
        {
          names[i]
              = rfp->number != DECT_UNSET ? g_strdup_printf ("%d", rfp->number) : g_strdup ("");
        }
    }
  return names;
}

static void
append_number (GString *text, const char *format, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

GBytes *
dect_coverage_to_csv (DectCoverage *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  const DectArea *area = dect_coverage_get_area (self);
  guint columns = dect_coverage_get_n_columns (self);
  guint rows = dect_coverage_get_n_rows (self);
  double cell_m = dect_coverage_get_cell (self);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  g_auto (GStrv) names = list_names (snapshot);
  GString *text = g_string_new ("x_m,y_m,best_dbm,rfp,second_dbm\n");

  for (gsize i = 0; i < (gsize) columns * rows; i++)
    {
      gint server = dect_coverage_get_server (self)[i];

      append_number (text, "%.3f", area->x1_m + ((double) (i % columns) + 0.5) * cell_m);
      g_string_append_c (text, ',');
      append_number (text, "%.3f", area->y1_m + ((double) (i / columns) + 0.5) * cell_m);
      g_string_append_c (text, ',');
      append_number (text, "%.1f", (double) dect_coverage_get_best (self)[i]);
      g_string_append_c (text, ',');
      g_string_append (text, server >= 0 && (guint) server < n_rfps ? names[server] : "");
      g_string_append_c (text, ',');
      append_number (text, "%.1f", (double) dect_coverage_get_second (self)[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free_to_bytes (text);
}
