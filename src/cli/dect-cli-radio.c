/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dect-cli.h"
#include "radio/dect-coverage.h"
#include "store/dect-save.h"

#define DEFAULT_CELL_M 0.25
#define FARTHEST_M 100000.0 /* as for whatever is placed on a floor */

static const DectFloor *
find_floor (DectSnapshot *snapshot, const char *building, const char *name)
{
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_FLOOR); i++)
    {
      const DectFloor *floor = dect_snapshot_floor (snapshot, i);
      const DectBuilding *house = dect_snapshot_find_building (snapshot, floor->building);

      if (g_strcmp0 (floor->name, name) == 0 && house != NULL
          && g_strcmp0 (house->name, building) == 0)
        return floor;
    }
  dect_cli_usage (_("There is no floor “%s” in a building “%s” in this file."), name, building);
  return NULL;
}

static const char *
rfp_name (DectSnapshot *snapshot, guint index)
{
  const DectRfp *rfp = dect_snapshot_rfp (snapshot, index);

  return rfp->name != NULL ? rfp->name : rfp->mac != NULL ? rfp->mac : "?";
}

static void
levels_json (DectSnapshot *snapshot, GArray *levels)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < levels->len; i++)
    {
      const DectLevelAt *at = &g_array_index (levels, DectLevelAt, i);
      guint n;
      const DectCrossing *crossings = dect_path_get_crossings (at->path, &n);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "rfp", rfp_name (snapshot, at->rfp));
      dect_json_add_number (builder, "level_dbm", at->level_dbm);
      dect_json_add_number (builder, "distance_m", dect_path_get_terms (at->path)->distance_m);
      json_builder_set_member_name (builder, "crossings");
      json_builder_begin_array (builder);
      for (guint c = 0; c < n; c++)
        {
          json_builder_begin_object (builder);
          dect_json_add_text (builder, "kind", dect_kind_id (crossings[c].kind));
          dect_json_add_text (builder, "material", crossings[c].material);
          dect_json_add_number (builder, "loss_db", crossings[c].loss_db);
          dect_json_add_number (builder, "along_m", crossings[c].along_m);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  dect_cli_print_json (builder);
}

static void
levels_text (DectSnapshot *snapshot, GArray *levels)
{
  for (guint i = 0; i < levels->len; i++)
    {
      const DectLevelAt *at = &g_array_index (levels, DectLevelAt, i);
      const DectPathTerms *terms = dect_path_get_terms (at->path);
      guint n;
      const DectCrossing *crossings = dect_path_get_crossings (at->path, &n);

      g_print (_("%s: %.1f dBm, %.1f m, walls: %u, floors: %u\n"), rfp_name (snapshot, at->rfp),
               at->level_dbm, terms->distance_m, terms->n_walls, terms->n_floors);
      for (guint c = 0; c < n; c++)
        {
          g_autofree char *label = dect_crossing_dup_label (&crossings[c]);

          g_print ("  %s\n", label);
        }
    }
}

/* "X,Y" in metres, points as decimal marks because the comma stands between. */
static gboolean
parse_point (const char *text, double *x_m, double *y_m)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);

  return g_strv_length (parts) == 2 && dect_number_from_text (parts[0], x_m, NULL)
         && dect_number_from_text (parts[1], y_m, NULL) && fabs (*x_m) <= FARTHEST_M
         && fabs (*y_m) <= FARTHEST_M;
}

static DectExit
level_at (DectSnapshot *snapshot, const DectFloor *floor, const char *point, gboolean json)
{
  g_autoptr (GArray) levels = NULL;
  GError *error = NULL;
  double x_m, y_m;

  if (!parse_point (point, &x_m, &y_m))
    return dect_cli_usage (_("--at wants X,Y in metres, such as 12.5,8."));
  levels = dect_coverage_at (snapshot, floor->head.id, x_m, y_m, &error);
  if (levels == NULL)
    return dect_cli_fail (NULL, error);
  if (json)
    levels_json (snapshot, levels);
  else
    levels_text (snapshot, levels);
  return DECT_EXIT_DONE;
}

