/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "model/dect-mac.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

/* Jobs named by one apply. */
#define MAX_JOBS 16

static gint64
now_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
fail_malformed (DectPbxRequest *self, const char *message)
{
  dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed", message);
}

static void
fail_unknown_gateway (DectPbxRequest *self)
{
  g_autofree char *message = g_strdup_printf (_("The PBX has no DECT gateway %s."), self->gateway);

  dect_pbx_request_fail (self, SOUP_STATUS_NOT_FOUND, "unknown_gateway", message);
}

static char *
make_etag (gint64 revision)
{
  return revision != 0 ? g_strdup_printf ("\"r%" G_GINT64_FORMAT "\"", revision) : NULL;
}

/* --- sync (C5) ------------------------------------------------------------------------------- */

/* Answers 400 or 422 for a target that is none, or another gateway's. */
static JsonObject *
read_target (DectPbxRequest *self)
{
  JsonObject *target = dect_pbx_json_get_object (self->json, "target");
  g_autoptr (JsonObject) canonical = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (target == NULL)
    {
      fail_malformed (self, _("The member “target” must be the gateway document."));
      return NULL;
    }
  if (!json_object_has_member (target, "mac"))
    json_object_set_string_member (target, "mac", self->gateway);
  canonical = dect_pbx_record_canonical (target, dect_pbx_members (DECT_PBX_KIND_GATEWAY));
  if (g_str_equal (dect_pbx_record_key (canonical, DECT_PBX_KIND_GATEWAY), self->gateway))
    return target;
  problems = dect_pbx_problems_new ();
  g_ptr_array_add (problems,
                   dect_pbx_problem_new ("/mac", "key_mismatch", FALSE,
                                         _("The MAC differs from the one in the address.")));
  dect_pbx_request_fail_problems (
      self, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation",
      _("The MAC differs from the one in the address; use rekey to change it."), problems, 0);
  return NULL;
}

static void
answer_sync (DectPbxRequest *self,
             const DectPbxPlan *plan,
             gboolean dryrun,
             gint64 before,
             gint64 after,
             const char *job)
{
  g_autofree char *base_etag = make_etag (before);
  g_autofree char *etag = make_etag (after);
  g_autoptr (JsonNode) node = dect_pbx_diff_to_json (plan->diff, dryrun, base_etag, etag);
  JsonObject *answer = json_node_dup_object (node);
  JsonArray *jobs = json_array_new ();

  if (job != NULL)
    {
      JsonObject *object = dect_pbx_store_get_job (self->store, self->gateway, job, NULL);

      if (object != NULL)
        json_array_add_object_element (jobs, object);
    }
  json_object_set_array_member (answer, "jobs", jobs);
  if (after != 0)
    dect_pbx_request_set_etag (self, after, after);
  dect_pbx_request_answer (self, SOUP_STATUS_OK, answer);
}

/* Answers 400. A commit must never come of a dry run that was written wrongly. */
static gboolean
read_mode (DectPbxRequest *self, DectPbxRemoval *removal, gboolean *dryrun)
{
  const char *text = json_object_has_member (self->json, "mode")
                         ? dect_pbx_json_get_string (self->json, "mode")
                         : dect_pbx_mode_id (DECT_PBX_MODE_CREATE_UPDATE);
  DectPbxMode mode;

  if (!dect_pbx_mode_from_id (text, &mode))
    {
      fail_malformed (self, _("The member “mode” must be create_update or create_update_remove."));
      return FALSE;
    }
  *removal
      = mode == DECT_PBX_MODE_CREATE_UPDATE_REMOVE ? DECT_PBX_REMOVE_OWN : DECT_PBX_REMOVE_NONE;
  *dryrun = dect_pbx_json_get_bool (self->json, "dryrun", FALSE);
  if (!json_object_has_member (self->json, "dryrun")
      || *dryrun == dect_pbx_json_get_bool (self->json, "dryrun", TRUE))
    return TRUE;
  fail_malformed (self, _("The member “dryrun” must be true or false."));
  return FALSE;
}

static void
handle_sync (DectPbxRequest *self)
{
  g_autoptr (JsonObject) base = NULL;
  g_auto (DectPbxPlan) plan = { 0 };
  g_autofree char *job = NULL;
  GError *error = NULL;
  DectPbxRemoval removal;
  JsonObject *target;
  gint64 revision, now;
  gboolean dryrun;

  if (!read_mode (self, &removal, &dryrun) || (target = read_target (self)) == NULL
      || !dect_pbx_request_load (self, &base, &revision)
      || !dect_pbx_request_check_match (self, revision, TRUE)
      || !dect_pbx_plan_make (self, base, target, removal, &plan))
    return;

  if (dryrun)
    {
      answer_sync (self, &plan, TRUE, revision, revision, NULL);
      return;
    }
  if (!dect_pbx_plan_commit (self, &plan, "sync", revision, &now))
    return;
  if (plan.changes)
    job = dect_pbx_store_add_job (self->store, self->gateway, &error);
  if (error != NULL)
    dect_pbx_request_fail_error (self, error);
  else
    answer_sync (self, &plan, FALSE, revision, now, job);
}

