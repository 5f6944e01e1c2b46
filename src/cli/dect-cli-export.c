/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chain/dect-chain.h"
#include "dect-cli.h"
#include "omm/dect-axi-provision.h"
#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-todo.h"
#include "omm/dect-omm-writer.h"
#include "store/dect-csv-export.h"
#include "store/dect-save.h"

static DectExit
run_export_csv (char **arguments)
{
  g_autofree char *folder = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (folder == NULL)
    return dect_cli_usage (_("Give the folder to write to with -o."));
  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    {
      g_autoptr (GBytes) bytes = dect_csv_export (snapshot, kind);
      g_autofree char *name = g_strconcat (dect_kind_id (kind), ".csv", NULL);

      exit = dect_cli_write_file (folder, name, bytes, DECT_SAVE_SHARED);
      if (exit != DECT_EXIT_DONE)
        return exit;
    }
  return DECT_EXIT_DONE;
}

typedef struct
{
  DectSnapshot *snapshot;
  DectSecrets *secrets;
  DectOmmLayout *layouts[2]; /* base stations, handsets */
  GBytes *files[2];          /* the same */
  gboolean new_only;
} OmmExport;

static const DectKind omm_kinds[2] = { DECT_KIND_RFP, DECT_KIND_HANDSET };

static void
omm_export_clear (OmmExport *self)
{
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_clear_pointer (&self->secrets, dect_secrets_free);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->layouts[i], dect_omm_layout_unref);
      g_clear_pointer (&self->files[i], g_bytes_unref);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmmExport, omm_export_clear)

/* Takes the layout the person named for the kind it is for, and the site's or the default one for
 * the other. */
static gboolean
load_layouts (OmmExport *self, const char *id, GError **error)
{
  for (guint i = 0; i < 2; i++)
    {
      self->layouts[i] = dect_omm_layout_for_site (self->snapshot, omm_kinds[i], error);
      if (self->layouts[i] == NULL)
        return FALSE;
    }
  if (id == NULL)
    return TRUE;

  DectOmmLayout *named = dect_omm_layout_find (self->snapshot, id, error);
  guint i;

  if (named == NULL)
    return FALSE;
  i = dect_omm_layout_get_kind (named) == DECT_KIND_RFP ? 0 : 1;
  dect_omm_layout_unref (self->layouts[i]);
  self->layouts[i] = named;
  return TRUE;
}

/* What a person has to do in the OMM by hand, as its import can do neither. */
static void
print_manual_work (OmmExport *self, DectKind kind)
{
  g_autoptr (GPtrArray) todos = dect_omm_todo_list (self->snapshot, kind);

  for (guint i = 0; i < todos->len; i++)
    {
      const DectOmmTodo *todo = g_ptr_array_index (todos, i);
      g_autofree char *text = dect_omm_todo_dup_text (todo);
      g_autofree char *path
          = dect_omm_todo_dup_path (todo, dect_snapshot_get_info (self->snapshot), NULL);

      if (todo->task == DECT_OMM_TASK_CHANGE)
        g_print (_("changed, edit in the OMM: %s\n    %s\n    %s\n"), todo->title, text, path);
      else
        g_print (_("removed, delete in the OMM: %s\n    %s\n"), todo->title, path);
    }
}

static GBytes *
omm_bytes (OmmExport *self, guint which, guint *n_records, GError **error)
{
  g_autoptr (DectOmmComparison) comparison = NULL;
  g_autoptr (GHashTable) only = NULL;

  if (self->new_only)
    {
      comparison = dect_omm_compare (self->snapshot, self->layouts[which]);
      only = dect_omm_comparison_new_ids (comparison);
      print_manual_work (self, omm_kinds[which]);
    }
  return dect_omm_write (self->snapshot, self->layouts[which], self->secrets, only, n_records,
                         error);
}

