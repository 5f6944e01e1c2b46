/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-json.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Contract C5: poll after 1, 2, 4 s and so on, at most 10 s apart. The first wait stands in
 * proportion to the client's retry unit, which is 2 s, so that tests need not wait. */
#define FIRST_POLL(unit_ms) ((unit_ms) / 2)
#define LAST_POLL(unit_ms) ((unit_ms) *5)
#define LONGEST(unit_ms) ((gint64) (unit_ms) / 2 * DECT_PBX_APPLY_MAX_S)

static const char *const state_ids[] = { "pending", "running", "done", "failed" };

static DectPbxJob *
new_job (const char *id, DectPbxJobState state)
{
  DectPbxJob *job = g_new0 (DectPbxJob, 1);

  job->id = g_strdup (id);
  job->state = state;
  return job;
}

static gboolean
is_job_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= 64 && g_str_is_ascii (id)
         && strpbrk (id, "/?#%") == NULL;
}

static DectPbxJob *
read_job (JsonObject *object, const char *id)
{
  const char *state = dect_pbx_json_get_string (object, "state");
  const char *message = dect_pbx_json_get_string (object, "message");

  for (guint i = 0; i < G_N_ELEMENTS (state_ids); i++)
    if (g_strcmp0 (state, state_ids[i]) == 0)
      {
        DectPbxJob *job = new_job (id, i);
        if (message != NULL)
          job->message = dect_peer_plain_text (message, 200);
        return job;
      }
  return NULL;
}

static GBytes *
make_body (const char *const *jobs)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char *text;

  json_node_take_object (node, object);
  json_object_set_string_member (object, "action", "apply");
  if (jobs != NULL)
    {
      JsonArray *array = json_array_new ();
      for (guint i = 0; jobs[i] != NULL; i++)
        json_array_add_string_element (array, jobs[i]);
      json_object_set_array_member (object, "jobs", array);
    }
  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/* Starts them; ids of the jobs that are to be watched. */
static char **
start (DectPbxRun *run, const char *gateway, const char *const *jobs, GError **error)
{
  g_autofree char *url
      = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_ACTION, gateway, NULL, error);
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *etag = NULL;
  g_autoptr (GBytes) body = make_body (jobs);
  g_autoptr (JsonNode) document
      = url != NULL ? dect_pbx_run_get_document (run, gateway, &etag, error) : NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (DectPbxHttpAnswer) answer = { 0 };

  if (document == NULL)
    return NULL;

  DectPbxHttpRequest request = { .method = "POST",
                                 .url = url,
                                 .accept = "application/json",
                                 .body = body,
                                 .if_match = *etag != '\0' ? etag : NULL,
                                 .idempotency_key = key,
                                 .max_bytes = DECT_PBX_MAX_OTHER_BYTES };
  if (!dect_pbx_run_send (run, &request, &answer, error))
    return NULL;
  for (guint i = 0; jobs != NULL && jobs[i] != NULL; i++)
    if (is_job_id (jobs[i]))
      g_strv_builder_add (ids, jobs[i]);
  if (jobs != NULL)
    return g_strv_builder_end (ids);

  node = dect_pbx_answer_parse (&answer, error);
  if (node == NULL)
    return NULL;
  JsonArray *array = dect_pbx_json_get_array (json_node_get_object (node), "jobs");
  for (guint i = 0; i < MIN (dect_pbx_json_length (array), 100); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (element)
                           ? dect_pbx_json_get_string (json_node_get_object (element), "id")
                           : NULL;
      if (is_job_id (id))
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static DectPbxJob *
ask (DectPbxRun *run, const char *gateway, const char *id, GError **error)
{
  g_autofree char *url
      = dect_pbx_profile_dup_url (run->profile, DECT_PBX_PATH_JOB, gateway, id, error);
  DectPbxHttpRequest request = {
    .method = "GET", .url = url, .accept = "application/json", .max_bytes = DECT_PBX_MAX_OTHER_BYTES
  };
  g_auto (DectPbxHttpAnswer) answer = { 0 };
  g_autoptr (JsonNode) node = NULL;
  DectPbxJob *job;

  if (url == NULL || !dect_pbx_run_send (run, &request, &answer, error)
      || (node = dect_pbx_answer_parse (&answer, error)) == NULL)
    return NULL;
  job = read_job (json_node_get_object (node), id);
  if (job == NULL)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                 _("The PBX does not say how far it is with the job."));
  return job;
}

/* Asks until the job is over or the time is up. */
static DectPbxJob *
watch (DectPbxRun *run,
       const char *gateway,
       const char *id,
       gint64 *left_ms,
       DectPbxProgress progress,
       gpointer progress_data,
       GError **error)
{
  guint unit_ms = run->http->retry_unit_ms;
  guint wait_ms = FIRST_POLL (unit_ms);

  for (;;)
    {
      g_autoptr (DectPbxJob) job = ask (run, gateway, id, error);
      if (job == NULL)
        return NULL;
      if (progress != NULL)
        progress (job->state, DECT_PBX_JOB_DONE,
                  job->state == DECT_PBX_JOB_PENDING ? _("The PBX has not begun yet")
                  : job->state == DECT_PBX_JOB_RUNNING
                      ? _("The PBX takes the changes into service")
                      : _("The PBX is done"),
                  progress_data);
      if (job->state == DECT_PBX_JOB_FAILED)
        {
          g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_JOB_FAILED,
                       _("The PBX has the changes, but could not take them into service: %s"),
                       job->message != NULL ? job->message : "–");
          return NULL;
        }
      if (job->state == DECT_PBX_JOB_DONE || *left_ms <= 0)
        return g_steal_pointer (&job);
      if (!dect_pbx_http_wait (run->http, wait_ms, run->cancellable, error))
        return NULL;
      *left_ms -= wait_ms;
      wait_ms = MIN (wait_ms * 2, LAST_POLL (unit_ms));
    }
}

DectPbxJob *
dect_pbx_run_apply (DectPbxRun *run,
                    const char *gateway,
                    const char *const *jobs,
                    DectPbxProgress progress,
                    gpointer progress_data,
                    GError **error)
{
  gint64 left_ms = LONGEST (run->http->retry_unit_ms);
  g_auto (GStrv) ids = NULL;
  DectPbxJob *job = new_job ("", DECT_PBX_JOB_DONE);

  if (run->profile->apply != DECT_PBX_SIDE_SERVER)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                 _("By its connection profile “%s” the PBX takes changes into service by itself."),
                 run->profile->title);
  else
    ids = start (run, gateway, jobs, error);
  for (guint i = 0; ids != NULL && ids[i] != NULL && job != NULL; i++)
    {
      dect_pbx_job_free (job);
      job = watch (run, gateway, ids[i], &left_ms, progress, progress_data, error);
      if (job != NULL && job->state != DECT_PBX_JOB_DONE)
        break;
    }
  if (ids == NULL)
    g_clear_pointer (&job, dect_pbx_job_free);
  return job;
}
