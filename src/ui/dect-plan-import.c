/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-import.h"

#include <glib/gi18n.h>
#include <math.h>

#include "plan/dect-plan.h"

typedef struct
{
  GFile *file;
  guint32 floor;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->file);
  g_free (import);
}

static gboolean
same_size (GBytes *before, guint page, DectPlan *plan)
{
  g_autoptr (DectPlan) old = before != NULL ? dect_plan_open (before, NULL) : NULL;
  double old_width, old_height, width, height;

  return old != NULL && dect_plan_get_size (old, page, &old_width, &old_height)
         && dect_plan_get_size (plan, 0, &width, &height) && fabs (old_width - width) < 1
         && fabs (old_height - height) < 1;
}

static gboolean
put_image (DectDocument *document, Import *import, DectPlan *plan, GBytes *bytes, GError **error)
{
  DectSite *site = dect_document_get_site (document);
  const DectRecord *record = dect_site_find_record (site, import->floor);
  g_autofree char *name = NULL;
  DectFloor *floor;

  if (record == NULL || record->kind != DECT_KIND_FLOOR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("The floor was removed while its plan was being read."));
      return FALSE;
    }
  name = dect_site_add_blob (site, bytes, dect_plan_get_extension (plan));
  floor = dect_floor_copy (DECT_FLOOR (record));
  if (!same_size (dect_site_get_blob (site, floor->plan), floor->plan_page, plan))
    {
      floor->plan_scale_m = NAN;
      floor->plan_x_m = floor->plan_y_m = floor->plan_rotation_deg = 0;
    }
  dect_set_str (&floor->plan, name);
  floor->plan_page = 0;
  dect_history_put_one (dect_document_get_history (document), DECT_RECORD (floor),
                        _("Import a plan image"), NULL);
  return TRUE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autoptr (DectPlan) plan = bytes != NULL ? dect_plan_open (bytes, &error) : NULL;

  if (plan != NULL
      && put_image (g_task_get_source_object (task), g_task_get_task_data (task), plan, bytes,
                    &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info != NULL && g_file_info_get_size (info) > DECT_PLAN_MAX_BYTES)
    g_set_error (&error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_BYTES,
                 _("“%s” is larger than a plan image may be (%u MB)."),
                 g_file_info_get_display_name (info), DECT_PLAN_MAX_BYTES / 1024 / 1024);
  if (error == NULL)
    {
      g_file_load_bytes_async (G_FILE (source), g_task_get_cancellable (task), loaded_cb, task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

void
dect_plan_import_async (DectDocument *document,
                        guint32 floor,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Import *import;
  GTask *task;

  g_return_if_fail (DECT_IS_DOCUMENT (document));
  g_return_if_fail (G_IS_FILE (file));

  import = g_new0 (Import, 1);
  import->file = g_object_ref (file);
  import->floor = floor;
  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_plan_import_async);
  g_task_set_task_data (task, import, import_free);
  g_file_query_info_async (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
      G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, cancellable, info_cb, task);
}

gboolean
dect_plan_import_finish (DectDocument *document, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
