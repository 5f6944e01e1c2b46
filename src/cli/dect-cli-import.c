/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dect-cli.h"
#include "plan/dect-plan.h"
#include "store/dect-csv-import.h"

/* The options of import csv are the words of the kinds: --buildings, --rfps ... */
#define FIRST_CSV_KIND DECT_KIND_BUILDING
#define N_CSV_KINDS (DECT_N_KINDS - FIRST_CSV_KIND)

typedef struct
{
  char *paths[N_CSV_KINDS];
  char *secrets_path;
  DectSecrets *secrets;
  GArray *inputs; /* of DectCsvInput */
} CsvImport;

static void
input_clear (gpointer data)
{
  g_clear_pointer (&((DectCsvInput *) data)->bytes, g_bytes_unref);
}

static void
csv_import_clear (CsvImport *self)
{
  for (guint i = 0; i < N_CSV_KINDS; i++)
    g_clear_pointer (&self->paths[i], g_free);
  g_clear_pointer (&self->secrets_path, g_free);
  g_clear_pointer (&self->secrets, dect_secrets_free);
  g_clear_pointer (&self->inputs, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsvImport, csv_import_clear)

static gboolean
parse_csv_arguments (CsvImport *self, char **arguments)
{
  GOptionEntry entries[N_CSV_KINDS + 2] = { { NULL } };

  for (guint i = 0; i < N_CSV_KINDS; i++)
    entries[i] = (GOptionEntry){
      dect_kind_id (FIRST_CSV_KIND + i), 0, 0, G_OPTION_ARG_FILENAME, &self->paths[i], NULL, NULL
    };
  entries[N_CSV_KINDS]
      = (GOptionEntry){ "secrets", 0, 0, G_OPTION_ARG_FILENAME, &self->secrets_path, NULL, NULL };
  return dect_cli_parse (arguments, entries, 1, 1);
}

static gboolean
read_csv_files (CsvImport *self, DectExit *exit)
{
  self->inputs = g_array_new (FALSE, TRUE, sizeof (DectCsvInput));
  g_array_set_clear_func (self->inputs, input_clear);
  for (guint i = 0; i < N_CSV_KINDS; i++)
    {
      DectCsvInput input = { FIRST_CSV_KIND + i, NULL, self->paths[i] };

      if (self->paths[i] == NULL)
        continue;
      input.bytes = dect_cli_read_file (self->paths[i], DECT_CSV_MAX_BYTES, exit);
      if (input.bytes == NULL)
        return FALSE;
      g_array_append_val (self->inputs, input);
    }
  return TRUE;
}

/* Secrets that are there already stay; a file that is not there yet is made. */
static gboolean
load_secrets (CsvImport *self, DectExit *exit)
{
  GError *error = NULL;

  if (self->secrets_path == NULL)
    return TRUE;
  self->secrets = g_file_test (self->secrets_path, G_FILE_TEST_EXISTS)
                      ? dect_secrets_load (self->secrets_path, &error)
                      : dect_secrets_new ();
  if (self->secrets == NULL)
    *exit = dect_cli_fail (self->secrets_path, error);
  return self->secrets != NULL;
}

static DectExit
say_report (CsvImport *self, DectCsvReport *report)
{
  GPtrArray *issues = dect_csv_report_get_issues (report);
  guint refused = dect_csv_report_count (report, DECT_N_KINDS, DECT_CSV_BAD);
  g_autofree char *summary = dect_csv_report_dup_summary (report);

  for (guint i = 0; i < issues->len; i++)
    {
      const DectCsvIssue *issue = g_ptr_array_index (issues, i);
      g_autofree char *line = dect_csv_issue_to_string (issue);

      if (issue->type == DECT_CSV_REFUSED)
        dect_cli_usage ("%s", line);
      else
        g_print ("%s\n", line);
    }
  g_print ("%s", summary);
  if (self->secrets == NULL && !dect_secrets_is_empty (dect_csv_report_get_secrets (report)))
    g_print (
        "%s\n",
        _("Access codes and SIP passwords were left out; name a file for them with --secrets."));
  if (refused == 0)
    return DECT_EXIT_DONE;
  dect_cli_usage (
      ngettext (
          "%u row was refused; the others were taken. Correct it and import the file again.",
          "%u rows were refused; the others were taken. Correct them and import the file again.",
          refused),
      refused);
  return DECT_EXIT_INPUT;
}

static DectExit
run_import_csv (char **arguments)
{
  g_auto (CsvImport) import = { 0 };
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectCsvReport) report = NULL;
  GError *error = NULL;
  DectExit exit, saved;

  if (!parse_csv_arguments (&import, arguments))
    return DECT_EXIT_USAGE;
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL || !read_csv_files (&import, &exit) || !load_secrets (&import, &exit))
    return exit;
  if (import.inputs->len == 0)
    return dect_cli_usage (_("Name at least one file, such as --rfps rfps.csv."));

  snapshot = dect_site_snapshot (site);
  report = dect_csv_plan (snapshot, (const DectCsvInput *) (gpointer) import.inputs->data,
                          import.inputs->len, &error);
  if (report == NULL || !dect_csv_apply (report, site, import.secrets, &error))
    return dect_cli_fail (NULL, error);

  /* The secrets first: a site whose handsets lack their codes is worse than codes without a site.
   */
  if (import.secrets != NULL && !dect_secrets_save (import.secrets, import.secrets_path, &error))
    return dect_cli_fail (import.secrets_path, error);
  saved
      = dect_csv_report_has_changes (report) ? dect_cli_save (site, arguments[0]) : DECT_EXIT_DONE;
  if (saved != DECT_EXIT_DONE)
    return saved;
  return say_report (&import, report);
}

