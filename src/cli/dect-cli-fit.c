/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dect-cli.h"
#include "radio/dect-fit-losses.h"
#include "radio/dect-fit.h"

/* How many of the observations farthest off are shown unless all are asked for. */
#define N_WORST 10

typedef struct
{
  DectSnapshot *snapshot;
  DectFit *fit;
} Report;

/* --- Names ------------------------------------------------------------------------------------ */

static char *
dup_rfp (DectSnapshot *snapshot, guint32 id)
{
  const DectRfp *rfp = dect_snapshot_find_rfp (snapshot, id);

  if (rfp == NULL)
    return g_strdup ("?");
  if (rfp->name != NULL || rfp->mac != NULL)
    return g_strdup (rfp->name != NULL ? rfp->name : rfp->mac);
  return rfp->number != DECT_UNSET ? g_strdup_printf ("%d", rfp->number) : g_strdup ("?");
}

static const char *
floor_name (DectSnapshot *snapshot, guint32 id)
{
  const DectFloor *floor = dect_snapshot_find_floor (snapshot, id);

  return floor != NULL && floor->name != NULL ? floor->name : "?";
}

static const char *
building_name (DectSnapshot *snapshot, guint32 floor_id)
{
  const DectFloor *floor = dect_snapshot_find_floor (snapshot, floor_id);
  const DectBuilding *building
      = floor != NULL ? dect_snapshot_find_building (snapshot, floor->building) : NULL;

  return building != NULL ? building->name : NULL;
}

static char *
dup_place (DectSnapshot *snapshot, const DectFitObservation *at)
{
  if (at->hearer != 0)
    return dup_rfp (snapshot, at->hearer);
  return g_strdup_printf ("%s %.1f, %.1f", floor_name (snapshot, at->floor), at->x_m, at->y_m);
}

static const char *
term_id (DectFitTerm term)
{
  static const char *const ids[] = { "offset", "exponent", "loss" };

  return ids[term];
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void
add_errors (JsonBuilder *builder, const char *name, const DectFitErrors *errors)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  dect_json_add_integer (builder, "n", errors->n);
  dect_json_add_number (builder, "mean_db", errors->mean_db);
  dect_json_add_number (builder, "mean_abs_db", errors->mean_abs_db);
  dect_json_add_number (builder, "sigma_db", errors->sigma_db);
  dect_json_add_number (builder, "rms_db", errors->rms_db);
  dect_json_add_number (builder, "right_design_percent", 100.0 * errors->right_design);
  dect_json_add_number (builder, "right_sync_percent", 100.0 * errors->right_sync);
  json_builder_end_object (builder);
}

