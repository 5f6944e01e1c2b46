/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The running OMM, over its AXI. */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-pbx-private.h"

#include <glib/gi18n-lib.h>

#include "model/dect-mac.h"
#include "omm/dect-axi-client.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-compare.h"
#include "omm/dect-omm-reader.h"
#include "pbx/dect-pbx-journal.h"
#include "store/dect-peer.h"

/* What every command towards an OMM needs. */
typedef struct
{
  char *profile_name;
  char *secrets_path;
  char *pin;
  char *scale;
  char *backup; /* read in the place of a running OMM */
  char **accepted;
  GPtrArray *overridden; /* nullable: those of them whose rules found errors */
  gboolean json;
  gboolean yes;
  char *file;
  DectSite *site;
  DectSnapshot *snapshot;
  DectSecrets *secrets;
  DectAxiProfile *profile;
  DectOmmSystem *system;
} OmmLink;

static void
omm_link_clear (OmmLink *self)
{
  g_clear_pointer (&self->profile_name, g_free);
  g_clear_pointer (&self->secrets_path, g_free);
  g_clear_pointer (&self->pin, g_free);
  g_clear_pointer (&self->scale, g_free);
  g_clear_pointer (&self->backup, g_free);
  g_clear_pointer (&self->accepted, g_strfreev);
  g_clear_pointer (&self->overridden, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_free);
  g_clear_object (&self->site);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->secrets, dect_secrets_free);
  g_clear_pointer (&self->profile, dect_axi_profile_unref);
  g_clear_pointer (&self->system, dect_omm_system_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmmLink, omm_link_clear)

static gboolean
parse (OmmLink *self, char **arguments, int n_files)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile_name, NULL, NULL },
    { "secrets", 0, 0, G_OPTION_ARG_FILENAME, &self->secrets_path, NULL, NULL },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &self->pin, NULL, NULL },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &self->scale, NULL, NULL },
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &self->backup, NULL, NULL },
    { "accept", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->accepted, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, NULL, NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &self->yes, NULL, NULL },
    { NULL },
  };
  g_autofree char *pin = NULL;

  if (!dect_cli_parse (arguments, entries, n_files, n_files))
    return FALSE;
  if (self->backup != NULL && n_files == 1 && !self->yes)
    return TRUE;
  if (self->profile_name == NULL)
    {
      dect_cli_usage (
          _("Name the connection to the OMM with --profile: a file that ends with .omm."));
      return FALSE;
    }
  if (self->pin == NULL)
    return TRUE;
  pin = dect_peer_parse_pin (self->pin);
  if (pin != NULL && *pin != '\0')
    return TRUE;
  dect_cli_usage (_("--pin wants the SHA-256 of the OMM's public key, 64 hexadecimal digits."));
  return FALSE;
}

static gboolean
load (OmmLink *self, const char *file, DectExit *exit)
{
  GError *error = NULL;
  DectAxiProfile *pinned;

  if (file != NULL && (self->site = dect_cli_open (file, exit)) == NULL)
    return FALSE;
  if (file != NULL)
    self->snapshot = dect_site_snapshot (self->site);
  self->file = g_strdup (file);
  if (self->secrets_path != NULL
      && (self->secrets = dect_secrets_load (self->secrets_path, &error)) == NULL)
    {
      *exit = dect_cli_fail (self->secrets_path, error);
      return FALSE;
    }
  if (self->profile_name == NULL)
    return TRUE;
  self->profile = dect_axi_profile_load (self->profile_name, &error);
  if (self->profile != NULL && self->pin != NULL)
    {
      pinned = dect_axi_profile_with (self->profile, "omm", "pin", self->pin, &error);
      dect_axi_profile_unref (self->profile);
      self->profile = pinned;
    }
  if (self->profile == NULL)
    *exit = dect_cli_fail (self->profile_name, error);
  return self->profile != NULL;
}

static const char *
get_password (OmmLink *self)
{
  return dect_secrets_get (self->secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);
}

