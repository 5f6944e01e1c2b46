/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-pbx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-locale.h"
#include "pbx/dect-pbx-checklist.h"
#include "pbx/dect-pbx-journal.h"
#include "store/dect-peer.h"

/* --- pbx trust ------------------------------------------------------------------------------- */

static char *
dup_date (gint64 seconds)
{
  return seconds != 0 ? dect_locale_dup_date (seconds) : g_strdup ("–");
}

static void
print_certificate (const DectPbxCertificate *certificate)
{
  g_autofree char *names = g_strjoinv (", ", certificate->names);
  g_autofree char *from = dup_date (certificate->not_before);
  g_autofree char *to = dup_date (certificate->not_after);
  g_autofree char *spki = dect_peer_pin_to_text (certificate->spki_sha256);
  g_autofree char *whole = dect_peer_pin_to_text (certificate->sha256);

  g_print (_("Subject: %s\n"), certificate->subject != NULL ? certificate->subject : "–");
  g_print (_("Issuer: %s\n"), certificate->issuer != NULL ? certificate->issuer : "–");
  g_print (_("Names: %s\n"), *names != '\0' ? names : "–");
  g_print (_("Valid: %s to %s\n"), from, to);
  g_print (_("Key (SHA-256): %s\n"), spki);
  g_print (_("Certificate (SHA-256): %s\n"), whole);
  g_print (_("Connection: %s\n"), certificate->protocol);
  if (certificate->trusted)
    g_print ("%s\n", _("This computer trusts it."));
  else
    g_print (_("This computer does not trust it: %s.\n"), certificate->distrust);
}

static void
print_certificate_json (const DectPbxCertificate *certificate)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dect_json_add_text (builder, "host", certificate->host);
  dect_json_add_text (builder, "subject", certificate->subject);
  dect_json_add_text (builder, "issuer", certificate->issuer);
  json_builder_set_member_name (builder, "names");
  json_builder_begin_array (builder);
  for (guint i = 0; certificate->names[i] != NULL; i++)
    json_builder_add_string_value (builder, certificate->names[i]);
  json_builder_end_array (builder);
  dect_json_add_number (builder, "not_before", certificate->not_before);
  dect_json_add_number (builder, "not_after", certificate->not_after);
  dect_json_add_text (builder, "spki_sha256", certificate->spki_sha256);
  dect_json_add_text (builder, "sha256", certificate->sha256);
  dect_json_add_text (builder, "protocol", certificate->protocol);
  dect_json_add_boolean (builder, "trusted", certificate->trusted);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

/* Pins the key into the profile, where it was read from. */
static DectExit
pin_key (DectCliLink *self, const DectPbxCertificate *certificate)
{
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (g_ascii_strcasecmp (self->pin, certificate->spki_sha256) != 0)
    {
      dect_cli_usage (_("The PBX's key has another fingerprint than the one of --pin; it was not "
                         "pinned. Compare again; if it differs, somebody stands between."));
      return DECT_EXIT_PEER;
    }
  /* The one of the command line has the pin already. */
  profile = dect_pbx_profile_ref (dect_pbx_client_get_profile (self->client));
  path = dect_pbx_profile_save_as (profile, self->profile_name, &error);
  if (path == NULL)
    return dect_cli_fail (self->profile_name, error);
  g_print (_("The key is pinned in %s.\n"), path);
  return DECT_EXIT_DONE;
}

DectExit
dect_cli_pbx_trust (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (DectPbxCertificate) certificate = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 0, &exit))
    return exit;
  certificate = dect_pbx_client_probe_sync (link.client, NULL, &error);
  if (certificate == NULL)
    return dect_cli_link_fail (&link, error);
  if (link.json)
    print_certificate_json (certificate);
  else
    print_certificate (certificate);
  if (link.pin != NULL)
    return pin_key (&link, certificate);

  DectPbxProfile *profile = dect_pbx_client_get_profile (link.client);
  switch (dect_pbx_certificate_compare_pin (certificate, profile))
    {
    case DECT_PBX_PIN_SAME:
      return DECT_EXIT_DONE;
    case DECT_PBX_PIN_CHANGED:
      dect_cli_usage (
          _("The pinned key is another one: %s. If the PBX was set up anew, compare the "
             "new fingerprint and give it with --pin; if not, somebody stands between."),
          profile->spki_sha256);
      return DECT_EXIT_PEER;
    case DECT_PBX_PIN_NONE:
    default:
      return certificate->trusted && profile->tls != DECT_PBX_TLS_PIN ? DECT_EXIT_DONE
                                                                      : DECT_EXIT_FINDING;
    }
}

/* --- pbx gateways ---------------------------------------------------------------------------- */

static void
print_count (gint64 count)
{
  if (count >= 0)
    g_print ("\t%" G_GINT64_FORMAT, count);
  else
    g_print ("\t–");
}

DectExit
dect_cli_pbx_gateways (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (GPtrArray) gateways = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 0, &exit))
    return exit;
  gateways = dect_pbx_client_list_gateways_sync (link.client, NULL, &error);
  if (gateways == NULL)
    return dect_cli_link_fail (&link, error);
  for (guint i = 0; i < gateways->len; i++)
    {
      const DectPbxSummary *summary = g_ptr_array_index (gateways, i);

      g_print ("%s\t%s", summary->mac, summary->name);
      print_count (summary->n_accesspoints);
      print_count (summary->n_handsets);
      g_print ("\tr%" G_GINT64_FORMAT "\n", summary->revision);
    }
  return DECT_EXIT_DONE;
}

