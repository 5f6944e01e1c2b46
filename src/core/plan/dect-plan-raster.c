/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <math.h>

gboolean
dect_plan_fail_damaged (const char *detail, GError **error)
{
  if (detail != NULL)
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED,
                 _("The plan image is damaged: %s"), detail);
  else
    g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED,
                         _("The plan image is damaged or was cut off; save or copy it again."));
  return FALSE;
}

static gboolean
is_turned (const DectPlanRaster *raster)
{
  return raster->orientation >= 5;
}

/* Stored pixels to upright ones; EXIF orientation as in CIPA DC-008, tag 0x0112. */
static void
orientation_matrix (guint orientation, double width, double height, cairo_matrix_t *matrix)
{
  static const struct
  {
    double xx, yx, xy, yy;
  } turns[] = {
    { 1, 0, 0, 1 }, { -1, 0, 0, 1 }, { -1, 0, 0, -1 }, { 1, 0, 0, -1 },
    { 0, 1, 1, 0 }, { 0, 1, -1, 0 }, { 0, -1, -1, 0 }, { 0, -1, 1, 0 },
  };
  guint i = orientation - 1;

  cairo_matrix_init (matrix, turns[i].xx, turns[i].yx, turns[i].xy, turns[i].yy, 0, 0);
  matrix->x0 = fmax (0, -turns[i].xx * width) + fmax (0, -turns[i].xy * height);
  matrix->y0 = fmax (0, -turns[i].yx * width) + fmax (0, -turns[i].yy * height);
}

gboolean
dect_plan_raster_open (DectPlan *self, GError **error)
{
  DectPlanRaster *raster = &self->raster;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (!dect_plan_header_read (data, size, self->format, raster))
    return dect_plan_fail_damaged (NULL, error);

  if (raster->width > DECT_PLAN_MAX_SIDE || raster->height > DECT_PLAN_MAX_SIDE
      || (double) raster->width * raster->height > DECT_PLAN_MAX_PIXELS)
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PIXELS,
                   _("The plan image has %u × %u pixels; at most %.0f million are taken. "
                      "Save it with a lower resolution."),
                   raster->width, raster->height, floor (DECT_PLAN_MAX_PIXELS / 1e6));
      return FALSE;
    }

  return dect_plan_set_single_size (self, is_turned (raster) ? raster->height : raster->width,
                                    is_turned (raster) ? raster->width : raster->height, error);
}

/* @cr in upright pixels of the image as stored, whatever size the surface has. */
static void
paint_upright (const DectPlan *self, cairo_t *cr, cairo_surface_t *surface)
{
  cairo_matrix_t matrix;
  double width = self->raster.width, height = self->raster.height;

  orientation_matrix (self->raster.orientation, width, height, &matrix);
  cairo_transform (cr, &matrix);
  cairo_scale (cr, width / cairo_image_surface_get_width (surface),
               height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  /* else the outermost pixels blend with nothing and the plan gets a pale rim */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface));
  cairo_fill (cr);
}

gboolean
dect_plan_raster_draw (const DectPlan *self, double px_per_unit, cairo_t *cr, GError **error)
{
  cairo_surface_t *surface = self->format == DECT_PLAN_FORMAT_PNG
                                 ? dect_plan_png_decode (self, error)
                                 : dect_plan_jpeg_decode (self, px_per_unit, error);

  if (surface == NULL)
    return FALSE;
  paint_upright (self, cr, surface);
  cairo_surface_destroy (surface);
  return TRUE;
}