static gboolean
read_backup (OmmLink *self, DectExit *exit)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->backup);
  g_autoptr (DectOmmBackup) backup = NULL;
  GError *error = NULL;

  backup = dect_omm_backup_load (file, NULL, &error);
  if (backup == NULL)
    {
      *exit = dect_cli_fail (self->backup, error);
      return FALSE;
    }
  for (guint i = 0; i < backup->problems->len; i++)
    {
      const DectOmmProblem *problem = g_ptr_array_index (backup->problems, i);

      dect_cli_usage ("%s:%u:%u: %s", self->backup, problem->line, problem->column, problem->text);
    }
  self->system = g_steal_pointer (&backup->system);
  return TRUE;
}

/* Reads the arguments, the site and what the OMM has; FALSE after having said why not. */
static gboolean
open_link (OmmLink *self, char **arguments, DectExit *exit)
{
  GError *error = NULL;

  *exit = DECT_EXIT_USAGE;
  if (!parse (self, arguments, 1) || !load (self, arguments[0], exit))
    return FALSE;
  if (self->backup != NULL)
    return read_backup (self, exit);
  if (get_password (self) == NULL)
    {
      *exit = dect_cli_usage (_("The password of the OMM is missing: --secrets names a file with "
                                 "“omm-password” in it."));
      return FALSE;
    }
  self->system = dect_axi_read_sync (self->profile, get_password (self), NULL, NULL, NULL, &error);
  if (self->system == NULL)
    *exit = dect_cli_fail (self->profile->host, error);
  return self->system != NULL;
}

/* --- omm trust ----------------------------------------------------------------------------------
 */

static void
print_peer (OmmLink *self, const DectAxiPeer *peer)
{
  g_autofree char *pin = dect_peer_pin_to_text (peer->pin);
  g_autofree char *whole = dect_peer_pin_to_text (peer->sha256);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json)
    {
      g_print (_("Subject: %s\n"), peer->subject);
      g_print (_("Key (SHA-256): %s\n"), pin);
      g_print (_("Certificate (SHA-256): %s\n"), whole);
      g_print (_("Connection: %s\n"), peer->protocol);
      return;
    }
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "host", self->profile->host);
  dect_json_add_text (builder, "subject", peer->subject);
  dect_json_add_text (builder, "spki_sha256", peer->pin);
  dect_json_add_text (builder, "sha256", peer->sha256);
  dect_json_add_text (builder, "protocol", peer->protocol);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static DectExit
run_trust (char **arguments)
{
  g_auto (OmmLink) link = { 0 };
  g_autoptr (DectAxiPeer) peer = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!parse (&link, arguments, 0))
    return DECT_EXIT_USAGE;
  if (!load (&link, NULL, &exit))
    return exit;
  if (!link.profile->tls)
    return dect_cli_usage (_("The connection goes without TLS; there is no key to trust."));
  peer = dect_axi_probe_sync (link.profile, NULL, &error);
  if (peer == NULL)
    return dect_cli_fail (link.profile->host, error);
  print_peer (&link, peer);
  if (link.pin == NULL)
    return g_str_equal (peer->pin, link.profile->pin) ? DECT_EXIT_DONE : DECT_EXIT_PEER;
  if (!g_str_equal (peer->pin, link.profile->pin))
    {
      dect_cli_usage (_(
          "The OMM's key has another fingerprint than the one of --pin; it was not pinned. Compare "
          "again; if it differs, somebody stands between."));
      return DECT_EXIT_PEER;
    }
  if (!dect_axi_profile_save (link.profile, link.profile_name, &error))
    return dect_cli_fail (link.profile_name, error);
  g_print (_("The key is pinned in %s.\n"), link.profile_name);
  return DECT_EXIT_DONE;
}

/* --- omm status ---------------------------------------------------------------------------------
 */