static void
coverage_json (DectSnapshot *snapshot, DectCoverage *coverage)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  double limit_dbm = dect_coverage_get_limit (coverage);
  DectCoverageShares shares;

  dect_coverage_get_shares (coverage, limit_dbm, &shares);
  json_builder_begin_object (builder);
  dect_json_add_number (builder, "columns", dect_coverage_get_n_columns (coverage));
  dect_json_add_number (builder, "rows", dect_coverage_get_n_rows (coverage));
  dect_json_add_number (builder, "cell_m", dect_coverage_get_cell (coverage));
  dect_json_add_number (builder, "limit_dbm", limit_dbm);
  dect_json_add_number (builder, "sigma_db", dect_coverage_get_sigma (coverage));
  dect_json_add_number (builder, "share", shares.reached);
  dect_json_add_number (builder, "share_sure", shares.sure);
  dect_json_add_number (builder, "share_possible", shares.possible);
  dect_json_add_number (builder, "share_second", shares.second);
  json_builder_set_member_name (builder, "without");
  json_builder_begin_array (builder);
  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_RFP); i++)
    {
      json_builder_begin_object (builder);
      dect_json_add_text (builder, "rfp", rfp_name (snapshot, i));
      dect_json_add_number (builder, "share",
                            dect_coverage_share_without (coverage, &i, 1, limit_dbm));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static void
coverage_text (DectCoverage *coverage)
{
  double limit_dbm = dect_coverage_get_limit (coverage);
  DectCoverageShares shares;

  dect_coverage_get_shares (coverage, limit_dbm, &shares);
  g_print (_("%u × %u cells of %.2f m; %.0f %% at %.0f dBm or better\n"),
           dect_coverage_get_n_columns (coverage), dect_coverage_get_n_rows (coverage),
           dect_coverage_get_cell (coverage), 100 * shares.reached, limit_dbm);
  g_print (
      _("%.0f %% for sure and %.0f %% perhaps (predictions scatter by %.1f dB); %.0f %% from a "
         "second base station too\n"),
      100 * shares.sure, 100 * shares.possible, dect_coverage_get_sigma (coverage),
      100 * shares.second);
}

/* Where a coverage goes. */
typedef struct
{
  const char *output; /* nullable: nowhere */
  double cell_m;
  DectCoverageView view;
  gboolean json;
} CoverageOptions;

static DectExit
write_raster (DectSnapshot *snapshot, const DectFloor *floor, const CoverageOptions *options)
{
  const char *output = options->output;
  g_autoptr (DectCoverage) coverage = NULL;
  GError *error = NULL;

  if (output != NULL && !g_str_has_suffix (output, ".png") && !g_str_has_suffix (output, ".csv"))
    return dect_cli_usage (_("-o wants a name that ends in .png or .csv."));
  coverage = dect_coverage_new (snapshot, floor->head.id, options->cell_m, NULL, &error);
  if (coverage == NULL)
    return dect_cli_fail (NULL, error);
  if (output != NULL)
    {
      g_autoptr (GBytes) bytes = g_str_has_suffix (output, ".png")
                                     ? dect_coverage_to_png (coverage, options->view)
                                     : dect_coverage_to_csv (coverage, snapshot);

      if (!dect_save_bytes (output, bytes, DECT_SAVE_SHARED, &error))
        return dect_cli_fail (output, error);
    }
  if (options->json)
    coverage_json (snapshot, coverage);
  else
    coverage_text (coverage);
  return DECT_EXIT_DONE;
}

static gboolean
parse_coverage_options (const char *cell, const char *show, CoverageOptions *options)
{
  options->cell_m = DEFAULT_CELL_M;
  options->view = DECT_COVERAGE_VIEW_BEST;
  if (cell != NULL
      && (!dect_number_from_text (cell, &options->cell_m, NULL)
          || !(options->cell_m >= DECT_COVERAGE_MIN_CELL_M
               && options->cell_m <= DECT_COVERAGE_MAX_CELL_M)))
    {
      dect_cli_usage (_("--cell wants metres from %g to %g, such as 0.5."),
                      DECT_COVERAGE_MIN_CELL_M, DECT_COVERAGE_MAX_CELL_M);
      return FALSE;
    }
  if (show != NULL && !dect_coverage_view_from_id (show, &options->view))
    {
      dect_cli_usage (_("--show wants best, second, third, count, server or band."));
      return FALSE;
    }
  return TRUE;
}

static DectExit
run_coverage (char **arguments)
{
  g_autofree char *building = NULL, *name = NULL, *output = NULL, *at = NULL, *cell = NULL;
  g_autofree char *show = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "building", 0, 0, G_OPTION_ARG_STRING, &building, NULL, NULL },
    { "floor", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL },
    { "cell", 0, 0, G_OPTION_ARG_STRING, &cell, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &show, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSnapshot) snapshot = NULL;
  CoverageOptions options;
  const DectFloor *floor;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (building == NULL || name == NULL || (output != NULL && at != NULL)
      || (output == NULL && at == NULL && !json))
    return dect_cli_usage (_("Give --building, --floor, and one of -o, --at and --json."));
  if (!parse_coverage_options (cell, show, &options))
    return DECT_EXIT_USAGE;
  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  floor = find_floor (snapshot, building, name);
  if (floor == NULL)
    return DECT_EXIT_USAGE;
  options.output = output;
  options.json = json;
  return at != NULL ? level_at (snapshot, floor, at, json)
                    : write_raster (snapshot, floor, &options);
}

const DectCommand dect_cli_radio_commands[] = {
  { "coverage",
    "FILE --building B --floor N [-o PNG|CSV] [--cell METRES]\n"
    "           [--show best|second|third|count|server|band] [--json] [--at X,Y]",
    N_("write the coverage of a floor, or explain the levels at one point"), run_coverage },
  { NULL },
};
