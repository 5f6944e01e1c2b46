/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-plan-texture.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/dect-cancel.h"
#include "plan/dect-plan.h"

typedef struct
{
  GBytes *bytes;
  guint page;
  double px_per_unit;
  double max_side;
  gboolean dark;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_bytes_unref (wanted->bytes);
  g_free (wanted);
}

void
dect_plan_texture_free (DectPlanTexture *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

/* Exchanges light and dark and keeps the hue: every channel moves by the same amount, from
 * lightness L to 1 - L. The darkest it gets is the canvas's dark paper, not black. */
static void
invert_lightness (guchar *pixels, gsize stride, guint width, guint height)
{
  for (guint y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (pixels + y * stride);

      for (guint x = 0; x < width; x++)
        {
          gint r = row[x] >> 16 & 0xff, g = row[x] >> 8 & 0xff, b = row[x] & 0xff;
          gint shift = 255 - MAX (r, MAX (g, b)) - MIN (r, MIN (g, b));

          r = 38 + (r + shift) * 217 / 255;
          g = 38 + (g + shift) * 217 / 255;
          b = 40 + (b + shift) * 215 / 255;
          row[x] = 0xff000000 | (guint32) r << 16 | (guint32) g << 8 | (guint32) b;
        }
    }
}

static GdkTexture *
texture_from_surface (cairo_surface_t *surface, gboolean dark)
{
  guint width = cairo_image_surface_get_width (surface);
  guint height = cairo_image_surface_get_height (surface);
  gsize stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  if (dark)
    invert_lightness (cairo_image_surface_get_data (surface), stride, width, height);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      (GDestroyNotify) cairo_surface_destroy,
                                      cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static DectPlanTexture *
render (Wanted *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPlan) plan = dect_plan_open (wanted->bytes, error);
  DectPlanTexture *self;
  cairo_surface_t *surface;
  double width, height, scale = wanted->px_per_unit, largest;
  gboolean raster;

  if (plan == NULL)
    return NULL;
  if (!dect_plan_get_size (plan, wanted->page, &width, &height))
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PAGE, _("The plan has no page %u."),
                   wanted->page + 1);
      return NULL;
    }
  raster = dect_plan_get_format (plan) == DECT_PLAN_FORMAT_PNG
           || dect_plan_get_format (plan) == DECT_PLAN_FORMAT_JPEG;
  largest = sqrt (DECT_PLAN_TEXTURE_MAX_PIXELS / (width * height));
  if (raster)
    largest = MIN (largest, 1);
  if (wanted->max_side > 0)
    largest = MIN (largest, wanted->max_side / MAX (width, height));
  if (scale <= 0 || scale > largest)
    scale = largest;
  surface = dect_plan_render (plan, wanted->page, scale, cancellable, error);
  if (surface == NULL)
    return NULL;
  self = g_new0 (DectPlanTexture, 1);
  self->texture = texture_from_surface (surface, wanted->dark);
  self->width = width;
  self->height = height;
  self->px_per_unit = scale;
  self->sharpest = scale >= largest;
  cairo_surface_destroy (surface);
  return self;
}

static void
render_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  DectPlanTexture *self = render (task_data, cancellable, &error);
  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) dect_plan_texture_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
dect_plan_texture_new_async (GBytes *bytes,
                             guint page,
                             double px_per_unit,
                             double max_side,
                             gboolean dark,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wanted *wanted;

  g_return_if_fail (bytes != NULL);

  wanted = g_new0 (Wanted, 1);
  wanted->bytes = g_bytes_ref (bytes);
  wanted->page = page;
  wanted->px_per_unit = px_per_unit;
  wanted->max_side = max_side;
  wanted->dark = dark;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_texture_new_async);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, render_thread);
}

DectPlanTexture *
dect_plan_texture_new_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