/* How many base stations stand how. */
typedef struct
{
  guint n;
  guint connected;
  guint sync[DECT_OMM_SYNC_SYNCED + 1];
  guint captured;
} RfpCounts;

static RfpCounts
count_rfps (const DectOmmSystem *system)
{
  RfpCounts counts = { 0 };

  for (guint i = 0; i < system->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (system->rfps, i);

      if (rfp->captured)
        {
          counts.captured++;
          continue;
        }
      counts.n++;
      counts.connected += rfp->connected == 1;
      counts.sync[rfp->sync]++;
    }
  return counts;
}

/* As it is printed on the device. */
static char *
dup_mac (const DectOmmRfp *rfp)
{
  DectMac mac;

  return dect_mac_parse (rfp->mac, &mac, NULL) ? dect_mac_to_string (&mac) : g_strdup (rfp->mac);
}

static void
print_captured (const DectOmmSystem *system)
{
  for (guint i = 0; i < system->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (system->rfps, i);

      g_autofree char *mac = dup_mac (rfp);

      if (rfp->captured)
        g_print (_("Tried to connect, not known: %s %s\n"), mac,
                 rfp->model != NULL ? rfp->model : "");
    }
}

static void
print_status (const DectOmmSystem *system)
{
  RfpCounts counts = count_rfps (system);

  g_print (_("OMM: %s\n"), system->version != NULL ? system->version : "–");
  g_print (_("AXI: %s\n"), system->interface != NULL ? system->interface : "–");
  g_print (_("System: %s\n"), system->name != NULL ? system->name : "–");
  g_print (_("PARK: %s\n"), system->park != NULL ? system->park : "–");
  if (system->max_rfps != DECT_OMM_UNSET)
    g_print (_("Base stations: %u of at most %d\n"), counts.n, system->max_rfps);
  else
    g_print (_("Base stations: %u\n"), counts.n);
  g_print (
      _("Connected: %u; synchronised: %u, searching: %u, not synchronised: %u, DECT off: %u\n"),
      counts.connected, counts.sync[DECT_OMM_SYNC_SYNCED], counts.sync[DECT_OMM_SYNC_SEARCHING],
      counts.sync[DECT_OMM_SYNC_NOT_SYNCED], counts.sync[DECT_OMM_SYNC_INACTIVE]);
  if (system->max_handsets != DECT_OMM_UNSET)
    g_print (_("Handsets: %u of at most %d\n"), system->handsets->len, system->max_handsets);
  else
    g_print (_("Handsets: %u\n"), system->handsets->len);
  print_captured (system);
}

static void
add_count (JsonBuilder *builder, const char *name, gint count)
{
  json_builder_set_member_name (builder, name);
  if (count != DECT_OMM_UNSET)
    json_builder_add_int_value (builder, count);
  else
    json_builder_add_null_value (builder);
}