/* The other way in: requests that the OMM fetches itself. */
static DectExit
write_provision (OmmExport *self, const char *folder)
{
  gint release = dect_omm_release_number (dect_snapshot_get_info (self->snapshot)->omm_release);
  g_autoptr (GBytes) bytes = dect_axi_write_provision (self->snapshot, self->secrets);
  DectExit exit = dect_cli_write_file (folder, DECT_AXI_PROVISION_NAME, bytes, DECT_SAVE_PRIVATE);

  if (exit != DECT_EXIT_DONE)
    return exit;
  if (release >= 0 && release < DECT_AXI_PROVISION_RELEASE)
    g_print (
        "%s\n",
        _("Whether an OMM of that release reads this file is not known; from 7.0 on it does."));
  if (self->secrets != NULL)
    g_print ("%s\n", _("The file holds access codes and SIP passwords in clear: only its owner "
                        "can read it; remove it "
                        "when the OMM has fetched it."));
  return DECT_EXIT_DONE;
}

/* Both files are ready before the first is written: nothing is left by half. */
static DectExit
write_omm_files (OmmExport *self, const char *input, const char *folder)
{
  guint n_records[2];
  gboolean wanted[2];
  GError *error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      self->files[i] = omm_bytes (self, i, &n_records[i], &error);
      if (self->files[i] == NULL)
        return dect_cli_fail (input, error);
      wanted[i] = !self->new_only || n_records[i] > 0;
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = dect_omm_file_name (self->snapshot, omm_kinds[i], 0);
      DectExit exit = wanted[i]
                          ? dect_cli_write_file (folder, name, self->files[i], DECT_SAVE_PRIVATE)
                          : DECT_EXIT_DONE;

      if (exit != DECT_EXIT_DONE)
        return exit;
    }
  if (!wanted[0] && !wanted[1])
    dect_cli_usage (_("Nothing is new since the last import into the OMM; no file was written."));
  if (self->secrets != NULL && wanted[1])
    g_print ("%s\n", _("The handset file may hold access codes and SIP passwords: only its owner "
                        "can read it; remove it "
                        "after the import."));
  return DECT_EXIT_DONE;
}

static DectExit
run_export_omm (char **arguments)
{
  g_auto (OmmExport) export = { 0 };
  g_autofree char *folder = NULL, *layout = NULL, *secrets = NULL;
  gboolean axi = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { "axi", 0, 0, G_OPTION_ARG_NONE, &axi, NULL, NULL },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &layout, NULL, NULL },
    { "new-only", 0, 0, G_OPTION_ARG_NONE, &export.new_only, NULL, NULL },
    { "secrets", 0, 0, G_OPTION_ARG_FILENAME, &secrets, NULL, NULL },
    { NULL },
  };
  GError *error = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (folder == NULL)
    return dect_cli_usage (_("Give the folder to write to with -o."));
  if (axi && (export.new_only || layout != NULL))
    return dect_cli_usage (
        _("--axi writes everything, in the form of the AXI; it goes with neither --new-only nor "
           "--layout."));
  export.snapshot = dect_cli_load (arguments[0], &exit);
  if (export.snapshot == NULL)
    return exit;
  if (secrets != NULL && (export.secrets = dect_secrets_load (secrets, &error)) == NULL)
    return dect_cli_fail (secrets, error);
  if (axi)
    return write_provision (&export, folder);
  if (!load_layouts (&export, layout, &error))
    return dect_cli_fail_layout (layout, error);
  return write_omm_files (&export, arguments[0], folder);
}

/* The layout of one import file by its name: "omm-rfp-..." or "omm-handset-...". */
static DectOmmFile *
read_import_file (DectSnapshot *snapshot, const char *folder, const char *name, DectExit *exit)
{
  DectKind kind = g_str_has_prefix (name, "omm-rfp") ? DECT_KIND_RFP : DECT_KIND_HANDSET;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (DectOmmLayout) layout = NULL;
  g_autoptr (GBytes) bytes = NULL;
  DectOmmFile *file = NULL;
  GError *error = NULL;

  bytes = dect_cli_read_file (path, DECT_OMM_MAX_BYTES, exit);
  if (bytes == NULL)
    return NULL;
  layout = dect_omm_layout_for_site (snapshot, kind, &error);
  if (layout != NULL)
    file = dect_omm_read (bytes, layout, &error);
  if (file == NULL)
    *exit = dect_cli_fail (path, error);
  return file;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static DectExit
mark_folder (DectSite *site, const char *folder, guint *n_files)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  GError *error = NULL;
  const char *name;
  DectExit exit;

  dir = g_dir_open (folder, 0, &error);
  if (dir == NULL)
    return dect_cli_fail (folder, error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".txt")
        && (g_str_has_prefix (name, "omm-rfp") || g_str_has_prefix (name, "omm-handset")))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (DectOmmFile) file
          = read_import_file (snapshot, folder, g_ptr_array_index (names, i), &exit);
      guint n_records;

      if (file == NULL)
        return exit;
      n_records = dect_omm_mark_imported (site, file, g_ptr_array_index (names, i));
      g_print (ngettext ("%s: %u record is marked as imported\n",
                         "%s: %u records are marked as imported\n", n_records),
               (const char *) g_ptr_array_index (names, i), n_records);
    }
  *n_files = names->len;
  return DECT_EXIT_DONE;
}

