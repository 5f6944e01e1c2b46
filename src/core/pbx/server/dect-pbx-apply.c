/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-apply-private.h"

#include <glib/gi18n-lib.h>

/* One apply under way. */
typedef struct
{
  DectPbxServing *serving;
  GPtrArray *jobs;
  GSource *timer;
  GSubprocess *program; /* NULL: only time passes */
  const char *failure;  /* why it was ended */
} Apply;

static void
note_state (Apply *self, const char *id, const char *message, GError **error)
{
  DectPbxStore *store = self->serving->store;

  if (dect_pbx_store_begin (store, TRUE, error)
      && dect_pbx_store_set_job (store, id, message == NULL ? "done" : "failed", message,
                                 g_get_real_time () / G_USEC_PER_SEC, error))
    dect_pbx_store_commit (store, error);
  dect_pbx_store_rollback (store);
}

/* Notes the end, and is gone. */
static void
apply_end (Apply *self, const char *message)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const char *id = g_ptr_array_index (self->jobs, i);
      g_autoptr (GError) error = NULL;

      note_state (self, id, message, &error);
      if (error != NULL)
        g_warning ("Job %s: %s", id, error->message);
    }
  self->serving->applies = g_slist_remove (self->serving->applies, self);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_clear_object (&self->program);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

static void
on_program_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Apply *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  g_subprocess_wait_finish (self->program, result, &error);
  if (self->failure != NULL)
    message = g_strdup (self->failure);
  else if (error != NULL)
    message = g_strdup (error->message);
  else if (!g_subprocess_get_if_exited (self->program))
    message = g_strdup (_("The program that applies was killed."));
  else if (g_subprocess_get_exit_status (self->program) != 0)
    message = g_strdup_printf (_("The program that applies ended with %d."),
                               g_subprocess_get_exit_status (self->program));
  apply_end (self, message);
}

static void
end_early (Apply *self, const char *why)
{
  self->failure = why;
  if (self->program != NULL)
    g_subprocess_force_exit (self->program);
  else
    apply_end (self, why);
}

static gboolean
on_time_is_up (gpointer data)
{
  Apply *self = data;

  if (self->program != NULL)
    end_early (self, _("The program that applies took too long."));
  else
    apply_end (self, NULL);
  return G_SOURCE_REMOVE;
}

void
dect_pbx_apply_start (DectPbxServing *serving, const char *gateway, GPtrArray *jobs)
{
  Apply *self = g_new0 (Apply, 1);
  g_autoptr (GError) error = NULL;

  self->serving = serving;
  self->jobs = g_ptr_array_ref (jobs);
  self->timer = serving->apply_program != NULL
                    ? g_timeout_source_new_seconds (DECT_PBX_APPLY_SECONDS)
                    : g_timeout_source_new (serving->apply_ms);
  g_source_set_callback (self->timer, on_time_is_up, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  serving->applies = g_slist_prepend (serving->applies, self);
  if (serving->apply_program == NULL)
    return;
  self->program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                    serving->apply_program, gateway, NULL);
  if (self->program != NULL)
    g_subprocess_wait_async (self->program, NULL, on_program_ended, self);
  else
    apply_end (self, error->message);
}

void
dect_pbx_apply_stop (DectPbxServing *serving)
{
  g_autoptr (GSList) applies = g_slist_copy (serving->applies);

  for (GSList *l = applies; l != NULL; l = l->next)
    end_early (l->data, _("The PBX was stopped before it was applied; apply again."));
}
