/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-pool.h"
#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

typedef struct
{
  DectPlan *plan;
  guint page;
  double px_per_unit;
} RenderJob;

static const char *const extensions[] = {
  [DECT_PLAN_FORMAT_PNG] = "png",
  [DECT_PLAN_FORMAT_JPEG] = "jpg",
  [DECT_PLAN_FORMAT_SVG] = "svg",
  [DECT_PLAN_FORMAT_PDF] = "pdf",
};

G_DEFINE_BOXED_TYPE (DectPlan, dect_plan, dect_plan_ref, dect_plan_unref)

static void
render_job_free (RenderJob *job)
{
  dect_plan_unref (job->plan);
  g_free (job);
}

static void
render_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const RenderJob *job = task_data;
  GError *error = NULL;
  cairo_surface_t *surface;

  surface = dect_plan_render (job->plan, job->page, job->px_per_unit, cancellable, &error);
  if (surface == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

const char *
dect_plan_get_key (DectPlan *self)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (g_atomic_pointer_get (&self->key) == NULL)
    {
      key = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->bytes);
      if (g_atomic_pointer_compare_and_exchange (&self->key, NULL, key))
        key = NULL;
    }
  return g_atomic_pointer_get (&self->key);
}

static DectPlan *
open_plan (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (DectPlan) self = dect_plan_sniff (bytes, error);

  if (self == NULL
      || (!dect_plan_is_raster (self) && !dect_decode_pool_open (self, cancellable, error)))
    return NULL;
  return g_steal_pointer (&self);
}

DectPlan *
dect_plan_open (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return open_plan (bytes, g_cancellable_get_current (), error);
}

static void
open_thread (GTask *task, gpointer source_object, gpointer bytes, GCancellable *cancellable)
{
  GError *error = NULL;
  DectPlan *plan = open_plan (bytes, cancellable, &error);

  if (plan == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, plan, (GDestroyNotify) dect_plan_unref);
}

void
dect_plan_open_async (GBytes *bytes,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (bytes != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_open_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, open_thread);
}

DectPlan *
dect_plan_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

DectPlan *
dect_plan_ref (DectPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

DectPlanFormat
dect_plan_get_format (const DectPlan *self)
{
  g_return_val_if_fail (self != NULL, DECT_PLAN_FORMAT_PNG);

  return self->format;
}

const char *
dect_plan_get_extension (const DectPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return extensions[self->format];
}

GBytes *
dect_plan_get_bytes (const DectPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

guint
dect_plan_get_n_pages (const DectPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pages;
}

gboolean
dect_plan_get_size (const DectPlan *self, guint page, double *width, double *height)
{
  DectPlanSize size = { 0, 0 };

  g_return_val_if_fail (self != NULL, FALSE);

  if (page < self->n_pages)
    size = self->sizes[page];
  if (width != NULL)
    *width = size.width;
  if (height != NULL)
    *height = size.height;

  return page < self->n_pages;
}

gboolean
dect_plan_is_alike (const DectPlan *self, guint page, const DectPlan *other, guint other_page)
{
  double width, height, other_width, other_height;

  g_return_val_if_fail (self != NULL, FALSE);

  return other != NULL && dect_plan_get_size (self, page, &width, &height)
         && dect_plan_get_size (other, other_page, &other_width, &other_height)
         && fabs (width - other_width) < 1 && fabs (height - other_height) < 1;
}

cairo_surface_t *
dect_plan_render (
    DectPlan *self, guint page, double px_per_unit, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *surface;
  int width, height;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (px_per_unit > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !dect_plan_get_pixels (self, page, px_per_unit, &width, &height, error))
    return NULL;

  surface = dect_decode_pool_render (self, page, px_per_unit, cancellable, error);
  if (surface != NULL && g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_pointer (&surface, cairo_surface_destroy);

  return surface;
}

void
dect_plan_render_async (DectPlan *self,
                        guint page,
                        double px_per_unit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RenderJob *job;

  g_return_if_fail (self != NULL);
  g_return_if_fail (px_per_unit > 0);

  job = g_new (RenderJob, 1);
  *job = (RenderJob){ dect_plan_ref (self), page, px_per_unit };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_render_async);
  g_task_set_task_data (task, job, (GDestroyNotify) render_job_free);
  g_task_run_in_thread (task, render_thread);
}

cairo_surface_t *
dect_plan_render_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
  char *id = g_strdup (dect_plan_get_key (self));

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_UNIQUE_ID, (const guint8 *) id, strlen (id),
                               g_free, id);
}

static gboolean
is_on_screen (cairo_t *cr)
{
  return cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE;
}

/* The pixels that a unit has where it is drawn, as far as they are worth decoding and allowed. */
static double
screen_scale (const DectPlan *self, guint page, cairo_t *cr)
{
  const DectPlanSize *size = &self->sizes[page];
  double largest = fmin (sqrt (DECT_PLAN_MAX_RENDER / (size->width * size->height)) * 0.99,
                         DECT_PLAN_MAX_SIDE / fmax (size->width, size->height));
  double x_scale, y_scale;
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (cairo_get_group_target (cr), &x_scale, &y_scale);
  if (dect_plan_is_raster (self))
    largest = fmin (largest, 1);
  return fmin (largest, fmax (x_scale, y_scale)
                            * fmax (hypot (matrix.xx, matrix.yx), hypot (matrix.xy, matrix.yy)));
}

static void
paint_pixels (
    const DectPlan *self, guint page, cairo_surface_t *surface, double px_per_unit, cairo_t *cr)
{
  const DectPlanSize *size = &self->sizes[page];

  cairo_save (cr);
  /* As they were made: an image fills its picture to the last column, a drawing keeps its scale. */
  if (dect_plan_is_raster (self))
    cairo_scale (cr, size->width / cairo_image_surface_get_width (surface),
                 size->height / cairo_image_surface_get_height (surface));
  else
    cairo_scale (cr, 1 / px_per_unit, 1 / px_per_unit);
  cairo_set_source_surface (cr, surface, 0, 0);
  /* On pixels, else the outermost ones blend with nothing and the plan gets a pale rim; a PDF would
   * lose the JPEG. */
  if (is_on_screen (cr))
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  /* Its white is paper, which stays as it is. */
  if (!dect_plan_is_raster (self))
    cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
  cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface));
  cairo_fill (cr);
  cairo_restore (cr);
}

static gboolean
draw_pixels (DectPlan *self, guint page, double px_per_unit, cairo_t *cr, GError **error)
{
  cairo_surface_t *surface;

  if (!(px_per_unit > 0))
    return TRUE;
  surface = dect_plan_render (self, page, px_per_unit, g_cancellable_get_current (), error);
  if (surface == NULL)
    return FALSE;
  if (!is_on_screen (cr))
    {
      attach_jpeg (self, surface);
      attach_identity (self, surface);
    }
  paint_pixels (self, page, surface, px_per_unit, cr);
  cairo_surface_destroy (surface);
  return TRUE;
}

gboolean
dect_plan_draw (DectPlan *self, guint page, cairo_t *cr, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!dect_plan_check_page (self, page, error))
    return FALSE;
  if (is_on_screen (cr))
    return draw_pixels (self, page, screen_scale (self, page, cr), cr, error);
  if (dect_plan_is_raster (self))
    return draw_pixels (self, page, 1, cr, error);
  return dect_plan_decode_vectors (self, page, cr, error);
}
