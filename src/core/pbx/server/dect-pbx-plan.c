/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "model/dect-field.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

static const DectPbxKind child_kinds[] = { DECT_PBX_KIND_ACCESSPOINT, DECT_PBX_KIND_HANDSET };

void
dect_pbx_plan_clear (DectPbxPlan *self)
{
  g_clear_pointer (&self->diff, dect_pbx_diff_unref);
}

gboolean
dect_pbx_request_load (DectPbxRequest *self, JsonObject **base, gint64 *revision)
{
  GError *error = NULL;

  *base = NULL;
  if (!dect_pbx_store_revision (self->store, self->gateway, revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return FALSE;
    }
  if (*revision == 0)
    return TRUE;
  *base = dect_pbx_store_load (self->store, self->gateway, TRUE, revision, &error);
  if (*base == NULL)
    dect_pbx_request_fail_error (self, error);
  return *base != NULL;
}

gboolean
dect_pbx_request_check_idle (DectPbxRequest *self)
{
  g_autofree char *running = NULL;
  GError *error = NULL;

  if (!dect_pbx_store_end_stale_jobs (
          self->store, g_get_real_time () / G_USEC_PER_SEC - DECT_PBX_STALE_SECONDS, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return FALSE;
    }
  running = dect_pbx_store_job_in_state (self->store, self->gateway, "running");
  if (running == NULL)
    return TRUE;
  dect_pbx_request_set_header (self, "Retry-After", "1");
  dect_pbx_request_fail (self, SOUP_STATUS_LOCKED, "job_running",
                         _("The PBX is applying an earlier change; try again in a moment."));
  return FALSE;
}

/* --- Pointers -------------------------------------------------------------------------------- */

/* Where the records of the target stand in its lists: key -> index. Made once: lists can be long.
 */
typedef struct
{
  GHashTable *places[G_N_ELEMENTS (child_kinds)];
} Places;

static void
places_clear (Places *self)
{
  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    g_clear_pointer (&self->places[k], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

/* Of the key alone: the rest of a record does not matter here. */
static char *
canonical_key (JsonObject *record, DectPbxKind kind)
{
  const char *member = dect_pbx_kind_key_member (kind);
  g_autoptr (JsonObject) bare = json_object_new ();
  g_autoptr (JsonObject) canonical = NULL;

  if (json_object_has_member (record, member))
    dect_pbx_object_set (bare, member, json_object_get_member (record, member));
  canonical = dect_pbx_record_canonical (bare, dect_pbx_members (kind));
  return g_strdup (dect_pbx_record_key (canonical, kind));
}

static void
places_init (Places *self, JsonObject *target)
{
  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    {
      JsonArray *list = dect_pbx_json_get_array (target, dect_pbx_kind_list (child_kinds[k]));

      self->places[k] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < dect_pbx_json_length (list); i++)
        {
          JsonNode *node = json_array_get_element (list, i);

          if (JSON_NODE_HOLDS_OBJECT (node))
            g_hash_table_insert (self->places[k],
                                 canonical_key (json_node_get_object (node), child_kinds[k]),
                                 GUINT_TO_POINTER (i));
        }
    }
}

/* The document that was checked is not the one that was sent: records stand elsewhere in it, or
 * were there before. */
static char *
map_pointer (const char *path, JsonObject *merged, const Places *places)
{
  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    {
      const char *name = dect_pbx_kind_list (child_kinds[k]);
      g_autofree char *prefix = g_strdup_printf ("/%s/", name);
      JsonArray *list = dect_pbx_json_get_array (merged, name);
      char *rest;
      const char *key;
      gpointer place;
      guint64 index;

      if (!g_str_has_prefix (path, prefix))
        continue;
      index = g_ascii_strtoull (path + strlen (prefix), &rest, 10);
      if (list == NULL || index >= json_array_get_length (list))
        break;
      key = dect_pbx_record_key (json_array_get_object_element (list, (guint) index),
                                 child_kinds[k]);
      return g_hash_table_lookup_extended (places->places[k], key, NULL, &place)
                 ? g_strdup_printf ("/%s/%u%s", name, GPOINTER_TO_UINT (place), rest)
                 : g_strdup_printf ("/%s", name);
    }
  return g_strdup (path);
}

static void
map_problems (GPtrArray *problems, JsonObject *merged, const Places *places)
{
  for (guint i = 0; i < problems->len; i++)
    {
      DectPbxProblem *problem = g_ptr_array_index (problems, i);
      char *path = map_pointer (problem->path, merged, places);

      g_free (problem->path);
      problem->path = path;
    }
}

/* A request about one record has its pointers into that record. */
static char *
pointer_of_child (const char *path, DectPbxKind kind)
{
  g_autofree char *prefix = g_strdup_printf ("/%s/0", dect_pbx_kind_list (kind));

  return g_strdup (g_str_has_prefix (path, prefix) ? path + strlen (prefix) : "");
}

static void
fail_problems (DectPbxRequest *request, guint status, const char *code, GPtrArray *problems)
{
  g_autofree char *message = NULL;
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    {
      DectPbxProblem *problem = g_ptr_array_index (problems, i);

      if (problem->warning)
        continue;
      n++;
      if (request->key != NULL)
        {
          char *path = pointer_of_child (problem->path, request->kind);

          g_free (problem->path);
          problem->path = path;
        }
    }
  message = status == SOUP_STATUS_CONFLICT
                ? g_strdup_printf (ngettext ("%u value is in use by another gateway",
                                             "%u values are in use by other gateways", n),
                                   n)
                : g_strdup_printf (
                    ngettext ("%u field is not acceptable", "%u fields are not acceptable", n), n);
  dect_pbx_request_fail_problems (request, status, code, message, problems, 0);
}

static JsonObject *
copy_members (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    dect_pbx_object_set (copy, l->data, json_object_get_member (object, l->data));
  return copy;
}

/* --- Invariants ------------------------------------------------------------------------------ */

static gboolean
has_error (GPtrArray *problems, const char *code)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const DectPbxProblem *problem = g_ptr_array_index (problems, i);

      if (!problem->warning && (code == NULL || g_str_equal (problem->code, code)))
        return TRUE;
    }
  return FALSE;
}

/* What only the whole gateway can fulfil: a target may name a part of it. */
static gboolean
is_about_the_whole (const DectPbxProblem *problem)
{
  static const char *const codes[]
      = { "no_master", "accesspoint_count", "master_mac", "master_ip", NULL };

  return g_strv_contains (codes, problem->code);
}

/* The target by itself: its pointers need no mapping. */
static gboolean
check_target (DectPbxRequest *request, JsonNode *target, const DectPbxLimits *limits)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (dect_pbx_document_validate (target, limits, &problems))
    return TRUE;
  if (has_error (problems, "wrong_type"))
    {
      fail_problems (request, SOUP_STATUS_BAD_REQUEST, "malformed", problems);
      return FALSE;
    }
  for (guint i = problems->len; i > 0; i--)
    {
      if (is_about_the_whole (g_ptr_array_index (problems, i - 1)))
        g_ptr_array_remove_index (problems, i - 1);
    }
  if (!has_error (problems, NULL))
    return TRUE;
  fail_problems (request, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation", problems);
  return FALSE;
}

/* The merged document with what stays in front and the target's records behind: of two that clash,
 * the later is blamed. */
static JsonNode *
order_for_check (JsonObject *merged, const Places *places)
{
  JsonNode *node = dect_pbx_object_node (copy_members (merged));

  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    {
      const char *name = dect_pbx_kind_list (child_kinds[k]);
      JsonArray *list = dect_pbx_json_get_array (merged, name);
      JsonArray *ordered = json_array_new ();

      for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < dect_pbx_json_length (list); i++)
          {
            JsonObject *record = json_array_get_object_element (list, i);

            if (g_hash_table_contains (places->places[k],
                                       dect_pbx_record_key (record, child_kinds[k]))
                == (pass == 1))
              json_array_add_object_element (ordered, json_object_ref (record));
          }
      json_object_set_array_member (json_node_get_object (node), name, ordered);
    }
  return node;
}

