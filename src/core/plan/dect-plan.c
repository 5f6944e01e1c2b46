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

G_DEFINE_QUARK (dect-plan-error-quark, dect_plan_error)
G_DEFINE_BOXED_TYPE (DectPlan, dect_plan, dect_plan_ref, dect_plan_unref)

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

static gboolean
open_format (DectPlan *self, GError **error)
{
  switch (self->format)
    {
    case DECT_PLAN_FORMAT_SVG:
      return dect_plan_svg_open (self, error);
    case DECT_PLAN_FORMAT_PDF:
      return dect_plan_pdf_open (self, error);
    case DECT_PLAN_FORMAT_PNG:
    case DECT_PLAN_FORMAT_JPEG:
    default:
      return dect_plan_raster_open (self, error);
    }
}

static gboolean
is_raster (const DectPlan *self)
{
  return self->format == DECT_PLAN_FORMAT_PNG || self->format == DECT_PLAN_FORMAT_JPEG;
}

static gboolean
check_page (const DectPlan *self, guint page, GError **error)
{
  if (page < self->n_pages)
    return TRUE;

  g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_PAGE,
               ngettext ("The plan has no page %u; it has %u page.",
                         "The plan has no page %u; it has %u pages.", self->n_pages),
               page + 1, self->n_pages);
  return FALSE;
}

static gboolean
draw_page (DectPlan *self, guint page, cairo_t *cr, GCancellable *cancellable, GError **error)
{
  gboolean drawn;

  cairo_save (cr);
  if (self->format == DECT_PLAN_FORMAT_SVG)
    drawn = dect_plan_svg_draw (self, cr, cancellable, error);
  else if (self->format == DECT_PLAN_FORMAT_PDF)
    drawn = dect_plan_pdf_draw (self, page, cr, error);
  else
    drawn = dect_plan_raster_draw (self, cr, cancellable, error);
  cairo_restore (cr);

  return drawn;
}

static cairo_surface_t *
render_vector (DectPlan *self,
               guint page,
               double px_per_unit,
               int width,
               int height,
               GCancellable *cancellable,
               GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean drawn;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, px_per_unit, px_per_unit);
  drawn = draw_page (self, page, cr, cancellable, error);
  status = cairo_status (cr);
  cairo_destroy (cr);

  if (drawn && status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
                   _("The plan could not be drawn: %s."), cairo_status_to_string (status));
      drawn = FALSE;
    }
  if (!drawn)
    g_clear_pointer (&surface, cairo_surface_destroy);

  return surface;
}

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
dect_plan_open (GBytes *bytes, GError **error)
{
  g_autoptr (DectPlan) self = NULL;
  DectPlanFormat format;
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
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

  return open_format (self, error) ? g_steal_pointer (&self) : NULL;
}

DectPlan *
dect_plan_ref (DectPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_plan_unref (DectPlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_free (self->sizes);
  g_free (self);
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
dect_plan_is_alike (const DectPlan *self, guint page, GBytes *other, guint other_page)
{
  g_autoptr (DectPlan) plan = NULL;
  double width, height, other_width, other_height;

  g_return_val_if_fail (self != NULL, FALSE);

  plan = other != NULL ? dect_plan_open (other, NULL) : NULL;
  return plan != NULL && dect_plan_get_size (self, page, &width, &height)
         && dect_plan_get_size (plan, other_page, &other_width, &other_height)
         && fabs (width - other_width) < 1 && fabs (height - other_height) < 1;
}

cairo_surface_t *
dect_plan_render (
    DectPlan *self, guint page, double px_per_unit, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *surface;
  double width, height;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (px_per_unit > 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_page (self, page, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  /* a hair below, so that 100 units at 0.07 are 7 pixels in spite of rounding */
  width = fmax (1, ceil (self->sizes[page].width * px_per_unit - 1e-6));
  height = fmax (1, ceil (self->sizes[page].height * px_per_unit - 1e-6));
  if (width > DECT_PLAN_MAX_SIDE || height > DECT_PLAN_MAX_SIDE
      || width * height > DECT_PLAN_MAX_RENDER)
    {
      g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
                   _("A picture of %.0f × %.0f pixels is too large; ask for a lower resolution."),
                   width, height);
      return NULL;
    }

  if (is_raster (self))
    surface = dect_plan_raster_render (self, px_per_unit, cancellable, error);
  else
    surface
        = render_vector (self, page, px_per_unit, (int) width, (int) height, cancellable, error);

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

gboolean
dect_plan_draw (DectPlan *self, guint page, cairo_t *cr, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return check_page (self, page, error) && draw_page (self, page, cr, NULL, error);
}
