/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/server/dect-pbx-fault-private.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

/* The resources of C2. Words in braces are keys: gw and mac a MAC, ipei an IPEI, id a job. */
typedef struct
{
  const char *method;
  const char *path;
  DectPbxKind kind;
  gboolean text; /* answers text, not JSON */
  void (*handle) (DectPbxRequest *request);
} Route;

static const Route routes[] = {
  { "GET", "info/dect", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_info },
  { "GET", "dectgateway", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_list },
  { "GET", "dectgateway/{gw}", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_get },
  { "PUT", "dectgateway/{gw}", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_put },
  { "DELETE", "dectgateway/{gw}", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_delete },
  { "GET", "dectgateway/{gw}/accesspoint", DECT_PBX_KIND_ACCESSPOINT, FALSE,
    dect_pbx_handle_child_list },
  { "GET", "dectgateway/{gw}/accesspoint/{mac}", DECT_PBX_KIND_ACCESSPOINT, FALSE,
    dect_pbx_handle_child_get },
  { "PUT", "dectgateway/{gw}/accesspoint/{mac}", DECT_PBX_KIND_ACCESSPOINT, FALSE,
    dect_pbx_handle_child_put },
  { "DELETE", "dectgateway/{gw}/accesspoint/{mac}", DECT_PBX_KIND_ACCESSPOINT, FALSE,
    dect_pbx_handle_child_delete },
  { "GET", "dectgateway/{gw}/handset", DECT_PBX_KIND_HANDSET, FALSE, dect_pbx_handle_child_list },
  { "GET", "dectgateway/{gw}/handset/{ipei}", DECT_PBX_KIND_HANDSET, FALSE,
    dect_pbx_handle_child_get },
  { "PUT", "dectgateway/{gw}/handset/{ipei}", DECT_PBX_KIND_HANDSET, FALSE,
    dect_pbx_handle_child_put },
  { "DELETE", "dectgateway/{gw}/handset/{ipei}", DECT_PBX_KIND_HANDSET, FALSE,
    dect_pbx_handle_child_delete },
  { "POST", "dectgateway/{gw}/action", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_action },
  { "GET", "dectgateway/{gw}/job/{id}", DECT_PBX_KIND_GATEWAY, FALSE, dect_pbx_handle_job },
  { "GET", "dectgateway/{gw}/export/rfp", DECT_PBX_KIND_ACCESSPOINT, TRUE, dect_pbx_handle_export },
  { "GET", "dectgateway/{gw}/export/handset", DECT_PBX_KIND_HANDSET, TRUE, dect_pbx_handle_export },
};

/* Segments, decoded; an encoded slash or NUL stays an error. */
static GStrv
split_path (const char *path)
{
  g_auto (GStrv) raw = g_strsplit (path, "/", 16);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *segment = NULL;

      /* A closing slash: collections are written with one, and we do not mind. */
      if (raw[i][0] == '\0' && raw[i + 1] == NULL)
        continue;
      segment = g_uri_unescape_string (raw[i], "/");
      if (segment == NULL || !g_utf8_validate (segment, -1, NULL))
        return NULL;
      g_strv_builder_add (builder, segment);
    }
  return g_strv_builder_end (builder);
}

static gboolean
route_matches (const Route *route, GStrv segments)
{
  g_auto (GStrv) template = g_strsplit (route->path, "/", -1);
  guint n = g_strv_length (template);

  if (n != g_strv_length (segments))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (template[i][0] != '{' && !g_str_equal (template[i], segments[i]))
        return FALSE;
    }
  return TRUE;
}

/* Answers 404 or 405 where there is none. */
static const Route *
find_route (DectPbxRequest *self, GStrv segments)
{
  g_autoptr (GString) allow = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!route_matches (&routes[i], segments))
        continue;
      if (g_str_equal (routes[i].method, self->method))
        return &routes[i];
      g_string_append_printf (allow, "%s%s", allow->len > 0 ? ", " : "", routes[i].method);
    }

  if (allow->len > 0)
    {
      dect_pbx_request_set_header (self, "Allow", "%s", allow->str);
      dect_pbx_request_fail (self, SOUP_STATUS_METHOD_NOT_ALLOWED, "method_not_allowed",
                             _("This address does not take that method."));
    }
  else
    dect_pbx_request_fail (
        self, SOUP_STATUS_NOT_FOUND, "unknown_module",
        _("There is nothing at this address; this PBX speaks info/dect and dectgateway/."));
  return NULL;
}