static void
print_status_json (const DectOmmSystem *system)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  RfpCounts counts = count_rfps (system);

  json_builder_begin_object (builder);
  dect_json_add_text (builder, "version", system->version);
  dect_json_add_text (builder, "interface", system->interface);
  dect_json_add_text (builder, "name", system->name);
  dect_json_add_text (builder, "park", system->park);
  add_count (builder, "rfps", (gint) counts.n);
  add_count (builder, "max_rfps", system->max_rfps);
  add_count (builder, "connected", (gint) counts.connected);
  add_count (builder, "synced", (gint) counts.sync[DECT_OMM_SYNC_SYNCED]);
  add_count (builder, "searching", (gint) counts.sync[DECT_OMM_SYNC_SEARCHING]);
  add_count (builder, "not_synced", (gint) counts.sync[DECT_OMM_SYNC_NOT_SYNCED]);
  add_count (builder, "inactive", (gint) counts.sync[DECT_OMM_SYNC_INACTIVE]);
  add_count (builder, "handsets", (gint) system->handsets->len);
  add_count (builder, "max_handsets", system->max_handsets);
  json_builder_set_member_name (builder, "captured");
  json_builder_begin_array (builder);
  for (guint i = 0; i < system->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (system->rfps, i);

      g_autofree char *mac = dup_mac (rfp);

      if (rfp->captured)
        json_builder_add_string_value (builder, mac);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static DectExit
run_status (char **arguments)
{
  g_auto (OmmLink) link = { 0 };
  DectExit exit;

  if (!open_link (&link, arguments, &exit))
    return exit;
  if (link.json)
    print_status_json (link.system);
  else
    print_status (link.system);
  return DECT_EXIT_DONE;
}

/* --- omm compare --------------------------------------------------------------------------------
 */

static void
print_report (const DectOmmReport *report)
{
  for (guint i = 0; i < report->differences->len; i++)
    {
      const DectOmmDifference *difference = g_ptr_array_index (report->differences, i);
      g_autofree char *text = dect_omm_difference_dup_text (difference);

      g_print ("%s: %s%s%s\n", dect_omm_difference_kind_label (difference->kind), difference->title,
               *text != '\0' ? ": " : "", text);
    }
  if (report->differences->len == 0)
    g_print ("%s\n", _("The OMM has what the plan says."));
  for (guint i = 0; i < report->links->len; i++)
    {
      const DectOmmLink *heard = g_ptr_array_index (report->links, i);
      g_autofree char *levels = dect_omm_link_dup_text (heard);

      g_print ("%s → %s: %s\n", heard->from_title, heard->to_title, levels);
    }
}

static DectExit
run_compare (char **arguments)
{
  g_auto (OmmLink) link = { 0 };
  g_autoptr (DectLinks) links = NULL;
  g_autoptr (DectOmmReport) report = NULL;
  const DectOmmScale *scale = NULL;
  DectExit exit;

  if (!open_link (&link, arguments, &exit))
    return exit;
  if (link.scale != NULL && (scale = dect_omm_scale_find (link.scale)) == NULL)
    return dect_cli_usage (
        _("“%s” is not a reading of the OMM's levels; omm compare --json lists them."),
        link.scale);
  links = dect_links_new (link.snapshot, NULL, NULL);
  report = dect_omm_system_compare (link.snapshot, links, link.system, scale);
  if (link.json)
    {
      g_autoptr (JsonNode) node = dect_omm_report_to_json (report);

      dect_cli_print_node (node);
    }
  else
    print_report (report);
  return report->differences->len == 0 ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

/* --- omm push -----------------------------------------------------------------------------------
 */

static void
print_plan (const DectAxiPlan *plan)
{
  static const char *const states[] = {
    [DECT_AXI_STEP_OPEN] = "",
    [DECT_AXI_STEP_DONE] = N_("done: "),
    [DECT_AXI_STEP_REFUSED] = N_("refused: "),
  };

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const DectAxiStep *step = g_ptr_array_index (plan->steps, i);
      g_autofree char *summary = dect_axi_step_dup_summary (step);

      g_print ("%s%s\n", *states[step->state] != '\0' ? _(states[step->state]) : "", summary);
      if (step->problem != NULL)
        g_print ("  %s\n", step->problem->message);
    }
  for (guint i = 0; i < plan->notes->len; i++)
    g_print (_("by hand: %s\n"), (const char *) g_ptr_array_index (plan->notes, i));
}

static void
add_step (JsonBuilder *builder, const DectAxiStep *step)
{
  static const char *const states[] = { "open", "done", "refused" };
  const char *field = NULL;
  guint max_length = 0;

  dect_axi_error_get_refusal (step->problem, &field, &max_length);
  json_builder_begin_object (builder);
  dect_json_add_text (builder, "action", step->kind == DECT_AXI_STEP_CREATE ? "create" : "change");
  dect_json_add_text (builder, "of", dect_kind_id (step->record_kind));
  dect_json_add_text (builder, "title", step->title);
  dect_json_add_text (builder, "state", states[step->state]);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint i = 0; i < step->changes->len; i++)
    {
      const DectAxiChange *change = g_ptr_array_index (step->changes, i);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "attribute", change->attribute);
      dect_json_add_text (builder, "before", change->before);
      dect_json_add_text (builder, "after", change->after);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  dect_json_add_text (builder, "problem", step->problem != NULL ? step->problem->message : NULL);
  dect_json_add_text (builder, "problem_attribute", field);
  add_count (builder, "max_length", max_length > 0 ? (gint) max_length : DECT_OMM_UNSET);
  json_builder_end_object (builder);
}

