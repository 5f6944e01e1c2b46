/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-client-private.h"

#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>

#define MAX_JOBS 100

/* One push on its way. base_etag "" means that the gateway was not there. */
typedef struct
{
  DectPbxRun *run;
  JsonNode *document; /* canonical */
  const DectPbxPushOptions *options;
  DectPbxMode mode;
  char *gateway;
  char *key; /* Idempotency-Key */
  char *base_etag;
  JsonNode *base; /* what the PBX had; NULL = nothing, or not asked */
} Push;

static gboolean
check_profile (DectPbxProfile *profile, GError **error)
{
  if (profile->sync == DECT_PBX_SYNC_NONE)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                 _("By its connection profile “%s” the PBX can only be read; write the OMM files "
                    "locally and enter the gateway "
                    "at the PBX by hand."),
                 profile->title);
  else if (profile->sync == DECT_PBX_SYNC_ITEMS)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                 _("The connection profile “%s” wants a push record by record (sync=items), which "
                    "this version cannot do."),
                 profile->title);
  else if (profile->concurrency != DECT_PBX_CONCURRENCY_ETAG)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                 _("The connection profile “%s” has no ETags (concurrency), without which this "
                    "version does not push."),
                 profile->title);
  else if (profile->key_mode != DECT_PBX_KEY_NATURAL)
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
                 _("The connection profile “%s” looks ids up first (key_mode=lookup), which this "
                    "version cannot do."),
                 profile->title);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_document (Push *push, GError **error)
{
  const DectPbxLimits limits
      = { push->run->profile->max_accesspoints, DECT_PBX_MAX_HANDSETS, NULL };
  GPtrArray *problems = NULL;
  const DectPbxProblem *first = NULL;
  guint n_errors = 0;

  if (dect_pbx_document_validate (push->document, &limits, &problems))
    {
      g_ptr_array_unref (problems);
      return TRUE;
    }
  for (guint i = problems->len; i-- > 0;)
    if (!((DectPbxProblem *) g_ptr_array_index (problems, i))->warning)
      {
        first = g_ptr_array_index (problems, i);
        n_errors++;
      }
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID,
               ngettext ("The PBX would not accept %u value of this site, at %s: %s",
                         "The PBX would not accept %u values of this site, the first at %s: %s",
                         n_errors),
               n_errors, first->path, first->message);
  g_clear_pointer (&push->run->problems, g_ptr_array_unref);
  push->run->problems = problems;
  return FALSE;
}

/* What the PBX has; no gateway is no error. */
static gboolean
read_base (Push *push, JsonNode **document, char **etag, GError **error)
{
  g_autoptr (GError) why = NULL;

  *document = dect_pbx_run_get_document (push->run, push->gateway, etag, &why);
  if (*document != NULL && **etag != '\0')
    return TRUE;
  if (g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND))
    {
      *etag = g_strdup ("");
      return TRUE;
    }
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_API,
                 _("The PBX gives no ETag for the gateway, without which a change by somebody "
                    "else would go unnoticed."));
  return FALSE;
}

static void
set_conflict (GError **error)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT,
               _("Somebody else changed the gateway at the PBX in the meantime; nothing was "
                  "changed. Look at the difference "
                  "again."));
}

static gboolean
settle_base (Push *push, GError **error)
{
  g_autofree char *etag = NULL;

  if (push->options->base_etag != NULL
      && !(push->options->dry_run && push->run->profile->dryrun == DECT_PBX_SIDE_CLIENT))
    {
      push->base_etag = g_strdup (push->options->base_etag);
      return TRUE;
    }
  if (!read_base (push, &push->base, &etag, error))
    return FALSE;
  if (push->options->base_etag != NULL && !g_str_equal (push->options->base_etag, etag))
    {
      set_conflict (error);
      return FALSE;
    }
  push->base_etag = g_steal_pointer (&etag);
  return TRUE;
}

static GBytes *
make_body (Push *push)
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

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && jobs->len < MAX_JOBS; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *job = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = dect_pbx_json_get_string (job, "id");
      if (id != NULL && g_strcmp0 (dect_pbx_json_get_string (job, "state"), "done") != 0)
        g_ptr_array_add (jobs, dect_pbx_plain_text (id, 64));
    }
  g_ptr_array_add (jobs, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&jobs), FALSE);
}

static DectPbxPushResult *
new_result (Push *push, DectPbxDiff *diff, const char *etag)
{
  DectPbxPushResult *result = g_new0 (DectPbxPushResult, 1);

  result->diff = diff;
  result->base_etag = g_strdup (push->base_etag);
  result->etag = g_strdup (etag);
  result->revision = dect_pbx_etag_revision (etag);
  result->dry_run = push->options->dry_run;
  result->jobs = g_new0 (char *, 1);
  return result;
}

static DectPbxPushResult *
read_answer (Push *push, DectPbxHttpAnswer *answer, GError **error)
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

  DectPbxPushResult *result = new_result (push, g_steal_pointer (&diff), etag);
  g_strfreev (result->jobs);
  result->jobs = read_jobs (object);
  return result;
}

