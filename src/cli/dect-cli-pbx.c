/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chain/dect-chain.h"
#include "check/dect-check.h"
#include "dect-cli.h"
#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-journal.h"
#include "store/dect-save.h"

/* What every command towards a PBX needs. */
typedef struct
{
  char **words;
  char *profile_name;
  char *secrets_path;
  char *folder;
  char *pin;
  char **accepted;
  gboolean remove;
  DectSite *site;
  DectSnapshot *snapshot;
  DectSecrets *secrets;
  DectPbxClient *client;
  JsonNode *document;
} Link;

static void
link_clear (Link *self)
{
  g_clear_pointer (&self->profile_name, g_free);
  g_clear_pointer (&self->secrets_path, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->pin, g_free);
  g_clear_pointer (&self->accepted, g_strfreev);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_object (&self->site);
  g_clear_pointer (&self->secrets, dect_secrets_free);
  g_clear_object (&self->client);
  g_clear_pointer (&self->document, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Link, link_clear)

/* SHA-256 of the public key, as a certificate's refusal shows it. */
static gboolean
is_pin (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdefABCDEF") == 64;
}

static gboolean
parse (Link *self, char **arguments, DectExit *exit)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile_name, NULL, NULL },
    { "secrets", 0, 0, G_OPTION_ARG_FILENAME, &self->secrets_path, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->folder, NULL, NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &self->remove, NULL, NULL },
    { "accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->accepted, NULL, NULL },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &self->pin, NULL, NULL },
    { NULL },
  };

  *exit = DECT_EXIT_USAGE;
  self->words = arguments;
  if (!dect_cli_parse (arguments, entries, 1, 1))
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
  for (guint i = 0; self->accepted != NULL && self->accepted[i] != NULL; i++)
    if (dect_check_rule (self->accepted[i]) == NULL)
      {
        dect_cli_usage (_("“%s” is not a rule; handoverctl check names them."), self->accepted[i]);
        return FALSE;
      }
  return TRUE;
}

static DectPbxProfile *
load_profile (Link *self, GError **error)
{
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (self->profile_name, error);
  g_autoptr (DectPbxProfile) pinned = NULL;

  if (profile == NULL || self->pin == NULL)
    return g_steal_pointer (&profile);
  pinned = dect_pbx_profile_with (profile, "tls", "spki_sha256", self->pin, error);
  return pinned != NULL ? dect_pbx_profile_with (pinned, "tls", "mode", "pin", error) : NULL;
}

