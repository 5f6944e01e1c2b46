/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "dect-cli.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-guess.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-takeover.h"

/* What every column was taken for; no value of one that may hold secrets, or that fits nothing. */
static void
say_columns (const char *path, const DectOmmGuess *guess)
{
  DectKind kind = dect_omm_layout_get_kind (guess->layout);

  g_print (_("%s: layout %s\n"), path, dect_omm_layout_get_id (guess->layout));
  for (guint i = 0; i < guess->columns->len; i++)
    {
      const DectOmmGuessColumn *column = guess->columns->pdata[i];
      const char *label = dect_omm_field_label (kind, column->field);
      const char *sure = dect_omm_sureness_label (column->sure);

      if (column->n_filled == 0)
        continue;
      if (column->example != NULL && column->sure >= DECT_OMM_SURE_LIKELY)
        g_print (_("  column %u: %s, %s: %u of %u values fit (“%s”)\n"), i + 1, label, sure,
                 column->n_fitting, column->n_filled, column->example);
      else
        g_print (_("  column %u: %s, %s: %u of %u values fit\n"), i + 1, label, sure,
                 column->n_fitting, column->n_filled);
    }
}

/* Said before anything is done, so that --dry-run shows it alone. */
static void
say_changes (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = dect_change_entry_dup_text (changes->pdata[i]);

      g_print ("%s\n", line);
    }
}

static void
say_merge (const char *path,
           const char *form,
           const DectOmmMerge *merge,
           guint n_refused,
           gboolean has_secrets)
{
  g_print (_("%s (%s): %u added, %u updated, %u unchanged, %u refused\n"), path, form,
           merge->added, merge->updated, merge->unchanged, n_refused);
  if (merge->places > 0)
    g_print (ngettext ("%u building or floor was not known; it is created.\n",
                       "%u buildings and floors were not known; they are created.\n",
                       merge->places),
             merge->places);
  if (has_secrets)
    g_print ("%s\n", _("Access codes and SIP passwords were left out; import them from a CSV file "
                        "of handsets with --secrets."));
}

static void
say_problems (const char *path, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const DectOmmProblem *problem = problems->pdata[i];

      dect_cli_usage ("%s:%u:%u: %s", path, problem->line, problem->column, problem->text);
    }
}

static DectExit
import_backup (DectSite *site, const char *path, GFile *file)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectOmmBackup) backup = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  GError *error = NULL;
  DectOmmMerge merge;

  backup = dect_omm_backup_load (file, NULL, &error);
  if (backup == NULL)
    return dect_cli_fail (path, error);
  say_problems (path, backup->problems);
  changes = dect_omm_system_preview (backup->system, snapshot);
  say_changes (changes);
  dect_omm_system_take_over (backup->system, site, &merge);
  say_merge (path, _("backup"), &merge, backup->problems->len, FALSE);
  return backup->problems->len > 0 ? DECT_EXIT_INPUT : DECT_EXIT_DONE;
}

static DectOmmGuess *
guess_columns (DectSnapshot *snapshot, GBytes *bytes, const char *id, GError **error)
{
  g_autoptr (DectOmmLayout) layout = NULL;

  if (id == NULL || g_str_equal (id, DECT_OMM_LAYOUT_GUESSED))
    return dect_omm_guess (bytes, snapshot, error);
  layout = dect_omm_layout_find (snapshot, id, error);
  return layout != NULL ? dect_omm_guess_with (bytes, layout, error) : NULL;
}

/* What was only guessed is taken when a person has looked at it. */
static gboolean
is_settled (const char *path, const DectOmmGuess *guess, const char *layout_id, gboolean dry_run)
{
  if (guess->known || layout_id != NULL || dry_run)
    return TRUE;
  dect_cli_usage (_("%s: no known layout fits, so nothing was taken; look at the columns above, "
                     "and say --layout guessed if they are right."),
                  path);
  return FALSE;
}

static DectExit
import_records (DectSite *site, const char *path, DectOmmFile *file)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GPtrArray) changes = dect_omm_file_preview (file, snapshot, NULL);
  GPtrArray *problems = dect_omm_file_get_problems (file);
  DectOmmMerge merge;

  say_problems (path, problems);
  say_changes (changes);
  dect_omm_file_merge (file, site, NULL, &merge);
  say_merge (path, dect_omm_layout_get_id (dect_omm_file_get_layout (file)), &merge, problems->len,
             dect_omm_file_count_secrets (file) > 0);
  return problems->len > 0 ? DECT_EXIT_INPUT : DECT_EXIT_DONE;
}

static DectExit
import_file (DectSite *site, const char *path, const char *layout_id, gboolean dry_run)
{
  g_autoptr (GFile) source = g_file_new_for_commandline_arg (path);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectOmmGuess) guess = NULL;
  g_autoptr (DectOmmFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  DectExit exit;

  if (dect_omm_backup_recognise_file (source))
    return import_backup (site, path, source);
  bytes = dect_cli_read_file (path, DECT_OMM_MAX_BYTES, &exit);
  if (bytes == NULL)
    return exit;
  guess = guess_columns (snapshot, bytes, layout_id, &error);
  if (guess == NULL)
    return g_error_matches (error, DECT_OMM_ERROR, DECT_OMM_ERROR_UNKNOWN_LAYOUT)
               ? dect_cli_fail_layout (layout_id, error)
               : dect_cli_fail (path, error);
  say_columns (path, guess);
  if (!is_settled (path, guess, layout_id, dry_run))
    return DECT_EXIT_INPUT;
  file = dect_omm_read (bytes, guess->layout, &error);
  return file != NULL ? import_records (site, path, file) : dect_cli_fail (path, error);
}

DectExit
dect_cli_import_omm (char **arguments)
{
  g_autofree char *layout = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "layout", 0, 0, G_OPTION_ARG_STRING, &layout, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSite) site = NULL;
  DectExit exit = DECT_EXIT_INPUT, worst = DECT_EXIT_DONE;
  guint64 before;

  if (!dect_cli_parse (arguments, entries, 2, -1))
    return DECT_EXIT_USAGE;
  /* A site that is not there yet is made of the files. */
  site = g_file_test (arguments[0], G_FILE_TEST_EXISTS) ? dect_cli_open (arguments[0], &exit)
                                                        : dect_cli_make (arguments[0]);
  if (site == NULL)
    return exit;
  before = dect_site_get_generation (site);
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      /* MAX () would import it twice. */
      exit = import_file (site, arguments[i], layout, dry_run);
      worst = MAX (worst, exit);
    }
  if (dry_run || dect_site_get_generation (site) == before)
    return worst;
  exit = dect_cli_save (site, arguments[0]);
  return exit != DECT_EXIT_DONE ? exit : worst;
}