static DectPbxPushResult *
send_sync (Push *push, gboolean *sent, GError **error)
{
  g_autofree char *url = dect_pbx_profile_dup_url (push->run->profile, DECT_PBX_PATH_ACTION,
                                                   push->gateway, NULL, error);
  g_autoptr (GBytes) body = make_body (push);
  gboolean create = *push->base_etag == '\0';
  DectPbxHttpRequest request = {
    .method = "POST",
    .url = url,
    .accept = "application/json",
    .body = body,
    .if_match = create ? NULL : push->base_etag,
    .if_none_match = create ? "*" : NULL,
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

/* Whether a failed commit may have happened all the same. */
static gboolean
is_ambiguous (const GError *why)
{
  static const DectPbxError codes[] = {
    DECT_PBX_ERROR_TIMEOUT,   DECT_PBX_ERROR_TRUNCATED, DECT_PBX_ERROR_UNREACHABLE,
    DECT_PBX_ERROR_MALFORMED, DECT_PBX_ERROR_NOT_API,   DECT_PBX_ERROR_TOO_LARGE,
    DECT_PBX_ERROR_SERVER,    DECT_PBX_ERROR_BUSY,
  };

  for (guint i = 0; why->domain == DECT_PBX_ERROR && i < G_N_ELEMENTS (codes); i++)
    if (why->code == (gint) codes[i])
      return TRUE;
  return FALSE;
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
find_state (Push *push, JsonNode **now, char **etag)
{
  if (!read_base (push, now, etag, NULL))
    return STATE_UNKNOWN;
  if (g_str_equal (*etag, push->base_etag))
    return STATE_OLD;
  if (*now == NULL)
    return STATE_OTHER;

  g_autoptr (DectPbxDiff) left = dect_pbx_diff_new (*now, push->document, push->mode);
  return dect_pbx_diff_is_empty_but_secrets (left) ? STATE_WANTED : STATE_OTHER;
}

static DectPbxPushResult *
recovered_result (Push *push, JsonNode *now, const char *etag)
{
  /* Without the old document nobody can tell any more what changed: then nothing is left to change.
   */
  DectPbxDiff *diff
      = dect_pbx_diff_new (push->base != NULL || *push->base_etag == '\0' ? push->base : now,
                           push->document, push->mode);
  DectPbxPushResult *result = new_result (push, diff, etag);

  result->recovered = TRUE;
  return result;
}

/* The answer to a commit was lost: ask, then send once more, be glad, or stop (C4). */
static DectPbxPushResult *
recover (Push *push, GError *why, gboolean again, GError **error)
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
      if (result == NULL && is_ambiguous (second))
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
push_on_top (Push *push, GError *why, GError **error)
{
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) second = NULL;
  DectPbxPushResult *result;
  gboolean sent = FALSE;

  if (find_state (push, &now, &etag) == STATE_WANTED)
    {
      dect_set_str (&push->base_etag, etag);
      g_free (push->key);
      push->key = g_uuid_string_random ();
      result = send_sync (push, &sent, &second);
      if (result != NULL)
        result->recovered = TRUE;
      if (result != NULL || !g_error_matches (second, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
        {
          if (second != NULL)
            g_propagate_error (error, g_steal_pointer (&second));
          return result;
        }
    }
  g_propagate_error (error, g_error_copy (why));
  return NULL;
}

static DectPbxPushResult *
run_push (Push *push, GError **error)
{
  g_autoptr (GError) why = NULL;
  gboolean sent = FALSE;
  DectPbxPushResult *result;

  if (!check_profile (push->run->profile, error) || !check_document (push, error)
      || !settle_base (push, error))
    return NULL;
  if (push->options->dry_run && push->run->profile->dryrun == DECT_PBX_SIDE_CLIENT)
    return new_result (push, dect_pbx_diff_new (push->base, push->document, push->mode),
                       push->base_etag);

  result = send_sync (push, &sent, &why);
  if (result != NULL)
    return result;
  if (!push->options->dry_run && sent && is_ambiguous (why))
    return recover (push, why, TRUE, error);
  if (!push->options->dry_run && g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
    return push_on_top (push, why, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

DectPbxPushResult *
dect_pbx_run_push (DectPbxRun *run,
                   JsonNode *document,
                   const DectPbxPushOptions *options,
                   GError **error)
{
  static const DectPbxPushOptions no_options = { 0 };
  g_autoptr (JsonNode) canonical = dect_pbx_document_canonical (document);
  const char *gateway = dect_pbx_json_get_string (json_node_get_object (canonical), "mac");
  Push push
      = { .run = run, .document = canonical, .options = options != NULL ? options : &no_options };

  push.mode
      = push.options->remove ? DECT_PBX_MODE_CREATE_UPDATE_REMOVE : DECT_PBX_MODE_CREATE_UPDATE;
  push.gateway = g_strdup (gateway != NULL ? gateway : "");
  push.key = g_uuid_string_random ();

  DectPbxPushResult *result = run_push (&push, error);
  g_free (push.gateway);
  g_free (push.key);
  g_free (push.base_etag);
  g_clear_pointer (&push.base, json_node_unref);
  return result;
}
