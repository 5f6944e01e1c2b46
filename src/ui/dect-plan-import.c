/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-import.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dect-document-plans.h"
#include "model/dect-cancel.h"
#include "model/dect-floor-edit.h"
#include "store/dect-load.h"

/* Side of the trial drawing, pixels. */
#define TRIAL_PX 64.0

/* --- Loading -------------------------------------------------------------------------------------
 */

/* Exactly one of both. */
typedef struct
{
  GFile *file;
  GBytes *bytes;
} Source;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_clear_object (&source->file);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_free (source);
}

/* A header tells sizes; whether the rest is sound shows only when it is drawn. */
static gboolean
draws (DectPlan *plan, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *surface;
  double width, height;

  dect_plan_get_size (plan, 0, &width, &height);
  surface = dect_plan_render (plan, 0, MIN (1, TRIAL_PX / MAX (width, height)), cancellable, error);
  if (surface == NULL)
    return FALSE;
  cairo_surface_destroy (surface);
  return TRUE;
}

static GBytes *
read_source (Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;
  GBytes *bytes;

  if (source->bytes != NULL)
    return g_bytes_ref (source->bytes);
  bytes = dect_load_bytes (source->file, DECT_PLAN_MAX_BYTES, cancellable, &failure);
  if (bytes != NULL)
    return bytes;
  name = g_file_get_basename (source->file);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_BYTES,
                 _("“%s” is larger than a plan image may be (%u MB)."), name,
                 DECT_PLAN_MAX_BYTES / 1024 / 1024);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_source (task_data, cancellable, &error);
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  g_autoptr (DectPlan) plan = bytes != NULL ? dect_plan_open (bytes, &error) : NULL;

  if (plan != NULL && draws (plan, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&plan), (GDestroyNotify) dect_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
load (GFile *file,
      GBytes *bytes,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Source *source = g_new0 (Source, 1);

  source->file = file != NULL ? g_object_ref (file) : NULL;
  source->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_task_set_source_tag (task, dect_plan_load_async);
  g_task_set_task_data (task, source, source_free);
  g_task_run_in_thread (task, load_thread);
}

void
dect_plan_load_async (GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  load (file, NULL, cancellable, callback, user_data);
}

void
dect_plan_load_bytes_async (GBytes *bytes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (bytes != NULL);

  load (NULL, bytes, cancellable, callback, user_data);
}

DectPlan *
dect_plan_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_plan_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Putting it under a floor --------------------------------------------------------------------
 */

static void
forget_placing (DectFloor *floor)
{
  floor->plan_scale_m = NAN;
  floor->plan_x_m = floor->plan_y_m = floor->plan_rotation_deg = 0;
  floor->plan_left = floor->plan_top = floor->plan_right = floor->plan_bottom = NAN;
}

typedef struct
{
  DectPlan *plan;
  guint page;
  guint32 floor;
  char *before; /* image that the floor had when it was asked; nullable */
} Putting;

static void
putting_free (gpointer data)
{
  Putting *putting = data;

  dect_plan_unref (putting->plan);
  g_free (putting->before);
  g_free (putting);
}

static const DectFloor *
find_floor (DectDocument *document, guint32 id, GError **error)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (document), id);

  if (record != NULL && record->kind == DECT_KIND_FLOOR)
    return DECT_FLOOR (record);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _("The floor was removed while its plan was being read."));
  return NULL;
}

static void
put (DectDocument *document, const DectFloor *before, gboolean alike, const Putting *putting)
{
  DectSite *site = dect_document_get_site (document);
  g_autofree char *name = dect_site_add_blob (site, dect_plan_get_bytes (putting->plan),
                                              dect_plan_get_extension (putting->plan));
  DectFloor *floor = dect_floor_copy (before);

  if (dect_site_get_blob (site, name) == dect_plan_get_bytes (putting->plan))
    dect_document_keep_plan (document, name, putting->plan);
  if (!alike)
    forget_placing (floor);
  dect_set_str (&floor->plan, name);
  floor->plan_page = (gint) putting->page;
  dect_history_put_one (dect_document_get_history (document), DECT_RECORD (floor),
                        _("Import a plan image"), NULL);
}

static void
before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectDocument *document = DECT_DOCUMENT (source);
  g_autoptr (GTask) task = user_data;
  const Putting *putting = g_task_get_task_data (task);
  g_autoptr (DectPlan) before = dect_document_open_plan_finish (document, result, NULL);
  GError *error = NULL;
  const DectFloor *floor = find_floor (document, putting->floor, &error);
  gboolean alike;

  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_error (&error);
      return;
    }
  if (floor == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  alike = g_strcmp0 (floor->plan, putting->before) == 0
          && dect_plan_is_alike (putting->plan, putting->page, before,
                                 (guint) MAX (0, floor->plan_page));
  put (document, floor, alike, putting);
  g_task_return_boolean (task, TRUE);
}

void
dect_plan_put_async (DectDocument *document,
                     guint32 floor_id,
                     DectPlan *plan,
                     guint page,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Putting *putting;
  const DectFloor *floor;

  g_return_if_fail (DECT_IS_DOCUMENT (document));
  g_return_if_fail (plan != NULL && page < dect_plan_get_n_pages (plan));

  floor = find_floor (document, floor_id, NULL);
  putting = g_new0 (Putting, 1);
  putting->plan = dect_plan_ref (plan);
  putting->page = page;
  putting->floor = floor_id;
  putting->before = floor != NULL ? g_strdup (floor->plan) : NULL;
  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_put_async);
  g_task_set_task_data (task, putting, putting_free);
  dect_document_open_plan_async (document, putting->before, cancellable, before_cb, task);
}

gboolean
dect_plan_put_finish (DectDocument *document, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (dect_plan_put_finish (DECT_DOCUMENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DectPlan) plan = dect_plan_load_finish (result, &error);
  guint32 floor = GPOINTER_TO_UINT (g_task_get_task_data (task));

  if (plan == NULL)
    g_task_return_error (task, error);
  else
    dect_plan_put_async (g_task_get_source_object (task), floor, plan, 0,
                         g_task_get_cancellable (task), put_cb, g_object_ref (task));
}

void
dect_plan_import_async (DectDocument *document,
                        guint32 floor,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DECT_IS_DOCUMENT (document));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_import_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (floor), NULL);
  dect_plan_load_async (file, cancellable, loaded_cb, task);
}

gboolean
dect_plan_import_finish (DectDocument *document, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Turning -------------------------------------------------------------------------------------
 */

DectFloor *
dect_plan_turned (const DectFloor *floor, DectPlan *plan, double angle_deg, DectPoint *about)
{
  DectTransform transform;
  DectCrop crop;
  DectFloor *turned;
  double width, height;

  g_return_val_if_fail (floor != NULL && plan != NULL, NULL);
  g_return_val_if_fail (about != NULL && isfinite (angle_deg), NULL);

  if (!dect_plan_get_size (plan, (guint) MAX (0, floor->plan_page), &width, &height))
    return NULL;
  transform = dect_floor_plan_transform (floor);
  crop = dect_floor_plan_crop (floor, width, height);
  *about = dect_transform_apply (
      &transform, (DectPoint){ (crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2 });
  turned = dect_floor_copy (floor);
  dect_floor_turn_plan (turned, angle_deg, *about);
  return turned;
}
