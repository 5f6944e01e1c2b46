/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-photo.h"

#include "model/dect-i18n.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

/* Noise can keep a picture large at any quality; then it gets smaller, down to this side. */
#define LEAST_SIDE 400.0

static GdkPixbuf *
pixbuf_from_surface (cairo_surface_t *surface)
{
  gint width = cairo_image_surface_get_width (surface);
  gint height = cairo_image_surface_get_height (surface);
  gint from_stride = cairo_image_surface_get_stride (surface);
  const guchar *from = cairo_image_surface_get_data (surface);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guchar *to = gdk_pixbuf_get_pixels (pixbuf);
  gint to_stride = gdk_pixbuf_get_rowstride (pixbuf);

  for (gint y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (from + (gsize) y * from_stride);
      guchar *out = to + (gsize) y * to_stride;

      for (gint x = 0; x < width; x++, out += 3)
        {
          out[0] = row[x] >> 16 & 0xff;
          out[1] = row[x] >> 8 & 0xff;
          out[2] = row[x] & 0xff;
        }
    }
  return pixbuf;
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *quality, GError **error)
{
  gchar *data;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", error, "quality", quality, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* The best quality that fits; %NULL without an error when none does. */
static GBytes *
encode_small (GdkPixbuf *pixbuf, GCancellable *cancellable, GError **error)
{
  static const char *const qualities[] = { "88", "75", "60", "45" };

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      bytes = encode (pixbuf, qualities[i], error);
      if (bytes == NULL || g_bytes_get_size (bytes) <= DECT_PHOTO_MAX_BYTES)
        return g_steal_pointer (&bytes);
    }
  return NULL;
}

GBytes *
dect_photo_new (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPlan) plan = NULL;
  double width, height;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  plan = dect_plan_open (bytes, error);
  if (plan == NULL)
    return NULL;
  if (dect_plan_get_format (plan) != DECT_PLAN_FORMAT_JPEG
      && dect_plan_get_format (plan) != DECT_PLAN_FORMAT_PNG)
    {
      g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_FORMAT,
                           _("A photo must be a JPEG or PNG file."));
      return NULL;
    }
  dect_plan_get_size (plan, 0, &width, &height);
  for (double side = DECT_PHOTO_MAX_SIDE; side >= LEAST_SIDE; side /= 2)
    {
      cairo_surface_t *surface
          = dect_plan_render (plan, 0, fmin (1, side / fmax (width, height)), cancellable, error);
      g_autoptr (GdkPixbuf) pixbuf = surface != NULL ? pixbuf_from_surface (surface) : NULL;
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) small = NULL;

      g_clear_pointer (&surface, cairo_surface_destroy);
      if (pixbuf == NULL)
        return NULL;
      small = encode_small (pixbuf, cancellable, &failure);
      if (small != NULL)
        return g_steal_pointer (&small);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  g_set_error_literal (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
                       _("The photo cannot be made small enough; choose another one."));
  return NULL;
}

static void
photo_thread (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *photo = dect_photo_new (bytes, cancellable, &error);

  if (photo != NULL)
    g_task_return_pointer (task, photo, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
dect_photo_new_async (GBytes *bytes,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (bytes != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_photo_new_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, photo_thread);
}

GBytes *
dect_photo_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
