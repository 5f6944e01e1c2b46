/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-found.h"

#include "model/dect-compare.h"
#include "store/dect-stamp.h"
#include "store/dect-store.h"

static void
found_free (gpointer data)
{
  DectFound *self = data;

  dect_recovery_free (self->draft);
  g_clear_pointer (&self->site, dect_snapshot_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_free (self);
}

static void
compare_with_file (DectFound *self, GFile *file)
{
  g_autofree char *stamp = dect_stamp_for_file (file, NULL);
  g_autoptr (DectSnapshot) there = stamp != NULL ? dect_store_load (file, NULL, NULL) : NULL;

  self->state = DECT_FOUND_GONE;
  if (there == NULL)
    return;
  self->state = g_strcmp0 (stamp, dect_recovery_get_base (self->draft)) == 0 ? DECT_FOUND_NEWER
                                                                             : DECT_FOUND_APART;
  self->differences = dect_compare (there, self->site);
}

/* @draft: (transfer full). Returns: (transfer full) (nullable): what it is; %NULL where it has
 * nothing to offer */
static DectFound *
look_at (DectRecovery *draft)
{
  GFile *file = dect_recovery_get_file (draft);
  g_autoptr (GError) error = NULL;
  DectFound *self = g_new0 (DectFound, 1);

  self->draft = draft;
  self->site = dect_recovery_load (draft, &error);
  if (self->site == NULL)
    {
      /* It stays where it is, for somebody who can do more. */
      g_message ("A draft cannot be read: %s", error->message);
      g_clear_pointer (&self, found_free);
      return NULL;
    }
  if (file != NULL)
    compare_with_file (self, file);
  if (self->differences == NULL || self->differences->len > 0)
    return self;
  dect_recovery_remove (draft);
  found_free (self);
  return NULL;
}

GPtrArray *
dect_found_list (GFile *file)
{
  /* All drafts are locked while they are looked through: two windows that open at once would hide
   * each other's. */
  static GMutex one_at_a_time;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&one_at_a_time);
  g_autoptr (GPtrArray) drafts = dect_recovery_list (file);
  GPtrArray *list = g_ptr_array_new_with_free_func (found_free);

  while (drafts->len > 0)
    {
      /* The newest stands first. */
      DectRecovery *draft = g_ptr_array_steal_index (drafts, 0);
      DectFound *found = look_at (draft);

      if (found != NULL)
        g_ptr_array_add (list, found);
    }
  return list;
}

static void
list_thread (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, dect_found_list (file), (GDestroyNotify) g_ptr_array_unref);
}

void
dect_found_list_async (GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (file == NULL || G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_found_list_async);
  g_task_run_in_thread (task, list_thread);
}

GPtrArray *
dect_found_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_found_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
