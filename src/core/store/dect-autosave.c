/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-autosave.h"

#include "model/dect-history.h"

#define RETRY_MS 10000

/* A state of the site that can be told from others. */
typedef struct
{
  guint64 generation;
  guint n_log;
} State;

/* The draft and whoever writes it: a thread may be at it when the rest is gone. */
typedef struct
{
  gint references; /* atomic */
  GMutex mutex;    /* for what follows */
  DectRecovery *draft;
  gboolean closed; /* nothing is written any more */
} Desk;

struct _DectAutosave
{
  GObject parent_instance;
  DectSite *site;
  GFile *file;
  char *stamp;
  Desk *desk;
  State saved;
  State drafted; /* what the draft on the disk shows */
  gint64 since;  /* monotonic time of the first change that no writing has taken up; 0 = none */
  gboolean busy;
  guint source;
  char *problem;
};

G_DEFINE_FINAL_TYPE (DectAutosave, dect_autosave, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void advance (DectAutosave *self);

/* --- The desk ---------------------------------------------------------------------------------- */

static Desk *
desk_new (DectRecovery *draft)
{
  Desk *desk = g_new0 (Desk, 1);

  desk->references = 1;
  g_mutex_init (&desk->mutex);
  desk->draft = draft;
  return desk;
}

static Desk *
desk_ref (Desk *desk)
{
  g_atomic_int_inc (&desk->references);
  return desk;
}

static void
desk_unref (Desk *desk)
{
  if (!g_atomic_int_dec_and_test (&desk->references))
    return;
  dect_recovery_free (desk->draft);
  g_mutex_clear (&desk->mutex);
  g_free (desk);
}

/* Waits for a thread that is at it. */
static void
desk_close (Desk *desk, gboolean remove)
{
  g_mutex_lock (&desk->mutex);
  desk->closed = TRUE;
  if (remove && dect_recovery_is_there (desk->draft))
    dect_recovery_remove (desk->draft);
  g_mutex_unlock (&desk->mutex);
}

/* --- States ------------------------------------------------------------------------------------ */

static State
current_state (DectAutosave *self)
{
  GListModel *log = G_LIST_MODEL (dect_site_get_log (self->site));

  return (State){ dect_site_get_generation (self->site), g_list_model_get_n_items (log) };
}

static gboolean
state_equal (State a, State b)
{
  return a.generation == b.generation && a.n_log == b.n_log;
}

static gboolean
is_saved (DectAutosave *self)
{
  return state_equal (current_state (self), self->saved);
}

gboolean
dect_autosave_is_settled (DectAutosave *self)
{
  g_return_val_if_fail (DECT_IS_AUTOSAVE (self), TRUE);

  if (self->busy)
    return FALSE;
  return is_saved (self) ? !dect_recovery_is_there (self->desk->draft)
                         : state_equal (current_state (self), self->drafted);
}

/* --- Working in a thread ----------------------------------------------------------------------- */

typedef struct
{
  Desk *desk;
  DectSnapshot *snapshot; /* NULL: the draft shall go */
  State state;
  GFile *file;
  char *stamp;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  desk_unref (job->desk);
  g_clear_pointer (&job->snapshot, dect_snapshot_unref);
  g_clear_object (&job->file);
  g_free (job->stamp);
  g_free (job);
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean done = TRUE;

  g_mutex_lock (&job->desk->mutex);
  if (!job->desk->closed && job->snapshot == NULL)
    dect_recovery_remove (job->desk->draft);
  else if (!job->desk->closed)
    done = dect_recovery_write (job->desk->draft, job->snapshot, job->file, job->stamp, &error);
  g_mutex_unlock (&job->desk->mutex);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_problem (DectAutosave *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static gboolean
retry_cb (gpointer user_data)
{
  DectAutosave *self = user_data;

  self->source = 0;
  advance (self);
  return G_SOURCE_REMOVE;
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectAutosave *self = DECT_AUTOSAVE (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      set_problem (self, error->message);
      self->source = g_timeout_add (RETRY_MS, retry_cb, self);
      return;
    }
  set_problem (self, NULL);
  /* Saved meanwhile, the draft says the wrong thing of the file. */
  if (job->snapshot != NULL && g_strcmp0 (job->stamp, self->stamp) == 0)
    self->drafted = job->state;
  advance (self);
}

static void
start_job (DectAutosave *self, DectSnapshot *snapshot)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, job_cb, NULL);
  Job *job = g_new0 (Job, 1);

  self->since = 0;
  job->desk = desk_ref (self->desk);
  job->snapshot = snapshot;
  job->state = current_state (self);
  job->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  job->stamp = g_strdup (self->stamp);
  self->busy = TRUE;
  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

static gboolean
write_cb (gpointer user_data)
{
  DectAutosave *self = user_data;

  self->source = 0;
  if (is_saved (self))
    advance (self);
  else
    start_job (self, dect_site_snapshot (self->site));
  return G_SOURCE_REMOVE;
}

/* The time runs from the first change on: neither a later one nor the writing of the draft before
 * puts it off. */
static guint
time_left (DectAutosave *self)
{
  gint64 passed = self->since != 0 ? (g_get_monotonic_time () - self->since) / 1000 : 0;

  return (guint) MAX (DECT_AUTOSAVE_DELAY_MS - passed, 0);
}

/* Does what is due next. */
static void
advance (DectAutosave *self)
{
  if (self->busy || self->source != 0 || self->desk->closed || dect_autosave_is_settled (self))
    return;
  if (is_saved (self))
    start_job (self, NULL);
  else
    self->source = g_timeout_add (time_left (self), write_cb, self);
}

static void
changed_cb (DectAutosave *self)
{
  if (self->since == 0)
    self->since = g_get_monotonic_time ();
  advance (self);
}

/* --- Object ------------------------------------------------------------------------------------ */

static void
dect_autosave_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PROBLEM)
    g_value_set_string (value, DECT_AUTOSAVE (object)->problem);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_autosave_dispose (GObject *object)
{
  DectAutosave *self = DECT_AUTOSAVE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->desk != NULL)
    desk_close (self->desk, self->site != NULL && is_saved (self));
  g_clear_pointer (&self->desk, desk_unref);
  g_clear_object (&self->site);
  g_clear_object (&self->file);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (dect_autosave_parent_class)->dispose (object);
}