static void
add_parameters (JsonBuilder *builder, const Report *report)
{
  guint n;
  const DectFitParameter *parameters = dect_fit_list_parameters (report->fit, &n);

  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const DectFitParameter *parameter = &parameters[i];
      g_autofree char *reason = dect_fit_parameter_dup_reason (report->fit, parameter);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "term", term_id (parameter->term));
      dect_json_add_text (builder, "material", parameter->material);
      dect_json_add_text (builder, "state", dect_fit_state_id (parameter->state));
      dect_json_add_text (builder, "reason", reason);
      dect_json_add_number (builder, "value_db", parameter->value);
      dect_json_add_number (builder, "table_db", parameter->table);
      dect_json_add_number (builder, "in_use_db", parameter->in_use);
      dect_json_add_number (builder, "error_db", parameter->error);
      dect_json_add_integer (builder, "observations", parameter->n_observations);
      dect_json_add_integer (builder, "crossings", parameter->n_crossings);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_observations (JsonBuilder *builder, const Report *report)
{
  guint n;
  const DectFitObservation *observations = dect_fit_list_observations (report->fit, &n);

  json_builder_set_member_name (builder, "observations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const DectFitObservation *at = &observations[i];
      g_autofree char *rfp = dup_rfp (report->snapshot, at->rfp);
      g_autofree char *hearer = at->hearer != 0 ? dup_rfp (report->snapshot, at->hearer) : NULL;

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "source",
                          at->source == DECT_FIT_SOURCE_LINK ? "link" : "survey");
      dect_json_add_text (builder, "rfp", rfp);
      dect_json_add_text (builder, "heard_at_rfp", hearer);
      dect_json_add_text (builder, "building", building_name (report->snapshot, at->floor));
      dect_json_add_text (builder, "floor", floor_name (report->snapshot, at->floor));
      dect_json_add_number (builder, "x_m", at->x_m);
      dect_json_add_number (builder, "y_m", at->y_m);
      dect_json_add_integer (builder, "readings", at->n_readings);
      dect_json_add_number (builder, "distance_m", at->distance_m);
      dect_json_add_integer (builder, "walls", at->n_walls);
      dect_json_add_integer (builder, "floors", at->n_floors);
      dect_json_add_number (builder, "measured_dbm", at->measured_dbm);
      dect_json_add_number (builder, "predicted_dbm", at->predicted_dbm);
      dect_json_add_number (builder, "fitted_dbm", at->fitted_dbm);
      dect_json_add_number (builder, "left_out_dbm", at->left_out_dbm);
      dect_json_add_number (builder, "weight", at->weight);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_skipped (JsonBuilder *builder, const Report *report)
{
  guint n;
  const DectFitSkipped *skipped = dect_fit_list_skipped (report->fit, &n);

  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      const DectRecord *record = dect_snapshot_find (report->snapshot, skipped[i].record);

      json_builder_begin_object (builder);
      dect_json_add_text (builder, "list", dect_kind_id (record->kind));
      dect_json_add_integer (builder, "row",
                             (guint) dect_snapshot_index (report->snapshot, skipped[i].record) + 1);
      dect_json_add_text (builder, "reason", dect_fit_skip_id (skipped[i].reason));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Report *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const DectFitOptions *options = dect_fit_get_options (report->fit);

  json_builder_begin_object (builder);
  dect_json_add_boolean (builder, "fitted", dect_fit_is_fitted (report->fit));
  dect_json_add_boolean (builder, "improves", dect_fit_improves (report->fit));
  dect_json_add_boolean (builder, "in_use", dect_fit_is_in_use (report->fit));
  dect_json_add_boolean (builder, "current", dect_fit_is_current (report->fit));
  dect_json_add_integer (builder, "min_crossings", options->min_crossings);
  dect_json_add_number (builder, "design_limit_dbm", options->design_limit_dbm);
  dect_json_add_number (builder, "sync_limit_dbm", options->sync_limit_dbm);
  add_errors (builder, "before", dect_fit_get_before (report->fit));
  add_errors (builder, "after", dect_fit_get_after (report->fit));
  add_errors (builder, "left_out", dect_fit_get_left_out (report->fit));
  add_parameters (builder, report);
  add_observations (builder, report);
  add_skipped (builder, report);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

/* --- Text ------------------------------------------------------------------------------------- */

/* printf() counts bytes where a table needs characters. */
static void
print_cell (const char *text, gint width)
{
  gint n = (gint) g_utf8_strlen (text, -1);

  g_print ("%*s%s%*s", width < 0 ? 0 : MAX (0, width - n), "", text,
           width < 0 ? MAX (0, -width - n) : 0, "");
}

G_GNUC_PRINTF (2, 3)
static void
print_number (gint width, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_cell (text, width);
}

static void
print_errors (const char *title, const DectFitErrors *errors)
{
  print_cell (title, -30);
  /* No "-0.0". */
  print_number (10, "%+.1f", round (errors->mean_db * 10.0) / 10.0 + 0.0);
  print_number (10, "%.1f", errors->mean_abs_db);
  print_number (10, "%.1f", errors->sigma_db);
  print_number (14, "%.0f %%", 100.0 * errors->right_design);
  print_number (14, "%.0f %%", 100.0 * errors->right_sync);
  g_print ("\n");
}

static void
print_quality (const Report *report)
{
  const DectFitOptions *options = dect_fit_get_options (report->fit);
  g_autofree char *design = g_strdup_printf (_("at %.0f dBm"), options->design_limit_dbm);
  g_autofree char *sync = g_strdup_printf (_("at %.0f dBm"), options->sync_limit_dbm);

  print_cell (_("Predicted less measured, dB"), -30);
  /* Translators: heads of narrow columns; at most 9 characters */
  print_cell (_("mean"), 10);
  print_cell (_("absolute"), 10);
  print_cell (_("sigma"), 10);
  print_cell (design, 14);
  print_cell (sync, 14);
  g_print ("\n");
  print_errors (_("  by the tables"), dect_fit_get_before (report->fit));
  if (dect_fit_is_fitted (report->fit))
    {
      print_errors (_("  fitted"), dect_fit_get_after (report->fit));
      print_errors (_("  fitted, at places left out"), dect_fit_get_left_out (report->fit));
    }
  g_print (
      _("The last columns: share of observations that are on the predicted side of the design "
         "and the sync limit.\n"));
}

static void
print_parameters (const Report *report)
{
  gboolean in_use = dect_fit_is_in_use (report->fit);
  guint n;
  const DectFitParameter *parameters = dect_fit_list_parameters (report->fit, &n);

  g_print ("\n");
  print_cell (_("Value, dB"), -36);
  print_cell (_("table"), 9);
  if (in_use)
    print_cell (_("in use"), 9);
  print_cell (_("fitted"), 9);
  print_cell (_("± error"), 9);
  print_cell (_("paths"), 9);
  print_cell (_("crossings"), 11);
  g_print ("\n");
  for (guint i = 0; i < n; i++)
    {
      const DectFitParameter *parameter = &parameters[i];
      g_autofree char *label = dect_fit_parameter_dup_label (parameter);
      g_autofree char *reason = dect_fit_parameter_dup_reason (report->fit, parameter);
      gboolean found
          = parameter->state == DECT_FIT_STATE_FITTED || parameter->state == DECT_FIT_STATE_BOUND;

      g_print ("  ");
      print_cell (label, -34);
      print_number (9, "%.1f", parameter->table);
      if (in_use)
        print_number (9, "%.1f", parameter->in_use);
      if (found)
        print_number (9, "%.1f", parameter->value);
      else
        print_cell ("–", 9);
      if (isfinite (parameter->error))
        print_number (9, "%.1f", parameter->error);
      else
        print_cell ("–", 9);
      print_number (9, "%u", parameter->n_observations);
      if (parameter->term == DECT_FIT_TERM_LOSS)
        print_number (11, "%u", parameter->n_crossings);
      g_print ("\n");
      if (reason != NULL)
        g_print ("      %s\n", reason);
    }
}

static double
off_by (const DectFitObservation *at)
{
  return at->fitted_dbm - at->measured_dbm;
}

static int
compare_off (const void *a, const void *b)
{
  const DectFitObservation *p = *(const DectFitObservation *const *) a;
  const DectFitObservation *q = *(const DectFitObservation *const *) b;
  double x = fabs (off_by (p));
  double y = fabs (off_by (q));

  return x != y ? (x < y) - (x > y) : (p > q) - (p < q);
}

static void
print_observations (const Report *report, gboolean all)
{
  guint n;
  const DectFitObservation *observations = dect_fit_list_observations (report->fit, &n);
  g_autofree const DectFitObservation **order = g_new (const DectFitObservation *, n);
  guint n_shown = all ? n : MIN (n, N_WORST);

  for (guint i = 0; i < n; i++)
    order[i] = &observations[i];
  if (!all)
    qsort (order, n, sizeof *order, compare_off);

  g_print ("\n");
  print_cell (n_shown < n ? _("Farthest off, dBm") : _("Observations, dBm"), -34);
  /* Translators: heads of narrow columns; at most 11 characters */
  print_cell (_("hears"), -18);
  print_cell (_("readings"), 10);
  print_cell (_("measured"), 12);
  print_cell (_("tables"), 12);
  print_cell (_("fitted"), 12);
  print_cell (_("left out"), 12);
  g_print ("\n");
  for (guint i = 0; i < n_shown; i++)
    {
      const DectFitObservation *at = order[i];
      g_autofree char *place = dup_place (report->snapshot, at);
      g_autofree char *rfp = dup_rfp (report->snapshot, at->rfp);

      g_print ("  ");
      print_cell (place, -32);
      print_cell (rfp, -18);
      print_number (10, "%u", at->n_readings);
      print_number (12, "%.1f", at->measured_dbm);
      print_number (12, "%.1f", at->predicted_dbm);
      print_number (12, "%.1f", at->fitted_dbm);
      print_number (12, "%.1f", at->left_out_dbm);
      g_print ("\n");
    }
}

/* One line for each reason: how many, and the first of them. */
static void
print_skipped (const Report *report)
{
  guint n;
  const DectFitSkipped *skipped = dect_fit_list_skipped (report->fit, &n);

  for (guint reason = DECT_FIT_SKIP_LEVEL; reason <= DECT_FIT_SKIP_PATH; reason++)
    {
      const DectRecord *first = NULL;
      g_autofree char *rfp = NULL;
      guint count = 0;

      for (guint i = 0; i < n; i++)
        if (skipped[i].reason == reason && count++ == 0)
          first = dect_snapshot_find (report->snapshot, skipped[i].record);
      if (first == NULL)
        continue;
      rfp = dup_rfp (report->snapshot, first->kind == DECT_KIND_SURVEY
                                           ? ((const DectSurvey *) first)->rfp
                                           : ((const DectLink *) first)->from);
      /* Translators: %s is a sentence that says why, then the name of a base station */
      g_print (ngettext ("%u measurement was not used (of %s): %s\n",
                         "%u measurements were not used (the first of %s): %s\n", count),
               count, rfp, dect_fit_skip_label (reason));
    }
}

static void
print_verdict (const Report *report)
{
  const char *losses = dect_snapshot_get_info (report->snapshot)->fit_losses;
  g_auto (GStrv) bad = dect_fit_losses_list_bad (losses);
  g_autofree char *words = g_strjoinv (" ", bad);

  g_print ("\n");
  if (*words != '\0')
    g_print (_("Of the fit in use these losses cannot be read and do not count: %s\n"), words);
  if (!dect_fit_is_fitted (report->fit))
    g_print (_("Too few observations for a fit; %u are needed.\n"),
             dect_fit_get_options (report->fit)->min_crossings);
  else if (!dect_fit_improves (report->fit))
    g_print (_("At places it has not seen the fit is no better than the tables: measure at more "
                "places before it is used.\n"));
  if (dect_fit_is_current (report->fit))
    g_print (_("These fitted values are in use. --clear goes back to the tables.\n"));
  else if (dect_fit_is_in_use (report->fit))
    g_print (
        _("Another fit is in use than this one. --apply takes this one, --clear goes back to the "
           "tables.\n"));
  else if (dect_fit_is_fitted (report->fit))
    g_print (_(
        "Nothing was changed: the tables are in use. --apply predicts with the fitted values.\n"));
}

static void
print_text (const Report *report, gboolean all)
{
  guint n;
  guint n_links = 0;
  guint n_readings = 0;
  const DectFitObservation *observations = dect_fit_list_observations (report->fit, &n);

  for (guint i = 0; i < n; i++)
    {
      n_links += observations[i].source == DECT_FIT_SOURCE_LINK;
      n_readings += observations[i].n_readings;
    }
  g_print (ngettext (
               "%u observation from %u readings: with handsets %u, between base stations %u\n",
               "%u observations from %u readings: with handsets %u, between base stations %u\n", n),
           n, n_readings, n - n_links, n_links);
  print_skipped (report);
  g_print ("\n");
  print_quality (report);
  print_parameters (report);
  print_observations (report, all);
}

/* --- Commands --------------------------------------------------------------------------------- */

static DectExit
say_nothing_to_fit (const Report *report)
{
  guint n;
  const DectFitSkipped *skipped = dect_fit_list_skipped (report->fit, &n);

  if (n == 0)
    dect_cli_usage (_("Nothing was measured yet: import levels with handoverctl import csv FILE "
                       "--survey F (building,floor,x_m,y_m,rfp,rssi_dbm) or --links F "
                       "(from,to,rssi_dbm,kind)."));
  else
    dect_cli_usage (ngettext ("The %u measurement cannot be used. %s",
                              "None of the %u measurements can be used. %s", n),
                    n, dect_fit_skip_label (skipped[0].reason));
  return DECT_EXIT_INPUT;
}

static void
say_applied (DectFit *fit, const char *path)
{
  guint n;
  const DectFitParameter *parameters = dect_fit_list_parameters (fit, &n);

  g_print (_("From now on predicted with:\n"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = dect_fit_parameter_dup_label (&parameters[i]);

      if (parameters[i].state != DECT_FIT_STATE_FITTED
          && parameters[i].state != DECT_FIT_STATE_BOUND)
        continue;
      if (parameters[i].term == DECT_FIT_TERM_EXPONENT)
        g_print (_("  %s: %.2f dB a decade of distance, instead of %.2f\n"), label,
                 parameters[i].value, parameters[i].table);
      else
        g_print (_("  %s: %.2f dB, instead of %.2f\n"), label, parameters[i].value,
                 parameters[i].table);
    }
  g_print (_("  and a scatter of %.2f dB around it\n"), dect_fit_get_left_out (fit)->sigma_db);
  g_print (_("handoverctl fit %s --clear goes back to the tables.\n"), path);
}

static DectExit
clear (const char *path)
{
  g_autoptr (DectSite) site = NULL;
  DectExit exit;

  site = dect_cli_open (path, &exit);
  if (site == NULL)
    return exit;
  if (!dect_fit_clear (site))
    {
      g_print (_("No fit was in use; the tables predict.\n"));
      return DECT_EXIT_DONE;
    }
  exit = dect_cli_save (site, path);
  if (exit == DECT_EXIT_DONE)
    g_print (_("From now on the tables predict again.\n"));
  return exit;
}

static DectExit
apply (DectFit *fit, const char *path, gboolean json)
{
  g_autoptr (DectSite) site = NULL;
  DectExit exit;

  if (!dect_fit_is_fitted (fit))
    {
      guint n = dect_fit_get_before (fit)->n;

      dect_cli_usage (
          ngettext ("Nothing to use: %u observation is too few for a fit; %u are needed.",
                    "Nothing to use: %u observations are too few for a fit; %u are needed.", n),
          n, dect_fit_get_options (fit)->min_crossings);
      return DECT_EXIT_INPUT;
    }
  site = dect_cli_open (path, &exit);
  if (site == NULL)
    return exit;
  if (dect_fit_apply (fit, site))
    {
      exit = dect_cli_save (site, path);
      if (exit != DECT_EXIT_DONE)
        return exit;
    }
  if (!json)
    say_applied (fit, path);
  return DECT_EXIT_DONE;
}

static DectExit
run_fit (char **arguments)
{
  gboolean json = FALSE, all = FALSE, use = FALSE, unuse = FALSE;
  int crossings = -1;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &use, NULL, NULL },
    { "clear", 0, 0, G_OPTION_ARG_NONE, &unuse, NULL, NULL },
    { "min-crossings", 0, 0, G_OPTION_ARG_INT, &crossings, NULL, NULL },
    { NULL },
  };
  DectFitOptions options = DECT_FIT_OPTIONS_INIT;
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectFit) fit = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (use && unuse)
    return dect_cli_usage (_("Give --apply or --clear, not both."));
  if (crossings == 0 || crossings < -1)
    return dect_cli_usage (_("--min-crossings wants a whole number from 1."));
  if (unuse)
    return clear (arguments[0]);

  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  options.min_crossings = (guint) MAX (0, crossings);
  fit = dect_fit_new (snapshot, &options, NULL, NULL);

  Report report = { snapshot, fit };

  if (dect_fit_get_before (fit)->n == 0)
    return say_nothing_to_fit (&report);
  if (json)
    print_json (&report);
  else
    print_text (&report, all);
  if (use)
    {
      if (!json)
        g_print ("\n");
      return apply (fit, arguments[0], json);
    }
  if (!json)
    print_verdict (&report);
  return DECT_EXIT_DONE;
}

const DectCommand dect_cli_fit_commands[] = {
  { "fit", "FILE [--json] [--all] [--apply | --clear] [--min-crossings N]",
    N_("compare measured levels with predicted ones, and predict with what fits them"), run_fit },
  { NULL },
};
