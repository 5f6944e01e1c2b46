/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

void
dect_pbx_handle_child_list (DectPbxRequest *self)
{
  GError *error = NULL;
  JsonArray *array;
  gint64 limit, offset, total, revision;

  if (!dect_pbx_request_get_page (self, &limit, &offset))
    return;
  array = dect_pbx_store_list_children (self->store, self->gateway, self->kind, limit, offset,
                                        &total, &error);
  if (array == NULL || !dect_pbx_store_revision (self->store, self->gateway, &revision, &error))
    {
      g_clear_pointer (&array, json_array_unref);
      dect_pbx_request_fail_error (self, error);
      return;
    }
  dect_pbx_request_set_header (self, "X-Gateway-Revision", "%" G_GINT64_FORMAT, revision);
  dect_pbx_request_answer_array (self, array, total);
}

/* The record as it is stored; 0 for @revision and no failure when the gateway has none. A missing
 * gateway is a failure. */
static gboolean
load_child (DectPbxRequest *self, JsonObject **record, gint64 *revision, gint64 *gateway_revision)
{
  GError *error = NULL;

  *revision = 0;
  *record = NULL;
  if (!dect_pbx_store_revision (self->store, self->gateway, gateway_revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return FALSE;
    }
  *record = dect_pbx_store_load_child (self->store, self->gateway, self->kind, self->key, revision,
                                       &error);
  if (*record == NULL
      && (*gateway_revision == 0
          || !g_error_matches (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NOT_FOUND)))
    {
      dect_pbx_request_fail_error (self, error);
      return FALSE;
    }
  g_clear_error (&error);
  return TRUE;
}

static gboolean
require_child (DectPbxRequest *self, JsonObject *record)
{
  g_autofree char *message = NULL;

  if (record != NULL)
    return TRUE;
  message = self->kind == DECT_PBX_KIND_HANDSET
                ? g_strdup_printf (_("The gateway has no handset %s."), self->key)
                : g_strdup_printf (_("The gateway has no base station %s."), self->key);
  dect_pbx_request_fail (
      self, SOUP_STATUS_NOT_FOUND,
      self->kind == DECT_PBX_KIND_HANDSET ? "unknown_handset" : "unknown_accesspoint", message);
  return FALSE;
}

void
dect_pbx_handle_child_get (DectPbxRequest *self)
{
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *etag = NULL;
  gint64 revision, gateway_revision;

  if (!load_child (self, &record, &revision, &gateway_revision) || !require_child (self, record))
    return;
  etag = g_strdup_printf ("r%" G_GINT64_FORMAT, revision);
  dect_pbx_request_set_etag (self, revision, gateway_revision);
  if (!dect_pbx_request_not_modified (self, etag))
    dect_pbx_request_answer (self, SOUP_STATUS_OK, g_steal_pointer (&record));
}

/* The gateway's own members, without its lists. */
static JsonObject *
copy_head (JsonObject *base)
{
  JsonObject *head = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (base);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_str_equal (l->data, "accesspoints") && !g_str_equal (l->data, "handsets"))
        dect_pbx_object_set (head, l->data, json_object_get_member (base, l->data));
    }
  return head;
}

static gboolean
check_key (DectPbxRequest *self)
{
  const char *member = dect_pbx_kind_key_member (self->kind);
  g_autoptr (JsonObject) canonical = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *path = g_strconcat ("/", member, NULL);

  if (!json_object_has_member (self->json, member))
    {
      json_object_set_string_member (self->json, member, self->key);
      return TRUE;
    }
  canonical = dect_pbx_record_canonical (self->json, dect_pbx_members (self->kind));
  if (g_str_equal (dect_pbx_record_key (canonical, self->kind), self->key))
    return TRUE;
  problems = dect_pbx_problems_new ();
  g_ptr_array_add (problems,
                   dect_pbx_problem_new (path, "key_mismatch", FALSE,
                                         _("The key differs from the one in the address.")));
  dect_pbx_request_fail_problems (self, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation",
                                  _("The key differs from the one in the address."), problems, 0);
  return FALSE;
}

void
dect_pbx_handle_child_put (DectPbxRequest *self)
{
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (JsonObject) base = NULL;
  g_autoptr (JsonObject) target = NULL;
  g_auto (DectPbxPlan) plan = { 0 };
  g_autofree char *action = NULL;
  JsonArray *list;
  gint64 revision, gateway_revision, now, child_now = 0;

  if (!load_child (self, &record, &revision, &gateway_revision)
      || !dect_pbx_request_check_match (self, revision, TRUE) || !check_key (self)
      || !dect_pbx_request_load (self, &base, &gateway_revision))
    return;

  target = copy_head (base);
  list = json_array_new ();
  json_array_add_object_element (list, json_object_ref (self->json));
  json_object_set_array_member (target, dect_pbx_kind_list (self->kind), list);
  action = g_strdup_printf ("put %s %s", dect_pbx_kind_id (self->kind), self->key);
  if (!dect_pbx_plan_make (self, base, target, DECT_PBX_REMOVE_NONE, &plan)
      || !dect_pbx_plan_commit (self, &plan, action, gateway_revision, &now))
    return;

  if (revision == 0)
    dect_pbx_request_set_header (self, "Location", "%sdectgateway/%s/%s/%s", self->base_path,
                                 self->gateway, dect_pbx_kind_id (self->kind), self->key);
  dect_pbx_request_answer (self, revision == 0 ? SOUP_STATUS_CREATED : SOUP_STATUS_OK,
                           dect_pbx_store_load_child (self->store, self->gateway, self->kind,
                                                      self->key, &child_now, NULL));
  dect_pbx_request_set_etag (self, child_now, now);
}

void
dect_pbx_handle_child_delete (DectPbxRequest *self)
{
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (JsonObject) base = NULL;
  g_autoptr (JsonObject) target = NULL;
  g_auto (DectPbxPlan) plan = { 0 };
  g_autofree char *action = NULL;
  JsonArray *stored, *list;
  gint64 revision, gateway_revision, now;

  if (!load_child (self, &record, &revision, &gateway_revision) || !require_child (self, record)
      || !dect_pbx_request_check_match (self, revision, FALSE)
      || !dect_pbx_request_load (self, &base, &gateway_revision))
    return;

  target = copy_head (base);
  stored = dect_pbx_json_get_array (base, dect_pbx_kind_list (self->kind));
  list = json_array_new ();
  for (guint i = 0; i < json_array_get_length (stored); i++)
    {
      JsonObject *other = json_array_get_object_element (stored, i);

      if (!g_str_equal (dect_pbx_record_key (other, self->kind), self->key))
        json_array_add_object_element (list, json_object_ref (other));
    }
  json_object_set_array_member (target, dect_pbx_kind_list (self->kind), list);

  action = g_strdup_printf ("delete %s %s", dect_pbx_kind_id (self->kind), self->key);
  /* What is wrong without the record is wrong with the gateway, not with a field of the request. */
  g_autofree char *key = g_steal_pointer (&self->key);

  if (!dect_pbx_plan_make (self, base, target, DECT_PBX_REMOVE_UNNAMED, &plan)
      || !dect_pbx_plan_commit (self, &plan, action, gateway_revision, &now))
    return;
  self->status = SOUP_STATUS_NO_CONTENT;
  dect_pbx_request_set_header (self, "X-Gateway-Revision", "%" G_GINT64_FORMAT, now);
}
