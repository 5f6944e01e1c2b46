/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/dect-pbx-problem.h"
#include "pbx/server/dect-pbx-request-private.h"

#include <glib/gi18n-lib.h>

DectPbxRequest *
dect_pbx_request_new (void)
{
  DectPbxRequest *self = g_new0 (DectPbxRequest, 1);

  self->answer_headers = json_object_new ();
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  self->started_jobs = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
dect_pbx_request_free (DectPbxRequest *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_pointer (&self->answer_headers, json_object_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->user);
  g_free (self->id);
  g_free (self->gateway);
  g_free (self->key);
  g_ptr_array_unref (self->started_jobs);
  g_free (self);
}

/* --- Answers --------------------------------------------------------------------------------- */

void
dect_pbx_request_set_header (DectPbxRequest *self, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_string_member (self->answer_headers, name, value);
}

void
dect_pbx_request_set_etag (DectPbxRequest *self, gint64 revision, gint64 gateway_revision)
{
  dect_pbx_request_set_header (self, "ETag", "\"r%" G_GINT64_FORMAT "\"", revision);
  if (gateway_revision != 0)
    dect_pbx_request_set_header (self, "X-Gateway-Revision", "%" G_GINT64_FORMAT, gateway_revision);
}

static void
answer_node (DectPbxRequest *self, guint status, JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  g_clear_pointer (&self->answer, g_bytes_unref);
  self->status = status;
  self->content_type = "application/json";
  self->answer = g_bytes_new_take (text, strlen (text));
}

void
dect_pbx_request_answer (DectPbxRequest *self, guint status, JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  /* What was just written cannot be read: then it shall not stay, either. The dispatcher says why.
   */
  if (object == NULL)
    {
      self->status = SOUP_STATUS_INTERNAL_SERVER_ERROR;
      return;
    }
  node = json_node_init_object (json_node_alloc (), object);
  answer_node (self, status, node);
  json_object_unref (object);
}

void
dect_pbx_request_answer_array (DectPbxRequest *self, JsonArray *array, gint64 total)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);

  dect_pbx_request_set_header (self, "X-Total-Count", "%" G_GINT64_FORMAT, total);
  answer_node (self, SOUP_STATUS_OK, node);
  json_array_unref (array);
}

void
dect_pbx_request_fail_problems (DectPbxRequest *self,
                                guint status,
                                const char *code,
                                const char *message,
                                GPtrArray *problems,
                                gint64 revision)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "response", "error");
  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "message", message);
  if (problems != NULL)
    json_object_set_array_member (object, "errors", dect_pbx_problems_to_json (problems, FALSE));
  if (revision != 0)
    {
      g_autofree char *etag = g_strdup_printf ("\"r%" G_GINT64_FORMAT "\"", revision);

      json_object_set_string_member (object, "etag", etag);
    }
  json_object_set_string_member (object, "request", self->id != NULL ? self->id : "");
  dect_pbx_request_answer (self, status, object);
}

void
dect_pbx_request_fail (DectPbxRequest *self, guint status, const char *code, const char *message)
{
  dect_pbx_request_fail_problems (self, status, code, message, NULL, 0);
}

static const char *
not_found_code (DectPbxRequest *self)
{
  gint64 revision = 0;

  if (self->key == NULL || !dect_pbx_store_revision (self->store, self->gateway, &revision, NULL)
      || revision == 0)
    return "unknown_gateway";
  switch (self->kind)
    {
    case DECT_PBX_KIND_ACCESSPOINT:
      return "unknown_accesspoint";
    case DECT_PBX_KIND_HANDSET:
      return "unknown_handset";
    case DECT_PBX_KIND_GATEWAY:
    default:
      return "unknown_job";
    }
}