static gboolean
open_link (Link *self, char **arguments, DectExit *exit)
{
  g_autoptr (DectPbxProfile) profile = NULL;
  GError *error = NULL;

  if (!parse (self, arguments, exit))
    return FALSE;
  self->site = dect_cli_open (arguments[0], exit);
  if (self->site == NULL)
    return FALSE;
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

static gboolean
is_accepted (Link *self, const char *rule)
{
  return self->accepted != NULL && g_strv_contains ((const char *const *) self->accepted, rule);
}

/* Says the errors that block a push; returns whether there are none. */
static gboolean
may_push (Link *self)
{
  g_autoptr (DectLinks) links = dect_links_new (self->snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (self->snapshot, links);
  g_autoptr (GPtrArray) findings = NULL;
  DectCheckFacts facts;
  guint blocking = 0;

  dect_check_facts_init (&facts, self->secrets);
  findings = dect_check_run (self->snapshot, links, chain, &facts);
  for (guint i = 0; i < findings->len; i++)
    {
      DectFinding *finding = g_ptr_array_index (findings, i);

      if (dect_finding_get_severity (finding) != DECT_SEVERITY_ERROR
          || is_accepted (self, dect_finding_get_rule (finding)))
        continue;
      g_print ("%s %s: %s\n", _("error"), dect_finding_get_rule (finding),
               dect_finding_get_text (finding));
      blocking++;
    }
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
static DectPbxDocumentFlags
document_flags (Link *self)
{
  return is_accepted (self, "mac-missing") || is_accepted (self, "mac-invalid")
                 || is_accepted (self, "ipei-invalid")
             ? DECT_PBX_DOCUMENT_LEAVE_OUT
             : DECT_PBX_DOCUMENT_PLAIN;
}

static gboolean
make_document (Link *self, DectPbxDocumentFlags flags, DectExit *exit)
{
  GError *error = NULL;

  self->document = dect_pbx_document_new_full (self->snapshot, self->secrets, flags, &error);
  if (self->document != NULL)
    return TRUE;
  dect_cli_fail (self->words[0], error);
  *exit = DECT_EXIT_FINDING;
  return FALSE;
}

static const char *
gateway_key (Link *self)
{
  return json_object_get_string_member_with_default (json_node_get_object (self->document), "mac",
                                                     "");
}

static void
print_diff (const DectPbxDiff *diff)
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

/* The error's one line, and beside it on stdout what the PBX named, field by field. */
static DectExit
fail (Link *self, GError *error)
{
  g_autoptr (GPtrArray) problems = dect_pbx_client_dup_problems (self->client);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const DectPbxProblem *problem = g_ptr_array_index (problems, i);

      g_print ("%s: %s\n", problem->path, problem->message);
    }
  return dect_cli_fail (dect_pbx_client_get_profile (self->client)->base_url, error);
}

static DectExit
run_diff (char **arguments)
{
  g_auto (Link) link = { 0 };
  g_autoptr (DectPbxPushResult) result = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!open_link (&link, arguments, &exit) || !make_document (&link, document_flags (&link), &exit))
    return exit;

  DectPbxPushOptions options = { .dry_run = TRUE, .remove = link.remove };

  result = dect_pbx_client_push_sync (link.client, link.document, &options, NULL, &error);
  if (result == NULL)
    return fail (&link, error);
  print_diff (result->diff);
  /* What somebody else wrote has now been looked at: the next push may go on from there. */
  if (dect_pbx_journal_add_review (dect_site_get_log (link.site), link.client, gateway_key (&link),
                                   result)
      && (exit = dect_cli_save (link.site, arguments[0])) != DECT_EXIT_DONE)
    return exit;
  return dect_pbx_diff_is_empty (result->diff) ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

/* What the other one did: the difference between what the PBX has now and this plan. */
static void
print_conflict (Link *self)
{
  DectPbxPushOptions options = { .dry_run = TRUE, .remove = self->remove };
  g_autoptr (DectPbxPushResult) result = NULL;

  result = dect_pbx_client_push_sync (self->client, self->document, &options, NULL, NULL);
  if (result == NULL)
    return;
  g_print ("%s\n", _("The PBX now differs from this plan as follows:"));
  print_diff (result->diff);
}

static DectExit
run_push (char **arguments)
{
  g_auto (Link) link = { 0 };
  g_autoptr (DectPbxPushResult) result = NULL;
  g_autofree char *base = NULL, *summary = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!open_link (&link, arguments, &exit))
    return exit;
  if (!may_push (&link))
    return DECT_EXIT_FINDING;
  if (!make_document (&link, document_flags (&link), &exit))
    return exit;

  base
      = dect_pbx_journal_dup_base (dect_site_get_log (link.site), link.client, gateway_key (&link));

  DectPbxPushOptions options = { .remove = link.remove, .base_etag = base };

  result = dect_pbx_client_push_sync (link.client, link.document, &options, NULL, &error);
  if (result == NULL)
    {
      if (g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
        print_conflict (&link);
      return fail (&link, error);
    }
  summary = dect_pbx_diff_dup_summary (result->diff);
  g_print ("%s\n", summary);
  if (result->recovered)
    g_print (
        "%s\n",
        _("The answer was lost on the way; the PBX was asked again and has what was wanted."));
  if (!dect_pbx_journal_add_push (dect_site_get_log (link.site), link.client, gateway_key (&link),
                                  result))
    return DECT_EXIT_DONE;
  return dect_cli_save (link.site, arguments[0]);
}

/* The file that the planner writes itself; NULL with @error set. */
static GBytes *
write_locally (Link *self, DectKind kind, GError **error)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (self->snapshot, kind, error);

  return layout != NULL ? dect_omm_write (self->snapshot, layout, self->secrets, NULL, NULL, error)
                        : NULL;
}

static DectExit
download_one (Link *self, DectKind kind)
{
  g_autoptr (DectPbxDownload) download = NULL;
  g_autoptr (GBytes) local = NULL;
  GError *error = NULL;
  DectExit exit;

  if (dect_pbx_client_get_profile (self->client)->export_side == DECT_PBX_SIDE_CLIENT)
    {
      g_autofree char *name = dect_omm_file_name (self->snapshot, kind, 0);

      local = write_locally (self, kind, &error);
      return local != NULL ? dect_cli_write_file (self->folder, name, local, DECT_SAVE_PRIVATE)
                           : dect_cli_fail (self->words[0], error);
    }
  download = dect_pbx_client_download_sync (self->client, gateway_key (self), kind, 0, NULL, &error);
  if (download == NULL)
    return fail (self, error);
  exit
      = dect_cli_write_file (self->folder, download->file_name, download->bytes, DECT_SAVE_PRIVATE);
  local = write_locally (self, kind, NULL);
  if (exit == DECT_EXIT_DONE && (local == NULL || !g_bytes_equal (local, download->bytes)))
    g_print (
        "%s\n",
        _("This file differs from what the plan would write now; push first, or see pbx diff."));
  return exit;
}

static DectExit
run_download (char **arguments)
{
  g_auto (Link) link = { 0 };
  DectExit exit;

  if (!open_link (&link, arguments, &exit))
    return exit;
  if (link.folder == NULL)
    return dect_cli_usage (_("Give the folder to write to with -o."));
  /* Only the gateway's key is needed of it. */
  if (!make_document (&link, DECT_PBX_DOCUMENT_LEAVE_OUT, &exit))
    return exit;
  exit = download_one (&link, DECT_KIND_RFP);
  return exit == DECT_EXIT_DONE ? download_one (&link, DECT_KIND_HANDSET) : exit;
}

#define LINK_ARGUMENTS "FILE --profile F [--secrets S]"

const DectCommand dect_cli_pbx_commands[] = {
  { "pbx serve", "[--port N] [--db FILE] [--tls-cert F --tls-key F] [--users FILE]",
    N_("serve the embedded PBX on this computer"), dect_cli_serve },
  { "pbx user", "NAME", N_("print a line for --users; the password comes from stdin"),
    dect_cli_hash },
  { "pbx diff", LINK_ARGUMENTS " [--remove] [--pin SHA256]",
    N_("show what a push would change; nothing is sent"), run_diff },
  { "pbx push", LINK_ARGUMENTS " [--remove] [--accept RULE]... [--pin SHA256]",
    N_("bring the PBX to the plan, as a whole or not at all"), run_push },
  { "pbx download", LINK_ARGUMENTS " -o DIR [--pin SHA256]", N_("get the OMM import files"),
    run_download },
  { NULL },
};
