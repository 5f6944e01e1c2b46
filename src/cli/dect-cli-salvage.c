/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* "repair" and "recover": what is left of a damaged file, and what a crash left. */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dect-cli.h"
#include "store/dect-recovery.h"
#include "store/dect-salvage.h"
#include "store/dect-save.h"
#include "store/dect-store.h"

/* --- repair ------------------------------------------------------------------------------------ */

static void
print_lost (const DectSalvage *salvage)
{
  for (guint i = 0; i < salvage->lost->len; i++)
    g_print ("%s\n", (char *) salvage->lost->pdata[i]);
  if (salvage->n_more > 0)
    g_print (ngettext ("and %u more\n", "and %u more\n", salvage->n_more), salvage->n_more);
}

static void
print_lost_json (const DectSalvage *salvage, const char *backup)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dect_json_add_boolean (builder, "whole", salvage->lost->len == 0);
  json_builder_set_member_name (builder, "lost");
  json_builder_begin_array (builder);
  for (guint i = 0; i < salvage->lost->len; i++)
    json_builder_add_string_value (builder, salvage->lost->pdata[i]);
  json_builder_end_array (builder);
  dect_json_add_integer (builder, "more", salvage->n_more);
  dect_json_add_text (builder, "backup", backup);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

/* Returns: (transfer full) (nullable): path of the version before, where that can be read */
static char *
find_backup (const char *path)
{
  g_autofree char *backup = dect_save_dup_backup_path (path);
  g_autoptr (GFile) file = g_file_new_for_path (backup);
  g_autoptr (DectSnapshot) site = dect_store_load (file, NULL, NULL);

  return site != NULL ? g_steal_pointer (&backup) : NULL;
}

static DectExit
run_repair (char **arguments)
{
  g_autofree char *output = NULL;
  g_autofree char *backup = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSalvage) salvage = NULL;
  g_autoptr (GFile) damaged = NULL;
  g_autoptr (GFile) whole = NULL;
  GError *error = NULL;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (output == NULL)
    return dect_cli_usage (_("Say with -o where the repaired site shall go."));
  if (g_file_test (output, G_FILE_TEST_EXISTS))
    return dect_cli_usage (_("%s is there already; choose another name or remove it first."),
                           output);
  damaged = g_file_new_for_commandline_arg (arguments[0]);
  whole = g_file_new_for_commandline_arg (output);
  backup = find_backup (arguments[0]);
  salvage = dect_salvage_load (damaged, NULL, &error);
  if (salvage == NULL)
    {
      if (backup != NULL)
        g_printerr (_("handoverctl: The version before is whole: %s\n"), backup);
      return dect_cli_fail (NULL, error);
    }
  if (!dect_store_save (salvage->site, whole, NULL, &error))
    return dect_cli_fail (output, error);
  if (json)
    print_lost_json (salvage, backup);
  else if (salvage->lost->len == 0)
    g_print (_("Nothing is lost.\n"));
  else
    print_lost (salvage);
  if (!json && backup != NULL && salvage->lost->len > 0)
    g_print (_("The version before is whole: %s\n"), backup);
  return salvage->lost->len == 0 ? DECT_EXIT_DONE : DECT_EXIT_FINDING;
}

/* --- recover ----------------------------------------------------------------------------------- */

static void
print_draft (DectRecovery *draft)
{
  const char *title = dect_recovery_get_title (draft);
  GFile *file = dect_recovery_get_file (draft);
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (dect_recovery_get_written (draft));
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("?");

  g_print ("%s  %s  (%s)\n", when, title != NULL ? title : _("Untitled site"),
           name != NULL ? name : _("never saved"));
}

/* What was copied out before may have been worked on since. */
static char *
make_free_name (const char *folder)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf ("recovered-%u.handover", number);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&name);
    }
}

static DectExit
copy_draft (DectRecovery *draft, const char *folder)
{
  g_autofree char *name = make_free_name (folder);
  g_autoptr (DectSnapshot) site = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  site = dect_recovery_load (draft, &error);
  bytes = site != NULL ? dect_store_write_bytes (site, &error) : NULL;
  return bytes != NULL ? dect_cli_write_file (folder, name, bytes, DECT_SAVE_PRIVATE)
                       : dect_cli_fail (name, error);
}

static DectExit
run_recover (char **arguments)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) drafts = NULL;
  DectExit exit = DECT_EXIT_DONE;

  if (!dect_cli_parse (arguments, entries, 0, 0))
    return DECT_EXIT_USAGE;
  drafts = dect_recovery_list (NULL);
  for (guint i = 0; i < drafts->len; i++)
    {
      DectExit copied = DECT_EXIT_DONE;

      print_draft (drafts->pdata[i]);
      if (output != NULL)
        copied = copy_draft (drafts->pdata[i], output);
      exit = MAX (exit, copied);
    }
  return exit;
}

const DectCommand dect_cli_salvage_commands[] = {
  { "repair", "FILE -o NEW [--json]",
    N_("save what can be read of a damaged file as a new one, and list what is lost"),
    run_repair },
  { "recover", "[-o DIR]",
    N_("list what the window had not saved when it died, or copy it; it stays where it is"),
    run_recover },
  { NULL },
};
