/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-push-private.h"

#include "pbx/dect-pbx-dialect-private.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_profile (DectPbxProfile *profile, const DectPbxPushOptions *options, GError **error)
{
  if (profile->sync == DECT_PBX_SYNC_NONE)
    {
      g_set_error (
          error, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_SUPPORTED,
          _("By its connection profile “%s” the PBX can only be read; write the OMM files "
             "locally and enter the gateway "
             "at the PBX by hand."),
          profile->title);
      return FALSE;
    }
  if (profile->concurrency == DECT_PBX_CONCURRENCY_NONE && !options->dry_run && !options->unguarded)
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_UNGUARDED,
                   _("This PBX cannot notice when somebody else changes it at the same time "
                      "(concurrency=none in “%s”); make sure that nobody does, and say so for this "
                      "push."),
                   profile->title);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_document (DectPbxPush *push, GError **error)
{
  DectPbxProfile *profile = push->run->profile;
  g_auto (GStrv) firmware = g_strsplit (profile->firmware, ";", -1);
  const DectPbxLimits limits = { profile->max_accesspoints, profile->max_handsets,
                                 *firmware != NULL ? (const char *const *) firmware : NULL };
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
  g_assert (first != NULL);
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_INVALID,
               ngettext ("The PBX would not accept %u value of this site, at %s: %s",
                         "The PBX would not accept %u values of this site, the first at %s: %s",
                         n_errors),
               n_errors, first->path, first->message);
  g_clear_pointer (&push->run->problems, g_ptr_array_unref);
  push->run->problems = problems;
  return FALSE;
}

/* A PBX without ETags: what its document says stands for one. */
static char *
hash_document (JsonNode *document)
{
  g_autoptr (JsonNode) bare = dect_pbx_document_strip_server (document);
  g_autoptr (GBytes) bytes = dect_pbx_document_to_bytes (bare);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strdup_printf ("\"h%s\"", digest);
}

gboolean
dect_pbx_push_read (DectPbxPush *push, JsonNode **document, char **etag, GError **error)
{
  g_autoptr (GError) why = NULL;

  *document = dect_pbx_run_get_document (push->run, push->gateway, etag, &why);
  if (*document != NULL && push->run->profile->concurrency != DECT_PBX_CONCURRENCY_ETAG)
    {
      g_free (*etag);
      *etag = hash_document (*document);
    }
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

void
dect_pbx_push_set_conflict (GError **error)
{
  g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT,
               _("Somebody else changed the gateway at the PBX in the meantime; nothing was "
                  "changed. Look at the difference "
                  "again."));
}

gboolean
dect_pbx_push_is_reached (DectPbxPush *push, JsonNode *now)
{
  g_autoptr (DectPbxDiff) left = dect_pbx_diff_new (now, push->document, push->mode);

  return dect_pbx_diff_is_empty_but_secrets (left);
}

/* Whether the difference is worked out here, for which the PBX's document is needed. */
static gboolean
is_local (DectPbxPush *push)
{
  DectPbxProfile *profile = push->run->profile;

  return profile->sync == DECT_PBX_SYNC_ITEMS || push->old_gateway != NULL
         || (push->options->dry_run && profile->dryrun == DECT_PBX_SIDE_CLIENT);
}

static gboolean
settle_base (DectPbxPush *push, GError **error)
{
  gboolean guarded = push->run->profile->concurrency == DECT_PBX_CONCURRENCY_ETAG;
  g_autofree char *etag = NULL;

  if (push->options->base_etag != NULL && guarded && !is_local (push))
    {
      push->base_etag = g_strdup (push->options->base_etag);
      return TRUE;
    }
  if (!dect_pbx_push_read (push, &push->base, &etag, error))
    return FALSE;
  if (push->options->base_etag != NULL
      && push->run->profile->concurrency != DECT_PBX_CONCURRENCY_NONE
      && !g_str_equal (push->options->base_etag, etag)
      && (push->options->dry_run || push->base == NULL
          || !dect_pbx_push_is_reached (push, push->base)))
    {
      dect_pbx_push_set_conflict (error);
      return FALSE;
    }
  push->base_etag = g_steal_pointer (&etag);
  return TRUE;
}

DectPbxPushResult *
dect_pbx_push_new_result (DectPbxPush *push, DectPbxDiff *diff, const char *etag)
{
  DectPbxPushResult *result = g_new0 (DectPbxPushResult, 1);

  result->diff = diff;
  result->base_etag = g_strdup (push->first_etag != NULL ? push->first_etag : push->base_etag);
  result->etag = g_strdup (etag);
  result->revision = dect_pbx_etag_revision (etag);
  result->dry_run = push->options->dry_run;
  result->jobs = g_new0 (char *, 1);
  result->mode = push->mode;
  result->rekeyed_from = g_strdup (push->old_gateway);
  return result;
}

/* Whether a failed commit may have happened all the same. */
gboolean
dect_pbx_push_is_ambiguous (const GError *why)
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

static DectPbxPushResult *
simulate (DectPbxPush *push)
{
  return dect_pbx_push_new_result (push, dect_pbx_diff_new (push->base, push->document, push->mode),
                                   push->base_etag);
}

/* The time between looking and writing is not watched over by such a PBX. */
static void
warn_race (DectPbxPush *push, DectPbxPushResult *result)
{
  if (push->run->profile->concurrency == DECT_PBX_CONCURRENCY_ETAG)
    return;
  g_ptr_array_add (
      result->diff->warnings,
      dect_pbx_problem_new ("", "race_window", TRUE,
                            _("This PBX has no ETags: what somebody else changes there "
                               "during the push itself goes unnoticed.")));
}