/* --- rekey ----------------------------------------------------------------------------------- */

/* The document with another master: same place, new hardware. */
static JsonNode *
rekeyed_document (JsonObject *base, const char *mac, const char *new_mac)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), base);
  JsonNode *copy = dect_pbx_document_canonical (node);
  JsonObject *document = json_node_get_object (copy);
  JsonArray *list = dect_pbx_json_get_array (document, "accesspoints");

  json_object_set_string_member (document, "mac", new_mac);
  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    {
      JsonObject *record = json_array_get_object_element (list, i);

      if (g_strcmp0 (dect_pbx_json_get_string (record, "mac"), mac) == 0)
        json_object_set_string_member (record, "mac", new_mac);
    }
  return copy;
}

/* Answers 409 when the new MAC stands in another gateway, 422 when it is a base station of this one
 * already. */
static gboolean
check_new_mac (DectPbxRequest *self, JsonObject *base, const char *new_mac)
{
  g_autofree char *owner = dect_pbx_store_find_owner (self->store, self->gateway, "mac", new_mac);
  g_autoptr (GPtrArray) problems = dect_pbx_problems_new ();
  JsonArray *list = dect_pbx_json_get_array (base, "accesspoints");
  DectPbxProblem *problem;

  for (guint i = 0; owner == NULL && i < dect_pbx_json_length (list); i++)
    {
      if (g_strcmp0 (dect_pbx_json_get_string (json_array_get_object_element (list, i), "mac"),
                     new_mac)
          == 0)
        owner = g_strdup (self->gateway);
    }
  if (owner == NULL)
    return TRUE;
  problem = dect_pbx_problem_new ("/mac", "mac_in_use", FALSE,
                                  _("%s is in use by the gateway %s."), new_mac, owner);
  problem->owner = g_steal_pointer (&owner);
  g_ptr_array_add (problems, problem);
  dect_pbx_request_fail_problems (
      self, SOUP_STATUS_CONFLICT, "mac_in_use",
      _("The new MAC is in use; choose the base station that is to be the master."), problems, 0);
  return FALSE;
}

static char *
read_new_mac (DectPbxRequest *self)
{
  const char *text = dect_pbx_json_get_string (self->json, "mac");
  g_autoptr (GError) error = NULL;
  DectMac mac;

  if (text != NULL && dect_mac_parse (text, &mac, &error))
    return dect_mac_to_key (&mac);
  fail_malformed (self,
                  error != NULL ? error->message : _("The member “mac” must be the new MAC."));
  return NULL;
}

