/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include "model/dect-i18n.h"

#include <math.h>

/* --- Words ------------------------------------------------------------------------------------ */

const char *
dect_coverage_view_id (DectCoverageView view)
{
  static const char *const ids[] = { "best", "second", "third", "count", "server", "band" };

  g_return_val_if_fail ((guint) view < G_N_ELEMENTS (ids), NULL);

  return ids[view];
}

const char *
dect_coverage_view_label (DectCoverageView view)
{
  static const char *const labels[] = {
    N_("Strongest level"),        N_("Second strongest level"), N_("Third strongest level"),
    N_("Base stations in reach"), N_("Strongest base station"), N_("How sure it is"),
  };

  g_return_val_if_fail ((guint) view < G_N_ELEMENTS (labels), NULL);

  return _(labels[view]);
}

gboolean
dect_coverage_view_from_id (const char *id, DectCoverageView *view)
{
  g_return_val_if_fail (view != NULL, FALSE);

  for (guint i = 0; i < DECT_COVERAGE_N_VIEWS; i++)
    {
      if (g_strcmp0 (id, dect_coverage_view_id ((DectCoverageView) i)) == 0)
        {
          *view = (DectCoverageView) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
dect_coverage_band_id (DectCoverageBand band)
{
  static const char *const ids[] = { "no", "unlikely", "likely", "sure" };

  g_return_val_if_fail ((guint) band < G_N_ELEMENTS (ids), NULL);

  return ids[band];
}

const char *
dect_coverage_band_label (DectCoverageBand band)
{
  /* Translators: how sure it is that a place is covered */
  static const char *const labels[] = { N_("no"), N_("unlikely"), N_("likely"), N_("sure") };

  g_return_val_if_fail ((guint) band < G_N_ELEMENTS (labels), NULL);

  return _(labels[band]);
}

DectCoverageBand
dect_coverage_band_at (DectCoverage *self, gsize cell)
{
  double above_db = (double) self->best[cell] - self->limit_dbm;

  if (!(above_db >= -self->sigma_db)) /* NaN too */
    return DECT_COVERAGE_BAND_NO;
  if (above_db < 0.0)
    return DECT_COVERAGE_BAND_UNLIKELY;
  return above_db < self->sigma_db ? DECT_COVERAGE_BAND_LIKELY : DECT_COVERAGE_BAND_SURE;
}

/* --- Pictures --------------------------------------------------------------------------------- */

/* Pixels of levels: so many to a dB, from the floor up to the strongest RFP at its foot. */
#define PIXELS_A_DB 10
#define N_LEVEL_PIXELS ((guint) ((30.0 - DECT_COVERAGE_FLOOR_DBM) * PIXELS_A_DB))

static guint32
premultiplied_pixel (const double rgba[4])
{
  guint32 a = (guint32) lround (255.0 * rgba[3]);
  guint32 r = (guint32) lround (255.0 * rgba[3] * rgba[0]);
  guint32 g = (guint32) lround (255.0 * rgba[3] * rgba[1]);
  guint32 b = (guint32) lround (255.0 * rgba[3] * rgba[2]);

  return a << 24 | r << 16 | g << 8 | b;
}

static guint32 *
level_pixels (void)
{
  guint32 *pixels = g_new (guint32, N_LEVEL_PIXELS);

  for (guint i = 0; i < N_LEVEL_PIXELS; i++)
    {
      double rgba[4];

      dect_coverage_color (DECT_COVERAGE_FLOOR_DBM + (i + 0.5) / PIXELS_A_DB, rgba);
      pixels[i] = premultiplied_pixel (rgba);
    }
  return pixels;
}

static void
draw_levels (const float *levels, guint n, const guint32 *pixels, guint32 *row)
{
  for (guint c = 0; c < n; c++)
    {
      float at = (levels[c] - (float) DECT_COVERAGE_FLOOR_DBM) * PIXELS_A_DB;

      row[c] = at >= 0.0f ? pixels[MIN ((guint) at, N_LEVEL_PIXELS - 1)] : 0;
    }
}

/* Pixels of counts and bands. */
static guint32 *
step_pixels (DectCoverageView view)
{
  guint n = view == DECT_COVERAGE_VIEW_COUNT ? G_MAXUINT8 + 1 : DECT_COVERAGE_N_BANDS;
  guint32 *pixels = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      double rgba[4];

      if (view == DECT_COVERAGE_VIEW_COUNT)
        dect_coverage_count_color (i, rgba);
      else
        dect_coverage_band_color ((DectCoverageBand) i, rgba);
      pixels[i] = premultiplied_pixel (rgba);
    }
  return pixels;
}

/* By RFP: its area, and the border of it. */
static guint32 *
server_pixels (const DectCoverage *self)
{
  guint n = self->n_sources > 0 ? self->sources[self->n_sources - 1].rfp + 1 : 1;
  guint32 *pixels = g_new0 (guint32, 2 * (gsize) n);

  for (guint i = 0; i < n; i++)
    {
      double rgba[4];

      dect_coverage_server_color ((gint) i, rgba);
      pixels[2 * i] = premultiplied_pixel (rgba);
      for (guint k = 0; k < 3; k++)
        rgba[k] *= 0.4;
      rgba[3] = 0.8;
      pixels[2 * i + 1] = premultiplied_pixel (rgba);
    }
  return pixels;
}

static void
draw_servers (const DectCoverage *self, guint r, const guint32 *pixels, guint32 *row)
{
  guint n = self->raster.columns;
  const gint16 *servers = self->server + (gsize) r * n;
  const gint16 *below = r + 1 < self->raster.rows ? servers + n : servers;

  for (guint c = 0; c < n; c++)
    {
      gboolean border = servers[c] != below[c] || (c + 1 < n && servers[c] != servers[c + 1]);

      row[c] = servers[c] >= 0 ? pixels[2 * servers[c] + (border != FALSE)] : 0;
    }
}

static void
draw_row (DectCoverage *self, DectCoverageView view, guint r, const guint32 *pixels, guint32 *row)
{
  guint n = self->raster.columns;
  gsize first = (gsize) r * n;

  switch (view)
    {
    case DECT_COVERAGE_VIEW_SECOND:
      draw_levels (self->second + first, n, pixels, row);
      break;
    case DECT_COVERAGE_VIEW_THIRD:
      draw_levels (self->third + first, n, pixels, row);
      break;
    case DECT_COVERAGE_VIEW_COUNT:
      for (guint c = 0; c < n; c++)
        row[c] = pixels[self->count[first + c]];
      break;
    case DECT_COVERAGE_VIEW_SERVER:
      draw_servers (self, r, pixels, row);
      break;
    case DECT_COVERAGE_VIEW_BAND:
      for (guint c = 0; c < n; c++)
        row[c] = pixels[dect_coverage_band_at (self, first + c)];
      break;
    case DECT_COVERAGE_VIEW_BEST:
    default:
      draw_levels (self->best + first, n, pixels, row);
      break;
    }
}

static guint32 *
pixels_of (const DectCoverage *self, DectCoverageView view)
{
  if (view == DECT_COVERAGE_VIEW_SERVER)
    return server_pixels (self);
  if (view == DECT_COVERAGE_VIEW_COUNT || view == DECT_COVERAGE_VIEW_BAND)
    return step_pixels (view);
  return level_pixels ();
}

cairo_surface_t *
dect_coverage_to_surface (DectCoverage *self, DectCoverageView view)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) view < DECT_COVERAGE_N_VIEWS, NULL);

  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) self->raster.columns, (int) self->raster.rows);
  guchar *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autofree guint32 *pixels = pixels_of (self, view);

  if (data == NULL)
    return surface;

  cairo_surface_flush (surface);
  for (guint r = 0; r < self->raster.rows; r++)
    draw_row (self, view, r, pixels, (gpointer) (data + r * stride));
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
dect_coverage_to_png (DectCoverage *self, DectCoverageView view)
{
  GByteArray *bytes;
  cairo_surface_t *surface;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = g_byte_array_new ();
  surface = dect_coverage_to_surface (self, view);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
