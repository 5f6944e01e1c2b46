/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-push-private.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_JOBS 100

static GBytes *
make_body (DectPbxPush *push)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char *text;

  json_node_take_object (node, object);
  json_object_set_string_member (object, "action", "sync");
  json_object_set_string_member (object, "mode", dect_pbx_mode_id (push->mode));
  json_object_set_boolean_member (object, "dryrun", push->options->dry_run);
  dect_pbx_object_set (object, "target", push->document);
  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static char **
read_jobs (JsonObject *answer)
{
  JsonArray *array = dect_pbx_json_get_array (answer, "jobs");
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  for (guint i = 0; i < dect_pbx_json_length (array) && jobs->len < MAX_JOBS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *job = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = dect_pbx_json_get_string (job, "id");
      if (id != NULL && g_strcmp0 (dect_pbx_json_get_string (job, "state"), "done") != 0)
        g_ptr_array_add (jobs, dect_peer_plain_text (id, 64));
    }
  g_ptr_array_add (jobs, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&jobs), FALSE);
}

static DectPbxPushResult *
read_answer (DectPbxPush *push, DectPbxHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = dect_pbx_answer_parse (answer, error);
  g_autoptr (DectPbxDiff) diff = node != NULL ? dect_pbx_diff_new_from_json (node, error) : NULL;
  g_autofree char *etag = dect_pbx_answer_dup_etag (answer);

  if (diff == NULL)
    return NULL;

  JsonObject *object = json_node_get_object (node);
  /* A commit that only simulated, or a dry run that committed: neither is what was asked for. */
  if (dect_pbx_json_get_bool (object, "dryrun", !push->options->dry_run) != push->options->dry_run)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                   _("The PBX does not say whether it changed anything."));
      return NULL;
    }
  if (*etag == '\0' && dect_pbx_json_get_string (object, "etag") != NULL)
    {
      g_free (etag);
      etag = g_strdup (dect_pbx_json_get_string (object, "etag"));
    }

  DectPbxPushResult *result = dect_pbx_push_new_result (push, g_steal_pointer (&diff), etag);
  g_strfreev (result->jobs);
  result->jobs = read_jobs (object);
  return result;
}

static DectPbxPushResult *
send_sync (DectPbxPush *push, gboolean *sent, GError **error)
{
  g_autofree char *url = dect_pbx_profile_dup_url (push->run->profile, DECT_PBX_PATH_ACTION,
                                                   push->gateway, NULL, error);
  g_autoptr (GBytes) body = make_body (push);
  gboolean create = *push->base_etag == '\0';
  gboolean guarded = push->run->profile->concurrency == DECT_PBX_CONCURRENCY_ETAG;
  DectPbxHttpRequest request = {
    .method = "POST",
    .url = url,
    .accept = "application/json",
    .body = body,
    .if_match = guarded && !create ? push->base_etag : NULL,
    .if_none_match = guarded && create ? "*" : NULL,
    .idempotency_key = push->key,
    .max_bytes = DECT_PBX_MAX_DOCUMENT_BYTES,
  };
  g_auto (DectPbxHttpAnswer) answer = { 0 };

  if (url == NULL)
    return NULL;

  gboolean ok = dect_pbx_run_send (push->run, &request, &answer, error);
  *sent = answer.sent;
  return ok ? read_answer (push, &answer, error) : NULL;
}

typedef enum
{
  STATE_OLD,
  STATE_WANTED,
  STATE_OTHER,
  STATE_UNKNOWN,
} State;

/* What the PBX has after a commit whose answer was lost. */
static State
find_state (DectPbxPush *push, JsonNode **now, char **etag)
{
  if (!dect_pbx_push_read (push, now, etag, NULL))
    return STATE_UNKNOWN;
  if (g_str_equal (*etag, push->base_etag))
    return STATE_OLD;
  if (*now == NULL)
    return STATE_OTHER;

  return dect_pbx_push_is_reached (push, *now) ? STATE_WANTED : STATE_OTHER;
}

static DectPbxPushResult *
recovered_result (DectPbxPush *push, JsonNode *now, const char *etag)
{
  /* Without the old document nobody can tell any more what changed: then nothing is left to change.
   */
  DectPbxDiff *diff
      = dect_pbx_diff_new (push->base != NULL || *push->base_etag == '\0' ? push->base : now,
                           push->document, push->mode);
  DectPbxPushResult *result = dect_pbx_push_new_result (push, diff, etag);

  result->recovered = TRUE;
  result->document = dect_pbx_document_redact (now);
  return result;
}

/* The answer to a commit was lost: ask, then send once more, be glad, or stop (C4). */
static DectPbxPushResult *
recover (DectPbxPush *push, GError *why, gboolean again, GError **error)
{
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) second = NULL;
  gboolean sent = FALSE;
  DectPbxPushResult *result = NULL;

  switch (find_state (push, &now, &etag))
    {
    case STATE_WANTED:
      return recovered_result (push, now, etag);
    case STATE_OTHER:
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT,
                   _("The PBX's answer was lost, and the gateway is now neither as it was nor as "
                      "it was sent: somebody else "
                      "changed it, too. Look at the difference again."));
      return NULL;
    case STATE_OLD:
      if (!again || g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_SERVER)
          || g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_BUSY))
        {
          g_set_error (error, why->domain, why->code, _("%s Nothing was changed."), why->message);
          return NULL;
        }
      result = send_sync (push, &sent, &second);
      if (result == NULL && dect_pbx_push_is_ambiguous (second))
        return recover (push, second, FALSE, error);
      if (result == NULL)
        g_propagate_error (error, g_steal_pointer (&second));
      return result;
    case STATE_UNKNOWN:
    default:
      if (g_cancellable_set_error_if_cancelled (push->run->cancellable, error))
        return NULL;
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNCERTAIN,
                   _("It is not known whether the PBX took the changes: its answer was lost and "
                      "it does not answer now. "
                      "Push again when it does; that changes nothing twice. (%s)"),
                   why->message);
      return NULL;
    }
}

/* Refused for another ETag. Where the PBX has what is wanted all the same, the answer to an earlier
 * push of ours was lost for good: to send it on top of that overwrites nobody's work and changes
 * nothing but secrets, which cannot be compared. Else @why stands. */
static DectPbxPushResult *
push_on_top (DectPbxPush *push, GError *why, GError **error)
{
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) second = NULL;
  DectPbxPushResult *result = NULL;
  gboolean sent = FALSE;

  if (find_state (push, &now, &etag) != STATE_WANTED)
    {
      g_propagate_error (error, g_error_copy (why));
      return NULL;
    }
  dect_set_str (&push->base_etag, etag);
  result = send_sync (push, &sent, &second);
  if (result != NULL)
    result->recovered = TRUE;
  else
    g_propagate_error (error, g_steal_pointer (&second));
  return result;
}

DectPbxPushResult *
dect_pbx_push_bulk (DectPbxPush *push, GError **error)
{
  g_autoptr (GError) why = NULL;
  gboolean sent = FALSE;
  DectPbxPushResult *result = send_sync (push, &sent, &why);

  if (result != NULL)
    return result;
  if (!push->options->dry_run && sent && dect_pbx_push_is_ambiguous (why))
    return recover (push, why, TRUE, error);
  if (!push->options->dry_run && g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
    return push_on_top (push, why, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}