static char *
canonical_mac (const char *text, GError **error)
{
  DectMac mac;

  return dect_mac_parse (text, &mac, error) ? dect_mac_to_key (&mac) : NULL;
}

static char *
canonical_ipei (const char *text, GError **error)
{
  DectIpei ipei;

  return dect_ipei_parse (text, &ipei, error) ? dect_ipei_to_string (&ipei) : NULL;
}

/* Answers 400 for a wrong MAC or IPEI. */
static gboolean
read_keys (DectPbxRequest *self, const Route *route, GStrv segments)
{
  g_auto (GStrv) template = g_strsplit (route->path, "/", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; template[i] != NULL && error == NULL; i++)
    {
      if (g_str_equal (template[i], "{gw}"))
        self->gateway = canonical_mac (segments[i], &error);
      else if (g_str_equal (template[i], "{mac}"))
        self->key = canonical_mac (segments[i], &error);
      else if (g_str_equal (template[i], "{ipei}"))
        self->key = canonical_ipei (segments[i], &error);
      else if (g_str_equal (template[i], "{id}"))
        self->key = g_strdup (segments[i]);
    }
  if (error != NULL)
    dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed", error->message);
  return error == NULL;
}

static gboolean
accepts (DectPbxRequest *self, const Route *route)
{
  const char *accept = soup_message_headers_get_list (self->headers, "Accept");
  GSList *types = accept != NULL ? soup_header_parse_quality_list (accept, NULL) : NULL;
  const char *wanted = route->text ? "text/plain" : "application/json";
  gboolean found = types == NULL;

  for (GSList *l = types; l != NULL && !found; l = l->next)
    {
      const char *type = l->data;
      gsize length = strcspn (type, ";");

      found = strncmp (type, "*/*", length) == 0
              || g_ascii_strncasecmp (type, wanted, MAX (length, strlen (wanted))) == 0
              || (g_str_has_prefix (type, route->text ? "text/*" : "application/*"));
    }
  soup_header_free_list (types);
  if (!found)
    dect_pbx_request_fail (self, SOUP_STATUS_NOT_ACCEPTABLE, "not_acceptable",
                           route->text ? _("The answer is text/plain.")
                                       : _("The answer is application/json."));
  return found;
}

/* Who names no contract gets ours, as a browser or curl does. */
static gboolean
speaks_contract (DectPbxRequest *self)
{
  const char *contract = soup_message_headers_get_list (self->headers, "X-Dect-Contract");

  if (contract == NULL || g_str_equal (contract, "1"))
    return TRUE;
  dect_pbx_request_fail (self, SOUP_STATUS_NOT_ACCEPTABLE, "not_acceptable",
                         _("This PBX speaks version 1 of the contract (X-Dect-Contract)."));
  return FALSE;
}

/* Answers 413, 415 or 400. */
static gboolean
read_body (DectPbxRequest *self)
{
  const char *type = soup_message_headers_get_content_type (self->headers, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  const char *data = self->body != NULL ? g_bytes_get_data (self->body, &length) : NULL;

  if (!g_str_equal (self->method, "PUT") && !g_str_equal (self->method, "POST"))
    return TRUE;
  if (length > DECT_PBX_MAX_BODY)
    {
      dect_pbx_request_fail (self, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large",
                             _("The request is larger than this PBX takes."));
      return FALSE;
    }
  if (type == NULL || g_ascii_strcasecmp (type, "application/json") != 0)
    {
      dect_pbx_request_fail (self, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
                             _("The request must be application/json."));
      return FALSE;
    }
  node = dect_pbx_json_parse (data != NULL ? data : "", length, &error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed",
                             error != NULL ? error->message : _("The request is no JSON object."));
      return FALSE;
    }
  self->json = json_node_dup_object (node);
  return TRUE;
}

/* --- Idempotency (C5) ------------------------------------------------------------------------ */