void
dect_pbx_request_fail_error (DectPbxRequest *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_NOT_FOUND))
    dect_pbx_request_fail (self, SOUP_STATUS_NOT_FOUND, not_found_code (self), error->message);
  else if (g_error_matches (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_BUSY))
    {
      dect_pbx_request_set_header (self, "Retry-After", "1");
      dect_pbx_request_fail (self, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", error->message);
    }
  else if (g_error_matches (error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_EXISTS))
    dect_pbx_request_fail (self, SOUP_STATUS_CONFLICT, "mac_in_use", error->message);
  else
    {
      g_warning ("Request %s: %s", self->id, error->message);
      dect_pbx_request_fail (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_fault",
                             error->message);
    }
}

/* --- Preconditions --------------------------------------------------------------------------- */

/* RFC 9110 13.1: a list of quoted tags, or "*". Weak tags never match If-Match; for If-None-Match
 * the mark is no matter. */
static gboolean
header_names (const char *header, const char *etag, gboolean weak)
{
  g_auto (GStrv) tags = g_strsplit (header, ",", -1);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", etag);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (g_str_equal (tag, "*"))
        return TRUE;
      if (weak && g_str_has_prefix (tag, "W/"))
        tag += 2;
      if (g_str_equal (tag, quoted))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fail_match (DectPbxRequest *self, gint64 revision, const char *message)
{
  if (revision != 0)
    dect_pbx_request_set_etag (self, revision, 0);
  dect_pbx_request_fail_problems (self, SOUP_STATUS_PRECONDITION_FAILED, "precondition_failed",
                                  message, NULL, revision);
  return FALSE;
}

gboolean
dect_pbx_request_check_match (DectPbxRequest *self, gint64 revision, gboolean may_create)
{
  const char *match = soup_message_headers_get_list (self->headers, "If-Match");
  const char *none_match = soup_message_headers_get_list (self->headers, "If-None-Match");
  g_autofree char *etag = g_strdup_printf ("r%" G_GINT64_FORMAT, revision);

  if (none_match != NULL && revision != 0 && header_names (none_match, etag, TRUE))
    return fail_match (self, revision,
                       _("It is there already; read it and change it with If-Match."));
  if (match != NULL && revision == 0)
    return fail_match (self, 0, _("It is not there any more; somebody removed it."));
  if (match != NULL && !header_names (match, etag, FALSE))
    return fail_match (self, revision,
                       _("Somebody changed it in the meantime; read it again and compare."));

  if (revision != 0 ? match != NULL : none_match != NULL && may_create)
    return TRUE;
  dect_pbx_request_fail_problems (
      self, 428, "precondition_required",
      revision != 0 ? _("The request needs If-Match with the ETag that was read last.")
                    : _("The request needs “If-None-Match: *” to make what is not there."),
      NULL, revision);
  return FALSE;
}

gboolean
dect_pbx_request_not_modified (DectPbxRequest *self, const char *etag)
{
  const char *none_match = soup_message_headers_get_list (self->headers, "If-None-Match");

  if (none_match == NULL || !header_names (none_match, etag, TRUE))
    return FALSE;
  self->status = SOUP_STATUS_NOT_MODIFIED;
  return TRUE;
}

const char *
dect_pbx_request_get_query (DectPbxRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

static gboolean
read_number (DectPbxRequest *self,
             const char *name,
             gint64 minimum,
             gint64 maximum,
             gint64 fallback,
             gint64 *number)
{
  const char *text = dect_pbx_request_get_query (self, name);
  g_autofree char *message = NULL;

  *number = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, minimum, maximum, number, NULL))
    return TRUE;
  message = g_strdup_printf (_("The parameter %s must be a number from %d to %d."), name,
                             (int) minimum, (int) maximum);
  dect_pbx_request_fail (self, SOUP_STATUS_BAD_REQUEST, "malformed", message);
  return FALSE;
}

gboolean
dect_pbx_request_get_page (DectPbxRequest *self, gint64 *limit, gint64 *offset)
{
  return read_number (self, "limit", 1, DECT_PBX_MAX_PAGE, DECT_PBX_PAGE, limit)
         && read_number (self, "offset", 0, G_MAXINT, 0, offset);
}