static void
dect_autosave_class_init (DectAutosaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_autosave_get_property;
  object_class->dispose = dect_autosave_dispose;
  properties[PROP_PROBLEM]
      = g_param_spec_string ("problem", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_autosave_init (DectAutosave *self)
{
}

DectAutosave *
dect_autosave_new (DectSite *site)
{
  DectAutosave *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  self = g_object_new (DECT_TYPE_AUTOSAVE, NULL);
  self->site = g_object_ref (site);
  self->desk = desk_new (dect_recovery_new ());
  self->saved = current_state (self);
  self->drafted = self->saved;
  g_signal_connect_object (site, "notify::generation", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_site_get_log (site), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
dect_autosave_set_saved (
    DectAutosave *self, GFile *file, const char *stamp, guint64 generation, guint n_log)
{
  g_return_if_fail (DECT_IS_AUTOSAVE (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  g_set_object (&self->file, file);
  g_free (self->stamp);
  self->stamp = g_strdup (stamp);
  self->saved = (State){ generation, n_log };
  /* What the draft says of the file is not so any more. */
  self->drafted = self->saved;
  if (is_saved (self))
    {
      g_clear_handle_id (&self->source, g_source_remove);
      self->since = 0;
    }
  advance (self);
}

void
dect_autosave_adopt (DectAutosave *self, DectRecovery *draft)
{
  g_return_if_fail (DECT_IS_AUTOSAVE (self));
  g_return_if_fail (draft != NULL);
  g_return_if_fail (!self->busy);

  desk_unref (self->desk);
  self->desk = desk_new (draft);
  self->drafted = current_state (self);
  self->saved = (State){ G_MAXUINT64, G_MAXUINT };
}

void
dect_autosave_discard (DectAutosave *self)
{
  g_return_if_fail (DECT_IS_AUTOSAVE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  desk_close (self->desk, TRUE);
}

const char *
dect_autosave_get_problem (DectAutosave *self)
{
  g_return_val_if_fail (DECT_IS_AUTOSAVE (self), NULL);

  return self->problem;
}