static void
print_plan_json (const DectAxiPlan *plan)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->steps->len; i++)
    add_step (builder, g_ptr_array_index (plan->steps, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (plan->notes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

/* The same findings block a push to the OMM and one to the PBX. */
static gboolean
may_push (OmmLink *self)
{
  DectCliLink rules
      = { .snapshot = self->snapshot, .secrets = self->secrets, .accepted = self->accepted };
  gboolean may = dect_cli_link_may_push (&rules);

  self->overridden = rules.overridden;
  return may;
}

/* What was written stands in the site's log, however far it came, and what was accepted for it. */
static DectExit
write_plan (OmmLink *self, DectAxiPlan *plan)
{
  GError *error = NULL;
  gboolean ended = dect_axi_push_sync (self->profile, get_password (self), plan, self->secrets,
                                       NULL, NULL, NULL, &error);
  DectExit exit = DECT_EXIT_DONE;
  DectLog *log = dect_site_get_log (self->site);

  if (dect_axi_plan_count (plan, DECT_AXI_STEP_OPEN) < plan->steps->len && self->overridden != NULL)
    dect_pbx_journal_add_accepted (log, (const char *const *) self->overridden->pdata);
  if (dect_axi_plan_log (plan, log, self->profile->host))
    exit = dect_cli_save (self->site, self->file);
  if (!ended)
    return dect_cli_fail (self->profile->host, error);
  if (exit != DECT_EXIT_DONE)
    return exit;
  return dect_axi_plan_count (plan, DECT_AXI_STEP_REFUSED) == 0 ? DECT_EXIT_DONE : DECT_EXIT_PEER;
}

static DectExit
run_push (char **arguments)
{
  g_auto (OmmLink) link = { 0 };
  g_autoptr (DectAxiPlan) plan = NULL;
  DectExit exit;

  if (!open_link (&link, arguments, &exit))
    return exit;
  plan = dect_axi_plan_new (link.snapshot, link.system);
  exit = plan->steps->len > 0 ? DECT_EXIT_FINDING : DECT_EXIT_DONE;
  if (link.yes && plan->steps->len > 0)
    {
      if (!may_push (&link))
        return DECT_EXIT_FINDING;
      exit = write_plan (&link, plan);
    }
  if (link.json)
    print_plan_json (plan);
  else
    print_plan (plan);
  if (!link.yes && plan->steps->len > 0)
    dect_cli_usage (
        _("Nothing was written. Look at the list, then say --yes to write it to the OMM."));
  return exit;
}

#define LINK_ARGUMENTS "FILE --profile F --secrets S"

const DectCommand dect_cli_omm_commands[] = {
  { "omm trust", "--profile F [--pin SHA256] [--json]",
    N_("show the OMM's certificate; with --pin, the compared fingerprint, pin its key"),
    run_trust },
  { "omm status", LINK_ARGUMENTS " [--pin SHA256] [--json]",
    N_("ask a running OMM for its version, limits and how its base stations stand"), run_status },
  { "omm compare", "FILE --backup F | " LINK_ARGUMENTS " [--scale ID] [--pin SHA256] [--json]",
    N_("compare a backup or a running OMM with the plan; nothing is written"), run_compare },
  { "omm push", LINK_ARGUMENTS " [--yes] [--accept RULE]... [--pin SHA256] [--json]",
    N_("show what would be written to a running OMM; with --yes, write it"), run_push },
  { NULL },
};
