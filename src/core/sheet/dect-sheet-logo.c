/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-logo.h"

#include "model/dect-i18n.h"
#include "plan/dect-plan.h"
#include "sheet/dect-sheet.h"

#include <math.h>

/* A logo of more pixels would be finer than any printer, and stand on every page of the PDF. */
#define MAX_PIXELS 4e6

struct _DectSheetLogo
{
  cairo_surface_t *surface; /* one, so that cairo writes it into a PDF once */
  double width, height;     /* its units */
};

/* Vectors stay vectors. */
static cairo_surface_t *
record (DectPlan *plan, double width, double height, GError **error)
{
  cairo_rectangle_t extents = { 0, 0, width, height };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_t *cr = cairo_create (surface);

  if (!dect_plan_draw (plan, 0, cr, error))
    g_clear_pointer (&surface, cairo_surface_destroy);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
make_surface (GBytes *bytes, double *width, double *height, GError **error)
{
  g_autoptr (DectPlan) plan = dect_plan_open (bytes, error);
  DectPlanFormat format;
  double scale;

  if (plan == NULL)
    return NULL;
  format = dect_plan_get_format (plan);
  dect_plan_get_size (plan, 0, width, height);
  if (format == DECT_PLAN_FORMAT_SVG)
    return record (plan, *width, *height, error);
  if (format == DECT_PLAN_FORMAT_PNG)
    {
      scale = fmin (1, sqrt (MAX_PIXELS / (*width * *height)));
      *width = ceil (*width * scale);
      *height = ceil (*height * scale);
      return dect_plan_render (plan, 0, scale, g_cancellable_get_current (), error);
    }
  g_set_error_literal (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LOGO,
                       _("it is neither a PNG nor an SVG"));
  return NULL;
}

DectSheetLogo *
dect_sheet_logo_new (GBytes *bytes, GError **error)
{
  g_autoptr (GError) cause = NULL;
  DectSheetLogo *self;
  cairo_surface_t *surface;
  double width, height;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > DECT_SHEET_LOGO_MAX_BYTES)
    {
      g_set_error (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LOGO,
                   _("The logo is larger than %u MB: save it smaller, or as SVG."),
                   DECT_SHEET_LOGO_MAX_BYTES / 1000000);
      return NULL;
    }
  surface = make_surface (bytes, &width, &height, &cause);
  if (surface == NULL)
    {
      /* Translators: the argument says why, as a sentence or part of one */
      g_set_error (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_LOGO,
                   _("The logo cannot be used (%s); give a PNG or an SVG."), cause->message);
      return NULL;
    }

  self = g_new0 (DectSheetLogo, 1);
  self->surface = surface;
  self->width = width;
  self->height = height;
  return self;
}

void
dect_sheet_logo_free (DectSheetLogo *self)
{
  g_return_if_fail (self != NULL);

  cairo_surface_destroy (self->surface);
  g_free (self);
}

void
dect_sheet_logo_fit (const DectSheetLogo *self, double *width_mm, double *height_mm)
{
  double scale = fmin (*width_mm / self->width, *height_mm / self->height);

  *width_mm = self->width * scale;
  *height_mm = self->height * scale;
}

void
dect_sheet_logo_draw (
    const DectSheetLogo *self, cairo_t *cr, double x_mm, double y_mm, double width_mm)
{
  cairo_save (cr);
  cairo_translate (cr, x_mm, y_mm);
  cairo_scale (cr, width_mm / self->width, width_mm / self->width);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}