/* The record of a kind with that name, and for floors in that building; 0 when there is none. */
static guint32
find_named (DectSite *site, DectKind kind, const char *name, guint32 building)
{
  GListModel *list = dect_site_list (site, kind);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectRecord *record = dect_item_get_record (item);

      if (g_strcmp0 (dect_field_get_string (dect_kind_field (kind, "name"), record), name) != 0)
        continue;
      if (kind != DECT_KIND_FLOOR || DECT_FLOOR (record)->building == building)
        return record->id;
    }
  return 0;
}

static gint
next_level (DectSite *site, guint32 building)
{
  GListModel *floors = dect_site_list (site, DECT_KIND_FLOOR);
  gint level = 0;

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      if (floor->building == building)
        level = MAX (level, floor->level + 1);
    }
  return level;
}

typedef struct
{
  char *building;
  char *floor;
  char *level;
  char *scale;
  int page;
  double metres_per_unit;
} PlanImport;

static void
plan_import_clear (PlanImport *self)
{
  g_clear_pointer (&self->building, g_free);
  g_clear_pointer (&self->floor, g_free);
  g_clear_pointer (&self->level, g_free);
  g_clear_pointer (&self->scale, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlanImport, plan_import_clear)

/* The floor as it stands, or a new one in an open step of the history; NULL after having said what
 * is wrong. */
static DectFloor *
take_floor (DectSite *site, const PlanImport *import)
{
  DectHistory *history = dect_site_get_history (site);
  guint32 building = find_named (site, DECT_KIND_BUILDING, import->building, 0);
  guint32 id = building != 0 ? find_named (site, DECT_KIND_FLOOR, import->floor, building) : 0;
  DectFloor *floor = id != 0 ? dect_floor_copy (DECT_FLOOR (dect_site_find_record (site, id)))
                             : dect_floor_new ();
  GError *error = NULL;

  if (building == 0)
    {
      DectBuilding *house = dect_building_new ();

      dect_field_set_text (dect_kind_field (DECT_KIND_BUILDING, "name"), DECT_RECORD (house),
                           import->building, NULL);
      building = dect_history_put (history, DECT_RECORD (house));
      g_print (_("building %s is new\n"), import->building);
    }
  if (id == 0)
    {
      floor->building = building;
      dect_field_set_text (dect_kind_field (DECT_KIND_FLOOR, "name"), DECT_RECORD (floor),
                           import->floor, NULL);
      floor->level = next_level (site, building);
    }
  if (import->level != NULL
      && !dect_field_set_text (dect_kind_field (DECT_KIND_FLOOR, "level"), DECT_RECORD (floor),
                               import->level, &error))
    {
      dect_cli_fail ("--level", error);
      dect_floor_unref (floor);
      return NULL;
    }
  if (id == 0)
    g_print (_("floor %s is new, level %d\n"), import->floor, floor->level);
  return floor;
}

/* Puts the image under the floor (transfer full) and the floor into the open step. What is placed
 * on an earlier edition of the drawing stays where it is on the picture; on another drawing it
 * stays in metres. */
static guint32
put_image (DectSite *site, const PlanImport *import, DectPlan *plan, DectFloor *floor)
{
  DectHistory *history = dect_site_get_history (site);
  guint page = (guint) import->page - 1;
  guint32 id;
  GBytes *bytes = dect_site_get_blob (site, floor->plan);
  g_autoptr (DectPlan) before = bytes != NULL ? dect_plan_open (bytes, NULL) : NULL;
  char *name
      = dect_site_add_blob (site, dect_plan_get_bytes (plan), dect_plan_get_extension (plan));
  gboolean alike = (g_strcmp0 (name, floor->plan) == 0 && (guint) floor->plan_page == page)
                   || dect_plan_is_alike (plan, page, before, (guint) floor->plan_page);

  if (!alike)
    {
      floor->plan_scale_m = import->metres_per_unit;
      floor->plan_x_m = floor->plan_y_m = floor->plan_rotation_deg = 0;
    }
  g_free (floor->plan);
  floor->plan = name;
  floor->plan_page = (gint) page;
  id = dect_history_put (history, DECT_RECORD (floor));
  if (alike && isfinite (import->metres_per_unit))
    dect_history_set_floor_scale (history, id, import->metres_per_unit);
  return id;
}

static void
print_extent (const char *name, double width, double height, double metres_per_unit)
{
  if (isfinite (metres_per_unit))
    g_print (_("%s: %.1f × %.1f m\n"), name, width * metres_per_unit, height * metres_per_unit);
  else
    g_print (_("%s: %.0f × %.0f units, not scaled yet\n"), name, width, height);
}

static DectExit
import_plan (DectSite *site, const PlanImport *import, GBytes *image, const char *path)
{
  DectHistory *history = dect_site_get_history (site);
  g_autoptr (DectPlan) plan = NULL;
  DectFloor *floor;
  GError *error = NULL;
  double width, height;
  guint32 id;

  plan = dect_plan_open (image, &error);
  if (plan == NULL)
    return dect_cli_fail (path, error);
  if (!dect_plan_get_size (plan, (guint) import->page - 1, &width, &height))
    return dect_cli_usage (ngettext ("%s has %u page; --page counts from 1.",
                                     "%s has %u pages; --page counts from 1.",
                                     dect_plan_get_n_pages (plan)),
                           path, dect_plan_get_n_pages (plan));

  dect_history_begin (history, _("Import plan image"), NULL);
  floor = take_floor (site, import);
  if (floor == NULL)
    {
      dect_history_cancel (history);
      return DECT_EXIT_USAGE;
    }
  id = put_image (site, import, plan, floor);
  dect_history_commit (history);
  print_extent (import->floor, width, height,
                DECT_FLOOR (dect_site_find_record (site, id))->plan_scale_m);
  return DECT_EXIT_DONE;
}

/* A name that can stand in the file; says on stderr when it cannot. */
static gboolean
check_name (DectKind kind, const char *option, const char *name)
{
  GError *error = NULL;

  if (name == NULL || *name == '\0')
    dect_cli_usage (_("Give --building and --floor, each with a name."));
  else if (!dect_field_validate (dect_kind_field (kind, "name"), name, &error))
    dect_cli_fail (option, error);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_plan_import (PlanImport *import)
{
  if (!check_name (DECT_KIND_BUILDING, "--building", import->building)
      || !check_name (DECT_KIND_FLOOR, "--floor", import->floor))
    return FALSE;
  if (import->page < 1)
    {
      dect_cli_usage (_("--page counts from 1."));
      return FALSE;
    }
  if (import->scale != NULL
      && (!dect_number_from_text (import->scale, &import->metres_per_unit, NULL)
          || import->metres_per_unit <= 0 || import->metres_per_unit > 1000))
    {
      dect_cli_usage (_("--metres-per-unit wants a number over 0, such as 0.02."));
      return FALSE;
    }
  return TRUE;
}

static DectExit
run_import_plan (char **arguments)
{
  g_auto (PlanImport) import = { .page = 1, .metres_per_unit = NAN };
  const GOptionEntry entries[] = {
    { "building", 0, 0, G_OPTION_ARG_STRING, &import.building, NULL, NULL },
    { "floor", 0, 0, G_OPTION_ARG_STRING, &import.floor, NULL, NULL },
    { "level", 0, 0, G_OPTION_ARG_STRING, &import.level, NULL, NULL },
    { "metres-per-unit", 0, 0, G_OPTION_ARG_STRING, &import.scale, NULL, NULL },
    { "page", 0, 0, G_OPTION_ARG_INT, &import.page, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSite) site = NULL;
  g_autoptr (GBytes) image = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 2, 2) || !check_plan_import (&import))
    return DECT_EXIT_USAGE;
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL)
    return exit;
  image = dect_cli_read_file (arguments[1], DECT_PLAN_MAX_BYTES, &exit);
  if (image == NULL)
    return exit;
  exit = import_plan (site, &import, image, arguments[1]);
  return exit == DECT_EXIT_DONE ? dect_cli_save (site, arguments[0]) : exit;
}

const DectCommand dect_cli_import_commands[] = {
  { "import csv",
    "FILE [--buildings F] [--floors F] [--walls F] [--openings F] [--zones F] [--remarks F] "
    "[--switches F] "
    "[--rfps F] [--handsets F] [--links F] "
    "[--survey F] [--secrets S]",
    N_("take over CSV files; updates by key and adds the rest"), run_import_csv },
  { "import plan", "FILE IMAGE --building B --floor N [--level L] [--metres-per-unit M] [--page P]",
    N_("put a plan image (PNG, JPEG, SVG, PDF) under a floor"), run_import_plan },
  { "import omm", "FILE FILE... [--layout ID] [--dry-run]",
    N_("take over import files of the OMM, or its backup; makes FILE where it is missing"),
    dect_cli_import_omm },
  { NULL },
};