/* Problems that the target does not have by itself: it clashes with what the PBX keeps. */
static gboolean
check_merged (DectPbxRequest *request,
              JsonObject *document,
              const Places *places,
              const DectPbxLimits *limits)
{
  g_autoptr (JsonNode) merged = order_for_check (document, places);
  g_autoptr (GPtrArray) problems = NULL;

  if (dect_pbx_document_validate (merged, limits, &problems))
    return TRUE;
  for (guint i = 0; i < problems->len; i++)
    {
      DectPbxProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_has_suffix (problem->code, "_duplicate"))
        dect_set_str (&problem->message, _("A record that stays at the PBX has the same value."));
    }
  map_problems (problems, json_node_get_object (merged), places);
  fail_problems (request, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation", problems);
  return FALSE;
}

static void
check_clash (DectPbxRequest *request,
             JsonObject *record,
             const char *member,
             const char *code,
             const char *pointer,
             GPtrArray *problems)
{
  const char *value = dect_pbx_json_get_string (record, member);
  g_autofree char *owner
      = value != NULL ? dect_pbx_store_find_owner (request->store, request->gateway, member, value)
                      : NULL;
  g_autofree char *path = NULL;
  DectPbxProblem *problem;

  if (owner == NULL)
    return;
  path = g_strdup_printf ("%s/%s", pointer, member);
  problem = dect_pbx_problem_new (path, code, FALSE, _("%s is in use by the gateway %s."), value,
                                  owner);
  problem->owner = g_steal_pointer (&owner);
  g_ptr_array_add (problems, problem);
}

