/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-pbx-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "omm/dect-omm-writer.h"
#include "pbx/dect-pbx-journal.h"
#include "store/dect-save.h"

static DectExit
run_diff (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (DectPbxPushResult) result = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 1, &exit)
      || !dect_cli_link_make_document (&link, dect_cli_link_flags (&link), &exit)
      || (exit = dect_cli_link_greet (&link)) != DECT_EXIT_DONE)
    return exit;

  g_autofree char *pushed = dect_cli_link_dup_pushed (&link);
  DectPbxPushOptions options = { .dry_run = TRUE, .remove = link.remove, .gateway = pushed };

  result = dect_pbx_client_push_sync (link.client, link.document, &options, NULL, &error);
  if (result == NULL)
    return dect_cli_link_fail (&link, error);
  dect_cli_print_diff (result->diff);
  /* What somebody else wrote has now been looked at: the next push may go on from there. */
  if (dect_pbx_journal_add_review (dect_site_get_log (link.site), link.client, pushed, result)
      && (exit = dect_cli_save (link.site, arguments[0])) != DECT_EXIT_DONE)
    return exit;
  return dect_pbx_diff_is_empty (result->diff) ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

DectPbxPushResult *
dect_cli_link_push (DectCliLink *self, const char *base, GError **error)
{
  DectLog *log = dect_site_get_log (self->site);
  const char *gateway = dect_cli_link_gateway (self);
  /* Of a swapped master the PBX still has what was pushed under the old one. */
  g_autofree char *pushed = dect_cli_link_dup_pushed (self);
  g_autofree char *last = dect_pbx_journal_dup_base (log, self->client, pushed);
  DectPbxPushOptions options = { .remove = self->remove,
                                 .base_etag = base != NULL ? base : last,
                                 .gateway = pushed,
                                 .unguarded = self->unguarded };
  g_autoptr (GError) why = NULL;
  DectPbxPushResult *result
      = dect_pbx_client_push_sync (self->client, self->document, &options, NULL, &why);

  if (result != NULL && self->overridden != NULL
      && dect_pbx_journal_add_accepted (log, (const char *const *) self->overridden->pdata))
    self->changed = TRUE;
  if (result != NULL ? dect_pbx_journal_add_push (log, self->client, gateway, result)
                     : dect_pbx_journal_add_failure (log, self->client, gateway, &options, why))
    self->changed = TRUE;
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return result;
}

static void
apply_progress_cb (guint done, guint total, const char *text, gpointer user_data)
{
  g_printerr ("%s\n", text);
}

/* Takes what was pushed into service; only ever asked for. */
static DectExit
apply (DectCliLink *self, const DectPbxPushResult *result)
{
  g_autoptr (DectPbxJob) job = NULL;
  GError *error = NULL;

  job = dect_pbx_client_apply_sync (self->client, dect_cli_link_gateway (self),
                                    result->jobs[0] != NULL ? (const char *const *) result->jobs
                                                            : NULL,
                                    apply_progress_cb, NULL, NULL, &error);
  if (job == NULL)
    return dect_cli_link_fail (self, error);
  if (job->state == DECT_PBX_JOB_DONE)
    {
      g_print ("%s\n", *job->id != '\0' ? _("The changes are in service.")
                                        : _("There is nothing to take into service."));
      return DECT_EXIT_DONE;
    }
  g_print ("%s\n", _("The PBX is still at it after five minutes; see there how it ends."));
  return DECT_EXIT_PEER;
}

DectExit
dect_cli_link_end_push (DectCliLink *self, const DectPbxPushResult *result)
{
  g_autofree char *summary = dect_pbx_diff_dup_summary (result->diff);
  DectExit exit;

  g_print ("%s\n", summary);
  if (result->rekeyed_from != NULL)
    g_print (_("The PBX's gateway has the new master now; before it was %s.\n"),
             result->rekeyed_from);
  if (result->recovered)
    g_print (
        "%s\n",
        _("The answer was lost on the way; the PBX was asked again and has what was wanted."));
  exit = dect_cli_link_save (self);
  return exit == DECT_EXIT_DONE && self->apply ? apply (self, result) : exit;
}

/* How far a push record by record came. */
static void
print_steps (DectCliLink *self)
{
  g_autoptr (GPtrArray) steps = dect_pbx_client_dup_steps (self->client);
  static const char *const words[] = { N_("done"), N_("failed"), N_("not tried") };

  for (guint i = 0; i < steps->len; i++)
    {
      const DectPbxStep *step = g_ptr_array_index (steps, i);
      g_autofree char *title = dect_pbx_change_dup_title (step->change);
      g_print ("%s: %s\n", title, _(words[step->state]));
    }
}

static DectExit
run_push (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  g_autoptr (DectPbxPushResult) result = NULL;
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 1, &exit))
    return exit;
  if (!dect_cli_link_may_push (&link))
    return DECT_EXIT_FINDING;
  if (!dect_cli_link_make_document (&link, dect_cli_link_flags (&link), &exit))
    return exit;

  result = dect_cli_link_push (&link, NULL, &error);
  if (result != NULL)
    return dect_cli_link_end_push (&link, result);
  if (g_error_matches (error, DECT_PBX_ERROR, DECT_PBX_ERROR_CONFLICT))
    return dect_cli_link_merge (&link, error);
  print_steps (&link);
  if ((exit = dect_cli_link_save (&link)) != DECT_EXIT_DONE)
    {
      g_clear_error (&error);
      return exit;
    }
  return dect_cli_link_fail (&link, error);
}