/* --- pbx users ------------------------------------------------------------------------------- */

static void
print_proposals (GPtrArray *proposals)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      const DectPbxProposal *proposal = g_ptr_array_index (proposals, i);
      const char *current = proposal->current != NULL ? proposal->current : "–";
      if (proposal->name != NULL)
        g_print ("%s: %s → %s\n", proposal->number, current, proposal->name);
      else if (proposal->n_users == 0)
        g_print (_("%s: %s: no user at the PBX has this number\n"), proposal->number, current);
      else
        g_print (_("%s: %s: %u users at the PBX have this number\n"), proposal->number, current,
                 proposal->n_users);
    }
}

static void
add_users (JsonBuilder *builder, const char *name, GPtrArray *users)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < users->len; i++)
    {
      const DectPbxUser *user = g_ptr_array_index (users, i);
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "id", user->id);
      dect_json_add_text (builder, "name", user->name);
      dect_json_add_text (builder, "number", user->number);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_directory_json (DectPbxDirectory *directory)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_users (builder, "users", directory->users);
  add_users (builder, "locations", directory->locations);
  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < directory->devices->len; i++)
    {
      const DectPbxDevice *device = g_ptr_array_index (directory->devices, i);
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "id", device->id);
      dect_json_add_text (builder, "name", device->name);
      dect_json_add_text (builder, "mac", device->mac);
      dect_json_add_text (builder, "user", device->user);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

DectExit
dect_cli_pbx_users (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (DectPbxDirectory) directory = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 1, &exit))
    return exit;
  directory = dect_pbx_client_directory_sync (link.client, NULL, &error);
  if (directory == NULL)
    return dect_cli_link_fail (&link, error);
  if (link.json)
    {
      print_directory_json (directory);
      return DECT_EXIT_DONE;
    }

  g_autoptr (GPtrArray) proposals = dect_pbx_directory_propose (directory, link.snapshot);
  g_autoptr (GPtrArray) known = dect_pbx_directory_find_known (directory, link.snapshot);
  print_proposals (proposals);
  for (guint i = 0; i < known->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (known, i));
  g_print (_("%u users, %u locations, %u devices at the PBX\n"), directory->users->len,
           directory->locations->len, directory->devices->len);
  if (directory->n_skipped > 0)
    g_print (ngettext ("%u entry could not be understood\n", "%u entries could not be understood\n",
                       directory->n_skipped),
             directory->n_skipped);
  if (!link.take)
    return proposals->len + known->len > 0 ? DECT_EXIT_FINDING : DECT_EXIT_DONE;
  if (dect_pbx_directory_adopt (link.site, proposals) == 0)
    return DECT_EXIT_DONE;
  return dect_cli_save (link.site, arguments[0]);
}

/* --- pbx checklist --------------------------------------------------------------------------- */

static void
print_instruction (const DectPbxInstruction *instruction)
{
  if (instruction->path != NULL)
    g_print ("[ ] %s\n    %s\n", instruction->path, instruction->text);
  else
    g_print ("[ ] %s\n", instruction->text);
  for (guint i = 0; i < instruction->entries->len; i++)
    {
      const DectPbxEntry *entry = g_ptr_array_index (instruction->entries, i);
      g_print ("    %s: %s\n", entry->label, *entry->value != '\0' ? entry->value : "–");
    }
}

DectExit
dect_cli_pbx_checklist (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (GPtrArray) checklist = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 1, &exit))
    return exit;
  const char *id = dect_pbx_client_get_profile (link.client)->checklist;
  if (*id == '\0')
    return dect_cli_usage (
        _("The connection profile names no checklist; its key is checklist in [profile]."));
  checklist = dect_pbx_checklist_new (id, link.snapshot, &error);
  if (checklist == NULL)
    return dect_cli_fail (arguments[0], error);
  for (guint i = 0; i < checklist->len; i++)
    print_instruction (g_ptr_array_index (checklist, i));
  return DECT_EXIT_DONE;
}

/* --- pbx journal ----------------------------------------------------------------------------- */

DectExit
dect_cli_pbx_journal (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { NULL } };
  g_autoptr (DectSite) site = NULL;
  g_autoptr (GListModel) journal = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL)
    return exit;
  if (json)
    {
      g_autoptr (JsonNode) root = dect_pbx_journal_to_json (dect_site_get_log (site));
      dect_cli_print_node (root);
      return DECT_EXIT_DONE;
    }
  journal = dect_pbx_journal_list (dect_site_get_log (site));
  for (guint i = 0; i < g_list_model_get_n_items (journal); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (journal, i);
      g_autofree char *date = NULL, *profile = NULL, *gateway = NULL, *summary = NULL;
      g_autofree char *revisions = NULL, *result = NULL, *details = NULL;
      g_object_get (item, "date", &date, "profile", &profile, "gateway", &gateway, "summary",
                    &summary, "revisions", &revisions, "result", &result, "details", &details,
                    NULL);
      g_print ("%s  %s  %s  %s  %s  %s%s%s\n", date, profile, gateway, revisions, result, summary,
               *details != '\0' ? ": " : "", details);
    }
  return DECT_EXIT_DONE;
}