/* MACs, IPEIs and addresses belong to one gateway (409). Inside the write transaction, so no second
 * server comes between. */
static gboolean
check_clashes (DectPbxRequest *request, JsonObject *merged, const Places *places)
{
  g_autoptr (GPtrArray) problems = dect_pbx_problems_new ();
  g_autofree char *code = NULL;

  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    {
      const char *name = dect_pbx_kind_list (child_kinds[k]);
      gboolean handset = child_kinds[k] == DECT_PBX_KIND_HANDSET;
      JsonArray *list = dect_pbx_json_get_array (merged, name);

      for (guint i = 0; i < dect_pbx_json_length (list); i++)
        {
          JsonObject *record = json_array_get_object_element (list, i);
          g_autofree char *pointer = g_strdup_printf ("/%s/%u", name, i);

          check_clash (request, record, dect_pbx_kind_key_member (child_kinds[k]),
                       handset ? "ipei_in_use" : "mac_in_use", pointer, problems);
          if (!handset)
            check_clash (request, record, "targetIp", "ip_in_use", pointer, problems);
        }
    }
  if (problems->len == 0)
    return TRUE;

  map_problems (problems, merged, places);
  code = g_strdup (((const DectPbxProblem *) g_ptr_array_index (problems, 0))->code);
  fail_problems (request, SOUP_STATUS_CONFLICT, code, problems);
  return FALSE;
}

/* --- Plan ------------------------------------------------------------------------------------ */

/* Copy of @base without the records that the stated lists of @target do not name; NULL when all are
 * named. */
static JsonObject *
strip_unnamed (JsonObject *base, JsonObject *target, const Places *places)
{
  g_autoptr (JsonObject) copy = copy_members (base);
  gboolean stripped = FALSE;

  for (guint k = 0; k < G_N_ELEMENTS (child_kinds); k++)
    {
      const char *name = dect_pbx_kind_list (child_kinds[k]);
      JsonArray *list = dect_pbx_json_get_array (base, name);
      JsonArray *kept;

      if (list == NULL || dect_pbx_json_get_array (target, name) == NULL)
        continue;
      kept = json_array_new ();
      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonObject *record = json_array_get_object_element (list, i);

          if (g_hash_table_contains (places->places[k],
                                     dect_pbx_record_key (record, child_kinds[k])))
            json_array_add_object_element (kept, json_object_ref (record));
          else
            stripped = TRUE;
        }
      json_object_set_array_member (copy, name, kept);
    }
  return stripped ? g_steal_pointer (&copy) : NULL;
}

gboolean
dect_pbx_plan_make (DectPbxRequest *request,
                    JsonObject *base,
                    JsonObject *target,
                    DectPbxRemoval removal,
                    DectPbxPlan *plan)
{
  const DectPbxLimits limits
      = { DECT_PBX_MAX_ACCESSPOINTS, DECT_PBX_MAX_HANDSETS, request->firmware };
  g_autoptr (JsonNode) target_node = json_node_init_object (json_node_alloc (), target);
  g_autoptr (JsonObject) stripped = NULL;
  g_autoptr (JsonNode) base_node = NULL;
  g_auto (Places) places = { { NULL } };

  if (!check_target (request, target_node, &limits))
    return FALSE;

  places_init (&places, target);
  if (base != NULL && removal == DECT_PBX_REMOVE_UNNAMED)
    stripped = strip_unnamed (base, target, &places);
  if (base != NULL)
    base_node = json_node_init_object (json_node_alloc (), stripped != NULL ? stripped : base);
  plan->diff
      = dect_pbx_diff_new (base_node, target_node,
                           removal == DECT_PBX_REMOVE_OWN ? DECT_PBX_MODE_CREATE_UPDATE_REMOVE
                                                          : DECT_PBX_MODE_CREATE_UPDATE);
  plan->changes = stripped != NULL || !dect_pbx_diff_is_empty (plan->diff);

  return check_merged (request, json_node_get_object (plan->diff->merged), &places, &limits)
         && check_clashes (request, json_node_get_object (plan->diff->merged), &places);
}

gboolean
dect_pbx_plan_commit (
    DectPbxRequest *request, DectPbxPlan *plan, const char *action, gint64 last, gint64 *revision)
{
  GError *error = NULL;

  *revision = last;
  if (!plan->changes)
    return TRUE;
  if (!dect_pbx_request_check_idle (request))
    return FALSE;
  if (dect_pbx_store_save (request->store, json_node_get_object (plan->diff->merged), revision,
                           &error)
      && dect_pbx_store_audit (request->store, g_get_real_time () / G_USEC_PER_SEC, request->user,
                               request->id, action, request->gateway, *revision, &error))
    return TRUE;
  dect_pbx_request_fail_error (request, error);
  return FALSE;
}
