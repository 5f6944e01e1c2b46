/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-job.h"

#include "model/dect-cancel.h"

struct _DectJob
{
  GObject parent_instance;
  GCancellable *cancellable; /* of the run that counts; %NULL: none runs */
  char *phase;
  double fraction;
};

G_DEFINE_FINAL_TYPE (DectJob, dect_job, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_PHASE,
  PROP_FRACTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* One run. The thread writes phase and fraction under the lock, the main thread reads them. The job
 * is no business of the thread: it must not be the one that lets go of it last. */
typedef struct
{
  DectJob *job; /* until the callback */
  GAsyncReadyCallback callback;
  gpointer user_data;
  DectJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  GTask *task; /* not owned: it owns this */
  GMutex lock;
  char *phase;
  double fraction;
  gboolean told; /* the main thread has still to look */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->free_data != NULL)
    run->free_data (run->data);
  g_mutex_clear (&run->lock);
  g_free (run->phase);
  g_free (run);
}

static void
set_running (DectJob *self, GCancellable *cancellable)
{
  gboolean was = self->cancellable != NULL;

  g_set_object (&self->cancellable, cancellable);
  if (was != (cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
set_progress (DectJob *self, char *phase, double fraction)
{
  if (g_strcmp0 (self->phase, phase) != 0)
    {
      g_free (self->phase);
      self->phase = phase;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
    }
  else
    g_free (phase);
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autofree char *phase = NULL;
  double fraction;

  g_mutex_lock (&run->lock);
  phase = g_strdup (run->phase);
  fraction = run->fraction;
  run->told = FALSE;
  g_mutex_unlock (&run->lock);
  if (run->job != NULL && run->job->cancellable == g_task_get_cancellable (task))
    set_progress (run->job, g_steal_pointer (&phase), fraction);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (const char *phase, double fraction, gpointer data)
{
  Run *run = data;
  gboolean told;

  g_mutex_lock (&run->lock);
  if (g_strcmp0 (run->phase, phase) != 0)
    {
      g_free (run->phase);
      run->phase = g_strdup (phase);
    }
  run->fraction = fraction;
  told = run->told;
  run->told = TRUE;
  g_mutex_unlock (&run->lock);
  if (!told)
    g_idle_add_full (G_PRIORITY_DEFAULT, look_cb, g_object_ref (run->task), g_object_unref);
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  gpointer result = run->func (run->data, progress_cb, run, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, run->free_result);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = g_task_get_task_data (G_TASK (result));
  g_autoptr (DectJob) job = g_steal_pointer (&run->job);

  run->callback (G_OBJECT (job), result, run->user_data);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DectJob *self = DECT_JOB (object);

  switch (prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_PHASE:
      g_value_set_string (value, self->phase);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
dect_job_finalize (GObject *object)
{
  DectJob *self = DECT_JOB (object);

  g_clear_object (&self->cancellable);
  g_free (self->phase);
  G_OBJECT_CLASS (dect_job_parent_class)->finalize (object);
}

static void
dect_job_class_init (DectJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = dect_job_get_property;
  object_class->finalize = dect_job_finalize;
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_job_init (DectJob *self)
{
}

/* --- Public --------------------------------------------------------------------------------------
 */

DectJob *
dect_job_new (void)
{
  return g_object_new (DECT_TYPE_JOB, NULL);
}

void
dect_job_start (DectJob *self,
                DectJobFunc func,
                gpointer data,
                GDestroyNotify free_data,
                GDestroyNotify free_result,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (DECT_IS_JOB (self));
  g_return_if_fail (func != NULL);

  dect_job_cancel (self);
  task = g_task_new (NULL, cancellable, done_cb, NULL);
  g_task_set_source_tag (task, dect_job_start);
  run = g_new0 (Run, 1);
  run->job = g_object_ref (self);
  run->callback = callback;
  run->user_data = user_data;
  run->func = func;
  run->data = data;
  run->free_data = free_data;
  run->free_result = free_result;
  run->task = task;
  g_mutex_init (&run->lock);
  g_task_set_task_data (task, run, run_free);
  set_progress (self, NULL, 0);
  set_running (self, cancellable);
  g_task_run_in_thread (task, job_thread);
}

gpointer
dect_job_finish (DectJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (DECT_IS_JOB (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (self->cancellable == g_task_get_cancellable (G_TASK (result)))
    set_running (self, NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dect_job_cancel (DectJob *self)
{
  g_return_if_fail (DECT_IS_JOB (self));

  g_cancellable_cancel (self->cancellable);
  set_running (self, NULL);
}

gboolean
dect_job_is_running (DectJob *self)
{
  g_return_val_if_fail (DECT_IS_JOB (self), FALSE);

  return self->cancellable != NULL;
}

const char *
dect_job_get_phase (DectJob *self)
{
  g_return_val_if_fail (DECT_IS_JOB (self), NULL);

  return self->phase;
}

double
dect_job_get_fraction (DectJob *self)
{
  g_return_val_if_fail (DECT_IS_JOB (self), 0);

  return self->fraction;
}
