/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-photo.h"

#include "model/dect-cancel.h"
#include "model/dect-i18n.h"
#include "plan/dect-plan-private.h"

#include <math.h>

/* Noise can keep a picture large at any quality; then it gets smaller, down to this side. */
#define LEAST_SIDE 400

/* The best quality that fits; %NULL without an error when none does. */
static GBytes *
encode_small (cairo_surface_t *surface, GCancellable *cancellable, GError **error)
{
  static const guint qualities[] = { 88, 75, 60, 45 };

  for (guint i = 0; i < G_N_ELEMENTS (qualities); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      bytes = dect_plan_jpeg_encode (surface, qualities[i], error);
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
  for (guint side = DECT_PHOTO_MAX_SIDE; side >= LEAST_SIDE; side /= 2)
    {
      cairo_surface_t *surface
          = dect_plan_render (plan, 0, fmin (1, side / fmax (width, height)), cancellable, error);
      g_autoptr (GError) failure = NULL;
      g_autoptr (GBytes) small = NULL;

      if (surface == NULL)
        return NULL;
      small = encode_small (surface, cancellable, &failure);
      cairo_surface_destroy (surface);
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
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
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
