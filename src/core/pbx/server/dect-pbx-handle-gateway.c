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

static JsonArray *
member_names (DectPbxKind kind)
{
  JsonArray *array = json_array_new ();

  for (const DectPbxMember *member = dect_pbx_members (kind); member->name != NULL; member++)
    {
      if (member->type != DECT_PBX_MEMBER_SERVER)
        json_array_add_string_element (array, member->name);
    }
  return array;
}

static JsonObject *
features (void)
{
  JsonObject *object = json_object_new ();
  JsonObject *members = json_object_new ();

  json_object_set_string_member (object, "sync", "bulk");
  json_object_set_boolean_member (object, "dryrun", TRUE);
  json_object_set_boolean_member (object, "export", TRUE);
  json_object_set_boolean_member (object, "apply", TRUE);
  json_object_set_boolean_member (object, "etag", TRUE);
  json_object_set_boolean_member (object, "idempotency", TRUE);
  json_object_set_boolean_member (object, "rekey", TRUE);
  json_object_set_boolean_member (object, "unknownMembers", TRUE);
  for (DectPbxKind kind = DECT_PBX_KIND_GATEWAY; kind <= DECT_PBX_KIND_HANDSET; kind++)
    json_object_set_array_member (members, dect_pbx_kind_id (kind), member_names (kind));
  json_object_set_object_member (object, "members", members);
  return object;
}

void
dect_pbx_handle_info (DectPbxRequest *self)
{
  JsonObject *object = json_object_new ();
  JsonObject *limits = json_object_new ();
  JsonArray *firmware = json_array_new ();

  json_object_set_int_member (limits, "accesspoints", DECT_PBX_MAX_ACCESSPOINTS);
  json_object_set_int_member (limits, "handsets", DECT_PBX_MAX_HANDSETS);
  json_object_set_int_member (limits, "body", DECT_PBX_MAX_BODY);
  json_object_set_int_member (limits, "page", DECT_PBX_MAX_PAGE);
  for (guint i = 0; self->firmware != NULL && self->firmware[i] != NULL; i++)
    json_array_add_string_element (firmware, self->firmware[i]);

  json_object_set_string_member (object, "product", PACKAGE_NAME);
  json_object_set_string_member (object, "version", PACKAGE_VERSION);
  json_object_set_int_member (object, "contract", 1);
  json_object_set_string_member (object, "module", "dectgateway");
  json_object_set_object_member (object, "features", features ());
  json_object_set_object_member (object, "limits", limits);
  json_object_set_array_member (object, "firmware", firmware);
  dect_pbx_request_answer (self, SOUP_STATUS_OK, object);
}

void
dect_pbx_handle_list (DectPbxRequest *self)
{
  GError *error = NULL;
  JsonArray *array;
  gint64 limit, offset, total;

  if (!dect_pbx_request_get_page (self, &limit, &offset))
    return;
  array = dect_pbx_store_list (self->store, limit, offset, &total, &error);
  if (array != NULL)
    dect_pbx_request_answer_array (self, array, total);
  else
    dect_pbx_request_fail_error (self, error);
}