static char *
request_digest (DectPbxRequest *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const guchar *data = g_bytes_get_data (self->body, &length);

  g_checksum_update (checksum, (const guchar *) self->method, strlen (self->method) + 1);
  g_checksum_update (checksum, (const guchar *) self->gateway, strlen (self->gateway) + 1);
  g_checksum_update (checksum, data, (gssize) length);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
replay (DectPbxRequest *self, const DectPbxReply *reply)
{
  g_autoptr (JsonNode) headers = json_from_string (reply->headers, NULL);

  if (headers != NULL && JSON_NODE_HOLDS_OBJECT (headers))
    {
      json_object_unref (self->answer_headers);
      self->answer_headers = json_node_dup_object (headers);
    }
  dect_pbx_request_set_header (self, "X-Idempotent-Replay", "true");
  self->status = reply->status;
  self->content_type = "application/json";
  self->answer = g_bytes_new (reply->body, strlen (reply->body));
}

/* Returns whether the request is answered: from what is kept, or by 409 or 400. */
static gboolean
answer_repeated (DectPbxRequest *self, const char *key, const char *digest, gint64 now)
{
  g_autoptr (DectPbxReply) reply = NULL;

  if (strlen (key) > 128)
    {
      dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed",
                             _("The Idempotency-Key is longer than 128 bytes."));
      return TRUE;
    }
  reply = dect_pbx_store_find_reply (self->store, self->user, key, now);
  if (reply == NULL)
    return FALSE;
  if (g_str_equal (reply->digest, digest))
    replay (self, reply);
  else
    dect_pbx_request_fail (self, SOUP_STATUS_CONFLICT, "idempotency_mismatch",
                           _("This Idempotency-Key was used for another request; use a new one."));
  return TRUE;
}

static gboolean
keep_answer (DectPbxRequest *self, const char *key, const char *digest, gint64 now, GError **error)
{
  g_autoptr (JsonNode) headers = json_node_init_object (json_node_alloc (), self->answer_headers);
  g_autofree char *headers_text = json_to_string (headers, FALSE);
  gsize length = 0;
  const char *data = self->answer != NULL ? g_bytes_get_data (self->answer, &length) : "";
  g_autofree char *body = g_strndup (data, length);
  DectPbxReply reply = { (char *) digest, self->status, headers_text, body };

  return dect_pbx_store_keep_reply (self->store, self->user, key, &reply, now, error);
}

static void
run (DectPbxRequest *self, const Route *route, gboolean write)
{
  const char *key = g_str_equal (self->method, "POST")
                        ? soup_message_headers_get_one (self->headers, "Idempotency-Key")
                        : NULL;
  g_autofree char *digest = key != NULL ? request_digest (self) : NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GError *error = NULL;
  gboolean ok;

  dect_pbx_fault_point (DECT_PBX_FAULT_BEFORE, self);
  if (!dect_pbx_store_begin (self->store, write, &error))
    {
      dect_pbx_request_fail_error (self, error);
      return;
    }
  if (key != NULL && answer_repeated (self, key, digest, now))
    {
      dect_pbx_store_rollback (self->store);
      return;
    }

  route->handle (self);
  dect_pbx_fault_point (DECT_PBX_FAULT_IN, self);

  /* A failure leaves nothing behind; a success is only one once it is on disk, with the answer for
   * a repetition. */
  ok = (self->status >= 500 && self->answer != NULL) || dect_pbx_store_check (self->store, &error);
  if (ok && (!write || self->status >= 300))
    {
      dect_pbx_store_rollback (self->store);
      return;
    }
  ok = ok && (key == NULL || keep_answer (self, key, digest, now, &error))
       && dect_pbx_store_commit (self->store, &error);
  if (!ok)
    {
      dect_pbx_store_rollback (self->store);
      g_ptr_array_set_size (self->started_jobs, 0);
      json_object_unref (self->answer_headers);
      self->answer_headers = json_object_new ();
      dect_pbx_request_fail_error (self, error);
    }
  dect_pbx_fault_point (DECT_PBX_FAULT_AFTER, self);
}

void
dect_pbx_dispatch (DectPbxRequest *self)
{
  g_auto (GStrv) segments = NULL;
  const Route *route;

  if (strlen (self->path) > DECT_PBX_MAX_PATH || (segments = split_path (self->path)) == NULL)
    {
      dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed",
                             _("The address is too long or wrongly written."));
      return;
    }
  route = find_route (self, segments);
  if (route == NULL)
    return;
  self->kind = route->kind;
  if (!speaks_contract (self) || !accepts (self, route) || !read_keys (self, route, segments)
      || !read_body (self))
    return;
  run (self, route, !g_str_equal (self->method, "GET"));
}
