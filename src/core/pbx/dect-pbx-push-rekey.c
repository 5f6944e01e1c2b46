/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-push-private.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The base with the new hardware in the old one's place. The gateway's own mac stays, so that the
 * difference tells of it. */
static JsonNode *
rekeyed (JsonNode *base, const char *old_key, const char *new_key)
{
  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (base);
  g_autofree char *text = json_to_string (canonical, FALSE);
  JsonNode *copy = dect_pbx_json_parse (text, strlen (text), NULL);
  JsonArray *list = dect_pbx_json_get_array (json_node_get_object (copy), "accesspoints");

  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *record = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      if (g_strcmp0 (dect_pbx_json_get_string (record, "mac"), old_key) == 0)
        json_object_set_string_member (record, "mac", new_key);
    }
  return copy;
}

static gboolean
has_accesspoint (JsonNode *document, const char *mac)
{
  JsonArray *list = dect_pbx_json_get_array (json_node_get_object (document), "accesspoints");

  for (guint i = 0; i < dect_pbx_json_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (JSON_NODE_HOLDS_OBJECT (node)
          && g_strcmp0 (dect_pbx_json_get_string (json_node_get_object (node), "mac"), mac) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_as (DectPbxPush *push, char *key, JsonNode **document, char **etag, GError **error)
{
  char *kept = push->gateway;
  gboolean ok;

  push->gateway = key;
  ok = dect_pbx_push_read (push, document, etag, error);
  push->gateway = kept;
  return ok;
}

static gboolean
fail_taken (DectPbxPush *push, GError **error)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_IN_USE,
               _("The master is another base station now, but at the PBX its MAC address %s is in "
                  "use already; make the former master %s master again, or remove the other entry "
                  "at the PBX."),
               push->gateway, push->options->gateway);
  return FALSE;
}

gboolean
dect_pbx_push_plan_rekey (DectPbxPush *push, GError **error)
{
  const char *old_key = push->options->gateway;
  g_autofree char *key = g_strdup (old_key);
  g_autofree char *etag = NULL, *new_etag = NULL;
  g_autoptr (JsonNode) base = NULL;
  g_autoptr (JsonNode) other = NULL;

  if (old_key == NULL || g_str_equal (old_key, push->gateway)
      || !dect_pbx_run_check_gateway (old_key, NULL))
    return TRUE;
  if (!read_as (push, key, &base, &etag, error))
    return FALSE;
  /* Gone, or has its new key already. */
  if (base == NULL)
    return TRUE;
  if (!dect_pbx_push_read (push, &other, &new_etag, error))
    return FALSE;
  if (other != NULL || has_accesspoint (base, push->gateway))
    return fail_taken (push, error);
  if (push->options->base_etag != NULL && !g_str_equal (push->options->base_etag, etag))
    {
      dect_pbx_push_set_conflict (error);
      return FALSE;
    }
  if (*push->run->profile->paths[DECT_PBX_PATH_ACTION] == '\0')
    {
      g_set_error (
          error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
          _("By its connection profile “%s” the PBX cannot give a gateway another master; "
             "do that at the PBX."),
          push->run->profile->title);
      return FALSE;
    }
  push->old_gateway = g_steal_pointer (&key);
  push->first_etag = g_strdup (etag);
  push->base_etag = g_steal_pointer (&etag);
  push->base = rekeyed (base, old_key, push->gateway);
  return TRUE;
}

static GBytes *
make_body (const char *mac)
{
  char *text = g_strdup_printf ("{\"action\":\"rekey\",\"mac\":\"%s\"}", mac);

  return g_bytes_new_take (text, strlen (text));
}

/* The ETag of the gateway under its new key; NULL and no error when it still has the old one. */
static char *
find_rekeyed (DectPbxPush *push, GError **error)
{
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *etag = NULL;

  if (!dect_pbx_push_read (push, &document, &etag, error))
    return NULL;
  return document != NULL ? g_steal_pointer (&etag) : NULL;
}

gboolean
dect_pbx_push_rekey (DectPbxPush *push, GError **error)
{
  gboolean guarded = push->run->profile->concurrency == DECT_PBX_CONCURRENCY_ETAG;
  g_autofree char *url = dect_pbx_profile_dup_url (push->run->profile, DECT_PBX_PATH_ACTION,
                                                   push->old_gateway, NULL, error);
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GBytes) body = make_body (push->gateway);
  DectPbxHttpRequest request = { .method = "POST",
                                 .url = url,
                                 .accept = "application/json",
                                 .body = body,
                                 .if_match = guarded ? push->base_etag : NULL,
                                 .idempotency_key = key,
                                 .max_bytes = DECT_PBX_MAX_OTHER_BYTES };
  g_autofree char *etag = NULL;

  if (url == NULL)
    return FALSE;
  /* Sent a second time where the answer was lost and nothing had happened. */
  for (guint try = 0; etag == NULL; try++)
    {
      g_auto (DectPbxHttpAnswer) answer = { 0 };
      g_autoptr (GError) why = NULL;
      gboolean ok = dect_pbx_run_send (push->run, &request, &answer, &why);
      if (!ok && !(answer.sent && dect_pbx_push_is_ambiguous (why)))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      g_autoptr (GError) unknown = NULL;
      etag = find_rekeyed (push, &unknown);
      if (etag == NULL && (ok || try > 0 || unknown != NULL))
        {
          g_set_error (
              error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN,
              _("It is not known whether the PBX took the new master: %s Push again when it "
                 "answers; that changes nothing twice."),
              why != NULL       ? why->message
              : unknown != NULL ? unknown->message
                                : _("it does not show it."));
          return FALSE;
        }
    }
  g_free (push->base_etag);
  push->base_etag = g_steal_pointer (&etag);
  return TRUE;
}
