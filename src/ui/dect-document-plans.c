/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-document-plans.h"

#include <glib/gi18n.h>

/* A name stands for one content as long as the site lives, so nothing is ever forgotten or wrong;
 * the bytes are the site's own. */
static GHashTable *
get_plans (DectDocument *document)
{
  GHashTable *plans = g_object_get_data (G_OBJECT (document), "dect-plans");

  if (plans == NULL)
    {
      plans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) dect_plan_unref);
      g_object_set_data_full (G_OBJECT (document), "dect-plans", plans,
                              (GDestroyNotify) g_hash_table_unref);
    }
  return plans;
}

DectPlan *
dect_document_peek_plan (DectDocument *document, const char *name)
{
  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  return name != NULL ? g_hash_table_lookup (get_plans (document), name) : NULL;
}

void
dect_document_keep_plan (DectDocument *document, const char *name, DectPlan *plan)
{
  g_return_if_fail (DECT_IS_DOCUMENT (document));
  g_return_if_fail (name != NULL && plan != NULL);

  g_hash_table_replace (get_plans (document), g_strdup (name), dect_plan_ref (plan));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DectPlan *plan = dect_plan_open_finish (result, &error);

  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  dect_document_keep_plan (g_task_get_source_object (task), g_task_get_task_data (task), plan);
  g_task_return_pointer (task, plan, (GDestroyNotify) dect_plan_unref);
}

void
dect_document_open_plan_async (DectDocument *document,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GBytes *bytes;
  DectPlan *plan;

  g_return_if_fail (DECT_IS_DOCUMENT (document));

  task = g_task_new (document, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_document_open_plan_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  plan = dect_document_peek_plan (document, name);
  bytes = dect_site_get_blob (dect_document_get_site (document), name);
  if (plan != NULL)
    g_task_return_pointer (task, dect_plan_ref (plan), (GDestroyNotify) dect_plan_unref);
  else if (bytes == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _("The plan image is missing."));
  else
    dect_plan_open_async (bytes, cancellable, opened_cb, g_steal_pointer (&task));
}

DectPlan *
dect_document_open_plan_finish (DectDocument *document, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, document), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
