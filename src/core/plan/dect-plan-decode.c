/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

#define SNIFF_BYTES 65536

G_DEFINE_QUARK (dect-plan-error-quark, dect_plan_error)

static gboolean
contains (const guint8 *data, gsize size, const char *text)
{
  return memmem (data, size, text, strlen (text)) != NULL;
}

static gboolean
looks_like_svg (const guint8 *data, gsize size)
{
  if (size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  while (size > 0 && g_ascii_isspace (*data))
    {
      data++;
      size--;
    }

  return size > 0 && *data == '<' && contains (data, MIN (size, SNIFF_BYTES), "svg");
}

static gboolean
sniff (const guint8 *data, gsize size, DectPlanFormat *format)
{
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1A\n", 8) == 0)
    *format = DECT_PLAN_FORMAT_PNG;
  else if (size >= 3 && memcmp (data, "\xFF\xD8\xFF", 3) == 0)
    *format = DECT_PLAN_FORMAT_JPEG;
  else if (contains (data, MIN (size, 1024), "%PDF-")) /* readers allow rubbish before it */
    *format = DECT_PLAN_FORMAT_PDF;
  else if (looks_like_svg (data, size))
    *format = DECT_PLAN_FORMAT_SVG;
  else
    return FALSE;

  return TRUE;
}

gboolean
dect_plan_is_raster (const DectPlan *self)
{
  return self->format == DECT_PLAN_FORMAT_PNG || self->format == DECT_PLAN_FORMAT_JPEG;
}

gboolean
dect_plan_size_valid (double width, double height, GError **error)
{
  if (width > 0 && height > 0 && width <= DECT_PLAN_MAX_UNITS && height <= DECT_PLAN_MAX_UNITS)
    return TRUE;

  g_set_error_literal (
      error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_SIZE,
      _("The plan states no usable size; save it again with a page or drawing size."));
  return FALSE;
}

gboolean
dect_plan_set_single_size (DectPlan *self, double width, double height, GError **error)
{
  if (!dect_plan_size_valid (width, height, error))
    return FALSE;

  self->n_pages = 1;
  self->sizes = g_new (DectPlanSize, 1);
  self->sizes[0] = (DectPlanSize){ width, height };
  return TRUE;
}

DectPlan *
dect_plan_sniff (GBytes *bytes, GError **error)
{
  g_autoptr (DectPlan) self = NULL;
  DectPlanFormat format;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > DECT_PLAN_MAX_BYTES)
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_BYTES,
                   _("The plan file has %u MB; at most %u MB are taken."),
                   (guint) (size / (1024 * 1024)), DECT_PLAN_MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (data == NULL || !sniff (data, size, &format))
    {
      g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_FORMAT,
                           _("The file is no plan image; PNG, JPEG, SVG and PDF are understood."));
      return NULL;
    }

  self = g_new0 (DectPlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->format = format;
  if (dect_plan_is_raster (self) && !dect_plan_raster_open (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
dect_plan_unref (DectPlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->decoder);
  g_bytes_unref (self->bytes);
  g_free (self->sizes);
  g_free (self->key);
  g_free (self);
}

gboolean
dect_plan_decode_open (DectPlan *self, GError **error)
{
  if (dect_plan_is_raster (self))
    return TRUE;
  return self->format == DECT_PLAN_FORMAT_SVG ? dect_plan_svg_open (self, error)
                                              : dect_plan_pdf_open (self, error);
}

gboolean
dect_plan_check_page (const DectPlan *self, guint page, GError **error)
{
  if (page < self->n_pages)
    return TRUE;

  g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PAGE,
               ngettext ("The plan has no page %u; it has %u page.",
                         "The plan has no page %u; it has %u pages.", self->n_pages),
               page + 1, self->n_pages);
  return FALSE;
}

gboolean
dect_plan_get_pixels (
    const DectPlan *self, guint page, double px_per_unit, int *width, int *height, GError **error)
{
  double x, y;

  if (!dect_plan_check_page (self, page, error))
    return FALSE;

  /* a hair below, so that 100 units at 0.07 are 7 pixels in spite of rounding */
  x = fmax (1, ceil (self->sizes[page].width * px_per_unit - 1e-6));
  y = fmax (1, ceil (self->sizes[page].height * px_per_unit - 1e-6));
  /* "not within" instead of "beyond": no comparison holds for what is not a number */
  if (!(px_per_unit > 0 && x <= DECT_PLAN_MAX_SIDE && y <= DECT_PLAN_MAX_SIDE
        && x * y <= DECT_PLAN_MAX_RENDER))
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
                   _("A picture of %.0f × %.0f pixels is too large; ask for a lower resolution."),
                   x, y);
      return FALSE;
    }
  *width = (int) x;
  *height = (int) y;
  return TRUE;
}

gboolean
dect_plan_decode_vectors (DectPlan *self, guint page, cairo_t *cr, GError **error)
{
  gboolean drawn;

  cairo_save (cr);
  drawn = self->format == DECT_PLAN_FORMAT_SVG ? dect_plan_svg_draw (self, cr, error)
                                               : dect_plan_pdf_draw (self, page, cr, error);
  cairo_restore (cr);

  return drawn;
}

gboolean
dect_plan_check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
               _("The plan could not be drawn: %s."), cairo_status_to_string (status));
  return FALSE;
}

/* An image fills its picture to the last column, else there would be a pale rim; a drawing keeps
 * its scale. */
static gboolean
draw_page (DectPlan *self,
           guint page,
           double px_per_unit,
           int width,
           int height,
           cairo_t *cr,
           GError **error)
{
  if (!dect_plan_is_raster (self))
    {
      cairo_scale (cr, px_per_unit, px_per_unit);
      return dect_plan_decode_vectors (self, page, cr, error);
    }
  cairo_scale (cr, width / self->sizes[page].width, height / self->sizes[page].height);
  return dect_plan_raster_draw (self, px_per_unit, cr, error);
}

cairo_surface_t *
dect_plan_decode_render (DectPlan *self, guint page, double px_per_unit, GError **error)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean drawn;
  int width, height;

  if (!dect_plan_get_pixels (self, page, px_per_unit, &width, &height, error))
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  drawn = draw_page (self, page, px_per_unit, width, height, cr, error)
          && dect_plan_check_status (cairo_status (cr), error);
  cairo_destroy (cr);
  if (!drawn)
    g_clear_pointer (&surface, cairo_surface_destroy);

  return surface;
}
