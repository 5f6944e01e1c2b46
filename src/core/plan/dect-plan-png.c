/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize left;
} Source;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
dect_plan_png_decode (const DectPlan *self, GError **error)
{
  Source source = { g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes) };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &source);
  cairo_status_t status = cairo_surface_status (surface);

  /* A decoder that reads the header otherwise than we did would slip through our bounds. */
  if (status == CAIRO_STATUS_SUCCESS
      && cairo_image_surface_get_width (surface) == (int) self->raster.width
      && cairo_image_surface_get_height (surface) == (int) self->raster.height)
    return surface;

  cairo_surface_destroy (surface);
  dect_plan_fail_damaged (status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_READ_ERROR
                              ? NULL
                              : cairo_status_to_string (status),
                          error);
  return NULL;
}