/* The key of something to do as a person may write it: MAC, IPEI or number. */
static gboolean
is_key (const DectOmmTodo *todo, const char *text)
{
  DectMac mac;
  DectIpei ipei;
  g_autofree char *key = NULL;

  if (todo->kind == DECT_KIND_RFP)
    key = dect_mac_parse (text, &mac, NULL) ? dect_mac_to_key (&mac) : NULL;
  else
    key = dect_ipei_parse (text, &ipei, NULL) ? dect_ipei_to_string (&ipei)
                                              : g_strconcat ("number:", text, NULL);
  return g_strcmp0 (key, todo->key) == 0;
}

static DectExit
tick_done (DectSite *site, const char *text)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);

  for (guint k = 0; k < G_N_ELEMENTS (omm_kinds); k++)
    {
      g_autoptr (GPtrArray) todos = dect_omm_todo_list (snapshot, omm_kinds[k]);

      for (guint i = 0; i < todos->len; i++)
        {
          const DectOmmTodo *todo = g_ptr_array_index (todos, i);

          if (!is_key (todo, text))
            continue;
          dect_omm_todo_tick (todo, site);
          g_print (todo->task == DECT_OMM_TASK_DELETE
                       ? _("%s is remembered as deleted in the OMM\n")
                       : _("%s is remembered as edited in the OMM\n"),
                   todo->title);
          return DECT_EXIT_DONE;
        }
    }
  return dect_cli_usage (
      _("Nothing is to be done in the OMM for “%s”; --done wants the MAC address, "
         "IPEI or number of an entry that “export omm --new-only” lists."),
      text);
}

static DectExit
run_mark_imported (char **arguments)
{
  g_auto (GStrv) done = NULL;
  const GOptionEntry entries[] = {
    { "done", 0, 0, G_OPTION_ARG_STRING_ARRAY, &done, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSite) site = NULL;
  guint n_files = 0;
  DectExit exit = DECT_EXIT_DONE;

  if (!dect_cli_parse (arguments, entries, 1, 2))
    return DECT_EXIT_USAGE;
  if (arguments[1] == NULL && done == NULL)
    return dect_cli_usage (_("Name the folder of the imported files, or an entry with --done."));
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL)
    return exit;
  if (arguments[1] != NULL)
    exit = mark_folder (site, arguments[1], &n_files);
  if (exit == DECT_EXIT_DONE && arguments[1] != NULL && n_files == 0)
    return dect_cli_usage (_("%s holds no file omm-rfp….txt or omm-handset….txt."), arguments[1]);
  for (char **text = done; exit == DECT_EXIT_DONE && text != NULL && *text != NULL; text++)
    exit = tick_done (site, *text);
  return exit == DECT_EXIT_DONE ? dect_cli_save (site, arguments[0]) : exit;
}

const DectCommand dect_cli_export_commands[] = {
  { "export csv", "FILE -o DIR", N_("write the whole plan as CSV files"), run_export_csv },
  { "export omm", "FILE -o DIR [--layout ID] [--new-only] [--axi] [--secrets S]",
    N_("write the OMM import files; with --axi, ipdect.cfg with the same as AXI requests"),
    run_export_omm },
  { "mark-imported", "FILE [DIR] [--done KEY]...",
    N_("remember that the files in DIR were imported into the OMM, and what was done there by "
        "hand"),
    run_mark_imported },
  { NULL },
};
