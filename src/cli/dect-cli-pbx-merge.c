/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli-pbx-private.h"

#include <glib/gi18n-lib.h>

#include "pbx/dect-pbx-adopt.h"
#include "pbx/dect-pbx-journal.h"
#include "pbx/dect-pbx-merge.h"

/* What the PBX has now; no gateway is no error: NULL and "". */
static gboolean
read_theirs (
    DectCliLink *self, const char *gateway, JsonNode **theirs, char **etag, GError **error)
{
  g_autoptr (GError) why = NULL;

  *theirs = dect_pbx_client_get_document_sync (self->client, gateway, etag, NULL, &why);
  if (*theirs != NULL)
    return TRUE;
  if (!g_error_matches (why, DECT_PBX_ERROR, DECT_PBX_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  *etag = g_strdup ("");
  return TRUE;
}

static const char *
shown (const char *text)
{
  return text != NULL && *text != '\0' ? text : "–";
}

static void
print_conflicts (const DectPbxMerge *merge)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      g_autofree char *title = NULL, *label = NULL, *base = NULL, *mine = NULL, *theirs = NULL;
      g_object_get (g_ptr_array_index (merge->conflicts, i), "title", &title, "label", &label,
                    "base", &base, "mine", &mine, "theirs", &theirs, NULL);
      g_print (_("! %s: %s: mine %s, theirs %s, before %s\n"), title, label, shown (mine),
               shown (theirs), shown (base));
    }
}

/* What would be taken from the PBX without being asked. */
static void
print_taken (const DectPbxMerge *merge)
{
  g_autoptr (DectPbxDiff) taken = dect_pbx_merge_dup_taken (merge);

  if (dect_pbx_diff_is_empty (taken))
    return;
  g_print ("%s\n", _("From the PBX comes into the plan:"));
  dect_cli_print_diff (taken);
}

static gboolean
take_over (DectCliLink *self, DectPbxMerge *merge, DectExit *exit)
{
  g_autoptr (JsonNode) merged = dect_pbx_merge_dup_document (merge);
  g_autoptr (DectPbxAdoption) adoption = NULL;
  GError *error = NULL;

  adoption = dect_pbx_adoption_new (self->snapshot, merged, &error);
  if (adoption == NULL)
    {
      *exit = dect_cli_fail (self->words[0], error);
      return FALSE;
    }
  for (guint i = 0; i < adoption->left->len; i++)
    g_print ("%s\n", ((const DectPbxProblem *) g_ptr_array_index (adoption->left, i))->message);
  self->changed |= dect_pbx_adopt (self->site, adoption);
  dect_snapshot_unref (self->snapshot);
  self->snapshot = dect_site_snapshot (self->site);
  *exit = DECT_EXIT_FINDING;
  return dect_cli_link_may_push (self)
         && dect_cli_link_make_document (self, dect_cli_link_flags (self), exit);
}

DectExit
dect_cli_link_merge (DectCliLink *self, GError *error)
{
  g_autoptr (GError) conflict = error;
  g_autoptr (JsonNode) theirs = NULL;
  g_autofree char *gateway = dect_cli_link_dup_pushed (self);
  g_autoptr (JsonNode) base = dect_pbx_journal_dup_document (dect_site_get_log (self->site),
                                                             self->client, gateway);
  g_autofree char *etag = NULL;
  g_autoptr (DectPbxMerge) merge = NULL;
  g_autoptr (DectPbxPushResult) result = NULL;
  GError *why = NULL;
  DectExit exit;

  if (!read_theirs (self, gateway, &theirs, &etag, &why))
    return dect_cli_link_fail (self, why);
  merge = dect_pbx_merge_new (base, self->document, theirs);
  print_conflicts (merge);
  if (self->merge == NULL)
    {
      print_taken (merge);
      g_print ("%s\n", _("--merge mine or --merge theirs decides what both changed; what only one "
                         "side changed is kept from both."));
      exit = dect_cli_link_save (self);
      return exit == DECT_EXIT_DONE ? dect_cli_link_fail (self, g_steal_pointer (&conflict)) : exit;
    }
  dect_pbx_merge_choose_all (merge, g_str_equal (self->merge, "mine") ? DECT_PBX_CHOICE_MINE
                                                                      : DECT_PBX_CHOICE_THEIRS);
  print_taken (merge);
  if (!take_over (self, merge, &exit))
    return exit;
  /* Nothing of it is saved when the push fails. */
  result = dect_cli_link_push (self, etag, &why);
  return result != NULL ? dect_cli_link_end_push (self, result) : dect_cli_link_fail (self, why);
}