void
dect_pbx_handle_get (DectPbxRequest *self)
{
  g_autofree char *etag = NULL;
  GError *error = NULL;
  JsonObject *document;
  gint64 revision;

  /* The revision first: most polls end here. */
  if (!dect_pbx_store_revision (self->store, self->gateway, &revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  etag = g_strdup_printf ("r%" G_GINT64_FORMAT, revision);
  if (revision != 0)
    {
      dect_pbx_request_set_etag (self, revision, revision);
      if (dect_pbx_request_not_modified (self, etag))
        return;
    }
  document = dect_pbx_store_load (self->store, self->gateway, FALSE, NULL, &error);
  if (document != NULL)
    dect_pbx_request_answer (self, SOUP_STATUS_OK, document);
  else
    dect_pbx_request_fail_error (self, error);
}

/* A new gateway without a list has its master already, as at the PBX this contract is shaped after
 * (A8). */
static void
add_master (JsonObject *target)
{
  static const char *const copied[] = { "mac", "name", "targetIp", "source" };
  JsonArray *list = json_array_new ();
  JsonObject *master = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      if (json_object_has_member (target, copied[i]))
        json_object_set_member (master, copied[i], json_object_dup_member (target, copied[i]));
    }
  json_object_set_string_member (master, "firmware", "default");
  json_object_set_boolean_member (master, "master", TRUE);
  json_array_add_object_element (list, master);
  json_object_set_array_member (target, "accesspoints", list);
}

/* The address of the gateway is that of its master: without a list in the request the master moves
 * there, too. */
static void
move_master (JsonObject *target, JsonObject *base)
{
  const char *ip = dect_pbx_json_get_string (target, "targetIp");
  JsonArray *stored = dect_pbx_json_get_array (base, "accesspoints");
  JsonArray *list;

  if (ip == NULL || stored == NULL
      || g_strcmp0 (dect_pbx_json_get_string (base, "targetIp"), ip) == 0)
    return;

  list = json_array_new ();
  for (guint i = 0; i < json_array_get_length (stored); i++)
    {
      JsonObject *record = json_array_get_object_element (stored, i);
      gboolean master = dect_pbx_json_get_bool (record, "master", FALSE);
      JsonObject *moved
          = master
                ? dect_pbx_record_canonical (record, dect_pbx_members (DECT_PBX_KIND_ACCESSPOINT))
                : json_object_ref (record);

      if (master)
        json_object_set_string_member (moved, "targetIp", ip);
      json_array_add_object_element (list, moved);
    }
  json_object_set_array_member (target, "accesspoints", list);
}

static gboolean
same_key (const char *text, const char *key)
{
  DectMac mac;
  g_autofree char *canonical = dect_mac_parse (text, &mac, NULL) ? dect_mac_to_key (&mac) : NULL;

  return g_strcmp0 (canonical, key) == 0;
}

/* The key stands in the address; a body that says another one is a mistake. */
static gboolean
check_mac (DectPbxRequest *self)
{
  const char *mac = dect_pbx_json_get_string (self->json, "mac");
  g_autoptr (GPtrArray) problems = NULL;

  if (!json_object_has_member (self->json, "mac"))
    json_object_set_string_member (self->json, "mac", self->gateway);
  else if (mac != NULL && !same_key (mac, self->gateway))
    {
      problems = dect_pbx_problems_new ();
      g_ptr_array_add (problems,
                       dect_pbx_problem_new ("/mac", "key_mismatch", FALSE,
                                             _("The MAC differs from the one in the address.")));
      dect_pbx_request_fail_problems (
          self, SOUP_STATUS_UNPROCESSABLE_ENTITY, "validation",
          _("The MAC differs from the one in the address; use rekey to change it."), problems, 0);
      return FALSE;
    }
  return TRUE;
}

void
dect_pbx_handle_put (DectPbxRequest *self)
{
  g_autoptr (JsonObject) base = NULL;
  g_auto (DectPbxPlan) plan = { 0 };
  gboolean with_list = json_object_has_member (self->json, "accesspoints");
  gint64 revision, now;

  if (!dect_pbx_request_load (self, &base, &revision)
      || !dect_pbx_request_check_match (self, revision, TRUE) || !check_mac (self))
    return;
  if (base == NULL && !with_list)
    add_master (self->json);
  else if (!with_list)
    move_master (self->json, base);

  if (!dect_pbx_plan_make (self, base, self->json, DECT_PBX_REMOVE_UNNAMED, &plan)
      || !dect_pbx_plan_commit (self, &plan, "put gateway", revision, &now))
    return;
  dect_pbx_request_set_etag (self, now, now);
  if (base == NULL)
    dect_pbx_request_set_header (self, "Location", "%sdectgateway/%s", self->base_path,
                                 self->gateway);
  dect_pbx_request_answer (self, base == NULL ? SOUP_STATUS_CREATED : SOUP_STATUS_OK,
                           dect_pbx_store_load (self->store, self->gateway, FALSE, NULL, NULL));
}

void
dect_pbx_handle_delete (DectPbxRequest *self)
{
  GError *error = NULL;
  gint64 revision;

  if (!dect_pbx_store_revision (self->store, self->gateway, &revision, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  if (revision != 0 && !dect_pbx_request_check_match (self, revision, FALSE))
    return;
  if (!dect_pbx_store_delete (self->store, self->gateway, &error)
      || !dect_pbx_store_audit (self->store, g_get_real_time () / G_USEC_PER_SEC, self->user,
                                self->id, "delete gateway", self->gateway, revision + 1, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  self->status = SOUP_STATUS_NO_CONTENT;
}