static void
handle_rekey (DectPbxRequest *self)
{
  g_autofree char *new_mac = read_new_mac (self);
  g_autoptr (JsonObject) base = NULL;
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *action = NULL;
  GError *error = NULL;
  JsonObject *answer;
  gint64 revision;

  if (new_mac == NULL || !dect_pbx_request_load (self, &base, &revision))
    return;
  if (base == NULL)
    {
      fail_unknown_gateway (self);
      return;
    }
  if (!dect_pbx_request_check_match (self, revision, FALSE) || !check_new_mac (self, base, new_mac)
      || !dect_pbx_request_check_idle (self))
    return;

  document = rekeyed_document (base, self->gateway, new_mac);
  action = g_strdup_printf ("rekey to %s", new_mac);
  if (!dect_pbx_store_rekey (self->store, self->gateway, new_mac, &error)
      || !dect_pbx_store_save (self->store, json_node_get_object (document), &revision, &error)
      || !dect_pbx_store_audit (self->store, now_seconds (), self->user, self->id, action,
                                self->gateway, revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  etag = make_etag (revision);
  answer = json_object_new ();
  json_object_set_string_member (answer, "response", "gateway rekeyed");
  json_object_set_string_member (answer, "mac", new_mac);
  json_object_set_string_member (answer, "etag", etag);
  dect_pbx_request_set_etag (self, revision, revision);
  dect_pbx_request_set_header (self, "Location", "%sdectgateway/%s", self->base_path, new_mac);
  dect_pbx_request_answer (self, SOUP_STATUS_OK, answer);
}

/* --- apply ----------------------------------------------------------------------------------- */

/* Ids of the jobs to start: those named, or the one that waits. Answers 400 or 404. */
static GStrv
read_jobs (DectPbxRequest *self)
{
  JsonArray *named = dect_pbx_json_get_array (self->json, "jobs");
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (named == NULL && !json_object_has_member (self->json, "jobs"))
    {
      g_autofree char *pending
          = dect_pbx_store_job_in_state (self->store, self->gateway, "pending");

      if (pending != NULL)
        g_strv_builder_add (ids, pending);
      return g_strv_builder_end (ids);
    }
  if (named == NULL || json_array_get_length (named) > MAX_JOBS)
    {
      fail_malformed (self, _("The member “jobs” must be a list of job ids."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (named); i++)
    {
      JsonNode *node = json_array_get_element (named, i);
      const char *id
          = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
      g_autoptr (JsonObject) job = dect_pbx_store_get_job (self->store, self->gateway, id, NULL);

      if (job == NULL)
        {
          dect_pbx_request_fail (self, SOUP_STATUS_NOT_FOUND, "unknown_job",
                                 _("The PBX has no job of that id."));
          return NULL;
        }
      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

/* This PBX has no telephony of its own to reload: a job is done as soon as it is started, unless
 * told to take its time or to run a program. */
static gboolean
start_job (DectPbxRequest *self, const char *id, GError **error)
{
  g_autoptr (JsonObject) job = dect_pbx_store_get_job (self->store, self->gateway, id, error);

  if (job == NULL)
    return FALSE;
  if (!g_str_equal (dect_pbx_json_get_string (job, "state"), "pending")
      && !g_str_equal (dect_pbx_json_get_string (job, "state"), "failed"))
    return TRUE;
  if (!self->apply_later)
    return dect_pbx_store_set_job (self->store, id, "done", NULL, now_seconds (), error);
  g_ptr_array_add (self->started_jobs, g_strdup (id));
  return dect_pbx_store_set_job (self->store, id, "running", NULL, now_seconds (), error);
}

/* Starts the jobs; NULL when one could not be. */
static JsonArray *
start_jobs (DectPbxRequest *self, GStrv ids, GError **error)
{
  g_autoptr (JsonArray) jobs = json_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      JsonObject *job = NULL;

      if (start_job (self, ids[i], error))
        job = dect_pbx_store_get_job (self->store, self->gateway, ids[i], error);
      if (job == NULL)
        return NULL;
      json_array_add_object_element (jobs, job);
    }
  return g_steal_pointer (&jobs);
}

static void
answer_apply (DectPbxRequest *self, JsonArray *jobs, const char *first, gint64 revision)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "response",
                                 first != NULL ? "apply started" : "nothing to apply");
  json_object_set_array_member (answer, "jobs", jobs);
  if (first != NULL)
    dect_pbx_request_set_header (self, "Location", "%sdectgateway/%s/job/%s", self->base_path,
                                 self->gateway, first);
  dect_pbx_request_set_etag (self, revision, revision);
  dect_pbx_request_answer (self, first != NULL ? SOUP_STATUS_ACCEPTED : SOUP_STATUS_OK, answer);
}

static void
handle_apply (DectPbxRequest *self)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (JsonArray) jobs = NULL;
  GError *error = NULL;
  gint64 revision;

  if (!dect_pbx_store_revision (self->store, self->gateway, &revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  if (revision == 0)
    {
      fail_unknown_gateway (self);
      return;
    }
  if (!dect_pbx_request_check_match (self, revision, FALSE) || !dect_pbx_request_check_idle (self)
      || (ids = read_jobs (self)) == NULL)
    return;

  jobs = start_jobs (self, ids, &error);
  if (jobs == NULL
      || (ids[0] != NULL
          && !dect_pbx_store_audit (self->store, now_seconds (), self->user, self->id, "apply",
                                    self->gateway, revision, &error)))
    dect_pbx_request_fail_error (self, error);
  else
    answer_apply (self, g_steal_pointer (&jobs), ids[0], revision);
}

void
dect_pbx_handle_action (DectPbxRequest *self)
{
  static const struct
  {
    const char *name;
    void (*handle) (DectPbxRequest *self);
  } actions[] = {
    { "sync", handle_sync },
    { "rekey", handle_rekey },
    { "apply", handle_apply },
  };
  const char *action = dect_pbx_json_get_string (self->json, "action");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_strcmp0 (action, actions[i].name) == 0)
        {
          actions[i].handle (self);
          return;
        }
    }
  fail_malformed (self, _("The member “action” must be sync, rekey or apply."));
}

void
dect_pbx_handle_job (DectPbxRequest *self)
{
  GError *error = NULL;
  JsonObject *job = dect_pbx_store_get_job (self->store, self->gateway, self->key, &error);

  if (job != NULL)
    dect_pbx_request_answer (self, SOUP_STATUS_OK, job);
  else
    dect_pbx_request_fail_error (self, error);
}
