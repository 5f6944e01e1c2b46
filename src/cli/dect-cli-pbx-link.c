/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-pbx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chain/dect-chain.h"
#include "check/dect-check.h"
#include "pbx/dect-pbx-journal.h"

void
dect_cli_link_clear (DectCliLink *self)
{
  g_clear_pointer (&self->profile_name, g_free);
  g_clear_pointer (&self->secrets_path, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->pin, g_free);
  g_clear_pointer (&self->merge, g_free);
  g_clear_pointer (&self->overridden, g_ptr_array_unref);
  g_clear_pointer (&self->accepted, g_strfreev);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_object (&self->site);
  g_clear_pointer (&self->secrets, dect_secrets_free);
  g_clear_object (&self->client);
  g_clear_pointer (&self->document, json_node_unref);
}

/* SHA-256 of the public key, as a certificate's refusal shows it. */
static gboolean
is_pin (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdefABCDEF") == 64;
}

/* --accept RULE or RULE=REASON. */
static gboolean
rules_exist (DectCliLink *self)
{
  for (guint i = 0; self->accepted != NULL && self->accepted[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->accepted[i], "=", 2);

      if (!g_utf8_validate (self->accepted[i], -1, NULL))
        {
          dect_cli_usage (_("--accept wants its reason in UTF-8."));
          return FALSE;
        }
      if (parts[0] == NULL || dect_check_rule (parts[0]) == NULL)
        {
          dect_cli_usage (_("“%s” is not a rule; handoverctl check names them."),
                          self->accepted[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
parse (DectCliLink *self, char **arguments, guint n_files, DectExit *exit)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile_name, NULL, NULL },
    { "secrets", 0, 0, G_OPTION_ARG_FILENAME, &self->secrets_path, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->folder, NULL, NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &self->remove, NULL, NULL },
    { "accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->accepted, NULL, NULL },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &self->pin, NULL, NULL },
    { "merge", 0, 0, G_OPTION_ARG_STRING, &self->merge, NULL, NULL },
    { "since", 0, 0, G_OPTION_ARG_INT, &self->since, NULL, NULL },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &self->apply, NULL, NULL },
    { "unguarded", 0, 0, G_OPTION_ARG_NONE, &self->unguarded, NULL, NULL },
    { "take", 0, 0, G_OPTION_ARG_NONE, &self->take, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
    { NULL },
  };

  *exit = DECT_EXIT_USAGE;
  self->words = arguments;
  if (!dect_cli_parse (arguments, entries, n_files, n_files))
    return FALSE;
  if (self->profile_name == NULL)
    {
      dect_cli_usage (_("Name the connection profile with --profile: a file, or the id of one."));
      return FALSE;
    }
  if (self->pin != NULL && !is_pin (self->pin))
    {
      dect_cli_usage (
          _("--pin wants the SHA-256 of the PBX's public key, 64 hexadecimal digits."));
      return FALSE;
    }
  if (self->merge != NULL && !g_str_equal (self->merge, "mine")
      && !g_str_equal (self->merge, "theirs"))
    {
      dect_cli_usage (
          _("--merge wants mine or theirs: whose value counts where both changed one."));
      return FALSE;
    }
  if (self->since < 0)
    {
      dect_cli_usage (_("--since wants the revision of the last download."));
      return FALSE;
    }
  return rules_exist (self);
}

static DectPbxProfile *
load_profile (DectCliLink *self, GError **error)
{
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (self->profile_name, error);
  g_autoptr (DectPbxProfile) pinned = NULL;

  if (profile == NULL || self->pin == NULL)
    return g_steal_pointer (&profile);
  pinned = dect_pbx_profile_with (profile, "tls", "spki_sha256", self->pin, error);
  return pinned != NULL ? dect_pbx_profile_with (pinned, "tls", "mode", "pin", error) : NULL;
}

gboolean
dect_cli_link_open (DectCliLink *self, char **arguments, guint n_files, DectExit *exit)
{
  g_autoptr (DectPbxProfile) profile = NULL;
  GError *error = NULL;

  if (!parse (self, arguments, n_files, exit))
    return FALSE;
  if (n_files > 0 && (self->site = dect_cli_open (arguments[0], exit)) == NULL)
    return FALSE;
  if (self->site != NULL)
    self->snapshot = dect_site_snapshot (self->site);
  if (self->secrets_path != NULL
      && (self->secrets = dect_secrets_load (self->secrets_path, &error)) == NULL)
    {
      *exit = dect_cli_fail (self->secrets_path, error);
      return FALSE;
    }
  profile = load_profile (self, &error);
  if (profile == NULL)
    {
      dect_cli_fail (self->profile_name, error);
      *exit = DECT_EXIT_INPUT;
      return FALSE;
    }
  self->client = dect_pbx_client_new (
      profile, dect_secrets_get (self->secrets, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD));
  return TRUE;
}

/* What --accept said of a rule. */
static char *
find_accepted (DectCliLink *self, const char *rule)
{
  gsize length = strlen (rule);

  for (guint i = 0; self->accepted != NULL && self->accepted[i] != NULL; i++)
    if (g_str_has_prefix (self->accepted[i], rule)
        && (self->accepted[i][length] == '\0' || self->accepted[i][length] == '='))
      return self->accepted[i];
  return NULL;
}

gboolean
dect_cli_link_is_accepted (DectCliLink *self, const char *rule)
{
  return find_accepted (self, rule) != NULL;
}

/* Says the errors that block a push; returns whether there are none. */
gboolean
dect_cli_link_may_push (DectCliLink *self)
{
  g_autoptr (DectLinks) links = dect_links_new (self->snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (self->snapshot, links);
  g_autoptr (GPtrArray) findings = NULL;
  DectCheckFacts facts;
  guint blocking = 0;

  dect_check_facts_init (&facts, self->secrets);
  findings = dect_check_run (self->snapshot, links, chain, &facts);
  g_clear_pointer (&self->overridden, g_ptr_array_unref);
  self->overridden = g_ptr_array_new ();
  for (guint i = 0; i < findings->len; i++)
    {
      DectFinding *finding = g_ptr_array_index (findings, i);
      char *accepted = find_accepted (self, dect_finding_get_rule (finding));

      if (dect_finding_get_severity (finding) != DECT_SEVERITY_ERROR)
        continue;
      if (accepted != NULL)
        {
          if (!g_ptr_array_find (self->overridden, accepted, NULL))
            g_ptr_array_add (self->overridden, accepted);
          continue;
        }
      g_print ("%s %s: %s\n", _("error"), dect_finding_get_rule (finding),
               dect_finding_get_text (finding));
      blocking++;
    }
  g_ptr_array_add (self->overridden, NULL);
  if (blocking > 0)
    dect_cli_usage (
        ngettext (
            "%u error blocks the push; correct it, or accept its rule by name with --accept.",
            "%u errors block the push; correct them, or accept their rules by name with --accept.",
            blocking),
        blocking);
  return blocking == 0;
}

/* Whether what the PBX cannot know may stay out of the document. */
DectPbxDocumentFlags
dect_cli_link_flags (DectCliLink *self)
{
  return dect_cli_link_is_accepted (self, "mac-missing")
                 || dect_cli_link_is_accepted (self, "mac-invalid")
                 || dect_cli_link_is_accepted (self, "ipei-invalid")
             ? DECT_PBX_DOCUMENT_LEAVE_OUT
             : DECT_PBX_DOCUMENT_PLAIN;
}

gboolean
dect_cli_link_make_document (DectCliLink *self, DectPbxDocumentFlags flags, DectExit *exit)
{
  GError *error = NULL;

  g_clear_pointer (&self->document, json_node_unref);
  self->document = dect_pbx_document_new_full (self->snapshot, self->secrets, flags, &error);
  if (self->document != NULL)
    return TRUE;
  dect_cli_fail (self->words[0], error);
  *exit = DECT_EXIT_FINDING;
  return FALSE;
}

const char *
dect_cli_link_gateway (DectCliLink *self)
{
  return json_object_get_string_member_with_default (json_node_get_object (self->document), "mac",
                                                     "");
}

char *
dect_cli_link_dup_pushed (DectCliLink *self)
{
  char *pushed = dect_pbx_journal_dup_gateway (dect_site_get_log (self->site), self->client);

  return pushed != NULL ? pushed : g_strdup (dect_cli_link_gateway (self));
}

DectExit
dect_cli_link_save (DectCliLink *self)
{
  return self->changed ? dect_cli_save (self->site, self->words[0]) : DECT_EXIT_DONE;
}

DectExit
dect_cli_link_greet (DectCliLink *self)
{
  DectPbxProfile *profile = dect_pbx_client_get_profile (self->client);
  g_autoptr (DectPbxInfo) info = NULL;
  g_autoptr (DectPbxClient) fitting = NULL;
  GError *error = NULL;

  if (*profile->paths[DECT_PBX_PATH_INFO] == '\0')
    return DECT_EXIT_DONE;
  info = dect_pbx_client_handshake_sync (self->client, NULL, &error);
  if (info == NULL)
    return dect_cli_link_fail (self, error);
  fitting = dect_pbx_client_new_fitting (self->client, info);
  g_set_object (&self->client, fitting);
  return DECT_EXIT_DONE;
}

void
dect_cli_print_diff (const DectPbxDiff *diff)
{
  static const char marks[] = { '+', '~', '-' };
  g_autofree char *summary = dect_pbx_diff_dup_summary (diff);

  for (guint i = 0; i < diff->changes->len; i++)
    {
      DectPbxChange *change = g_ptr_array_index (diff->changes, i);
      g_autofree char *title = dect_pbx_change_dup_title (change);
      g_autofree char *details = NULL;

      /* What is new or goes is known by its key; only of what changes do the members matter. */
      if (dect_pbx_change_get_op (change) == DECT_PBX_OP_UPDATE)
        details = dect_pbx_change_dup_details (change);
      else
        g_object_get (change, "key", &details, NULL);

      g_print ("%c %s: %s\n", marks[dect_pbx_change_get_op (change)], title, details);
    }
  for (guint i = 0; i < diff->warnings->len; i++)
    {
      const DectPbxProblem *problem = g_ptr_array_index (diff->warnings, i);

      g_print ("%s %s\n", _("warning"), problem->message);
    }
  g_print ("%s\n", summary);
}

DectExit
dect_cli_link_fail (DectCliLink *self, GError *error)
{
  g_autoptr (GPtrArray) problems = dect_pbx_client_dup_problems (self->client);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const DectPbxProblem *problem = g_ptr_array_index (problems, i);

      if (problem->owner != NULL)
        g_print (_("%s: %s (it belongs to %s)\n"), problem->path, problem->message,
                 problem->owner);
      else
        g_print ("%s: %s\n", problem->path, problem->message);
    }
  return dect_cli_fail (dect_pbx_client_get_profile (self->client)->base_url, error);
}
