/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-private.h"

#include <glib/gi18n.h>

#include "dect-settings.h"
#include "store/dect-save.h"
#include "store/dect-store.h"

/* Making, loading and saving a document. */

/* @stamp: (transfer full) */
static void
take_saved (DectDocument *self, char *stamp, guint64 generation, guint n_log)
{
  g_free (self->stamp);
  self->stamp = stamp;
  self->saved_generation = generation;
  self->saved_log = n_log;
  dect_autosave_set_saved (self->autosave, self->file, stamp, generation, n_log);
  dect_document_update_modified (self);
}

DectDocument *
dect_document_new_for_site (DectSite *site)
{
  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  return g_object_new (DECT_TYPE_DOCUMENT, "site", site, NULL);
}

DectDocument *
dect_document_new (void)
{
  g_autoptr (DectSite) empty = dect_site_new ();
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectBuilding) building = dect_building_new ();
  g_autoptr (DectFloor) floor = dect_floor_new ();
  DectSiteInfo *info;

  /* The first building and floor belong to a new site; undo shall not take them away. */
  dect_set_str (&building->name, _("Building 1"));
  dect_set_str (&floor->name, _("Ground floor"));
  info = dect_site_info_copy (dect_site_get_info (empty));
  dect_settings_apply (info);
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  floor->building = dect_snapshot_builder_add (builder, DECT_RECORD (g_steal_pointer (&building)));
  dect_snapshot_builder_add (builder, DECT_RECORD (g_steal_pointer (&floor)));
  snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  site = dect_site_new_from_snapshot (snapshot);
  return dect_document_new_for_site (site);
}

DectDocument *
dect_document_new_unsaved (DectSite *site)
{
  DectDocument *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  self = dect_document_new_for_site (site);
  take_saved (self, NULL, G_MAXUINT64, G_MAXUINT);
  return self;
}

DectDocument *
dect_document_new_for_draft (DectSite *site, GFile *file, DectRecovery *draft)
{
  DectDocument *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), NULL);
  g_return_val_if_fail (draft != NULL, NULL);

  self = dect_document_new_for_site (site);
  g_set_object (&self->file, file);
  take_saved (self, file != NULL ? g_strdup (dect_recovery_get_base (draft)) : NULL, G_MAXUINT64,
              G_MAXUINT);
  dect_autosave_adopt (self->autosave, draft);
  return self;
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *stamp = NULL;
  g_autoptr (DectSnapshot) snapshot = dect_store_load_finish (result, &stamp, &error);
  g_autoptr (DectSite) site = NULL;
  DectDocument *self;

  if (snapshot == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  site = dect_site_new_from_snapshot (snapshot);
  self = dect_document_new_for_site (site);
  self->file = g_object_ref (g_task_get_task_data (task));
  take_saved (self, g_steal_pointer (&stamp), self->saved_generation, self->saved_log);
  g_task_return_pointer (task, self, g_object_unref);
}

void
dect_document_load_async (GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_document_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  dect_store_load_async (file, cancellable, load_cb, task);
}

DectDocument *
dect_document_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GFile *file;
  guint64 generation;
  guint n_log;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *save = data;

  g_clear_object (&save->file);
  g_free (save);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DectDocument *self = g_task_get_source_object (task);
  SaveData *data = g_task_get_task_data (task);
  g_autofree char *stamp = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved = dect_store_save_finish (result, &stamp, &error);

  if (!saved && !g_error_matches (error, DECT_SAVE_ERROR, DECT_SAVE_ERROR_NOT_SYNCED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_set_object (&self->file, data->file))
    g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_FILE]);
  if (!saved)
    {
      /* The file is what was written, and is told from what others make of it; but as long as the
       * disk may lose it again, the changes count as unsaved, and their draft stays. */
      take_saved (self, g_steal_pointer (&stamp), G_MAXUINT64, G_MAXUINT);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->saved_at = g_get_real_time () / G_USEC_PER_SEC;
  take_saved (self, g_steal_pointer (&stamp), data->generation, data->n_log);
  g_object_notify_by_pspec (G_OBJECT (self), dect_document_properties[PROP_SAVED_AT]);
  g_task_return_boolean (task, TRUE);
}

void
dect_document_save_async (DectDocument *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (DectSnapshot) snapshot = NULL;
  SaveData *data;
  GTask *task;

  g_return_if_fail (DECT_IS_DOCUMENT (self));
  g_return_if_fail (file != NULL || self->file != NULL);

  snapshot = dect_site_snapshot (self->site);
  data = g_new0 (SaveData, 1);
  data->file = g_object_ref (file != NULL ? file : self->file);
  data->generation = dect_site_get_generation (self->site);
  data->n_log = dect_document_log_length (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_document_save_async);
  g_task_set_task_data (task, data, save_data_free);
  dect_store_save_async (snapshot, data->file, cancellable, save_cb, task);
}

gboolean
dect_document_save_finish (DectDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