static gboolean
is_vendor (DectPbxProfile *profile, const char *mac)
{
  g_auto (GStrv) prefixes = g_strsplit (profile->vendor_oui, ";", -1);
  gboolean any = FALSE;

  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      const char *prefix = g_strstrip (prefixes[i]);
      any |= *prefix != '\0';
      if (*prefix != '\0' && g_ascii_strncasecmp (mac, prefix, strlen (prefix)) == 0)
        return TRUE;
    }
  return !any;
}

/* The PBX may refuse what is new with a MAC outside the ranges it knows (C3). */
static void
warn_vendor (DectPbxPush *push, DectPbxPushResult *result)
{
  for (guint i = 0; i < result->diff->changes->len; i++)
    {
      DectPbxChange *change = g_ptr_array_index (result->diff->changes, i);
      const char *mac = dect_pbx_change_get_key (change);
      if (dect_pbx_change_get_kind (change) != DECT_PBX_KIND_ACCESSPOINT
          || dect_pbx_change_get_op (change) != DECT_PBX_OP_CREATE
          || is_vendor (push->run->profile, mac))
        continue;
      g_autofree char *title = dect_pbx_change_dup_title (change);
      g_ptr_array_add (result->diff->warnings,
                       dect_pbx_problem_new ("/accesspoints", "mac_vendor", TRUE,
                                             _("%s has a MAC address outside the ranges of the "
                                                "connection profile (vendor_oui)."),
                                             title));
    }
}

/* What the PBX has now is the base of the next merge. Where it does not tell, there is none. */
static void
keep_document (DectPbxPush *push, DectPbxPushResult *result)
{
  g_autoptr (JsonNode) now = NULL;
  g_autofree char *etag = NULL;

  if (result->document != NULL)
    return;
  if (push->options->dry_run)
    {
      if (push->base != NULL && push->old_gateway == NULL)
        result->document = dect_pbx_document_redact (push->base);
      return;
    }
  /* What was wanted is done: nobody waits long for this. */
  push->run->http->max_tries = 1;
  if (!dect_pbx_push_read (push, &now, &etag, NULL) || now == NULL)
    return;
  if (push->run->profile->concurrency != DECT_PBX_CONCURRENCY_ETAG || *result->etag == '\0')
    {
      g_free (result->etag);
      result->etag = g_strdup (etag);
      result->revision = dect_pbx_etag_revision (etag);
    }
  if (g_str_equal (etag, result->etag))
    result->document = dect_pbx_document_redact (now);
}

/* A swapped master: first the key, then the rest. */
static DectPbxPushResult *
commit (DectPbxPush *push, GError **error)
{
  g_autoptr (DectPbxDiff) whole = NULL;
  DectPbxPushResult *result;

  if (push->old_gateway != NULL)
    {
      whole = dect_pbx_diff_new (push->base, push->document, push->mode);
      if (!dect_pbx_push_rekey (push, error))
        return NULL;
      json_object_set_string_member (json_node_get_object (push->base), "mac", push->gateway);
    }
  result = push->run->profile->sync == DECT_PBX_SYNC_ITEMS ? dect_pbx_push_items (push, error)
                                                           : dect_pbx_push_bulk (push, error);
  if (result == NULL && whole != NULL)
    g_prefix_error (error, "%s ", _("The PBX has the new master, but the rest failed:"));
  if (result != NULL && whole != NULL)
    {
      dect_pbx_diff_unref (result->diff);
      result->diff = g_steal_pointer (&whole);
    }
  return result;
}

static DectPbxPushResult *
run_push (DectPbxPush *push, GError **error)
{
  DectPbxPushResult *result;

  if (!check_profile (push->run->profile, push->options, error) || !check_document (push, error)
      || !dect_pbx_push_plan_rekey (push, error))
    return NULL;

  g_autoptr (JsonNode) stripped = dect_pbx_dialect_strip (push->run->profile, push->document);
  json_node_unref (push->document);
  push->document = g_steal_pointer (&stripped);
  if (push->old_gateway == NULL && !settle_base (push, error))
    return NULL;
  if (push->options->dry_run && is_local (push))
    result = simulate (push);
  else
    result = commit (push, error);
  if (result == NULL)
    return NULL;
  keep_document (push, result);
  warn_race (push, result);
  warn_vendor (push, result);
  return result;
}

DectPbxPushResult *
dect_pbx_run_push (DectPbxRun *run,
                   JsonNode *document,
                   const DectPbxPushOptions *options,
                   GError **error)
{
  static const DectPbxPushOptions no_options = { 0 };
  JsonNode *canonical = dect_pbx_document_canonical (document);
  const char *gateway = dect_pbx_json_get_string (json_node_get_object (canonical), "mac");
  DectPbxPush push
      = { .run = run, .document = canonical, .options = options != NULL ? options : &no_options };

  push.mode
      = push.options->remove ? DECT_PBX_MODE_CREATE_UPDATE_REMOVE : DECT_PBX_MODE_CREATE_UPDATE;
  push.gateway = g_strdup (gateway != NULL ? gateway : "");
  push.key = g_uuid_string_random ();

  DectPbxPushResult *result = run_push (&push, error);
  json_node_unref (push.document);
  g_free (push.gateway);
  g_free (push.key);
  g_free (push.base_etag);
  g_free (push.old_gateway);
  g_free (push.first_etag);
  g_clear_pointer (&push.base, json_node_unref);
  return result;
}
