/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

#define CHUNK_BYTES (256 * 1024)

typedef struct
{
  const DectPlanRaster *expected;
  double scale;
  gboolean mismatch;
} Decoding;

static gboolean
fail_damaged (const char *detail, GError **error)
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

static void
size_prepared_cb (GdkPixbufLoader *loader, gint width, gint height, gpointer user_data)
{
  Decoding *decoding = user_data;

  /* A decoder that reads the header otherwise than we did would slip through our bounds. */
  decoding->mismatch
      = (guint) width != decoding->expected->width || (guint) height != decoding->expected->height;
  if (decoding->mismatch)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else if (decoding->scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ceil (width * decoding->scale - 1e-6)),
                                MAX (1, (int) ceil (height * decoding->scale - 1e-6)));
}

static gboolean
feed (GdkPixbufLoader *loader,
      DectPlan *self,
      Decoding *decoding,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  for (gsize pos = 0; pos < size; pos += CHUNK_BYTES)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          gdk_pixbuf_loader_close (loader, NULL);
          return FALSE;
        }
      if (!gdk_pixbuf_loader_write (loader, data + pos, MIN (CHUNK_BYTES, size - pos), &local)
          || decoding->mismatch)
        {
          gdk_pixbuf_loader_close (loader, NULL);
          return fail_damaged (local != NULL ? local->message : NULL, error);
        }
    }
  if (!gdk_pixbuf_loader_close (loader, &local))
    return fail_damaged (local->message, error);

  return TRUE;
}

/* Stored pixels, at @scale when that is below 1. Only the one decoder of the format found is ever
 * asked. */
static GdkPixbuf *
decode (DectPlan *self, double scale, GCancellable *cancellable, GError **error)
{
  Decoding decoding = { &self->raster, scale, FALSE };
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *pixbuf;

  loader = gdk_pixbuf_loader_new_with_type (self->format == DECT_PLAN_FORMAT_PNG ? "png" : "jpeg",
                                            error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &decoding);
  if (!feed (loader, self, &decoding, cancellable, error))
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    {
      fail_damaged (NULL, error);
      return NULL;
    }

  return g_object_ref (pixbuf);
}

static inline guint32
over_white (guint value, guint alpha)
{
  return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

static void
convert_row (const guint8 *from, guint32 *to, int width, gboolean has_alpha)
{
  for (int x = 0; x < width; x++)
    {
      if (has_alpha)
        {
          to[x] = 0xFF000000u | over_white (from[0], from[3]) << 16
                  | over_white (from[1], from[3]) << 8 | over_white (from[2], from[3]);
          from += 4;
        }
      else
        {
          to[x] = 0xFF000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
          from += 3;
        }
    }
}

static cairo_surface_t *
check_surface (cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    return surface;

  cairo_surface_destroy (surface);
  g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
               _("The plan could not be drawn: %s."), cairo_status_to_string (status));
  return NULL;
}

static cairo_surface_t *
surface_from_pixbuf (GdkPixbuf *pixbuf, GError **error)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  gsize from_stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *from = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface;
  guint8 *to;

  surface = check_surface (cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height), error);
  if (surface == NULL)
    return NULL;

  to = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    convert_row (from + (gsize) y * from_stride,
                 (guint32 *) (gpointer) (to + (gsize) y * cairo_image_surface_get_stride (surface)),
                 width, gdk_pixbuf_get_has_alpha (pixbuf));
  cairo_surface_mark_dirty (surface);

  return surface;
}

static cairo_surface_t *
decode_surface (DectPlan *self, double scale, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = decode (self, scale, cancellable, error);

  return pixbuf != NULL ? surface_from_pixbuf (pixbuf, error) : NULL;
}

/* CMYK stays out: its JPEGs are stored inverted as often as not, and only the decoder knows. */
static void
attach_jpeg (DectPlan *self, cairo_surface_t *surface)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (self->format != DECT_PLAN_FORMAT_JPEG || self->raster.orientation != 1
      || (self->raster.components != 1 && self->raster.components != 3))
    return;
  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size,
                               (cairo_destroy_func_t) g_bytes_unref, g_bytes_ref (self->bytes));
}

/* A plan stands on several pages of a document; known by its content, cairo puts it there once. */
static void
attach_identity (DectPlan *self, cairo_surface_t *surface)
{
  char *id = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_UNIQUE_ID, (const guint8 *) id, strlen (id),
                               g_free, id);
}

/* @cr in upright pixels of the image as stored, whatever size the surface has. */
static void
paint_upright (DectPlan *self, cairo_t *cr, cairo_surface_t *surface)
{
  cairo_matrix_t matrix;
  double width = self->raster.width, height = self->raster.height;

  orientation_matrix (self->raster.orientation, width, height, &matrix);
  cairo_transform (cr, &matrix);
  cairo_scale (cr, width / cairo_image_surface_get_width (surface),
               height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  /* On pixels, else the outermost ones blend with nothing and the plan gets a pale rim; a PDF would
   * lose the JPEG. */
  if (cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface));
  cairo_fill (cr);
}

gboolean
dect_plan_raster_open (DectPlan *self, GError **error)
{
  DectPlanRaster *raster = &self->raster;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (!dect_plan_header_read (data, size, self->format, raster))
    return fail_damaged (NULL, error);

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

gboolean
dect_plan_raster_draw (DectPlan *self, cairo_t *cr, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *surface = decode_surface (self, 1, cancellable, error);

  if (surface == NULL)
    return FALSE;

  attach_jpeg (self, surface);
  attach_identity (self, surface);
  paint_upright (self, cr, surface);
  cairo_surface_destroy (surface);
  return TRUE;
}

cairo_surface_t *
dect_plan_raster_render (DectPlan *self,
                         double px_per_unit,
                         GCancellable *cancellable,
                         GError **error)
{
  cairo_surface_t *decoded, *target;
  cairo_t *cr;

  decoded = decode_surface (self, MIN (px_per_unit, 1), cancellable, error);
  if (decoded == NULL || (px_per_unit <= 1 && self->raster.orientation == 1))
    return decoded;

  target = check_surface (
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                  MAX (1, (int) ceil (self->sizes[0].width * px_per_unit - 1e-6)),
                                  MAX (1, (int) ceil (self->sizes[0].height * px_per_unit - 1e-6))),
      error);
  if (target != NULL)
    {
      cr = cairo_create (target);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      cairo_scale (cr, px_per_unit, px_per_unit);
      paint_upright (self, cr, decoded);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (decoded);

  return target;
}