/* The file that the planner writes itself; NULL with @error set. */
static GBytes *
write_locally (DectCliLink *self, DectKind kind, GError **error)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_for_site (self->snapshot, kind, error);

  return layout != NULL ? dect_omm_write (self->snapshot, layout, self->secrets, NULL, NULL, error)
                        : NULL;
}

/* Where file and plan name different things. */
static void
print_keys (DectCliLink *self, const DectPbxDownload *download, DectKind kind)
{
  g_auto (GStrv) missing = NULL;
  g_auto (GStrv) unexpected = NULL;

  dect_pbx_download_compare (download, self->document, kind, &missing, &unexpected);
  for (guint i = 0; missing[i] != NULL; i++)
    g_print (_("%s is in the plan, but not in the PBX's file.\n"), missing[i]);
  for (guint i = 0; unexpected[i] != NULL; i++)
    g_print (_("%s is in the PBX's file, but not in the plan.\n"), unexpected[i]);
}

static DectExit
download_one (DectCliLink *self, DectKind kind)
{
  g_autoptr (DectPbxDownload) download = NULL;
  char revision[G_ASCII_DTOSTR_BUF_SIZE];
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
  download = dect_pbx_client_download_sync (self->client, dect_cli_link_gateway (self), kind,
                                            self->since, NULL, &error);
  if (download == NULL)
    return dect_cli_link_fail (self, error);
  for (guint i = 0; download->removed[i] != NULL; i++)
    g_print (_("Delete %s in the OMM by hand: it is gone at the PBX.\n"), download->removed[i]);
  if (download->bytes == NULL)
    {
      g_print ("%s\n", kind == DECT_KIND_RFP ? _("No base station is new since that revision.")
                                             : _("No handset is new since that revision."));
      return DECT_EXIT_DONE;
    }
  exit
      = dect_cli_write_file (self->folder, download->file_name, download->bytes, DECT_SAVE_PRIVATE);
  if (download->revision > 0)
    g_print (_("Revision %s; --since with it gets what is new after it.\n"),
             g_ascii_formatd (revision, sizeof revision, "%.0f", download->revision));
  if (self->since == 0)
    print_keys (self, download, kind);
  /* A part of the file is not compared with the whole. */
  local = self->since == 0 ? write_locally (self, kind, NULL) : NULL;
  if (exit == DECT_EXIT_DONE && self->since == 0
      && (local == NULL || !g_bytes_equal (local, download->bytes)))
    g_print (
        "%s\n",
        _("This file differs from what the plan would write now; push first, or see pbx diff."));
  return exit;
}

static DectExit
run_download (char **arguments)
{
  g_auto (DectCliLink) link = { 0 };
  DectExit exit;

  if (!dect_cli_link_open (&link, arguments, 1, &exit))
    return exit;
  if (link.folder == NULL)
    return dect_cli_usage (_("Give the folder to write to with -o."));
  /* Only the gateway's key is needed of it. */
  if (!dect_cli_link_make_document (&link, DECT_PBX_DOCUMENT_LEAVE_OUT, &exit)
      || (exit = dect_cli_link_greet (&link)) != DECT_EXIT_DONE)
    return exit;
  exit = download_one (&link, DECT_KIND_RFP);
  return exit == DECT_EXIT_DONE ? download_one (&link, DECT_KIND_HANDSET) : exit;
}

#define LINK_ARGUMENTS "FILE --profile F [--secrets S]"

const DectCommand dect_cli_pbx_commands[] = {
  { "pbx serve",
    "[--address A] [--port N] [--instance NAME] [--db FILE] [--tls-cert F --tls-key F] "
    "[--users FILE] [--rate N] [--apply PROGRAM] [--applied-only]",
    N_("serve the embedded PBX on this computer"), dect_cli_serve },
  { "pbx user", "NAME [--read-only]",
    N_("print a line for --users; the password comes from stdin"), dect_cli_hash },
  { "pbx audit", "--db FILE [--limit N] [--json]",
    N_("who changed what at the embedded PBX, the newest first"), dect_cli_audit },
  { "pbx trust", "--profile F [--pin SHA256] [--json]",
    N_("show the PBX's certificate; with --pin, the compared fingerprint, pin its key"),
    dect_cli_pbx_trust },
  { "pbx diff", LINK_ARGUMENTS " [--remove] [--pin SHA256]",
    N_("show what a push would change; nothing is sent"), run_diff },
  { "pbx push",
    LINK_ARGUMENTS
    " [--remove] [--merge mine|theirs] [--apply] [--unguarded] [--accept RULE[=REASON]]... "
    "[--pin SHA256]",
    N_("bring the PBX to the plan, as a whole or not at all"), run_push },
  { "pbx download", LINK_ARGUMENTS " -o DIR [--since REVISION] [--pin SHA256]",
    N_("get the OMM import files"), run_download },
  { "pbx gateways", "--profile F [--secrets FILE] [--pin SHA256]",
    N_("list the PBX's gateways: MAC, name, base stations, handsets, revision"),
    dect_cli_pbx_gateways },
  { "pbx users", LINK_ARGUMENTS " [--take] [--json] [--pin SHA256]",
    N_("compare handsets with the PBX's users; --take names them alike"), dect_cli_pbx_users },
  { "pbx checklist", "FILE --profile F",
    N_("print what to enter by hand at a PBX that can only be read"), dect_cli_pbx_checklist },
  { "pbx journal", "FILE [--json]", N_("list what was pushed"), dect_cli_pbx_journal },
  { NULL },
};
